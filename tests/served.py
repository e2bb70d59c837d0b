"""A server process over releases that a test made, as its users would start it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[1]
START_PATIENCE = 60.0


@contextmanager
def serving(releases: Path, *flags: str) -> Iterator[int]:
    """Serve `releases` on a free port, give the port, and stop the server afterwards."""
    command = [sys.executable, "-m", "server.command", "serve", "--port", "0"]
    command += ["--release", str(releases), "--workers", "3", "--access-log", "", *flags]
    log = releases / "server.log"
    with (
        log.open("w", encoding="utf-8") as output,
        subprocess.Popen(command, cwd=PROJECT, stdout=output, stderr=output) as process,
    ):
        try:
            yield _port(process, log)
        finally:
            process.terminate()


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    """Wait until the server says where it listens."""
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        said = log.read_text(encoding="utf-8")
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", said):
            return int(found[1])
        time.sleep(0.05)
    raise AssertionError(f"The server did not start:\n{log.read_text(encoding='utf-8')}")
