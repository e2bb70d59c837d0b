"""One client's conversation: requests in, answers out, in order, each within its time."""

from __future__ import annotations

import time
from asyncio import BaseTransport, Protocol, Transport
from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING, cast

from loaders.errors import BadRequest, RequestTimeout, ServiceError
from server.engine.ticket import Ticket
from server.protocol.message import Exchange, Reply
from server.protocol.origin import base_url, client_name
from server.protocol.wire.body import Body
from server.protocol.wire.head import Head, check_size, parse_head
from server.protocol.wire.journal import BROKEN_OFF, Entry
from server.protocol.wire.sending import Sending
from server.protocol.wsgi import path_of

if TYPE_CHECKING:
    from server.protocol.wire.front import Front

# Requests that a client sends ahead of their answers are kept up to this; then it has to wait.
_READ_AHEAD = 256 * 1024
# After a refusal the rest of the request is read and dropped, so that the refusal arrives.
_LINGER_SECONDS = 2.0
# A client that has closed its side may still read; that it has gone shows in nothing else.
_HALF_CLOSED_SECONDS = 1.0


class State(Enum):
    """Where the conversation stands."""

    HEAD = auto()
    BODY = auto()
    ANSWER = auto()
    LINGER = auto()


class Connection(Protocol):
    """The server's side of one connection."""

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
        self._peer = ""
        self._paused = False
        self._stuck = (0, 0.0)
        self._last = False
        self._raw = b""
        self._ticket: Ticket | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin to wait for the first request."""
        self._transport = cast(Transport, transport)
        name = transport.get_extra_info("peername")
        self._peer = str(name[0]) if isinstance(name, tuple) else ""
        self._deadline = time.monotonic() + self._front.config.header_timeout
        if not self._front.admit(self):
            self._refuse(self._front.full())

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop what is going on for the client."""
        del exc
        self._front.forget(self)
        if self._ticket is not None:
            self._ticket.cancel()
        if self._sending is not None:
            self._sending.lose()

    def data_received(self, data: bytes) -> None:
        """Take what has arrived."""
        if self._state is State.LINGER:
            return
        if self._state is State.HEAD and not self._buffer:
            # The shortest way: a request that was answered before, byte by byte the same.
            if not self._paused and data.endswith(b"\r\n\r\n") and self._repeat(data[:-4]):
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
        if self._state is State.ANSWER:
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

    def _repeat(self, raw: bytes) -> bool:
        """Answer a request head from the store of finished replies; return whether that worked."""
        known = self._front.replies.get(raw)
        if known is None or self._last or not self._front.allows(self._peer):
            return False
        self._transport.write(known.before_date + self._front.clock.line() + known.after_date)
        self._deadline = time.monotonic() + self._front.config.idle_timeout
        self._front.journal.add(
            Entry(time.time(), "GET", known.path, 200, 0.0, known.size, known.query_hash)
        )
        return True

    def _advance(self) -> None:
        """Go as far as the bytes that have arrived allow."""
        try:
            while self._step():
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
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            check_size(self._buffer, config.max_uri_bytes, config.max_header_bytes)
            return False
        raw = bytes(self._buffer[:end])
        del self._buffer[: end + 4]
        if self._repeat(raw):
            return True
        self._started = time.monotonic()
        self._raw = raw
        self._head = head = parse_head(raw, config.max_uri_bytes, config.max_header_bytes)
        self._body = Body(head.length, config.max_body_bytes)
        self._state = State.BODY
        self._deadline = self._started + config.body_timeout
        if head.expects_continue and not self._body.done:
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return True

    def _dispatch(self) -> None:
        head = self._head
        assert head is not None  # noqa: S101 - a body follows a head
        self._state, config = State.ANSWER, self._front.config
        self._exchange = Exchange(
            method=head.method,
            path=path_of(head.path),
            query=head.query,
            headers=head.headers,
            body=self._body.data,
            base_url=base_url(config, head.headers),
            client=client_name(config, head.headers, self._peer),
        )
        ticket = self._front.answer(self._exchange, self._replied)
        if self._state is State.ANSWER:
            self._ticket = ticket

    def _replied(self, reply: Reply) -> None:
        """Send the answer; called in the event loop."""
        head, exchange, self._ticket = self._head, self._exchange, None
        assert head is not None and exchange is not None  # noqa: S101 - set by dispatch
        self._sending = self._send(reply, lambda complete: self._sent(reply, exchange, complete))
        if self._transport.is_closing():
            self._sending.lose()
            return
        keep = head.keep_alive and not self._last and not self._front.stopping
        if keep and not head.length and head.minor_version == 1:
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

    def _send(self, reply: Reply, done: Callable[[bool], None]) -> Sending:
        front = self._front
        return Sending(
            reply, transport=self._transport, loop=front.loop, threads=front.threads, done=done
        )

    def _sent(self, reply: Reply, exchange: Exchange, complete: bool) -> None:
        """Note the answer, then go on to the next request."""
        sending, self._sending = self._sending, None
        self._front.journal.add(
            Entry(
                time.time(),
                exchange.method,
                exchange.path,
                reply.status if complete else BROKEN_OFF,
                time.monotonic() - self._started,
                sending.size if sending is not None else 0,
                exchange.query_hash,
            )
        )
        self._exchange = None
        if complete and not isinstance(reply.body, tuple):
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
        exchange = Exchange("GET", "/", client=self._peer)
        if head is not None:
            client = client_name(self._front.config, head.headers, self._peer)
            exchange = Exchange(
                head.method, path_of(head.path), headers=head.headers, client=client
            )
        reply = self._front.refusal(exchange, error)
        self._state = State.LINGER
        self._buffer.clear()
        self._deadline = time.monotonic() + _LINGER_SECONDS
        sending = self._send(reply, lambda complete: None)
        sending.start(
            method=exchange.method, minor_version=1, keep_alive=False, date=self._front.clock.line()
        )
        self._front.journal.add(
            Entry(time.time(), exchange.method, exchange.path, reply.status, 0.0, sending.size, "")
        )
        if self._transport.can_write_eof():
            self._transport.write_eof()
