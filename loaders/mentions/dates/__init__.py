"""Dates and expressions of time."""
