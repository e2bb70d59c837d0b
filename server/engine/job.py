"""A query at work, and one that waits."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from loaders.errors import ServiceError
from server.engine.process import WorkerProcess


@dataclass(eq=False, slots=True)
class Job:
    """One query at work in one worker.

    :param deadline: point of ``time.monotonic`` at which it is stopped.
    :param verdict: why it was stopped, set before its worker is killed.
    :param processor_before: the worker's processor seconds when the job was found to be slow.
    """

    worker: WorkerProcess
    client: str
    started: float
    deadline: float
    slow: bool = False
    active: bool = True
    verdict: ServiceError | None = None
    processor_before: float = 0.0


@dataclass(eq=False, slots=True)
class Waiter:
    """A query in the queue; ``granted`` is set once it has a job, or is turned away without."""

    client: str
    since: float
    timeout: float
    job: Job | None = None
    granted: threading.Event = field(default_factory=threading.Event)
