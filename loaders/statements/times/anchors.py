"""Dates of what came before, or is counted from: "after its independence in 1960 it joined"."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.mentions.mention import Basis
from loaders.statements.rulebook.pattern import Match
from loaders.statements.rulebook.wordlists import NOMINAL
from loaders.statements.sentence.governing import ends_with, opens_dated
from loaders.statements.sentence.list_names import (
    COMPLEMENTISERS,
    ECHO_LATER,
    THAT_IS,
    TIME_RELATIONS,
)
from loaders.statements.sentence.reading import Clause, PlacedDate, Reading

_OWN = 3  # words from a verb to its own date

_COUNTED_FROM = frozenset({"من", "علي"})  # بعد عام من توقيعها، بعد عامين على استقلالها
# What is over when the next is done: "after its independence in 1960", not "after the war in 1967".
_DEEDS = frozenset(
    {"independent", "got", "declared", "joined", "entered", "admitted", "signed", "ratified"}
)
_BESIDE = 2  # a comma and "that is" between two dates
FRONTED = "fronted-participles"
_PREPOSED = 2  # "since" and an article before a date
_GOVERNED = ("prepositions", "there", "fillers")


def counted_from(date: PlacedDate, others: Sequence[PlacedDate]) -> bool:
    """Whether a date before it is counted from this one: بعد يومين من الاستقلال في ٦ مارس."""
    return any(
        other.end <= date.start and other.mention.anchor == date.mention.span for other in others
    )


def told_beside(reading: Reading, match: Match, date: PlacedDate) -> bool:
    """Whether it only tells how far the date right before it lies from something else.

    في 16 آب 1974، أي بعد سقوط فاماغوستا بيومين، اعتمد المجلس القرار: on the 16th.
    """
    cue = reading.cue(date.start, TIME_RELATIONS)
    if cue is None or cue.form.conjunction or is_nominal(match):
        return False  # وبعد يومين: what was done then
    return any(
        other.mention.span == date.mention.anchor
        and 0 < date.start - other.end <= _BESIDE
        and all(
            reading.words[index].is_mark or reading.has(index, THAT_IS)
            for index in range(other.end, date.start)
        )
        for other in reading.dates
    )


def measure(reading: Reading, date: PlacedDate) -> bool:
    """Return whether a date only says how far the one before its comma lies from something else.

    "On 23 November, two days after the talks": of English, where "after" stands behind the span.
    """
    if reading.lists.language != "en" or date.mention.basis is not Basis.RELATIVE:
        return False
    behind = relation_end(reading, date)
    if behind is None or behind >= len(reading.words) or reading.words[behind].is_mark:
        return False
    return any(
        other.end + 1 == date.start
        and reading.words[other.end].form == ","
        and other.mention.span == date.mention.anchor
        for other in reading.dates
    )


def relation_end(reading: Reading, date: PlacedDate) -> int | None:
    """Return where "after" or "before" ends behind a span, or as its last word: "the day after"."""
    cue = reading.cue(date.end, TIME_RELATIONS)
    if cue is not None:
        return cue.end
    return date.end if ends_with(reading, date.end - 1, TIME_RELATIONS) else None


def measured_from(reading: Reading, match: Match, date: PlacedDate) -> bool:
    """Whether the date is a measure, and the trigger does not tell what it is counted from."""
    if not measure(reading, date):
        return False
    counted = range(date.end, match.start)
    return not counted or any(reading.words[index].form == "," for index in counted)


def counts_on(reading: Reading, match: Match, date: PlacedDate) -> bool:
    """Whether the noun is what a span of time is counted from, and the date not the noun's own.

    "A year after its independence, on 1 April 1958" dates what happened a year after.
    """
    return any(
        match.start - 2 <= other.end <= match.end
        and other.mention.basis is Basis.RELATIVE
        and other.mention.anchor not in {None, date.mention.span}
        for other in reading.dates
    )


def in_time_phrase(reading: Reading, clause: Clause, date: PlacedDate) -> bool:
    """Whether the date lies in an English "after …" before the verb: it dates what came before."""
    return (
        reading.lists.language != "ar"
        and reading.has(clause.start, TIME_RELATIONS)
        and not ends_with(reading, date.start - 1, TIME_RELATIONS)
        and not opens_dated(reading, clause.start)
        and not reading.voting(clause.start + 1)  # "By 14 votes to none, the Council on 25 May"
    )


def of_anchor(reading: Reading, clause: Clause, date: PlacedDate) -> bool:
    """Whether the date in front is a noun's behind "after": بعد انتصار الثورة في يناير ١٩٥٩."""
    return (
        reading.has(clause.start, TIME_RELATIONS)
        and date.start != clause.start
        and not ends_with(reading, date.start - 1, TIME_RELATIONS)
        and not any(word.form == "," for word in reading.words[clause.start : date.start])
    )


def of_deed_before(reading: Reading, match: Match, clause: Clause, date: PlacedDate) -> bool:
    """Whether the date is that of a deed that came before: بعد نيلها الاستقلال في 1960 انضمت."""
    first = next(
        (i for i in (clause.start, clause.start + 1) if reading.has(i, TIME_RELATIONS)), None
    )
    if reading.lists.language != "ar" or first is None or match.start <= first + 1:
        return False
    if date.start == first:
        return False  # بعد استقلالها بأربعة أيام: a time of its own, so much later
    between = reading.words[first : date.start]
    return (
        any(
            cue.form.mood in NOMINAL and cue.name in _DEEDS
            for cue in reading.cues_at.get(first + 1, ())
        )
        and not any(word.form == "," for word in between)
        and not any(first <= other.start < date.start for other in reading.dates)
        and reading.predicate_between(date.end, match.end)
    )


