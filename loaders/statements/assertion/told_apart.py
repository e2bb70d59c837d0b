"""Names of which a sentence says that they are not meant: "not Serbia but Croatia joined"."""

from __future__ import annotations

from itertools import takewhile

from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.sentence.list_names import BEING, FILLERS, PREPOSITIONS
from loaders.statements.sentence.reading import PlacedEntity, Reading

NOT_THIS = "not-this"  # لا, "not", behind a comma and before a name
NOT = "not"
BUT = "but-that"  # "but", behind what is not meant
_TO_NOT = 5  # words between "not" and the name: "not to the Republic of"


def is_other(reading: Reading, entity: PlacedEntity) -> bool:
    """Return whether a name is told apart from those meant.

    كانت تايلاند، لا كمبوديا، من الدول التي …; "not Serbia but Croatia".
    """
    for start in (entity.start - 1, entity.start - 2):
        cue = reading.cue(start, NOT_THIS)
        if cue is not None and cue.end == entity.start and start:
            return reading.words[start - 1].form == ","
    return _is_not(reading, entity)


def _is_not(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether an English name is denied: "not Serbia but Croatia joined", "it was not Kenya"."""
    if reading.lists.language != "en":
        return False
    before = range(entity.start - 1, max(-1, entity.start - _TO_NOT), -1)
    leads: tuple[str, ...] = (FILLERS, DETERMINERS)
    if reading.has(entity.end, BUT):
        leads = (PREPOSITIONS, *leads)
    behind = takewhile(lambda i: any(reading.has(i, name) for name in leads), before)
    at = max(0, entity.start - 1 - len([*behind]))
    denied = reading.has(entity.end, BUT) or reading.has(at - 1, BEING)
    return reading.words[at].form == NOT and denied
