"""Points in time as the text writes them: a day, a month or a year with what is missing left open.

First the months and the four-digit numbers are found, then what stands beside them is read. A point
knows only its own words; what it lacks is filled in later, from a range, a list or the context.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.lexicon import word_list
from loaders.mentions.dates import date_words
from loaders.mentions.dates.calendars import Month, month_names
from loaders.mentions.dates.edtf import EdtfDate
from loaders.mentions.dates.relative_words import Reference, YearReference
from loaders.mentions.names.phrases import Phrase, alternation
from loaders.mentions.numbers.number_words import find_number_words
from loaders.mentions.passages import Passage, Prepared
from loaders.text.folding import fold

_BEFORE = 48
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_NUMERIC = re.compile(
    r"(?<![0-9/.-])(?:(?P<y1>[12][0-9]{3})-(?P<m1>[01]?[0-9])-(?P<d1>[0-3]?[0-9])"
    r"|(?P<y2>[12][0-9]{3})/(?P<m2>[01]?[0-9])/(?P<d2>[0-3]?[0-9])"
    r"|(?P<d3>[0-3]?[0-9])(?P<s3>[/.-])(?P<m3>[0-3]?[0-9])(?P=s3)(?P<y3>[12][0-9]{3}))(?![0-9/-])"
)


@dataclass(frozen=True, slots=True)
class Point:
    """A time as written, at ``start:end`` of the folded text.

    :ivar days: no day, one, or several that share the month.
    :ivar joint: what stands between several days: ``range`` or ``list``.
    :ivar day_spans: where each of several days stands.
    :ivar year: the year, or None where the text leaves it to the context.
    :ivar year_start: where the year's words begin, for the anchor of those who borrow it.
    :ivar reference: "of the same year" beside a day and month.
    :ivar value: a value that is complete already (decade, century).
    :ivar kind: ``explicit``, or ``bare`` for a year without a word that says so.
    :ivar direction: 1 for the first such month after the last date ("the following May"), -1 for
        the last one before it ("the previous May"), else 0.
    :ivar dual: the years of عامي, two that are one period where they are consecutive.
    """

    start: int
    end: int
    days: tuple[int, ...] = ()
    joint: str = ""
    day_spans: tuple[tuple[int, int], ...] = ()
    month: int | None = None
    year: int | None = None
    is_hijri: bool = False
    year_start: int | None = None
    reference: Reference | None = None
    value: EdtfDate | None = None
    rule: str = "date"
    dual: bool = False
    direction: int = 0


def find_points(prepared: Prepared, references: YearReference) -> list[Point]:
    """Return all days, months and numeric dates in the document, in order.

    Years by themselves are found afterwards (`mentions.dates.years`), since what they are depends
    on these.
    """
    text = prepared.text
    starts = [passage.start for passage in prepared.passages]
    points: list[Point] = []
    free = 0
    numeric = _numeric_points(text)
    months = month_names().find(text)
    for index, month in enumerate(months):
        if month.start < free:
            continue
        passage = prepared.passages[max(0, bisect_right(starts, month.start) - 1)]
        point = _month_point(text, passage, months, index, max(free, passage.start), references)
        if point is not None:
            points.append(point)
            free = point.end
    return sorted([*points, *numeric], key=lambda point: point.start)


def _numeric_points(text: str) -> Iterator[Point]:
    """Yield dates in digits: 1992-03-02, 02/03/1992, 15.07.2008, 1992/3/2."""
    for match in _NUMERIC.finditer(text):
        groups = match.groupdict()
        suffix = next(s for s in "123" if groups[f"y{s}"])
        year, month, day = (int(groups[f"{part}{suffix}"]) for part in "ymd")
        rule = "date"
        if suffix == "3":
            rule = "day-month-order"
            if month > 12 >= day:
                month, day, rule = day, month, "month-day-order"
        if 1 <= month <= 12 and 1 <= day <= 31:
            start, end = match.span()
            yield Point(start, end, (day,), month=month, year=year, year_start=start, rule=rule)


def _month_point(
    text: str,
    passage: Passage,
    months: list[Phrase[Month]],
    index: int,
    low: int,
    references: YearReference,
) -> Point | None:
    """Read the point around a month's name, or None where the word is no month here."""
    phrase = months[index]
    month = phrase.value
    is_english = text[phrase.start] < "\u0600"
    end = _behind_stop(text, phrase, passage.end)
    point = Point(phrase.start, end, month=month.number, is_hijri=month.is_hijri)
    point = _with_double(text, point, months, index)
    if not phrase.clitics:
        point = _with_day_before(text, point, max(low, phrase.start - _BEFORE))
    if is_english and not point.days:
        point = _with_day_after(text, point)
    point = _with_year(text, point, passage.end, references)
    if point.year is None and point.reference is None:
        point = _with_direction(text, point, max(low, phrase.outer - _BEFORE), phrase.outer)
    if point.days or point.direction or point.year is not None or point.reference is not None:
        return point
    before = text[max(low, phrase.outer - _BEFORE) : phrase.outer]
    if not month.alone and not (month.number in {3, 8} and not month.is_hijri and is_english):
        return None
    has_preposition = date_words.month_preposition_before().search(before) is not None
    return point if has_preposition or phrase.clitics[:1] == ("و",) else None


def _behind_stop(text: str, phrase: Phrase[Month], high: int) -> int:
    """Return where a month ends whose short form has a full stop: "7 Sept. 1961", "Dec. 5"."""
    stopped = text[phrase.end : phrase.end + 1] == "." and phrase.end + 1 < high
    return phrase.end + (stopped and text[phrase.start : phrase.end] in _SHORTENED)


