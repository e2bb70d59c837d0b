"""One client's conversation: requests in, answers out, in order, each within its time."""

from __future__ import annotations

import time
from asyncio import BaseTransport, BufferedProtocol, Transport
from enum import Enum, auto
from typing import TYPE_CHECKING, cast

from loaders.errors import BadRequest, RequestTimeout, ServiceError
from server.engine.loan import Done
from server.engine.query import QueryRequest
from server.engine.ticket import Ticket
from server.protocol.message import Exchange, Reply
from server.protocol.wire.body import Body
from server.protocol.wire.entry import Entry
from server.protocol.wire.head import Head, check_size, parse_head
from server.protocol.wire.lender import Lender
from server.protocol.wire.sending import Sending, send_whole

if TYPE_CHECKING:
    from server.protocol.wire.front import Front

_HEAD_END = b"\r\n\r\n"
# Requests that a client sends ahead of their answers are kept up to this; then it has to wait.
_READ_AHEAD = 256 * 1024
# After a refusal the rest of the request is read and dropped, so that the refusal arrives.
_LINGER_SECONDS = 2.0
# A client that has closed its side may still read; that it has gone shows in nothing else.
_HALF_CLOSED_SECONDS = 3.0


class State(Enum):
    """Where the conversation stands."""

    HEAD = auto()
    BODY = auto()
    ANSWER = auto()
    LENT = auto()
    LINGER = auto()


