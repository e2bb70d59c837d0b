"""What a worker needs to speak with clients on connections that are lent to it."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from server.engine.loan import Told

#: A request or an answer that is larger than this is no light one.
LIGHT_REQUEST = 16 * 1024
LIGHT_ANSWER = 64 * 1024


class Plain(NamedTuple):
    """A request that a worker may answer by itself.

    :ivar raw: its bytes.
    :ivar question: what the engine is asked; see :func:`exchange.question_of`.
    :ivar context: what the speaker needs for the reply.
    :ivar started: point of ``time.monotonic`` at which it was there.
    """

    raw: bytes
    question: dict[str, Any]
    context: Any
    started: float


class Spoken(NamedTuple):
    """A reply: its bytes, and what the access log says of it."""

    data: bytes
    told: Told


class Speaker(Protocol):
    """Speaks the clients' protocol."""

    def read(self, data: bytes) -> Plain | None:
        """Return the request in `data`, if it is a plain one and all there is."""

    def reply(self, plain: Plain, kind: str, media_type: str, body: bytes) -> Spoken | None:
        """Return the reply that carries an answer; None if it is no plain one."""
