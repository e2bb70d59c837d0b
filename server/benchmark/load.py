"""A lean HTTP/1.1 client that keeps connections open and measures what each answer took.

It speaks to bare sockets: the servers share two cores with it, and a full HTTP library would
measure itself on light queries. It runs in a process of its own (`measure_apart`).
"""

from __future__ import annotations

import multiprocessing
import random
import socket
import statistics
import threading
import time
import urllib.parse
from dataclasses import dataclass, field

from loaders.errors import MithaqError
from server.benchmark.workload import QueryClass

#: Longest wait for one answer, in seconds.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Load:
    """How an endpoint is asked.

    :ivar address: URL of the SPARQL endpoint.
    :ivar clients: connections open at once.
    :ivar seconds: how long.
    :ivar repeated: one and the same question again and again, as dashboards do.
    """

    address: str
    kind: QueryClass
    clients: int
    seconds: float
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a number of clients saw together; times in milliseconds.

    :ivar rate: answers a second, over all clients.
    :ivar median: from request to last byte.
    :ivar p95: the same, 95th percentile.
    :ivar first_byte: median from request to the first byte of the answer.
    :ivar failures: answers with another status than 200, and broken connections.
    """

    rate: float
    median: float
    p95: float
    first_byte: float
    failures: int


@dataclass(slots=True)
class _Samples:
    totals: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)
    failures: int = 0


def measure_apart(load: Load) -> Measurement:
    """Run `load` in a fresh process and return what it saw.

    :raises MithaqError: if the endpoint gave no answer at all.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (load,))


def measure(load: Load) -> Measurement:
    """Ask as `load` says, one thread a client, and return what they saw together."""
    start_line = threading.Barrier(load.clients + 1)
    stop = threading.Event()
    samples = [_Samples() for _ in range(load.clients)]
    threads = [
        threading.Thread(target=_client, args=(load, number, start_line, stop, samples[number]))
        for number in range(load.clients)
    ]
    for thread in threads:
        thread.start()
    start_line.wait()
    begin = time.perf_counter()
    stop.wait(load.seconds)
    stop.set()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - begin
    totals = sorted(value for part in samples for value in part.totals)
    if not totals:
        raise MithaqError(f"{load.address} answered no {load.kind.name} in {load.seconds} s.")
    return Measurement(
        rate=len(totals) / elapsed,
        median=1000 * statistics.median(totals),
        p95=1000 * totals[min(len(totals) - 1, int(0.95 * len(totals)))],
        first_byte=1000 * statistics.median(value for part in samples for value in part.firsts),
        failures=sum(part.failures for part in samples),
    )


def _client(
    load: Load, number: int, start_line: threading.Barrier, stop: threading.Event, seen: _Samples
) -> None:
    """Ask until told to stop."""
    chance = random.Random(0 if load.repeated else number + 1)  # noqa: S311 - not a secret
    fixed = _request(load, load.kind.text(chance))
    connection = _connect(load.address)
    start_line.wait()
    while not stop.is_set():
        request = fixed if load.repeated else _request(load, load.kind.text(chance))
        begin = time.perf_counter()
        try:
            connection.sendall(request)
            status, first = _answer(connection)
        except (OSError, ValueError):
            seen.failures += 1
            connection.close()
            connection = _connect(load.address)
            continue
        if status == 200:
            seen.totals.append(time.perf_counter() - begin)
            seen.firsts.append(first - begin)
        else:
            seen.failures += 1
    connection.close()


def _connect(address: str) -> socket.socket:
    url = urllib.parse.urlsplit(address)
    connection = socket.create_connection((url.hostname or "127.0.0.1", url.port or 80), PATIENCE)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _request(load: Load, text: str) -> bytes:
    url = urllib.parse.urlsplit(load.address)
    accept = "application/n-triples" if load.kind.graph else "application/sparql-results+json"
    query = urllib.parse.urlencode({"query": text})
    return (
        f"GET {url.path}?{query} HTTP/1.1\r\nHost: {url.netloc}\r\nAccept: {accept}\r\n\r\n"
    ).encode()


def _answer(connection: socket.socket) -> tuple[int, float]:
    """Read one answer to its end; return its status and when its first byte came."""
    received = connection.recv(65536)
    first = time.perf_counter()
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    fields = head.lower()
    status = int(head[9:12])
    if b"content-length:" in fields:
        length = int(fields.split(b"content-length:")[1].split(b"\r\n")[0])
        missing = length - len(body)
        while missing > 0:
            missing -= len(_more(connection))
    else:
        tail = body[-8:]
        while not tail.endswith(b"0\r\n\r\n"):
            tail = (tail + _more(connection))[-8:]
    return status, first


def _more(connection: socket.socket) -> bytes:
    block = connection.recv(262144)
    if not block:
        raise ValueError("the connection closed in the middle of an answer")
    return block
