"""What denies the verb of a "that" clause or of a pluperfect, and which words are nouns then."""

from __future__ import annotations

from collections.abc import Container

from loaders.statements.rulebook.pattern import Match
from loaders.statements.rulebook.wordlists import FINITE, Cue
from loaders.statements.sentence.list_names import COMPLEMENTISERS, HAPPENING, RELATIVES
from loaders.statements.sentence.reading import Reading

_HAD = "قد"
_NOUNS = frozenset({"noun", "gerund"})
_ALONE = frozenset({",", ";", ":", _HAD})


def denied_that(reading: Reading, cue: Cue, verb: int) -> bool:
    """Whether a word leads to "that" and a verb, with none between: لم يثبت أن كينيا انضمت."""
    ends = reading.has(cue.end - 1, COMPLEMENTISERS) or reading.has(cue.end, COMPLEMENTISERS)
    behind = cue.end + (not reading.has(cue.end - 1, COMPLEMENTISERS))
    return ends and behind <= verb and _undivided(reading, behind, verb)


def had_not(reading: Reading, cue: Cue, verb: int) -> bool:
    """Whether a negated "to be" belongs to a pluperfect: لم تكن الولايات المتحدة قد صادقت."""
    return (
        cue.end < verb
        and reading.words[verb - 1].form == _HAD
        and _undivided(reading, cue.end, verb - 1)
    )


def is_governed_noun(reading: Reading, verb: Cue, start: int, opening: Container[str]) -> bool:
    """Whether a word spelt like a verb is its noun: ناقش المؤتمر شغل المغرب مقعدا.

    Two finite verbs stand in no clause without a word that joins them.

    :param start: of the clause.
    :param opening: the word lists directly behind which a noun stands too.
    """
    alike = any(
        cue.form.mood in _NOUNS and cue.end == verb.end
        for cue in reading.cues_at.get(verb.start, ())
    )
    if not alike or verb.form.mood not in FINITE or verb.form.conjunction:
        return False
    if any(cue.end == verb.start and cue.name in opening for cue in reading.cues):
        return True
    before = [p for p in reading.predicates if start <= p < verb.start]
    return bool(before) and not any(
        reading.words[index].form in _ALONE
        or reading.has(index, RELATIVES)
        or reading.has(index, COMPLEMENTISERS)
        for index in range(before[-1] + 1, verb.start)
    )


def is_subject_noun(match: Match) -> bool:
    """Whether a trigger is a noun behind a verb that says that it is: كان قبول غانا … مستبعدا."""
    return (
        len(match.cues) > 1
        and match.cues[0].name == HAPPENING
        and match.cues[1].form.mood in _NOUNS
        and match.cues[0].end == match.cues[1].start
    )


def _undivided(reading: Reading, start: int, end: int) -> bool:
    """Whether neither another verb nor a relative clause nor a mark stands between."""
    return not reading.predicate_between(start, end) and not any(
        reading.has(index, RELATIVES) or reading.words[index].is_mark for index in range(start, end)
    )
