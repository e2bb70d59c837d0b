"""Connections that are lent to workers: for clients, nothing shows but speed."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.engine.test_order import mixed
from tests.protocol.conftest import EX, Answer, Client, iri, quads
from tests.protocol.problems import assert_problem
from tests.releases import write_release
from tests.served import Server

ENDLESS = (
    f"SELECT (COUNT(*) AS ?n) {{ ?a <{EX}number> ?x . ?b <{EX}number> ?y . ?c <{EX}number> ?z "
    "FILTER(?x + ?y = ?z * 2 + %d) }"
)
# Each step doubles a string: the worker runs out of memory and aborts.
DOUBLED = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(40))
BOMB = f'SELECT (STRLEN(?v40) AS ?x) {{ BIND("aaaaaaaa" AS ?v0) {DOUBLED} }}'
JSON = "application/sparql-results+json"
_numbers = count()
_open: list[socket.socket] = []


@pytest.fixture(scope="module")
def lending(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("log") / "access.jsonl"
    with Server(
        releases, "--workers", "3", "--timeout", "3", "--memory-mb", "1024", log=log
    ) as server:
        yield server


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while _open:
        _open.pop().close()


class Talk:
    """One connection that is kept."""

    def __init__(self, server: Server) -> None:
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        self.received = b""
        _open.append(self.socket)

    def ask(self, query: str, accept: str = JSON, further: str = "") -> Answer:
        """Ask one question and return its answer."""
        self.send(query, accept, further)
        return self.answer()

    def send(self, query: str, accept: str = JSON, further: str = "") -> None:
        head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: a\r\nAccept: {accept}\r\n"
        self.socket.sendall((head + further + "\r\n").encode())

    def number(self, wanted: int) -> None:
        """Ask something light that was never asked before, and check the answer."""
        answer = self.ask(light(wanted))
        assert answer.status == 200
        assert found(answer) == [str(wanted)]

    def numbers(self, times: int) -> None:
        for number in range(times):
            self.number(number)

    def until_lent(self) -> Talk:
        """Ask until the connection is lent."""
        for _ in range(5):
            self.number(7)
        return self

    def answer(self, *, bodiless: bool = False) -> Answer:
        while b"\r\n\r\n" not in self.received:
            self._more()
        head, _, rest = self.received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines)
        if headers.get("transfer-encoding") == "chunked":
            self.received = rest
            body = b""
            while chunk := self._chunk():
                body += chunk
        else:
            length = 0 if bodiless else int(headers.get("content-length", 0))
            while len(rest) < length:
                self._more()
                rest = self.received.partition(b"\r\n\r\n")[2]
            body, self.received = rest[:length], rest[length:]
        return Answer(int(first.split()[1]), headers, body)

    def _chunk(self) -> bytes:
        while b"\r\n" not in self.received:
            self._more()
        size, _, rest = self.received.partition(b"\r\n")
        length = int(size, 16)
        while len(rest) < length + 2:
            self._more()
            rest = self.received.partition(b"\r\n")[2]
        self.received = rest[length + 2 :]
        return rest[:length]

    def _more(self) -> None:
        part = self.socket.recv(262144)
        assert part, f"the connection was closed after {self.received[:300]!r}"
        self.received += part


def light(number: int) -> str:
    return f"SELECT ?x {{ <{EX}s{number}> <{EX}number> ?x }} # {next(_numbers)} {time.time()}"


def found(answer: Answer) -> list[str]:
    return [row["x"]["value"] for row in json.loads(answer.body)["results"]["bindings"]]


def metric(server: Server, name: str) -> int:
    text = Client(server.port).get("/metrics").body.decode()
    match = re.search(rf"^{re.escape(name)} (\d+)", text, re.MULTILINE)
    return int(match[1]) if match else 0


def eventually(server: Server, name: str, least: int) -> None:
    deadline = time.monotonic() + 20
    while metric(server, name) < least:
        assert time.monotonic() < deadline, (name, metric(server, name), least)
        time.sleep(0.05)


DIRECT = "mithaq_queries_direct_total"


def test_many_questions_are_answered_each_with_its_own_answer(lending: Server) -> None:
    before = metric(lending, DIRECT)

    def talk(start: int) -> None:
        one = Talk(lending)
        for number in range(start, start + 200):
            one.number(number)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(talk, range(0, 800, 100)))
    # All but the first few of each connection, unless the machine is very busy.
    eventually(lending, DIRECT, before + 400)


def test_every_answer_is_counted_and_logged_once(lending: Server) -> None:
    assert lending.log is not None
    name = 'mithaq_requests_total{method="GET",route="sparql",status="200"}'
    time.sleep(0.6)
    answered, direct = metric(lending, name), metric(lending, DIRECT)
    lines = len(lending.log.read_text().splitlines())
    one = Talk(lending)
    for _ in range(100):
        one.number(3)
    eventually(lending, DIRECT, direct + 50)
    eventually(lending, name, answered + 100)
    time.sleep(0.6)
    assert metric(lending, name) == answered + 100
    logged = [json.loads(line) for line in lending.log.read_text().splitlines()[lines:]]
    questions = [entry for entry in logged if entry["path"] == "/sparql"]
    assert len(questions) == 100
    assert all(entry["query"] and entry["status"] == 200 for entry in questions)
    assert len({entry["query"] for entry in questions}) == 100


@pytest.mark.parametrize("times", range(3))
def test_whatever_is_asked_on_a_lent_connection_is_answered_as_elsewhere(
    lending: Server, times: int
) -> None:
    del times
    one = Talk(lending).until_lent()
    assert_problem(one.ask("SELECT nonsense"), 400)
    one.until_lent()
    rows = one.ask(f"SELECT ?x {{ ?s <{EX}number> ?x }} # {next(_numbers)}")
    assert len(found(rows)) == 2000
    one.until_lent()
    huge = one.ask(f"SELECT * {{ ?s ?p ?o . ?t <{EX}number> 1 }} # {next(_numbers)}", "text/csv")
    assert huge.body.count(b"\r\n") > 2000
    one.until_lent()
    graph = one.ask("CONSTRUCT WHERE { ?s ?p 5 }", "text/turtle")
    assert graph.media_type == "text/turtle"
    one.until_lent()
    assert_problem(one.ask("CONSTRUCT WHERE { ?s ?p 6 }", "text/csv"), 406)
    one.until_lent()
    form = 'CONSTRUCT { <a:s> <http://a/123> "next" } { }'
    graph = one.ask(form, "application/rdf+xml, text/turtle;q=0.5")
    assert graph.media_type == "text/turtle"
    one.until_lent()
    one.socket.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
    assert one.answer().body == b'{"status":"ok"}\n'
    one.until_lent()
    one.socket.sendall(b"HEAD /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n\r\n")
    assert one.answer(bodiless=True).status == 200
    one.until_lent()
    assert_problem(one.ask(f"SELECT * {{ SERVICE <{EX}> {{ }} }}"), 400)
    one.until_lent()
    one.socket.sendall(b"PATCH /sparql HTTP/1.1\r\nHost: a\r\n\r\n")
    assert_problem(one.answer(), 405)


def test_a_form_in_arabic_is_read(lending: Server) -> None:
    one = Talk(lending).until_lent()
    body = b"query=" + quote(f'SELECT ?x {{ ?x ?p "أذربيجان"@ar }} # {next(_numbers)}').encode()
    head = (
        "POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    one.socket.sendall(head.encode() + body)
    assert set(found(one.answer())) == {f"{EX}arabic"}
    one.until_lent()
    one.socket.sendall(head.encode())
    time.sleep(0.1)
    one.socket.sendall(body)
    assert set(found(one.answer())) == {f"{EX}arabic"}


def test_codings_and_conditions_hold(lending: Server) -> None:
    one = Talk(lending).until_lent()
    query = f"SELECT ?x {{ ?s <{EX}number> ?x }} LIMIT 100 # {time.time()}"
    coded = one.ask(query, further="Accept-Encoding: gzip\r\n")
    assert coded.headers["content-encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(coded.body))["results"]["bindings"]) == 100
    one.until_lent()
    plain = one.ask(query)
    assert plain.headers["etag"] != coded.headers["etag"]
    one.until_lent()
    known = one.ask(query, further=f"If-None-Match: {plain.headers['etag']}\r\n")
    assert (known.status, known.body) == (304, b"")
    one.until_lent()
    for _ in range(3):
        assert_problem(one.ask(light(4), further='If-Match: "zz"\r\n'), 412)
    one.number(4)


def test_requests_sent_ahead_are_answered_in_order(lending: Server) -> None:
    one = Talk(lending).until_lent()
    for number in range(20):
        one.send(light(number))
    assert [found(one.answer()) for _ in range(20)] == [[str(n)] for n in range(20)]


def test_a_request_in_pieces_is_understood(lending: Server) -> None:
    one = Talk(lending).until_lent()
    request = f"GET /sparql?query={quote(light(9))} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    for start in range(0, len(request), 40):
        one.socket.sendall(request[start : start + 40])
        time.sleep(0.01)
    assert found(one.answer()) == ["9"]


def test_the_last_request_closes_the_connection(lending: Server) -> None:
    one = Talk(lending).until_lent()
    assert one.ask(light(5), further="Connection: close\r\n").status == 200
    assert one.socket.recv(10) == b""


def test_a_long_query_meets_its_deadline_and_the_connection_goes_on(lending: Server) -> None:
    one = Talk(lending).until_lent()
    begin = time.monotonic()
    assert_problem(one.ask(ENDLESS % next(_numbers)), 503)
    assert 2 < time.monotonic() - begin < 15
    one.until_lent()


def test_a_long_query_keeps_no_other_connection_waiting(lending: Server) -> None:
    others = [Talk(lending).until_lent() for _ in range(6)]
    hostile = [Talk(lending).until_lent() for _ in range(2)]
    for one in hostile:
        one.send(ENDLESS % next(_numbers))
    begin = time.monotonic()
    for number in range(5):
        for one in others:
            one.number(number)
    assert time.monotonic() - begin < 2, "others waited for the deadline of a long query"
    for one in hostile:
        assert_problem(one.answer(), 503)


def test_a_query_that_ends_its_worker_harms_nobody_else(lending: Server) -> None:
    others = [Talk(lending).until_lent() for _ in range(4)]
    hostile = Talk(lending).until_lent()
    hostile.send(BOMB)
    for one in others:
        one.number(2)
    assert_problem(hostile.answer(), 503)
    hostile.until_lent()
    for one in others:
        one.until_lent()


def test_a_sort_that_ends_its_worker_is_done_by_another_one(lending: Server) -> None:
    talk = Talk(lending)
    for number in range(3):
        talk.numbers(20)
        query = f"{mixed(0, '?v')} LIMIT {80 + number}"
        answer = talk.ask(query)
        assert answer.status == 200
        rows = json.loads(answer.body)["results"]["bindings"]
        assert [row["v"]["value"] for row in rows[:4]] == ["7", "8", "11", "12"]
        assert len(rows) == 80 + number
    refused = assert_problem(talk.ask(mixed(0, "ASC(?v)").replace("BY ASC", "BYASC")), 501)
    assert "cannot sort" in str(refused["detail"])
    talk.numbers(3)


def test_killed_workers_lose_no_connection(lending: Server) -> None:
    others = [Talk(lending).until_lent() for _ in range(6)]
    for _ in range(3):
        # The last answer is here a moment before its worker has noted that it was sent.
        time.sleep(0.05)
        kill_workers(lending)
        for number, one in enumerate(others):
            one.number(number)
    with ThreadPoolExecutor(6) as threads:
        running = [threads.submit(one.numbers, 200) for one in others]
        for _ in range(5):
            time.sleep(0.05)
            kill_workers(lending)
        cut = sum(future.exception() is not None for future in running)
    # Only an answer that was being sent at that moment may be cut.
    assert cut <= 5


def test_a_client_that_leaves_takes_its_query_with_it(lending: Server) -> None:
    one = Talk(lending).until_lent()
    killed = metric(lending, 'mithaq_workers_ended_total{how="killed"}')
    one.send(ENDLESS % next(_numbers))
    time.sleep(0.3)
    one.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    one.socket.close()
    begin = time.monotonic()
    eventually(lending, 'mithaq_workers_ended_total{how="killed"}', killed + 1)
    assert time.monotonic() - begin < 2, "it went on until its deadline"


def test_a_client_that_reads_late_gets_every_answer(lending: Server) -> None:
    one = Talk(lending).until_lent()
    # More than the buffers of both sides take.
    for _ in range(150):
        one.send(f"SELECT ?x {{ ?s <{EX}number> ?x }} LIMIT 500 # {next(_numbers)}")
        time.sleep(0.002)
    for _ in range(150):
        assert len(found(one.answer())) == 500


def test_large_answers_among_light_ones_lose_nothing(lending: Server) -> None:
    def talk(start: int) -> None:
        one = Talk(lending)
        for turn in range(8):
            one.numbers(4 + (start + turn) % 3)
            rows = 2000 if turn % 2 else 1500
            answer = one.ask(f"SELECT ?x {{ ?s <{EX}number> ?x }} LIMIT {rows} # {next(_numbers)}")
            assert len(found(answer)) == rows
            large = f"SELECT * {{ ?s ?p ?x . ?t <{EX}number> {turn} }} # {next(_numbers)}"
            assert one.ask(large, "text/csv").body.count(b"\r\n") > 2000

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(talk, range(16)))


def test_a_question_that_comes_again_is_kept(lending: Server) -> None:
    one = Talk(lending).until_lent()
    hits = metric(lending, "mithaq_cache_hits_total")
    query = light(11)
    for _ in range(30):
        assert found(one.ask(query)) == ["11"]
    assert metric(lending, "mithaq_cache_hits_total") > hits


def test_a_new_release_answers_soon_and_no_answer_is_mixed(tmp_path: Path) -> None:
    write_release(tmp_path, "first", quads())
    with Server(tmp_path, "--workers", "2") as server:
        others = [Talk(server).until_lent() for _ in range(4)]
        write_release(tmp_path, "second", [quad for quad in quads() if quad.subject != iri("s5")])
        deadline = time.monotonic() + 20
        waiting = set(others)
        while waiting:
            assert time.monotonic() < deadline, "the old release answers still"
            for one in list(waiting):
                answer = one.ask(light(5))
                release = answer.headers["mithaq-release"]
                assert found(answer) == ([] if release == "second" else ["5"])
                if release == "second":
                    waiting.discard(one)


def test_a_share_holds_on_a_lent_connection(releases: Path) -> None:
    with Server(releases, "--rate-limit", "1", "--rate-burst", "40") as server:
        one = Talk(server)
        seen = [one.ask(light(1)).status for _ in range(60)]
        assert seen.count(200) in range(38, 50)
        assert seen[-1] == 429


def kill_workers(server: Server) -> None:
    for worker in workers(server):
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)


def workers(server: Server) -> list[int]:
    """Return the processes that answer queries."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if _parent(int(fields[1])) == server.process.pid:
            found.append(int(entry.parent.name))
    return found


def _parent(process: int) -> int:
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[1])
