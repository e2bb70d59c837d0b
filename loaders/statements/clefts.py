"""What is denied beside the verb: ليست كينيا هي التي وقعت, لا كينيا ولا جاراتها وقعت."""

from __future__ import annotations

from loaders.statements.governing import SUBJECT_PRONOUNS
from loaders.statements.pattern import Match
from loaders.statements.reading import Reading
from loaders.statements.subjects import relative_before
from loaders.statements.wordlists import Cue

NEGATORS = "negators"
NOT_BEING = "not-being"
PAST = "past-negators"
_NOR = "ولا"
_BUT = "بل"  # لم تكن كينيا بل غانا هي التي وقعت


def another_did(reading: Reading, start: int) -> Cue | None:
    """Return what says of whom is named before the verb at word `start` that it was not they."""
    if reading.lists.language != "ar":
        return None
    relative = relative_before(reading, start)
    return _cleft(reading, relative) if relative is not None else _neither(reading, start)


def _cleft(reading: Reading, relative: int) -> Cue | None:
    """Return the negation before a name and a pronoun behind which the relative clause stands."""
    if not reading.has(relative - 1, SUBJECT_PRONOUNS):
        return None
    return next(
        (
            cue
            for cue in reading.cues
            if cue.name == NOT_BEING
            and cue.end < relative - 1
            and not reading.predicate_between(cue.end, relative)
            and not any(
                word.is_mark or word.form == _BUT for word in reading.words[cue.end : relative]
            )
        ),
        None,
    )


def _neither(reading: Reading, verb: int) -> Cue | None:
    """Return the first of two negations before the verb: لا كينيا ولا أي من جيرانها وقعت."""
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


def after_not(reading: Reading, match: Match) -> Cue | None:
    """Return the imperfect of a trigger that "did not" makes past: لم تنضما إلا في عام 1992."""
    cues = (cue for cue in match.cues if cue.form.mood == "imperfect")
    return next((c for c in cues if c.start and reading.has(c.start - 1, PAST)), None)
