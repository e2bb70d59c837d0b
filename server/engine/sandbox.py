"""What a worker gives up before it touches data or queries."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
import time
from pathlib import Path

from server.engine.seccomp import SandboxError, deny_network_and_processes

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_OPEN_FILES = 1024
#: Connections that a worker may have at a time, and the first of the numbers that they get; far
#: above what the store's files get.
MOST_LENT = 32
FIRST_LENT = _OPEN_FILES - MOST_LENT


def enter_sandbox(*, link: int, parent: int, memory_mb: int, file_bytes: int) -> None:
    """Limit this process for good; everything after this call runs confined.

    :param link: descriptor of the worker's link, the one socket it keeps. It may also send to what
        stands at :class:`LentPlaces`.
    :param parent: process id of the pool; the worker dies with it.
    :param memory_mb: address space in MiB.
    :param file_bytes: size of a file this process can write.
    :raises SandboxError: a part of the isolation cannot be had; the worker must not start.
    """
    die_with_parent(parent)
    with contextlib.suppress(OSError):
        # Should the machine run out of memory, a worker is the first to go.
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, ctypes.c_ulong(0))
    address_space = memory_mb * 1024 * 1024
    for what, value in (
        (resource.RLIMIT_AS, address_space),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_FSIZE, file_bytes),
    ):
        _lower(what, value)
    deny_network_and_processes(link, FIRST_LENT)
    _prove_denied()


def die_with_parent(parent: int) -> None:
    """Let the kernel end this process when its parent's thread ends, whatever ends that.

    :raises SandboxError: not Linux, or the parent has gone already.
    """
    if sys.platform != "linux":
        raise SandboxError("Queries are run in isolation that only Linux offers.")
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
    if os.getppid() != parent:
        raise SandboxError("The pool has gone before its worker came up.")


class LentPlaces:
    """The descriptor numbers, beside the link's, on which a worker may send.

    None of them is ever free, so that nothing else can come to stand there.
    """

    def __init__(self) -> None:
        self._nothing = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
        self._free = list(range(FIRST_LENT, _OPEN_FILES))
        for place in self._free:
            os.dup2(self._nothing, place, inheritable=False)

    def take(self, descriptor: int) -> int:
        """Return the place where the connection `descriptor` now stands, and nowhere else."""
        place = self._free.pop()
        os.dup2(descriptor, place, inheritable=False)
        os.close(descriptor)
        return place

    def clear(self, place: int) -> None:
        """Close the connection at a place."""
        os.dup2(self._nothing, place, inheritable=False)
        self._free.append(place)


class ProcessorAllowance:
    """Lets the kernel end this process when a query uses far more processor time than it may.

    A backstop only: the pool's deadline comes first. So the limit is set with room to spare and
    moved when little of that is left, which saves light queries two system calls of three.
    """

    def __init__(self) -> None:
        self._limit = 0.0

    def grant(self, seconds: float) -> None:
        """Allow at least so many further processor seconds, and about twice as many at most."""
        used = time.process_time()
        if used + seconds <= self._limit <= used + 2 * seconds + 1:
            return
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        limit = int(used + 2 * seconds)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))
        self._limit = limit


def _lower(what: int, value: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(what, (value, value))


def _prove_denied() -> None:
    """Try what must fail: a filter that is set but does not bite is no filter."""
    import _socket

    try:
        _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM).close()
    except PermissionError:
        return
    raise SandboxError("The system call filter is set but sockets can still be made.")
