"""What the operator decides about the query engine."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

KIB = 1024
MIB = 1024 * KIB


def usual_workers() -> int:
    """Return how many queries may be at work at a time on this machine: two more than processors.

    Fewer leave a processor idle while an answer is on its way; with more, queries drive each other
    out of the processor caches (measured: a fifth fewer answers with six workers on two).
    """
    return len(os.sched_getaffinity(0)) + 2


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Limits and sizes of the query engine; every limit is announced when it is met.

    A query begins *young*. After ``young_seconds`` it is *slow* and no longer occupies one of the
    ``workers`` places, so that hung queries never stand in the way of short ones; the pool starts
    further processes up to ``max_workers`` instead.

    :param workers: young queries that run at the same time, and processes kept warm.
    :param max_workers: processes in all, whatever they do.
    :param young_seconds: processor seconds after which a query is slow if others have waited for a
        while, and four times as many otherwise. One that gets no processor is slow after twice
        as long.
    :param nice_after: processor seconds after which a query yields to all others.
    :param timeout: seconds a query may take to parse, plan and evaluate.
    :param memory_mb: address space of one worker, in MiB.
    :param total_memory_mb: resident memory of all workers, in MiB; None: half of the machine's.
    :param max_query_bytes: length of a query in UTF-8; longer ones get 413.
    :param max_result_rows: rows of an answer; None: no limit.
    :param max_result_bytes: bytes of an answer as serialised.
    :param queue_length: queries that may wait for a worker; further ones get 503.
    :param queue_seconds: longest wait in the queue, then 503.
    :param per_client: queries of one client that are at work at the same time; answers that wait on
        disk for a slow client are bounded by ``spool_mb`` instead.
    :param recycle_after: queries after which a worker is replaced.
    :param recycle_memory_mb: resident memory above which a worker is replaced after its query.
    :param spool_mb: all answers together that wait on disk for slow clients, in MiB.
    :param spool_directory: where those wait, in unlinked files; None: the system's own choice.
    :param transfer_seconds: longest time an answer may wait on disk for its client.
    :param cache_mb: serialised answers kept in memory, in MiB; 0: none.
    :param cache_answer_bytes: an answer larger than this is not kept.
    :param service_allow_list: endpoints that SERVICE may name, as absolute IRIs.
    :param service_timeout: seconds for one call of an allowed endpoint.
    :param service_bytes: size of one answer of an allowed endpoint.
    :param service_private_addresses: whether an allowed endpoint may live on a private address.
    """

    workers: int = field(default_factory=usual_workers)
    max_workers: int = 64
    young_seconds: float = 0.05
    nice_after: float = 1.0
    timeout: float = 10.0
    memory_mb: int = 2048
    total_memory_mb: int | None = None
    max_query_bytes: int = 2 * MIB
    max_result_rows: int | None = None
    max_result_bytes: int = 1024 * MIB
    queue_length: int = 256
    queue_seconds: float = 5.0
    per_client: int = 56
    recycle_after: int = 100_000
    recycle_memory_mb: int = 400
    spool_mb: int = 4096
    spool_directory: Path | None = None
    transfer_seconds: float = 600.0
    cache_mb: int = 64
    cache_answer_bytes: int = 8 * MIB
    service_allow_list: tuple[str, ...] = ()
    service_timeout: float = 5.0
    service_bytes: int = 8 * MIB
    service_private_addresses: bool = False
