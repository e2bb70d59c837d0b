"""Statements become RDF here: one document at a time, and what is said of documents together.

`loaders.graph.maker.GraphMaker` holds what is the same for all documents and makes each graph.
"""
