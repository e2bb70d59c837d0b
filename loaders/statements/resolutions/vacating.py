"""Which territory a demand to withdraw is about: "that Iraq withdraw its forces from Kuwait"."""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.statements.sentence.governing import governor
from loaders.statements.sentence.reading import PlacedEntity, Reading

WITHDRAWAL = "withdrawal"
VACATED = "leaving-place"  # "leave", "evacuate": whose object is what they are to leave
LAND = "territories"  # "from Lebanese territory"
# What says outright what a resolution is about, and so goes before what troops are to leave.
_ABOUT = frozenset({"بشان", "في شان", "بخصوص", "حول", "concerning", "regarding", "on", "about"})
_FROM = frozenset({"من", "from"})
_REACH = 8  # words between the withdrawal and the name
_NEXT = 3  # words between "leave" and the name: "all parts of", "the territory of"


def vacated(reading: Reading) -> PlacedEntity | None:
    """Return the named state or place that troops are to leave; None if there is none."""
    for entity in reading.entities:
        mention = entity.mention
        land = mention.form is Form.ADJECTIVE and reading.has(entity.end, LAND)
        named = mention.form is Form.NAME or land
        if mention.entity.kind not in {"state", "place"} or not named:
            continue
        particle = governor(reading, entity)
        name, reach = (WITHDRAWAL, _REACH) if particle in _FROM else (VACATED, _NEXT)
        if particle and name == VACATED:
            continue
        for cue in reading.cues:
            near = cue.name == name and 0 <= entity.start - cue.end <= reach
            if near and not reading.predicate_between(cue.end, entity.start):
                return entity
    return None


def of_no_topic(reading: Reading, entity: PlacedEntity) -> bool:
    """Return whether a resolution is about where troops are to leave, and not about this mention.

    طالب المجلس العراق بسحب قواته من الكويت: not who is called upon, nor whose troops they are.
    """
    left = vacated(reading)
    if left is None or left is entity:
        return False
    return governor(reading, entity) not in _ABOUT or called_on(reading, entity)


def called_on(reading: Reading, entity: PlacedEntity) -> bool:
    """Return whether something is asked of a state, as in "called on South Africa to withdraw"."""
    before = entity.start - 1
    return (
        reading.lists.language == "en"
        and before > 0
        and reading.words[before].form in {"on", "upon"}
        and reading.has(before - 1, "demanded")
    )
