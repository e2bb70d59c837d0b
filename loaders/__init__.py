"""Documents to a release: text, mentions, statements, graph."""
