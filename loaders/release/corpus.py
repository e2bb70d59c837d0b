"""All documents of a directory, each read once: listed, told apart, read on several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from loaders.errors import DocumentError, ReleaseError, UsageError
from loaders.release.fingerprint import document_fingerprint
from loaders.release.pieces import Piece, piece_at
from loaders.release.progress import tracked
from loaders.release.reader import Reader, Unreadable
from loaders.release.settings import BuildSettings

SUFFIX = ".txt"
# Below this many documents a process of its own costs more than it saves.
FEW = 4
_WAITING_PER_PROCESS = 4


@dataclass(frozen=True, slots=True)
class Source:
    """A document to read: where it is, and the digest that its piece is named after."""

    path: Path
    key: str


def list_sources(directory: Path, project: str) -> tuple[list[Source], list[Unreadable]]:
    """Return the documents of `directory` in the order of their names, and what is none.

    :raises UsageError: if there is no such directory.
    :raises DocumentError: if it holds no document.
    """
    if not directory.is_dir():
        raise UsageError(
            f"{directory} is not a directory of documents.",
            remedy="Name one that holds text files (*.txt) with --documents.",
        )
    sources, unreadable = [], []
    for path in sorted(directory.glob(f"*{SUFFIX}")):
        try:
            sources.append(Source(path, document_fingerprint(project, path)))
        except OSError as error:
            reason = f"{path.name}: The document cannot be read: {error.strerror}."
            unreadable.append(Unreadable(path.name, reason))
    if not sources and not unreadable:
        raise DocumentError(
            "There is no document in this directory.",
            path=directory,
            remedy=f"Put text files (*{SUFFIX}, UTF-8) there.",
        )
    return sources, unreadable


def read_all(
    sources: list[Source], work: Path, settings: BuildSettings
) -> Iterator[tuple[Source, Piece | Unreadable]]:
    """Yield the reading of each source, in any order; what was read before is taken over.

    :param work: directory of pieces.
    :param settings: base, model, and how many processes read at a time.
    """
    fresh = []
    for source in sources:
        piece = piece_at(work, source.key)
        if piece.is_whole():
            yield source, piece
        else:
            fresh.append(source)
    if not fresh:
        return
    processes = min(settings.processes, len(fresh))
    if len(fresh) < FEW or processes == 1:
        read = _one_by_one(fresh, Reader(work, settings.base, settings.model))
    else:
        read = _in_parallel(fresh, work, settings, processes)
    yield from tracked(read, len(fresh), "read", "document")


def _one_by_one(
    sources: list[Source], reader: Reader
) -> Iterator[tuple[Source, Piece | Unreadable]]:
    for source in sources:
        yield source, reader.read(source.path, source.key)


_reader: Reader | None = None


def _begin(work: Path, settings: BuildSettings) -> None:
    global _reader
    _reader = Reader(work, settings.base, settings.model)


def _read(source: Source) -> tuple[Source, Piece | Unreadable]:
    if _reader is None:
        raise RuntimeError("the process was not begun")
    return source, _reader.read(source.path, source.key)


def _in_parallel(
    sources: Iterable[Source], work: Path, settings: BuildSettings, processes: int
) -> Iterator[tuple[Source, Piece | Unreadable]]:
    """Read on a pool of processes with few documents waiting, so that memory stays flat."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(work, settings))
    remaining = iter(sources)
    try:
        waiting: set[Future[tuple[Source, Piece | Unreadable]]] = {
            pool.submit(_read, source)
            for source in islice(remaining, processes * _WAITING_PER_PROCESS)
        }
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
            waiting |= {pool.submit(_read, source) for source in islice(remaining, len(done))}
    except BrokenProcessPool as error:
        raise ReleaseError(
            "A process that read documents died.",
            remedy="Most often memory ran out: run the build again with fewer --jobs; "
            "what was read is kept.",
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
