"""Whom a clause names beside its subject: "was admitted together with Latvia", هي وبوروندي."""

from __future__ import annotations

from dataclasses import replace

from loaders.mentions.mention import Basis
from loaders.statements.candidate import Candidate, Filler, filler_of, named_elsewhere
from loaders.statements.lists import ordinals
from loaders.statements.roles import groups, listing
from loaders.statements.roles.context import Context
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence import governing
from loaders.statements.sentence.list_names import RELATIVES
from loaders.statements.sentence.reading import Reading

AS_WELL_AS = "as-well-as"
# "with fifteen other states, among them Spain": words that may stand before a companion.
_COMPANY = 9


def companions(candidate: Candidate, slot: Slot, fillers: list[Filler]) -> list[Filler]:
    """Return whom the clause names beside the subject: "was admitted together with Latvia"."""
    reading, clause = candidate.reading, candidate.clause
    for entity in reading.entities:
        inside = clause.start <= entity.start < clause.end
        if not inside or not listing.fits(reading, slot, entity):
            continue
        if governing.governor(reading, entity) not in slot.companions:
            continue
        if any(o.start < entity.start and entity.end <= o.end for o in reading.entities):
            continue  # part of a name: "the agreement with UNICEF"
        if _in_relative(reading, candidate.match.end, entity.start):
            continue  # "the Commonwealth, which Gabon joined in 2022 together with Togo"
        between = range(candidate.match.end, entity.start)
        apart = sum(not reading.inside_mention(index) for index in between)
        if apart > _COMPANY or entity in candidate.taken:
            continue
        found = [filler_of(p) for p in listing.coordinated(reading, entity, slot, clause.end)]
        named = {f.entity.key for f in fillers}
        return [replace(f, beside=True) for f in found if f.entity.key not in named]
    named = {f.entity.key for f in fillers}
    others = [filler_of(e) for e in ordinals.told_beside(candidate, slot)] if fillers else []
    return [replace(f, beside=True) for f in others if f.entity.key not in named]


def in_company(candidate: Candidate, slot: Slot, fillers: list[Filler]) -> list[Filler]:
    """Return whom the clause names beside those who did it, where the slot asks for them."""
    beside = companions(candidate, slot, fillers) if slot.companions else []
    return beside or (_added_behind(candidate, slot, fillers) if slot.many else [])


def _added_behind(candidate: Candidate, slot: Slot, fillers: list[Filler]) -> list[Filler]:
    """Return the names that an Arabic clause adds at its end: …، بالإضافة إلى زامبيا.

    Where a name of the kind may have another part in it, nobody knows to whom it is added.
    """
    reading, named = candidate.reading, {f.entity.key for f in fillers}
    others = [s for s in candidate.rule.slots if s is not slot and s.where != "item"]
    for cue in reading.cues if reading.lists.language == "ar" else ():
        inside = candidate.match.end <= cue.start < candidate.clause.end
        if cue.name != AS_WELL_AS or not inside:
            continue
        if reading.words[cue.start - 1].form != "," and not any(
            date.end == cue.start for date in reading.dates
        ):
            continue
        if reading.predicate_between(candidate.match.end, cue.start):
            continue
        for entity in reading.entities_at.get(cue.end, ()):
            kind = entity.mention.entity.kind
            alone = slot.where == "object" or not any(kind in s.kinds for s in others)
            if alone and listing.fits(reading, slot, entity) and entity not in candidate.taken:
                found = listing.coordinated(reading, entity, slot, candidate.clause.end)
                return [
                    replace(filler_of(e), beside=True)
                    for e in found
                    if e.mention.entity.key not in named
                ]
    return []


def _in_relative(reading: Reading, start: int, end: int) -> bool:
    """Whether an English relative clause with a verb of its own begins between two words."""
    return reading.lists.language == "en" and any(
        reading.has(index, RELATIVES) and reading.predicate_between(index, end)
        for index in range(start, end)
    )


def with_joined(candidate: Candidate, slot: Slot, unsaid: Filler, context: Context) -> list[Filler]:
    """Return the subject of an English clause before with those that "and" joins to it.

    "Rwanda and Burundi became independent and joined the United Nations": both did both.
    """
    reading = candidate.reading
    first = next((e for e in reading.entities if e.mention.span == unsaid.span), None)
    if not slot.many or slot.where != "subject" or reading.lists.language != "en":
        return [unsaid]
    if first is None:
        return groups.they(candidate, unsaid, context)
    end = min(reading.clause(first.start).end, candidate.match.start)
    joined = listing.coordinated(reading, first, slot, end)
    return [unsaid, *(named_elsewhere(e, unsaid.basis) for e in joined if e is not first)]


def apart_from_companions(
    candidate: Candidate, slot: Slot, unsaid: Filler, context: Context
) -> Filler | None:
    """Return who did it with those named beside: the text's own state where it would be of them."""
    beside = {f.entity.key for f in companions(candidate, slot, [])}
    if unsaid.entity.key not in beside:
        return unsaid
    own = context.leading_state()
    if own is None or own.entity.key in beside:
        return None
    return Filler(own.entity, span=own.span, basis=Basis.INHERITED)
