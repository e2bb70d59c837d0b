"""Send one answer: whole in one write, or chunk by chunk at the client's pace.

No thread waits for a slow client: a thread makes one block, the event loop sends it, and only when
the socket has room again is a thread asked for the next one. A client does not wait for a full
block either: what there is of a slow one goes on its way in the meantime.
"""

from __future__ import annotations

import logging
import socket
import struct
import threading
from asyncio import AbstractEventLoop, TimerHandle, Transport
from collections.abc import Callable, Iterator

from loaders.errors import EngineFailure, ServiceError
from server.engine.failures import ClientGone
from server.protocol.message import Reply
from server.protocol.wire.reply_head import head_bytes
from server.protocol.wire.threads import Threads

_LOG = logging.getLogger("mithaq.server")
_NO_BODY = (204, 304)
# Small chunks of an answer are joined up to this before they are handed to the event loop: for each
# of these blocks a thread and the loop wake each other.
_BLOCK = 256 * 1024
# A block that takes longer is sent in parts, one each time that so many seconds have passed.
_PATIENCE = 0.1
#: Stands in the log for an answer whose client left before its end, as with nginx.
CLIENT_LEFT = 499
_ABORT = struct.pack("ii", 1, 0)


def send_whole(transport: Transport, reply: Reply, date: bytes) -> int | None:
    """Send a reply whose head is made already, to a client that keeps the connection (HTTP/1.1).

    :returns: bytes of the body; None if it is not such a reply, and then nothing has happened.
    """
    if not reply.head or not isinstance(reply.body, tuple):
        return None
    body = b"".join(reply.body)
    size = len(body)
    transport.write(b"%bContent-Length: %d\r\n%b\r\n%b" % (reply.head, size, date, body))
    return size


class Sending:
    """One answer on its way to the client.

    :param done: called in the event loop when the answer is out: None if it was sent in full, else
        the status under which it is to be noted, 499 where it was the client who left.
    """

    def __init__(
        self,
        reply: Reply,
        *,
        transport: Transport,
        loop: AbstractEventLoop,
        threads: Threads,
        done: Callable[[int | None], None],
    ) -> None:
        self._reply = reply
        self._transport = transport
        self._loop = loop
        self._threads = threads
        self._done = done
        self._chunks: Iterator[bytes] = iter(())
        self._chunked = False
        self._announced: int | None = None
        self._parts: list[bytes] = []
        self._gathering = threading.Lock()
        self._impatience: TimerHandle | None = None
        self._at_work = False
        self._paused = False
        self._waits = False
        self._ended = False
        self.size = 0

    def start(self, *, method: str, minor_version: int, keep_alive: bool, date: bytes) -> bool:
        """Send the head and what there is of the body; return whether the connection may be kept.

        An answer of unknown length to an HTTP/1.0 client ends with its connection.
        """
        reply = self._reply
        bodiless = method == "HEAD" or reply.status in _NO_BODY
        whole = reply.body if isinstance(reply.body, tuple) else None
        length = reply.get("Content-Length")
        further: list[tuple[str, str]] = []
        if not bodiless and whole is not None and length is None:
            further.append(("Content-Length", str(sum(map(len, whole)))))
        elif not bodiless and whole is None and length is None:
            self._chunked = minor_version == 1
            keep_alive = keep_alive and self._chunked
            if self._chunked:
                further.append(("Transfer-Encoding", "chunked"))
        if not keep_alive:
            further.append(("Connection", "close"))
        elif minor_version == 0:
            further.append(("Connection", "keep-alive"))
        head = head_bytes(reply, tuple(further)) + date + b"\r\n"
        if bodiless or whole is not None:
            body = b"" if bodiless or whole is None else b"".join(whole)
            self.size = len(body)
            self._transport.write(head + body)
            self._finish(None)
            return keep_alive
        self._announced = None if length is None else int(length)
        self._chunks = iter(reply.body)
        self._transport.write(head)
        self._pull()
        return keep_alive

    def pause(self) -> None:
        """Ask for no further chunk: the client is slower than the answer."""
        self._paused = True

    def resume(self) -> None:
        """Go on: the socket has room again."""
        self._paused = False
        if self._waits and not self._ended:
            self._pull()

    def lose(self) -> None:
        """Stop: the client is gone."""
        if not self._ended:
            self._finish(CLIENT_LEFT)

    def _pull(self) -> None:
        self._waits = False
        self._at_work = True
        self._impatience = self._loop.call_later(_PATIENCE, self._hurry)
        self._threads.run(self._make)

    def _make(self) -> None:
        """Make the next block; runs in a thread."""
        size, ended, error = 0, False, None
        try:
            while size < _BLOCK:
                chunk = next(self._chunks, None)
                if chunk is None:
                    ended = True
                    break
                with self._gathering:
                    self._parts.append(chunk)
                size += len(chunk)
        except Exception as caught:
            error = caught
        self._loop.call_soon_threadsafe(self._made, ended, error)

    def _gathered(self) -> bytes:
        """Return what the thread has put together by now; it goes on with nothing."""
        with self._gathering:
            parts, self._parts = self._parts, []
        return b"".join(parts)

    def _hurry(self) -> None:
        """Send what there is of a block that is slow to be made."""
        self._impatience = self._loop.call_later(_PATIENCE, self._hurry)
        if not self._paused:
            self._pass_on(self._gathered(), ended=False)

    def _calm(self) -> None:
        if self._impatience is not None:
            self._impatience.cancel()
            self._impatience = None

    def _made(self, ended: bool, error: Exception | None) -> None:
        self._at_work = False
        self._calm()
        if self._ended:
            self._release()
            return
        if error is not None:
            _LOG.warning("an answer broke off: %s", type(error).__name__)
            self._break_off(_status_of(error))
            return
        if not self._pass_on(self._gathered(), ended=ended):
            return
        if ended:
            self._finish(None)
        elif self._paused:
            self._waits = True
        else:
            self._pull()

    def _pass_on(self, block: bytes, *, ended: bool) -> bool:
        """Send `block` unless the answer is not as long as announced; return whether it is."""
        self.size += len(block)
        if self._announced is not None and (
            self.size > self._announced or (ended and self.size < self._announced)
        ):
            _LOG.error("an answer was not as long as announced")
            self._break_off(EngineFailure.status)
            return False
        self._write(block, ended)
        return True

    def _write(self, block: bytes, ended: bool) -> None:
        if self._chunked:
            framed = b"%x\r\n%b\r\n" % (len(block), block) if block else b""
            block = framed + (b"0\r\n\r\n" if ended else b"")
        if block:
            self._transport.write(block)

    def _break_off(self, status: int) -> None:
        """End the connection by a reset, so that no client takes what it has for the whole."""
        connection = self._transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABORT)
        self._transport.abort()
        self._finish(status)

    def _finish(self, broken: int | None) -> None:
        self._ended = True
        self._calm()
        if not self._at_work:
            self._release()
        self._done(broken)

    def _release(self) -> None:
        """Close the body, in a thread, since that may wait for a worker."""
        if not isinstance(self._reply.body, tuple):
            self._threads.run(self._reply.close)


def _status_of(error: Exception) -> int:
    """Return the status that `error` has where nothing of an answer has been sent."""
    if isinstance(error, ClientGone):
        return CLIENT_LEFT
    return error.status if isinstance(error, ServiceError) else EngineFailure.status
