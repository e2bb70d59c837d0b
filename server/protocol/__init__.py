"""The HTTP protocol: SPARQL, graph store, service description, problems, operation."""
