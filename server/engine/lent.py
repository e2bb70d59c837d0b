"""The worker's side of loans: connections that are lent, requests that are looked at and answered.

Two threads meet here. The one that evaluates serves the connections, one request at a time. The
other one sees to it that a long query keeps nobody else waiting: it gives back what is not at work.
Who reads or writes connections, or the link, holds the lock; evaluating goes on without it.
"""

from __future__ import annotations

import contextlib
import json
import math
import mmap
import os
import select
import socket
import struct
import threading
import time
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from server.engine.frames import BUSY, LEND, RETURN, TAKEN, Link, LinkLost
from server.engine.loan import Report, Terms, Told, report_frame, terms_of
from server.engine.sandbox import LentPlaces
from server.engine.speaker import LIGHT_ANSWER, LIGHT_REQUEST, Plain, Speaker, Spoken

if TYPE_CHECKING:
    from server.engine.answering import Answerer

# A query that takes longer than this keeps its worker for itself. On a busy machine a light one,
# too, waits for the processor some ten milliseconds now and then.
_LONG_SECONDS = 0.03
_REMEMBERED = 4096
_LEDGER = struct.Struct("<Q")


class Lent:
    """The connections that a worker has.

    :param ledger: descriptor of a file where the token of a loan stands while one of its answers is
        on its way.
    """

    def __init__(self, link: Link, ledger: int, speaker: Speaker) -> None:
        self._link = link
        self._ledger = mmap.mmap(ledger, _LEDGER.size)
        self._speaker = speaker
        self._places = LentPlaces()
        self._lock = threading.RLock()
        self._visits: dict[int, _Visit] = {}
        # When the first of them has to be given back, or earlier.
        self._next_end = math.inf
        self._epoll = select.epoll()
        self._epoll.register(link.socket, select.EPOLLIN)
        # Rung when the first connection comes, for the thread that looks after long queries.
        self.bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        # Where a request is looked at: a fresh block of its largest size each time would cost more.
        self._room = memoryview(bytearray(LIGHT_REQUEST + 1))
        self._busy: _Visit | None = None
        self._since = 0.0
        self._noticed = False
        # Whether the pool believes, or may believe, that there are connections here.
        self._is_open = True
        # Requests that have been answered here; only to know one that comes again.
        self._seen: OrderedDict[int, None] = OrderedDict()

    # In the thread that evaluates

    def open(self) -> None:
        """Accept connections again: the pool knows that an answer went over the link."""
        self._is_open = True

    def serve(self, terms: Terms, answerer: Answerer) -> None:
        """Serve the connection that came with `terms`, and further ones, until none is left.

        :raises LinkLost: the pool is gone.
        """
        with self._lock:
            self._accept(terms)
        os.eventfd_write(self.bell, 1)
        while self._visits:
            rest = self._next_end - time.monotonic()
            if rest <= 0:
                self._end_old()
                continue
            for descriptor, _ in self._epoll.poll(rest):
                if descriptor == self._link.socket.fileno():
                    with self._lock:
                        self._read_link()
                elif (visit := self._visits.get(descriptor)) is not None:
                    self._answer(visit, answerer)

    def _answer(self, visit: _Visit, answerer: Answerer) -> None:
        with self._lock:
            request = self._look(visit)
            if request is None:
                self._give_back(visit)
                return
            visit.request = request
            self._busy, self._since = visit, time.monotonic()
        answerer.answer(request.question, visit)
        with self._lock:
            self._busy = None
            noticed, self._noticed = self._noticed, False
            if not visit.has_left and (noticed or visit.is_over):
                self._give_back(visit)

    def _look(self, visit: _Visit) -> Plain | None:
        """Return the request on a connection, which stays there; None if it is not a plain one."""
        try:
            size = visit.connection.recv_into(self._room, 0, socket.MSG_PEEK)
        except OSError:
            return None
        if not 0 < size <= LIGHT_REQUEST:
            return None
        data = self._room[:size].tobytes()
        request = self._speaker.read(data)
        if request is not None and self._comes_again(data):
            visit.again = True
            return None
        return request

    def _comes_again(self, raw: bytes) -> bool:
        known = hash(raw)
        if known in self._seen:
            return True
        self._seen[known] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return False

    def _end_old(self) -> None:
        now = time.monotonic()
        with self._lock:
            for visit in [visit for visit in self._visits.values() if visit.until <= now]:
                self._give_back(visit)
            left = (visit.until for visit in self._visits.values())
            self._next_end = min(left, default=math.inf)

    def send(self, visit: _Visit, request: Plain, spoken: Spoken) -> None:
        """Take a request off its connection and send the reply."""
        self._ledger[:] = _LEDGER.pack(visit.terms.token)
        try:
            visit.send(request, spoken)
        finally:
            self._ledger[:] = _LEDGER.pack(0)

    def spoken(self, request: Plain, header: bytes, body: bytes) -> Spoken | None:
        """Return the reply with an answer; None if it is not a light and plain one."""
        if len(body) > LIGHT_ANSWER:
            return None
        told = _told(header)
        return self._speaker.reply(request, told["kind"], told["media_type"], body)

    def leave_with(self, visit: _Visit, request: Plain) -> None:
        """Take a request off its connection and tell the pool that its answer follows."""
        with self._lock:
            self._busy, self._noticed = None, False
            for other in [other for other in self._visits.values() if other is not visit]:
                self._give_back(other)
            visit.consume(request)
            self._drop(visit)
            self._is_open = False
            token = visit.terms.token
            report = Report(token, tuple(visit.answered), rest=request.raw)
            self._link.send(report_frame(TAKEN, report))

    # In the thread that looks after long queries

    @property
    def is_in_use(self) -> bool:
        """Whether there are connections."""
        return bool(self._visits)

    def look_after(self) -> None:
        """Give back every connection but the one whose query takes long.

        :raises LinkLost: the pool is gone.
        """
        with self._lock:
            busy = self._busy
            if busy is None or time.monotonic() - self._since < _LONG_SECONDS:
                return
            self._read_link()
            for other in [other for other in self._visits.values() if other is not busy]:
                self._give_back(other)
            if not self._noticed:
                self._noticed = True
                self._link.send(report_frame(BUSY, Report(busy.terms.token)))

    # In either, with the lock

    def _read_link(self) -> None:
        self._link.fill_now()
        while (found := self._link.next_frame()) is not None:
            letter, body = found
            if letter != LEND:
                raise LinkLost("not a loan")
            self._accept(terms_of(body))

    def _accept(self, terms: Terms) -> None:
        descriptor = self._link.take_descriptor()
        if not self._is_open:
            # Lent before the pool heard of the answer that went over the link; it has it back.
            os.close(descriptor)
            return
        place = self._places.take(descriptor)
        visit = self._visits[place] = _Visit(self, socket.socket(fileno=place), terms)
        self._next_end = min(self._next_end, visit.until)
        self._epoll.register(place, select.EPOLLIN)

    def _give_back(self, visit: _Visit) -> None:
        self._drop(visit)
        report = Report(visit.terms.token, tuple(visit.answered), visit.again, visit.unsent)
        self._link.send(report_frame(RETURN, report))

    def _drop(self, visit: _Visit) -> None:
        """Let go of a connection; the pool has it still."""
        place = visit.connection.detach()
        # The kernel would go on watching what another process has open.
        self._epoll.unregister(place)
        self._places.clear(place)
        del self._visits[place]


