"""One question to a worker and the beginning of its answer."""

from __future__ import annotations

import json
import marshal
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from loaders.errors import ServiceError
from server.engine.failures import reported_failure
from server.engine.frames import (
    FAILURE,
    HEADER,
    LENGTH,
    QUERY,
    SPOOL,
    WHOLE,
    Link,
    LinkLost,
    frame,
)
from server.engine.query import QueryRequest


@dataclass(frozen=True, slots=True)
class Order:
    """A request made ready for a worker.

    :param text: the query with the answers of other endpoints put in.
    :param timeout: seconds.
    :param rows: solutions at most; None: no limit.
    :param total: whether to sort by :func:`order_key.order_key`.
    """

    request: QueryRequest
    text: str
    timeout: float
    rows: int | None
    total: bool = False


@dataclass(slots=True)
class Reply:
    """What a worker said: a failure, a whole answer, or, without both, one that goes to a file."""

    header: dict[str, Any] = field(default_factory=dict)
    body: bytes | None = None
    failure: ServiceError | None = None

    def take(self, letter: bytes, body: bytes) -> bool:
        """Take the worker's next frame; return whether it was the last one of this kind.

        :raises LinkLost: the worker speaks nonsense.
        """
        if letter == HEADER:
            self.header = _header(body)
        elif letter == WHOLE:
            end = LENGTH.size + LENGTH.unpack_from(body)[0]
            self.header = _header(body[LENGTH.size : end])
            self.body = body[end:]
            return True
        elif letter == FAILURE:
            self.failure = reported_failure(json.loads(body))
            return True
        elif letter == SPOOL:
            return True
        else:
            raise LinkLost("the worker spoke out of turn")
        return False


@lru_cache(maxsize=512)
def _header(text: bytes) -> dict[str, Any]:
    """Return what a HEADER says; the same columns come again and again."""
    found: dict[str, Any] = json.loads(text)
    return found


def exchange(link: Link, order: Order) -> Reply:
    """Send the query and read until the answer is whole, has failed, or goes on in a file.

    :raises LinkLost: the worker is gone or speaks nonsense.
    """
    link.send(query_frame(order))
    reply = Reply()
    while not reply.take(*link.receive()):
        pass
    return reply


def query_frame(order: Order) -> bytes:
    """Return the frame that asks a worker."""
    return frame(QUERY, marshal.dumps(question_of(order)))


def question_of(order: Order) -> dict[str, Any]:
    """Return what a worker is told, in types that :mod:`marshal` writes."""
    request = order.request
    return {
        "text": order.text,
        "default": request.default_graphs,
        "named": request.named_graphs,
        "table": request.table_format,
        "graph": request.graph_format,
        "base": request.base,
        "whole": request.whole_graph,
        "rows": order.rows,
        "total": order.total,
        "timeout": order.timeout,
    }
