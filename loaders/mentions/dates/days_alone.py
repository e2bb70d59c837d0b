"""Days that no month stands beside: "in May 2000, on the 5th", "on the last day of the talks".

The number of a day is one of the month that the text speaks of; the first or the last day is one of
a stretch of days told before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from loaders.document import Span
from loaders.lexicon import word_list
from loaders.mentions.dates.date_words import ordinal_days
from loaders.mentions.dates.discourse import Discourse
from loaders.mentions.dates.edtf import EdtfDate
from loaders.mentions.dates.relative_words import Reference
from loaders.mentions.dates.shifting import shifted
from loaders.mentions.mention import DateMention
from loaders.mentions.names.phrases import alternation
from loaders.mentions.passages import Passage, Prepared

_WHOLE_DAYS = 4  # hyphens of an interval from day to day


def days_alone(text: str) -> Iterator[Reference]:
    """Yield the days that lack a month, and the first and last days of stretches."""
    for match in _numbered().finditer(text):
        day = int(match["day"])
        if 1 <= day <= 31:
            start, end = match.span("whole")
            yield Reference(start, end, start, "month", 0, day=day, alone=True)
    for match in _ordinals().finditer(text):
        start, end = match.span("whole")
        day = ordinal_days()[match["words"]]
        yield Reference(start, end, start, "month", 0, day=day, alone=True, listed=True)
    for match in _edges().finditer(text):
        start, end = match.span()
        first = match["first"] is not None
        yield Reference(start, end, start, "day", 0, alone=True, first=first, latter=not first)


def resolved(
    reference: Reference, passage: Passage, discourse: Discourse
) -> tuple[EdtfDate, Span | None] | None:
    """Return which day it is and where its anchor stands, or None if nothing near tells.

    A day is no earlier than what was told last: in what month it is else nothing says.
    """
    last = discourse.newest() if reference.unit == "day" else discourse.last()
    if last is None or last.passage.sentence.number < passage.sentence.number - 1:
        return None
    same = last.passage.sentence.number == passage.sentence.number
    if reference.listed and not (same and last.date.precision == "day"):
        return None
    if reference.unit == "day" and last.date.edtf.count("-") != _WHOLE_DAYS:
        return None
    value = shifted(last.date, reference, hijri=last.hijri)
    if value is None or value.begin is None or last.date.begin is None:
        return None
    return None if value.begin < last.date.begin else (value, last.span)


def told_closer(
    prepared: Prepared, before: DateMention, day: DateMention, reference: Reference
) -> DateMention | None:
    """Return the one time that a day makes with the month before: "in the next month, on the 20th".

    A day already counted is only told again: "a week later, on the 21st".
    """
    start = prepared.folded.position(before.span.end)
    beside = _beside().fullmatch(prepared.text, start, reference.start) is not None
    if not reference.alone or not beside or before.role == "name":
        return None
    if before.date.precision not in {"day", "month"}:
        return None
    if not day.date.edtf.startswith(before.date.edtf):
        return None
    return replace(before, span=Span(before.span.start, day.span.end), date=day.date)


def _words(name: str) -> list[str]:
    found: list[str] = word_list("time.en")["day_alone"][name]
    return found


@cache
def _numbered() -> re.Pattern[str]:
    """Match "on the 20th" where no noun follows that has the number: "on the 38th parallel"."""
    suffixes = alternation(word_list("numbers.en")["ordinal_suffixes"])
    return re.compile(
        rf"(?<!\w){alternation(_words('before'))} (?P<whole>(?P<day>[0-3]?[0-9]){suffixes})"
        rf"(?= ?(?:[,.;:)]|$)| {alternation(_words('behind'))}(?!\w))"
    )


@cache
def _ordinals() -> re.Pattern[str]:
    """Match "في السابع والعشرين" where the clause ends; the first and second are "the former".

    An Arabic ordinal is a day only in a list of days: ليتوانيا في الثالث منه ولاتفيا في الرابع.
    """
    days = [
        word
        for word, day in ordinal_days().items()
        if word.startswith("ال") and day > _FORMER_AND_LATTER and not _FEMININE.match(word)
    ]
    before = alternation(word_list("time.ar")["day_alone"]["before"])
    noun = alternation(word_list("time.ar")["day_alone"]["noun"])
    return re.compile(
        rf"(?<!\w)و?{before} (?P<whole>(?:{noun} )?(?P<words>{alternation(days)}))"
        r"(?= ?(?:[,.;:)]|$))",
        re.MULTILINE,
    )


_FEMININE = re.compile(r"\w+ه(?:\s|$)")
_FORMER_AND_LATTER = 2


@cache
def _edges() -> re.Pattern[str]:
    """Match "the last day of these meetings", "its first day", "on the closing day"."""
    stretch = rf"{alternation(_words('determiners'))} {alternation(_words('stretches'))}"
    first, last = (
        rf"(?:{alternation(word_list('time.en')[f'{edge}_day_of'])} {stretch}"
        rf"|{alternation(_words(f'{edge}_days'))}(?! of))"
        for edge in ("first", "last")
    )
    return re.compile(rf"(?<!\w)(?:(?P<first>{first})|{last})(?!\w)")


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf" ?[,(]? ?{alternation(_words('before'))} ")
