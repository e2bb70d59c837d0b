"""The formats of answers: one table, from which negotiation and service description are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.errors import BadRequest
from server.protocol.negotiation import Choice, Offer

_FORMATS_NAMESPACE = "http://www.w3.org/ns/formats/"
# RDF 1.2 and SPARQL 1.2 give their media types a version parameter; all of these are understood.
_PARAMETERS = {
    "charset": frozenset({"utf-8", "utf8"}),
    "version": frozenset({"1.0", "1.1", "1.2", "1.2-basic"}),
}


@dataclass(frozen=True, slots=True)
class Format:
    """A serialisation.

    :ivar short: the name for ``?format=`` and for file name endings.
    :ivar iri: its IRI among https://www.w3.org/ns/formats/, empty if it has none.
    """

    short: str
    media_type: str
    iri: str
    aliases: tuple[str, ...] = ()

    @property
    def offer(self) -> Offer:
        """Return the format as something to negotiate about."""
        return Offer(self.media_type, self.aliases, _PARAMETERS)


def _format(short: str, media_type: str, name: str, *aliases: str) -> Format:
    return Format(short, media_type, _FORMATS_NAMESPACE + name, aliases)


# Solutions and truth values (SELECT, ASK), the default first.
RESULT_FORMATS = (
    _format(
        "json",
        "application/sparql-results+json",
        "SPARQL_Results_JSON",
        "application/json",
        "text/json",
    ),
    _format(
        "xml",
        "application/sparql-results+xml",
        "SPARQL_Results_XML",
        "application/xml",
        "text/xml",
    ),
    _format("csv", "text/csv", "SPARQL_Results_CSV"),
    _format("tsv", "text/tab-separated-values", "SPARQL_Results_TSV"),
)

# Graphs (CONSTRUCT, DESCRIBE, graph store, descriptions), the default first.
GRAPH_FORMATS = (
    _format("ttl", "text/turtle", "Turtle", "application/turtle", "application/x-turtle"),
    _format("nt", "application/n-triples", "N-Triples"),
    _format("nq", "application/n-quads", "N-Quads"),
    _format("trig", "application/trig", "TriG", "application/x-trig"),
    _format("rdf", "application/rdf+xml", "RDF_XML", "application/xml", "text/xml"),
    _format("jsonld", "application/ld+json", "JSON-LD", "application/json"),
)

# XML has no way to write most control characters, nor RDF/XML every predicate; JSON-LD knows no
# triple terms. All others carry every answer.
_PARTIAL = frozenset(
    {"application/sparql-results+xml", "application/rdf+xml", "application/ld+json"}
)

RESULT_OFFERS = tuple(known.offer for known in RESULT_FORMATS)
GRAPH_OFFERS = tuple(known.offer for known in GRAPH_FORMATS)
HTML = Offer("text/html", ("application/xhtml+xml",))

# "json" and "xml" name the JSON and XML form of either kind of answer.
_GRAPH_SHORT_NAMES = {"json": "jsonld", "xml": "rdf", "turtle": "ttl", "ntriples": "nt"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request asks for, by kind of answer: None where no format of that kind is acceptable.

    :ivar table: media types as :class:`server.engine.query.QueryRequest` wants them.
    :ivar graph: the same for the other kind.
    :ivar html: a page is liked better than any data.
    """

    table: str | None
    graph: str | None
    html: bool = False


def in_turn(choices: Sequence[Choice]) -> str | None:
    """Return the media types to try for an answer: the best, and others where it may not fit.

    RFC 9110, section 15.5.7: 406 is for a request that accepts nothing that there is.

    :param choices: the best first.
    """
    names: list[str] = []
    for choice in choices:
        name = choice.offer.media_type
        version = dict(choice.parameters).get("version", "")
        names.append(f"{name};version={version}" if version.startswith("1.2") else name)
        if name not in _PARTIAL:
            break
    return ", ".join(names) or None


def by_name(name: str) -> Wanted:
    """Return what ``?format=name`` asks for; `name` is a short name or a media type.

    :raises BadRequest: there is no such format.
    """
    wanted = name.strip().lower()
    if wanted in ("html", HTML.media_type):
        return Wanted(RESULT_FORMATS[0].media_type, GRAPH_FORMATS[0].media_type, html=True)
    graph_name = _GRAPH_SHORT_NAMES.get(wanted, wanted)
    table = _find(wanted, RESULT_FORMATS)
    graph = _find(graph_name, GRAPH_FORMATS)
    if table is None and graph is None:
        names = ", ".join(known.short for known in RESULT_FORMATS + GRAPH_FORMATS)
        raise BadRequest(
            f"There is no format “{name[:80]}”.", remedy=f"Formats are: {names}, html."
        )
    return Wanted(table, graph)


def _find(name: str, formats: tuple[Format, ...]) -> str | None:
    for known in formats:
        if name in (known.short, known.media_type, *known.aliases):
            return known.media_type
    return None
