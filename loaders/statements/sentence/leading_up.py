"""What leads up to the subject of an English sentence: "Thanks to the help of Panama, Nepal …"."""

from __future__ import annotations

from loaders.statements.sentence.list_names import CONJUNCTIONS
from loaders.statements.sentence.reading import PlacedEntity, Reading

FRONTING = "fronting"  # with which such a sentence begins: "thanks to", "when"
_BETWEEN = 4  # words from one name of a list to the next: ", and the Kingdom of"


def begins_list(reading: Reading, comma: int, first: PlacedEntity) -> bool:
    """Return whether the first comma of a sentence parts a name in front from a list of others.

    Behind the last one of these stands their verb, or the list is one name and no other follows.
    """
    words = reading.words
    if not reading.has(0, FRONTING) or words[comma].form != ",":
        return False
    if any(word.form == "," for word in words[:comma]):
        return False
    last = first
    while (other := _next(reading, last)) is not None:
        last = other
    if reading.predicate_between(last.end, last.end + 1):
        return True
    return last is first and words[last.end : last.end + 1] != [] and words[last.end].form == ","


def _next(reading: Reading, entity: PlacedEntity) -> PlacedEntity | None:
    """Return the state that "and" or a comma joins to one."""
    end = entity.end
    if end >= len(reading.words) or not (
        reading.words[end].form == "," or reading.has(end, CONJUNCTIONS)
    ):
        return None
    return next(
        (
            e
            for e in reading.entities
            if end < e.start <= end + _BETWEEN
            and e.mention.entity.kind == entity.mention.entity.kind
            and not reading.predicate_between(end, e.start)
        ),
        None,
    )
