"""Whether a sentence asserts what it tells, of whom, and in whose words."""
