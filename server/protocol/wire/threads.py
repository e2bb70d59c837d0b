"""Threads for what may block, started when they are needed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

_LOG = logging.getLogger("mithaq.server")
# A thread without work ends after this many seconds; the few that stay are kept warm.
_IDLE_SECONDS = 30.0
_KEPT = 4

Job = Callable[[], None]


class Threads:
    """Runs jobs in threads, as many as are needed up to a limit; further jobs wait their turn."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._threads = 0
        # Jobs handed over minus jobs finished: threads beyond this number have nothing to do.
        self._open_jobs = 0

    def run(self, job: Job) -> None:
        """Have `job` run soon; it must not raise."""
        with self._lock:
            self._open_jobs += 1
            grow = self._open_jobs > self._threads and self._threads < self._most
            if grow:
                self._threads += 1
        self._jobs.put(job)
        if grow:
            threading.Thread(target=self._work, name="mithaq-answer", daemon=True).start()

    def close(self) -> None:
        """Let all threads end after the jobs that are waiting."""
        with self._lock:
            count = self._threads
        for _ in range(count):
            self._jobs.put(None)

    def _work(self) -> None:
        while True:
            try:
                job = self._jobs.get(timeout=_IDLE_SECONDS)
            except Empty:
                with self._lock:
                    if self._open_jobs >= self._threads or self._threads <= _KEPT:
                        continue
                    self._threads -= 1
                return
            if job is None:
                return
            try:
                job()
            except Exception:
                _LOG.exception("a job failed")
            finally:
                with self._lock:
                    self._open_jobs -= 1
