"""What a date in a sentence can be: a point or a stretch, a verb's or part of a noun's name."""

from __future__ import annotations

from loaders.mentions.mention import Basis, Form
from loaders.statements.sentence.governing import ends_with
from loaders.statements.sentence.list_names import TIME_RELATIONS
from loaders.statements.sentence.reading import Clause, PlacedDate, Reading

_OCCASIONS = "fronted-events"  # war, مؤتمر
_LEADS = "occasion-leads"  # in, during, إبان
_TO_LEAD = 6  # words from such a noun back to the preposition in front
DATED_NOUNS = "dated-nouns"  # "the 1984 convention", معاهدة عام ١٩٨٤: the date belongs to the noun
DATING = "dating-participles"  # الصادر في, "dated": the date belongs to what was issued
TERMS = "term-noun"
WEEKDAYS = "weekdays"
TAKING_TIME = "taking-time"  # "it took the Council until March to adopt", تأخر
UNTIL = "until-then"  # behind such a verb: حتى، إلى
_LONGEST_STAY = 31  # days that count as one time: a visit, a conference


def is_range(date: PlacedDate) -> bool:
    """Return whether the date is a stretch of years rather than a point in time."""
    return "/" in date.mention.date.edtf


def free(reading: Reading, date: PlacedDate) -> bool:
    """Return whether the date can be the time of a verb: it is no part of a noun's name."""
    before = _before(reading, date)
    if before < 0 or not_until(reading, date):
        return True
    if ends_with(reading, before, DATED_NOUNS) and reading.has(date.end, TERMS):
        return True  # "the 2024-2025 term"
    named = ends_with(reading, before, DATED_NOUNS) and not _counted(reading, date)
    named = named and not of_occasion(reading, date)
    if named or ends_with(reading, before, TIME_RELATIONS):
        return False
    if reading.has(date.start, TIME_RELATIONS):
        return date.mention.basis is Basis.RELATIVE  # "a month later" is computed already
    if ends_with(reading, before, "prepositions"):
        before -= 1
    participle = before >= 0 and ends_with(reading, before, DATING)
    return not participle or (before > 0 and reading.has(before - 1, "was"))  # "was concluded on"


def of_occasion(reading: Reading, date: PlacedDate) -> bool:
    """Return whether a clause begins with an event of that date: "In the war of June 1967 …".

    What the clause tells was done then; a date of the deed itself goes before.
    """
    last = date.start - 1
    last -= ends_with(reading, last, "prepositions")
    behind = reading.cue(date.end, _OCCASIONS)  # "during the October 1973 war"
    if behind is None and (last < 0 or not ends_with(reading, last, _OCCASIONS)):
        return False
    lead = next((i for i in range(last, last - _TO_LEAD, -1) if reading.has(i, _LEADS)), -1)
    return lead == 0 or (lead > 0 and reading.words[lead - 1].is_mark)


def _counted(reading: Reading, date: PlacedDate) -> bool:
    """Whether it is counted from another time and names nothing: "signed the Protocol a day later".

    In "the May 1992 agreement" it does, behind the article.
    """
    return date.mention.basis is Basis.RELATIVE and not reading.has(date.start - 1, "determiners")


def _before(reading: Reading, date: PlacedDate) -> int:
    """Return the word before a date; what an English day has before it itself is none of them.

    That is the article of "on the 23rd of …", which makes it no part of a name, or a weekday.
    """
    before = date.start - 1
    if date.mention.date.precision != "day" or before < 1:
        return before
    if [word.form for word in reading.words[before - 1 : date.start]] == ["on", "the"]:
        return before - 1
    if reading.words[before].form == "," and reading.has(before - 1, WEEKDAYS):
        return before - 2
    return before - reading.has(before, WEEKDAYS)


def not_until(reading: Reading, date: PlacedDate) -> bool:
    """Return whether the date is that of "did not … until", "it took until": then it happened.

    So does what was late until then: تأخر انضمامها حتى 1971.
    """
    if any(ends_with(reading, date.start - back, UNTIL) for back in (1, 2)) and any(
        reading.has(index, TAKING_TIME) for index in range(date.start)
    ):
        return True
    lifted = ends_with(reading, date.start - 1, "negation-lifters") or (
        ends_with(reading, date.start - 2, "negation-lifters")
    )
    return (lifted or until_a_day(reading, date)) and any(
        reading.has(index, "negators") or reading.has(index, TAKING_TIME)
        for index in range(date.start)
    )