class Connection(BufferedProtocol):
    """The server's side of one connection.

    Buffered, since otherwise the event loop takes a block of 256 KiB from the system for every
    message: an echo then cost 50 us of processor time, this way 15.
    """

    def __init__(self, front: Front) -> None:
        self._front = front
        self._buffer = bytearray()
        self._state = State.HEAD
        self._head: Head | None = None
        self._body = Body(0, 0)
        self._exchange: Exchange | None = None
        self._sending: Sending | None = None
        self._deadline = 0.0
        self._started = 0.0
        self.peer = ""
        self._lender = Lender(self, front)
        self._verdict: ServiceError | None = None
        self._paused = False
        self._stuck = (0, 0.0)
        self._last = False
        self._raw = b""
        self._ticket: Ticket | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin to wait for the first request."""
        self._transport = cast(Transport, transport)
        name = transport.get_extra_info("peername")
        self.peer = str(name[0]) if isinstance(name, tuple) else ""
        self._deadline = time.monotonic() + self._front.config.header_timeout
        if not self._front.admit(self):
            self._refuse(self._front.full())

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop what is going on for the client."""
        del exc
        self._front.forget(self)
        if self._ticket is not None:
            self._ticket.cancel()
        self._lender.cancel()
        if self._sending is not None:
            self._sending.lose()

    def get_buffer(self, sizehint: int) -> bytearray:
        """Say where to put what arrives: one place for all connections, emptied at once."""
        del sizehint
        return self._front.inbox

    def buffer_updated(self, nbytes: int) -> None:
        """Take what has arrived."""
        self._receive(bytes(self._front.arrived[:nbytes]))

    def _receive(self, data: bytes) -> None:
        if self._state is State.LINGER:
            return
        if self._state is State.HEAD and not self._buffer:
            # The shortest way: the head of one request and nothing else.
            if not self._paused and data.find(_HEAD_END) == len(data) - len(_HEAD_END) > 0:
                self._advance(data[: -len(_HEAD_END)])
                return
            self._deadline = time.monotonic() + self._front.config.header_timeout
        self._buffer += data
        if self._state is State.ANSWER:
            if len(self._buffer) > _READ_AHEAD:
                self._transport.pause_reading()
            return
        self._advance()

    def eof_received(self) -> bool:
        """Answer what was asked even if the client has closed its side, then close ours."""
        self._last = True
        if self._state is State.ANSWER:
            self._deadline = time.monotonic() + _HALF_CLOSED_SECONDS
            return True
        if self._state is State.BODY or (self._state is State.HEAD and self._buffer):
            self._refuse(BadRequest("The request ended too early.", remedy="Send all of it."))
            self._transport.close()
        return self._transport.get_write_buffer_size() > 0

    def pause_writing(self) -> None:
        """Note that the client reads more slowly than it is answered."""
        self._paused = True
        if self._sending is not None:
            self._sending.pause()

    def resume_writing(self) -> None:
        """Go on with the answer, or with the next request."""
        self._paused = False
        if self._sending is not None:
            self._sending.resume()
        else:
            self._advance()

    def watch(self, now: float) -> None:
        """Enforce the time limits; called a few times a second."""
        waiting = self._transport.get_write_buffer_size()
        if waiting == 0 or waiting != self._stuck[0]:
            self._stuck = (waiting, now)
        elif now - self._stuck[1] > self._front.config.send_timeout:
            self._transport.abort()
            return
        if self._state is State.LENT:
            self._lender.watch(now)
        elif self._state is State.ANSWER:
            if self._last and self._sending is None and now > self._deadline:
                self._transport.abort()
        elif now > self._deadline and waiting == 0:
            if self._state is State.LINGER or (self._state is State.HEAD and not self._buffer):
                self._transport.close()
            else:
                self._refuse(
                    RequestTimeout(
                        "The request did not arrive in time.", remedy="Send it without a pause."
                    )
                )

    def stop(self) -> None:
        """Close the connection if nothing is going on, otherwise after the present answer."""
        self._last = True
        if self._state is State.HEAD and not self._buffer:
            self._transport.close()

    def abort(self) -> None:
        """End the connection, whatever is going on."""
        self._transport.abort()

    # A loan

    @property
    def descriptor(self) -> int:
        """The client's socket."""
        number: int = self._transport.get_extra_info("socket").fileno()
        return number

    def hand_out(self) -> int | None:
        """Let a worker have the client's socket until :meth:`take_back` or :meth:`take_over`.

        :returns: its descriptor; None if something is going on.
        """
        if (
            self._state is not State.HEAD
            or self._buffer
            or self._last
            or self._paused
            or self._transport.is_closing()
            or self._transport.get_write_buffer_size()
        ):
            return None
        self._transport.pause_reading()
        self._state = State.LENT
        return self.descriptor

    def take_back(self, unsent: bytes, verdict: ServiceError | None) -> None:
        """Go on from between two requests.

        :param unsent: the rest of an answer.
        :param verdict: what the next request is to be told.
        """
        if self._transport.is_closing():
            return
        self._verdict = verdict
        if unsent:
            self._transport.write(unsent)
        self._next()

    def take_over(self, raw: bytes, ticket: Ticket) -> tuple[QueryRequest, Done]:
        """Go on with a request that a worker has taken and is answering.

        :param ticket: stops the worker.
        """
        head, _, body = raw.partition(_HEAD_END)
        config = self._front.config
        self._started = time.monotonic()
        self._raw = head
        self._head = parse_head(head, config.max_uri_bytes, config.max_header_bytes)
        self._state = State.ANSWER
        self._ticket = ticket
        self._exchange = self._front.exchange(self._head, body, self.peer)
        return self._front.question_under_way(self._exchange, self._replied)

    # Requests

    def _repeat(self, raw: bytes) -> bool:
        """Answer a request head from the store of finished replies; return whether that worked."""
        known = self._front.replies.get(raw)
        if known is None or self._last or not self._front.allows(self.peer):
            return False
        self._transport.write(known.before_date + self._front.clock.line() + known.after_date)
        self._deadline = time.monotonic() + self._front.config.idle_timeout
        self._front.journal.add(Entry(time.time(), "GET", known.path, 200, 0.0, *known.told))
        return True

    def _advance(self, raw: bytes | None = None) -> None:
        """Go as far as the bytes that have arrived allow, beginning with the head `raw`."""
        try:
            if raw is not None:
                self._take_head(raw.removeprefix(b"\r\n"))
            while self._buffer and self._step():
                pass
        except ServiceError as error:
            self._refuse(error)

    def _step(self) -> bool:
        if self._paused:
            return False
        if self._state is State.HEAD:
            return self._read_head()
        if self._state is State.BODY:
            self._body.take(self._buffer)
            if self._body.done:
                self._dispatch()
        return False

    def _read_head(self) -> bool:
        config = self._front.config
        while self._buffer.startswith(b"\r\n"):
            del self._buffer[:2]
        end = self._buffer.find(_HEAD_END)
        if end < 0:
            check_size(self._buffer, config.max_uri_bytes, config.max_header_bytes)
            return False
        raw = bytes(self._buffer[:end])
        del self._buffer[: end + len(_HEAD_END)]
        self._take_head(raw)
        return True

    def _take_head(self, raw: bytes) -> None:
        """Answer a request that is known; begin with any other one."""
        if self._repeat(raw):
            return
        config = self._front.config
        self._started = time.monotonic()
        self._raw = raw
        self._head = head = parse_head(raw, config.max_uri_bytes, config.max_header_bytes)
        self._body = Body(head.length, config.max_body_bytes)
        self._state = State.BODY
        self._deadline = self._started + config.body_timeout
        if self._body.done:
            self._dispatch()
        elif head.expects_continue:
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _dispatch(self) -> None:
        head = self._head
        assert head is not None  # noqa: S101 - a body follows a head
        self._state = State.ANSWER
        self._exchange = self._front.exchange(head, self._body.data, self.peer)
        verdict, self._verdict = self._verdict, None
        if verdict is not None:
            self._replied(self._front.failure(verdict, self._exchange))
            return
        ticket = self._front.answer(self._exchange, self._replied, self._lender.offer)
        if self._state is State.ANSWER:
            self._ticket = ticket

    def _replied(self, reply: Reply) -> None:
        """Send the answer; called in the event loop."""
        head, exchange, self._ticket = self._head, self._exchange, None
        assert head is not None and exchange is not None  # noqa: S101 - set by dispatch
        keep = head.keep_alive and not self._last and not self._front.stopping
        if keep and head.minor_version == 1 and not self._transport.is_closing():
            size = send_whole(self._transport, reply, self._front.clock.line())
            if size is not None:
                self._front.journal.note(exchange, reply.status, size, self._started)
                self._exchange = None
                self._lender.light()
                self._next()
                return
        self._lender.other()
        self._sending = self._front.sending(
            reply, self._transport, lambda broken: self._sent(reply, exchange, broken)
        )
        if self._transport.is_closing():
            self._sending.lose()
            return
        # Without a body only: what is known by its head is answered with no eye for one.
        if keep and head.length == 0 and head.minor_version == 1:
            self._front.remember(self._raw, exchange, reply)
        if self._paused:
            self._sending.pause()
        kept = self._sending.start(
            method=head.method,
            minor_version=head.minor_version,
            keep_alive=keep,
            date=self._front.clock.line(),
        )
        self._last = self._last or not kept
        if isinstance(reply.body, tuple):
            self._next()

    def _sent(self, reply: Reply, exchange: Exchange, broken: int | None) -> None:
        """Note the answer, then go on to the next request."""
        sending, self._sending = self._sending, None
        size = sending.size if sending is not None else 0
        self._front.journal.note(exchange, broken or reply.status, size, self._started)
        self._exchange = None
        if broken is None and not isinstance(reply.body, tuple):
            self._next()

    def _next(self) -> None:
        if self._last or self._front.stopping:
            self._transport.close()
            return
        self._state = State.HEAD
        self._deadline = time.monotonic() + self._front.config.idle_timeout
        self._transport.resume_reading()
        if self._buffer:
            self._front.loop.call_soon(self._advance)

    def _refuse(self, error: ServiceError) -> None:
        """Answer a request that could not be read, and end the conversation."""
        head, self._head = self._head, None
        exchange, reply = self._front.refusal(head, self.peer, error)
        self._state = State.LINGER
        self._buffer.clear()
        self._deadline = time.monotonic() + _LINGER_SECONDS
        sending = self._front.sending(reply, self._transport, lambda broken: None)
        sending.start(
            method=exchange.method, minor_version=1, keep_alive=False, date=self._front.clock.line()
        )
        self._front.journal.note(exchange, reply.status, sending.size)
        if self._transport.can_write_eof():
            self._transport.write_eof()
