"""A query at work, and one that waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loaders.errors import ServiceError
from server.engine.process import WorkerProcess


@dataclass(eq=False, slots=True)
class Job:
    """One query at work in one worker.

    :param deadline: point of ``time.monotonic`` at which it is stopped.
    :param lent: whether the worker has connections and no query that takes long.
    :param verdict: why it was stopped, set before its worker is killed.
    :param processor_before: the worker's processor seconds when the job was found to be slow.
    """

    worker: WorkerProcess
    client: str
    started: float
    deadline: float
    slow: bool = False
    lent: bool = False
    active: bool = True
    verdict: ServiceError | None = None
    processor_before: float = 0.0


@dataclass(eq=False, slots=True)
class Waiter:
    """A query in the queue.

    :param notify: called once, in any thread, when there is a job or an error; must not block.
    :param error: why it was turned away.
    """

    client: str
    since: float
    timeout: float
    notify: Callable[[], object]
    job: Job | None = None
    error: ServiceError | None = None
