"""Whose resolution it is where the text leaves that unsaid: its number excludes some bodies.

The Security Council counts its resolutions through (1264); the General Assembly numbers by session
since its thirty-first (71/5). How which body numbers is said in ``loaders/rules/derived.yaml``.
"""

from __future__ import annotations

from loaders.entities import Entity
from loaders.statements.candidate import Candidate
from loaders.statements.roles.context import Antecedent, Context
from loaders.statements.rulebook.rule import Slot
from loaders.statements.rulebook.things import Things
from loaders.statements.sentence.list_names import ADOPTED

_NUMBER = "resolution"


def excluded(candidate: Candidate, body: Entity, things: Things) -> bool:
    """Return whether the number that the trigger caught cannot be one of `body`."""
    return _numbers_so(candidate, body, things) is False


def organ_named(
    candidate: Candidate, slot: Slot, context: Context, things: Things
) -> Antecedent | None:
    """Return the organ named last in this paragraph that gives such numbers.

    One of an earlier paragraph is meant only where the number excludes another one that was named
    since, or fits none but this.
    """
    here = context.mentioned(frozenset({"organ"}))
    if here is not None and not excluded(candidate, here.entity, things):
        return here
    if here is None and (behind := _adopting_behind(candidate, things)) is not None:
        return behind
    others = [a for a in context.organs if slot.kinds & {a.entity.kind}]
    numbering = [a for a in others if _numbers_so(candidate, a.entity, things) is not None]
    fitting = [a for a in numbering if _numbers_so(candidate, a.entity, things)]
    only = len(fitting) == 1 and (here is not None or len(numbering) > 1)
    return fitting[0] if only else None


def _adopting_behind(candidate: Candidate, things: Things) -> Antecedent | None:
    """Return the one organ of the sentence that gives such numbers, if none is said to adopt it.

    In اعتُمد القرار 1701 في …، وبه دعا مجلس الأمن the verb of adoption has no subject of its own.
    """
    if not any(cue.name == ADOPTED for cue in candidate.match.cues):
        return None
    organs = {
        e.mention.entity.key: Antecedent(e.mention.entity, e.mention.span)
        for e in reversed(candidate.reading.entities)
        if e.mention.entity.kind == "organ" and _numbers_so(candidate, e.mention.entity, things)
    }
    return next(iter(organs.values())) if len(organs) == 1 else None


def _numbers_so(candidate: Candidate, body: Entity, things: Things) -> bool | None:
    number = dict(candidate.match.numbers).get(_NUMBER)
    if number is None:
        return None
    plain = number.mention.kind != "symbol"
    return things.numbers_so(body, plain, _year(candidate, number.end))


def _year(candidate: Candidate, index: int) -> int | None:
    """Return the year of the date that the trigger caught, else of the next one behind `index`."""
    clause = candidate.clause
    dates = [date for _, date in candidate.match.dates]
    dates += [d for d in candidate.reading.dates if index <= d.start < clause.end]
    dates += [d for d in candidate.reading.dates if clause.start <= d.start < index]
    begins = [date.mention.date.begin for date in dates]
    return next((begin.year for begin in begins if begin is not None), None)
