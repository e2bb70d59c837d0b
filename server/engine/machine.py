"""How much memory this machine, or this container, can give."""

from __future__ import annotations

import contextlib
from pathlib import Path

_MEMINFO = Path("/proc/meminfo")
_CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")
_UNKNOWN = 4 * 1024**3


def total_memory() -> int:
    """Return the bytes of memory of the machine or of the container around this process."""
    total = _meminfo("MemTotal:")
    with contextlib.suppress(OSError, ValueError):
        total = min(total, int(_CGROUP_LIMIT.read_text("ascii")))
    return total


def available_memory() -> int:
    """Return the bytes that can be had without swapping."""
    return _meminfo("MemAvailable:")


def _meminfo(name: str) -> int:
    with contextlib.suppress(OSError, ValueError):
        for line in _MEMINFO.read_text("ascii").splitlines():
            if line.startswith(name):
                return int(line.split()[1]) * 1024
    return _UNKNOWN
