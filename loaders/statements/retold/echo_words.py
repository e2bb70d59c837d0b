"""What the words around an echo make of it: denied, planned, or told by a verb of their own."""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.mentions.names.clitics import PRONOUNS
from loaders.statements.rulebook.wordlists import NOMINAL, Cue
from loaders.statements.sentence.reading import PlacedEntity, Reading

_REFUSING = ("negators", "lacking", "maybes", "conditions", "plans")
_LICENCES = "echo-licences"  # قبل أن تلحق بها
_DENIED, _LIFTING = "past-negators", "negation-lifters"  # لم تلحق بهما … إلا في: not until

_TAILS = {"echo-around": "echo-tail", "echo-met": "echo-fortune"}
_UNTIL = "echo-until"
_PLUPERFECT, _BEING = "clause-links", "being"  # كانت أوغندا قد


def leads_on(reading: Reading, cue: Cue) -> bool:
    """Return whether a verb of its own says at once what was done: وحذت حذوها فأعلنت استقلالها.

    So does a verbal noun: سبقتها إلى الاستقلال.
    """
    end = reading.names_end(cue.end)
    if reading.has(end, "prepositions") and any(
        c.form.mood in NOMINAL for c in reading.cues_at.get(end + 1, ())
    ):
        return True
    behind = (c for c in reading.clauses if c.start > cue.start)
    following = next(behind, None)
    if following is None or reading.lists.language != "ar":
        return False
    dated = any(cue.start <= date.start < following.start for date in reading.dates)
    return reading.words[following.start].form.startswith("ف") and not dated


def had_done(reading: Reading, cue: Cue) -> list[PlacedEntity]:
    """Return the name between "was" and the particle of a pluperfect: كانت أوغندا قد سبقتها.

    The verb must go on about another: a pronoun is attached to it, or words make it an echo.
    """
    had = cue.start - 1
    goes_on = cue.form.suffix or cue.name in _TAILS
    if had < 0 or not goes_on or not reading.has(had, _PLUPERFECT):
        return []
    return [
        e
        for e in reading.entities
        if e.end == had and e.mention.form is Form.NAME and reading.has(e.start, _BEING, end=True)
    ]


def tail(reading: Reading, around: Cue, end: int) -> int | None:
    """Return where words end that make an echo of a verb around its subject, or None.

    They stand at word `end`, behind the subject: سلكت أوغندا الطريق نفسه. Of one who waited
    "until" a time, no more than that must be told.
    """
    for cue in reading.cues_at.get(end, ()):
        if cue.name == _TAILS[around.name]:
            return cue.end
        if cue.name == _UNTIL and around.name == "echo-around":
            date = next((d for d in reading.dates if 0 <= d.start - cue.end <= 1), None)
            closed = date is not None and _closes(reading, date.end)
            return cue.end if closed else None
    return None


def _closes(reading: Reading, index: int) -> bool:
    """Whether a clause ends before word `index`."""
    words = reading.words
    return index >= len(words) or words[index].is_mark or words[index].form[0] == "و"


def turned_to(reading: Reading, verb: int) -> list[PlacedEntity]:
    """Return the name right before an Arabic verb that the clause turns to: أما أوغندا فكان ذلك."""
    return [
        e
        for e in reading.entities
        if e.end == verb and reading.has(e.start, "turns", end=True) and e.mention.form is Form.NAME
    ]


def refused(reading: Reading, cue: Cue) -> bool:
    """Return whether what would repeat a deed is denied, possible or planned only."""
    clause = reading.clause(cue.start)
    if _only_then(reading, cue, clause.end):
        return False
    if cue.name == "echo-met" and cue.form.mood == "imperfect":
        return not negated(reading, cue)  # لم تسلم ألبانيا من المصير نفسه
    if cue.form.mood == "imperfect":
        return not reading.has(cue.start, _LICENCES, end=True)
    return any(
        c.name in _REFUSING
        and clause.start <= c.start
        and 0 <= cue.start - c.end <= 2
        and not any(date.start <= c.start < date.end for date in reading.dates)  # "on 7 May"
        for c in reading.cues
    )


def _only_then(reading: Reading, cue: Cue, end: int) -> bool:
    """Whether an Arabic echo is denied but for a time that is told: لم تلحق بها إلا في 1990."""
    return negated(reading, cue) and any(
        reading.has(date.start - 1, _LIFTING) or reading.has(date.start - 2, _LIFTING)
        for date in reading.dates
        if cue.end < date.start < end
    )


def negated(reading: Reading, cue: Cue) -> bool:
    """Return whether "did not" stands right before an Arabic echo, in the mood that it asks for."""
    return cue.form.mood == "imperfect" and reading.has(cue.start, _DENIED, end=True)


def described_at(reading: Reading, index: int) -> PlacedEntity | None:
    """Return the state that a description at word `index` stands for in Arabic, or None.

    A pronoun before it must tell of whom the other was: in سبقت جارتها the neighbour is behind.
    """
    if index < 1 or not reading.words[index - 1].form.endswith(PRONOUNS):
        return None
    return next(
        (
            e
            for e in reading.entities_at.get(index, ())
            if e.mention.form is Form.DESCRIPTION
            and e.mention.entity.kind == "state"
            and not e.mention.clitics
            and reading.lists.language == "ar"
        ),
        None,
    )
