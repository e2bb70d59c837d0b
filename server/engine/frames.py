"""The wire between pool and worker: frames of one letter, a length and a body.

::

    pool → worker   Q  bytes  a query, marshalled: it comes from the pool, and JSON takes longer
                    L  bytes  terms of a loan, marshalled; the client's connection rides along
    worker → pool   R  -      ready for queries
                    H  JSON   kind, media type and variables of the answer
                    W  bytes  a whole answer: length of the JSON, the JSON of H, the answer
                    S  -      the rest follows in the file whose descriptor rides along
                    E  -      the answer in the file is complete
                    X  JSON   the answer has failed: class, what, remedy, position, excerpt
                    T  bytes  a loan has ended with a request whose answer follows as above
                    B  bytes  a loan has ended between two requests
                    Y  bytes  a request of a loan takes long
"""

from __future__ import annotations

import array
import json
import os
import socket
import struct
from typing import Any

from loaders.errors import ServiceError

HEAD = struct.Struct("<cI")
READ_SIZE = 64 * 1024
# A buffer that had to grow beyond this is given back when it is empty.
KEPT_SIZE = 4 * READ_SIZE
# Room for the descriptors of a few messages that are read at once.
_ANCILLARY = socket.CMSG_SPACE(16)
# A frame longer than this is no frame of ours: the worker has lost its mind.
MAX_BODY = 64 * 1024 * 1024

QUERY, READY, HEADER, WHOLE, SPOOL, END, FAILURE = b"Q", b"R", b"H", b"W", b"S", b"E", b"X"
LEND, TAKEN, RETURN, BUSY = b"L", b"T", b"B", b"Y"
LENGTH = struct.Struct("<I")


class LinkLost(Exception):  # noqa: N818 - an event of the link, not an error for users
    """The other end is gone or speaks another language."""


def frame(letter: bytes, body: bytes = b"") -> bytes:
    """Return one frame."""
    return HEAD.pack(letter, len(body)) + body


def json_frame(letter: bytes, value: dict[str, Any]) -> bytes:
    """Return one frame whose body is JSON; lone surrogates survive as escapes."""
    return frame(letter, json.dumps(value).encode("ascii"))


def failure_frame(error: ServiceError) -> bytes:
    """Return the frame that reports a failure."""
    report = {
        "class": type(error).__name__,
        "what": error.what,
        "remedy": error.remedy,
        "position": error.position,
        "excerpt": error.excerpt,
    }
    return json_frame(FAILURE, report)


def whole_frame(header: bytes, body: bytes | bytearray) -> bytes:
    """Return the frame of a whole answer."""
    size = LENGTH.size + len(header) + len(body)
    return b"".join((HEAD.pack(WHOLE, size), LENGTH.pack(len(header)), header, body))


class Link:
    """One end of the socket pair between pool and worker; not for two threads at once."""

    __slots__ = ("_begin", "_buffer", "_descriptors", "_end", "socket")

    def __init__(self, end: socket.socket) -> None:
        self.socket = end
        # What has arrived stands between begin and end. Read in place: a fresh block of this size
        # for every message made the C library tidy up its heap each time.
        self._buffer = bytearray(READ_SIZE)
        self._begin = self._end = 0
        self._descriptors: list[int] = []

    def send(self, data: bytes) -> None:
        """Send whole frames; LinkLost if the other end is gone."""
        try:
            self.socket.sendall(data)
        except OSError as error:
            raise LinkLost(str(error)) from error

    def send_descriptors(self, data: bytes, *descriptors: int) -> None:
        """Send frames together with open files."""
        rights = array.array("i", descriptors)
        try:
            sent = self.socket.sendmsg(
                [data], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights.tobytes())]
            )
        except OSError as error:
            raise LinkLost(str(error)) from error
        if sent < len(data):
            self.send(data[sent:])

    def receive(self) -> tuple[bytes, bytes]:
        """Wait for the next frame and return its letter and body; LinkLost at the end."""
        while (found := self.next_frame()) is None:
            self.fill()
        return found

    def next_frame(self) -> tuple[bytes, bytes] | None:
        """Return the next frame if it has arrived completely."""
        begin = self._begin + HEAD.size
        if self._end < begin:
            return None
        letter, length = HEAD.unpack_from(self._buffer, self._begin)
        if length > MAX_BODY:
            raise LinkLost("a frame is too long")
        end = begin + length
        if self._end < end:
            return None
        with memoryview(self._buffer) as view:
            body = bytes(view[begin:end])
        self._begin = end
        if end == self._end:
            self._begin = self._end = 0
            if len(self._buffer) > KEPT_SIZE:
                self._buffer = bytearray(READ_SIZE)
        return letter, body

    def fill(self) -> None:
        """Wait for bytes and take them in; LinkLost at the end of the stream."""
        self._fill(0)

    def fill_now(self) -> bool:
        """Take in the bytes that are there without waiting; return whether there were any."""
        try:
            self._fill(socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        return True

    def _fill(self, flags: int) -> None:
        self._make_room()
        try:
            with memoryview(self._buffer) as view, view[self._end :] as free:
                size, ancillary, _, _ = self.socket.recvmsg_into([free], _ANCILLARY, flags)
        except BlockingIOError:
            raise
        except OSError as error:
            raise LinkLost(str(error)) from error
        for level, kind, rights in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                received = array.array("i")
                received.frombytes(rights[: len(rights) - len(rights) % received.itemsize])
                self._descriptors.extend(received)
        if not size:
            raise LinkLost("the other end has closed the link")
        self._end += size

    def _make_room(self) -> None:
        """Have at least half of a usual reading free."""
        if len(self._buffer) - self._end >= READ_SIZE // 2:
            return
        if self._begin:
            del self._buffer[: self._begin]
            self._end -= self._begin
            self._begin = 0
        self._buffer += bytes(max(READ_SIZE, len(self._buffer)))

    def take_descriptor(self) -> int:
        """Return the open file that came with a SPOOL frame; the caller closes it."""
        if not self._descriptors:
            raise LinkLost("a file was announced but did not come")
        return self._descriptors.pop(0)

    def close(self) -> None:
        """Close this end and every file that nobody took."""
        self.socket.close()
        while self._descriptors:
            os.close(self._descriptors.pop())
