"""Gender: an Arabic verb without a subject of its own goes on about one that agrees with it.

Source: any grammar of Modern Standard Arabic on the agreement of verb and preceding subject.
"""

from __future__ import annotations

from functools import cache

from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.mentions.mention import Form
from loaders.statements.candidate import Candidate
from loaders.statements.rulebook.pattern import Match
from loaders.statements.rulebook.rule import Slot
from loaders.statements.rulebook.wordlists import Cue
from loaders.statements.sentence.governing import governor
from loaders.statements.sentence.list_names import HAPPENING
from loaders.statements.sentence.reading import PlacedEntity, Reading
from loaders.text.folding import fold

_FEMININE = "ت"
_OF_TROOPS = "own-forces"
_FEMININE_ENDINGS = ("ه", "ا")  # of names, folded
_PLURAL = ("وا", "ا")
_DUAL_OBJECT = "ين"
_BEARERS = ("member-noun", "founder-noun", "seat-noun", "membership-noun")  # of no deed


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


def is_no_subject(reading: Reading, match: Match, entity: PlacedEntity) -> bool:
    """Return whether a mention behind a verb cannot be its subject.

    No subject begins with "and" (فنال استقلاله في 1975 وموزمبيق في …), and an Arabic verb agrees
    with a subject right behind it: in احتل الكويت العراق Kuwait was occupied.
    """
    verb, is_name = match.perfect, entity.mention.form is Form.NAME
    if is_name and "و" in entity.mention.clitics:
        return True
    named = is_name and entity.mention.entity.kind == "state"
    if reading.lists.language != "ar" or verb is None or not named or verb.form.suffix:
        return False
    if verb.end - verb.start > 1 or verb.end != entity.start:
        return False
    form, first = reading.words[verb.start].form, reading.words[entity.start].form
    if form.endswith(_FEMININE):
        return first in _masculine()
    return not form.endswith(_PLURAL) and (
        first in _feminine() or first.endswith(_FEMININE_ENDINGS)
    )


def of_other_case(candidate: Candidate, slot: Slot, said: Cue) -> bool:
    """Return whether a word for so many states is no subject of an Arabic verb with an object.

    The dual is not in its case (احتلت البلدين), or the subject stands before (احتل العراق الدول).
    """
    reading, start = candidate.reading, candidate.match.end
    form = reading.words[said.start].form
    transitive = any(other.where == "object" for other in candidate.rule.slots)
    if reading.lists.language != "ar" or not transitive or slot.where != "subject":
        return False
    named = any(
        start <= e.start < said.start and not governor(reading, e) for e in reading.entities
    )
    dual = form.startswith("ال") and form.endswith(_DUAL_OBJECT)
    return start <= said.start and (named or dual)


@cache
def _feminine() -> frozenset[str]:
    return frozenset(fold(word).text for word in word_list("gender.ar")["feminine"])


@cache
def _masculine() -> frozenset[str]:
    return frozenset(fold(word).text for word in word_list("gender.ar")["masculine"])


def tells_of_deed(reading: Reading, match: Match) -> bool:
    """Return whether a verb only tells that a deed came about, whose doer stands behind its noun.

    كان استقلال العراق في 1932: whoever the clause before told of.
    """
    last = match.cues[-1] if match.cues else None
    return (
        last is not None
        and last.end == match.end
        and last.form.mood == "noun"
        and reading.has(match.start, HAPPENING)
        and not any(reading.has(last.start, name) for name in _BEARERS)
    )
