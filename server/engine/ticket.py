"""Calling off a question whose client has gone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_IN_FORCE: ContextVar[Ticket] = ContextVar("mithaq_ticket")


class Ticket:
    """What a client holds while its question waits or is worked at; safe for any thread.

    A question has one way to be stopped at a time: leaving the queue, then ending its worker.
    """

    __slots__ = ("_lock", "_stop", "cancelled")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stop: Callable[[], object] | None = None
        self.cancelled = False

    def hold(self, stop: Callable[[], object] | None) -> None:
        """Have `stop` called at the cancellation, at once if that has happened already."""
        with self._lock:
            if not self.cancelled:
                self._stop = stop
                return
        if stop is not None:
            stop()

    def cancel(self) -> None:
        """Stop the question; nothing happens if it has been answered."""
        with self._lock:
            self.cancelled = True
            stop, self._stop = self._stop, None
        if stop is not None:
            stop()

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """Let every question that this thread asks within the block be one of this ticket."""
        token = _IN_FORCE.set(self)
        try:
            yield
        finally:
            _IN_FORCE.reset(token)


def ticket_in_force() -> Ticket:
    """Return the ticket that this thread's questions go by; a fresh one if there is none."""
    return _IN_FORCE.get(None) or Ticket()
