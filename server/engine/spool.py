"""Answers on their way: bytes that a worker still writes and a client reads at its own pace."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from loaders.errors import ServiceError, Unavailable

_PIECE = 256 * 1024
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.001, 0.02


class SpooledBody:
    """An unlinked file that grows while it is read.

    The worker's side calls :meth:`complete` or :meth:`fail` once; the client's side reads and
    closes. Nothing here waits without end: the deadline of the query ends the growth, and
    ``expires`` ends the reading.

    :param file: descriptor of the file, owned from now on.
    :param expires: point of ``time.monotonic`` after which the answer is given up.
    :param closed: called once, when the client has the answer or has gone.
    """

    def __init__(self, file: int, expires: float, closed: Callable[[], None]) -> None:
        self.expires = expires
        self._file: int | None = file
        self._offset = 0
        self._ended = threading.Event()
        self._problem: ServiceError | None = None
        self._closed = closed
        self._keeper: _Keeper | None = None
        self._lock = threading.Lock()

    def complete(self) -> None:
        """Say that the file is whole, and show it to who wants to keep it."""
        with self._lock:
            keeper, self._keeper = self._keeper, None
            data = None if keeper is None else self._whole(keeper.most)
            self._ended.set()  # from now on the reader may close the file
        if keeper is not None and data is not None:
            keeper.keep(data)

    def keep_by(self, keep: Callable[[bytes], None], most: int) -> None:
        """Have ``keep`` called with the whole answer once it is one, if of `most` bytes at most.

        That happens in the thread that says that the file is whole, or here if it is already.
        """
        with self._lock:
            if not self._ended.is_set():
                self._keeper = _Keeper(keep, most)
                return
            data = self._whole(most) if self._problem is None else None
        if data is not None:
            keep(data)

    def _whole(self, most: int) -> bytes | None:
        """Return what the file holds, unless it is too much or the file has been given back."""
        if self._file is None or os.fstat(self._file).st_size > most:
            return None
        return os.pread(self._file, most, 0)

    def fail(self, problem: ServiceError) -> None:
        """Say that the answer has broken off; the reader gets the error after what there is."""
        if not self._ended.is_set():
            self._problem = problem
            self._ended.set()

    def give_up(self, problem: ServiceError) -> None:
        """Free the disk at once, whether or not the answer was whole."""
        self._problem = problem
        self._ended.set()
        self._release_file()

    @property
    def is_closed(self) -> bool:
        """Whether the file has been given back."""
        return self._file is None

    def size(self) -> int:
        """Return the bytes on disk."""
        with self._lock:
            return 0 if self._file is None else os.fstat(self._file).st_size

    def next_piece(self) -> bytes | None:
        """Return the next bytes, waiting for them if need be; None at the end.

        :raises ServiceError: the answer has broken off.
        """
        pause = _SHORTEST_PAUSE
        while True:
            ended = self._ended.is_set()
            data = self._read()
            if data:
                return data
            if ended:
                self.close()
                if self._problem is not None:
                    raise self._problem
                return None
            if time.monotonic() > self.expires:
                self.give_up(Unavailable("The answer was not fetched in time."))
                continue
            self._ended.wait(pause)
            pause = min(_LONGEST_PAUSE, pause * 2)

    def _read(self) -> bytes:
        with self._lock:
            if self._file is None:
                return b""
            data = os.pread(self._file, _PIECE, self._offset)
        self._offset += len(data)
        return data

    def close(self) -> None:
        """Let go of the answer; closing twice is no error."""
        with self._lock:
            closed, self._closed = self._closed, _nothing
        self._release_file()
        self._ended.set()
        closed()

    def _release_file(self) -> None:
        with self._lock:
            file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(OSError):
                os.close(file)


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Who wants a whole answer of at most so many bytes."""

    keep: Callable[[bytes], None]
    most: int


class SpoolReader:
    """The client's side of a spooled body: an iterator over its bytes, to be closed."""

    def __init__(self, body: SpooledBody) -> None:
        self._body = body

    def keep_by(self, keep: Callable[[bytes], None], most: int) -> None:
        """See :meth:`SpooledBody.keep_by`."""
        self._body.keep_by(keep, most)

    def __iter__(self) -> SpoolReader:
        return self

    def __next__(self) -> bytes:
        piece = self._body.next_piece()
        if piece is None:
            raise StopIteration
        return piece

    def close(self) -> None:
        """Let go of the answer; closing twice is no error."""
        self._body.close()

    def __del__(self) -> None:
        # A web server that forgets close() must not leave a file and a client's place behind.
        self.close()


def _nothing() -> None:
    """Stand in for a callback that has been made."""