def until_a_day(reading: Reading, date: PlacedDate) -> bool:
    """Return whether an Arabic "until" leads to a day: لم تصدق عليها حتى 5 مايو 1990."""
    led = ends_with(reading, date.start - 1, "lifting-a-day")
    return led and date.mention.date.precision == "day"


def of_noun(reading: Reading, start: int, end: int) -> PlacedDate | None:
    """Return the date that a participle or an apposition gives to a noun: "الصادر في ١٧ أبريل"."""
    for date in reading.dates:
        behind = start <= date.start <= end and not free(reading, date)
        if behind and not ends_with(reading, date.start - 1, TIME_RELATIONS):
            return date
    return None


def of_days(date: PlacedDate) -> bool:
    """Whether the date is "from 10 to 12 July 2009": one stay, from day to day."""
    begin, end = date.mention.date.begin, date.mention.date.end
    by_day = date.mention.date.edtf.count("-") == 4
    return by_day and begin is not None and end is not None and (end - begin).days <= _LONGEST_STAY


def within(inner: PlacedDate, outer: PlacedDate) -> bool:
    """Return whether both times have ends and the first lies in the second."""
    a, b = inner.mention.date, outer.mention.date
    return (
        a.begin is not None
        and b.begin is not None
        and a.end is not None
        and b.end is not None
        and b.begin <= a.begin
        and a.end <= b.end
    )


def points(reading: Reading, clause: Clause) -> list[PlacedDate]:
    """Return the points in time of a clause that can be those of its verb, in order."""
    return [
        d
        for d in reading.dates
        if clause.start <= d.start < clause.end and not is_range(d) and free(reading, d)
    ]


def fronted(reading: Reading, clause: Clause) -> PlacedDate | None:
    """Return the date at the front of a clause, which coordinate clauses after it share."""
    for date in reading.dates:
        inside = clause.start <= date.start < clause.end and free(reading, date)
        named = date.mention.role == "name"
        if inside and not named and not reading.predicate_between(clause.start, date.start):
            return date
    return None


def any_point(reading: Reading, clause: Clause) -> PlacedDate | None:
    """Return the first point in time of a clause, wherever it stands."""
    return next((d for d in points(reading, clause) if d.mention.role != "name"), None)


def finest(reading: Reading, date: PlacedDate) -> PlacedDate:
    """Return the date itself, or the finer one beside it: "resolution 1298 (2000) of 17 May".

    A day that is told behind a span counts for itself: "some six years later, on 5 September 2000".
    """
    clause = reading.clause(date.start)
    return next(
        (
            d
            for d in reading.dates
            if d is not date
            and 0 <= d.start - date.end <= 3
            and d.start < clause.end
            and (within(d, date) or _told_again(reading, date, d))
            and not _of_another(reading, clause.start, date, d)
            and not _of_next_listed(reading, date, d)
        ),
        date,
    )


def _of_another(reading: Reading, start: int, one: PlacedDate, other: PlacedDate) -> bool:
    """Whether a name parts two dates behind a verb: "joined on 5 July and Fiji on the same day"."""
    return reading.predicate_between(start, one.start) and any(
        entity.mention.form is Form.NAME
        for index in range(one.end, other.start)
        for entity in reading.entities_at.get(index, ())
    )


def _of_next_listed(reading: Reading, date: PlacedDate, other: PlacedDate) -> bool:
    """Whether "and" joins a name between two dates: صادقت في 1989، وكينيا في العام نفسه."""
    return any(
        "و" in entity.mention.clitics
        for index in range(date.end, other.start)
        for entity in reading.entities_at.get(index, ())
    )


def _told_again(reading: Reading, span: PlacedDate, day: PlacedDate) -> bool:
    """Whether a day behind a comma tells more closely what a span before it tells.

    Not where "and" leads to it, which tells of others: بعد عامين، وفي 8 أكتوبر 2005 نيبال.
    """
    leading = reading.words[day.start - 1].form
    if leading.startswith("و") and reading.has(day.start - 1, "prepositions"):
        return False
    explicit = day.mention.basis is Basis.EXPLICIT and day.mention.date.precision == "day"
    comma = any(reading.words[index].form == "," for index in range(span.end, day.start))
    return explicit and comma and span.mention.basis is Basis.RELATIVE
