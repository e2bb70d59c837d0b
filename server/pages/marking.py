"""Marking words in a text: overlapping spans become segments that do not overlap.

HTML elements must nest; spans of statements need not. The text is therefore cut wherever a span
begins or ends, and each piece knows all the spans that cover it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from loaders.document import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mark(Generic[T]):
    """Something (`what`) that covers a span of the text."""

    span: Span
    what: T


@dataclass(frozen=True, slots=True)
class Segment(Generic[T]):
    """A piece of text with everything that covers it.

    :ivar marks: what covers the piece, in the order in which the marks were given.
    :ivar opens: what begins exactly here.
    :ivar closes: what ends exactly here.
    """

    text: str
    start: int
    marks: tuple[T, ...]
    opens: tuple[T, ...]
    closes: tuple[T, ...]


def segments(text: str, within: Span, marks: Sequence[Mark[T]]) -> list[Segment[T]]:
    """Cut the words of `within` at the ends of all `marks`.

    :param text: the whole document; offsets are its code points.
    :param within: the part to cut; marks that reach beyond it are clipped to it.
    :return: segments in order, which together are exactly ``within.of(text)``.

    >>> [s.text for s in segments("abcdef", Span(0, 6), [Mark(Span(1, 4), 1), Mark(Span(2, 6), 2)])]
    ['a', 'b', 'cd', 'ef']
    """
    touching = [mark for mark in marks if mark.span.overlaps(within)]
    edges = {within.start, within.end}
    for mark in touching:
        edges |= {max(mark.span.start, within.start), min(mark.span.end, within.end)}
    cuts = sorted(edges)
    pieces = []
    for start, end in pairwise(cuts):
        over = [m for m in touching if m.span.start < end and start < m.span.end]
        pieces.append(
            Segment(
                text[start:end],
                start,
                tuple(m.what for m in over),
                tuple(m.what for m in over if max(m.span.start, within.start) == start),
                tuple(m.what for m in over if min(m.span.end, within.end) == end),
            )
        )
    return pieces
