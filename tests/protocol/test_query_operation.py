"""SPARQL 1.1 Protocol, section 2.1, over real sockets: method × headers × status."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import quote, quote_plus

import pytest

from tests.protocol.conftest import EX, Client
from tests.protocol.problems import assert_problem
from tests.releases import BASE

ASK = "ASK { ?s ?p ?o }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
JSON = "application/sparql-results+json"


def target(query: str, **parameters: str) -> str:
    pairs = [("query", query), *((name.replace("_", "-"), v) for name, v in parameters.items())]
    return "/sparql?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs)


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        (FORM, f"query={quote_plus(ASK)}"),
        (FORM.upper() + " ; Charset=UTF-8", f"query={quote_plus(ASK)}"),
        (QUERY, ASK),
        ('Application/SPARQL-Query;charset="utf-8"', ASK),
    ],
)
def test_both_post_forms_answer(client: Client, media_type: str, body: str) -> None:
    answer = client.ask("POST", "/sparql", {"Content-Type": media_type}, body.encode())
    assert (answer.status, json.loads(answer.body)["boolean"]) == (200, True)
    assert answer.media_type == JSON


def test_what_the_engine_cannot_answer_gets_501_and_a_way_to_ask(client: Client) -> None:
    answer = client.get(target("ASK { VALUES ?s {1} ?c ?d <<( ?s ?s ?s )>> }"))
    problem = assert_problem(answer, 501)
    assert problem["type"] == "/problems/query-unsupported"
    assert "sameTerm(SUBJECT(?t), ?s)" in str(problem["remedy"])
    assert "retry-after" not in answer.headers


@pytest.mark.parametrize(
    "url",
    [
        "/sparql?query=",
        "/sparql?query=%20%0A",
        f"/sparql?query={quote(ASK)}&query={quote(ASK)}",
        f"/sparql?default-graph-uri={quote(EX)}",
        target(ASK, default_graph_uri="not an iri"),
        target(ASK, named_graph_uri="relative"),
        target(ASK, update="CLEAR ALL"),
        "/sparql?update=CLEAR%20ALL",
        "/sparql?query=%FF%FE",
        target(ASK, timeout="soon"),
        target(ASK, timeout="-1"),
        target(ASK, format="docx"),
        target("SELECT"),
    ],
)
def test_get_requests_that_are_wrong_get_400(client: Client, url: str) -> None:
    assert_problem(client.get(url), 400)


@pytest.mark.parametrize(
    ("media_type", "body", "url", "status"),
    [
        (None, ASK.encode(), "/sparql", 415),
        ("text/plain", ASK.encode(), "/sparql", 415),
        ("nonsense", ASK.encode(), "/sparql", 415),
        (QUERY + "; charset=utf-16", ASK.encode("utf-16"), "/sparql", 415),
        (QUERY + "; charset=iso-8859-1", ASK.encode(), "/sparql", 415),
        (QUERY, ASK.encode("utf-16"), "/sparql", 400),
        (QUERY, b"ASK { ?s ?p '\xff' }", "/sparql", 400),
        (QUERY, b"", "/sparql", 400),
        (QUERY, ASK.encode(), target(ASK), 400),
        (FORM, b"", "/sparql", 400),
        (FORM, b"", target(ASK), 400),
        (FORM, b"query=", "/sparql", 400),
        (FORM, b"query=%FF", "/sparql", 400),
        (FORM, f"query={quote(ASK)}".encode(), target(ASK), 400),
        (FORM, f"query={quote(ASK)}&query={quote(ASK)}".encode(), "/sparql", 400),
        (FORM, b"update=CLEAR%20ALL", "/sparql", 400),
        ("application/sparql-update", b"CLEAR ALL", "/sparql", 400),
        (QUERY, b"CLEAR ALL", "/sparql", 400),
        (QUERY, ASK.encode() + b" #" + b"x" * 2_200_000, "/sparql", 413),
    ],
)
def test_post_requests_that_are_wrong(
    client: Client, media_type: str | None, body: bytes, url: str, status: int
) -> None:
    headers = {} if media_type is None else {"Content-Type": media_type}
    assert_problem(client.ask("POST", url, headers, body), status)


def test_a_compressed_body_is_refused(client: Client) -> None:
    headers = {"Content-Type": QUERY, "Content-Encoding": "gzip"}
    assert_problem(client.ask("POST", "/sparql", headers, b"\x1f\x8b"), 415)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_other_methods_are_refused_with_allow(client: Client, method: str) -> None:
    answer = client.ask(method, "/sparql")
    assert_problem(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_unknown_parameters_are_ignored(client: Client) -> None:
    assert client.get(target(ASK, should_sponge="yes", debug="on")).status == 200


@pytest.mark.parametrize("text", ["أذربيجان", "50%25 a+b & c=d;", "a\tb", "é😀"])
def test_a_query_is_decoded_exactly_once_in_every_form(client: Client, text: str) -> None:
    query = f'SELECT ("""{text}""" AS ?x) {{}}'
    answers = [
        client.get(target(query)),
        client.ask(
            "POST", "/sparql", {"Content-Type": FORM}, f"query={quote_plus(query)}".encode()
        ),
        client.ask("POST", "/sparql", {"Content-Type": QUERY}, query.encode()),
    ]
    for answer in answers:
        assert json.loads(answer.body)["results"]["bindings"][0]["x"]["value"] == text


def test_a_plus_in_the_address_is_a_space_and_raw_utf8_is_understood(client: Client) -> None:
    answer = client.get("/sparql?query=SELECT+('أ%2B'+AS+?x)+{}")
    assert json.loads(answer.body)["results"]["bindings"][0]["x"]["value"] == "أ+"


def test_a_query_of_a_megabyte_is_answered(client: Client) -> None:
    query = ASK + " #" + "é" * 524_288
    assert client.ask("POST", "/sparql", {"Content-Type": QUERY}, query.encode()).status == 200
    body = f"query={quote_plus(query)}".encode()
    assert client.ask("POST", "/sparql", {"Content-Type": FORM}, body).status == 200


def test_a_chunked_body_is_read(client: Client) -> None:
    body = b"4;name=value\r\nASK \r\n6\r\n{?s ?p\r\n4\r\n ?o}\r\n0\r\nTrailer: x\r\n\r\n"
    headers = {"Content-Type": QUERY, "Transfer-Encoding": "chunked"}
    assert client.ask("POST", "/sparql", headers, body).status == 200


def graphs_seen(client: Client, query: str, **parameters: list[str]) -> list[str]:
    pairs = [("query", query)]
    pairs += [(name.replace("_", "-"), v) for name, values in parameters.items() for v in values]
    body = "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs)
    answer = client.ask("POST", "/sparql", {"Content-Type": FORM}, body.encode())
    rows = json.loads(answer.body)["results"]["bindings"]
    return sorted(row["o"]["value"] for row in rows)


def test_dataset_parameters_replace_the_dataset(client: Client) -> None:
    default = f"SELECT ?o {{ ?s <{EX}in> ?o }}"
    named = f"SELECT ?o {{ GRAPH ?g {{ ?s <{EX}in> ?o }} }}"
    one, two = EX + "one", EX + "two"
    assert graphs_seen(client, default) == []
    assert graphs_seen(client, default, default_graph_uri=[one]) == ["one"]
    assert graphs_seen(client, default, default_graph_uri=[one, two]) == ["one", "two"]
    assert graphs_seen(client, named) == ["one", "two"]
    assert graphs_seen(client, named, named_graph_uri=[two]) == ["two"]
    assert graphs_seen(client, named, default_graph_uri=[one]) == []
    assert graphs_seen(client, default, default_graph_uri=[EX + "none"]) == []


def test_dataset_parameters_win_over_from(client: Client) -> None:
    query = f"SELECT ?o FROM <{EX}one> {{ ?s <{EX}in> ?o }}"
    assert graphs_seen(client, query) == ["one"]
    assert graphs_seen(client, query, default_graph_uri=[EX + "two"]) == ["two"]


def test_a_graph_that_is_named_twice_counts_once(client: Client) -> None:
    one, two = EX + "one", EX + "two"
    pattern = f"?s <{EX}in> ?o"
    default, named = f"SELECT ?o {{ {pattern} }}", f"SELECT ?o {{ GRAPH ?g {{ {pattern} }} }}"
    assert graphs_seen(client, default, default_graph_uri=[one, two, one]) == ["one", "two"]
    assert graphs_seen(client, named, named_graph_uri=[two, two]) == ["two"]
    again = f"PREFIX e: <{EX}> SELECT ?o FROM <{one}> FROM <{two}> from#c\n e:one {{ {pattern} }}"
    assert graphs_seen(client, again) == ["one", "two"]
    again = f"SELECT ?o FROM NAMED <{one}> FROM NAMED <{one}> {{ GRAPH ?g {{ {pattern} }} }}"
    assert graphs_seen(client, again) == ["one"]


def test_dataset_parameters_of_a_direct_post_stand_in_the_address(client: Client) -> None:
    url = f"/sparql?default-graph-uri={quote(EX + 'two')}"
    query = f"SELECT ?o {{ ?s <{EX}in> ?o }}".encode()
    answer = client.ask("POST", url, {"Content-Type": QUERY}, query)
    assert [row["o"]["value"] for row in json.loads(answer.body)["results"]["bindings"]] == ["two"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/json", JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV; charset=utf-8", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.9, */*;q=0.1",
         "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("application/*;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("image/png, text/csv;q=0.1", "text/csv"),
        ("text/x-unknown, image/gif, *; q=.2, */*; q=.2, text/csv;q=1", "text/csv"),
        ("text/turtle, text/csv;q=0.1", "text/csv"),
    ],
)  # fmt: skip
def test_tables_are_negotiated(client: Client, accept: str | None, media_type: str) -> None:
    query = "SELECT ?s { ?s ?p ?o } LIMIT 1"
    assert client.get(target(query), accept).media_type == media_type


def test_two_accept_lines_are_one_list(client: Client) -> None:
    lines = [("Accept", "image/png"), ("Accept", "text/csv")]
    assert client.ask("GET", target(ASK.replace("ASK", "SELECT *")), lines).media_type == "text/csv"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/n-quads", "application/n-quads"),
        ("application/trig", "application/trig"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/ld+json"),
        ('application/ld+json;profile="a,b;c"', "application/ld+json"),
    ],
)
def test_graphs_are_negotiated(client: Client, accept: str | None, media_type: str) -> None:
    query = "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"
    assert client.get(target(query), accept).media_type == media_type


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("SELECT * { ?s ?p ?o }", "text/turtle"),
        (ASK, "application/rdf+xml"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", JSON),
        (f"DESCRIBE <{EX}s1>", "text/csv"),
        (ASK, "image/png"),
        (ASK, "*/*;q=0"),
        (ASK, "text/csv;charset=utf-16"),
    ],
)
def test_what_cannot_be_accepted_gets_406_with_a_list(
    client: Client, query: str, accept: str
) -> None:
    document = assert_problem(client.get(target(query), accept), 406)
    assert "/" in str(document["remedy"])


UNNAMEABLE = "CONSTRUCT { <a:s> <http://a/123> 1 } { }"
TRIPLE_TERM = "CONSTRUCT { <a:s> <a:p> <<( <a:x> <a:y> <a:z> )>> } { }"
CONTROL = r'SELECT ("\u0001" AS ?x) { }'
XML = "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (UNNAMEABLE, "application/rdf+xml, text/turtle;q=0.5", "text/turtle"),
        (UNNAMEABLE, "application/rdf+xml, application/ld+json;q=0.5", "application/ld+json"),
        (TRIPLE_TERM, "application/ld+json, text/turtle;q=0.5", "text/turtle"),
        (CONTROL, f"{XML}, {JSON};q=0.5", JSON),
        (CONTROL, f"{XML}, text/*;q=0.5", "text/csv"),
        (ASK, f"{XML}, {JSON};q=0.5", XML),
    ],
)
def test_what_the_best_format_cannot_carry_comes_in_the_next(
    client: Client, query: str, accept: str, media_type: str
) -> None:
    answer = client.get(target(query), accept)
    assert (answer.status, answer.media_type) == (200, media_type)
    assert answer.body


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (UNNAMEABLE, "application/rdf+xml, text/turtle;q=0"),
        (TRIPLE_TERM, "application/ld+json"),
        (CONTROL, f"{XML}, text/turtle"),
    ],
)
def test_what_no_accepted_format_can_carry_gets_406(
    client: Client, query: str, accept: str
) -> None:
    assert_problem(client.get(target(query), accept), 406)


@pytest.mark.parametrize("accept", ["text/csv;q=2", "text/csv;q=x", "text", "*/csv", ";q=1"])
def test_a_malformed_accept_gets_400(client: Client, accept: str) -> None:
    assert_problem(client.get(target(ASK), accept), 400)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("json", JSON),
        ("xml", "application/sparql-results+xml"),
        ("csv", "text/csv"),
        ("tsv", "text/tab-separated-values"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
    ],
)
def test_format_wins_over_accept(client: Client, name: str, media_type: str) -> None:
    answer = client.get(target("SELECT * { ?s ?p ?o } LIMIT 1", format=name), "text/html")
    assert answer.media_type == media_type


@pytest.mark.parametrize("name", ["ttl", "nt", "nq", "trig", "rdf", "jsonld"])
def test_a_format_for_graphs_is_refused_for_tables(client: Client, name: str) -> None:
    assert client.get(target("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", format=name)).status == 200
    assert_problem(client.get(target(ASK, format=name)), 406)


def test_tables_in_csv_and_tsv_keep_the_order_of_columns(client: Client) -> None:
    query = 'SELECT * { VALUES (?z ?a) { ("x,\\"y\\"" UNDEF) } }'
    rows = list(csv.reader(io.StringIO(client.get(target(query), "text/csv").body.decode())))
    assert rows == [["z", "a"], ['x,"y"', ""]]
    answer = client.get(target(query), "text/tab-separated-values")
    assert answer.body == b'?z\t?a\n"x,\\"y\\""\t\n'


def test_a_syntax_error_has_line_column_and_excerpt(client: Client) -> None:
    document = assert_problem(client.get(target("SELECT *\nWHERE { ?s ?p }")), 400)
    assert document["title"] == "SPARQL syntax error"
    position = document["position"]
    assert isinstance(position, dict)
    assert (position["line"], position["column"] > 0) == (2, True)
    assert "WHERE" in str(document["excerpt"])


def test_service_is_refused(client: Client) -> None:
    query = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    document = assert_problem(client.get(target(query)), 400)
    assert document["title"] == "Query refused"


def test_a_client_may_ask_for_a_shorter_deadline(client: Client) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    assert_problem(client.get(target(slow, timeout="0.3")), 503)


def test_relative_iris_in_a_query_are_resolved_against_the_endpoint(client: Client) -> None:
    answer = client.get(target("SELECT (<x> AS ?i) {}"))
    value = json.loads(answer.body)["results"]["bindings"][0]["i"]["value"]
    assert value == f"http://127.0.0.1:{client.port}/x"


def test_errors_are_pages_for_browsers_and_plain_where_asked(client: Client) -> None:
    page = client.get("/sparql?query=", "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (page.status, page.media_type) == (400, "text/html")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    plain = client.get("/sparql?query=", "text/plain")
    assert (plain.status, plain.media_type) == (400, "text/plain")


def test_graph_names_of_the_release_can_be_queried(client: Client) -> None:
    query = f"ASK {{ GRAPH <{BASE}graph/entities> {{ ?s ?p ?o }} }}"
    assert json.loads(client.get(target(query)).body)["boolean"] is True
