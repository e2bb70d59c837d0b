"""The first and the last day of a month or a year: "on the last day of 1992"."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace

from loaders.mentions.dates.date_points import Point
from loaders.mentions.dates.relative_forms import edge_of, lists_of_edges

_LEAD = 40  # letters that "the final day of" takes at most
_FIRST, _LAST = 1, 12


def with_edge(text: str, point: Point) -> Point:
    """Return a month or year as the day of it that words before it name, or as it is.

    >>> with_edge("the last day of 1992", Point(16, 20, year=1992)).days
    (31,)
    """
    if point.days or point.year is None or point.is_hijri or point.value is not None:
        return point
    edge = edge_of().search(text[: point.start], max(0, point.start - _LEAD))
    if edge is None:
        return point
    first = lists_of_edges()[edge["edge"]] == 1
    month = point.month or (_FIRST if first else _LAST)
    day = 1 if first else monthrange(point.year, month)[1]
    return replace(point, start=edge.start(), days=(day,), month=month)
