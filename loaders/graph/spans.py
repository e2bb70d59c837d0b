"""Stretches of a document as Web Annotation resources with two flat short cuts.

Source: Web Annotation Data Model, W3C Recommendation of 23 February 2017, section 4.2.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from loaders.document import Document, Span
from loaders.graph.names import Names, term

_TYPE = term("rdf:type")


def span_quads(document: Document, span: Span, names: Names) -> Iterator[Quad]:
    """Yield what is known of one stretch of `document`: offsets, words, selectors."""
    graph = names.document_graph(document)
    node, source = names.span(document, span), names.document(document)
    position = NamedNode(f"{node.value}#position")
    wording = NamedNode(f"{node.value}#quote")
    words = span.of(document.text)
    start, end = Literal(span.start), Literal(span.end)
    triples = (
        (node, _TYPE, term("m:Span")),
        (node, _TYPE, term("oa:SpecificResource")),
        (node, term("m:inDocument"), source),
        (node, term("m:start"), start),
        (node, term("m:end"), end),
        (node, term("m:quote"), Literal(words, language=document.language)),
        (node, term("oa:hasSource"), source),
        (node, term("oa:hasSelector"), position),
        (node, term("oa:hasSelector"), wording),
        (position, _TYPE, term("oa:TextPositionSelector")),
        (position, term("oa:start"), start),
        (position, term("oa:end"), end),
        (wording, _TYPE, term("oa:TextQuoteSelector")),
        (wording, term("oa:exact"), Literal(words)),
    )
    for subject, predicate, value in triples:
        yield Quad(subject, predicate, value, graph)
