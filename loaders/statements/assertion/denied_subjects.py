"""Of whom a clause does not tell what it tells: "was not among the states that joined"."""

from __future__ import annotations

from loaders.statements.roles.subjects import relative_before
from loaders.statements.rulebook.pattern import Match
from loaders.statements.rulebook.wordlists import Cue
from loaders.statements.sentence.governing import SUBJECT_PRONOUNS
from loaders.statements.sentence.list_names import NEGATORS, NOT_BEING
from loaders.statements.sentence.reading import Reading

GROUP_NOUNS = "group-nouns"  # الدول, "states"
_COUNTED = 3  # words from "the states" to "which": الدول العشر التي
_NOR = "ولا"
_BUT = "بل"  # لم تكن كينيا بل غانا هي التي وقعت


def another_did(reading: Reading, match: Match) -> Cue | None:
    """Return what says of whom is named before a verb that it was not they who did it."""
    relative = relative_before(reading, match.start)
    if relative is None:
        return _neither(reading, match.start)
    if reading.has(relative - 1, SUBJECT_PRONOUNS):
        return _not_the_one(reading, relative - 1)
    return _not_among(reading, relative)


def _not_among(reading: Reading, relative: int) -> Cue | None:
    """Return what says that the subject was none of those of whom a relative clause tells.

    In لم تكن بلغاريا ضمن الدول العشر التي انضمت others joined.
    """
    near = range(max(0, relative - _COUNTED), relative)
    group = next((i for i in near if reading.has(i, GROUP_NOUNS)), None)
    if group is None:
        return None
    return next(
        (
            cue
            for cue in reading.cues
            if cue.name == NOT_BEING
            and cue.end <= group
            and not reading.predicate_between(cue.end, group)
        ),
        None,
    )


def _not_the_one(reading: Reading, pronoun: int) -> Cue | None:
    """Return what says of the name before "is the one who" that it is not: لم تكن غانا هي التي."""
    return next(
        (
            cue
            for cue in reading.cues
            if cue.name == NOT_BEING
            and cue.end < pronoun
            and not reading.predicate_between(cue.end, pronoun)
            and not any(
                word.is_mark or word.form == _BUT for word in reading.words[cue.end : pronoun]
            )
        ),
        None,
    )


def _neither(reading: Reading, verb: int) -> Cue | None:
    """Return the first of two negations before a verb: لا كينيا ولا أي من جيرانها وقعت."""
    nor = next((i for i in range(verb - 1, 0, -1) if reading.words[i].form == _NOR), None)
    if nor is None or reading.predicate_between(nor, verb):
        return None
    cues = (c for c in reading.cues if c.name == NEGATORS and c.end in reading.entities_at)
    return next(
        (
            cue
            for cue in cues
            if any(e.end == nor or e.end == nor - 1 for e in reading.entities_at[cue.end])
        ),
        None,
    )
