"""Service description and VoID, made from what is switched on and from the release's manifest.

SPARQL 1.1 Service Description: https://www.w3.org/TR/sparql11-service-description/
VoID: https://www.w3.org/TR/void/
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from loaders.release.opening import Release
from server.engine.query import QueryRequest
from server.protocol.formats import GRAPH_FORMATS, RESULT_FORMATS
from server.protocol.message import Exchange, Reply, whole
from server.service import Service

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_DCT = "http://purl.org/dc/terms/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_PREFIXES = {
    "sd": _SD,
    "void": _VOID,
    "dct": _DCT,
    "xsd": _XSD,
    "formats": "http://www.w3.org/ns/formats/",
}
_SERIALISATIONS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}

Node = NamedNode | BlankNode


def service_description(
    service: Service, exchange: Exchange, media_type: str = GRAPH_FORMATS[0].media_type
) -> Reply:
    """Return the description of the endpoint at the address asked, in a graph `media_type`."""
    endpoint = exchange.base_url + exchange.path
    triples = list(_service_triples(service, endpoint))
    return _graph_reply(service.release.id, endpoint, triples, media_type)


def void_description(service: Service, exchange: Exchange, media_type: str) -> Reply:
    """Return the VoID description: the release's metadata graph and where its data is served.

    :raises loaders.errors.ServiceError: the metadata graph could not be read.
    """
    release = service.release
    answer = service.pool.run(
        QueryRequest(
            text=(
                "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH "
                f"<{release.base}graph/meta> {{ ?s ?p ?o }} }}"
            ),
            graph_format="application/n-triples",
        )
    )
    try:
        stored = parse(b"".join(answer.chunks), RdfFormat.N_TRIPLES)
        triples = [quad.triple for quad in stored]
    finally:
        answer.close()
    triples += _dataset_triples(release, exchange)
    return _graph_reply(release.id, exchange.base_url, triples, media_type)


def _service_triples(service: Service, endpoint: str) -> Iterable[Triple]:
    """Say what the endpoint is, speaks, and holds; nothing that is not so."""
    release = service.release
    # One node per address asked, so that the description never claims another endpoint.
    node = NamedNode(f"{endpoint}#service")
    dataset, default = NamedNode(f"{endpoint}#dataset"), NamedNode(f"{endpoint}#default-graph")
    yield _typed(node, "Service")
    yield Triple(node, _sd("endpoint"), NamedNode(endpoint))
    yield Triple(node, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for known in RESULT_FORMATS + GRAPH_FORMATS:
        yield Triple(node, _sd("resultFormat"), NamedNode(known.iri))
    if service.config.service_allow_list:
        yield Triple(node, _sd("feature"), _sd("BasicFederatedQuery"))
    yield Triple(
        node,
        _sd("defaultEntailmentRegime"),
        NamedNode("http://www.w3.org/ns/entailment/Simple"),
    )
    yield Triple(node, _sd("defaultDataset"), dataset)
    yield _typed(dataset, "Dataset")
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield _typed(default, "Graph")
    yield Triple(default, _void("triples"), _count(release.manifest.counts["triples"]))
    for name, size in sorted(release.graphs.items()):
        # The named graph and its content get nodes derived from the graph's name: no blank nodes.
        key = hashlib.blake2b(name.encode(), digest_size=6).hexdigest()
        named = NamedNode(f"{endpoint}#named-graph-{key}")
        graph = NamedNode(f"{endpoint}#graph-{key}")
        yield Triple(dataset, _sd("namedGraph"), named)
        yield _typed(named, "NamedGraph")
        yield Triple(named, _sd("name"), NamedNode(name))
        yield Triple(named, _sd("graph"), graph)
        yield _typed(graph, "Graph")
        yield Triple(graph, _void("triples"), _count(size))


def _dataset_triples(release: Release, exchange: Exchange) -> list[Triple]:
    dataset = NamedNode(f"{release.base}dataset")
    triples = [
        Triple(dataset, NamedNode(_RDF + "type"), _void("Dataset")),
        Triple(dataset, _void("sparqlEndpoint"), NamedNode(f"{exchange.base_url}/sparql")),
        Triple(dataset, _void("uriSpace"), Literal(f"{release.base}id/")),
        Triple(dataset, _void("triples"), _count(release.manifest.counts["triples"])),
    ]
    triples += [
        Triple(dataset, _void("dataDump"), NamedNode(f"{exchange.base_url}/dumps/{dump.name}"))
        for dump in release.dumps
        if dump.name.endswith((".ttl", ".nt", ".nq", ".trig", ".jsonld"))
    ]
    return triples


def _graph_reply(release: str, place: str, triples: list[Triple], media_type: str) -> Reply:
    body = serialize(dict.fromkeys(triples), format=_SERIALISATIONS[media_type], prefixes=_PREFIXES)
    assert body is not None  # noqa: S101 - without a file the bytes are returned
    key = f"{release} {place} {media_type}".encode()
    reply = whole(
        200,
        media_type,
        body,
        ("Cache-Control", "public, no-cache"),
        ("Mithaq-Release", release),
    )
    reply.etag = hashlib.blake2b(key + body, digest_size=12).hexdigest()
    return reply


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _void(name: str) -> NamedNode:
    return NamedNode(_VOID + name)


def _typed(node: Node, name: str) -> Triple:
    return Triple(node, NamedNode(_RDF + "type"), _sd(name))


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(_XSD + "integer"))
