"""Who works at what: the workers, the queries at work, and the queries that wait."""

from __future__ import annotations

import math
import threading
import time
from collections import Counter, deque
from collections.abc import Callable

from loaders.errors import ServiceError, Unavailable
from server.engine.eviction import Demand, evictions
from server.engine.failures import client_gone, queue_full, waited_too_long
from server.engine.job import Job, Waiter
from server.engine.process import WorkerProcess
from server.engine.releases import ServedRelease
from server.engine.settings import EngineSettings
from server.engine.statistics import Tally
from server.engine.ticket import Ticket

# The warden is not roused more often than this; while queries wait it looks by itself as well.
_ROUSE_PAUSE = 0.005


class Crew:
    """The workers of a pool and the rules by which queries get them.

    :param wake: called when the warden should look at once.
    """

    def __init__(
        self,
        settings: EngineSettings,
        release: ServedRelease,
        tally: Tally,
        wake: Callable[[], None],
    ) -> None:
        # Re-entrant: a forgotten answer may be collected while this thread is in here.
        self.lock = threading.RLock()
        self.serving = release
        self.idle: list[WorkerProcess] = []
        self.starting: list[WorkerProcess] = []
        self.retired: list[WorkerProcess] = []
        self.jobs: dict[WorkerProcess, Job] = {}
        self.waiting: deque[Waiter] = deque()
        self.closed = False
        self._settings = settings
        self._tally = tally
        self._wake = wake
        self._roused = 0.0
        self._young = 0
        self._clients: Counter[str] = Counter()

    @property
    def young(self) -> int:
        """Queries at work that are not slow."""
        return self._young

    @property
    def processes(self) -> int:
        """Processes that exist, those included that have been killed and not yet collected."""
        return len(self.idle) + len(self.starting) + len(self.retired) + len(self.jobs)

    def acquire(self, client: str, timeout: float, ticket: Ticket) -> Job:
        """Return a job with a worker for it, waiting in the queue if need be.

        :raises Overloaded: the queue is full, or the wait took too long.
        :raises ClientGone: the ticket was cancelled meanwhile.
        """
        granted = threading.Event()
        found = self.enlist(client, timeout, granted.set)
        if isinstance(found, Waiter):
            found = self._wait(found, granted, ticket)
        job = found
        ticket.hold(lambda: self.stop(job, client_gone()))
        return job

    def _wait(self, waiter: Waiter, granted: threading.Event, ticket: Ticket) -> Job:
        late = waited_too_long(self._settings.queue_seconds)
        ticket.hold(lambda: self.dismiss(waiter, client_gone()))
        granted.wait(self._settings.queue_seconds)
        self.dismiss(waiter, late)
        if waiter.job is None:
            raise waiter.error or late
        return waiter.job

    def enlist(self, client: str, timeout: float, notify: Callable[[], object]) -> Job | Waiter:
        """Return a job with a worker for it, or a place in the queue; never waits.

        :param notify: called when the place in the queue has become a job or is lost.
        :raises Overloaded: the queue is full.
        """
        with self.lock:
            self._refuse_if_closed()
            if not self.waiting and self._may_start(client):
                worker = self._take_idle()
                if worker is not None:
                    return self._start(worker, client, timeout)
            if len(self.waiting) >= self._settings.queue_length:
                raise queue_full("Too many queries are waiting.")
            now = time.monotonic()
            waiter = Waiter(client, now, timeout, notify)
            self.waiting.append(waiter)
            rouse = now - self._roused > _ROUSE_PAUSE
            self._roused = now if rouse else self._roused
        if rouse:
            self._wake()
        return waiter

    def dismiss(self, waiter: Waiter, error: ServiceError) -> None:
        """Turn a query out of the queue, if it is still there."""
        with self.lock:
            if waiter not in self.waiting:
                return
            self.waiting.remove(waiter)
            waiter.error = error
        waiter.notify()

    def _refuse_if_closed(self) -> None:
        if self.closed:
            raise Unavailable("The service is stopping.")

    def _may_start(self, client: str) -> bool:
        if self._young >= self._settings.workers:
            return False
        return not client or self._clients[client] < self._settings.per_client

    def _take_idle(self) -> WorkerProcess | None:
        """Return an idle worker that is not known to have gone."""
        while self.idle:
            worker = self.idle.pop()
            if not worker.has_ended():
                return worker
            self._tally.count("lost")
            self._retire(worker)
        return None

    def _start(self, worker: WorkerProcess, client: str, timeout: float) -> Job:
        now = time.monotonic()
        job = Job(worker, client, now, now + timeout)
        self.jobs[worker] = job
        self._young += 1
        if client:
            self._clients[client] += 1
        return job

    def _dispatch(self) -> None:
        """Give idle workers to those who wait, first come first served within their limits."""
        while self.waiting and self.idle and self._young < self._settings.workers:
            waiter = next((w for w in self.waiting if self._may_start(w.client)), None)
            worker = None if waiter is None else self._take_idle()
            if waiter is None or worker is None:
                return
            self.waiting.remove(waiter)
            waiter.job = self._start(worker, waiter.client, waiter.timeout)
            waiter.notify()

    def add(self, worker: WorkerProcess) -> None:
        """Take a worker that has come up into service."""
        with self.lock:
            self.starting.remove(worker)
            if worker.release != self.serving or self.closed:
                self._retire(worker)
                return
            worker.idle_since = time.monotonic()
            self.idle.append(worker)
            self._dispatch()

    def finish(self, job: Job, *, healthy: bool) -> None:
        """End a job: its worker goes back to the idle ones or is retired."""
        with self.lock:
            if not job.active:
                return
            job.active = False
            worker = job.worker
            del self.jobs[worker]
            self._young -= not (job.slow or job.lent)
            if job.client:
                self._leave(job.client)
            worker.served += 1
            if healthy and job.verdict is None and self._still_good(worker, job):
                worker.idle_since = time.monotonic()
                self.idle.append(worker)
            else:
                self._retire(worker)
            self._dispatch()

    def _still_good(self, worker: WorkerProcess, job: Job) -> bool:
        settings = self._settings
        if worker.nice and not worker.take_turns_again():
            return False
        if worker.served >= settings.recycle_after or self.closed:
            return False
        if worker.release != self.serving:
            return False
        limit = settings.recycle_memory_mb * 1024 * 1024
        return not job.slow or worker.resident_bytes() <= limit

    def _leave(self, client: str) -> None:
        self._clients[client] -= 1
        if self._clients[client] <= 0:
            del self._clients[client]

    # Workers that have connections

    def lend(self, job: Job) -> bool:
        """Keep the worker of a job for connections; return False if it is to go.

        It waits most of the time, so that it takes up no place of those that are at work, and no
        deadline is near until :meth:`take_in` says that a query takes long.
        """
        with self.lock:
            if not job.active or job.slow or job.verdict is not None or not self.may_go_on(job):
                return False
            job.lent = True
            job.deadline = math.inf
            self._young -= 1
            self._dispatch()
            return True

    def may_go_on(self, job: Job) -> bool:
        """Return whether the worker of a job may have further connections."""
        worker = job.worker
        return (
            not self.closed
            and worker.release == self.serving
            and worker.served < self._settings.recycle_after
        )

    def take_in(self, job: Job) -> None:
        """Have a job that was lent begin now, like any other."""
        with self.lock:
            if job.active and job.lent:
                job.lent = False
                self._young += 1
                job.processor_before = None
                job.started = time.monotonic()
                job.deadline = job.started + self._settings.timeout

    def stop(self, job: Job, verdict: ServiceError) -> bool:
        """Stop a job for a reason, unless it has ended; return whether it was stopped."""
        with self.lock:
            if not job.active or job.verdict is not None:
                return False
            job.verdict = verdict
            job.worker.kill()
        self._tally.count("killed")
        return True

    def mark_slow(self, job: Job) -> None:
        """Let the job keep its worker but no longer stand in the way of young ones."""
        with self.lock:
            if job.active and not (job.slow or job.lent):
                job.slow = True
                job.processor_before = job.worker.processor_seconds()
                self._young -= 1
                self._dispatch()

    def serve(self, release: ServedRelease) -> None:
        """Switch to a release: idle workers of another one go, busy ones go when they are done."""
        with self.lock:
            self.serving = release
            old = [worker for worker in self.idle if worker.release != release]
            self.idle = [worker for worker in self.idle if worker.release == release]
            for worker in old:
                self._retire(worker)

    def drop_idle(self, worker: WorkerProcess) -> None:
        """Retire an idle worker; nothing happens if it has got a query meanwhile."""
        with self.lock:
            if worker in self.idle:
                self.idle.remove(worker)
                self._retire(worker)

    def drop_starting(self, worker: WorkerProcess) -> None:
        """Retire a worker that did not come up."""
        with self.lock:
            self.starting.remove(worker)
            self._retire(worker)

    def _retire(self, worker: WorkerProcess) -> None:
        worker.kill()
        self.retired.append(worker)
        self._wake()

    def evictions(self, now: float) -> list[Job]:
        """Return slow queries that have to go because others have waited too long for a place."""
        with self.lock:
            full = self.processes >= self._settings.max_workers
            asked = Demand(self._clients, self._settings.per_client, full)
            return evictions(self.waiting, list(self.jobs.values()), asked, now)

    def close(self) -> None:
        """Turn everybody away and stop everything."""
        with self.lock:
            self.closed = True
            waiting, self.waiting = list(self.waiting), deque()
            jobs = list(self.jobs.values())
            for worker in self.idle:
                self._retire(worker)
            self.idle = []
        for waiter in waiting:
            waiter.error = Unavailable("The service is stopping.")
            waiter.notify()
        for job in jobs:
            self.stop(job, Unavailable("The service is stopping."))
