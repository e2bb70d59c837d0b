"""Whole answers by the exact bytes of the request that asked for them.

The same client library asks the same thing with the same bytes; such a request is answered in the
event loop, without a thread, a parser or a framework. What is kept here is what the query cache
would answer anyway, from the second time on, for as long as the release that answered is the
current one.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from server.protocol.message import Exchange, Reply
from server.protocol.wire.reply_head import head_bytes

_LARGEST_HEAD = 8192
_LARGEST_BODY = 256 * 1024
_OVERHEAD = 512
_PATHS = frozenset({"/sparql", "/graphs"})


@dataclass(frozen=True, slots=True)
class KnownReply:
    """An answer on file: its bytes before and after the Date line, and what the log says of it.

    :ivar told: bytes of the body and hash of the query.
    """

    before_date: bytes
    after_date: bytes
    path: str
    told: tuple[int, str]


class ReplyStore:
    """The most recently used answers, up to a number of bytes; used in the event loop alone."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._known: OrderedDict[bytes, KnownReply] = OrderedDict()
        self._size = 0
        self._release = ""

    def get(self, raw: bytes) -> KnownReply | None:
        """Return the answer to the request head `raw`."""
        known = self._known.get(raw)
        if known is not None:
            self._known.move_to_end(raw)
        return known

    def follow(self, release: str) -> None:
        """Forget everything if `release` is not the one that the answers came from."""
        if release != self._release:
            self._release = release
            self._known.clear()
            self._size = 0

    def put(self, raw: bytes, exchange: Exchange, reply: Reply) -> None:
        """Keep `reply` if it may be given again: whole, validated by an entity tag, current."""
        if not self._is_repeatable(raw, exchange, reply) or raw in self._known:
            return
        body = b"".join(reply.body)
        length = (("Content-Length", str(len(body))),)
        further = () if reply.get("Content-Length") is not None else length
        known = KnownReply(
            head_bytes(reply, further),
            b"\r\n" + body,
            exchange.path,
            (len(body), exchange.query_hash),
        )
        self._known[raw] = known
        self._size += self._cost(raw, known)
        while self._size > self._limit:
            old, dropped = self._known.popitem(last=False)
            self._size -= self._cost(old, dropped)

    def _is_repeatable(self, raw: bytes, exchange: Exchange, reply: Reply) -> bool:
        return (
            reply.repeated
            and exchange.method == "GET"
            and exchange.path in _PATHS
            and reply.status == 200
            and isinstance(reply.body, tuple)
            and len(raw) <= _LARGEST_HEAD
            and sum(map(len, reply.body)) <= _LARGEST_BODY
            and reply.get("ETag") is not None
            and reply.get("Mithaq-Release") == self._release
        )

    @staticmethod
    def _cost(raw: bytes, known: KnownReply) -> int:
        return len(raw) + len(known.before_date) + len(known.after_date) + _OVERHEAD
