"""What a worker's failure means to the client who asked."""

from __future__ import annotations

import logging
import re
import signal
from typing import TYPE_CHECKING, Any

import loaders.errors
from loaders.errors import (
    EngineFailure,
    OrderUndefined,
    Overloaded,
    QueryTimeout,
    QueryTooBig,
    ServiceError,
    Unavailable,
)
from server.engine.process import died_of

if TYPE_CHECKING:
    from server.engine.job import Job

_log = logging.getLogger("mithaq.engine")
_PATIENCE = 2.0
# What Rust's sort says before it ends the process, and what any panic says that is not of memory.
_NO_TOTAL_ORDER = re.compile(r"panicked at [^\n]*/slice/sort/[^\n]*\n[^\n]*total order")
_PANIC = re.compile(r"panicked at (?![^\n]*\n[^\n]*(?:alloc|memory|capacity|resource))")
RETRY_AFTER = {"Retry-After": "5"}


class ClientGone(Unavailable):
    """The client has gone, and nobody sees this."""


class WorkerLost(Unavailable):
    """503: the worker was ended from outside; the query itself is not to blame."""


def reported_failure(report: dict[str, Any]) -> ServiceError:
    """Return the error that a worker reported in a FAILURE frame."""
    kind = getattr(loaders.errors, str(report.get("class")), EngineFailure)
    if not (isinstance(kind, type) and issubclass(kind, ServiceError)):
        kind = EngineFailure
    position = report.get("position")
    return kind(
        str(report.get("what", "")),
        remedy=str(report.get("remedy", "")),
        position=(int(position[0]), int(position[1])) if position else None,
        excerpt=str(report.get("excerpt", "")),
    )


def failure_of_death(status: int | None, last_words: str) -> ServiceError:
    """Return the error for a worker that ended by itself in the middle of a query.

    Rust aborts when memory runs out and the kernel sends SIGSEGV when nesting overflows the
    stack: both are the query's size. Rust aborts, too, where the engine's own checks fail, which
    nothing but the last words tells. SIGKILL comes from outside: the kernel short of memory, or an
    operator.

    :param last_words: not to be trusted further than this, since a query may have a share in them.
    """
    if status == -signal.SIGXCPU:
        return query_timeout()
    if status == -signal.SIGSEGV:
        return QueryTooBig(
            "The query is nested too deeply for the engine.",
            remedy="Nest less: fewer parentheses, groups or sub-queries within each other.",
        )
    if status == -signal.SIGABRT and _NO_TOTAL_ORDER.search(last_words):
        return no_total_order()
    if status == -signal.SIGABRT and _PANIC.search(last_words):
        return EngineFailure("The engine broke on this query.")
    if status in (-signal.SIGABRT, -signal.SIGBUS, -signal.SIGXFSZ) or "memory" in last_words:
        return QueryTooBig(
            "The query needs more memory than one query may have.",
            remedy="Ask for less: a narrower pattern, fewer rows to sort or group, a LIMIT.",
        )
    return WorkerLost(
        "The process that worked on this query has gone.",
        remedy="Ask again.",
        headers=dict(RETRY_AFTER),
    )


def death_of(job: Job) -> ServiceError:
    """Return why the worker of a job has gone: the pool's own verdict, or what the kernel says."""
    if job.verdict is not None:
        return job.verdict
    status = job.worker.exit_status(_PATIENCE)
    words = job.worker.last_words()
    _log.warning("worker %d ended at a query: %s %s", job.worker.pid, died_of(status), words[-200:])
    return failure_of_death(status, words)


def outcome_of(error: ServiceError) -> str:
    """Return the name under which a failed query is counted."""
    return "cancelled" if isinstance(error, ClientGone) else type(error).__name__


def client_gone() -> ClientGone:
    """Return the error for a query that nobody waits for any more."""
    return ClientGone("The client has gone.")


def query_timeout(seconds: float | None = None) -> QueryTimeout:
    """Return the error for a query that met its deadline."""
    after = "" if seconds is None else f" of {seconds:g} s"
    return QueryTimeout(
        f"The query did not end within its deadline{after} and was stopped.",
        remedy="Make the pattern more selective, or take the ready-made dumps for whole graphs.",
    )


def out_of_memory() -> QueryTooBig:
    """Return the error for the query that was stopped because all together need too much."""
    return QueryTooBig(
        "All queries together need more memory than there is; this one needed most.",
        remedy="Ask for less: a narrower pattern, fewer rows to sort or group, a LIMIT.",
    )


def no_total_order() -> OrderUndefined:
    """Return the error for a query that the engine cannot sort."""
    return OrderUndefined(
        "The engine cannot sort these values: numbers and words, or times with a zone and without, "
        "have no common order.",
        remedy="Sort by STR(?x), or by DATATYPE(?x) first; write ORDER BY ?x with spaces.",
    )


def queue_full(what: str) -> Overloaded:
    """Return the error for a query that found no place."""
    return Overloaded(what, remedy="Try again in a few seconds.", headers=dict(RETRY_AFTER))


def waited_too_long(seconds: float) -> Overloaded:
    """Return the error for a query that has been in the queue as long as one may."""
    return queue_full(f"No worker became free within {seconds:g} s.")


def evicted() -> Overloaded:
    """Return the error for a query that had to make room."""
    return queue_full("The service is busy and this query was stopped in favour of shorter ones.")


def copied(error: ServiceError) -> ServiceError:
    """Return the same error as a new object, to be raised in another thread."""
    return type(error)(
        error.what,
        remedy=error.remedy,
        position=error.position,
        excerpt=error.excerpt,
        headers=dict(error.headers),
    )
