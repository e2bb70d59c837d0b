"""Where workers come from: the pool's side of the zygote."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import logging
import os
import selectors
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.errors import EngineFailure
from server.engine.allocator import environment
from server.engine.frames import END, QUERY, READY, Link, LinkLost, json_frame
from server.engine.process import LEDGER_BYTES, WorkerProcess
from server.engine.releases import ServedRelease
from server.engine.settings import MIB, EngineSettings

_BOOT = (
    "import sys; sys.path[:0] = {paths!r}; from server.engine.zygote import main; main(sys.argv[1])"
)
_PATIENCE = 20.0
# A panic says why in one line, which is read; a backtrace would take its place among the last words
# of the process, and time.
_TERSE = {"RUST_BACKTRACE": "0"}
_log = logging.getLogger("mithaq.engine")


@dataclass(frozen=True, slots=True)
class Lending:
    """How workers serve connections that are lent to them.

    :param speaker: ``module:name`` of what makes a :class:`lent.Speaker` of its orders.
    :param settings: what that needs, in JSON's types.
    """

    speaker: str
    settings: Mapping[str, Any]


class Nursery:
    """Starts workers and hears of their end.

    To be used from one thread, which lives as long as the workers shall: the kernel ends the
    zygote when the *thread* that started it ends (PR_SET_PDEATHSIG), and the workers with it.
    """

    def __init__(
        self,
        settings: EngineSettings,
        selector: selectors.BaseSelector,
        lending: Lending | None,
    ) -> None:
        self._settings = settings
        self._lending = lending
        self._selector = selector
        self._process: subprocess.Popen[bytes] | None = None
        self._link: Link | None = None
        self._workers: dict[int, WorkerProcess] = {}

    def bear(self, release: ServedRelease) -> WorkerProcess:
        """Start a worker, and the zygote first if there is none.

        :raises EngineFailure: not Linux, or no process can be started.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        words, ledger = os.memfd_create("mithaq-worker"), os.memfd_create("mithaq-ledger")
        try:
            with theirs:
                link = self._link or self._open()
                os.ftruncate(ledger, LEDGER_BYTES)
                order = json_frame(QUERY, self._orders(release))
                link.send_descriptors(order, theirs.fileno(), words, ledger)
            pid, process = self._await_birth(link)
        except (OSError, LinkLost) as error:
            ours.close()
            os.close(words)
            os.close(ledger)
            self.close()
            raise EngineFailure(f"No worker process can be started: {error}") from error
        except EngineFailure:
            ours.close()
            os.close(words)
            os.close(ledger)
            raise
        worker = WorkerProcess(pid, process, Link(ours), words, ledger, release)
        self._workers[pid] = worker
        return worker

    def _orders(self, release: ServedRelease) -> dict[str, Any]:
        settings = self._settings
        spool = settings.spool_directory
        lending = {} if self._lending is None else dict(self._lending.settings)
        return {
            "store": str(release.store),
            "memory_mb": settings.memory_mb,
            "result_bytes": settings.max_result_bytes,
            "file_bytes": settings.max_result_bytes + MIB,
            "spool": None if spool is None else str(spool.resolve()),
            "lending": {
                **lending,
                "release": release.id,
                "rows": settings.max_result_rows,
                "timeout": settings.timeout,
            },
        }

    def _open(self) -> Link:
        if sys.platform != "linux":
            raise EngineFailure("Queries are run in isolation that only Linux offers.")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            speaker = None if self._lending is None else self._lending.speaker
            orders = json.dumps(
                {"link": theirs.fileno(), "parent": os.getpid(), "speaker": speaker}
            )
            boot = _BOOT.format(paths=_import_paths())
            # Isolated and without site: no user's module gets in, and it starts twice as fast.
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and text
                [sys.executable, "-I", "-S", "-c", boot, orders],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                cwd="/",
                env=environment(os.environ) | _TERSE,
            )
        ours.settimeout(_PATIENCE)
        self._link = Link(ours)
        self._selector.register(ours, selectors.EVENT_READ, self)
        return self._link

    def _await_birth(self, link: Link) -> tuple[int, int]:
        while True:
            letter, body = link.receive()
            report = json.loads(body)
            if letter == READY:
                return int(report["pid"]), link.take_descriptor()
            self._note(letter, report)

    def listen(self) -> None:
        """Take in what the zygote says: workers that have ended learn it.

        To be called when the selector names this object.
        """
        link = self._link
        if link is None:
            return
        try:
            link.fill()
            while (found := link.next_frame()) is not None:
                self._note(found[0], json.loads(found[1]))
        except LinkLost:
            _log.warning("the zygote has gone; another one is started")
            self.close()

    def _note(self, letter: bytes, report: dict[str, Any]) -> None:
        worker = self._workers.pop(int(report["pid"]), None)
        if letter == END and worker is not None:
            worker.has_ended_with(int(report["status"]))

    def close(self) -> None:
        """End the zygote, and with it every worker; the next birth starts another one."""
        process, self._process = self._process, None
        link, self._link = self._link, None
        if process is not None:
            process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_PATIENCE)
        if link is not None:
            self._selector.unregister(link.socket)
            link.close()
        for worker in self._workers.values():
            worker.kill()
            worker.has_ended_with(None)
        self._workers.clear()


def _import_paths() -> list[str]:
    """Return where the zygote finds this project and Oxigraph."""
    paths = [str(Path(__file__).parents[2])]
    found = importlib.util.find_spec("pyoxigraph")
    if found is not None and found.origin is not None:
        paths.append(str(Path(found.origin).parents[1]))
    return paths
