"""Persons whom no list knows, and how names are spelt."""
