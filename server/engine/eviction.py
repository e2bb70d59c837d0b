"""Which slow queries have to make room for others that have waited too long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from server.engine.job import Job, Waiter

# A query that has waited this long may push out one that has run this long.
_PATIENCE = 0.3
_EVICTABLE_AFTER = 1.0


@dataclass(frozen=True, slots=True)
class Demand:
    """Who has how much of what there is.

    :param at_work: queries at work by client.
    :param per_client: how many one client may have.
    :param full: whether there can be no further process.
    """

    at_work: Mapping[str, int]
    per_client: int
    full: bool


def evictions(
    waiting: Iterable[Waiter], jobs: Sequence[Job], demand: Demand, now: float
) -> list[Job]:
    """Return the queries that go, one for each that has waited too long for a place.

    The client with the most queries at work gives way first, with what has run longest.
    """
    victims = []
    for waiter in waiting:
        if now - waiter.since <= _PATIENCE:
            continue
        own = bool(waiter.client) and demand.at_work[waiter.client] >= demand.per_client
        if not own and not demand.full:
            continue
        if (victim := _greediest(jobs, waiter.client if own else None, now)) is not None:
            victims.append(victim)
    return victims


def _greediest(jobs: Sequence[Job], client: str | None, now: float) -> Job | None:
    evictable = [
        job
        for job in jobs
        if job.verdict is None and job.slow and now - job.started > _EVICTABLE_AFTER
    ]
    if client is not None:
        evictable = [job for job in evictable if job.client == client]
    share = Counter(job.client for job in evictable)
    return max(evictable, key=lambda job: (share[job.client], -job.started), default=None)
