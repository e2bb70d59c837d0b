"""RDF for people who open it: Turtle and JSON-LD with prefixes, sorted, as in the dumps."""

from __future__ import annotations

import re

from loaders.release.compact import Compactor, namespace_of
from loaders.release.jsonld import jsonld
from loaders.release.turtle import turtle

_IRI = re.compile(rb"<(https?://[^<>\"\s]*)>")
_WRITERS = {"ttl": turtle, "jsonld": jsonld}


def is_written_here(name: str) -> bool:
    """Return whether this module writes the format called `name` (``ttl``, ``jsonld``)."""
    return name in _WRITERS


def written(ntriples: bytes, name: str, base: str) -> bytes:
    """Return a graph in the format called `name`.

    :param ntriples: the graph as N-Triples without blank nodes, in any order.
    :param base: the base IRI of the release, ending in ``/``.
    """
    lines = sorted(set(ntriples.splitlines(keepends=True)))
    namespaces = {namespace_of(iri.decode()) for iri in _IRI.findall(ntriples)}
    writer = _WRITERS[name]
    return "".join(writer(lines, Compactor(base, namespaces))).encode()
