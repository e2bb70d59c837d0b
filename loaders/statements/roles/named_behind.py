"""Whom a list names behind a verb whose English subject only counts them.

"Three states joined: Chad in 1960, Mali in 1961 and Togo (1962)", "several states signed it, among
them Fiji". Whom it does not name is nobody's business here.
"""

from __future__ import annotations

from loaders.statements.candidate import Candidate, Filler, filler_of
from loaders.statements.roles import listing
from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.list_names import AMONG_THEM, PREPOSITIONS
from loaders.statements.sentence.reading import Reading

COUNTED = "counted-subjects"  # states, leaders, "three of them"
_LINKS = ("clause-links", "passive-agents")
_COLON, _DASHES = ":", frozenset({"-", "–", "—"})
_TO_VERB = 4  # words from what is counted to its verb: "states had formally joined"
_APART = 2  # words from the colon to the first name: "the Republic of"


def named_behind(candidate: Candidate, slot: Slot) -> list[Filler]:
    """Return those whom a list behind the verb names, or nothing if the subject does not count."""
    reading, match = candidate.reading, candidate.match
    if reading.lists.language != "en" or slot.where != "subject" or not slot.many:
        return []
    if not _counts(reading, match.start, candidate.clause.start):
        return []
    start = _list_start(reading, match.end, candidate.clause.end)
    if start is None:
        return []
    first = next(
        (
            e
            for e in reading.entities
            if start <= e.start <= start + _APART
            and listing.fits(reading, slot, e)
            and not any(reading.has(i, PREPOSITIONS) for i in range(start, e.start))
        ),
        None,
    )
    if first is None or reading.predicate_between(first.end, candidate.clause.end):
        return []
    return [filler_of(e) for e in listing.coordinated(reading, first, slot, candidate.clause.end)]


def _counts(reading: Reading, verb: int, begin: int) -> bool:
    """Whether the subject right before the verb is a noun for some that are not named."""
    for index in range(verb - 1, max(begin, verb - _TO_VERB) - 1, -1):
        if reading.has(index, COUNTED):
            return True
        if not any(reading.has(index, name) for name in _LINKS):
            return reading.has(index + 1, COUNTED, end=True)
    return False


def _list_start(reading: Reading, start: int, end: int) -> int | None:
    """Return the word at which a list of names begins behind the verb, or None."""
    dated = {index for date in reading.dates for index in range(date.start, date.end)}
    for index in range(start, end):
        if index in dated:
            continue  # "in 1986–1987, among them"
        naming = reading.cue(index, AMONG_THEM)
        if naming is not None:
            return _past_article(reading, naming.end)
        if reading.words[index].form == _COLON or reading.words[index].form in _DASHES:
            return _past_article(reading, index + 1)
        if index in reading.predicates:
            return None
    return None


def _past_article(reading: Reading, index: int) -> int:
    return index + (index < len(reading.words) and reading.has(index, DETERMINERS))
