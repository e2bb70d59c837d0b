from __future__ import annotations

import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest

from loaders.errors import QueryRefused, QuerySyntaxError, ServiceError, Unavailable
from server.engine.federation import values_block
from server.engine.formats import CSV
from server.engine.pool import QueryPool
from server.engine.remote import Endpoint, RemoteError, allowed_addresses
from tests.engine.conftest import EX, PoolMaker, ask, body


class Remote(ThreadingHTTPServer):
    """A second endpoint over a store of its own, with the faults that other endpoints have."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.store = ox.Store()
        self.store.update(
            f"""INSERT DATA {{ <{EX}s1> <{EX}capital> "باكو"@ar . <{EX}s2> <{EX}capital> "a\\"b\\\\"
            . <{EX}s3> <{EX}capital> _:b . <{EX}s4> <{EX}capital> 4.5 }}"""
        )

    def iri(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Remote

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        query = urllib.parse.parse_qs(form)["query"][0]
        self.server.asked.append(self.path)
        if self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", self.server.iri("/sparql"))
            self.end_headers()
            return
        if self.path == "/slow":
            time.sleep(1.5)
        results = self.server.store.query(query)
        assert isinstance(results, ox.QuerySolutions)
        data = results.serialize(format=ox.QueryResultsFormat.JSON) or b""
        if self.path == "/huge":
            data = b" " * 1_000_000 + data
        if self.path == "/garbage":
            data = b"<html></html>"
        self.send_response(500 if self.path == "/failing" else 200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if self.path == "/cut" else data)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output clean."""


@pytest.fixture
def remote() -> Iterator[Remote]:
    server = Remote()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


PATHS = ("/sparql", "/redirect", "/slow", "/huge", "/failing", "/garbage", "/cut")
Federated = Callable[..., QueryPool]


@pytest.fixture
def federated(make_pool: PoolMaker, remote: Remote) -> QueryPool:
    return make_pool(
        workers=1,
        service_allow_list=tuple(map(remote.iri, PATHS)),
        service_private_addresses=True,
        service_timeout=1.0,
        service_bytes=500_000,
    )


def test_an_allowed_endpoint_is_joined(federated: QueryPool, remote: Remote) -> None:
    text = f"""PREFIX e: <{EX}>
        SELECT ?n ?c {{ ?s e:number ?n .
          SERVICE <{remote.iri("/sparql")}> {{ ?s e:capital ?c # the remote's own }}
          }} FILTER(!ISIRI(?c)) }} ORDER BY ?n"""
    answer = ask(federated, text, table_format=CSV)
    assert body(answer).decode() == 'n,c\r\n1,باكو\r\n2,"a""b\\"\r\n4,4.5\r\n'
    assert answer.etag is None
    assert remote.asked == ["/sparql"]


def test_prefixed_names_and_several_calls(federated: QueryPool, remote: Remote) -> None:
    text = f"""PREFIX r: <{remote.iri("/")}> SELECT * {{
        {{ SERVICE r:sparql {{ ?s ?p 4.5 }} }}
        UNION {{ SERVICE r:sparql {{ ?s ?p "باكو"@ar }} }} }}"""
    assert body(ask(federated, text, table_format=CSV)).count(b"\n") == 3


def test_an_empty_remote_answer_joins_to_nothing(federated: QueryPool, remote: Remote) -> None:
    text = f"ASK {{ SERVICE <{remote.iri('/sparql')}> {{ ?s <a:none> ?o }} }}"
    assert b"false" in body(ask(federated, text))


