"""What stands before an English person's name and says who that is: "the Dutch queen, …"."""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.statements.sentence.governing import is_possessive
from loaders.statements.sentence.reading import PlacedEntity, Reading

_TITLES = ("honorifics", "described-persons")  # General, "the diplomat"
_OFFICE = "office"
_OWNERS = frozenset({"state", "organisation", "organ"})
_OF = frozenset({"of", "the"})


def title_before(reading: Reading, person: PlacedEntity, start: int) -> int | None:
    """Return where the next word or title before word `start` begins, or None.

    :param start: where the words that are known to describe the person begin.
    """
    words, index = reading.words, start - 1
    if words[index].form == ",":
        behind = words[person.end] if person.end < len(words) else None
        closed = start <= person.start and behind is not None and behind.is_mark
        return _title(reading, index) if closed else None
    title = _title(reading, start)
    if title is not None or start == person.start:
        return title
    owner = _ending(reading, start)
    owns = owner is not None and owner.mention.entity.kind in _OWNERS
    if owner is None or not owns:
        return None
    adjective = owner.mention.form is Form.ADJECTIVE or owner.mention.entity.kind != "state"
    return owner.start if adjective or is_possessive(reading, owner) else None


def _title(reading: Reading, end: int) -> int | None:
    """Return where a title begins that ends before word `end`: "the President of Nigeria"."""
    last = _ending(reading, end)
    if last is not None and last.mention.entity.kind == _OFFICE:
        return last.start
    if last is not None and last.mention.entity.kind in _OWNERS:
        begin = last.start
        while begin and reading.words[begin - 1].form in _OF:
            begin -= 1
        office = _ending(reading, begin) if begin < last.start else None
        is_title = office is not None and office.mention.entity.kind == _OFFICE
        return office.start if office is not None and is_title else None
    found = [c.start for c in reading.cues if c.end == end and c.name in _TITLES]
    return min(found) if found and reading.words[end - 1].form != "," else None


def _ending(reading: Reading, end: int) -> PlacedEntity | None:
    """Return the longest mention that ends before word `end`."""
    return min((e for e in reading.entities if e.end == end), key=lambda e: e.start, default=None)
