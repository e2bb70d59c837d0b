"""Bodies that are named because somebody sits in them: "a seat on the Council"."""

from __future__ import annotations

from loaders.statements.sentence.reading import PlacedEntity, Reading

_SEATS = frozenset({"seat-noun", "member-noun", "membership-noun", "term-noun"})
_REACH = 4  # words: عضوية روسيا في مجلس حقوق الإنسان


def is_sat_in(reading: Reading, entity: PlacedEntity) -> bool:
    """Return whether a word for a seat or for membership leads to the body, and no verb between."""
    return any(
        cue.name in _SEATS
        and 0 <= entity.start - cue.end <= _REACH
        and not reading.predicate_between(cue.end, entity.start)
        and not any(
            other.mention.entity.kind == "organ" and cue.end <= other.start < entity.start
            for other in reading.entities
        )
        and not any(word.form == "," for word in reading.words[cue.end : entity.start])
        for cue in reading.cues
    )
