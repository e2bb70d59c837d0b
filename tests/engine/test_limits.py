"""What hostile queries do to others: nothing. The killers are those of the field's experience."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from loaders.errors import (
    BadRequest,
    Overloaded,
    QueryRefused,
    QueryTimeout,
    QueryTooBig,
    ServiceError,
    Unavailable,
)
from server.engine.pool import QueryPool
from server.engine.query import QueryRequest
from server.engine.settings import EngineSettings
from tests.engine.conftest import EX, PoolMaker, ask, body

NUMBER = f"<{EX}number>"
CROSS = f"?a {NUMBER} ?x . ?b {NUMBER} ?y . ?c {NUMBER} ?z . ?d {NUMBER} ?w"
DEEP = 5000

NESTED = {
    "parentheses": "ASK { FILTER(" + "(" * DEEP + "1" + ")" * DEEP + ") }",
    "braces": "ASK " + "{" * DEEP + "}" * DEEP,
    "negations": "ASK { FILTER(" + "!" * DEEP + "true) }",
    "sub-selects": "SELECT * " + "{ SELECT * " * DEEP + "{}" + "}" * DEEP,
    "exists": "ASK { ?s ?p ?o " + "FILTER EXISTS { ?s ?p ?o " * 1000 + "}" * 1000 + " }",
    "path groups": "ASK { ?s " + "(" * 500 + "<a:b>" + ")*" * 500 + " ?o }",
    "lists": "ASK { ?s ?p " + "(" * 500 + "1" + ")" * 500 + " }",
    "unions": "ASK { " + "{} UNION " * 5000 + "{} }",
    "triple terms": "ASK { ?s ?p " + "<<( ?s ?p " * 2000 + "?o" + " )>>" * 2000 + " }",
    "binds": "SELECT * { " + " ".join(f"BIND(1 AS ?v{n})" for n in range(20_000)) + " }",
    "a megabyte of parentheses": "ASK { FILTER(" + "(" * 500_000 + "1" + ")" * 500_000 + ") }",
}
GREEDY = {
    "count over a product": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    "order by over a product": f"SELECT * {{ {CROSS} }} ORDER BY ?x ?y ?z",
    "distinct over a product": f"SELECT DISTINCT * {{ {CROSS} }}",
    "construct over a product": f"CONSTRUCT {{ ?a ?x ?b . ?c ?y ?d }} {{ {CROSS} }}",
    "all paths": "SELECT * { ?s (<a:b>|!<a:b>)* ?o . ?u (<a:b>|!<a:b>)* ?v . ?w ^!<a:b>* ?z }",
    "group_concat": f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?b))) AS ?t) {{ {CROSS} }}",
    "doubling by replace": "SELECT (STRLEN(?v40) AS ?n) { BIND('aaaaaaaaaa' AS ?v0) "
    + " ".join(f"BIND(REPLACE(?v{n}, 'a', 'aa') AS ?v{n + 1})" for n in range(40))
    + " }",
    "doubling by concat": "SELECT (STRLEN(?v40) AS ?n) { BIND('aaaaaaaaaa' AS ?v0) "
    + " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(40))
    + " }",
}


@pytest.fixture(scope="module")
def guarded(release_root: object) -> Iterator[QueryPool]:
    settings = EngineSettings(
        timeout=1.0, workers=3, memory_mb=1024, max_result_bytes=20_000_000, cache_mb=0
    )
    pool = QueryPool(release_root, settings)  # type: ignore[arg-type]
    yield pool
    pool.close()


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_deep_nesting_ends_cleanly(guarded: QueryPool, text: str) -> None:
    with contextlib.suppress(QueryTimeout, QueryTooBig, BadRequest):
        assert body(ask(guarded, text))
    assert b"true" in body(ask(guarded, "ASK { ?s ?p ?o }"))


@pytest.mark.parametrize("text", GREEDY.values(), ids=GREEDY)
def test_greed_ends_at_a_limit(guarded: QueryPool, text: str) -> None:
    with pytest.raises((QueryTimeout, QueryTooBig)):
        body(ask(guarded, text))
    assert b"true" in body(ask(guarded, "ASK { ?s ?p ?o }"))


def test_honest_queries_are_answered_beside_fifty_hostile_ones(make_pool: PoolMaker) -> None:
    pool = make_pool(timeout=4.0, workers=4, cache_mb=0)
    hostile = [f"{text} # {n}" for n in range(7) for text in GREEDY.values()][:50]
    started = threading.Barrier(51)

    def attack(text: str) -> ServiceError | None:
        started.wait()
        try:
            body(ask(pool, text, client="same"))
        except ServiceError as error:
            return error
        return None

    with ThreadPoolExecutor(50) as threads:
        ends = [threads.submit(attack, text) for text in hostile]
        started.wait()
        # Were these in the way of each other, each would meet this deadline or the queue's end.
        for number in range(60):
            text = f"SELECT ?s {{ ?s {NUMBER} {number} }}"
            answer = pool.run(
                QueryRequest(text, table_format="text/csv", timeout=2.0, client="same")
            )
            assert body(answer) == f"s\r\n{EX}s{number}\r\n".encode()
        outcomes = [end.result() for end in ends]
    stopped = (QueryTimeout, QueryTooBig, Overloaded)
    assert [outcome for outcome in outcomes if not isinstance(outcome, stopped)] == []
    assert b"true" in body(ask(pool, "ASK { ?s ?p ?o }"))


def test_every_thread_of_a_worker_yields_and_takes_turns_again(make_pool: PoolMaker) -> None:
    pool = make_pool(workers=1)
    body(ask(pool, "ASK { ?s ?p ?o }"))
    worker = pool.crew.idle[0]
    threads = [int(entry.name) for entry in Path(f"/proc/{worker.pid}/task").iterdir()]
    before = os.getpriority(os.PRIO_PROCESS, 0)
    worker.yield_to_others()
    assert {os.getpriority(os.PRIO_PROCESS, thread) for thread in threads} == {19}
    assert os.getpriority(os.PRIO_PROCESS, 0) == before
    if worker.take_turns_again():
        assert {os.getpriority(os.PRIO_PROCESS, thread) for thread in threads} == {0}


def test_a_client_may_ask_for_less_time_and_not_for_more(make_pool: PoolMaker) -> None:
    pool = make_pool(timeout=0.6)
    with pytest.raises(QueryTimeout, match=r"of 0\.2 s"):
        ask(pool, GREEDY["count over a product"], timeout=0.2)
    with pytest.raises(QueryTimeout, match=r"of 0\.6 s"):
        ask(pool, GREEDY["count over a product"], timeout=100.0)


def test_a_full_queue_turns_away_with_retry_after(make_pool: PoolMaker) -> None:
    pool = make_pool(workers=1, max_workers=1, queue_length=0, timeout=1.0)
    with ThreadPoolExecutor(1) as threads:
        hung = threads.submit(ask, pool, GREEDY["count over a product"])
        while not pool.statistics().young + pool.statistics().slow:
            assert not hung.done()
        with pytest.raises(Overloaded) as caught:
            ask(pool, "ASK {}")
        assert int(caught.value.headers["Retry-After"]) > 0
        with pytest.raises(QueryTimeout):
            hung.result()


def test_waiting_ends_with_503(make_pool: PoolMaker) -> None:
    pool = make_pool(workers=1, max_workers=1, queue_seconds=0.2, timeout=1.0)
    with ThreadPoolExecutor(1) as threads:
        hung = threads.submit(ask, pool, GREEDY["count over a product"])
        while not pool.statistics().young + pool.statistics().slow:
            assert not hung.done()
        with pytest.raises(Overloaded):
            ask(pool, "ASK {}")
        assert hung.exception() is not None


def test_one_client_leaves_room_for_others(make_pool: PoolMaker) -> None:
    pool = make_pool(workers=3, max_workers=4, per_client=2, timeout=1.5, queue_seconds=0.3)
    with ThreadPoolExecutor(2) as threads:
        hung = [
            threads.submit(ask, pool, f"{GREEDY['count over a product']} # {n}", client="greedy")
            for n in range(2)
        ]
        while pool.statistics().young + pool.statistics().slow < 2:
            assert not any(job.done() for job in hung)
        with pytest.raises(Overloaded):
            ask(pool, "ASK { ?s ?p 1 }", client="greedy")
        assert body(ask(pool, "ASK { ?s ?p 2 }", client="modest"))
        assert all(isinstance(job.exception(), Unavailable) for job in hung)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """Open a port on which nobody should call; give it and the calls that came."""
    calls: list[str] = []
    server = socket.create_server(("127.0.0.1", 0))

    def count() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            calls.append("called")
            connection.close()

    thread = threading.Thread(target=count)
    thread.start()
    yield server.getsockname()[1], calls
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


SERVICE_TRICKS = (
    "SELECT * {{ SERVICE <{u}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{u}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p 5SERVICE<{u}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ OPTIONAL {{ SERVICE#x\n<{u}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ FILTER EXISTS {{ SERVICE <{u}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{u}> {{ ?s ?p ?o }} }} }} }}",
    "SELECT * {{ GRAPH ?g {{ SERVICE <{u}> {{ ?s ?p ?o }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE SILENT <{u}> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s {{ SERVICE <{u}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(IRI(CONCAT('{u}', '')) AS ?u) LATERAL {{ SERVICE ?u {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ VALUES ?u {{ <{u}> }} LATERAL {{ SERVICE SILENT ?u {{ ?s ?p ?o }} }} }}",
    "PREFIX x: <{u}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
    "PREFIX x: <{u}> SELECT * {{ SERVICEx: {{ ?s ?p ?o }} }}",
    "BASE <{u}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
)


@pytest.mark.parametrize("trick", SERVICE_TRICKS)
def test_service_is_refused_and_reaches_nothing(
    guarded: QueryPool, listener: tuple[int, list[str]], trick: str
) -> None:
    port, calls = listener
    with pytest.raises(QueryRefused):
        ask(guarded, trick.format(u=f"http://127.0.0.1:{port}/"))
    assert calls == []


@pytest.mark.parametrize("trick", SERVICE_TRICKS)
def test_service_reaches_nothing_even_if_the_text_scan_is_blind(
    guarded: QueryPool,
    listener: tuple[int, list[str]],
    trick: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port, calls = listener
    monkeypatch.setattr(guarded.desk.federation, "resolved", lambda text: text)
    # SILENT and EXISTS swallow the refusal; what counts is that nobody was called.
    with contextlib.suppress(BadRequest):
        body(ask(guarded, trick.format(u=f"http://127.0.0.1:{port}/")))
    assert calls == []


def test_from_and_load_reach_nothing(guarded: QueryPool, listener: tuple[int, list[str]]) -> None:
    port, calls = listener
    text = f"ASK FROM <http://127.0.0.1:{port}/> {{ ?s ?p ?o }}"
    assert b"false" in body(ask(guarded, text))
    with pytest.raises(QueryRefused):
        ask(guarded, f"LOAD <http://127.0.0.1:{port}/>")
    assert calls == []
