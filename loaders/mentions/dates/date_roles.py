"""What a date is in its sentence: a point, one end of a stretch, or part of a name."""

from __future__ import annotations

from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.dates import date_words
from loaders.mentions.dates.date_points import Point
from loaders.mentions.mention import DateMention
from loaders.mentions.passages import Prepared
from loaders.text.folding import fold

_BEFORE = 60


def role_of(text: str, start: int, end: int | None = None, point: Point | None = None) -> str:
    """Return whether the words before (or after) a date leave it open or make it part of a name."""
    before = text[max(0, start - _BEFORE) : start]
    if point is not None and end is not None:
        if point.rule == "citation-year" or date_words.name_before().search(before):
            return "name"
        is_year = point.month is None and not point.days
        if is_year and before.endswith(" ل") and date_words.name_before_for().search(before[:-2]):
            return "name"
        if before.endswith("the ") and date_words.name_after().match(text, end):
            return "name"
    match = date_words.open_before().search(before)
    if match is None:
        return "point"
    return "since" if match["since"] else "until"


def tells_time(prepared: Prepared, mention: DateMention) -> bool:
    """Return whether later expressions may count from a date, though it may be part of a name.

    A month in a name still tells a time ("the revolt of November 1956 … that year"), and so does
    the year of an event.
    """
    if mention.role not in {"name", "document"}:
        return True
    return mention.role == "name" and (
        mention.date.precision in {"month", "day"} or _names_event(prepared, mention)
    )


def _names_event(prepared: Prepared, mention: DateMention) -> bool:
    """Whether the year in a name is when it happened: "the protests of 2011", no treaty's year."""
    start = prepared.folded.position(mention.span.start)
    before = prepared.text[:start].rsplit(None, 1)[-1:]
    return bool(before) and before[0] in _event_nouns()


@cache
def _event_nouns() -> frozenset[str]:
    nouns = word_list("time.ar")["named_events"]
    return frozenset(fold(article + noun).text for noun in nouns for article in ("", "ال"))
