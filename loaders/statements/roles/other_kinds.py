"""Subjects of a kind that does not what a verb tells: a place where a state does it."""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.statements.candidate import Candidate
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.governing import governor
from loaders.statements.sentence.list_names import AMONG_THEM
from loaders.statements.sentence.reading import PlacedEntity, Reading

_DUAL = "تا"
OTHER_STATES = "other-states"
NOR = "nor"  # ولا, between two names
_BODIES = frozenset({"state", "organ", "organisation"})


def ends_no_person(reading: Reading, index: int) -> bool:
    """Return whether the name of a state or body, and of nobody, ends with word `index`."""
    named = [e.mention for e in reading.entities if e.end == index + 1]
    return bool(named) and all(m.entity.kind in _BODIES and m.form is Form.NAME for m in named)


def ends_place(reading: Reading, slot: Slot, index: int) -> bool:
    """Return whether a place that is no state ends with word `index`: "Tibet occupied …"."""
    named = [e.mention for e in reading.entities if e.end == index + 1]
    places = [m for m in named if m.entity.kind == "place" and m.form is Form.NAME]
    places_too = "state" not in slot.kinds or "place" in slot.kinds
    return not places_too and bool(named) and len(places) == len(named)


def is_pair_of_places(candidate: Candidate, slot: Slot) -> bool:
    """Return whether a dual verb goes on about two that are no states: جزر كوك ولا نيوي، دخلتا."""
    reading, start = candidate.reading, candidate.match.start
    if "place" in slot.kinds or not reading.words[start].form.endswith(_DUAL):
        return False
    named = [e for e in reading.entities if e.end <= start and e.mention.form is Form.NAME]
    last = [e for e in named if e.mention.entity.kind in {"state", "place"}][-1:]
    return any(
        e.mention.entity.kind == "place"
        and (reading.has(e.end, NOR) or reading.has(e.start - 1, NOR))
        for e in last
    )


def nor(reading: Reading, one: PlacedEntity, other: PlacedEntity) -> bool:
    """Whether something is denied of two: لم تنضم بوتسوانا ولا زامبيا، غير أنهما دخلتا."""
    return other.start - one.end == 1 and reading.has(one.end, NOR)


def is_territory(candidate: Candidate, slot: Slot) -> bool:
    """Return whether the subject is a place and no state: "Kosovo declared independence"."""
    reading, match = candidate.reading, candidate.match
    objects = [s for s in candidate.rule.slots if s is not slot and "place" in s.kinds]
    if slot.kinds != {"state"} or any(s.where == "object" or "" in s.after for s in objects):
        return False
    arabic = reading.lists.language == "ar"
    near = range(match.start, match.end + 2) if arabic else range(match.start - 2, match.start)
    return any(
        entity.mention.form is Form.NAME
        and entity.mention.entity.kind == "place"
        and all(e.mention.entity.kind == "place" for e in reading.entities_at[entity.start])
        and (entity.start if arabic else entity.end - 1) in near
        and not governor(reading, entity)
        for entity in reading.entities
    )


def are_other_states(reading: Reading, index: int) -> bool:
    """Return whether states of nobody named stand at an Arabic word: انضمت دول الجوار ما عدا كينيا.

    Those that are named among them are told behind words of their own: بينها كينيا.
    """
    end = reading.clause(index).end
    named = any(reading.has(at, AMONG_THEM) for at in range(index, end))
    return reading.has(index, OTHER_STATES) and not reading.inside_mention(index) and not named
