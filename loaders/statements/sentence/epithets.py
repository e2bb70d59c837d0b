"""Words behind an Arabic name that belong to it and tell nothing by themselves.

In انضمت غانا الأفريقية وكينيا المجاورة كذلك the adjectives and "as well" stand where a rule expects
the next part of the clause. They are counted as the last words of the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.mentions.mention import Form
from loaders.statements.rulebook.wordlists import FINITE, Cue
from loaders.statements.sentence.reading import PlacedEntity, Reading

EPITHETS = "name-epithets"  # المجاورة, الشقيقة, كذلك
_NAMED = frozenset({"state", "place"})


def widened(reading: Reading, cues: Sequence[Cue]) -> list[PlacedEntity]:
    """Return the mentions of a sentence, those of states and places with their epithets.

    :param cues: of the sentence, in order.
    """
    ends = {cue.start: cue.end for cue in reversed(cues) if _belongs(cue)}
    if not ends:
        return reading.entities
    named = {entity.start for entity in reading.entities}
    verbs = {cue.start for cue in cues if cue.form.mood in FINITE}
    free = {start: end for start, end in ends.items() if start not in named and end not in verbs}
    return [_with_epithets(entity, free) for entity in reading.entities]


def _belongs(cue: Cue) -> bool:
    return cue.name == EPITHETS and not cue.form.conjunction


def _with_epithets(entity: PlacedEntity, ends: dict[int, int]) -> PlacedEntity:
    mention, end = entity.mention, entity.end
    if mention.entity.kind not in _NAMED or mention.form in {Form.ADJECTIVE, Form.PRONOUN}:
        return entity
    while end in ends:
        end = ends[end]
    return replace(entity, end=end)
