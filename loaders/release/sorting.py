"""Sorting and merging of more lines than memory holds: sorted runs on disk, merged in rounds."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from loaders.release.lines import distinct

# Well under the usual limit of 1,024 open files of a process.
FILES_AT_ONCE = 200
LINES_IN_MEMORY = 50_000


def merged(paths: Sequence[Path]) -> Iterator[bytes]:
    """Yield the distinct lines of sorted files in order; all files are open at once."""
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in paths]
        yield from distinct(heapq.merge(*files) if len(files) > 1 else files[0] if files else ())


def write_lines(lines: Iterable[bytes], target: Path) -> int:
    """Write `lines` to `target` and return how many there were."""
    count = 0
    with target.open("wb", buffering=1 << 20) as file:
        for line in lines:
            file.write(line)
            count += 1
    return count


def reduce_files(paths: Sequence[Path], workspace: Path) -> list[Path]:
    """Merge sorted files by batches until few enough are left to be open together.

    :param paths: sorted files of lines; they are left as they are.
    :param workspace: an existing directory for what lies between.
    """
    files, round_number = list(paths), 0
    while len(files) > FILES_AT_ONCE:
        batches = [files[i : i + FILES_AT_ONCE] for i in range(0, len(files), FILES_AT_ONCE)]
        next_files = []
        for number, batch in enumerate(batches):
            target = workspace / f"merge-{round_number}-{number}"
            write_lines(merged(batch), target)
            if round_number:
                for path in batch:
                    path.unlink()
            next_files.append(target)
        files, round_number = next_files, round_number + 1
    return files


class LineSorter:
    """Takes lines in any order and gives them back distinct and sorted, with bounded memory.

    :param workspace: an existing directory for the runs; each sorter needs one of its own.
    :param limit: how many lines are held in memory.
    """

    def __init__(self, workspace: Path, limit: int = LINES_IN_MEMORY) -> None:
        self._workspace = workspace
        self._limit = limit
        self._lines: list[bytes] = []
        self._runs: list[Path] = []

    def add(self, line: bytes) -> None:
        """Take one line, with its line end."""
        self._lines.append(line)
        if len(self._lines) >= self._limit:
            self._spill()

    def _spill(self) -> None:
        if self._lines:
            run = self._workspace / f"run-{len(self._runs)}"
            write_lines(distinct(sorted(self._lines)), run)
            self._runs.append(run)
            self._lines = []

    def write(self, target: Path) -> int:
        """Write all lines to `target` in order and return how many there were."""
        if not self._runs:
            return write_lines(distinct(sorted(self._lines)), target)
        self._spill()
        return write_lines(merged(reduce_files(self._runs, self._workspace)), target)
