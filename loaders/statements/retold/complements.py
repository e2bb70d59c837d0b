"""What a verb left unsaid takes anew: "Mexico did so from Spain on …", "… and from Spain on …".

Used where a statement is told again of others; see `statements.retold.retelling`.
"""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.rulebook.rule import Rule
from loaders.statements.sentence.governing import governor
from loaders.statements.sentence.list_names import CONJUNCTIONS, FILLERS, PREPOSITIONS
from loaders.statements.sentence.reading import PlacedEntity, Reading
from loaders.statements.statement import Statement

PARTS = "parts-alone"  # what of the territory just named
_BEFORE = 3  # words between a subject and what the unsaid verb takes: "from the"
_FORMS = frozenset({Form.NAME, Form.METONYM, Form.DESCRIPTION})
_KINDS = frozenset({"state", "organisation", "organ", "treaty", "place"})
_ENGLISH = "en"
_CAUGHT = "caught"


def complement_at(reading: Reading, start: int) -> PlacedEntity | None:
    """Return the name right at word `start`, or behind a preposition there.

    Behind a subject or its verb it is what the verb takes this time; in Arabic only what a
    preposition governs: وكوسوفو عن صربيا في 2008.
    """
    if reading.lists.language != _ENGLISH and not reading.has(start, PREPOSITIONS):
        return None
    for index in range(start, min(start + _BEFORE, len(reading.words))):
        named = [
            e
            for e in reading.entities_at.get(index, ())
            if e.mention.form in _FORMS and e.mention.entity.kind in _KINDS
        ]
        if named:
            return max(named, key=lambda e: e.end)
        leads = (PREPOSITIONS, FILLERS, DETERMINERS)
        if index in reading.dates_at or not any(reading.has(index, name) for name in leads):
            return None
    return None


def joined_complement(reading: Reading, start: int) -> PlacedEntity | None:
    """Return the name that "and" or a comma and a preposition lead to: ", and from Spain on"."""
    index = start
    while index < len(reading.words) and (
        reading.words[index].form in {",", ";"} or reading.has(index, CONJUNCTIONS)
    ):
        # Of "followed by" the second word leads to no complement.
        joins = reading.cue(index, CONJUNCTIONS)
        index = index + 1 if joins is None else joins.end
    part = reading.cue(index, PARTS) if index > start else None
    index = index if part is None else part.end  # "…, the western half by Italy in 1916"
    if index == start or not reading.has(index, PREPOSITIONS):
        return None
    return complement_at(reading, index)


def role_of(
    reading: Reading, rule: Rule, source: Statement, taken: str, entity: PlacedEntity
) -> str:
    """Return the role that a complement has in what `rule` reads, or "" if it can have none.

    :param taken: the role of the subject, which is another one.
    """
    particle = governor(reading, entity)
    slots = [s for s in rule.slots if s.role != taken and entity.mention.entity.kind in s.kinds]
    led = [s for s in slots if particle and particle in s.after]
    said = [s for s in slots if source.participant(s.role) is not None]
    # A slot of the trigger names no particle; an object has none.
    plain = [s for s in said if s.where == _CAUGHT or (not particle and "" in s.after)]
    fitting = led or plain
    return fitting[0].role if len(fitting) == 1 else ""
