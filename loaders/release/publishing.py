"""How a release comes to be current: whole or not at all, one build at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders.errors import MithaqError, ReleaseError
from loaders.release.manifest import Manifest
from loaders.release.opening import CURRENT, Release, open_release

_TEMPORARY = ".tmp-"
_LOCK = ".lock"
WORK = ".work"


@contextmanager
def only_build(out: Path) -> Iterator[None]:
    """Hold the directory of releases for one build and clear what a killed one left.

    :raises ReleaseError: if another build holds it or it cannot be written.
    """
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        lock = os.open(out / _LOCK, os.O_CREAT | os.O_RDWR, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ReleaseError(
                f"Another build is writing to {out}.",
                remedy="Wait for it to end, or give another directory with --out.",
            ) from None
        with writing(out):
            for litter in out.glob(f"{_TEMPORARY}*"):
                _remove(litter)
        yield
    finally:
        os.close(lock)


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Turn failures of the file system into errors that say what to do."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise ReleaseError(
            f"{out} cannot be written: {error.strerror or error}.",
            remedy="Free some space; the release that was current still is."
            if full
            else "Give a directory that you may write to with --out; "
            "the release that was current still is.",
        ) from error


@contextmanager
def scratch(out: Path, name: str) -> Iterator[Path]:
    """Give a directory beside the releases that is gone afterwards, whatever happens."""
    path = out / f"{_TEMPORARY}{name}-{os.getpid()}"
    with writing(out):
        path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def publish(made: Path, manifest: Manifest, out: Path) -> Release:
    """Give the release in directory `made` its place and make it current.

    Where a sound release of the same content is there already, that one becomes current.

    :param made: a finished directory on the same file system as `out`.
    """
    place = out / manifest.id
    with writing(out):
        if not _sound(place):
            _sync(made)
            if place.exists():
                place.replace(out / f"{_TEMPORARY}damaged-{os.getpid()}")
            made.replace(place)
            _sync_directory(out)
            _remove(out / f"{_TEMPORARY}damaged-{os.getpid()}")
        _switch(out, manifest.id)
    return open_release(place)


def prune(out: Path, keep: int) -> list[str]:
    """Remove the oldest releases until `keep` are left; the current one always stays.

    :returns: the names of those removed, oldest first.
    """
    current = (out / CURRENT).resolve()
    releases = [path.parent for path in out.glob("*/manifest.json") if path.parent.name != CURRENT]
    others = sorted(
        (path for path in releases if path.resolve() != current),
        key=lambda path: (path.stat().st_mtime_ns, path.name),
    )
    surplus = others[: max(0, len(others) - (keep - 1))]
    for path in surplus:
        _remove(path)
    return [path.name for path in surplus]


def _switch(out: Path, name: str) -> None:
    link = out / f"{_TEMPORARY}current-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(name, target_is_directory=True)
    link.replace(out / CURRENT)
    _sync_directory(out)


def _sound(place: Path) -> bool:
    try:
        open_release(place, verify=True)
    except MithaqError:
        return False
    return True


def _sync(directory: Path) -> None:
    for path in sorted(directory.rglob("*"), reverse=True):
        _sync_directory(path)
    _sync_directory(directory)


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
