"""What happens on the wire: framing, limits, slow clients, broken answers."""

from __future__ import annotations

import json
import socket
import time
from urllib.parse import quote

import pytest

from tests.protocol.conftest import Client, parse, read_all
from tests.protocol.problems import assert_problem

GET = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
LAST = b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"


def answers(data: bytes) -> list[int]:
    """Return the status of each answer in `data`, all of which carry Content-Length."""
    found = []
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        found.append(int(head.split()[1]))
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        data = rest[length:]
    return found


def test_pipelined_requests_are_answered_in_order(client: Client) -> None:
    missing = b"GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
    assert answers(client.exchange(GET + missing + GET + LAST)) == [200, 404, 200, 200]


def test_a_refused_body_does_not_spoil_the_next_request(client: Client) -> None:
    refused = b"POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + b"z" * 100000
    assert answers(client.exchange(refused + LAST)) == [405, 200]
    chunked = b"PUT /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert answers(client.exchange(chunked + b"3\r\nabc\r\n0\r\n\r\n" + LAST)) == [405, 200]
    with_body = b"GET /health HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
    assert answers(client.exchange(with_body + LAST)) == [200, 200]


def test_a_repeated_request_with_chunks_is_answered_once_each_time(client: Client) -> None:
    query = quote("SELECT ?s { ?s ?p ?o } LIMIT 7")
    line = f"GET /sparql?query={query} HTTP/1.1\r\nHost: a\r\nAccept: text/csv\r\n".encode()
    chunked = line + b"Transfer-Encoding: chunked\r\n\r\n"
    smuggled = b"GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(smuggled), smuggled)
    missing = b"GET /none HTTP/1.1\r\nHost: a\r\n\r\n"
    for _ in range(5):
        # Each time on another connection as well: what is known of a request is known to all.
        assert answers(client.exchange(chunked + body + missing + LAST)) == [200, 404, 200]
    many = (chunked + body) * 5 + missing + LAST
    assert answers(client.exchange(many)) == [200] * 5 + [404, 200]


@pytest.mark.parametrize(
    "head",
    [
        b"GET /health HTTP/1.1\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: a b\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost : a\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
        b"GET  /health HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET health HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /health\r\nHost: a\r\n\r\n",
        b"GET /health HTTP/2.0\r\nHost: a\r\n\r\n",
        b"\x16\x03\x01\x00\xa5\x01\x00\r\n\r\n",
        POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\n",
        POST + b"Content-Length: +3\r\n\r\n",
        POST + b"Content-Length: -3\r\n\r\n",
        POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"1" * 300,
    ],
)
def test_ambiguous_or_malformed_requests_are_refused(client: Client, head: bytes) -> None:
    assert_problem(parse(client.exchange(head)), 400)


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET /" + b"a" * 3_000_000, 414),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", 431),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 3_000_000, 431),
        (b"GET /health HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
        (POST + b"Content-Length: 99999999999\r\n\r\n", 413),
        (POST + b"Transfer-Encoding: chunked\r\n\r\nfffffffff\r\n", 413),
        (POST + b"Content-Length: 99999999\r\n\r\n" + b"z" * 3_000_000, 413),
    ],
)
def test_what_is_too_large_is_refused(client: Client, request_bytes: bytes, status: int) -> None:
    with client.connect() as connection:
        connection.sendall(request_bytes)
        assert_problem(parse(read_all(connection)), status)


@pytest.mark.parametrize("part", [GET[:20], POST + b"Content-Length: 50\r\n\r\nASK"])
def test_a_request_that_does_not_arrive_gets_408(client: Client, part: bytes) -> None:
    assert_problem(parse(client.exchange(part)), 408)


def test_a_silent_connection_is_closed_without_a_word(client: Client) -> None:
    assert client.exchange(b"") == b""


def test_continue_is_sent_before_the_body_is_read(client: Client) -> None:
    with client.connect() as connection:
        connection.sendall(
            POST + b"Content-Length: 6\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
        )
        assert connection.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"ASK {}")
        assert parse(read_all(connection)).status == 200


def test_a_request_in_single_bytes_is_understood(client: Client) -> None:
    with client.connect() as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in LAST:
            connection.sendall(bytes((byte,)))
        assert parse(read_all(connection)).status == 200


