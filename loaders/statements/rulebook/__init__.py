"""What extraction rules are made of, and how their files are read."""
