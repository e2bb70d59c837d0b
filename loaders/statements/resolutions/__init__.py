"""What a resolution is about, and whose it is."""
