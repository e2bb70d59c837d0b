"""A real server on a free port over a small release, and a client that speaks raw bytes."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.releases import BASE, write_release
from tests.served import Server

EX = "http://example.org/"
STATES = 2000


def iri(name: str) -> ox.NamedNode:
    return ox.NamedNode(EX + name)


def in_graph(triple: ox.Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def quads() -> list[ox.Quad]:
    """Return every triple once in the default graph and once in a named graph."""
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    entities = ox.NamedNode(BASE + "graph/entities")
    triples = [ox.Triple(iri(f"s{n}"), iri("number"), ox.Literal(n)) for n in range(STATES)]
    triples += [ox.Triple(iri("arabic"), label, ox.Literal("أذربيجان", language="ar"))]
    meta = [ox.Triple(ox.NamedNode(BASE + "dataset"), label, ox.Literal("A data set"))]
    result = [in_graph(triple, ox.DefaultGraph()) for triple in triples + meta]
    result += [in_graph(triple, entities) for triple in triples]
    result += [in_graph(triple, ox.NamedNode(BASE + "graph/meta")) for triple in meta]
    for name in ("one", "two"):
        result.append(ox.Quad(iri("x"), iri("in"), ox.Literal(name), iri(name)))
    return result


@dataclass(frozen=True)
class Answer:
    """What a server sent for one request."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0]


class Client:
    """Speaks HTTP/1.1 in raw bytes, so that nothing is mended on the way."""

    def __init__(self, port: int) -> None:
        self.port = port

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def exchange(self, data: bytes) -> bytes:
        """Send `data` and return everything until the server closes."""
        with self.connect() as connection:
            connection.sendall(data)
            return read_all(connection)

    def ask(
        self,
        method: str,
        target: str,
        headers: dict[str, str] | list[tuple[str, str]] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Send one request on a connection of its own and return the answer."""
        fields = list(headers.items() if isinstance(headers, dict) else headers or ())
        lines = [f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"{name}: {value}" for name, value in fields]
        if body is not None and "Transfer-Encoding" not in dict(fields):
            lines.append(f"Content-Length: {len(body)}")
        lines.append("Connection: close")
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        return parse(self.exchange(head + (body or b"")), head_only=method == "HEAD")

    def get(self, target: str, accept: str | None = None, **headers: str) -> Answer:
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if accept is not None:
            fields["Accept"] = accept
        return self.ask("GET", target, fields)


def read_all(connection: socket.socket) -> bytes:
    parts = []
    while part := connection.recv(262144):
        parts.append(part)
    return b"".join(parts)


def parse(data: bytes, *, head_only: bool = False) -> Answer:
    """Return the one answer in `data`, and fail if its framing is wrong."""
    head, separator, rest = data.partition(b"\r\n\r\n")
    assert separator, data[:200]
    first, *lines = head.decode("latin-1").split("\r\n")
    match = re.fullmatch(r"HTTP/1\.1 (\d{3}) [A-Za-z ]+", first)
    assert match, first
    headers = {}
    for line in lines:
        name, _, value = line.partition(": ")
        assert name.lower() not in headers, f"{name} is repeated"
        headers[name.lower()] = value
    if head_only:
        assert rest == b""
    elif headers.get("transfer-encoding") == "chunked":
        rest = dechunked(rest)
    elif "content-length" in headers:
        assert len(rest) == int(headers["content-length"])
    return Answer(int(match[1]), headers, rest)


def dechunked(data: bytes) -> bytes:
    parts = []
    while True:
        size, _, data = data.partition(b"\r\n")
        length = int(size, 16)
        parts.append(data[:length])
        assert data[length : length + 2] == b"\r\n", "a chunk breaks off"
        data = data[length + 2 :]
        if length == 0:
            assert data == b""
            return b"".join(parts)


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("releases")
    write_release(root, "first", quads())
    return root


@pytest.fixture(scope="session")
def server(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(
        releases,
        *("--workers", "2", "--timeout", "5", "--header-timeout", "3", "--body-timeout", "2"),
        log=tmp_path_factory.mktemp("log") / "access.jsonl",
    )
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture
def client(server: Server) -> Client:
    return Client(server.port)
