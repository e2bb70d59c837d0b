"""Lists of names, which stand in a clause as one name does: أصبحت كينيا (1963) وزامبيا عضوين في.

A pattern that lets a few words stand between a verb and its object means the words of one subject;
a list of seven states is one subject too.
"""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.statements.sentence.list_names import CONJUNCTIONS
from loaders.statements.sentence.reading import PlacedEntity, Reading

_ASIDE = 8  # words from one parenthesis to the other
_TO_DATES = ("time-in", "date-words")
_LISTED = frozenset({"state", "person", "place", "organisation", "organ", "treaty"})


def found(reading: Reading) -> dict[int, int]:
    """Return where each list of two names or more ends, by the word at which it begins."""
    runs: dict[int, int] = {}
    if reading.lists.language != "ar" or len(reading.entities) < 2:
        return runs
    for entity in reading.entities:
        if _is_listed(entity) and not any(s < entity.end <= e for s, e in runs.items()):
            end = _end(reading, entity)
            if end > _behind_own(reading, entity.end):
                runs[entity.start] = end
    return runs


def _end(reading: Reading, first: PlacedEntity) -> int:
    end, index = first.end, _behind_own(reading, first.end)
    while (nested := _joined(reading, index, first.mention.entity.kind)) is not None:
        end = index = _behind_own(reading, nested.end)
        if reading.words[nested.start - 1].form != "," and _between_commas(reading, nested, index):
            end = index = index + 1
    return end


def _behind_own(reading: Reading, index: int) -> int:
    """Return where what belongs to a name alone ends: its date, or what parentheses hold."""
    words = reading.words
    if index < len(words) and words[index].form == "(":
        near = range(index + 1, min(index + _ASIDE, len(words)))
        return next((i + 1 for i in near if words[i].form == ")"), index)
    for at in (index, index + 1):
        dates = reading.dates_at.get(at, ())
        if dates and (at == index or any(reading.has(index, name) for name in _TO_DATES)):
            return dates[0].end
    return index


def _joined(reading: Reading, index: int, kind: str) -> PlacedEntity | None:
    """Return the name of a kind that "and" or a comma joins at word `index`."""
    words = reading.words
    comma = index < len(words) and words[index].form == ","
    start = index + comma
    cue = reading.cue(start, CONJUNCTIONS)
    joined = comma or cue is not None
    start = start if cue is None else cue.end
    for entity in reading.entities_at.get(start, ()):
        if _is_listed(entity) and entity.mention.entity.kind == kind:
            return entity if joined or "و" in entity.mention.clitics else None
    return None


def _between_commas(reading: Reading, last: PlacedEntity, end: int) -> bool:
    """Whether the last name was set between commas with its own "and": A، فضلا عن B، …."""
    if end >= len(reading.words) or reading.words[end].form != ",":
        return False
    return any(
        cue.name == CONJUNCTIONS
        and cue.end == last.start
        and reading.words[cue.start - 1].form == ","
        for cue in reading.cues
    )


def _is_listed(entity: PlacedEntity) -> bool:
    return (
        entity.mention.form in {Form.NAME, Form.METONYM} and entity.mention.entity.kind in _LISTED
    )


def lists_on(reading: Reading, index: int) -> bool:
    """Return whether an Arabic list goes on behind a semicolon: كينيا في 1962؛ وغينيا في 1979."""
    marks = (i for i in range(index + 1, len(reading.words)) if reading.words[i].form in ".;")
    stop = next(marks, len(reading.words))
    before = {e.mention.entity.kind for e in reading.entities if e.end <= index}
    return (
        reading.lists.language == "ar"
        and not reading.predicate_between(index, stop)
        and any(
            e.mention.form is Form.NAME
            and "و" in e.mention.clitics
            and e.mention.entity.kind in before
            for e in reading.entities_at.get(index + 1, ())
        )
    )
