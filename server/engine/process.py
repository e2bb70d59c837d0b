"""One worker process as the pool sees it."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from loaders.errors import EngineFailure
from server.engine.frames import Link
from server.engine.releases import ServedRelease
from server.engine.settings import MIB, EngineSettings

_BOOT = (
    "import sys; sys.path[:0] = {paths!r}; from server.engine.worker import main; main(sys.argv[1])"
)
_LOWEST_PRIORITY = 19
_LAST_WORDS = 4096


class WorkerProcess:
    """A worker: its process, its link, and what it has been through.

    Not for two threads at once, but for :meth:`kill`, which any thread may call.
    """

    def __init__(self, release: ServedRelease, settings: EngineSettings) -> None:
        """Start the process.

        To be called from a thread that lives as long as the pool: the kernel ends a worker when
        the *thread* that started it ends (PR_SET_PDEATHSIG).

        :raises EngineFailure: not Linux, or no process can be started.
        """
        if sys.platform != "linux":
            raise EngineFailure("Queries are run in isolation that only Linux offers.")
        self.release = release
        self.served = 0
        self.nice = False
        self.started = time.monotonic()
        self.idle_since = self.started
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._words = os.memfd_create("mithaq-worker")
        try:
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and text
                    _command(theirs.fileno(), release, settings),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=self._words,
                    pass_fds=(theirs.fileno(),),
                    cwd="/",
                )
        except OSError as error:
            ours.close()
            os.close(self._words)
            raise EngineFailure(f"No worker process can be started: {error}") from error
        self.link = Link(ours)
        self.pid = self._process.pid
        # A process's own clock: MAKE_PROCESS_CPUCLOCK(pid, CPUCLOCK_SCHED) of the Linux ABI.
        self._clock = (~self.pid << 3) | 2

    def kill(self) -> None:
        """End the process now; it need not have come up and may be gone."""
        self._process.kill()

    def exit_status(self, patience: float) -> int | None:
        """Return the exit status once the process has ended (negative: a signal)."""
        try:
            return self._process.wait(patience)
        except subprocess.TimeoutExpired:
            return None

    def has_ended(self) -> bool:
        """Return whether the process has ended, and collect it if so."""
        return self._process.poll() is not None

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
        """Give the process the lowest priority, for good: raising it again needs privilege."""
        self.nice = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _LOWEST_PRIORITY)
            for thread in Path(f"/proc/{self.pid}/task").iterdir():
                os.setpriority(os.PRIO_PROCESS, int(thread.name), _LOWEST_PRIORITY)

    def last_words(self) -> str:
        """Return the end of what the process wrote to its standard error."""
        try:
            size = os.fstat(self._words).st_size
            words = os.pread(self._words, _LAST_WORDS, max(0, size - _LAST_WORDS))
        except OSError:
            return ""
        return words.decode("utf-8", "replace")

    def dispose(self) -> None:
        """Kill the process if it lives, and give back every descriptor; no waiting."""
        self.kill()
        self.link.close()
        with contextlib.suppress(OSError):
            os.close(self._words)


_PAGE = os.sysconf("SC_PAGE_SIZE")


def _command(link: int, release: ServedRelease, settings: EngineSettings) -> list[str]:
    orders = {
        "link": link,
        "parent": os.getpid(),
        "store": str(release.store),
        "memory_mb": settings.memory_mb,
        "result_bytes": settings.max_result_bytes,
        "file_bytes": settings.max_result_bytes + MIB,
        "spool": None if settings.spool_directory is None else str(settings.spool_directory),
    }
    boot = _BOOT.format(paths=_import_paths())
    # Isolated and without site: no user's module gets in, and it starts twice as fast.
    return [sys.executable, "-I", "-S", "-c", boot, json.dumps(orders)]


def _import_paths() -> list[str]:
    """Return where the worker finds this project and Oxigraph."""
    paths = [str(Path(__file__).parents[2])]
    found = importlib.util.find_spec("pyoxigraph")
    if found is not None and found.origin is not None:
        paths.append(str(Path(found.origin).parents[1]))
    return paths


def died_of(status: int | None) -> str:
    """Return the name of what ended a process, for logs."""
    if status is None:
        return "unknown"
    with contextlib.suppress(ValueError):
        return signal.Signals(-status).name if status < 0 else f"exit status {status}"
    return f"signal {-status}"
