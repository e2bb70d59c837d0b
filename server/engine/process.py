"""One worker process as the pool sees it."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from pathlib import Path

from server.engine.frames import Link
from server.engine.releases import ServedRelease

_LOWEST_PRIORITY, _USUAL_PRIORITY = 19, 0
_LAST_WORDS = 4096
LEDGER_BYTES = 8
_PAGE = os.sysconf("SC_PAGE_SIZE")


class WorkerProcess:
    """A worker: its process, its link, and what it has been through.

    Not for two threads at once, but for :meth:`kill`, which any thread may call.

    :param process: descriptor of the process, which names it even after its number is used again.
    :param words: descriptor of the file that the worker has as its standard error.
    :param ledger: descriptor of the file where it writes which lent connection it is sending to.
    """

    def __init__(
        self,
        pid: int,
        process: int,
        link: Link,
        words: int,
        ledger: int,
        release: ServedRelease,
    ) -> None:
        self.pid = pid
        self.link = link
        self.release = release
        self.served = 0
        self.nice = False
        self.started = time.monotonic()
        self.idle_since = self.started
        self._process: int | None = process
        self._words = words
        self._ledger = ledger
        self._status: int | None = None
        self._ended = threading.Event()
        self._lock = threading.Lock()
        # A process's own clock: MAKE_PROCESS_CPUCLOCK(pid, CPUCLOCK_SCHED) of the Linux ABI.
        self._clock = (~pid << 3) | 2

    def kill(self) -> None:
        """End the process now; it need not have come up and may be gone."""
        with self._lock, contextlib.suppress(OSError):
            if self._process is not None:
                if self.nice:
                    # To give back what it has is work, for which others wait.
                    self._set_priority(_USUAL_PRIORITY)
                signal.pidfd_send_signal(self._process, signal.SIGKILL)

    def has_ended_with(self, status: int | None) -> None:
        """Note the exit status (negative: a signal); None: it is not known."""
        self._status = status
        self._ended.set()

    def exit_status(self, patience: float) -> int | None:
        """Return the exit status once the process has ended; None if it is not known by then."""
        self._ended.wait(patience)
        return self._status

    def has_ended(self) -> bool:
        """Return whether the process is known to have ended."""
        return self._ended.is_set()

    def processor_seconds(self) -> float:
        """Return the processor time that the process has used; 0 if it is gone."""
        with contextlib.suppress(OSError):
            return time.clock_gettime(self._clock)
        return 0.0

    def resident_bytes(self) -> int:
        """Return the memory that the process holds; 0 if it is gone."""
        try:
            with Path(f"/proc/{self.pid}/statm").open("rb") as statm:
                return int(statm.read().split()[1]) * _PAGE
        except (OSError, IndexError):
            return 0

    def yield_to_others(self) -> None:
        """Give the process the lowest priority."""
        self.nice = True
        self._set_priority(_LOWEST_PRIORITY)

    def take_turns_again(self) -> bool:
        """Give the process its usual priority back; return whether that is permitted to us."""
        self.nice = self.nice and not self._set_priority(_USUAL_PRIORITY)
        return not self.nice

    def _set_priority(self, value: int) -> bool:
        # Priority is a matter of threads in Linux; a worker's are those of its process group. To
        # look for them in /proc would leave entries there, over which the kernel spins for seconds
        # when a process of low priority ends.
        try:
            os.setpriority(os.PRIO_PGRP, self.pid, value)
        except OSError:
            return False
        return True

    def last_words(self) -> str:
        """Return the end of what the process wrote to its standard error."""
        try:
            size = os.fstat(self._words).st_size
            words = os.pread(self._words, _LAST_WORDS, max(0, size - _LAST_WORDS))
        except OSError:
            return ""
        return words.decode("utf-8", "replace")

    def token_in_ledger(self) -> int:
        """Return the token of the loan to whose client the process was sending; 0: to nobody."""
        try:
            return int.from_bytes(os.pread(self._ledger, LEDGER_BYTES, 0), "little")
        except OSError:
            return 0

    def dispose(self) -> None:
        """Kill the process if it lives, and give back every descriptor; no waiting."""
        self.kill()
        self.link.close()
        with self._lock, contextlib.suppress(OSError):
            if self._process is not None:
                os.close(self._process)
                os.close(self._words)
                os.close(self._ledger)
            self._process = None


def died_of(status: int | None) -> str:
    """Return the name of what ended a process, for logs."""
    if status is None:
        return "unknown"
    with contextlib.suppress(ValueError):
        return signal.Signals(-status).name if status < 0 else f"exit status {status}"
    return f"signal {-status}"
