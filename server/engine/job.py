"""A query at work, and one that waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loaders.errors import ServiceError
from server.engine.process import WorkerProcess

# A query that is not given the processor is slow after so many times what it may use young: with
# eight times as long, sixty hostile queries made honest ones wait 2.5 s.
_WAITS_AT_MOST = 2


@dataclass(eq=False, slots=True)
class Job:
    """One query at work in one worker.

    :param deadline: point of ``time.monotonic`` at which it is stopped.
    :param lent: whether the worker has connections and no query that takes long.
    :param verdict: why it was stopped, set before its worker is killed.
    :param processor_before: the worker's processor seconds when the job was looked at first, and
        again when it was found to be slow; None: not looked at yet.
    """

    worker: WorkerProcess
    client: str
    started: float
    deadline: float
    slow: bool = False
    lent: bool = False
    active: bool = True
    verdict: ServiceError | None = None
    processor_before: float | None = None

    def processor_seconds(self) -> float:
        """Return what the worker's processor time has grown by since it was asked first."""
        now = self.worker.processor_seconds()
        if self.processor_before is None:
            self.processor_before = now
        return now - self.processor_before

    def has_grown_up(self, young_seconds: float, now: float) -> bool:
        """Return whether the query has had so many processor seconds, or waited for them too long.

        By the clock alone, each of many queries of middle length would be found slow on a busy
        machine, and processes be started that only drive each other out of the caches.
        """
        return (
            self.processor_seconds() >= young_seconds
            or now - self.started >= _WAITS_AT_MOST * young_seconds
        )


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
