"""What the words around an echo make of it: denied, planned, or told by a verb of their own."""

from __future__ import annotations

from loaders.mentions.clitics import PRONOUNS
from loaders.mentions.mention import Form
from loaders.statements.reading import PlacedEntity, Reading
from loaders.statements.wordlists import NOMINAL, Cue

_REFUSING = ("negators", "lacking", "maybes", "conditions", "plans")
_LICENCES = "echo-licences"  # قبل أن تلحق بها
_DENIED, _LIFTING = "past-negators", "negation-lifters"  # لم تلحق بهما … إلا في: not until


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


def refused(reading: Reading, cue: Cue) -> bool:
    """Return whether what would repeat a deed is denied, possible or planned only."""
    clause = reading.clause(cue.start)
    if _only_then(reading, cue, clause.end):
        return False
    if cue.form.mood == "imperfect":
        return not reading.has(cue.start, _LICENCES, end=True)
    return any(
        c.name in _REFUSING and clause.start <= c.start and 0 <= cue.start - c.end <= 2
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


def had_before(reading: Reading, cue: Cue) -> list[PlacedEntity]:
    """Return the subject of an Arabic pluperfect before its verb: وكانت غانا قد سبقتها إلى ذلك."""
    had = cue.start - 1
    if reading.lists.language != "ar" or reading.words[had].form != "قد" or not cue.form.suffix:
        return []  # كانت عُمان قد سبقت: whom, stands behind
    return [
        e
        for e in reading.entities
        if e.end == had and e.mention.form is Form.NAME and reading.has(e.start - 1, "being")
    ][:1]