def of_participle(reading: Reading, clause: Clause, date: PlacedDate, start: int) -> bool:
    """Return whether it dates an English participle in front: "Sworn in on 2 April 2012, he spoke".

    So does "since" in an apposition: "X, a member of Y since 1932, was among the founders of Z".
    """
    words = reading.words
    if reading.lists.language != "en":
        return False
    if not any(words[index].form == "," for index in range(date.end, start)):
        return False
    if reading.has(clause.start, FRONTED) and not reading.predicate_between(date.end, start):
        return True
    commas = [i for i in range(clause.start, date.start) if words[i].form == ","]
    return (
        date.mention.role == "since"
        and bool(commas)
        and date.start - commas[-1] > _PREPOSED
        and not reading.predicate_between(commas[-1], date.start)
    )


def dated_by_span(reading: Reading, match: Match) -> bool:
    """Whether the trigger is a noun that only a span of time dates: بعد أربعة أعوام من توقيعها.

    What that span leads back to is not the date of the clause, nor what it leads forward to.
    """
    before = match.start - 1
    if before < 1 or reading.words[before].form not in _COUNTED_FROM:
        return False
    if any(match.end <= d.start and own_of_noun(reading, match, d) for d in reading.dates):
        return False
    counted = [i for i in range(max(0, before - 4), before) if reading.has(i, TIME_RELATIONS)]
    return bool(counted) and not any(
        counted[0] <= date.start and date.end <= before + 1 and not _leads_on(reading, date)
        for date in reading.dates
    )


def only_names(reading: Reading, match: Match) -> bool:
    """Whether an Arabic noun only names the event told before that a time is counted from.

    في اليوم التالي لانضمامها, يوم استقلال جامايكا: what was done then is told by the verb.
    """
    if reading.lists.language != "ar" or not is_nominal(match):
        return False
    attached = match.cues[0].form.particle == "ل"
    return any(
        date.mention.basis is Basis.RELATIVE
        and date.mention.anchor is not None
        and date.mention.anchor.start < reading.sentence.span.start
        and (date.start < match.start < date.end or (attached and date.end == match.start))
        for date in reading.dates
    )


def _leads_on(reading: Reading, date: PlacedDate) -> bool:
    """Whether a date is so much later than its anchor, not earlier: "in 2000, and a year after"."""
    mention = date.mention
    begin = mention.date.begin
    return (
        mention.basis is Basis.RELATIVE
        and mention.anchor is not None
        and begin is not None
        and not any(
            other.mention.span == mention.anchor
            and other.mention.date.begin is not None
            and begin < other.mention.date.begin
            for other in reading.dates
        )
    )


def own_of_noun(reading: Reading, match: Match, date: PlacedDate) -> bool:
    """Whether the date is that of a verbal noun: "after the signature of the treaty in 1990".

    It is too behind a verb that only tells what came sooner or later: سبقه انضمامها إليها في 1958.
    """
    between = range(match.end, date.start)
    beside = any(reading.has(match.start - back, ECHO_LATER) for back in (1, 2))
    return (
        is_nominal(match)
        and all(
            reading.inside_mention(index) or any(reading.has(index, w) for w in _GOVERNED)
            for index in between
        )
        and (
            beside
            or any(ends_with(reading, match.start - back, TIME_RELATIONS) for back in range(1, 7))
        )
    )


def came_before(reading: Reading, match: Match) -> bool:
    """Whether an Arabic noun stands right behind "after": no date in front is that of the noun.

    In وقعت أنغولا المعاهدة في 12 آذار 1992، بعد توقيع فيجي the other signed at another time.
    """
    behind = ends_with(reading, match.start - 1, TIME_RELATIONS)
    return behind and is_nominal(match) and reading.lists.language == "ar"


def closes_relative(reading: Reading, date: PlacedDate, start: int) -> bool:
    """Whether a comma behind a date closes its clause, or an Arabic verb with its own date does.

    ناميبيا التي احتلت منذ عام 1915 استقلت في 21 مارس 1990: with no "and" the verb is the noun's.
    """
    if any(reading.words[index].form == "," for index in range(date.end, start)):
        return True
    own = any(start < other.start <= start + _OWN for other in reading.dates)
    return reading.lists.language == "ar" and date.end == start and own


def not_of_saying(reading: Reading, match: Match, dates: list[PlacedDate]) -> list[PlacedDate]:
    """Leave out the dates at which it was said what an Arabic imperfect tells of always.

    رأت المحكمة في حكم صدر في 2 أيار 2017 أن القوات تحتل الإقليم: the troops came at another time.
    """
    if not any(cue.form.mood == "imperfect" for cue in match.cues):
        return dates
    said = [i for i in range(match.start) if reading.has(i, COMPLEMENTISERS)]
    return [date for date in dates if not said or date.start > said[-1]]


def is_nominal(match: Match) -> bool:
    """Whether a trigger is a verbal noun: بتوقيع, "the signature"."""
    moods = [cue.form.mood for cue in match.cues if cue.form.mood != "words"]
    return bool(moods) and moods[0] in NOMINAL
