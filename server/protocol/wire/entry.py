"""What the access log and the metrics are told of one answer."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """One answer.

    :ivar status: of an answer that broke off after its head not what that said: 499 where the
        client left, else the status of the error that ended it, such as 503 for the deadline.
    """

    time: float
    method: str
    path: str
    status: int
    seconds: float
    size: int
    query_hash: str
