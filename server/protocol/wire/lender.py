"""The front's side of a loan: when a connection is lent, and how it comes back."""

from __future__ import annotations

import contextlib
import select
import time
from typing import TYPE_CHECKING

from server.engine.loan import Done, Loan, LoanEnd, Told
from server.engine.query import QueryRequest
from server.engine.ticket import Ticket
from server.protocol.wire.entry import Entry

if TYPE_CHECKING:
    from server.protocol.wire.connection import Connection
    from server.protocol.wire.front import Front

# Light questions in a row, none of them known, after which a connection is lent.
_PATTERN = 3
# A connection that was not used while it was lent is lent again after so many more.
_SETBACK = 32
# What a worker answers by itself is in the log and the metrics this much later.
_SECONDS = 0.25
_MOST_REQUESTS = 512
# A loan that is not over this long after its time is one whose worker is stuck.
_STUCK_SECONDS = 0.5
_HALF_CLOSED_SECONDS = 3.0
_GONE = select.POLLHUP | select.POLLERR


class Lender:
    """Lends one connection and takes it back; used in the event loop."""

    def __init__(self, connection: Connection, front: Front) -> None:
        self._connection = connection
        self._front = front
        self._streak = 0
        self._tokens = 0
        self._loan: Loan | None = None
        self._busy = False
        self._since = 0.0

    def light(self) -> None:
        """Note that a light question has been answered which was not known."""
        self._streak += 1

    def other(self) -> None:
        """Note that something else has been answered."""
        self._streak = min(self._streak, 0)

    def offer(self) -> Loan | None:
        """Return the connection as a loan, if the client's way of asking suggests it."""
        if self._streak < _PATTERN:
            return None
        tokens = self._front.share(self._connection.peer, _MOST_REQUESTS)
        descriptor = self._connection.hand_out() if tokens else None
        if descriptor is None:
            self._front.give_back(self._connection.peer, tokens)
            return None
        self._tokens = tokens
        self._busy = False
        self._since = time.monotonic()
        self._loan = Loan(descriptor, _SECONDS, tokens, self._ended, self._taken, self._note_busy)
        return self._loan

    def cancel(self) -> None:
        """Stop the worker: the connection is gone."""
        if self._loan is not None:
            self._loan.ticket.cancel()

    def watch(self, now: float) -> None:
        """Stop a worker that is stuck, or busy for a client who has gone."""
        loan, age = self._loan, now - self._since
        if loan is None:
            return
        if not self._busy:
            if age > _SECONDS + _STUCK_SECONDS:
                loan.ticket.cancel()
            return
        poll = select.poll()
        poll.register(loan.descriptor, select.POLLRDHUP)
        seen = sum(event for _, event in poll.poll(0))
        if seen & _GONE or (seen and age > _HALF_CLOSED_SECONDS):
            loan.ticket.cancel()

    def _note_busy(self) -> None:
        self._busy = True
        self._since = time.monotonic()

    def _note(self, answered: tuple[Told, ...]) -> None:
        unused = self._tokens - len(answered)
        self._front.give_back(self._connection.peer, unused)
        for one in answered:
            with contextlib.suppress(TypeError):  # a worker that has lost its mind
                self._front.journal.add(Entry(*one))
        self._loan = None

    def _ended(self, end: LoanEnd) -> None:
        self._note(end.answered)
        if end.again or end.lost:
            self._streak = 0
        elif not end.answered and time.monotonic() - self._since >= _SECONDS:
            self._streak = -_SETBACK
        connection = self._connection
        if end.cut:
            # Nobody can tell how much of the answer the client has.
            connection.abort()
            return
        connection.take_back(end.unsent, end.error)

    def _taken(self, answered: tuple[Told, ...], raw: bytes) -> tuple[QueryRequest, Done]:
        # The request itself has used up one share.
        self._tokens -= 1
        ticket = self._loan.ticket if self._loan is not None else Ticket()
        self._note(answered)
        self._streak = 0
        return self._connection.take_over(raw, ticket)
