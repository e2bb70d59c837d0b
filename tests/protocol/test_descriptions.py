"""Service description, VoID, and reading the graph store."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from tests.protocol.conftest import EX, STATES, Client
from tests.protocol.problems import assert_problem
from tests.releases import BASE, write_release
from tests.served import Server

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


def triples(body: bytes, media_type: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(body, FORMATS[media_type])}


def objects(graph: set[ox.Triple], predicate: str) -> set[str]:
    return {
        triple.object.value
        for triple in graph
        if triple.predicate.value == predicate and hasattr(triple.object, "value")
    }


@pytest.mark.parametrize("media_type", FORMATS)
def test_the_description_is_given_in_each_format(client: Client, media_type: str) -> None:
    answer = client.get("/sparql", media_type)
    assert (answer.status, answer.media_type) == (200, media_type)
    graph = triples(answer.body, media_type)
    assert objects(graph, SD + "endpoint") == {f"http://127.0.0.1:{client.port}/sparql"}


def test_the_description_claims_what_is_served_and_nothing_else(client: Client) -> None:
    graph = triples(client.get("/sparql").body, "text/turtle")
    assert objects(graph, SD + "supportedLanguage") == {SD + "SPARQL11Query"}
    assert objects(graph, SD + "feature") == set()
    names = {name.rpartition("/")[2] for name in objects(graph, SD + "resultFormat")}
    assert names == {
        *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV"),
        *("SPARQL_Results_TSV", "Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD"),
    }
    assert objects(graph, SD + "name") == {
        *(BASE + "graph/entities", BASE + "graph/meta", EX + "one", EX + "two")
    }
    assert str(STATES + 2) in objects(graph, VOID + "triples")
    assert not any(isinstance(triple.subject, ox.BlankNode) for triple in graph)


def test_a_request_for_results_without_a_query_is_wrong(client: Client) -> None:
    assert_problem(client.get("/sparql", "application/sparql-results+json"), 400)


def test_a_browser_gets_the_query_form(client: Client) -> None:
    answer = client.get("/sparql", "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (answer.status, answer.media_type) == (200, "text/html")
    assert b"<form" in answer.body


def test_a_browser_gets_results_as_a_page(client: Client) -> None:
    target = "/sparql?query=" + quote(f"SELECT ?n {{ <{EX}s1> ?p ?n }}")
    answer = client.get(target, "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (answer.status, answer.media_type) == (200, "text/html")
    assert b"<table" in answer.body


def test_void_holds_the_metadata_graph_and_the_endpoint(client: Client) -> None:
    graph = triples(client.get("/.well-known/void").body, "text/turtle")
    assert objects(graph, VOID + "sparqlEndpoint") == {f"http://127.0.0.1:{client.port}/sparql"}
    assert "A data set" in objects(graph, "http://www.w3.org/2000/01/rdf-schema#label")


@pytest.mark.parametrize("media_type", FORMATS)
def test_the_default_graph_can_be_read(client: Client, media_type: str) -> None:
    answer = client.get("/graphs?default", media_type)
    assert answer.media_type == media_type
    assert len(triples(answer.body, media_type)) == STATES + 2


@pytest.mark.parametrize(
    "target",
    [
        f"/graphs?graph={quote(BASE + 'graph/meta', safe='')}",
        "/graph/meta",
    ],
)
def test_a_named_graph_can_be_read_by_its_name(client: Client, target: str) -> None:
    assert len(triples(client.get(target).body, "text/turtle")) == 1


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Give a client of a server whose default graph is too large for one message."""
    root = tmp_path_factory.mktemp("large")
    number = ox.NamedNode(EX + "number")
    content = [ox.Quad(ox.NamedNode(f"{EX}{n}"), number, ox.Literal(n)) for n in range(150_000)]
    write_release(root, "large", content)
    with Server(root, "--workers", "1") as server:
        yield Client(server.port)


def test_a_large_graph_arrives_whole(large: Client) -> None:
    answer = large.get("/graphs?default", "application/n-triples")
    assert len(triples(answer.body, "application/n-triples")) == 150_000


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_head_of_a_large_graph_is_answered_without_the_engine(large: Client, coding: str) -> None:
    fields = {"Accept-Encoding": coding, "Accept": "text/turtle"}
    before = large.get("/metrics").body
    head = large.ask("HEAD", "/graphs?default", fields)
    assert _queries(large.get("/metrics").body) == _queries(before)
    get = large.ask("GET", "/graphs?default", fields)
    assert _queries(large.get("/metrics").body) != _queries(before)
    assert (head.status, head.body) == (200, b"")
    assert {**head.headers, "date": ""} == {
        name: "" if name == "date" else value
        for name, value in get.headers.items()
        if name != "transfer-encoding"
    }


def _queries(metrics: bytes) -> list[bytes]:
    return [line for line in metrics.splitlines() if line.startswith(b"mithaq_queries_total")]


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/graphs", 400),
        ("/graphs?graph=", 400),
        ("/graphs?graph=graph/meta", 400),
        ("/graphs?graph=%2Fgraph%2Fmeta", 400),
        ("/graphs?graph=%23x", 400),
        ("/graphs?graph=%00", 400),
        (f"/graphs?default&graph={quote(EX + 'one')}", 400),
        (f"/graphs?graph={quote(EX + 'one')}&graph={quote(EX + 'two')}", 400),
        (f"/graphs?graph={quote(EX + 'none')}", 404),
        ("/graph/none", 404),
    ],
)
def test_graphs_that_are_not_named_well_are_refused(
    client: Client, target: str, status: int
) -> None:
    assert_problem(client.get(target), status)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("target", ["/graphs?default", "/graph/meta"])
def test_graphs_cannot_be_written(client: Client, method: str, target: str) -> None:
    answer = client.ask(method, target, {"Content-Type": "text/turtle"}, b"")
    assert_problem(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_graph_in_a_format_for_tables_is_not_acceptable(client: Client) -> None:
    assert_problem(client.get("/graphs?default", "text/csv"), 406)
