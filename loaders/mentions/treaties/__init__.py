"""Treaties: listed, described, told apart by their year, or known from the text alone."""
