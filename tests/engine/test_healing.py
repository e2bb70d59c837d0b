from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders.errors import EngineFailure, ReleaseError, ServiceError, Unavailable
from server.engine.formats import CSV
from server.engine.pool import QueryPool
from server.engine.settings import EngineSettings
from tests.engine.conftest import (
    EX,
    PoolMaker,
    ask,
    body,
    is_alive,
    marked,
    worker_pids,
)
from tests.releases import write_release

MARK = f"SELECT ?m {{ <{EX}release> <{EX}mark> ?m }}"
HANG = f"SELECT (COUNT(*) AS ?n) {{ ?a <{EX}number> ?b . ?c <{EX}number> ?d . ?e <{EX}number> ?f }}"


def _eventually(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(what)
        time.sleep(0.01)


def _stop(pid: int) -> None:
    """Stop a process and wait until each of its threads stands still.

    The signal reaches one thread, which stops the others only when it gets a processor; until then
    they work on.
    """
    os.kill(pid, signal.SIGSTOP)
    threads = [thread / "stat" for thread in Path(f"/proc/{pid}/task").iterdir()]
    _eventually(
        lambda: all(
            stat.read_text("ascii").rpartition(")")[2].split()[0] == "T" for stat in threads
        ),
        "the process was not stopped",
    )


def test_killed_idle_workers_are_replaced_unnoticed(make_pool: PoolMaker) -> None:
    pool = make_pool(workers=3, cache_mb=0)
    for _ in range(3):
        before = worker_pids(pool)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        assert b"true" in body(ask(pool, "ASK { ?s ?p ?o }"))
        _eventually(
            lambda killed=before: (  # type: ignore[misc]
                len(worker_pids(pool)) >= 3 and not set(killed) & set(worker_pids(pool))
            ),
            "the workers were not replaced",
        )


def test_a_worker_killed_at_its_work_is_replaced_and_the_query_asked_again(
    make_pool: PoolMaker,
) -> None:
    pool = make_pool(workers=1, timeout=20.0)
    text = f"SELECT (COUNT(*) AS ?n) {{ ?a <{EX}number> ?x . ?b <{EX}number> ?y FILTER(?x < ?y) }}"
    answers: list[bytes] = []
    thread = threading.Thread(
        target=lambda: answers.append(body(ask(pool, text, table_format=CSV)))
    )
    thread.start()
    _eventually(lambda: bool(pool.crew.jobs), "the query did not start")
    with pool.crew.lock:
        (worker,) = pool.crew.jobs or (None,)
    assert worker is not None
    os.kill(worker.pid, signal.SIGKILL)
    thread.join()
    assert answers == [b"n\r\n499500\r\n"]


def test_the_killed_zygote_is_replaced(make_pool: PoolMaker) -> None:
    pool = make_pool(workers=2, cache_mb=0)
    for _ in range(2):
        before = worker_pids(pool)
        zygote = pool._warden._nursery._process
        assert zygote is not None
        os.kill(zygote.pid, signal.SIGKILL)
        _eventually(lambda: not any(map(is_alive, before)), "workers outlived the zygote")  # noqa: B023
        assert b"true" in body(ask(pool, "ASK { ?s ?p ?o }"))


def test_a_stopped_worker_meets_the_deadline(make_pool: PoolMaker) -> None:
    pool = make_pool(workers=1, timeout=0.5)
    (pid,) = worker_pids(pool)
    _stop(pid)
    with pytest.raises(ServiceError):
        ask(pool, "ASK { ?s ?p 1 }")
    assert b"true" in body(ask(pool, "ASK { ?s ?p ?o }"))


def test_no_worker_outlives_a_killed_web_process(release_root: Path) -> None:
    program = f"""
import sys, threading, time
from pathlib import Path
from server.engine.pool import QueryPool
from server.engine.settings import EngineSettings
from server.engine.query import QueryRequest
pool = QueryPool(Path({str(release_root)!r}), EngineSettings(workers=2, timeout=60.0))
hang = QueryRequest({HANG!r}, table_format="text/csv")
threading.Thread(target=pool.run, args=(hang,), daemon=True).start()
while not pool.crew.jobs:
    time.sleep(0.01)
with pool.crew.lock:
    pids = [w.pid for w in (*pool.crew.idle, *pool.crew.jobs)]
print(pool._warden._nursery._process.pid, *pids, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as web:
        assert web.stdout is not None
        pids = [int(word) for word in web.stdout.readline().split()]
        assert len(pids) >= 2 and all(map(is_alive, pids))
        web.kill()
    _eventually(lambda: not any(map(is_alive, pids)), "orphans are left")


def test_closing_ends_every_process_and_thread(release_root: Path) -> None:
    threads = threading.active_count()
    pool = QueryPool(release_root, EngineSettings(workers=2))
    pids = worker_pids(pool)
    pool.close()
    pool.close()
    _eventually(lambda: not any(map(is_alive, pids)), "workers are left")
    assert threading.active_count() == threads
    with pytest.raises(Unavailable):
        ask(pool, "ASK {}")


def test_workers_are_recycled(make_pool: PoolMaker) -> None:
    pool = make_pool(workers=1, recycle_after=3, cache_mb=0)
    seen = set()
    for _ in range(9):
        assert body(ask(pool, "ASK {}"))
        seen.update(worker_pids(pool))
    _eventually(lambda: pool.statistics().started >= 3, "no worker was replaced")


def test_a_new_release_is_taken_up_under_load_without_mixing(tmp_path: Path) -> None:
    for name in ("r1", "r2", "r3"):
        write_release(tmp_path, name, marked(name))
    (tmp_path / "current").unlink()
    (tmp_path / "current").symlink_to("r1")
    pool = QueryPool(tmp_path, EngineSettings(workers=3))
    stop = threading.Event()
    seen: list[tuple[str, str, bytes]] = []

    def load() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            answer = ask(pool, f"{MARK} # {number % 50}", table_format=CSV)
            seen.append((answer.release, answer.etag or "", body(answer)))

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for name in ("r2", "r3", "r1"):
            (tmp_path / "next").symlink_to(name)
            (tmp_path / "next").replace(tmp_path / "current")
            _eventually(lambda wanted=name: pool.release == wanted, f"{name} was not taken up")  # type: ignore[misc]
            assert body(ask(pool, MARK, table_format=CSV)) == f"m\r\n{name}\r\n".encode()
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        pool.close()
    assert {release for release, _, _ in seen} == {"r1", "r2", "r3"}
    assert all(found == f"m\r\n{release}\r\n".encode() for release, _, found in seen)


def test_a_query_at_work_ends_on_the_release_where_it_began(tmp_path: Path) -> None:
    numbers = [
        ox.Quad(ox.NamedNode(f"{EX}s{n}"), ox.NamedNode(f"{EX}number"), ox.Literal(n))
        for n in range(1500)
    ]
    write_release(tmp_path, "r1", numbers)
    pool = QueryPool(tmp_path, EngineSettings(workers=2, timeout=60.0))
    text = f"SELECT (COUNT(*) AS ?n) {{ ?a <{EX}number> ?x . ?b <{EX}number> ?y FILTER(?x <= ?y) }}"
    answers = []
    thread = threading.Thread(target=lambda: answers.append(ask(pool, text, table_format=CSV)))
    thread.start()
    _eventually(lambda: bool(pool.crew.jobs), "the query did not start")
    write_release(tmp_path, "r2", marked("second"))
    thread.join()
    _eventually(lambda: pool.release == "r2", "the release was not taken up")
    pool.close()
    assert answers[0].release == "r1"
    assert body(answers[0]) == b"n\r\n1125750\r\n"


def test_a_broken_release_leaves_the_old_one_serving(tmp_path: Path) -> None:
    write_release(tmp_path, "r1", marked("first"))
    pool = QueryPool(tmp_path, EngineSettings(workers=1, cache_mb=0))
    broken = tmp_path / "r2" / "store"
    broken.mkdir(parents=True)
    (broken / "CURRENT").write_text("nonsense", "utf-8")
    (tmp_path / "next").symlink_to("r2")
    (tmp_path / "next").replace(tmp_path / "current")
    _eventually(lambda: pool._warden._refused is not None, "the release was not tried")
    assert (pool.release, pool._warden._refused.id if pool._warden._refused else "") == ("r1", "r2")
    assert b"first" in body(ask(pool, MARK))
    write_release(tmp_path, "r3", marked("third"))
    _eventually(lambda: pool.release == "r3", "the mended release was not taken up")
    assert b"third" in body(ask(pool, MARK))
    pool.close()


def test_without_a_release_there_is_no_pool(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError):
        QueryPool(tmp_path)
    with pytest.raises(ReleaseError):
        QueryPool(tmp_path / "none")


def test_a_broken_first_release_is_said(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("nonsense", "utf-8")
    with pytest.raises(EngineFailure, match="store is broken"):
        QueryPool(tmp_path)


def test_one_release_directory_serves_too(release_root: Path) -> None:
    pool = QueryPool(release_root / "r1", EngineSettings(workers=1))
    assert pool.release == "r1"
    assert b"true" in body(ask(pool, "ASK { ?s ?p ?o }"))
    pool.close()
