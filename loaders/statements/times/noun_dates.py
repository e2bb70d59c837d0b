"""When what a noun names was: "the invasion of Grenada on 25 October was deplored"."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.statements.rulebook.pattern import DETERMINERS, Match
from loaders.statements.sentence.governing import ends_with
from loaders.statements.sentence.list_names import (
    HAPPENING,
    PASSIVE_AGENTS,
    PREPOSITIONS,
    TIME_RELATIONS,
)
from loaders.statements.sentence.reading import Clause, PlacedDate, Reading
from loaders.statements.times.dating import free, is_range

LASTING = "lasting"  # "lasted from 1979 to 1989": tells when what a noun names was
BEGAN = "began"
PROCLAIMED = "proclaimed-then"  # "the annexation was declared in May"
SAW = "saw"  # شهد عام 1962 احتلال …: the year is that of the deed
LED_TO = "led-to"  # انتهت الحرب باحتلال الميناء في 14 فبراير: the deed came about then
BEARING = "bearing"  # أثار احتلال … في 1962 أزمة: a verb whose subject is the deed, told in passing
THEN = "noun-times"  # مع، عند، غداة: before a noun that tells a time
_BY = 7  # words of "by …" between a noun and its verb
_NEXT = 2  # words between a noun and its date


def temporal(reading: Reading, match: Match) -> bool:
    """Return whether the noun is an adverbial of time: "since the occupation in 1967"."""
    before = match.start - 1
    if reading.lists.language != "ar" and reading.has(before, DETERMINERS):
        before -= 1  # "since the occupation of"
    return _resulted(reading, match) or any(
        ends_with(reading, before, name) for name in (TIME_RELATIONS, "time-prepositions", THEN)
    )


def _resulted(reading: Reading, match: Match) -> bool:
    """Whether an Arabic verb leads to the noun and so tells that it was: بدأت الحرب باحتلال."""
    by = any(cue.form.particle == "ب" for cue in match.cues[:1])
    before = range(reading.clause(match.start).start, match.start)
    if by and any(reading.has(index, BEGAN) for index in before):
        return True
    to = by or ends_with(reading, match.start - 1, PREPOSITIONS)
    return to and any(
        reading.has(index, LED_TO) and not reading.predicate_between(index + 1, match.start)
        for index in before
    )


def is_subject(
    reading: Reading, match: Match, clause: Clause, pieces: Sequence[tuple[int, int]]
) -> bool:
    """Return whether a noun with its date is a subject: "the war of 1983 was …".

    No verb stands before it, and one right behind the date. An Arabic one stands first, or behind
    a verb that tells what the deed brought about.
    """
    if reading.lists.language == "ar" and match.start != clause.start:
        return reading.has(match.start - 1, BEARING)
    if reading.predicate_between(clause.start, match.start):
        return False
    end = max(e for _, e in pieces)
    behind = [d for d in reading.dates if 0 <= d.start - end <= _NEXT and d.end < clause.end]
    return bool(behind) and reading.predicate_between(behind[0].end, behind[0].end + 1)


def spanned(
    reading: Reading, clause: Clause, pieces: Sequence[tuple[int, int]]
) -> PlacedDate | None:
    """Return the stretch of time right behind a noun: "the occupation from 1940 to 1945"."""
    end = max(e for _, e in pieces)
    near = (
        d
        for d in reading.dates
        if 0 <= d.start - end <= 1 and d.end <= clause.end and is_range(d) and free(reading, d)
    )
    return next(near, None) if reading.lists.language == "en" else None


def lasted(reading: Reading, match: Match, clause: Clause) -> PlacedDate | None:
    """Return when what a noun names lasted or began, if that is what the clause tells of it."""
    for index in reading.predicates:
        lasting = reading.has(index, LASTING)
        beginning = any(reading.has(index, name) for name in (BEGAN, HAPPENING, PROCLAIMED))
        between = _only_dated(reading, index, match.start)
        if between is not None and (beginning or reading.has(index, SAW)):
            return between  # تم في 5 مايو احتلال …، شهد عام 1962 احتلال …
        end = reading.insertions.get(match.end, match.end)  # "the occupation of Nauru, where …,"
        by = reading.has(match.end, PASSIVE_AGENTS) and index - match.end <= _BY
        near = 0 <= index - end <= 1 or 0 < match.start - index <= 2 or by
        if not (lasting or beginning) or not near:
            continue
        for date in reading.dates:
            stop = clause.end if end == match.end else reading.clause(index).end
            inside = max(index, match.end) <= date.start < stop
            if inside and is_range(date) == lasting and free(reading, date):
                return date
    return None


def _only_dated(reading: Reading, verb: int, noun: int) -> PlacedDate | None:
    """Return the date that alone stands between a verb and its noun, with a preposition or unit."""
    return next(
        (
            date
            for date in reading.dates
            if verb < date.start <= verb + _NEXT + 1
            and date.end == noun
            and not is_range(date)
            and free(reading, date)
        ),
        None,
    )
