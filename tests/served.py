"""A server process over releases that a test made, started as its users would start it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

PROJECT = Path(__file__).parents[1]
START_PATIENCE = 60.0
# The serve command by itself: these tests do not depend on the other commands.
LAUNCH = """
import argparse, sys
from loaders.errors import MithaqError
from server.command import serve
parser = argparse.ArgumentParser()
serve.add_parser(parser.add_subparsers())
arguments = parser.parse_args(["serve", *sys.argv[1:]])
try:
    sys.exit(arguments.run(arguments))
except MithaqError as error:
    print(f"mithaq: {error}", file=sys.stderr)
    sys.exit(error.exit_status)
"""


class Server:
    """A `mithaq serve` process on a free port, stopped by :meth:`stop`.

    :param flags: further flags; the operator's environment has no say.
    :param log: where the access log goes; None: nowhere.
    """

    def __init__(self, release: Path, *flags: str, log: Path | None = None) -> None:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("MITHAQ_")
        }
        self.log = log
        self._said: list[str] = []
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-c", LAUNCH, "--port", "0"),
                *("--release", str(release), "--access-log", str(log or "")),
                *flags,
            ],
            cwd=PROJECT,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self._ready = threading.Event()
        self.port = 0
        # A pipe that nobody reads would stop the server in the middle of a warning.
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._ready.wait(START_PATIENCE) or not self.port:
            self.stop()
            raise AssertionError(f"the server did not start: {''.join(self._said)}")

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._said.append(line)
            match = re.search(r"serves at http://\S+:(\d+)/", line)
            if match:
                self.port = int(match[1])
                self._ready.set()
        self._ready.set()

    def stop(self) -> int:
        """Stop in good order and return the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self._reader.join(timeout=5)
        if self.process.stderr is not None:
            self.process.stderr.close()
        return status

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


@contextmanager
def serving(releases: Path, *flags: str) -> Iterator[int]:
    """Serve `releases` on a free port, give the port, and stop the server afterwards."""
    with Server(releases, "--workers", "3", *flags) as server:
        yield server.port
