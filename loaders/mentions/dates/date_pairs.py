"""Two expressions of time that make one.

A day or month told before, in another year: "on the same day of 1948", في الشهر نفسه من عام ١٩٦٠.
A stretch whose end is counted from its beginning: من ٢ نيسان ١٩٨٢ إلى ١٤ من الشهر التالي.
A distance and the date that says it more exactly: "a year later, on 28 July 1997".
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from loaders.document import Span
from loaders.lexicon import word_list
from loaders.mentions.dates import date_words, edtf
from loaders.mentions.dates.date_ranges import Expression
from loaders.mentions.dates.discourse import Discourse
from loaders.mentions.dates.edtf import EdtfDate
from loaders.mentions.dates.relative_words import Reference
from loaders.mentions.dates.shifting import shifted
from loaders.mentions.mention import Basis, DateMention
from loaders.mentions.names.phrases import alternation
from loaders.mentions.passages import Prepared

_OF = re.compile(r" (?:من|في|of|in) (?:the year )?")
_NEAR = 28  # letters between a length of time and its end
_UNITS = frozenset({"day", "month"})
_NEXT_TO = r"[,)]? ?(?:و?تحديدا |اي |وذلك |namely |specifically )?(?:في |on |in )?(?:يوم )?"


def leads_to(text: str, reference: Reference, following: Expression) -> bool:
    """Return whether `following` states what `reference` describes."""
    gap = text[reference.end : following.start]
    return len(gap) < _NEAR and _next_to().fullmatch(gap) is not None


@cache
def _next_to() -> re.Pattern[str]:
    """Match what stands between a length of time and its end: (بعد شهرين) ويومين، أي في 9 مايو."""
    units = word_list("time.ar")["units"].values()
    words = alternation([word for forms in units for word in (*forms["one"], *forms["two"])])
    return re.compile(rf"(?: و{words})?{_NEXT_TO}")


def of_another_year(
    prepared: Prepared,
    reference: Reference,
    following: Expression | Reference | None,
    discourse: Discourse,
) -> DateMention | None:
    """Return the day or month that `reference` leads back to in the year that follows it, if any.

    :param reference: "the same day", "that month".
    :param following: what the sentence dates next: a year, "the following year", "two years later".
    """
    if reference.unit not in _UNITS or reference.deictic or following is None:
        return None
    gap = prepared.text[reference.end : following.start]
    counted = isinstance(following, Reference) and following.unit == "year" and following.shift
    if _OF.fullmatch(gap) is None and not (counted and gap == " "):
        return None
    resolved = discourse.resolve(reference)
    last = discourse.last()
    if resolved is None or last is None:
        return None
    year = _year(last.date, following)
    value, anchor = _in_year(resolved[0], year), resolved[1]
    named = None if year is None else discourse.day_in(year, reference.start)
    if reference.unit == "day" and named is not None and named.span != anchor:
        value, anchor = named.date, named.span  # the day of that year of which it told
    if value is None:
        return None
    span = prepared.span(reference.start, following.end)
    return DateMention(span, value, Basis.RELATIVE, anchor, f"relative-{reference.unit}")


def _year(anchor: EdtfDate, following: Expression | Reference) -> int | None:
    """Return the year that follows, in figures or counted from the anchor."""
    if isinstance(following, Reference):
        named = following.unit == "year" and following.day is None and following.length == 1
        value = shifted(anchor, following) if named and following.anchored_in is None else None
        return value.begin.year if value is not None and value.begin is not None else None
    point = following.first
    alone = point.month is None and point.value is None and not point.is_hijri
    return point.year if alone and following.second is None else None


def _in_year(date: EdtfDate, year: int | None) -> EdtfDate | None:
    """Return the same day or month of another year; None if that has no such day."""
    day = date.end if date.precision == "interval" else date.begin
    if year is None or day is None:
        return None
    if date.precision == "month":
        return edtf.month(year, day.month)
    if date.precision not in {"day", "interval"} or date.edtf.rpartition("/")[2].count("-") != 2:
        return None
    try:
        return edtf.day(year, day.month, day.day)
    except ValueError:
        return None  # 29 February


def through(prepared: Prepared, begin: DateMention, end: DateMention) -> DateMention | None:
    """Return the stretch from one time to another that is counted from it, if the text says so."""
    if begin.role == "name" or end.anchor != begin.span or begin.date.precision == "interval":
        return None
    start = prepared.folded.position(begin.span.end)
    if _to().fullmatch(prepared.text, start, prepared.folded.position(end.span.start)) is None:
        return None
    if begin.date.begin is None or end.date.end is None or end.date.end <= begin.date.begin:
        return None
    value = edtf.interval(begin.date, end.date)
    span = Span(begin.span.start, end.span.end)
    return replace(begin, span=span, date=value, basis=Basis.RELATIVE, rule="range", role="point")


@cache
def _to() -> re.Pattern[str]:
    return re.compile(rf",? {date_words.any_of('to')} (?:{date_words.any_of('ends')} )?(?:يوم )?")
