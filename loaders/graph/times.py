"""Dates as triples: EDTF as normalised, first and last day for queries, precision, rule, words."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from loaders.graph.names import term
from loaders.graph.values import Values
from loaders.mentions.dates.edtf import EdtfDate

Pair = tuple[NamedNode, NamedNode | Literal]

_DATE = term("xsd:date")


def date_pairs(
    date: EdtfDate,
    values: Values,
    *,
    written: str = "",
    language: str = "",
    rule: str | None = None,
) -> Iterator[Pair]:
    """Yield predicate and object of each triple that tells `date` of something.

    :param written: the words of the text that say it.
    :param rule: name of the normalisation that made it.
    """
    yield term("m:edtf"), Literal(date.edtf)
    if date.begin is not None:
        yield term("m:begins"), Literal(date.begin.isoformat(), datatype=_DATE)
    if date.end is not None:
        yield term("m:ends"), Literal(date.end.isoformat(), datatype=_DATE)
    yield term("m:precision"), values.member("Precision", date.precision)
    if written:
        yield term("m:asWritten"), Literal(written, language=language)
    if rule:
        yield term("m:normalisedBy"), Literal(rule)


def narrower(first: EdtfDate, second: EdtfDate) -> bool:
    """Return whether `first` lies within `second` and says more."""
    if first.begin is None or second.begin is None or first.end is None or second.end is None:
        return False
    within = second.begin <= first.begin and first.end <= second.end
    return within and (first.begin, first.end) != (second.begin, second.end)
