"""What each item of a list has of its own: names, dates, numbers."""
