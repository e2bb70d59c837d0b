"""A date that later expressions of time may be counted from."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.document import Span
from loaders.mentions.dates.edtf import EdtfDate
from loaders.mentions.passages import Passage


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date that later expressions may refer to, with its place.

    :ivar hijri: whether the text tells it in the Hijri calendar.
    :ivar counted_from: the date that it is itself counted from, or None.
    :ivar behind: whether it only lies behind what its sentence tells: بعد مفاوضات بدأت عام 1960.
    """

    date: EdtfDate
    span: Span
    passage: Passage
    hijri: bool = False
    counted_from: Span | None = None
    behind: bool = False

    @property
    def reach(self) -> tuple[int, int]:
        """From where to where in the folded text its sentence goes."""
        return self.passage.start, self.passage.end
