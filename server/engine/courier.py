"""The pool's door for an event loop: questions are asked and answered there without any thread.

A light query costs the engine some fifty microseconds; handing it from the event loop to a thread
and its answer back costs several times that. So the loop itself writes the question to a worker
and reads the answer. Whatever may have to wait for something else than a worker goes to a thread.
"""

from __future__ import annotations

import logging
import select
import threading
from asyncio import AbstractEventLoop, TimerHandle
from collections.abc import Callable
from dataclasses import dataclass, field

from loaders.errors import EngineFailure, OrderUndefined, ServiceError
from server.engine.desk import Question
from server.engine.exchange import Order, Reply, query_frame
from server.engine.failures import client_gone, death_of, waited_too_long
from server.engine.frames import LinkLost
from server.engine.job import Job, Waiter
from server.engine.lending import LendingDesk
from server.engine.loan import Done, Loan, Outcome, Told
from server.engine.pool import QueryPool
from server.engine.process import WorkerProcess
from server.engine.query import QueryAnswer, QueryRequest
from server.engine.ticket import Ticket

# A question up to this length fits into a worker's socket as a whole, so that sending never waits.
_LONGEST_TEXT = 16_000

_log = logging.getLogger("mithaq.engine")


@dataclass(eq=False, slots=True)
class _Trip:
    """One question on its way to a worker and back."""

    question: Question
    order: Order
    done: Done
    ticket: Ticket = field(default_factory=Ticket)
    reply: Reply = field(default_factory=Reply)
    lend: Callable[[], Loan | None] | None = None
    place: Waiter | None = None
    timer: TimerHandle | None = None


