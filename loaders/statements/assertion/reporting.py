"""Whose words a sentence reports: "X said that …", «وفقا لـ …»."""

from __future__ import annotations

from loaders.statements.assembly import Speaker
from loaders.statements.roles import slots
from loaders.statements.roles.context import Context
from loaders.statements.rulebook.pattern import Match
from loaders.statements.rulebook.rule import Slot
from loaders.statements.rulebook.wordlists import FINITE, Cue
from loaders.statements.sentence.list_names import ACCORDING_TO, COMPLEMENTISERS, WAS
from loaders.statements.sentence.reading import Clause, Reading

VERBS = "reporting-verbs"
THAT_LED = "that-led"  # تصر على أن
ACCUSED = "accused"  # whoever accuses says what is behind: "accused Rwanda of occupying …"
_SPEAKER = Slot(
    "speaker",
    frozenset({"person", "state", "organ", "organisation"}),
    frozenset({"name", "metonym", "description", "title", "adjective", "pronoun"}),
    where="subject",
    within=14,
)
# Behind an inserted "Ukraine said" these begin what is no longer said by it.
_TURNS = ("conjunctions", "clause-openers", "clause-coordinators", "clause-and")
_ELLIPTIC = 2  # with more words before "that" the verb has a subject, only none that is known
_FAR = 25  # words between a verb of saying and its "that"


def speakers(reading: Reading, context: Context) -> list[Speaker]:
    """Return who says what in the sentence; the stretches are word indices."""
    found: list[Speaker] = []
    for cue in reading.cues:
        if cue.name == VERBS and reading.has(cue.start, WAS, end=True):
            continue  # "was admitted", "were told that …": of whom it is said says nothing
        if cue.name == VERBS and cue.form.mood in FINITE | {"imperfect"}:
            start = _content(reading, cue.end)
            if start is None:
                behind = _behind(reading, cue)
                if behind is not None:
                    found.append(behind)
                continue
            end = _next_report(reading, start)
            elliptic = start - cue.end <= _ELLIPTIC
            if elliptic and found and _goes_on(reading, cue, found[-1]):
                found.append(Speaker(found[-1].entity, start, end))
                continue
            match = Match(cue.start, cue.end, cues=(cue,))
            placed = slots.find(reading, _SPEAKER, match, Clause(0, start), ())
            if placed is not None:
                found.append(Speaker(placed.mention.entity, start, end))
            elif elliptic and (last := context.subject(frozenset({"person"}))) is not None:
                found.append(Speaker(last.entity, start, end))
        elif cue.name == ACCUSED:
            match = Match(cue.start, cue.end, cues=(cue,))
            accuser = slots.find(reading, _SPEAKER, match, reading.clause(cue.start), ())
            if accuser is not None:
                found.append(Speaker(accuser.mention.entity, cue.start, len(reading.words)))
        elif cue.name == ACCORDING_TO:
            placed = next(
                (
                    e
                    for e in reading.entities
                    if cue.end <= e.start <= cue.end + 6
                    or (cue.end - 1 == e.start and cue.end - 1 >= cue.start)
                    if e.mention.entity.kind in _SPEAKER.kinds
                    and not _apart(reading, cue.end, e.start)
                ),
                None,
            )
            if placed is not None:
                found.append(Speaker(placed.mention.entity, 0, len(reading.words)))
    return found


def _apart(reading: Reading, start: int, end: int) -> bool:
    """Whether a comma or a verb stands between: "according to the Courts, Ethiopia occupied …"."""
    marks = any(reading.words[index].is_mark for index in range(start, end))
    return marks or reading.predicate_between(start, end)


def _behind(reading: Reading, cue: Cue) -> Speaker | None:
    """Return who says the words before a comma: "…, Ukraine reported"; or those around it."""
    placed = next((e for e in reading.entities if e.end == cue.start), None)
    if placed is None or placed.start == 0 or placed.mention.entity.kind not in _SPEAKER.kinds:
        return None
    closed = cue.end == len(reading.words) or reading.words[cue.end].form in {".", ","}
    before = placed.start - (2 if reading.words[placed.start - 1].form == "the" else 1)
    if not closed or before < 1 or reading.words[before].form != ",":
        return None
    inserted = reading.words[cue.end - 1 : cue.end + 1][-1].form == ","
    goes_on = inserted and not any(reading.has(cue.end + 1, name) for name in _TURNS)
    return Speaker(placed.mention.entity, 0, len(reading.words) if goes_on else before)


def _goes_on(reading: Reading, cue: Cue, last: Speaker) -> bool:
    """Whether an Arabic verb with "and" goes on with what the last one says: وأضاف أن …."""
    return (
        reading.lists.language == "ar"
        and cue.form.conjunction
        and cue.start == reading.clause(cue.start).start >= last.start
    )


def _next_report(reading: Reading, start: int) -> int:
    """Return where a clause opens behind word `start` that reports the words of somebody else.

    In "A said that …, while B insisted that …" what B says is not reported by A; in "A said that
    B insisted …, and that C denied …" it is.
    """
    for cue in reading.cues:
        clause = reading.clause(cue.start)
        if (
            cue.name == VERBS
            and cue.form.mood in FINITE | {"imperfect"}
            and clause.start > start
            and not any(reading.has(i, COMPLEMENTISERS) for i in range(clause.start, cue.start))
            and not reading.predicate_between(clause.start, cue.start)
            and _content(reading, cue.end) is not None
        ):
            return clause.start
    return len(reading.words)


def _content(reading: Reading, start: int) -> int | None:
    """Return where the reported words begin, or None if no "that" follows."""
    for index in range(start, min(len(reading.words), start + _FAR)):
        led = reading.has(index, "prepositions", end=True)  # "of that year"
        if reading.has(index, COMPLEMENTISERS) and (
            not led or reading.has(index, THAT_LED, end=True)
        ):
            return index + 1
        if index in reading.predicates:
            return None
    return None
