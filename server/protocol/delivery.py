"""What every answer goes through last: headers for all, entity tags, codings, HEAD.

RFC 9110, sections 8.8 (validators), 9.3.2 (HEAD), 13 (conditions): https://www.rfc-editor.org/rfc/rfc9110
CORS: https://fetch.spec.whatwg.org/#http-cors-protocol
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from loaders.errors import PreconditionFailed, ServiceError
from server.protocol.compression import (
    CODINGS,
    SMALLEST,
    CompressedStream,
    compress,
    is_compressible,
)
from server.protocol.message import Exchange, Reply
from server.protocol.negotiation import choose_coding
from server.protocol.problems import problem_reply

_CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)
# An entity tag as it is written in a list (RFC 9110, section 8.8.3).
_TAG = re.compile(r'(?:W/)?"[^"]*"')
# Answers that the request may make a condition for; 304 where Flask has found one to hold.
_CONDITIONAL = (200, 206, 304)
_EVERYWHERE = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "ETag, Link, Location, Retry-After, Content-Disposition, Mithaq-Release, Mithaq-Row-Limit",
    ),
)


def finish(exchange: Exchange, reply: Reply) -> Reply:
    """Return `reply` ready for the wire: condition tested, body coded, common headers added.

    For HEAD the body is dropped and its length is kept where it is known.
    """
    present = {name.lower() for name, _ in reply.headers}
    reply.headers += [item for item in _EVERYWHERE if item[0].lower() not in present]
    if (reply.get("Content-Type") or "").startswith("text/html"):
        reply.set_default("Content-Security-Policy", _CONTENT_SECURITY_POLICY)
    reply.add_vary("Accept", "Accept-Encoding")
    _encode(exchange, reply)
    if exchange.method in ("GET", "HEAD") and reply.status in _CONDITIONAL:
        if _has_changed(exchange, reply):
            reply.close()
            return finish(exchange, _changed(exchange))
        if _is_known(exchange, reply):
            reply.close()
            kept = [item for item in reply.headers if not item[0].lower().startswith("content-")]
            return Reply(304, kept)
    if exchange.method == "HEAD":
        reply.close()
        reply.body = ()
    return reply


def preflight(methods: str) -> Reply:
    """Return the answer to OPTIONS where `methods` (as in ``Allow``) are offered."""
    return Reply(
        204,
        [
            ("Allow", methods),
            ("Access-Control-Allow-Methods", methods),
            (
                "Access-Control-Allow-Headers",
                "Accept, Accept-Language, Authorization, Content-Type, If-Match, If-None-Match, "
                "X-Requested-With",
            ),
            ("Access-Control-Max-Age", "86400"),
            ("Cache-Control", "no-store"),
        ],
    )


def _encode(exchange: Exchange, reply: Reply) -> None:
    """Put the body into the coding that was negotiated and label it with its entity tag."""
    coding = _coding(exchange, reply)
    if coding is not None:
        _compress(reply, coding)
    if reply.etag:
        applied = reply.get("Content-Encoding")
        suffix = f"-{applied}" if applied else ""
        reply.set_default("ETag", f'"{reply.etag}{suffix}"')


def _coding(exchange: Exchange, reply: Reply) -> str | None:
    content_type = reply.get("Content-Type")
    if not content_type or reply.get("Content-Encoding") or not is_compressible(content_type):
        return None
    if reply.status in (204, 206, 304) or (reply.get("Accept-Ranges") or "none") != "none":
        return None
    try:
        return choose_coding(exchange.header("accept-encoding"), CODINGS)
    except ServiceError:
        # A coding that was not understood was not asked for.
        return None


def _compress(reply: Reply, coding: str) -> None:
    if isinstance(reply.body, tuple):
        body = b"".join(reply.body)
        if len(body) < SMALLEST:
            return
        coded = compress(body, coding)
        _set_length(reply, len(coded))
        reply.body = (coded,)
    else:
        source = iter(reply.body)
        first = next(source, b"")
        if len(first) < SMALLEST:
            second = next(source, None)
            if second is None:
                reply.close()
                reply.body = (first,)
                return
            first += second
        reply.body = CompressedStream(_Resumed(first, source, reply), coding)
        _set_length(reply, None)
    reply.headers.append(("Content-Encoding", coding))


class _Resumed:
    """A body whose first chunk was taken out to look at it."""

    def __init__(self, first: bytes, rest: Iterator[bytes], reply: Reply) -> None:
        self._first: bytes | None = first
        self._rest = rest
        self._close = getattr(reply.body, "close", None)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        return next(self._rest)

    def close(self) -> None:
        if self._close is not None:
            self._close()


def _set_length(reply: Reply, length: int | None) -> None:
    reply.headers = [item for item in reply.headers if item[0].lower() != "content-length"]
    if length is not None:
        reply.headers.append(("Content-Length", str(length)))


def _is_known(exchange: Exchange, reply: Reply) -> bool:
    """Return whether the client has this representation already.

    RFC 9110, section 13.1.2: weak comparison.
    """
    condition = exchange.header("if-none-match")
    tag = reply.get("ETag")
    if not condition or tag is None:
        return False
    known = [name.removeprefix("W/") for name in _TAG.findall(condition)]
    return condition.strip() == "*" or tag.removeprefix("W/") in known


def _has_changed(exchange: Exchange, reply: Reply) -> bool:
    """Return whether this is not the representation that the client wants or no other.

    RFC 9110, sections 13.1.1 (strong comparison), 13.1.4 (only without If-Match, and of no effect
    where no date of modification is told).
    """
    condition = exchange.header("if-match")
    if condition is not None:
        tag = reply.get("ETag") or "W/"
        is_wanted = not tag.startswith("W/") and tag in _TAG.findall(condition)
        return condition.strip() != "*" and not is_wanted
    since, modified = exchange.header("if-unmodified-since"), reply.get("Last-Modified")
    if since is None or modified is None:
        return False
    try:
        return parsedate_to_datetime(modified) > parsedate_to_datetime(since)
    except (TypeError, ValueError):
        # Neither a date (which makes the condition void) nor one that can be compared with ours.
        return False


def _changed(exchange: Exchange) -> Reply:
    error = PreconditionFailed(
        "This is not the representation that the request insists on.",
        remedy="Ask without If-Match and If-Unmodified-Since.",
    )
    return problem_reply(error, exchange.path, exchange.header("accept"))
