"""Whether a candidate is asserted: negation, hypothesis, wish, future, application, denial.

Which words refuse a candidate, how far they reach and what they are called is data (``status`` in
the files of word lists). The mood of the trigger counts as well: an Arabic imperfect or an English
infinitive asserts nothing unless something licenses it or the rule says that the present does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loaders.statements.assertion.denied_clauses import (
    denied_that,
    had_not,
    is_governed_noun,
    is_subject_noun,
)
from loaders.statements.assertion.denied_subjects import another_did
from loaders.statements.assertion.excepted import excepts
from loaders.statements.rulebook.pattern import DETERMINERS, Match
from loaders.statements.rulebook.rule import Rule
from loaders.statements.rulebook.wordlists import FINITE, Cue
from loaders.statements.sentence.list_names import (
    NEGATORS,
    NOT_BEING,
    PAST_NEGATORS,
    PREPOSITIONS,
    RELATIVES,
)
from loaders.statements.sentence.reading import Reading
from loaders.statements.times.dating import until_a_day

LICENCES = "licences"
_CAUSES = frozenset({"causing", "taking-time"})  # "led the Council to adopt", "it took it until"
_SO_THAT = "so-that"  # استطاع الأردن أن ينضم، انتظرت غانا حتى 1957 كي تنضم
FIRST = "first-to"
_BEFORE_DEEDS = "before-deeds"  # "opposed the formal admission", "feared Iraq's occupation"
_WHERE = {"ar": 4, "en": 7}  # words: "of Eastern Europe", "state in the whole world to"
BEFORE_NOUNS = "before-nouns"  # words that no finite verb follows
AFFIRMED = "affirmed"  # phrases that begin like a negation and are none
LIFTERS = "negation-lifters"
NEVER = "future-negators"  # لن: what will not happen is not said to have happened later
THAT = "ان"  # before an imperfect it opens what is wanted, feared or possible
_WANTING = frozenset({"application", "future", "recommendation"})
_UNASSERTED = {"imperfect": "not asserted", "base": "not asserted", "future": "future"}


@dataclass(frozen=True, slots=True)
class StatusCue:
    """A word list that refuses what it governs.

    :ivar name: the word list.
    :ivar reason: ``negation``, ``hypothesis``, ``future``, ``wish``, ``application`` …
    :ivar scope: ``near`` (within `reach` words before the trigger), ``clause`` (anywhere before
        it in its clause, no relative clause between), ``sentence`` (anywhere before it),
        ``opening`` (as the first word of its clause: "had it joined"), ``leading`` (so, and the
        verb right behind it: إن انضمت), ``after`` (anywhere after a noun trigger in its clause),
        ``behind`` (anywhere after it),
        ``object`` (right behind the trigger: "signed neither A nor B"),
        ``direct`` (a deed is its object: "opposed Kenya's accession"),
        ``from`` ("from" stands right before the verb: "kept it from joining"),
        ``subject`` (before the first verb of its clause: "neither A nor B, however, has signed"),
        ``that`` (before "that" and its verb: "it is not proved that A signed"),
        ``had`` (before a subject and the particle of the pluperfect: لم تكن غانا قد وقعت),
        or ``governing`` (the verb on which a trigger without a verb of its own depends).
    """

    name: str
    reason: str
    scope: str = "near"
    reach: int = 2


def refusal(
    reading: Reading,
    rule: Rule,
    match: Match,
    cues: tuple[StatusCue, ...],
    *,
    instead: bool = False,
) -> tuple[Cue | None, str] | None:
    """Return what refuses the candidate and why, or None if it is asserted.

    :param instead: whether it is told of whom "but" puts in the place of the one denied.
    """
    if reading.words[-1].form == "?" and "question" not in rule.allow:
        return None, "question"
    outside = another_did(reading, match)
    if outside is not None and "negation" not in rule.allow:
        return outside, "negation"
    by_name = {cue.name: cue for cue in cues}
    verbs = _verbs(reading, match)
    own = any(cue.form.mood != "words" for cue in match.cues)
    mood = verbs[0].form.mood if verbs and (own or verbs[0].form.mood == "future") else "words"
    start = verbs[0].start if verbs else match.start
    if mood in FINITE and start > 0 and reading.has(start - 1, BEFORE_NOUNS):
        mood = "noun"
    clause = reading.clause(match.start)
    if verbs and is_governed_noun(reading, verbs[0], clause.start, by_name):
        mood = "noun"
    for cue in reading.cues:
        status = by_name.get(cue.name)
        if status is None or status.reason in rule.allow or reading.inside_mention(cue.start):
            continue
        if not _reaches(reading, status, cue, verbs, match, mood) or excepts(reading, cue):
            continue
        affirmed = reading.cue(cue.start, AFFIRMED)
        if affirmed is not None and affirmed.end >= cue.end:
            continue  # لا تزال, "not only"
        lifted = status.reason in {"negation", "refusal"} and not reading.has(cue.start, NEVER)
        begin = start if reading.has(cue.start, PAST_NEGATORS) else match.start
        begin = min(begin, match.start)
        if lifted and (instead or _lifted(reading, begin, match.end, clause.end)):
            return None
        return cue, status.reason
    wished = mood == "imperfect" and start > 0 and reading.words[start - 1].form == THAT
    if mood in _UNASSERTED and (wished or not (mood == "imperfect" and rule.present)):
        if mood == "future" and "future" in rule.allow:
            return None
        wanted = _wanted(reading, by_name, start)
        if mood == "future" or wanted or not _licensed(reading, start, clause.start):
            return None if _UNASSERTED[mood] in rule.allow else (None, _UNASSERTED[mood])
    return None


def _verbs(reading: Reading, match: Match) -> list[Cue]:
    """Return the verbal words of a trigger; if it has none, the verb that governs it."""
    own = [cue for cue in match.cues if cue.form.mood != "words"]
    if own:
        return own
    clause = reading.clause(match.start)
    before = [p for p in reading.predicates if clause.start <= p < match.start]
    if not before:
        return []
    cues = reading.cues_at.get(before[-1], ())
    return [cue for cue in cues if cue.form.mood in FINITE | {"imperfect", "future"}][:1]


def _reaches(
    reading: Reading, status: StatusCue, cue: Cue, verbs: list[Cue], match: Match, mood: str
) -> bool:
    start = verbs[0].start if verbs else match.start
    clause = reading.clause(match.start)
    if status.scope == "behind":
        return cue.start >= match.end
    if status.scope == "object":
        return 0 <= cue.start - match.end <= 1
    if status.scope == "direct":
        told = mood in {"noun", "gerund"} or (mood == "words" and not match.numbers)
        begin = match.start if mood == "words" else start
        return told and cue.end <= begin and _only_names_between(reading, cue.end, begin)
    if status.scope == "from":
        return clause.start <= cue.start < start and reading.words[start - 1].form == "from"
    if status.scope == "governing":
        return bool(verbs) and cue.start <= verbs[0].start < min(cue.end, match.start)
    if status.scope == "after":
        noun = mood in {"noun", "gerund"} or is_subject_noun(match)
        behind = noun and match.end <= cue.start < clause.end
        return behind and not _of_another(reading, match.end, cue.start)
    if status.scope == "near" and verbs and cue.start == verbs[0].end < match.end:
        return True  # "was never President"
    within = match.start < cue.start < cue.end < match.end
    if status.scope == "near" and within and not verbs and not match.numbers:
        return True  # "has not belonged to": in a gap of the words told
    if status.scope == "near" and cue.start >= clause.start:
        places = [*(verb.start for verb in (*verbs, *match.cues)), match.start]
        return any(
            0 <= place - cue.end <= status.reach
            and not _relative_between(reading, cue.end, place)
            and not any(reading.words[index].form == "," for index in range(cue.end, place))
            for place in places
        )
    if cue.start >= start:
        return False
    if status.scope == "sentence":
        return True
    if status.scope == "that":
        return denied_that(reading, cue, start)
    if status.scope == "had":
        return had_not(reading, cue, start)
    if status.scope in {"opening", "leading"}:
        follows = status.scope == "opening" or cue.end == start
        return cue.start == clause.start and follows
    if cue.start < clause.start or _relative_between(reading, cue.end, start):
        return False
    if status.scope == "subject":
        return _in_subject(reading, cue, start)
    if cue.form.mood in {"imperfect", "perfect"} and _is_object(reading, cue.end, start):
        return True
    if mood == "words" or (mood in FINITE and status.reason != "hypothesis"):
        # A past tense asserts by itself ("after talks on accession it joined"), and so
        # does a noun that is merely mentioned ("recalled resolution 242 of 1967").
        return False
    return not any(
        p for p in reading.predicates if cue.end <= p < start and _perfect_at(reading, p)
    )


def _in_subject(reading: Reading, cue: Cue, verb: int) -> bool:
    """Whether a word belongs to the subject of the verb: "Neither A nor B, however, has signed".

    Not behind a preposition ("a member of neither"), nor where a colon opens another clause.
    """
    apart = any(word.form in ":;" for word in reading.words[cue.end : verb])
    governed = reading.has(cue.start, PREPOSITIONS, end=True)
    return not (apart or governed or reading.predicate_between(cue.end, verb))


def _is_object(reading: Reading, start: int, end: int) -> bool:
    """Whether only a subject stands between a verb and the next: تعتزم شيلي شغل مقعد.

    No finite verb follows there without a word between, so that the next is a verbal noun.
    """
    timed = {i for date in reading.dates for i in range(date.start - 1, date.end)}
    named = {i for i in range(start, end) if reading.inside_mention(i)}
    return bool(named) and timed | named >= set(range(start, end))


def _only_names_between(reading: Reading, start: int, end: int) -> bool:
    """Whether a word has a noun for its object, with whose it is and a date before it at most."""
    timed = {i for date in reading.dates for i in range(date.start - 1, date.end)}
    return all(
        index in timed or reading.inside_mention(index) or reading.has(index, _BEFORE_DEEDS)
        for index in range(start, end)
    )


def _perfect_at(reading: Reading, index: int) -> bool:
    return any(
        cue.form.mood in {"perfect", "past"} and cue.form.conjunction
        for cue in reading.cues_at.get(index, ())
    )


def _relative_between(reading: Reading, start: int, end: int) -> bool:
    return any(reading.has(index, RELATIVES) for index in range(start, end))


def _of_another(reading: Reading, start: int, end: int) -> bool:
    """Whether a noun joined behind a comma is told of: …، والمقعد الأخير هو الذي رفضت شغله."""
    commas = (i for i in range(start, end) if reading.words[i].form == ",")
    return any(
        reading.words[index + 1].form.startswith("و") and _relative_between(reading, index + 2, end)
        for index in commas
    )


def _lifted(reading: Reading, start: int, end: int, clause_end: int) -> bool:
    """Whether the negation says "not … until / only": لم تنضم … إلا في عام ٢٠٠٢."""
    for index in range(start, clause_end):
        if index >= end and reading.has(index, NEGATORS):
            return False  # "…, and did not yield until": another negation is lifted
        if index >= end and reading.has(index, "conditions"):
            return False  # ولم ينضم …، وإذا قُبل طلبه فسيصبح: what follows is another matter
        if any(until_a_day(reading, date) for date in reading.dates_at.get(index, ())):
            return True
        if reading.has(index, LIFTERS) and not reading.inside_mention(index):  # "from … until …"
            return True
    return False


def _wanted(reading: Reading, by_name: Mapping[str, StatusCue], start: int) -> bool:
    """Whether somebody calls for what "that" leads to: يدعو إلى أن تنضم."""
    if start == 0 or reading.words[start - 1].form != THAT:
        return False
    return any(
        cue.name in by_name
        and by_name[cue.name].reason in _WANTING
        and cue.form.mood in {"perfect", "imperfect"}
        and not reading.predicate_between(cue.end, start)
        for cue in reading.cues
        if cue.end <= start
    )


def _licensed(reading: Reading, start: int, clause_start: int) -> bool:
    return any(
        (cue.name == LICENCES and 0 <= start - cue.end <= 1)
        or (cue.name == FIRST and _describes(reading, cue.end, start))
        or (cue.name in _CAUSES and _led_to(reading, cue.end, start))
        for cue in reading.cues
        if clause_start <= cue.start < start
    ) or _of_nth(reading, start, clause_start)


def _of_nth(reading: Reading, start: int, clause_start: int) -> bool:
    """Whether the one that does it is the nth to do so: كانت الدولة الحادية عشرة التي تلتحق."""
    return any(
        number.mention.kind == "ordinal"
        and clause_start <= number.start
        and number.end <= start
        and reading.predicate_between(clause_start, number.start)
        and _describes(reading, number.end, start)
        and not any(reading.has(number.start - back, NOT_BEING) for back in (2, 3))
        for number in reading.numbers
    )


def _led_to(reading: Reading, start: int, end: int) -> bool:
    """Whether who was led to the deed stands between, alone or with a time: "took it a year to".

    A cause that is told to have moved somebody tells that the deed was done.
    """
    timed = {i for date in reading.dates for i in range(date.start, date.end)}
    return any(start <= e.start < end for e in reading.entities) and all(
        index in timed
        or reading.inside_mention(index)
        or reading.has(index, DETERMINERS)
        or reading.has(index, PREPOSITIONS)
        or reading.has(index, _SO_THAT)
        for index in range(start, end)
    )


def _describes(reading: Reading, start: int, end: int) -> bool:
    """Whether only a few words that say where stand between: أول دولة من أوروبا الشرقية تنضم."""
    return (
        end - start <= _WHERE[reading.lists.language]
        and not reading.predicate_between(start, end)
        and not any(word.is_mark for word in reading.words[start:end])
    )
