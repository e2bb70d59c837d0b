"""A sentence as the rules see it: words, clauses, insertions, what governs what."""
