"""How this process's C library keeps memory that was freed."""

from __future__ import annotations

import ctypes

_M_TRIM_THRESHOLD, _M_TOP_PAD, _M_MMAP_THRESHOLD = -1, -2, -3
_MIB = 1024 * 1024


def keep_freed_memory() -> None:
    """Let buffers of some megabytes be used again instead of given back after each use."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return
    for option, value in (
        (_M_MMAP_THRESHOLD, 16 * _MIB),
        (_M_TRIM_THRESHOLD, 32 * _MIB),
        (_M_TOP_PAD, _MIB),
    ):
        mallopt(option, value)
