"""The media types in which the engine can answer, and their names at Oxigraph."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"
N_QUADS = "application/n-quads"
TRIG = "application/trig"
RDF_XML = "application/rdf+xml"
JSON_LD = "application/ld+json"

TABLE_FORMATS = (JSON, XML, CSV, TSV)
GRAPH_FORMATS = (TURTLE, N_TRIPLES, N_QUADS, TRIG, RDF_XML, JSON_LD)

_ALIASES = {
    "application/json": JSON,
    "text/json": JSON,
    "application/xml": XML,
    "text/xml": XML,
    "text/plain": N_TRIPLES,
    "application/x-turtle": TURTLE,
}
_GRAPH_ALIASES = {"application/xml": RDF_XML, "text/xml": RDF_XML, "application/json": JSON_LD}
# Formats whose media type has a charset parameter (RFC 7111, RFC 6657, Turtle section 11).
_WITH_CHARSET = frozenset((CSV, TSV, TURTLE, "text/plain"))


class Format(NamedTuple):
    """A format as the client asked for it.

    :ivar name: one of this module's media types.
    :ivar asked: the media type as the client wrote it, without parameters.
    :ivar rdf12: whether the client asked for RDF 1.2 terms.
    """

    name: str
    asked: str
    rdf12: bool

    @property
    def content_type(self) -> str:
        """What to write into Content-Type."""
        parameters = ""
        if self.rdf12:
            parameters += "; version=1.2"
        if self.asked in _WITH_CHARSET:
            parameters += "; charset=utf-8"
        return self.asked + parameters


@lru_cache(maxsize=256)
def table_format(media_type: str) -> Format | None:
    """Return the format of SELECT and ASK answers for a media type; None if not offered.

    Of several media types the first one counts.
    """
    return _format(media_type, TABLE_FORMATS, {})


@lru_cache(maxsize=256)
def graph_format(media_type: str) -> Format | None:
    """Return the format of CONSTRUCT and DESCRIBE answers; as :func:`table_format`."""
    return _format(media_type, GRAPH_FORMATS, _GRAPH_ALIASES)


def _format(media_type: str, offered: tuple[str, ...], first: dict[str, str]) -> Format | None:
    first_type = media_type.partition(",")[0]
    essence, *parameters = (part.strip().lower() for part in first_type.split(";"))
    name = first.get(essence) or _ALIASES.get(essence, essence)
    if name not in offered:
        return None
    rdf12 = any(p.replace('"', "").replace(" ", "") == "version=1.2" for p in parameters)
    return Format(name, essence, rdf12)