def test_an_http_1_0_client_is_answered_and_the_connection_closed(client: Client) -> None:
    query = quote("SELECT * { ?s ?p ?o }").encode()
    data = client.exchange(b"GET /sparql?query=" + query + b" HTTP/1.0\r\n\r\n")
    assert b"chunked" not in data
    assert json.loads(data.partition(b"\r\n\r\n")[2])["head"]["vars"] == ["s", "p", "o"]


def test_a_client_that_closes_its_side_still_gets_its_answer(client: Client) -> None:
    with client.connect() as connection:
        connection.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        assert parse(read_all(connection)).status == 200


def test_the_absolute_form_of_an_address_names_the_host(client: Client) -> None:
    data = client.exchange(
        b"GET http://example.org/sparql HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    )
    assert b"<http://example.org/sparql>" in parse(data).body


@pytest.mark.parametrize(
    "unfinished",
    [
        GET[:20],
        POST + b"Content-Length: 500\r\n\r\nASK",
        POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nA",
    ],
)
def test_two_hundred_slow_senders_do_not_stop_an_honest_request(
    client: Client, unfinished: bytes
) -> None:
    slow = [client.connect() for _ in range(200)]
    try:
        for connection in slow:
            connection.sendall(unfinished)
        assert client.get("/sparql?query=ASK%7B%7D").status == 200
    finally:
        for connection in slow:
            connection.close()


# Big enough that no socket buffer takes it whole.
BIG = "SELECT ?a ?b ?c ?d { ?a ?x ?b . ?c ?y ?d } LIMIT 40000"


def test_clients_that_do_not_read_do_not_stop_an_honest_request(client: Client) -> None:
    slow = []
    try:
        for number in range(40):
            connection = client.connect()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            target = quote(f"{BIG}{number}", safe="").encode()
            connection.sendall(b"GET /sparql?query=" + target + b" HTTP/1.1\r\nHost: a\r\n\r\n")
            slow.append(connection)
        assert client.get("/sparql?query=ASK%7B%7D").status == 200
        assert client.get("/").status in (200, 303)
    finally:
        for connection in slow:
            connection.close()


def test_a_large_answer_arrives_whole(client: Client) -> None:
    answer = client.get("/sparql?query=" + quote(BIG))
    assert answer.headers["transfer-encoding"] == "chunked"
    assert len(json.loads(answer.body)["results"]["bindings"]) == 40000


def test_an_answer_that_breaks_off_never_looks_complete(client: Client) -> None:
    endless = quote("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    with client.connect() as connection:
        connection.sendall(
            f"GET /sparql?query={endless}&timeout=1 HTTP/1.1\r\nHost: a\r\n\r\n".encode()
        )
        received = b""
        try:
            while part := connection.recv(262144):
                received = (received + part)[-1_000_000:]
        except ConnectionResetError:
            pass
    assert not received.endswith(b"0\r\n\r\n")
    assert received.startswith(b"HTTP/1.1 503") or not received.endswith(b"]}}")


def test_a_client_that_leaves_midway_leaves_the_server_well(client: Client) -> None:
    for number in range(20):
        with client.connect() as connection:
            target = quote(f"{BIG}{number}").encode()
            connection.sendall(b"GET /sparql?query=" + target + b" HTTP/1.1\r\nHost: a\r\n\r\n")
            connection.recv(1000)
    assert client.get("/ready").status == 200


def test_requests_on_one_connection_stay_apart_over_time(client: Client) -> None:
    with client.connect() as connection:
        for _ in range(3):
            connection.sendall(GET)
            assert b'"ok"' in connection.recv(65536)
            time.sleep(0.01)
        connection.sendall(LAST)
        assert parse(read_all(connection)).status == 200


def test_a_request_that_ends_too_early_is_told_so(client: Client) -> None:
    for part in (GET[:20], POST + b"Content-Length: 50\r\n\r\nASK"):
        with client.connect() as connection:
            connection.sendall(part)
            connection.shutdown(socket.SHUT_WR)
            assert_problem(parse(read_all(connection)), 400)


@pytest.mark.parametrize("target", [b"/?lang=\xff", b"/id/\xff?lang=%FF", b"/?lang=\xd8\xb9"])
def test_bytes_that_are_no_ascii_never_break_a_page(client: Client, target: bytes) -> None:
    data = client.exchange(b"GET " + target + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert parse(data).status < 500
