"""Links to Wikidata as triples of the graph ``graph/links``: verified mappings and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from loaders.graph.names import Names, term
from loaders.links import EXACT, Mapping


def link_quads(mappings: Iterable[Mapping], names: Names) -> Iterator[Quad]:
    """Yield the link of each mapping that has an item; ``owl:sameAs`` is never used.

    An exact match says ``schema:sameAs`` as well, for crawlers.
    """
    graph = names.graph("links")
    for mapping in mappings:
        if mapping.item is None:
            continue
        node, item = names.thing(mapping.key), NamedNode(mapping.item)
        yield Quad(node, term(mapping.predicate), item, graph)
        if mapping.predicate == EXACT:
            yield Quad(node, term("schema:sameAs"), item, graph)
