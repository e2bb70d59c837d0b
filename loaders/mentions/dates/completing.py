"""What a point in time leaves unsaid: the year that the context gives, and the value then."""

from __future__ import annotations

from dataclasses import replace

from loaders.document import Span
from loaders.mentions.dates import edtf
from loaders.mentions.dates.calendars import hijri_date, hijri_year, hijri_year_within
from loaders.mentions.dates.date_points import Point
from loaders.mentions.dates.discourse import Discourse
from loaders.mentions.dates.edtf import EdtfDate
from loaders.mentions.dates.shifting import shifted
from loaders.mentions.mention import Basis


def in_context(
    point: Point, discourse: Discourse, begun: EdtfDate | None = None
) -> tuple[Point, Basis, Span | None] | None:
    """Fill in a missing year from a reference beside the point, or from the context.

    :param begun: when the range began that ends with it: "… to 26 February of the following year".
    """
    if point.value is not None or point.year is not None:
        return point, Basis.EXPLICIT, None
    if point.reference is not None:
        resolved = discourse.resolve(point.reference)
        if begun is not None and not point.reference.deictic:
            value = shifted(begun, point.reference)
            resolved = None if value is None else (value, None)
        if resolved is None or resolved[0].begin is None:
            return None
        value, anchor = resolved
        year = hijri_year(value) if point.is_hijri else resolved[0].begin.year
        return replace(point, year=year), Basis.RELATIVE, anchor
    last = discourse.last()
    if last is None:
        return None
    boundary = last.date.end if last.date.precision == "interval" else last.date.begin
    if boundary is None or (point.is_hijri and not last.hijri):
        return None
    if point.is_hijri:
        known = _hijri_year(point, boundary.year, last.date)
        return replace(point, year=known), Basis.INHERITED, last.span
    year = boundary.year
    if point.direction and point.month is not None:
        of_year = last.date.precision == "year"
        if point.direction > 0:
            year += point.month <= (12 if of_year else boundary.month)
        else:
            year -= point.month >= (1 if of_year else boundary.month)
        return replace(point, year=year), Basis.RELATIVE, last.span
    return replace(point, year=year), Basis.INHERITED, last.span


def _hijri_year(point: Point, year: int, last: EdtfDate) -> int | None:
    """Return the Hijri year of a point: of the day told last, or of its own in `year`, if any."""
    try:
        if last.precision == "day":
            return hijri_year(last)
        return hijri_year_within(year, point.month, point.days[0] if point.days else None)
    except (ValueError, OverflowError):
        return None


def value_of(point: Point) -> tuple[EdtfDate, str]:
    """Return the value of a completed point and the rule that converted it, if one did."""
    if point.value is not None:
        return point.value, ""
    if point.year is None:
        raise ValueError("a point without a year")
    if point.is_hijri:
        return hijri_date(point.year, point.month, point.days[0] if point.days else None)
    if point.month is None:
        return edtf.year(point.year), ""
    if not point.days:
        return edtf.month(point.year, point.month), ""
    days = [edtf.day(point.year, point.month, number) for number in point.days]
    return edtf.interval(days[0], days[-1]), ""