def test_remote_blank_nodes_become_iris(federated: QueryPool, remote: Remote) -> None:
    text = f"SELECT ?c {{ SERVICE <{remote.iri('/sparql')}> {{ <{EX}s3> ?p ?c }} }}"
    assert b"urn:mithaq:blank:0:" in body(ask(federated, text))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/redirect", "redirects"),
        ("/slow", "time"),
        ("/huge", "larger than 500000 bytes"),
        ("/failing", "status 500"),
        ("/garbage", "no SPARQL JSON"),
        ("/cut", "broke off|Incomplete"),
    ],
)
def test_a_failing_endpoint_is_named_unless_silent(
    federated: QueryPool, remote: Remote, path: str, reason: str
) -> None:
    call = f"<{remote.iri(path)}> {{ ?s ?p ?o }}"
    with pytest.raises(Unavailable, match=reason) as caught:
        ask(federated, f"SELECT * {{ SERVICE {call} }}")
    assert remote.iri(path) in caught.value.what
    rows = body(ask(federated, f"SELECT ?s {{ SERVICE SILENT {call} }}", table_format=CSV))
    assert rows == b"s\r\n\r\n"


def test_others_are_refused_by_name(federated: QueryPool, remote: Remote) -> None:
    with pytest.raises(QueryRefused, match=r"http://elsewhere\.example/"):
        ask(federated, "ASK { SERVICE <http://elsewhere.example/> { ?s ?p ?o } }")
    with pytest.raises(QueryRefused, match="not plainly there"):
        ask(federated, f"ASK {{ VALUES ?u {{ <{remote.iri('/sparql')}> }} SERVICE ?u {{ }} }}")
    assert remote.asked == []


def test_a_syntax_error_beside_a_call_is_said(federated: QueryPool, remote: Remote) -> None:
    with pytest.raises(QuerySyntaxError):
        ask(federated, f"SELECT * {{ SERVICE <{remote.iri('/sparql')}> {{ ?s ?p ?o }} ?x }}")


def test_private_addresses_are_refused_after_resolution(
    make_pool: PoolMaker, remote: Remote
) -> None:
    names = (remote.iri("/sparql"), remote.iri("/sparql").replace("127.0.0.1", "localhost"))
    pool = make_pool(workers=1, service_allow_list=names)
    for name in names:
        with pytest.raises(Unavailable, match="not public"):
            ask(pool, f"ASK {{ SERVICE <{name}> {{ ?s ?p ?o }} }}")
    assert remote.asked == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "[::1]",
     "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]", "[2002:7f00:1::]", "224.0.0.1"],
)  # fmt: skip
def test_addresses_that_are_not_public(host: str) -> None:
    with pytest.raises(RemoteError, match="not public"):
        allowed_addresses(Endpoint.parse(f"http://{host}/sparql"), private=False)


@pytest.mark.parametrize("iri", ["file:///etc/passwd", "ftp://e/", "http:///x", "urn:x"])
def test_only_http_is_an_endpoint(iri: str) -> None:
    with pytest.raises(RemoteError, match="http or https"):
        Endpoint.parse(iri)


@pytest.mark.parametrize(
    "term",
    [
        {"type": "uri", "value": "http://e/> } INSERT"},
        {"type": "literal", "value": "x", "xml:lang": "en } "},
        {"type": "literal", "value": "x", "datatype": "a> ."},
        {"type": "strange", "value": "x"},
        {"type": "uri"},
    ],
)
def test_a_remote_answer_cannot_write_into_the_query(term: dict[str, str]) -> None:
    with pytest.raises(RemoteError):
        values_block({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": term}]}}, 0)


def test_literals_are_quoted_whole(pool: QueryPool) -> None:
    value = 'a"b\\c\nd\re\tf\x01"""\' } # {'
    term = {"type": "literal", "value": value}
    block = values_block({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": term}]}}, 0)
    answer = json.loads(body(ask(pool, f"SELECT ?x {block}")))
    assert answer["results"]["bindings"][0]["x"]["value"] == value


def test_errors_of_the_tree_only(federated: QueryPool, remote: Remote) -> None:
    with pytest.raises(ServiceError):
        ask(federated, f"ASK {{ SERVICE <{remote.iri('/sparql')}> {{ broken }} }}")
