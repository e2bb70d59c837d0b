from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from loaders.errors import QuerySyntaxError
from server.engine.cache import AnswerCache, CachedAnswer, cache_key
from server.engine.formats import CSV, JSON
from server.engine.pool import QueryPool
from server.engine.query import QueryRequest
from server.engine.settings import MIB
from tests.engine.conftest import EX, PoolMaker, ask, body


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_same_question_costs_the_engine_once(make_pool: PoolMaker) -> None:
    pool = make_pool()
    request = QueryRequest("ASK { ?s ?p ?o } # once", table_format=JSON)
    assert pool.cached(request) is None
    first = pool.run(request)
    second = pool.run(request)
    assert (first.from_cache, second.from_cache) == (False, True)
    assert body(first) == body(second) == pool.cached(request)
    assert first.etag == second.etag == pool.etag(request)
    other = QueryRequest("ASK { ?s ?p ?o } # once", table_format=CSV)
    assert pool.cached(other) is None
    assert pool.etag(other) != first.etag


@pytest.mark.parametrize("call", ["NOW()", "RAND ()", "uuid()", "STRUUID#c\n()"])
def test_what_holds_once_only_is_not_kept(pool: QueryPool, call: str) -> None:
    answers = [ask(pool, f"SELECT ({call} AS ?x) {{}}") for _ in range(2)]
    assert [answer.etag for answer in answers] == [None, None]
    assert body(answers[0]) != body(answers[1]) or call == "NOW()"
    assert not any(answer.from_cache for answer in answers)


def test_large_answers_are_not_kept(make_pool: PoolMaker) -> None:
    pool = make_pool(cache_answer_bytes=2000)
    text = f"SELECT * {{ ?s <{EX}number> ?n }}"
    assert len(body(ask(pool, text))) > 2000
    assert not ask(pool, text).from_cache


def test_an_answer_that_went_to_a_file_is_kept_when_it_is_whole(make_pool: PoolMaker) -> None:
    pool = make_pool(cache_answer_bytes=8 * MIB)
    text = f"SELECT * {{ ?a <{EX}number> ?x . ?b <{EX}number> ?y }} LIMIT 10000"
    request = QueryRequest(text, table_format=JSON)
    first = pool.run(request)
    assert first.body is None
    whole = body(first)
    assert MIB < len(whole) < 8 * MIB
    _until(lambda: pool.cached(request) is not None)
    again = pool.run(request)
    assert again.from_cache and again.body is None
    assert body(again) == whole == pool.cached(request)
    assert again.etag == first.etag


def test_an_answer_that_its_client_gave_up_is_not_kept(make_pool: PoolMaker) -> None:
    pool = make_pool(cache_answer_bytes=64 * MIB)
    text = f"SELECT * {{ ?a <{EX}number> ?x . ?b <{EX}number> ?y . ?c <{EX}number> ?z }}"
    request = QueryRequest(text, table_format=JSON)
    answer = pool.run(request)
    next(answer.chunks)
    answer.close()
    _until(lambda: not pool.statistics().transferring)
    assert pool.cached(request) is None


def test_the_least_used_answer_goes_first() -> None:
    cache = AnswerCache(limit=5000, largest=5000)
    keys = [cache_key(QueryRequest(str(n)), "r") for n in range(3)]
    for key in keys:
        cache.get(keys[0])
        cache.put(key, CachedAnswer("ASK", JSON, (), b"x" * 1500))
    assert [cache.get(key) is not None for key in keys] == [True, False, True]
    assert cache.size <= 5000
    cache.forget_all_but("other")
    assert cache.size == 0


def test_identical_questions_at_once_are_answered_once(make_pool: PoolMaker) -> None:
    pool = make_pool()
    text = f"SELECT (COUNT(*) AS ?n) {{ ?a <{EX}number> ?x . ?b <{EX}number> ?y FILTER(?x < ?y) }}"
    bodies: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: bodies.append(body(ask(pool, text)))) for _ in "abcd"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(bodies)) == 1 and len(bodies) == 4
    outcomes = pool.statistics().outcomes
    assert (outcomes["answered"], outcomes["cached"]) == (1, 3)


def test_errors_are_not_kept(pool: QueryPool) -> None:
    for _ in range(2):
        with pytest.raises(QuerySyntaxError):
            ask(pool, "SELECT")
