"""Months of both calendars under all their names, and the Hijri calendar's conversion.

Hijri dates are converted with hijridate (the Umm al-Qura calendar, AH 1343-1500). Outside that
range only the year is converted, by the mean length of the Islamic year, and the value says so by
covering the two Gregorian years that it may lie in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from hijridate import Gregorian, Hijri

from loaders.lexicon import word_list
from loaders.mentions.dates import edtf
from loaders.mentions.dates.edtf import EdtfDate
from loaders.mentions.names.phrases import Phrases
from loaders.text.folding import fold

_FIRST_HIJRI_YEAR, _LAST_HIJRI_YEAR = 1343, 1500
_MEAN_HIJRI_YEAR = 354.36707 / 365.2425
_HIJRI_EPOCH = 622.54


@dataclass(frozen=True, slots=True)
class Month:
    """A month's name.

    :ivar alone: whether the name may be a date without a day or a year beside it.
    """

    number: int
    is_hijri: bool
    alone: bool


@cache
def month_names() -> Phrases[Month]:
    """Return all names of months, compiled for searching."""
    calendar = word_list("calendar")
    not_alone = {fold(name).text for name in calendar["not_alone"]}
    names: dict[str, Month] = {}
    for family in calendar["gregorian"].values():
        for number, spellings in enumerate(family, start=1):
            for name in spellings:
                names.setdefault(name, Month(number, False, fold(name).text not in not_alone))
    for number, spellings in enumerate(calendar["hijri"], start=1):
        for name in spellings:
            names.setdefault(name, Month(number, True, fold(name).text not in not_alone))
    return Phrases(names)


def in_hijri_month(begin: date, day: int, shift: int) -> tuple[EdtfDate, str]:
    """Return a day of the Hijri month in which a day lies, or of one so many months later.

    :raises ValueError: there is no such date.
    :raises OverflowError: it lies outside the years that can be converted.

    >>> in_hijri_month(date(1971, 9, 29), 17, 0)[0].edtf  # 9 Sha'ban 1391
    '1971-10-07'
    """
    known = Gregorian(begin.year, begin.month, begin.day).to_hijri()
    months = known.year * 12 + known.month - 1 + shift
    return hijri_date(months // 12, months % 12 + 1, day)


def hijri_year(told: EdtfDate) -> int:
    """Return the Hijri year in which a time lies, a stretch of time by its middle.

    :raises ValueError: the time has no beginning.

    >>> hijri_year(edtf.day(1947, 9, 30)), hijri_year(hijri_date(1366, None, None)[0])
    (1366, 1366)
    """
    if told.begin is None:
        raise ValueError("a time without a beginning")
    middle = told.begin + ((told.end or told.begin) - told.begin) / 2
    try:
        known: int = Gregorian(middle.year, middle.month, middle.day).to_hijri().year
    except OverflowError:
        passed = middle.year + middle.timetuple().tm_yday / 366 - _HIJRI_EPOCH
        return int(passed / _MEAN_HIJRI_YEAR) + 1
    return known


def hijri_year_within(year: int, month: int | None, day: int | None) -> int | None:
    """Return the Hijri year whose month, or day of it, begins in a Gregorian year, if one does.

    :raises OverflowError: the day lies outside the years that can be converted.

    >>> hijri_year_within(1947, 11, 15)
    1366
    """
    first = hijri_year(edtf.day(year, 1, 1))
    for known in (first, first + 1):
        begin = hijri_date(known, month, day)[0].begin
        if begin is not None and begin.year == year:
            return known
    return None


def hijri_date(year: int, month: int | None, day: int | None) -> tuple[EdtfDate, str]:
    """Convert a Hijri date; returns the Gregorian date and the name of the rule.

    A month or a year of the Islamic calendar lies in two of the Gregorian one as a rule; it becomes
    an interval of these, never of days.

    :raises ValueError: there is no such date.

    >>> hijri_date(1411, 1, 11)[0].edtf
    '1990-08-02'
    >>> hijri_date(1411, None, None)[0].edtf
    '1990/1991'
    """
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"no such month: {month}")
    if not _FIRST_HIJRI_YEAR <= year <= _LAST_HIJRI_YEAR:
        first = int(_HIJRI_EPOCH + (year - 1) * _MEAN_HIJRI_YEAR)
        last = int(_HIJRI_EPOCH + year * _MEAN_HIJRI_YEAR)
        return edtf.interval(edtf.year(first), edtf.year(last)), "hijri-out-of-range"
    if month is None:
        begin = Hijri(year, 1, 1).to_gregorian()
        end = Hijri(year, 12, Hijri(year, 12, 1).month_length()).to_gregorian()
        return edtf.interval(edtf.year(begin.year), edtf.year(end.year)), "hijri"
    if day is None:
        begin = Hijri(year, month, 1).to_gregorian()
        end = Hijri(year, month, Hijri(year, month, 1).month_length()).to_gregorian()
        return (
            edtf.interval(edtf.month(begin.year, begin.month), edtf.month(end.year, end.month)),
            "hijri",
        )
    value = Hijri(year, month, day).to_gregorian()
    return edtf.day(value.year, value.month, value.day), "hijri"
