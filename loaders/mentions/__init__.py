"""Documents to mentions: what a text names, when, how many, and who is meant by "it"."""

from __future__ import annotations

from loaders.document import Document, Span
from loaders.mentions.dates import find_dates
from loaders.mentions.gazetteer import Gazetteer, Hit
from loaders.mentions.mention import EntityMention, Mentions
from loaders.mentions.numbers import find_numbers
from loaders.mentions.passages import Prepared, prepare
from loaders.mentions.quotations import find_quotations

__all__ = ["Gazetteer", "find_mentions"]


def find_mentions(document: Document, gazetteer: Gazetteer) -> Mentions:
    """Find all mentions in `document`; linear in its length.

    :param gazetteer: the listed names.
    :returns: sentences, entities, dates, numbers and quotations, each in document order, with
        spans in code points of ``document.text``.
    """
    prepared = prepare(document)
    hits = gazetteer.find(
        prepared.folded, document.text, (passage.start for passage in prepared.passages)
    )
    dates = find_dates(prepared)
    return Mentions(
        sentences=tuple(passage.sentence for passage in prepared.passages),
        entities=tuple(_mention(prepared, hit) for hit in hits),
        dates=tuple(dates),
        numbers=tuple(find_numbers(prepared, dates)),
        quotations=find_quotations(document.text),
    )


def _mention(prepared: Prepared, hit: Hit) -> EntityMention:
    span = prepared.span(hit.start, hit.end)
    outer = Span(prepared.folded.offsets[hit.outer], span.end)
    return EntityMention(span, outer, hit.entity, hit.form, hit.clitics)
