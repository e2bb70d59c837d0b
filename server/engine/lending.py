"""The pool's side of loans: which worker gets a connection, and what becomes of it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field

from loaders.errors import OrderUndefined
from server.engine.failures import client_gone, death_of
from server.engine.frames import BUSY, RETURN, TAKEN, LinkLost
from server.engine.job import Job
from server.engine.loan import Loan, LoanEnd, Terms, Told, loan_frame, report_of
from server.engine.pool import QueryPool
from server.engine.sandbox import MOST_LENT

_log = logging.getLogger("mithaq.engine")
_PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1

# Called when an answer to a request of a loan follows over the link.
Follow = Callable[[int, Loan, Job, tuple[Told, ...], bytes], None]


@dataclass(eq=False, slots=True)
class _LentWorker:
    """A worker that has connections, by the tokens of their loans.

    :param busy: the token of the loan whose query takes long.
    """

    job: Job
    loans: dict[int, Loan] = field(default_factory=dict)
    busy: int | None = None


class LendingDesk:
    """Lends connections on behalf of one event loop; everything here happens in that loop.

    As many workers have connections as there are processors: more would only drive each other out
    of the processors' caches.

    :param run_apart: runs a call in a thread; ``run_here``, called from one, runs it in the loop.
    :param follow: takes over a worker whose answer goes over the link.
    """

    def __init__(
        self,
        pool: QueryPool,
        run_apart: Callable[[Callable[[], None]], None],
        run_here: Callable[[Callable[[], None]], object],
        follow: Follow,
    ) -> None:
        self._pool = pool
        self._crew = pool.crew
        self._run_apart = run_apart
        self._run_here = run_here
        self._follow = follow
        self._workers: dict[int, _LentWorker] = {}
        self._token = 0

    def lend(self, descriptor: int, job: Job, loan: Loan) -> None:
        """Lend a connection: to the worker of a job that has just ended, or to one that has some.

        The job's worker is let go of if it gets none.

        :param descriptor: of the link of the job's worker.
        """
        found = None
        if len(self._workers) < _PROCESSORS and self._crew.lend(job):
            found = descriptor
            self._workers[found] = _LentWorker(job)
        else:
            self._crew.finish(job, healthy=True)
            found = self._least_used()
        if found is None:
            loan.ended(LoanEnd())
            return
        self._token += 1
        worker = self._workers[found]
        worker.loans[self._token] = loan
        loan.ticket.hold(lambda: self._crew.stop(worker.job, client_gone()))
        terms = Terms(self._token, loan.seconds, loan.requests)
        try:
            worker.job.worker.link.send_descriptors(loan_frame(terms), loan.descriptor)
        except LinkLost:
            self._lose(found)

    def _least_used(self) -> int | None:
        fit = {
            descriptor: len(worker.loans)
            for descriptor, worker in self._workers.items()
            if worker.busy is None
            and len(worker.loans) < MOST_LENT
            and self._crew.may_go_on(worker.job)
        }
        return min(fit, key=lambda descriptor: fit[descriptor], default=None)

    def read(self, descriptor: int) -> None:
        """Read what a worker says about its loans, if it is one that has some."""
        worker = self._workers.get(descriptor)
        if worker is None:
            return
        link = worker.job.worker.link
        try:
            while descriptor in self._workers:
                while (found := link.next_frame()) is not None:
                    self._take(descriptor, worker, *found)
                    if descriptor not in self._workers:
                        return
                if not link.fill_now():
                    return
        except LinkLost:
            worker.job.worker.kill()
            self._lose(descriptor)

    def _take(self, descriptor: int, worker: _LentWorker, letter: bytes, body: bytes) -> None:
        report = report_of(body)
        loan = worker.loans.get(report.token)
        if loan is None or letter not in (BUSY, RETURN, TAKEN):
            raise LinkLost("the worker speaks of what is not")
        if letter == BUSY:
            worker.busy = report.token
            self._crew.take_in(worker.job)
            loan.busy()
            return
        del worker.loans[report.token]
        loan.ticket.hold(None)
        self._pool.count_answered(worker.job, len(report.answered))
        if letter == RETURN:
            self._end(descriptor, worker)
            loan.ended(LoanEnd(report.answered, report.rest, report.again))
            return
        del self._workers[descriptor]
        self._crew.take_in(worker.job)
        try:
            self._follow(descriptor, loan, worker.job, report.answered, report.rest)
        except Exception:
            _log.exception("what a worker has taken cannot be followed")
            self._crew.finish(worker.job, healthy=False)
            loan.ended(LoanEnd(lost=True, cut=True))
        # What was lent after the worker had left will not be accepted.
        for late in worker.loans.values():
            late.ticket.hold(None)
            late.ended(LoanEnd())

    def _end(self, descriptor: int, worker: _LentWorker) -> None:
        """Let go of a worker that has no connection any more."""
        if not worker.loans:
            del self._workers[descriptor]
            self._crew.finish(worker.job, healthy=True)

    def _lose(self, descriptor: int) -> None:
        """Find out why a worker has gone, and take its connections back."""
        worker = self._workers.pop(descriptor)
        job = worker.job

        def inquire() -> None:
            error = death_of(job)
            cut = job.worker.token_in_ledger()
            self._crew.finish(job, healthy=False)
            # What could not be sorted is asked again on the usual way, which knows what to do.
            again = self._pool.may_ask_again(error) or isinstance(error, OrderUndefined)
            blamed = None if again else worker.busy

            def give_back() -> None:
                for token, loan in worker.loans.items():
                    loan.ticket.hold(None)
                    blame = error if token == blamed else None
                    loan.ended(LoanEnd(lost=True, cut=token == cut, error=blame))

            self._run_here(give_back)

        self._run_apart(inquire)
