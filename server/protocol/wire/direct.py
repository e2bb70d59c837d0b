"""HTTP as a worker speaks it on a connection that is lent: requests that are plain, answers too.

What :mod:`connection` and :mod:`front` do for a request, by the same functions, and nothing that
they would do otherwise: whatever needs more is left to them.
"""

from __future__ import annotations

import hashlib
import time
from typing import Any, NamedTuple, cast

from loaders.errors import ServiceError
from server.config import ServerConfig
from server.engine.cache import cache_key, is_repeatable, tag_stem, tag_with
from server.engine.exchange import Order, question_of
from server.engine.nursery import Lending
from server.engine.query import Kind, QueryAnswer
from server.engine.speaker import Plain, Spoken
from server.protocol.answers import answer_reply
from server.protocol.delivery import finish
from server.protocol.message import Exchange
from server.protocol.origin import base_url
from server.protocol.parameters import decode_value
from server.protocol.question import query_hash, read_question
from server.protocol.wire.date import Clock
from server.protocol.wire.entry import Entry
from server.protocol.wire.head import parse_head
from server.protocol.wire.manner import Manner, Manners, Parted, parted
from server.protocol.wire.plain import Traits, plain_head
from server.protocol.wire.reply_head import head_bytes

#: The address at which queries are asked.
SPARQL = "/sparql"

_HEAD_END = b"\r\n\r\n"
_SETTINGS = ("host", "port", "public_url", "max_uri_bytes", "max_header_bytes", "max_query_bytes")


def lending(config: ServerConfig) -> Lending:
    """Return how workers of a server with this configuration speak on lent connections."""
    settings = {name: getattr(config, name) for name in _SETTINGS}
    return Lending(f"{__name__}:{DirectHttp.__name__}", settings)


class _Asked(NamedTuple):
    """What the reply to a question needs.

    :ivar exchange: the request, or one that differs from it in the query alone.
    """

    exchange: Exchange
    text: str
    stem: hashlib.blake2b


class DirectHttp:
    """The :class:`lent.Speaker` of a server.

    :param orders: the settings of :func:`lending`, and what the nursery adds: ``release``, its
        identifier; ``rows``, most rows of an answer or None; ``timeout``, seconds.
    """

    def __init__(self, orders: dict[str, Any]) -> None:
        self._rows: int | None = orders["rows"]
        self._timeout: float = orders["timeout"]
        self._release: str = orders["release"]
        self._config = ServerConfig(**{name: orders[name] for name in _SETTINGS})
        self._most = min(self._config.max_uri_bytes, self._config.max_query_bytes)
        self._manners = Manners()
        self._clock = Clock()

    def read(self, data: bytes) -> Plain | None:
        """Return the question in `data`: one whole request to the query operation, no more."""
        parts = parted(data)
        try:
            manner = parts and self._manners.of(parts)
            if parts and manner and len(parts.before) + len(parts.value) <= self._most:
                return _plain(data, manner, decode_value(parts.value, "The address"))
            return self._read(data, parts)
        except ServiceError:
            # Whoever answers it says what is wrong with it.
            return None

    def _read(self, data: bytes, parts: Parted | None) -> Plain | None:
        exchange = self._exchange(data)
        if exchange is None:
            return None
        asked = read_question(exchange, max_query_bytes=self._config.max_query_bytes)
        if asked is None or asked.timeout is not None:
            return None
        question = question_of(Order(asked, asked.text, self._timeout, self._rows))
        stem = tag_stem(cache_key(asked, self._release), self._rows)
        manner = Manner(exchange, question, stem)
        if parts is not None:
            self._manners.learn(parts, manner)
        return _plain(data, manner, asked.text)

    def _exchange(self, data: bytes) -> Exchange | None:
        """Return the request that `data` is, if it is one and has nothing unusual."""
        config = self._config
        end = data.find(_HEAD_END)
        if end < 0:
            return None
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
        return Exchange(
            head.method, SPARQL, head.query, head.headers, body, base_url(config, head.headers)
        )

    def reply(self, plain: Plain, kind: str, media_type: str, body: bytes) -> Spoken | None:
        """Return the bytes of the reply, as the server would send it to this client."""
        asked: _Asked = plain.context
        tag = tag_with(asked.stem, asked.text) if is_repeatable(asked.text) else None
        traits = Traits(media_type, self._release, self._rows)
        head = plain_head(asked.exchange, traits, tag, len(body))
        if head is not None:
            return self._spoken(plain, 200, b"%bContent-Length: %d\r\n" % (head, len(body)), body)
        reply = finish(asked.exchange, answer_reply(self._answer(kind, media_type, tag, body)))
        if not isinstance(reply.body, tuple):
            return None
        whole = b"".join(reply.body)
        known = reply.status == 304 or reply.get("Content-Length") is not None
        length = () if known else (("Content-Length", str(len(whole))),)
        return self._spoken(plain, reply.status, head_bytes(reply, length), whole)

    def _answer(self, kind: str, media_type: str, tag: str | None, body: bytes) -> QueryAnswer:
        return QueryAnswer(
            cast(Kind, kind),
            media_type,
            (),
            iter((body,)),
            self._release,
            etag=tag,
            body=body,
            row_limit=self._rows,
        )

    def _spoken(self, plain: Plain, status: int, head: bytes, body: bytes) -> Spoken:
        asked: _Asked = plain.context
        seconds = time.monotonic() - plain.started
        name = query_hash(asked.text)
        entry = Entry(time.time(), asked.exchange.method, SPARQL, status, seconds, len(body), name)
        return Spoken(b"%b%b\r\n%b" % (head, self._clock.line(), body), entry)


def _plain(data: bytes, manner: Manner, text: str) -> Plain | None:
    if not text or text.isspace() or "service" in text.lower():
        return None
    question = {**manner.question, "text": text}
    return Plain(data, question, _Asked(manner.exchange, text, manner.stem), time.monotonic())
