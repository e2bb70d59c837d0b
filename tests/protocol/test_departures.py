"""A client that goes takes its query with it."""

from __future__ import annotations

import re
import socket
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.protocol.conftest import EX, Client
from tests.served import Server

ENDLESS = (
    f"SELECT (COUNT(*) AS ?n) {{ ?a <{EX}number> ?x . ?b <{EX}number> ?y . ?c <{EX}number> ?z "
    "FILTER(?x + ?y = ?z * 2 + %d) }"
)
PATIENCE = 20.0


@pytest.fixture(scope="module")
def busy(releases: Path) -> Iterator[Server]:
    """Give a server on which one client has two places and no query ends by its deadline."""
    flags = ("--workers", "2", "--timeout", "120", "--per-client", "2", "--queue-seconds", "100")
    running = Server(releases, *flags)
    try:
        yield running
    finally:
        running.stop()


def _metrics(server: Server) -> dict[str, int]:
    text = Client(server.port).get("/metrics").body.decode()
    found = re.findall(r"^(mithaq_\w+(?:\{[^}]*\})?) (\d+)(?:\.0)?$", text, re.MULTILINE)
    values = {name: int(value) for name, value in found}
    at_work = sum(
        values.get(f'mithaq_workers{{state="{state}"}}', 0) for state in ("young", "slow")
    )
    return {
        "at work": at_work,
        "waiting": values.get("mithaq_queries_waiting", 0),
        "cancelled": values.get('mithaq_queries_total{outcome="cancelled"}', 0),
    }


def _eventually(server: Server, holds: Callable[[dict[str, int]], bool]) -> dict[str, int]:
    deadline = time.monotonic() + PATIENCE
    while not holds(found := _metrics(server)):
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    return found


def _begin(
    server: Server, number: int, target: str = "/sparql", accept: str = "*/*"
) -> socket.socket:
    query = quote(ENDLESS % number)
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    head = f"GET {target}?query={query} HTTP/1.1\r\nHost: a\r\nAccept: {accept}\r\n\r\n"
    connection.sendall(head.encode())
    return connection


def _close(connection: socket.socket) -> None:
    connection.close()


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@pytest.mark.parametrize("leave", [_close, _reset])
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_the_query_of_a_client_that_leaves_is_stopped(
    busy: Server, leave: Callable[[socket.socket], None], accept: str
) -> None:
    before = _eventually(busy, lambda now: now["at work"] == 0)
    target = "/query" if accept == "text/html" else "/sparql"
    connection = _begin(busy, 1, target, accept)
    _eventually(busy, lambda now: now["at work"] == 1)
    leave(connection)
    after = _eventually(busy, lambda now: now["at work"] == 0)
    assert after["cancelled"] == before["cancelled"] + 1


def test_a_client_that_leaves_leaves_the_queue(busy: Server) -> None:
    before = _eventually(busy, lambda now: now["at work"] == 0)
    working = [_begin(busy, number) for number in (2, 3)]
    _eventually(busy, lambda now: now["at work"] == 2)
    queued = _begin(busy, 4)
    _eventually(busy, lambda now: now["waiting"] == 1)
    _reset(queued)
    gone = before["cancelled"] + 1
    after = _eventually(busy, lambda now: now["waiting"] == 0 and now["cancelled"] == gone)
    assert after["at work"] == 2
    for connection in working:
        connection.close()
    _eventually(busy, lambda now: now["at work"] == 0)


def test_one_of_two_that_ask_the_same_may_leave(busy: Server) -> None:
    before = _eventually(busy, lambda now: now["at work"] == 0)
    first = _begin(busy, 5)
    _eventually(busy, lambda now: now["at work"] == 1)
    second = _begin(busy, 5)
    _reset(first)
    # The other one's question is still being worked at, now for its own sake.
    gone = before["cancelled"] + 1
    _eventually(busy, lambda now: now["at work"] == 1 and now["cancelled"] == gone)
    second.close()
    _eventually(busy, lambda now: now["at work"] == 0)
