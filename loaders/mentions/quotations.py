"""Words between quotation marks: “…”, «…», „…“ and "…" within one line of prose."""

from __future__ import annotations

import re

from loaders.document import Span
from loaders.mentions.mention import QuotationMention

_QUOTATION = re.compile(
    "“(?P<curved>[^“”]{1,2000})”|«(?P<angled>[^«»]{1,2000})»"
    '|„(?P<low>[^„“]{1,2000})“|"(?P<straight>[^"\\n]{1,2000})"'
)


def find_quotations(text: str) -> tuple[QuotationMention, ...]:
    """Return what stands between quotation marks in `text`, in order, marks excluded.

    >>> [q.span.of("قال “نعم”") for q in find_quotations("قال “نعم”")]
    ['نعم']
    """
    found = []
    for match in _QUOTATION.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        found.append(QuotationMention(Span(start, end)))
    return tuple(found)
