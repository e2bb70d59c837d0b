"""Answers that go to files: the pool's side while they grow and while clients read them."""

from __future__ import annotations

import json
import logging
import selectors
import time
from collections.abc import Callable

from loaders.errors import EngineFailure, QueryTooBig, ServiceError, Unavailable
from server.engine.crew import Crew
from server.engine.failures import ClientGone, client_gone, death_of, reported_failure
from server.engine.frames import END, FAILURE, LinkLost
from server.engine.job import Job
from server.engine.settings import MIB, EngineSettings
from server.engine.spool import SpooledBody, SpoolReader
from server.engine.statistics import Tally

_log = logging.getLogger("mithaq.engine")


class Transfers:
    """Follows spooling workers to their end, and keeps the disk within its limit.

    :meth:`hand_over` and what it returns belong to the threads of clients; the rest belongs to
    the warden's thread.
    """

    def __init__(
        self,
        settings: EngineSettings,
        crew: Crew,
        tally: Tally,
        selector: selectors.BaseSelector,
        wake: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._crew = crew
        self._tally = tally
        self._selector = selector
        self._wake = wake
        self._bodies: dict[SpooledBody, Job] = {}
        self._new: list[tuple[SpooledBody, Job]] = []

    def __len__(self) -> int:
        return len(self._bodies)

    def hand_over(self, job: Job) -> SpoolReader:
        """Return the bytes of an answer that goes on in a file; its worker is followed from now."""
        expires = time.monotonic() + self._settings.transfer_seconds
        file = job.worker.link.take_descriptor()
        body = SpooledBody(file, expires, lambda: self._closed(job))
        self._new.append((body, job))
        self._wake()
        return SpoolReader(body)

    def _closed(self, job: Job) -> None:
        """Stop work that nobody waits for any more."""
        if self._crew.stop(job, client_gone()):
            self._tally.outcome("cancelled")

    def take_up_new(self) -> None:
        """Begin to follow the workers that were handed over."""
        while self._new:
            body, job = self._new.pop()
            self._bodies[body] = job
            if not self.follow(body, arrived=False):
                self._selector.register(job.worker.link.socket, selectors.EVENT_READ, body)

    def follow(self, body: SpooledBody, *, arrived: bool = True) -> bool:
        """Read what the worker of an answer says; return whether that was its last word."""
        job = self._bodies[body]
        link = job.worker.link
        try:
            if arrived:
                link.fill()
            found = link.next_frame()
        except LinkLost:
            self._break_off(body, job, death_of(job))
            return True
        if found is None:
            return False
        letter, text = found
        if letter == END:
            self._tally.outcome("answered")
            # First: a reader that has the whole answer closes it, which ends a job still at work.
            self._end(job, healthy=True)
            body.complete()
        elif letter == FAILURE:
            self._break_off(body, job, reported_failure(json.loads(text)))
        else:
            self._break_off(body, job, EngineFailure("The worker spoke out of turn."))
        return True

    def _break_off(self, body: SpooledBody, job: Job, error: ServiceError) -> None:
        body.fail(error)
        if not isinstance(error, ClientGone):
            self._tally.outcome(type(error).__name__)
        self._end(job, healthy=False)

    def _end(self, job: Job, *, healthy: bool) -> None:
        try:
            self._selector.unregister(job.worker.link.socket)
        except (KeyError, ValueError):
            _log.debug("worker %d was at its end before it was followed", job.worker.pid)
        self._crew.finish(job, healthy=healthy)

    def enforce(self, now: float) -> None:
        """Give up what waits too long for its client, or takes too much room."""
        sizes: dict[SpooledBody, int] = {}
        for body, job in list(self._bodies.items()):
            if body.is_closed and not job.active:
                del self._bodies[body]
            elif now > body.expires:
                self._give_up(body, job, Unavailable("The answer was not fetched in time."))
            else:
                sizes[body] = body.size()
        self._tally.spool_bytes = sum(sizes.values())
        if self._tally.spool_bytes > self._settings.spool_mb * MIB:
            largest = max(sizes, key=lambda body: sizes[body])
            error = QueryTooBig("Answers that wait for slow clients take more room than there is.")
            self._give_up(largest, self._bodies[largest], error)

    def _give_up(self, body: SpooledBody, job: Job, error: ServiceError) -> None:
        self._crew.stop(job, error)
        body.give_up(error)

    def give_up_all(self, error: ServiceError) -> None:
        """Let every answer break off."""
        for body, job in list(self._bodies.items()):
            self._give_up(body, job, error)
