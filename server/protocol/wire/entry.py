"""What the access log and the metrics are told of one answer."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """One answer; `status` 499 stands for an answer that the client did not get in full."""

    time: float
    method: str
    path: str
    status: int
    seconds: float
    size: int
    query_hash: str