def _with_direction(text: str, point: Point, low: int, outer: int) -> Point:
    """Take in "the following" or "the previous" beside a month's name, التالي or السابق behind."""
    for name, direction in (("coming_month", 1), ("passed_month", -1)):
        behind = date_words.month_told_after(name).match(text, point.end)
        if behind is not None:
            return replace(point, end=behind.end(), direction=direction)
        before = date_words.month_told_before(name).search(text[low:outer])
        if before is not None and not point.days:
            return replace(point, start=low + before.start("lead"), direction=direction)
    return point


def _with_double(text: str, point: Point, months: list[Phrase[Month]], index: int) -> Point:
    """Take in the month's other name: آب/أغسطس, كانون الثاني (يناير)."""
    if index + 1 == len(months):
        return point
    following = months[index + 1]
    gap = text[point.end : following.start]
    is_same = following.value.number == point.month and following.value.is_hijri == point.is_hijri
    if not is_same or gap.strip() not in {"", "/", "(", "-", "- ", "["} or len(gap) > 3:
        return point
    end = following.end
    if "(" in gap or "[" in gap:
        end += text[end : end + 1] in {")", "]"}
    return replace(point, end=end)


def _with_day_before(text: str, point: Point, low: int) -> Point:
    """Take in the day that stands before the month."""
    match = date_words.day_before().search(text[low : point.start])
    if match is None:
        return point
    group = next((g for g in ("words", "assimilated", "bare") if match[g]), None)
    if group is not None:
        if _PART.search(text, max(0, low), low + match.start(group)):
            return point  # في الأسبوع الأول من آذار
        written = {"words": "", "assimilated": "ال", "bare": "ال"}[group]
        written += match[group][2:] if group == "assimilated" else match[group]
        day = date_words.ordinal_days()[written]
        return replace(point, start=_article(text, low + match.start(group)), days=(day,))
    days: tuple[int, ...] = (int(match["day"]),)
    start = low + match.start("day")
    joint, spans = "", [(start, low + match.end("day"))]
    if match["first"]:
        days = (int(match["first"]), *days)
        start = low + match.start("first")
        spans.insert(0, (start, low + match.end("first")))
        joint = "range" if match["joint"].strip() in _RANGE_JOINTS else "list"
    while joint == "list" and (listed := _LISTED_DAY.search(text, low, start)) is not None:
        days = (int(listed["day"]), *days)
        start = listed.start("day")
        spans.insert(0, listed.span("day"))
    if not all(1 <= day <= 31 for day in days):
        return point
    if text[spans[0][1] : spans[0][1] + 2] in _SUFFIXES:
        start = _article(text, start)
    return replace(point, start=start, days=days, joint=joint, day_spans=tuple(spans))


def _article(text: str, start: int) -> int:
    """Return where "the" begins that belongs to an English ordinal: "on the 5th of July"."""
    return start - 4 if text[max(0, start - 5) : start].strip() == "the" else start


_SUFFIXES = frozenset(word_list("numbers.en")["ordinal_suffixes"])
_SHORTENED = frozenset(word_list("sentences")["abbreviations"]["en"])


# Before an ordinal that counts the weeks or halves of a month, not its days.
_PART = re.compile(
    rf"(?<!\w)[وف]?[بل]?{alternation(fold(w).text for w in word_list('time.ar')['parts'])} $"
)
# A day before others of the same month: 24 و29 و31 مارس.
_LISTED_DAY = re.compile(r"(?<![0-9/.,])(?P<day>[0-3]?[0-9])(?: و ?| ?, ?و? ?| and )$")
_RANGE_JOINTS = {"-", "الي", "حتي", "to", "until"}


def _with_day_after(text: str, point: Point) -> Point:
    """Take in the day after an English month."""
    match = date_words.day_after().match(text, point.end)
    if match is None or not 1 <= int(match["day"]) <= 31:
        return point
    days: tuple[int, ...] = (int(match["day"]),)
    joint, spans = "", [match.span("day")]
    if match["second"] and int(match["second"]) <= 31:
        days = (*days, int(match["second"]))
        spans.append(match.span("second"))
        joint = "list" if "and" in match["joint"] else "range"
    return replace(point, end=match.end(), days=days, joint=joint, day_spans=tuple(spans))


# "2056 on 5 July, 2071 on 12 October": a number with a date of its own is no year.
_ITEM = re.compile(r"(?<=, )\d{4} (?:on|of) (?:\d|the )")


def _with_year(text: str, point: Point, high: int, references: YearReference) -> Point:
    """Take in the year after the month: digits, words, or "of the same year"."""
    reference = references.at(text, point.end, high)
    if reference is not None:
        # A month of the Hijri calendar is one of its years: ١٥ ذي القعدة من العام نفسه.
        reference = replace(reference, hijri=reference.hijri or point.is_hijri)
        return replace(point, end=reference.end, reference=reference)
    match = date_words.year_after().match(text, point.end, high)
    if match is not None and not _ITEM.match(text, match.start("year")):
        year = int(match["year"])
        is_hijri = bool(match["hijri"]) or (point.is_hijri and year < 1600)
        if is_hijri or _FIRST_YEAR <= year <= _LAST_YEAR:
            return replace(
                point, end=match.end(), year=year, is_hijri=is_hijri, year_start=match.start("year")
            )
    lead = date_words.year_word_after().match(text, point.end, high)
    if lead is not None:
        spelled = find_number_words(text, lead.end(), min(high, lead.end() + 60))
        if spelled and spelled[0].start == lead.end() and is_year(spelled[0].value):
            number = spelled[0]
            return replace(point, end=number.end, year=number.value, year_start=number.start)
    return point


def is_year(number: int) -> bool:
    """Return whether a number may be a year of the Gregorian calendar."""
    return _FIRST_YEAR <= number <= _LAST_YEAR
