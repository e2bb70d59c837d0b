"""The plain answer to a query, as most are: whole, uncoded, unconditional.

All that :func:`delivery.finish` would find out for it depends on four values that come again and
again, so that the head is made once for answers alike: 3 us an answer, the long way takes 35.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from loaders.errors import ServiceError
from server.engine.query import QueryAnswer
from server.protocol.answers import answer_reply
from server.protocol.compression import CODINGS, SMALLEST
from server.protocol.delivery import finish
from server.protocol.message import Exchange, Reply
from server.protocol.negotiation import choose_coding
from server.protocol.wire.reply_head import head_bytes

# What differs from one plain answer to the next.
_OWN_FIELDS = frozenset({"content-length", "etag"})


def plain_reply(exchange: Exchange, answer: QueryAnswer) -> Reply | None:
    """Return the finished reply that carries `answer`; None if it is not a plain one.

    It is what :func:`delivery.finish` would make of :func:`answers.answer_reply`.
    """
    body = answer.body
    # A repeated GET is to be known by its bytes next time, which needs the fields one by one.
    if body is None or (answer.from_cache and exchange.method == "GET"):
        return None
    traits = Traits(answer.media_type, answer.release, answer.row_limit)
    head = plain_head(exchange, traits, answer.etag, len(body))
    return None if head is None else Reply(200, [], (body,), head=head)


class Traits(NamedTuple):
    """What the head of a plain answer depends on besides its tag, as in an answer's own fields."""

    media_type: str
    release: str
    row_limit: int | None


def plain_head(exchange: Exchange, traits: Traits, tag: str | None, size: int) -> bytes | None:
    """Return the head of a plain answer of `size` bytes without its length; None if it is none."""
    headers = exchange.headers
    if exchange.method == "HEAD" or "if-none-match" in headers or "if-match" in headers:
        return None
    if size >= SMALLEST and _wants_coding(headers.get("accept-encoding")):
        return None
    head = _head(traits, tag is not None)
    return head if tag is None else b'%bETag: "%b"\r\n' % (head, tag.encode("ascii"))


@lru_cache(maxsize=64)
def _wants_coding(accept_encoding: str | None) -> bool:
    try:
        return choose_coding(accept_encoding, CODINGS) is not None
    except ServiceError:
        return False


@lru_cache(maxsize=256)
def _head(traits: Traits, tagged: bool) -> bytes:
    sample = QueryAnswer(
        "SELECT",
        traits.media_type,
        (),
        iter(()),
        traits.release,
        etag="sample" if tagged else None,
        body=b"",
        row_limit=traits.row_limit,
    )
    reply = finish(Exchange("GET", "/sparql"), answer_reply(sample))
    reply.headers = [item for item in reply.headers if item[0].lower() not in _OWN_FIELDS]
    return head_bytes(reply, ())
