"""Numbers and ordinals, in digits and in words."""
