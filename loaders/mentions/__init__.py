"""Documents to mentions: what a text names, when, how many, and who is meant by "it"."""

from __future__ import annotations

from loaders.document import Document, Span
from loaders.mentions.contextual import Placed, place_names
from loaders.mentions.dates.finding import find_dates
from loaders.mentions.mention import EntityMention, Form, Mentions
from loaders.mentions.names.capitals import capitals_of_adjectives
from loaders.mentions.names.collectives import with_collectives
from loaders.mentions.names.gazetteer import Gazetteer
from loaders.mentions.names.governments import governments
from loaders.mentions.numbers.finding import find_numbers
from loaders.mentions.passages import Prepared, prepare
from loaders.mentions.quotations import find_quotations
from loaders.mentions.references.coreference import with_references
from loaders.mentions.treaties.treaty_years import with_years

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
    dated = frozenset(
        position
        for mention in dates
        for position in range(
            prepared.folded.position(mention.span.start), prepared.folded.position(mention.span.end)
        )
    )
    placed = place_names(prepared, hits, dated, gazetteer)
    names = [_mention(prepared, one) for one in placed]
    names = with_collectives(prepared, names, gazetteer.table)
    names = with_years(prepared, names, dates, gazetteer.treaty_years)
    names += [
        *governments(prepared, names, gazetteer.seats),
        *capitals_of_adjectives(prepared, names),
    ]
    names.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    return Mentions(
        sentences=tuple(passage.sentence for passage in prepared.passages),
        entities=tuple(
            with_references(
                prepared, names, gazetteer.table, gazetteer.charters, gazetteer.references
            )
        ),
        dates=tuple(dates),
        numbers=tuple(find_numbers(prepared, dates)),
        quotations=find_quotations(document.text),
    )


def _mention(prepared: Prepared, placed: Placed) -> EntityMention:
    hit = placed.hit
    span = prepared.span(hit.start, hit.end)
    outer = Span(prepared.folded.offsets[hit.outer], span.end)
    within = placed.within
    return EntityMention(
        span,
        outer,
        hit.entity,
        Form.TITLE if hit.entity.kind == "office" else hit.form,
        hit.clitics,
        within=None if within is None else prepared.span(within.start, within.end),
    )
