"""Which territory a demand to withdraw is about: "that Iraq withdraw its forces from Kuwait"."""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.statements.governing import governor
from loaders.statements.reading import PlacedEntity, Reading

WITHDRAWAL = "withdrawal"
_FROM = frozenset({"من", "from"})
_REACH = 6  # words between the withdrawal and the name


def vacated(reading: Reading) -> PlacedEntity | None:
    """Return the named state or place that troops are to leave; None if there is none."""
    for entity in reading.entities:
        mention = entity.mention
        if mention.entity.kind not in {"state", "place"} or mention.form is not Form.NAME:
            continue
        if governor(reading, entity) not in _FROM:
            continue
        for cue in reading.cues:
            near = cue.name == WITHDRAWAL and 0 <= entity.start - cue.end <= _REACH
            if near and not reading.predicate_between(cue.end, entity.start):
                return entity
    return None
