"""The access log: one JSON object a line, without personal data; and the metrics beside it.

No client address, no user agent, no query string: a query is known by its hash alone.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import deque
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import IO

from loaders.errors import UsageError
from server.protocol.message import Exchange
from server.protocol.operation import Metrics
from server.protocol.wire.entry import Entry

# Lines wait this long, so that writing costs a busy service one call for many.
_INTERVAL = 0.25


class Journal:
    """Collects entries and writes them from a thread of its own.

    :param target: a file to append to, ``-`` for standard output, empty for none.
    :raises UsageError: the file cannot be written.
    """

    def __init__(self, target: str, metrics: Metrics) -> None:
        self._metrics = metrics
        self._entries: deque[Entry] = deque()
        self._out = _open(target)
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mithaq-journal", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def add(self, entry: Entry) -> None:
        """Take an entry; never blocks."""
        self._entries.append(entry)

    def note(
        self, exchange: Exchange, status: int, size: int, started: float | None = None
    ) -> None:
        """Take an entry about the answer to `exchange`.

        :param started: point of ``time.monotonic`` at which the request's head was there.
        """
        seconds = 0.0 if started is None else time.monotonic() - started
        self.add(
            Entry(
                time.time(),
                exchange.method,
                exchange.path,
                status,
                seconds,
                size,
                exchange.query_hash,
            )
        )

    def flush(self) -> None:
        """Count and write what has been collected."""
        with self._lock:
            lines = []
            while self._entries:
                entry = self._entries.popleft()
                self._metrics.observe(
                    entry.method, entry.path, entry.status, entry.seconds, entry.size
                )
                if self._out is not None:
                    lines.append(_line(entry))
            if self._out is not None and lines:
                self._out.write("".join(lines))
                self._out.flush()

    def close(self) -> None:
        """Write the rest and end the thread."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        self.flush()
        if self._out is not None and self._out is not sys.stdout:
            self._out.close()

    def _run(self) -> None:
        while not self._stop.wait(_INTERVAL):
            self.flush()


def _open(target: str) -> IO[str] | None:
    if not target:
        return None
    if target == "-":
        return sys.stdout
    try:
        return Path(target).open("a", encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"The access log {target} cannot be written: {error.strerror}.",
            remedy="Name another file with --access-log, or - for standard output.",
        ) from error


def _line(entry: Entry) -> str:
    """Return the entry as JSON, put together from parts that come again and again."""
    second, fraction = divmod(entry.time, 1)
    query = f', "query": "{entry.query_hash}"' if entry.query_hash else ""
    return (
        f'{{"time": "{_second(int(second))}.{int(fraction * 1000):03}+00:00", '
        f'"method": {_quoted(entry.method)}, "path": {_quoted(entry.path)}, '
        f'"status": {entry.status}, "ms": {round(entry.seconds * 1000, 2)}, '
        f'"bytes": {entry.size}{query}}}\n'
    )


@lru_cache(maxsize=256)
def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@lru_cache(maxsize=4)
def _second(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%S")
