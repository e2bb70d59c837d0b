"""A source document as it was read: text, identity and what its metadata file says of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document in Unicode code points, 0-based, ``end`` exclusive.

    >>> text = "قطر عضو"
    >>> Span(0, 3).of(text)
    'قطر'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """Return the words that the span covers, verbatim."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Return whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """A document, decoded and otherwise unaltered.

    :ivar name: the file name, which stands for the document in every output.
    :ivar slug: readable ASCII name for addresses, from the file name.
    :ivar text: the text; offsets everywhere are code points of this string.
    :ivar sha256: hexadecimal digest of the file's bytes.
    :ivar language: BCP 47 language tag of the text (``ar``, ``en``).
    :ivar title: titles by language tag; empty if no metadata file names one.
    :ivar revised: the revision date that the metadata file states, EDTF, or None.
    :ivar path: where it was read from.
    """

    name: str
    slug: str
    text: str
    sha256: str
    language: str
    title: tuple[tuple[str, str], ...] = ()
    revised: str | None = None
    path: Path | None = None
