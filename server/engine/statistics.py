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
    :param direct: queries answered on connections that were lent.
    :param idle: workers that wait for a query; ``young`` and ``slow``: workers at a query;
        ``lent``: workers that have connections.
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
    direct: int
    idle: int
    young: int
    slow: int
    lent: int
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

    def count(self, name: str, times: int = 1) -> None:
        """Raise one counter."""
        with self._lock:
            self.counts[name] += times

    def outcome(self, name: str, times: int = 1) -> None:
        """Count the outcome of a query, or of several that ended alike."""
        with self._lock:
            self.outcomes[name] += times
