"""From points to expressions: ranges in either order, lists that share a month or a year.

A range is built from two points, never from text, so each end keeps the precision that its words
have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.dates import date_words
from loaders.mentions.dates.date_points import Point
from loaders.mentions.names.phrases import alternation
from loaders.text.folding import fold

UNTIL_EVENT = "range-until-event"  # "from 1960 until his overthrow in 1966"
_BEFORE = 40
_EVENT_LONGEST = 50  # letters of "until his overthrow in"
_HYPHEN = re.compile(r" ?- ?(?:عام |سنه )?")
_AND = re.compile(r",? ?(?:و|and |& ?)(?:عام |سنه |in |في )?")
# Between the dates of a list, the number of what is dated may stand: 660 on 2 August and 661 on 6.
_LIST = re.compile(
    r"(?:,? ?(?:و|and |او |or )|, ?)(?:(?:القرار |resolution )?[0-9]+(?:/[0-9]+)? )?"
    r"(?:في |on |in |بتاريخ |يوم )?"
)
# So may its name: "Cuba on 3 May, the Republic of Chile on 6 June 1999", 822 of 30 April, 853 of …
_OF_OTHERS = re.compile(
    r"\)?(?:[,;] ?(?:و|and |followed by )?| (?:و|and ))(?:[\w/-]+ ){1,4}"
    r"(?:في |on |in |of |يوم |بتاريخ |\()"
)


@dataclass(frozen=True, slots=True)
class Expression:
    """One time as the text gives it, at ``start:end`` of the folded text.

    :ivar first: the point, or the range's end that is written first.
    :ivar second: the other end of a range, or None.
    :ivar borrowed: the point that the first one's year was taken from, or None.
    """

    start: int
    end: int
    first: Point
    second: Point | None = None
    rule: str = "date"
    borrowed: Point | None = None


def compose(text: str, points: list[Point]) -> list[Expression]:
    """Combine the points of one sentence, in order, to expressions."""
    singles = [single for point in points for single in _days_apart(point)]
    expressions: list[Expression] = []
    index = 0
    while index < len(singles):
        first = singles[index]
        second = singles[index + 1] if index + 1 < len(singles) else None
        combined = _combined(text, first, second) if second is not None else None
        if combined is not None:
            expressions.append(combined)
            index += 2
            continue
        expressions.append(Expression(first.start, first.end, first, rule=first.rule))
        index += 1
    return _with_shared_years(text, expressions)


def _days_apart(point: Point) -> Iterator[Point]:
    """Yield a point for each of the days that share a month; the range of two stays one."""
    if len(point.days) < 2 or point.joint == "range":
        yield point
        return
    last = len(point.days) - 1
    for index, (day, (start, end)) in enumerate(zip(point.days, point.day_spans, strict=True)):
        yield replace(
            point,
            start=start if index else point.start,
            end=end if index < last else point.end,
            days=(day,),
        )


def _combined(text: str, first: Point, second: Point) -> Expression | None:
    """Combine two neighbouring points where the text makes them one time."""
    gap = text[first.end : second.start]
    if _ends_with_event(text, first, gap):
        return Expression(first.start, second.end, *_share(first, second), UNTIL_EVENT)
    if len(gap) > 24:
        return None
    if _equivalence().fullmatch(gap) and first.is_hijri != second.is_hijri:
        end = second.end + (gap.endswith("(") and text[second.end : second.end + 1] == ")")
        civil = second if first.is_hijri else first
        return Expression(first.start, end, civil, rule="hijri-with-gregorian")
    if first.value is not None or second.value is not None or first.rule == "citation-year":
        return None
    before = text[max(0, first.start - _BEFORE) : first.start]
    is_between = _between().search(before) is not None
    is_hyphened = _HYPHEN.fullmatch(gap) is not None and _same_kind(first, second)
    joined = _AND.fullmatch(gap) is not None
    ended = _ended().fullmatch(gap) is not None and _begun().search(before) is not None
    if is_hyphened or ended or _to().fullmatch(gap) or (is_between and joined):
        rule = "range"
    elif (
        first.dual and joined and _consecutive(first, second) and not _in_turn(text, first, second)
    ):
        rule = "consecutive-years"
    elif joined and _consecutive_months(first, second):
        rule = "consecutive-months"
    else:
        return None
    first, second = _share(first, second)
    return Expression(first.start, second.end, first, second, rule)


def _ends_with_event(text: str, first: Point, gap: str) -> bool:
    """Whether what happened then leads to the second end: "from 1960 until his overthrow in"."""
    return len(gap) <= _EVENT_LONGEST and (
        _until_event().fullmatch(gap) is not None
        and _from().search(text[max(0, first.start - _BEFORE) : first.start]) is not None
    )


@cache
def _until_event() -> re.Pattern[str]:
    lists = word_list("time.en")
    until, whose = alternation(lists["to"]), alternation(lists["event_determiners"])
    return re.compile(rf",? {until} {whose} [a-z]+(?:[ -][a-z]+){{0,3}},? (?:in|on) (?:the )?")


@cache
def _from() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(word_list('time.en')['since'])} (?:the )?$")


def _same_kind(first: Point, second: Point) -> bool:
    return bool(first.days) == bool(second.days) and (first.month is None) == (second.month is None)


def _consecutive(first: Point, second: Point) -> bool:
    if first.year is None or second.year is None or first.month or second.month:
        return False
    return abs(first.year - second.year) == 1


def _in_turn(text: str, first: Point, second: Point) -> bool:
    """Whether two years are told to be those of two deeds: في عامي 1964 و1965 على التوالي."""
    words = date_words.any_of("in_turn")
    before = text[max(0, first.start - _BEFORE) : first.start]
    behind = re.match(rf",? ?{words}(?!\w)", text[second.end :])
    return (
        behind is not None or re.search(rf"{words},? (?:في )?(?:عامي |سنتي )?$", before) is not None
    )


def _consecutive_months(first: Point, second: Point) -> bool:
    """Whether two neighbouring months share the year: في تموز وآب من عام ١٩٧٤."""
    if first.month is None or second.month is None or first.days or second.days:
        return False
    own_year = first.year is not None or first.reference is not None
    return not own_year and second.year is not None and second.month == first.month + 1


def _share(first: Point, second: Point) -> tuple[Point, Point]:
    """Give each end of a range the year or the calendar that only the other one has."""
    if first.year is None and first.reference is None and second.year is not None:
        first = replace(first, year=second.year, year_start=second.year_start)
    if second.year is None and second.reference is None and first.year is not None:
        second = replace(second, year=first.year, year_start=first.year_start)
    if second.is_hijri and first.year is not None and first.year < 1600:
        first = replace(first, is_hijri=True)
    return first, second


def _with_shared_years(text: str, expressions: list[Expression]) -> list[Expression]:
    """Let a day or month in a list take the year of the next: 30 January and 29 September 1978.

    It may be told by another: في 29 كانون الثاني و10 شباط من العام التالي.
    """
    for index in range(len(expressions) - 2, -1, -1):
        this, following = expressions[index], expressions[index + 1]
        point, other = this.first, following.first
        lacks = point.month is not None and point.year is None and point.reference is None
        if not lacks or this.second is not None or other.month is None:
            continue
        gap = text[this.end : following.start]
        if _LIST.fullmatch(gap) is None and not _dates_others(gap, expressions, index):
            continue
        told = other.reference
        if told is not None and told.anchored_in is None and following.second is None:
            if told.shift and (point.month or 0) > (other.month or 0):
                continue  # في 29 تشرين الثاني و5 كانون الثاني من العام التالي
            # The first of them leads to "the following year", the next ones are of that same year.
            expressions[index] = replace(this, first=replace(point, reference=told))
            same = replace(other, reference=replace(told, shift=0))
            expressions[index + 1] = replace(following, first=same)
        elif other.year is not None:
            filled = replace(point, year=other.year, is_hijri=other.is_hijri)
            donor = following.borrowed or _owner_of_year(following)
            expressions[index] = replace(this, first=filled, borrowed=donor, rule="year-from-list")
    return expressions


def _dates_others(gap: str, expressions: list[Expression], index: int) -> bool:
    """Whether what follows dates the next of a list, later in the year that its last date names.

    A year told before in the sentence is that of the days behind it.
    """
    day, later = expressions[index].first, expressions[index + 1].first
    return (
        _OF_OTHERS.fullmatch(gap) is not None
        and later.year is not None
        and (day.month or 0, day.days) <= (later.month or 0, later.days)
        and bool(day.days) == bool(later.days)
        and not any(e.first.year or e.first.value for e in expressions[:index])
    )


def _owner_of_year(expression: Expression) -> Point:
    """Return the point that the year of an expression stands with: the second of "3-5 May 1990"."""
    first, second = expression.first, expression.second
    lent = first.year_start is not None and first.year_start >= first.end
    return second if lent and second is not None else first


@cache
def _between() -> re.Pattern[str]:
    years = alternation(word_list("calendar")["year_words"]["ar"])
    return re.compile(
        rf"(?<!\w)و?{date_words.any_of('between')}"
        rf"(?: {years}| يومي| شهري| الفتره| the years| years)? ?$"
    )


@cache
def _to() -> re.Pattern[str]:
    ends = date_words.any_of("ends")
    return re.compile(
        rf",? {date_words.any_of('to')} (?:{ends} )?(?:عام |سنه |شهر |يوم |the )?(?:{ends} )?"
    )


@cache
def _begun() -> re.Pattern[str]:
    """Match what says that a stretch begins with the date behind it: لولاية تبدأ في."""
    verbs, nouns = (alternation(_arabic(name)) for name in ("range_begins", "range_nouns"))
    return re.compile(rf"(?<!\w)و?{verbs}(?: {nouns})?(?: في| من| يوم| منذ| بتاريخ)* $")


@cache
def _ended() -> re.Pattern[str]:
    """Match what leads to the end of such a stretch: وتنتهي في."""
    verbs = alternation(_arabic("range_ends"))
    return re.compile(rf",? و?{verbs}(?: في| يوم| بتاريخ)* ")


def _arabic(name: str) -> list[str]:
    return [fold(word).text for word in word_list("time.ar")[name]]


@cache
def _equivalence() -> re.Pattern[str]:
    words = alternation(word_list("calendar")["equivalents"])
    return re.compile(rf",? ?\(?(?:{words})? ?(?:ل|يوم )?|,? ?[/(-] ?|,? ")
