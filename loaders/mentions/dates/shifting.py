"""A time told by how far it lies from another: the next year, three days later, on its last day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from loaders.mentions.dates import edtf
from loaders.mentions.dates.calendars import hijri_date, hijri_year, in_hijri_month
from loaders.mentions.dates.edtf import EdtfDate
from loaders.mentions.dates.relative_words import Reference

_MONTHS = 12
_YEARS = 10  # of a decade: one later is so many years later
# Precision of an EDTF date by the length of its text.
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


def shifted(anchor: EdtfDate, reference: Reference, *, hijri: bool = False) -> EdtfDate | None:
    """Return the time that lies as far from `anchor` as `reference` says, never more precise.

    :param hijri: whether the text tells the anchor in the Hijri calendar: "the 17th of the same
        month" is a day of its month there.

    >>> shifted(edtf.day(1990, 3, 21), Reference(0, 1, 0, "year", 1)).edtf
    '1991'
    >>> stretch = edtf.interval(edtf.day(1899, 1, 1), edtf.day(1902, 5, 20))
    >>> shifted(stretch, Reference(0, 1, 0, "day", 1)).edtf
    '1902-05-21'
    """
    start = anchor.end if anchor.precision == "interval" and not reference.first else anchor.begin
    precision = _precision(anchor, first=reference.first)
    if start is None:
        return None
    unit, shift = reference.unit, reference.shift
    if unit == "period":
        return anchor if anchor.precision == "interval" else None
    try:
        if reference.days and precision == "day":
            return _to_the_day(start, reference)
        if unit == "year" and reference.hijri:
            return hijri_date(hijri_year(anchor) + shift, None, None)[0]
        if unit == "year" and reference.day is not None:
            return edtf.day(start.year + shift, 1 if reference.day == 1 else 12, reference.day)
        if unit == "year" and reference.length > 1:
            last = edtf.year(start.year + shift + reference.length - 1)
            return edtf.interval(edtf.year(start.year + shift), last)
        if unit in {"month", "year"} and reference.exact and precision == "day":
            months = start.year * 12 + start.month - 1 + shift * (12 if unit == "year" else 1)
            return edtf.day(months // 12, months % 12 + 1, start.day)
        if unit == "year":
            return edtf.year(start.year + shift)
        if unit == "decade":
            return _decades_on(start, reference)
        if unit == "month" and precision in {"day", "month"}:
            months = start.year * 12 + start.month - 1 + shift
            if reference.day is not None and hijri and anchor.precision == "day":
                return in_hijri_month(start, reference.day, shift)[0]
            if reference.day is not None:
                return edtf.day(months // 12, months % 12 + 1, reference.day)
            return edtf.month(months // 12, months % 12 + 1)
        if unit in {"day", "week"} and precision == "day":
            value = start + timedelta(days=shift * (7 if unit == "week" else 1))
            return edtf.day(value.year, value.month, value.day)
    except (ValueError, OverflowError):
        return None
    # "The same day" as a month or a year is that month or year: nothing more is known.
    return anchor if unit == "day" and shift == 0 else None


def _decades_on(start: date, reference: Reference) -> EdtfDate | None:
    """Return the decade of a time, or the year one decade from it: "a decade later".

    Several decades, and one from an event that the text only names, are too vague for that.
    """
    if not reference.shift:
        return edtf.decade(start.year // _YEARS * _YEARS)
    vague = abs(reference.shift) > 1 or reference.anchored_in is not None
    return None if vague else edtf.year(start.year + _YEARS * reference.shift)


def _to_the_day(start: date, reference: Reference) -> EdtfDate:
    """Return the day so many months or years and so many days from another.

    >>> _to_the_day(date(2000, 7, 5), Reference(0, 1, 0, "month", 2, days=10)).edtf
    '2000-09-15'
    """
    shift = reference.shift * (_MONTHS if reference.unit == "year" else 1)
    year, month = divmod(start.year * _MONTHS + start.month - 1 + shift, _MONTHS)
    last = monthrange(year, month + 1)[1]
    value = date(year, month + 1, min(start.day, last)) + timedelta(days=reference.days)
    return edtf.day(value.year, value.month, value.day)


def _precision(told: EdtfDate, *, first: bool) -> str:
    """Return how precise a time is, a stretch at its end or at its beginning."""
    if told.precision != "interval":
        return told.precision
    begin, _, end = told.edtf.partition("/")
    return _PRECISIONS.get(len(begin if first else end), "")
