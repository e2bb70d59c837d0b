"""The pool's one background thread: it starts workers, ends queries, and follows the releases.

It is the parent of every worker, since the kernel ends a worker together with the thread that
started it. It looks around many times a second, and whatever goes wrong in one look is logged and
does not end it.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import selectors
import threading
import time
from pathlib import Path

from loaders.errors import EngineFailure, MithaqError, ServiceError, Unavailable
from server.engine.crew import Crew
from server.engine.failures import evicted, out_of_memory, query_timeout, reported_failure
from server.engine.frames import FAILURE, READY, LinkLost
from server.engine.machine import available_memory, total_memory
from server.engine.nursery import Lending, Nursery
from server.engine.process import WorkerProcess, died_of
from server.engine.releases import ServedRelease, current_release
from server.engine.settings import MIB, EngineSettings
from server.engine.spool import SpooledBody
from server.engine.statistics import Tally
from server.engine.transfers import Transfers

_log = logging.getLogger("mithaq.engine")

_CROWDED_TICK, _BUSY_TICK, _IDLE_TICK = 0.01, 0.02, 0.1
_STARTS_A_TICK = 4
# Workers made ready beyond the usual number while queries wait.
_SPARES = 4
_SLOWEST_START = 20.0
_RELEASE_PERIOD = 0.5
_MEMORY_PERIOD = 0.1
_HEALTH_PERIOD = 0.5
_IDLE_SECONDS = 10.0
_LONGEST_PAUSE = 5.0
_RESERVE = 256 * MIB
_TRIES = 3
# While no query has waited this many seconds, those at work keep their places so much longer:
# their processes have warm caches, which further ones would not.
_PATIENCE, _UNPRESSED = 0.25, 4
_PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


class Warden:
    """Keeps a crew alive and within its limits."""

    def __init__(
        self, root: Path, settings: EngineSettings, tally: Tally, lending: Lending | None
    ) -> None:
        self._root = root
        self._settings = settings
        self._tally = tally
        self._target = current_release(root)
        self._refused: ServedRelease | None = None
        self._selector = selectors.DefaultSelector()
        # Guarded: after the end its number may belong to somebody else's file.
        self._alarm_lock = threading.Lock()
        self._alarm = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._selector.register(self._alarm, selectors.EVENT_READ, None)
        self._failed_starts = 0
        self._next_start = 0.0
        self._next_release = self._next_memory = self._next_health = 0.0
        self._stopping = False
        limit = settings.total_memory_mb
        self._memory = total_memory() // 2 if limit is None else limit * MIB
        self.crew = Crew(settings, self._target, tally, self.wake)
        self.transfers = Transfers(settings, self.crew, tally, self._selector, self.wake)
        self._nursery = Nursery(settings, self._selector, lending)
        #: Set when the first worker is up, or when it is clear that none comes up.
        self.settled = threading.Event()
        self.problem: ServiceError | None = None
        self._thread = threading.Thread(target=self._run, name="mithaq-warden", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Let the thread look at once."""
        with self._alarm_lock:
            if self._alarm >= 0:
                os.eventfd_write(self._alarm, 1)

    def stop(self) -> None:
        """End all workers and the thread; answers under way break off."""
        self._stopping = True
        self.crew.close()
        self.wake()
        if self._thread.is_alive():
            self._thread.join(_LONGEST_PAUSE)

    def _run(self) -> None:
        while not (self._stopping and not self.crew.processes):
            try:
                self._look()
            except Exception:
                # Without this thread nothing heals: it goes on, whatever happened.
                _log.exception("the warden stumbled")
                time.sleep(_IDLE_TICK)
            if self._stopping:
                self._clear_away()
        self._nursery.close()
        self._selector.close()
        with self._alarm_lock:
            os.close(self._alarm)
            self._alarm = -1

    def _clear_away(self) -> None:
        for worker in list(self.crew.starting):
            self._forget(worker)
            self.crew.drop_starting(worker)
        self.transfers.give_up_all(Unavailable("The service is stopping."))

    def _look(self) -> None:
        usual = _BUSY_TICK if self.crew.jobs else _IDLE_TICK
        tick = _CROWDED_TICK if self.crew.waiting else usual
        for key, _ in self._selector.select(tick):
            if key.data is None:
                with contextlib.suppress(BlockingIOError):
                    os.eventfd_read(self._alarm)
            elif isinstance(key.data, SpooledBody):
                self.transfers.follow(key.data)
            elif isinstance(key.data, Nursery):
                key.data.listen()
            else:
                self._greet(key.data)
        self.transfers.take_up_new()
        now = time.monotonic()
        self._enforce_deadlines(now)
        self._bury()
        if self._stopping:
            return
        if now >= self._next_release:
            self._next_release = now + _RELEASE_PERIOD
            self._follow_release()
        if now >= self._next_memory:
            self._next_memory = now + _MEMORY_PERIOD
            self._enforce_memory()
            self.transfers.enforce(now)
        if now >= self._next_health:
            self._next_health = now + _HEALTH_PERIOD
            self._check_health(now)
        self._start_workers(now)

    # Workers come and go

    def _start_workers(self, now: float) -> None:
        crew, settings = self.crew, self._settings
        for _ in range(_STARTS_A_TICK):
            with crew.lock:
                switching = self._target != crew.serving
                ready = len(crew.starting) + (0 if switching else len(crew.idle) + crew.young)
                wanted = ready < settings.workers + min(len(crew.waiting), _SPARES) and (
                    crew.processes < settings.max_workers or (switching and not crew.starting)
                )
            if not wanted or now < self._next_start:
                return
            try:
                worker = self._nursery.bear(self._target)
            except EngineFailure as error:
                self._start_failed(error)
                return
            self._tally.count("started")
            with crew.lock:
                crew.starting.append(worker)
            self._selector.register(worker.link.socket, selectors.EVENT_READ, worker)

    def _greet(self, worker: WorkerProcess) -> None:
        """Read the first words of a worker that is starting."""
        try:
            worker.link.fill()
            found = worker.link.next_frame()
            if found is None:
                return
            letter, body = found
        except LinkLost:
            words = worker.last_words().strip()
            self._lose_starting(worker, EngineFailure(f"A worker did not come up. {words[-300:]}"))
            return
        if letter == FAILURE:
            self._lose_starting(worker, reported_failure(json.loads(body)))
        elif letter == READY:
            self._forget(worker)
            self._failed_starts = 0
            if worker.release == self._target != self.crew.serving:
                _log.info("serving release %s", self._target.id)
                self.crew.serve(self._target)
            self.crew.add(worker)
            self.problem = None
            self.settled.set()

    def _lose_starting(self, worker: WorkerProcess, error: ServiceError) -> None:
        self._forget(worker)
        self.crew.drop_starting(worker)
        self._start_failed(error)

    def _start_failed(self, error: ServiceError) -> None:
        self._failed_starts += 1
        pause = min(_LONGEST_PAUSE, 0.05 * 2**self._failed_starts)
        self._next_start = time.monotonic() + pause
        _log.error("a worker did not start (%d in a row): %s", self._failed_starts, error)
        if self._failed_starts < _TRIES:
            return
        if self._target != self.crew.serving:
            _log.error("release %s cannot be served; the one before it stays", self._target.id)
            self._refused, self._target = self._target, self.crew.serving
            self._failed_starts = 0
        self.problem = error
        self.settled.set()

    def _forget(self, worker: WorkerProcess) -> None:
        with contextlib.suppress(KeyError, ValueError):
            self._selector.unregister(worker.link.socket)

    def _bury(self) -> None:
        with self.crew.lock:
            gone = [worker for worker in self.crew.retired if worker.has_ended()]
            for worker in gone:
                self.crew.retired.remove(worker)
        for worker in gone:
            self._forget(worker)
            worker.dispose()

    def _check_health(self, now: float) -> None:
        """Replace idle workers that have died or that a quiet time makes superfluous."""
        with self.crew.lock:
            idle = list(self.crew.idle)
            spare = max(0, len(idle) + self.crew.young - self._settings.workers)
        for worker in idle:
            if worker.has_ended():
                status = worker.exit_status(0)
                _log.warning("idle worker %d has gone: %s", worker.pid, died_of(status))
                self._tally.count("lost")
                self.crew.drop_idle(worker)
            elif spare and now - worker.idle_since > _IDLE_SECONDS:
                spare -= 1
                self.crew.drop_idle(worker)
        with self.crew.lock:
            starting = list(self.crew.starting)
        for worker in starting:
            if now - worker.started > _SLOWEST_START:
                self._lose_starting(worker, EngineFailure("A worker took too long to come up."))

    def _follow_release(self) -> None:
        try:
            found = current_release(self._root)
        except MithaqError as error:
            _log.warning("the releases cannot be read, the last one stays: %s", error)
            return
        if found not in (self._target, self._refused):
            _log.info("taking up release %s", found.id)
            self._target, self._refused = found, None
            self._failed_starts, self._next_start = 0, 0.0
            with self.crew.lock:
                starting = [w for w in self.crew.starting if w.release != found]
            for worker in starting:
                self._forget(worker)
                self.crew.drop_starting(worker)
            if found == self.crew.serving:
                self.crew.serve(found)

    # Limits

    def _enforce_deadlines(self, now: float) -> None:
        settings, crew = self._settings, self.crew
        with crew.lock:
            jobs = list(crew.jobs.values())
            # With more slow queries than processors, short ones and new workers go first.
            crowded = sum(job.slow for job in jobs) > _PROCESSORS
            pressed = any(now - waiter.since >= _PATIENCE for waiter in crew.waiting)
            grown_up = settings.young_seconds * (1 if pressed else _UNPRESSED)
        for job in jobs:
            if now >= job.deadline:
                crew.stop(job, query_timeout(round(job.deadline - job.started, 3)))
            elif not job.slow:
                if not job.lent and job.has_grown_up(grown_up, now):
                    crew.mark_slow(job)
            elif (
                job.active
                and not job.worker.nice
                and (crowded or job.processor_seconds() >= settings.nice_after)
            ):
                job.worker.yield_to_others()
        for job in crew.evictions(now):
            crew.stop(job, evicted())

    def _enforce_memory(self) -> None:
        with self.crew.lock:
            slow = [job for job in self.crew.jobs.values() if job.slow]
        if not slow:
            return
        sizes = {job: job.worker.resident_bytes() for job in slow}
        total = sum(sizes.values())
        if total > self._memory or available_memory() < _RESERVE:
            self.crew.stop(max(sizes, key=lambda job: sizes[job]), out_of_memory())
