"""Dates in Extended Date/Time Format (ISO 8601-2:2019, levels 0 and 1) with exact precision.

Only the forms that documents of this kind need: ``1992``, ``1992-03``, ``1992-03-02``, decades
(``199X``), intervals (``1995/1997``, ``2004-09/..``, ``../1990``), and approximate (``1992~``).
Source: Library of Congress, EDTF specification, 4 February 2019.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A normalised date with the days that it begins and ends on.

    :ivar edtf: the EDTF text; nothing is more precise than the source.
    :ivar begin: first day that the expression covers, or None if open.
    :ivar end: last day that the expression covers, inclusive, or None if open.
    :ivar precision: ``day``, ``month``, ``year``, ``decade``, or ``interval``.
    """

    edtf: str
    begin: date | None
    end: date | None
    precision: str
