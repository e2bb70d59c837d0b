"""Years by themselves, decades and centuries, in folded text.

A four-digit number is a year if a word says so (عام ١٩٩٣, 1993 م), if a preposition of time stands
before it, if it goes on from such a year, or if it stands in apposition ("a single year, 1946").
After a word for a numbered text it is a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.dates import date_words, edtf
from loaders.mentions.dates.date_points import Point, is_year
from loaders.mentions.names.phrases import Phrases, alternation
from loaders.mentions.numbers.number_words import arabic_ordinals, find_number_words
from loaders.mentions.passages import Prepared
from loaders.text.folding import fold

_DIGITS = re.compile(
    r"(?<![\w/.-])(?P<clitics>[وف]?[بلك]?|ال)(?P<year>[0-9]{3,4})(?![0-9]|[/.,][0-9])"
)
_AFTER_HYPHEN = re.compile(r"(?<=[0-9]) ?- ?(?P<year>[0-9]{4})(?![0-9/]|-[0-9])")
_SHORT_RANGE = re.compile(
    r"(?<![\w/.-])[وفبلك]?(?P<year>[12][0-9]{3})(?P<mark>[-/])(?P<short>[0-9]{2})(?![\w/-])"
)
_SESSION = re.compile(
    r"(?<![\w/.-])[وفبلك]?(?P<year>[12][0-9]{3})/(?P<second>[12][0-9]{3})(?![\w/-])"
)
_JOINT = re.compile(
    r"(?:,? ?(?:و|and |or |او )|, ?| ?- ?| (?:الي|حتي|to|until|till|through) )(?:عام |سنه )?"
)
_STRETCH = frozenset({"-", "الي", "حتي", "to", "until", "till", "through"})
# "1171 in June 1998 and 1181 in July": what has a date of its own goes on no list of years.
_TOLD_ON = re.compile(r" (?:on|in|of) ")
_LISTING = (" and ", ", ")
_SECOND_YEAR = re.compile(r"(?: ?- ?| (?:to|الي|حتي) )(?P<year>[12][0-9]{3})(?![0-9/])")
# 1965, and 1989-1990: a year in a list of stretches of years.
_LISTED_RANGE = re.compile(r"(?:,? ?و|,? and |, ?)[12][0-9]{3} ?- ?[12][0-9]{3}(?![0-9/])")
_CITATION = re.compile(r"[0-9]{1,4}(?: \([ivxlc]+\))? \($")
# "1965: …": the year that heads an entry of a chronology.
_LINE_BEFORE = re.compile(r"(?:^|\n)[-*\u2022\u00b7\u2013 \t]*$")
_HEADS = re.compile(r" ?م?:(?= ?[^\W\d])")
_BEFORE = 40
_SPELLED_REACH = 120  # letters of two years in words


def find_years(prepared: Prepared, taken: list[Point], numbered: set[int]) -> list[Point]:
    """Return the years that stand by themselves, and decades and centuries, in order.

    :param taken: points that are read already; what they cover is left alone.
    :param numbered: positions of numbers that are known to be those of texts.
    """
    text = prepared.text
    covered = _Cover(taken)
    points: list[Point] = [p for p in _short_ranges(text) if not covered.has(p.start)]
    covered.add(points)
    decades = [p for p in [*_decades(text), *_centuries(text)] if not covered.has(p.start)]
    points.extend(decades)
    covered.add(decades)
    last: Point | None = None
    dated = {point.start for point in taken}
    for match in _candidates(text):
        start = match.start("year")
        if covered.has(start) or start in numbered:
            continue
        told = _TOLD_ON.match(text, match.end())
        if told is not None and told.end() in dated and text.endswith(_LISTING, 0, start):
            continue
        point = _year(text, match, last)
        if point is not None:
            points.append(point)
            last = point
    return sorted([*points, *_years_in_words(text)], key=lambda point: point.start)


class _Cover:
    """Which positions are taken already."""

    def __init__(self, points: list[Point]) -> None:
        self._positions: set[int] = set()
        self.add(points)

    def add(self, points: list[Point]) -> None:
        for point in points:
            self._positions.update(range(point.start, point.end))

    def has(self, position: int) -> bool:
        return position in self._positions


def _candidates(text: str) -> list[re.Match[str]]:
    """Return numbers that may be years, also those right after a hyphen (1995-1997)."""
    found = {m.start("year"): m for m in _AFTER_HYPHEN.finditer(text)}
    found.update({m.start("year"): m for m in _DIGITS.finditer(text)})
    return [found[start] for start in sorted(found)]


def _year(text: str, match: re.Match[str], last: Point | None) -> Point | None:
    """Read one number as a year, or None where nothing says that it is one."""
    start, end = match.span("year")
    year = int(match["year"])
    before = text[max(0, match.start() - _BEFORE) : start]
    era = date_words.era_after().match(text, end)
    word = date_words.year_word_before().search(before)
    is_hijri = bool(era and era["hijri"]) or (word is not None and 1300 <= year <= 1460)
    if not is_hijri and not is_year(year):
        return None
    point = Point(start, era.end() if era else end, year=year, is_hijri=is_hijri, year_start=start)
    if word is not None:
        dual = word["word"] in _dual_words()
        begin = start - len(before) + word.start("word")
        return _on_its_day(text, replace(point, start=begin, dual=dual))
    if era is not None:
        return point
    if _is_second(text, last, start, year):
        return replace(point, dual=True)
    joint = None
    if last is not None and last.end < start:
        joint = _JOINT.fullmatch(text, last.end, start)
    # في الفترة 1998-1999 عضوا: the end of a stretch counts nothing
    stretch = joint is not None and joint.group().strip() in _STRETCH
    if is_hijri or (date_words.counted_after().match(text, end) and not stretch):
        return None
    if _CITATION.search(before) and text[end : end + 1] == ")":
        return replace(point, rule="citation-year")
    if last is not None and joint is not None:
        return replace(point, dual=last.dual)
    if date_words.time_preposition_before().search(before) and not match["clitics"]:
        return point
    if _LISTED_RANGE.match(text, end) or (_HEADS.match(text, end) and _begins_line(text, start)):
        return point
    if _begins_range(text, end) or (text[start - 1 : start] == "(" and text[end : end + 1] == ")"):
        return point
    if date_words.apposed_year_before().search(before):
        return point
    if date_words.name_before().search(before) or date_words.name_after().match(text, end):
        return point
    return None


def _is_second(text: str, last: Point | None, start: int, year: int) -> bool:
    """Whether a number is the second of two years, whatever follows: عامي 1969 و1970 عضوا."""
    if last is None or not last.dual or last.end >= start or (last.year or year) >= year:
        return False
    return _JOINT.fullmatch(text, last.end, start) is not None


def _on_its_day(text: str, point: Point) -> Point:
    """Return the first or last day of a year where that is meant: اليوم الأول من عام 2007."""
    match = date_words.day_of_year_before().search(
        text[max(0, point.start - _BEFORE) : point.start]
    )
    if match is None or point.is_hijri:
        return point
    first = match["first"] is not None
    start = point.start - len(match[0])
    days, month = ((1,), 1) if first else ((edtf.LAST_DAY,), 12)
    return replace(point, start=start, days=days, month=month)


def _begins_line(text: str, start: int) -> bool:
    """Return whether nothing but a bullet stands before `start` in its line."""
    return _LINE_BEFORE.search(text[max(0, start - _BEFORE) : start]) is not None or not start


def _begins_range(text: str, end: int) -> bool:
    """Return whether another year follows after a hyphen or "to"."""
    match = _SECOND_YEAR.match(text, end)
    return match is not None and is_year(int(match["year"]))


def _short_ranges(text: str) -> Iterator[Point]:
    """Yield 2017-18, where the second year is the next one or a word says that it is a period.

    With a slash only where a word says so (2017/18 may be the number of a text), and 1995/1996.
    """
    for match in _SESSION.finditer(text):
        value = edtf.interval(edtf.year(int(match["year"])), edtf.year(int(match["second"])))
        yield Point(match.start("year"), match.end(), value=value)
    for match in _SHORT_RANGE.finditer(text):
        first = int(match["year"])
        second = first // 100 * 100 + int(match["short"])
        before = text[max(0, match.start() - _BEFORE) : match.start("year")]
        is_period = date_words.year_word_before().search(before) is not None
        is_month = 1 <= int(match["short"]) <= 12 and match["short"][0] in "01"
        if match["mark"] == "/" and not (is_period and second == first + 1):
            continue
        if second == first + 1 or (second > first and (is_period or not is_month)):
            value, month = edtf.interval(edtf.year(first), edtf.year(second)), None
        elif is_month:
            value, month = edtf.month(first, int(match["short"])), int(match["short"])
        else:
            continue
        year = first if month else None
        yield Point(match.start("year"), match.end(), month=month, year=year, value=value)


def _decades(text: str) -> Iterator[Point]:
    """Yield decades: تسعينيات القرن العشرين, the 1990s, the nineties."""
    for match in re.finditer(r"(?<![\w/.-])(?P<decade>[12][0-9]{2}0)'?s(?!\w)", text):
        yield Point(match.start(), match.end(), value=edtf.decade(int(match["decade"])))
    for phrase in _decade_words().find(text):
        first, end, rule = 1900, phrase.end, "decade-of-twentieth-century"
        century = _century_after().match(text, phrase.end)
        if century is not None:
            end, rule = century.end(), "date"
            if century["ordinal"]:
                first = (arabic_ordinals(30)[century["ordinal"]] - 1) * 100
        yield Point(phrase.start, end, value=edtf.decade(first + phrase.value), rule=rule)


def _centuries(text: str) -> Iterator[Point]:
    """Yield centuries: القرن التاسع عشر, the 19th century."""
    for match in _century().finditer(text):
        words = match["arabic"] or match["english"]
        number = int(match["digits"] or match["english_digits"] or 0)
        number = number or arabic_ordinals(30).get(words) or date_words.ordinal_days()[words]
        if 1 <= number <= 30:
            yield Point(match.start(), match.end(), value=edtf.century((number - 1) * 100))


def _years_in_words(text: str) -> Iterator[Point]:
    """Yield عام ألف وتسعمئة وواحد وتسعين, and the years joined to it: عامي ألفين وألفين وواحد."""
    for match in _spelled().finditer(text):
        dual, after, first = match["word"] in _dual_words(), match.end(), match.start("word")
        for number in find_number_words(text, after, after + _SPELLED_REACH):
            told = number.start == match.end() or _JOINT.fullmatch(text, after, number.start)
            if not told or not is_year(number.value):
                break
            start = first if number.start == match.end() else number.start
            yield Point(start, number.end, year=number.value, year_start=number.start, dual=dual)
            after = number.end


@cache
def _spelled() -> re.Pattern[str]:
    years = alternation(word_list("calendar")["year_words"]["ar"])
    return re.compile(rf"(?<!\w)[وفبلك]?(?P<word>{years}) (?=\w)")


@cache
def _dual_words() -> frozenset[str]:
    listed = [fold(word).text for word in word_list("calendar")["dual_year_words"]]
    # للعامين has lost the alef of its article.
    return frozenset([*listed, *(word[2:] for word in listed if word.startswith("ال"))])


@cache
def _decade_words() -> Phrases[int]:
    decades = word_list("calendar")["decades"]
    plain = {**decades["ar"], **{f"the {word}": first for word, first in decades["en"].items()}}
    return Phrases({**plain, **{f"ال{word}": first for word, first in decades["ar"].items()}})


@cache
def _century_after() -> re.Pattern[str]:
    lists = word_list("calendar")
    ordinals = alternation(arabic_ordinals(30))
    last = alternation([*lists["last_century"]["ar"], *lists["last_century"]["en"]])
    return re.compile(
        rf",? (?:من |في |of )?(?:(?P<last>{last})|(?:القرن) (?P<ordinal>{ordinals}))(?!\w)"
    )


@cache
def _century() -> re.Pattern[str]:
    arabic = alternation(arabic_ordinals(30))
    english = alternation(w for w in date_words.ordinal_days() if w[0] < "\u0600")
    return re.compile(
        rf"(?<!\w)(?:[وفبك]?ال|لل)قرن (?:ال ?(?P<digits>[0-9]{{1,2}})|(?P<arabic>{arabic}))(?!\w)"
        rf"|(?<!\w)(?:(?P<english_digits>[0-9]{{1,2}})(?:st|nd|rd|th)|(?P<english>{english}))"
        r"[ -]century(?!\w)"
    )
