"""The worker's side of an answer: bytes in, frames and a spool file out."""

from __future__ import annotations

import os
import tempfile
import time
from typing import Protocol

from loaders.errors import QueryTooBig
from server.engine.frames import END, HEADER, SPOOL, Link, frame, whole_frame
from server.engine.repair import Filter

PIECE = 64 * 1024
# An answer up to this size goes as one message; the pool always reads it at once.
INLINE_BYTES = 1024 * 1024
# A trickling answer goes on its way after this many seconds, so that its first byte is early, and
# what comes later no later than that.
TRICKLE_SECONDS = 0.25


class Client(Protocol):
    """Somebody to whom a whole answer may be given without the pool."""

    def take(self, header: bytes, body: bytes) -> bool:
        """Give the answer; False if it has to go the usual way."""

    def leave(self) -> None:
        """Tell the pool that what follows over the link answers this client's request."""


class AnswerWriter:
    """A file-like object that Oxigraph serialises into.

    Small answers are sent whole. Larger ones go to an unlinked file that the pool reads while it
    grows: a slow client then never holds up the worker, and both processes stay small.

    :param header: what the HEADER frame says, ready for the wire.
    :param most: bytes after which the answer fails with QueryTooBig.
    :param directory: where the file is made; None: the system's choice.
    :param client: who takes the answer if it is small; None: it goes over the link in any case.
    """

    def __init__(
        self,
        link: Link,
        header: bytes,
        *,
        repair: Filter | None,
        most: int,
        directory: str | None,
        client: Client | None = None,
    ) -> None:
        self._client = client
        self._link = link
        self._header = header
        self._repair = repair
        self._most = most
        self._directory = directory
        self._parts: list[bytes] = []
        self._pending = 0
        self._inline = bytearray()
        self._file: int | None = None
        self._size = 0
        self._passed: float | None = None
        #: What stopped the writing; Oxigraph wraps an exception, so that it is kept here.
        self.problem: Exception | None = None

    @property
    def has_begun(self) -> bool:
        """Whether the beginning of the answer is on its way already."""
        return self._file is not None

    def write(self, data: bytes) -> int:
        """Take the next bytes of the answer."""
        self._parts.append(bytes(data))
        self._pending += len(data)
        now = time.monotonic()
        if self._passed is None:
            self._passed = now
        trickles = now - self._passed > TRICKLE_SECONDS
        try:
            if trickles or self._pending >= PIECE:
                self._pass_on(last=False)
            if trickles:
                self._passed = now
                self._start_spool()
        except Exception as error:
            self.problem = error
            raise
        return len(data)

    def flush(self) -> None:
        """Do nothing: pieces are made by size."""

    def finish(self) -> None:
        """Send what is left and say that the answer is complete."""
        self._pass_on(last=True)
        if self._file is not None:
            self._link.send(frame(END))
        elif self._client is None or not self._client.take(self._header, bytes(self._inline)):
            self._leave_client()
            self._link.send(whole_frame(self._header, self._inline))
        self.close()

    def _leave_client(self) -> None:
        if self._client is not None:
            self._client.leave()

    def close(self) -> None:
        """Close the spool file; the pool has its own descriptor of it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _pass_on(self, *, last: bool) -> None:
        piece = b"".join(self._parts)
        self._parts.clear()
        self._pending = 0
        if self._repair is not None:
            piece = self._repair(piece, last)
        self._size += len(piece)
        if self._size > self._most:
            raise QueryTooBig(
                f"The answer is larger than the {self._most} bytes that are allowed.",
                remedy="Ask for less: fewer columns, a LIMIT, or a narrower pattern.",
            )
        if self._file is not None:
            _write_all(self._file, piece)
            return
        self._inline += piece
        if len(self._inline) > INLINE_BYTES:
            self._start_spool()

    def _start_spool(self) -> None:
        if self._file is not None:
            return
        with tempfile.TemporaryFile(prefix="mithaq-", dir=self._directory, buffering=0) as file:
            self._file = os.dup(file.fileno())
        _write_all(self._file, bytes(self._inline))
        self._inline.clear()
        self._leave_client()
        self._link.send_descriptors(frame(HEADER, self._header) + frame(SPOOL), self._file)


def _write_all(file: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]