class Courier:
    """Asks a pool on behalf of one event loop; everything here happens in that loop.

    :param run_apart: runs a call in a thread.
    """

    def __init__(
        self,
        pool: QueryPool,
        loop: AbstractEventLoop,
        run_apart: Callable[[Callable[[], None]], None],
    ) -> None:
        self._pool = pool
        self._crew = pool.crew
        self._desk = pool.desk
        self._loop = loop
        self._run_apart = run_apart
        self._thread = threading.get_ident()
        # Workers stay registered, edge-triggered: what one says to somebody else wakes the loop
        # once and is left alone.
        self._epoll = select.epoll()
        self._watched: dict[int, WorkerProcess] = {}
        self._trips: dict[int, tuple[_Trip, Job]] = {}
        self._lending = LendingDesk(pool, run_apart, loop.call_soon_threadsafe, self._go_on)
        loop.add_reader(self._epoll.fileno(), self._look)

    def close(self) -> None:
        """Let go of the loop."""
        self._loop.remove_reader(self._epoll.fileno())
        self._epoll.close()

    def ask(
        self, request: QueryRequest, done: Done, lend: Callable[[], Loan | None] | None = None
    ) -> Ticket | None:
        """Have a request answered; ``done`` is called once, in the loop, perhaps at once.

        :param lend: asked after ``done`` whether the worker may have the client's connection.
        :returns: what calls the question off; None if the request needs a thread, and then nothing
            has happened.
        """
        if len(request.text) > _LONGEST_TEXT or "service" in request.text.lower():
            return None
        pool = self._pool
        try:
            found = self._desk.receive(request, pool.release, pool.settings.max_result_rows)
        except ServiceError as error:
            done(error)
            return Ticket()
        if isinstance(found, QueryAnswer):
            done(found)
            return Ticket()
        trip = _Trip(found, self._desk.order(found), done, lend=lend)
        if found.pilot:
            self._set_out(trip)
        else:
            self._run_apart(lambda: self._work_at(trip))
        return trip.ticket

    # In the queue

    def _set_out(self, trip: _Trip) -> None:
        order = trip.order
        try:
            found = self._crew.enlist(
                order.request.client, order.timeout, lambda: self._notify(trip)
            )
        except ServiceError as error:
            self._fail(trip, error)
            return
        if isinstance(found, Job):
            self._depart(trip, found)
            return
        place = trip.place = found
        trip.ticket.hold(lambda: self._crew.dismiss(place, client_gone()))
        trip.timer = self._loop.call_later(
            self._pool.settings.queue_seconds,
            lambda: self._crew.dismiss(place, self._too_late()),
        )

    def _notify(self, trip: _Trip) -> None:
        if threading.get_ident() == self._thread:
            self._loop.call_soon(self._called, trip)
        else:
            self._loop.call_soon_threadsafe(self._called, trip)

    def _called(self, trip: _Trip) -> None:
        """Go on from the queue: with a job, or away."""
        if trip.timer is not None:
            trip.timer.cancel()
        place = trip.place
        if place is not None and place.job is not None:
            self._depart(trip, place.job)
        else:
            self._fail(trip, (place and place.error) or self._too_late())

    def _too_late(self) -> ServiceError:
        return waited_too_long(self._pool.settings.queue_seconds)

    # With a worker

    def _depart(self, trip: _Trip, job: Job) -> None:
        link = job.worker.link
        descriptor = link.socket.fileno()
        self._trips[descriptor] = trip, job
        trip.ticket.hold(lambda: self._crew.stop(job, client_gone()))
        try:
            if self._watched.get(descriptor) is not job.worker:
                # The kernel has forgotten the number's former owner when that was closed.
                self._epoll.register(descriptor, select.EPOLLIN | select.EPOLLET)
                self._watched[descriptor] = job.worker
            link.send(query_frame(trip.order))
        except LinkLost:
            self._lose(descriptor)

    def _look(self) -> None:
        """Read what workers have said."""
        for descriptor, _ in self._epoll.poll(0):
            self._lending.read(descriptor)
            if descriptor in self._trips:
                self._read_answer(descriptor)

    def _read_answer(self, descriptor: int) -> None:
        try:
            self._read(descriptor)
        except Exception:
            _log.exception("an answer could not be read")
            trip, job = self._trips.pop(descriptor)
            self._crew.finish(job, healthy=False)
            self._fail(trip, EngineFailure("The answer could not be read."))

    def _read(self, descriptor: int) -> None:
        trip, job = self._trips[descriptor]
        link = job.worker.link
        try:
            while True:
                while (found := link.next_frame()) is not None:
                    if trip.reply.take(*found):
                        self._arrive(descriptor)
                        return
                if not link.fill_now():
                    return
        except LinkLost:
            self._lose(descriptor)

    def _arrive(self, descriptor: int) -> None:
        trip, job = self._trips[descriptor]
        keep = trip.lend is not None and trip.reply.body is not None
        try:
            answer = self._pool.conclude(job, trip.order, trip.question.tag, trip.reply, keep=keep)
        except ServiceError as error:
            del self._trips[descriptor]
            self._fail(trip, error)
            return
        del self._trips[descriptor]
        if trip.ticket.cancelled:
            answer.close()
        trip.ticket.hold(None)
        trip.done(self._desk.settle(trip.question, answer))
        if keep:
            self._lend(descriptor, job, trip.lend and trip.lend())

    def _lend(self, descriptor: int, job: Job, loan: Loan | None) -> None:
        """Let go of a worker that has answered, or let it have the client's connection."""
        if loan is None:
            self._crew.finish(job, healthy=True)
        else:
            self._lending.lend(descriptor, job, loan)

    def _go_on(
        self, descriptor: int, loan: Loan, job: Job, answered: tuple[Told, ...], raw: bytes
    ) -> None:
        """Take the answer that follows as one to a question that was asked here."""
        asked, done = loan.taken(answered, raw)
        question = self._desk.note(asked, self._pool.release, self._pool.settings.max_result_rows)
        trip = _Trip(question, self._desk.order(question), done, loan.ticket)
        trip.ticket.hold(lambda: self._crew.stop(job, client_gone()))
        self._trips[descriptor] = trip, job

    # When something goes wrong

    def _lose(self, descriptor: int) -> None:
        """Find out why a worker has gone, which may take a moment."""
        trip, job = self._trips.pop(descriptor)
        if job.verdict is not None:
            self._crew.finish(job, healthy=False)
            self._fail(trip, job.verdict)
            return

        def inquire() -> None:
            error = death_of(job)
            self._crew.finish(job, healthy=False)
            cannot_sort = isinstance(error, OrderUndefined)
            if cannot_sort or self._pool.may_ask_again(error):
                trip.question.total = cannot_sort
                self._work_at(trip)
            else:
                self._loop.call_soon_threadsafe(self._fail, trip, error)

        self._run_apart(inquire)

    def _fail(self, trip: _Trip, error: ServiceError) -> None:
        trip.ticket.hold(None)
        self._desk.settle_failed(trip.question, error)
        trip.done(error)

    def _work_at(self, trip: _Trip) -> None:
        """Answer in a thread what waits for the same question, or is tried again."""
        outcome: Outcome
        try:
            outcome = self._pool.work_at(trip.question, trip.ticket)
        except ServiceError as error:
            outcome = error
        except Exception:
            _log.exception("a question could not be answered")
            outcome = EngineFailure("The question could not be answered.")
        self._loop.call_soon_threadsafe(trip.done, outcome)
