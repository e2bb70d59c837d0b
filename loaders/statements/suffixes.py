"""Whom the pronoun attached to an Arabic verb stands for: واحتلتها, زارها."""

from __future__ import annotations

from loaders.mentions.capitals import CAPITALS, capital_of
from loaders.mentions.mention import Basis, Form
from loaders.statements import listing
from loaders.statements.candidate import Candidate, Filler, named_elsewhere
from loaders.statements.context import Context
from loaders.statements.governing import IDAFA, governor
from loaders.statements.reading import PlacedEntity, Reading
from loaders.statements.rule import Slot
from loaders.statements.subjects import content_start
from loaders.statements.titles import is_owner

_RANK = {IDAFA: 1, "عن": 2, "من": 2}


def by_suffix(candidate: Candidate, slot: Slot, context: Context) -> Filler | None:
    """Return what the pronoun attached to the verb stands for: واحتلتها, زارها."""
    if not any(cue.form.suffix for cue in candidate.match.cues):
        return None
    others = candidate.filled
    # What a noun governs ("after the fall of Italy") is meant only if nothing else is named, and
    # what another became free of ("independent of Portugal") last of all.
    before = list(reversed(candidate.reading.entities))
    before.sort(key=lambda e: _RANK.get(governor(candidate.reading, e), 0))
    # أما رئيس زامبيا فزارها: whose the title of him is that does it is not meant either.
    before.sort(key=lambda e: is_owner(candidate.reading, e))
    # "the islands that Britain occupies": Britain is what does it, not what it is done to.
    before.sort(key=lambda e: _does_it(candidate.reading, e))
    relative = relative_of(candidate.reading, candidate.match.start)
    if relative is not None:  # "the peninsula that, A says, B occupies": not A
        before.sort(key=lambda e: e.end > relative)
    # "A holds that B occupies it": it is not A that is occupied.
    said = content_start(candidate.reading, candidate.match.start)
    before = [e for e in before if said is None or e.start >= said]
    for entity in before:
        named = entity.end <= candidate.match.start and listing.fits(
            candidate.reading, slot, entity
        )
        if named and entity.mention.entity.key not in others:
            if _as_place(candidate, slot, entity):
                continue
            if slot.derive == CAPITALS and entity.mention.form is Form.METONYM:
                city = capital_of(entity.mention.entity)
                return Filler(city, span=entity.mention.span, basis=Basis.INHERITED)
            return named_elsewhere(entity)
    found = context.subject(slot.kinds) or context.mentioned(slot.kinds)
    if found is None or found.entity.key in others:
        return None
    return Filler(found.entity, span=found.span, basis=Basis.INHERITED)


def relative_of(reading: Reading, end: int) -> int | None:
    """Return where the relative pronoun stands in whose clause, commas apart, word `end` is."""
    for index in range(end - 1, -1, -1):
        if reading.words[index].is_mark:
            return None
        if reading.has(index, "relatives"):
            return index
    return None


def _does_it(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a mention stands right behind a verb with its object: التي تحتلها بريطانيا."""
    verb = entity.start - 1
    return verb in reading.predicates and any(
        cue.form.suffix for cue in reading.cues_at.get(verb, ())
    )


def _as_place(candidate: Candidate, slot: Slot, entity: PlacedEntity) -> bool:
    """Whether a capital's name stands for the government where the city itself will do."""
    return entity.mention.form is Form.METONYM and any(
        other.mention.entity.kind == "place" and listing.fits(candidate.reading, slot, other)
        for other in candidate.reading.entities_at.get(entity.start, ())
    )
