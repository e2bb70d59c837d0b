"""Source files to documents: reading, folding for search, sentences."""

from loaders.text.folding import Folded, fold
from loaders.text.reading import MAXIMUM_BYTES, read_document

__all__ = ["MAXIMUM_BYTES", "Folded", "fold", "read_document"]
