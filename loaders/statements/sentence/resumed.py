"""What a clause has in front of an insertion: "From 1990 to 1991 Kenya, where …, was a member".

The words from the mark that closes an English insertion to the verb are a clause of their own;
the subject and the date of that verb may stand before the mark that opens it.
"""

from __future__ import annotations

from loaders.mentions.mention import Basis
from loaders.statements.candidate import Candidate, Dated, weakest
from loaders.statements.roles.listing import fits
from loaders.statements.rulebook.pattern import Match
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.reading import Clause, PlacedEntity, Reading
from loaders.statements.times import dating

_STRETCHES = frozenset({"term", "range"})


def subject_before(
    reading: Reading, slot: Slot, match: Match, clause: Clause
) -> PlacedEntity | None:
    """Return the subject that an insertion parts from its verb: "Kenya, where …, was occupied".

    Not where the slot takes an unsaid subject from the text anyhow.
    """
    opening = _opening(reading, clause)
    if opening is None or slot.inherit != "none" or match.start > clause.start + 1:
        return None
    return next((e for e in reading.entities if e.end == opening and fits(reading, slot, e)), None)


def date_before(candidate: Candidate) -> Dated | None:
    """Return the date in front of a subject that an insertion parts from its verb."""
    reading, rule = candidate.reading, candidate.rule
    opening = _opening(reading, candidate.clause)
    subject = next((e for e in reading.entities if e.end == opening), None)
    if subject is None:
        return None
    front = dating.fronted(reading, reading.clause(subject.start))
    if front is None or front.end > subject.start:
        return None
    if dating.is_range(front) and rule.date not in _STRETCHES:
        return None
    return Dated(front, weakest(front.mention.basis, Basis.INHERITED), elsewhere=True)


def _opening(reading: Reading, clause: Clause) -> int | None:
    """Return where the insertion opens behind which a clause goes on, or None."""
    if reading.lists.language == "ar":
        return None
    goes_on = (o for o, c in reading.insertions.items() if c - 1 == clause.start)
    return next(goes_on, None)
