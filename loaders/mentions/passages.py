"""A document prepared for finding mentions: its search text and its sentences in that text."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.document import Document, Span
from loaders.mentions.mention import Sentence
from loaders.text.folding import Folded, fold
from loaders.text.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence in folded text.

    :ivar start: where it begins in the folded text of the document.
    :ivar end: where it ends there, exclusive.
    """

    sentence: Sentence
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with its folded text and its passages, in document order."""

    document: Document
    folded: Folded
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def span(self, start: int, end: int) -> Span:
        """Return the source span of ``text[start:end]``."""
        return self.folded.span(start, end)


def prepare(document: Document) -> Prepared:
    """Fold the document and split it into passages."""
    folded = fold(document.text)
    passages: list[Passage] = []
    for sentence in split_sentences(document.text):
        start = folded.position(sentence.span.start)
        end = folded.position(sentence.span.end)
        passages.append(Passage(sentence, start, end))
    return Prepared(document, folded, tuple(passages))
