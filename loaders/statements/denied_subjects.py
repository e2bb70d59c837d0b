"""Of whom a relative clause does not tell what it tells: "was not among the states that joined"."""

from __future__ import annotations

from loaders.statements.governing import SUBJECT_PRONOUNS
from loaders.statements.pattern import Match
from loaders.statements.reading import Reading
from loaders.statements.subjects import relative_before
from loaders.statements.wordlists import Cue

GROUP_NOUNS = "group-nouns"  # الدول, "states"
NOT_BEING = "not-being"
_COUNTED = 3  # words from "the states" to "which": الدول العشر التي


def not_among(reading: Reading, match: Match) -> Cue | None:
    """Return what says that the subject was none of those of whom a relative clause tells.

    In لم تكن بلغاريا ضمن الدول العشر التي انضمت others joined.
    """
    relative = relative_before(reading, match.start)
    if relative is None:
        return None
    if reading.has(relative - 1, SUBJECT_PRONOUNS):
        return _not_the_one(reading, relative - 1)
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
            and all(reading.inside_mention(index) for index in range(cue.end, pronoun))
        ),
        None,
    )
