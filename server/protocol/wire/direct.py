"""HTTP as a worker speaks it on a connection that is lent: requests that are plain, answers too.

What :mod:`connection` and :mod:`front` do for a request, by the same functions, and nothing that
they would do otherwise: whatever needs more is left to them.
"""

from __future__ import annotations

import time
from typing import Any, cast

from loaders.errors import ServiceError
from server.config import ServerConfig
from server.engine.cache import cache_key, entity_tag, is_repeatable
from server.engine.nursery import Lending
from server.engine.query import Kind, QueryAnswer
from server.engine.speaker import Plain, Spoken
from server.protocol.answers import answer_reply
from server.protocol.delivery import finish
from server.protocol.message import Exchange
from server.protocol.origin import base_url
from server.protocol.question import read_question
from server.protocol.wire.date import Clock
from server.protocol.wire.entry import Entry
from server.protocol.wire.head import parse_head
from server.protocol.wire.plain import plain_reply
from server.protocol.wire.reply_head import head_bytes

#: The address at which queries are asked.
SPARQL = "/sparql"

_HEAD_END = b"\r\n\r\n"
_SETTINGS = ("host", "port", "public_url", "max_uri_bytes", "max_header_bytes", "max_query_bytes")


def lending(config: ServerConfig) -> Lending:
    """Return how workers of a server with this configuration speak on lent connections."""
    settings = {name: getattr(config, name) for name in _SETTINGS}
    return Lending(f"{__name__}:{DirectHttp.__name__}", settings)


class DirectHttp:
    """The :class:`lent.Speaker` of a server.

    :param orders: the settings of :func:`lending`, and what the nursery adds: ``release``, its
        identifier; ``rows``, most rows of an answer or None; ``timeout``, seconds.
    """

    def __init__(self, orders: dict[str, Any]) -> None:
        self.rows: int | None = orders["rows"]
        self.timeout: float = orders["timeout"]
        self._release: str = orders["release"]
        self._config = ServerConfig(**{name: orders[name] for name in _SETTINGS})
        self._clock = Clock()

    def read(self, data: bytes) -> Plain | None:
        """Return the question in `data`: one whole request to the query operation, no more."""
        end = data.find(_HEAD_END)
        if end < 0:
            return None
        try:
            return self._read(data, end)
        except ServiceError:
            # Whoever answers it says what is wrong with it.
            return None

    def _read(self, data: bytes, end: int) -> Plain | None:
        config = self._config
        head = parse_head(data[:end], config.max_uri_bytes, config.max_header_bytes)
        body = data[end + len(_HEAD_END) :]
        if (
            head.path != b"/sparql"
            or head.method not in ("GET", "POST")
            or head.length != len(body)
            or head.minor_version != 1
            or not head.keep_alive
            or head.expects_continue
        ):
            return None
        exchange = Exchange(
            head.method, SPARQL, head.query, head.headers, body, base_url(config, head.headers)
        )
        asked = read_question(exchange, max_query_bytes=config.max_query_bytes)
        if asked is None or asked.timeout is not None or "service" in asked.text.lower():
            return None
        return Plain(data, asked, exchange, time.monotonic())

    def reply(self, plain: Plain, kind: str, media_type: str, body: bytes) -> Spoken | None:
        """Return the bytes of the reply, as the server would send it to this client."""
        exchange: Exchange = plain.context
        answer = self._answer(plain, kind, media_type, body)
        reply = plain_reply(exchange, answer) or finish(exchange, answer_reply(answer))
        if not isinstance(reply.body, tuple):
            return None
        whole = b"".join(reply.body)
        known = reply.status == 304 or reply.get("Content-Length") is not None
        head = head_bytes(reply, () if known else (("Content-Length", str(len(whole))),))
        now = time.time()
        seconds = time.monotonic() - plain.started
        told = (exchange.method, SPARQL, reply.status, seconds, len(whole), exchange.query_hash)
        return Spoken(head + self._clock.line() + b"\r\n" + whole, Entry(now, *told))

    def _answer(self, plain: Plain, kind: str, media_type: str, body: bytes) -> QueryAnswer:
        tag = None
        if is_repeatable(plain.asked.text):
            tag = entity_tag(cache_key(plain.asked, self._release), self.rows)
        return QueryAnswer(
            cast(Kind, kind),
            media_type,
            (),
            iter((body,)),
            self._release,
            etag=tag,
            body=body,
            row_limit=self.rows,
        )
