"""Names listed behind a deed, each with a time of its own: "each has sat: A in 1955, B in …"."""

from __future__ import annotations

from itertools import zip_longest

from loaders.statements.candidate import Candidate, Filler, filler_of
from loaders.statements.roles import listing
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.list_names import PREPOSITIONS
from loaders.statements.sentence.reading import PlacedEntity

_LIST_MARKS = frozenset(":,")

# Words between a name and its own date: "and Kuwait, most recently, in".
_TO_DATE = 9


def listed_apart(candidate: Candidate, slot: Slot, end: int) -> list[Filler]:
    """Return the names behind the deed that each have a time of their own.

    "Each of the three has sat there: A in 1955 and 1956, and B, most recently, in 2018": the list
    tells who did, also where it is "two of the three states".
    """
    reading, found = candidate.reading, list[PlacedEntity]()
    start = max(candidate.match.end, end)
    marks = [i for i in range(start, candidate.clause.end) if reading.words[i].form in {":", ","}]
    if not marks or reading.predicate_between(marks[0], candidate.clause.end):
        return []
    named = [
        e
        for e in reading.entities
        if marks[0] < e.start < candidate.clause.end and listing.fits(reading, slot, e)
    ]
    for entity, following in zip_longest(named, named[1:]):
        stop = candidate.clause.end if following is None else following.start
        near = min(stop, entity.end + _TO_DATE)
        if reading.has(entity.start, PREPOSITIONS, end=True) or not any(
            entity.end <= date.start < near for date in reading.dates
        ):
            return []
        found.append(entity)
    return [filler_of(entity) for entity in found] if len(found) > 1 else []


def listed_behind(candidate: Candidate, end: int, entity: PlacedEntity) -> bool:
    """Return whether a name with a date stands behind a colon or a comma of the Arabic clause."""
    reading, start = candidate.reading, entity.start
    return (
        reading.lists.language == "ar"
        and end < start < candidate.clause.end
        and reading.words[start - 1].form in _LIST_MARKS
        and any(0 <= date.start - entity.end <= 1 for date in reading.dates)
    )
