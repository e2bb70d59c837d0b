"""The ontology: classes, properties, closed lists and shapes, and how code reaches them."""
