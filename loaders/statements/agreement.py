"""Gender: an Arabic verb without a subject of its own goes on about one that agrees with it.

Source: any grammar of Modern Standard Arabic on the agreement of verb and preceding subject.
"""

from __future__ import annotations

from functools import cache

from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.statements.candidate import Candidate
from loaders.text.folding import fold

_FEMININE = "ت"
_OF_TROOPS = "own-forces"


def has_feminine_verb(candidate: Candidate) -> bool:
    """Return whether the verb is feminine, as it is said of most states: انضمت, لم تنضم."""
    if candidate.rule.language != "ar":
        return False
    verb = candidate.match.perfect
    if verb is not None:
        return candidate.reading.words[verb.start].form.endswith(_FEMININE)
    verb = next((cue for cue in candidate.match.cues if cue.form.mood == "imperfect"), None)
    if verb is None:
        return False
    return candidate.reading.words[verb.start].form.lstrip("وف").startswith(_FEMININE)


def disagrees(candidate: Candidate, entity: Entity) -> bool:
    """Return whether the verb is feminine and a state's name is not: فصارت is not of الاتحاد."""
    if entity.kind != "state" or not has_feminine_verb(candidate):
        return False
    if any(cue.name == _OF_TROOPS for cue in candidate.match.cues):
        return False  # دخلت قواته: the verb is that of the troops
    return fold(entity.label("ar")).text.split()[0] in _masculine()


@cache
def _masculine() -> frozenset[str]:
    return frozenset(fold(word).text for word in word_list("gender.ar")["masculine"])