class _Visit:
    """A connection that is lent: the :class:`writing.Client` of each answer."""

    def __init__(self, host: Lent, connection: socket.socket, terms: Terms) -> None:
        self._host = host
        self.connection = connection
        self.terms = terms
        self.until = time.monotonic() + terms.seconds
        self.request: Plain | None = None
        self.answered: list[Told] = []
        self.unsent = b""
        self.again = False
        #: Whether the pool has it back with a request whose answer follows.
        self.has_left = False
        #: Whether nothing more is to be read.
        self.is_over = False

    def take(self, header: bytes, body: bytes) -> bool:
        """Give the answer to the client; False if it is not a light and plain one."""
        request = self.request
        spoken = request and self._host.spoken(request, header, body)
        if request is None or spoken is None:
            return False
        self.request = None
        self._host.send(self, request, spoken)
        return True

    def leave(self) -> None:
        """Take the request and tell the pool that its answer follows."""
        request, self.request = self.request, None
        if request is not None:
            self.has_left = True
            self._host.leave_with(self, request)

    def send(self, request: Plain, spoken: Spoken) -> None:
        """Take the request and send as much of the reply as the client takes at once."""
        self.is_over = len(self.answered) + 1 >= self.terms.requests
        if not self.consume(request):
            self.is_over = True
            return
        self.answered.append(spoken.told)
        try:
            sent = self.connection.send(spoken.data)
        except OSError:
            # Full, or gone: the pool finds out which.
            sent = 0
        if sent < len(spoken.data):
            self.unsent = spoken.data[sent:]
            self.is_over = True

    def consume(self, request: Plain) -> bool:
        """Take the request off the connection; return whether the client is still there."""
        missing = len(request.raw)
        with contextlib.suppress(OSError):
            while missing and (part := self.connection.recv(missing)):
                missing -= len(part)
        return not missing


@lru_cache(maxsize=256)
def _told(header: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(header)
    return found
