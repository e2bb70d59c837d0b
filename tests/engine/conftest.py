"""A small release and pools over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from server.engine.formats import JSON, TURTLE
from server.engine.pool import QueryPool
from server.engine.query import QueryAnswer, QueryRequest
from server.engine.settings import EngineSettings
from tests.releases import write_release

EX = "http://example.org/"
STATES = 1000


def marked(mark: str) -> list[ox.Quad]:
    """Return one quad that says which release it is in."""
    return [ox.Quad(iri("release"), iri("mark"), ox.Literal(mark))]


def iri(name: str) -> ox.NamedNode:
    return ox.NamedNode(EX + name)


def world() -> list[ox.Quad]:
    states = [ox.Quad(iri(f"s{n}"), iri("number"), ox.Literal(n)) for n in range(STATES)]
    graphs = [ox.Quad(iri(g), iri("in"), ox.Literal(g), iri(g)) for g in ("g1", "g2")]
    odd = [
        ox.Quad(iri("cr"), iri("text"), ox.Literal("a\rb")),
        ox.Quad(iri("control"), iri("text"), ox.Literal("a\x01b")),
        ox.Quad(iri("nonchar"), iri("text"), ox.Literal("a\uffffb")),
        ox.Quad(iri("quoted"), iri("text"), ox.Literal('a"b,c\td\ne')),
        ox.Quad(iri("digits"), ox.NamedNode(EX + "p/123"), ox.Literal("x")),
        ox.Quad(iri("split"), ox.NamedNode(EX + "12b"), ox.Literal("x")),
        ox.Quad(iri("arabic"), iri("label"), ox.Literal("أذربيجان", language="ar")),
        ox.Quad(
            iri("rtl"),
            iri("directed"),
            ox.Literal("سطر", language="ar", direction=ox.BaseDirection("rtl")),
        ),
    ]
    return [*states, *graphs, *odd, *marked("first")]


@pytest.fixture(scope="session")
def release_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("releases")
    write_release(root, "r1", world())
    return root


PoolMaker = Callable[..., QueryPool]


@pytest.fixture
def make_pool(release_root: Path) -> Iterator[PoolMaker]:
    pools: list[QueryPool] = []

    def make(root: Path | None = None, **settings: object) -> QueryPool:
        values: dict[str, object] = {"timeout": 1.5, "workers": 3, **settings}
        pools.append(QueryPool(root or release_root, EngineSettings(**values)))  # type: ignore[arg-type]
        return pools[-1]

    yield make
    for pool in pools:
        pool.close()


@pytest.fixture(scope="session")
def pool(release_root: Path) -> Iterator[QueryPool]:
    shared = QueryPool(release_root, EngineSettings(timeout=5.0, workers=3))
    yield shared
    shared.close()


def ask(pool: QueryPool, text: str, **request: object) -> QueryAnswer:
    """Run a query with formats for every kind of answer."""
    values: dict[str, object] = {"table_format": JSON, "graph_format": TURTLE, **request}
    return pool.run(QueryRequest(text, **values))  # type: ignore[arg-type]


def body(answer: QueryAnswer) -> bytes:
    """Read an answer to its end."""
    try:
        return b"".join(answer.chunks)
    finally:
        answer.close()


def is_alive(pid: int) -> bool:
    """Return whether a process exists and is not merely waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def worker_pids(pool: QueryPool) -> list[int]:
    """Return the processes that wait for queries."""
    with pool.crew.lock:
        return [worker.pid for worker in pool.crew.idle]
