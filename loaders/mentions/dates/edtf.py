"""Dates in Extended Date/Time Format (ISO 8601-2:2019, levels 0 and 1) with exact precision.

Only the forms that documents of this kind need: ``1992``, ``1992-03``, ``1992-03-02``, decades
(``199X``), centuries (``18XX``) and intervals (``1995/1997``, ``2004-09/..``, ``../1990``).
Source: Library of Congress, EDTF specification, 4 February 2019.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A normalised date with the days that it begins and ends on.

    :ivar edtf: the EDTF text; nothing is more precise than the source.
    :ivar begin: first day that the expression covers, or None if open.
    :ivar end: last day that the expression covers, inclusive, or None if open.
    :ivar precision: ``day``, ``month``, ``year``, ``decade``, ``century`` or ``interval``.
    """

    edtf: str
    begin: date | None
    end: date | None
    precision: str


LAST_DAY = 99
"""Stands for the last day of a month, whichever that is."""


def day(year: int, month: int, number: int) -> EdtfDate:
    """Return a day; ValueError if there is no such day.

    :param number: the day of the month, or `LAST_DAY`.

    >>> day(1992, 3, 2).edtf
    '1992-03-02'
    """
    value = date(year, month, monthrange(year, month)[1] if number == LAST_DAY else number)
    return EdtfDate(value.isoformat(), value, value, "day")


def month(year: int, number: int) -> EdtfDate:
    """Return a month of a year.

    >>> month(1994, 9).end
    datetime.date(1994, 9, 30)
    """
    last = monthrange(year, number)[1]
    return EdtfDate(
        f"{year:04}-{number:02}", date(year, number, 1), date(year, number, last), "month"
    )


def year(number: int) -> EdtfDate:
    """Return a year.

    >>> year(1993).edtf
    '1993'
    """
    return EdtfDate(f"{number:04}", date(number, 1, 1), date(number, 12, 31), "year")


def decade(first_year: int) -> EdtfDate:
    """Return the ten years from `first_year`, EDTF level 1.

    >>> decade(1990).edtf
    '199X'
    """
    return EdtfDate(
        f"{first_year // 10:03}X", date(first_year, 1, 1), date(first_year + 9, 12, 31), "decade"
    )


def century(first_year: int) -> EdtfDate:
    """Return the hundred years from `first_year`, EDTF level 1.

    >>> century(1800).edtf
    '18XX'
    """
    return EdtfDate(
        f"{first_year // 100:02}XX",
        date(first_year, 1, 1),
        date(first_year + 99, 12, 31),
        "century",
    )


def interval(one: EdtfDate, other: EdtfDate) -> EdtfDate:
    """Return the interval between two dates, the earlier first, whichever way round they came.

    Of a day and the year that it lies in neither is the earlier: they stay as they came.

    >>> interval(year(1997), year(1995)).edtf
    '1995/1997'
    >>> interval(day(1990, 8, 2), year(1990)).edtf
    '1990-08-02/1990'
    """
    if one == other:
        return one
    nested = _lies_in(one, other) or _lies_in(other, one)
    first, last = (one, other) if nested else sorted((one, other), key=_chronological)
    # A year of another calendar is a stretch of two of this one.
    begin, end = first.edtf.partition("/")[0], last.edtf.rpartition("/")[2]
    return EdtfDate(f"{begin}/{end}", first.begin, last.end, "interval")


def last_of(interval: EdtfDate) -> EdtfDate | None:
    """Return the point at which an interval ends as precisely as it is told, or None if open.

    >>> last_of(interval(year(1960), year(1980))).edtf
    '1980'
    """
    parts = interval.edtf.rpartition("/")[2].split("-")
    if not all(part.isdecimal() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        return year(numbers[0])
    return month(numbers[0], numbers[1]) if len(numbers) == 2 else day(*numbers)


def open_after(start: EdtfDate) -> EdtfDate:
    """Return the interval that begins with `start` and has no known end (منذ, since).

    >>> open_after(month(2004, 9)).edtf
    '2004-09/..'
    """
    return EdtfDate(f"{start.edtf}/..", start.begin, None, "interval")


def _lies_in(inner: EdtfDate, outer: EdtfDate) -> bool:
    begin, end = _chronological(inner)
    return _chronological(outer)[0] <= begin and end <= _chronological(outer)[1]


def _chronological(value: EdtfDate) -> tuple[date, date]:
    return (value.begin or date.min, value.end or date.max)


def of_document(revised: str | None) -> EdtfDate | None:
    """Return the document's own date as its metadata state it."""
    if revised is None:
        return None
    try:
        parts = [int(part) for part in revised.split("-")]
        if len(parts) == 3:
            return day(*parts)
        return month(*parts) if len(parts) == 2 else year(parts[0])
    except ValueError:
        return None
