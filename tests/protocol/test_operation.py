"""Health, metrics, log, limits, configuration, starting and stopping."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.protocol.conftest import Client, parse, quads, read_all
from tests.protocol.problems import assert_problem
from tests.releases import write_release
from tests.served import LAUNCH, Server


@contextlib.contextmanager
def running(*arguments: object, log: Path | None = None) -> Iterator[Server]:
    release, *flags = (str(argument) for argument in arguments)
    server = Server(Path(release), "--workers", "2", *flags, log=log)
    try:
        yield server
    finally:
        server.stop()


def wait_for(condition: object, seconds: float = 10.0) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "what was waited for did not happen"
        time.sleep(0.05)


def test_health_and_readiness(client: Client) -> None:
    assert json.loads(client.get("/health").body) == {"status": "ok"}
    assert json.loads(client.get("/ready").body) == {"status": "ready", "release": "first"}


def test_metrics_count_requests_and_engine(client: Client) -> None:
    client.get("/sparql?query=ASK%7B%7D")
    wait_for(lambda: b'mithaq_requests_total{method="GET",route="sparql"' in metrics(client))
    text = metrics(client).decode()
    assert "mithaq_request_seconds_bucket" in text
    assert 'mithaq_queries_total{outcome="answered"}' in text
    assert "mithaq_workers{" in text


def metrics(client: Client) -> bytes:
    answer = client.get("/metrics")
    assert answer.media_type == "text/plain"
    return answer.body


def test_the_log_has_hash_and_time_but_nothing_personal(server: Server, client: Client) -> None:
    assert server.log is not None
    secret = "ASK { <http://example.org/secret> ?p ?o }"
    client.ask("GET", "/sparql?query=" + quote(secret), {"User-Agent": "Somebody/1.0"})
    log = server.log
    wait_for(lambda: '"query"' in log.read_text("utf-8").splitlines()[-1])
    entry = json.loads(log.read_text("utf-8").splitlines()[-1])
    assert set(entry) == {"time", "method", "path", "status", "ms", "bytes", "query"}
    assert (entry["method"], entry["path"], entry["status"]) == ("GET", "/sparql", 200)
    text = log.read_text("utf-8")
    assert not any(word in text for word in ("secret", "Somebody", "127.0.0.1"))


def test_a_client_over_its_share_gets_429(releases: Path) -> None:
    with running(releases, "--rate-limit", "0.01", "--rate-burst", "3") as server:
        client = Client(server.port)
        target = "/sparql?query=ASK%7B%7D"
        statuses = [client.get(target).status for _ in range(3)]
        assert statuses == [200, 200, 200]
        assert_problem(client.get(target), 429)
        assert client.get("/health").status == 200


def test_requests_that_cannot_be_read_use_up_the_share(releases: Path) -> None:
    with running(releases, "--rate-limit", "0.01", "--rate-burst", "3") as server:
        client = Client(server.port)
        for _ in range(3):
            assert_problem(parse(client.exchange(b"nonsense\r\n\r\n")), 400)
        assert_problem(parse(client.exchange(b"nonsense\r\n\r\n")), 429)
        assert_problem(client.get("/sparql?query=ASK%7B%7D"), 429)


def test_the_address_behind_a_trusted_proxy(releases: Path) -> None:
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "kg.example.org"}
    with running(releases, "--trust-forwarded") as server:
        body = Client(server.port).ask("GET", "/sparql", forwarded).body
        assert b"<https://kg.example.org/sparql>" in body
    with running(releases) as server:
        body = Client(server.port).ask("GET", "/sparql", forwarded).body
        assert b"kg.example.org" not in body


def test_a_row_limit_is_announced(releases: Path) -> None:
    with running(releases, "--max-result-rows", "5") as server:
        answer = Client(server.port).get("/sparql?query=" + quote("SELECT * { ?s ?p ?o }"))
        assert answer.headers["mithaq-row-limit"] == "5"
        assert len(json.loads(answer.body)["results"]["bindings"]) == 5


def test_a_new_release_is_taken_up_without_a_failed_request(tmp_path: Path) -> None:
    write_release(tmp_path, "old", quads())
    with running(tmp_path) as server:
        client = Client(server.port)
        seen: list[tuple[int, str]] = []
        done = threading.Event()

        def ask() -> None:
            while not done.is_set():
                answer = client.get("/sparql?query=ASK%7B%7D")
                seen.append((answer.status, answer.headers["mithaq-release"]))

        asking = threading.Thread(target=ask)
        asking.start()
        try:
            write_release(tmp_path, "new", quads())
            wait_for(lambda: seen and seen[-1][1] == "new")
        finally:
            done.set()
            asking.join()
        names = [name for _, name in seen]
        assert {status for status, _ in seen} == {200}
        assert names == sorted(names, reverse=True), "releases are mixed"


def test_a_stop_lets_the_answer_under_way_finish(releases: Path) -> None:
    with running(releases) as server:
        with Client(server.port).connect() as connection:
            query = quote("SELECT ?a ?b { ?a ?x ?b . ?c ?y ?d } LIMIT 200000")
            head = f"GET /sparql?query={query} HTTP/1.1\r\nHost: a\r\n\r\n"
            connection.sendall(head.encode())
            first = connection.recv(1000)
            stopping = threading.Thread(target=server.stop)
            stopping.start()
            answer = parse(first + read_all(connection))
            stopping.join()
        assert len(json.loads(answer.body)["results"]["bindings"]) == 200000
        assert server.process.returncode == 0


def launch(*flags: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LAUNCH, *flags]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_port_in_use_is_a_clear_error(releases: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = launch("--port", port, "--release", str(releases))
    assert result.returncode == 2
    assert port in result.stderr
    assert "in use" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("flag", "value"), [("--port", "x"), ("--workers", "-1"), ("--timeout", "nan")]
)
def test_a_setting_that_cannot_be_is_wrong_usage(flag: str, value: str) -> None:
    result = launch(flag, value)
    assert result.returncode == 2
    assert flag in result.stderr
    assert "Traceback" not in result.stderr


def test_a_damaged_release_is_reported(tmp_path: Path) -> None:
    write_release(tmp_path, "broken", quads())
    (tmp_path / "broken" / "manifest.json").write_text("{")
    result = launch("--port", "0", "--release", str(tmp_path))
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


def test_the_log_tells_a_deadline_from_a_client_that_left(releases: Path, tmp_path: Path) -> None:
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    head = f"GET /sparql?query={quote(endless)} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    log = tmp_path / "access.jsonl"
    with running(releases, "--timeout", "1", log=log) as server:
        client = Client(server.port)
        with contextlib.suppress(ConnectionError):
            client.exchange(head)
        with client.connect() as connection:
            connection.sendall(head)
            assert b"200 OK" in connection.recv(1000)
    statuses = [json.loads(line)["status"] for line in log.read_text("utf-8").splitlines()]
    assert statuses == [503, 499]


def test_the_preflight_of_a_request_is_never_refused_for_frequency(releases: Path) -> None:
    with running(releases, "--rate-limit", "0.01", "--rate-burst", "2") as server:
        client = Client(server.port)
        for _ in range(5):
            assert client.ask("OPTIONS", "/sparql", {"Origin": "http://x"}).status == 204
        assert client.get("/sparql?query=ASK%7B%7D").status == 200


def test_options_of_the_service_as_a_whole(client: Client) -> None:
    answer = client.ask("OPTIONS", "*")
    assert (answer.status, answer.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert client.ask("GET", "*").status == 400
