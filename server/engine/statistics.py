"""Counters of the query engine, for metrics."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EngineStatistics:
    """A moment's view of the engine.

    :param release: identifier of the release that answers now.
    :param outcomes: queries by outcome: ``answered``, ``cached``, ``cancelled`` or the class name
        of an error.
    :param idle: workers that wait for a query; ``young`` and ``slow``: workers at a query.
    :param waiting: queries in the queue.
    :param transferring: answers on disk that clients still read.
    :param spool_bytes: bytes of those, as of the last look.
    :param started: workers started since the beginning.
    :param killed: workers stopped at a deadline or limit, or because the client had gone.
    :param lost: workers that ended by themselves or from outside.
    :param cache_hits: answers from the cache, ``cache_bytes``: its size.
    """

    release: str
    outcomes: dict[str, int]
    idle: int
    young: int
    slow: int
    starting: int
    waiting: int
    transferring: int
    spool_bytes: int
    started: int
    killed: int
    lost: int
    cache_hits: int
    cache_misses: int
    cache_bytes: int


@dataclass(slots=True)
class Tally:
    """Counters that many threads raise."""

    counts: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    spool_bytes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, name: str) -> None:
        """Raise one counter by one."""
        with self._lock:
            self.counts[name] += 1

    def outcome(self, name: str) -> None:
        """Count a query's outcome."""
        with self._lock:
            self.outcomes[name] += 1
