"""Parse the head of a request, strictly: what two readers could understand differently is refused.

RFC 9112, sections 2, 3, 5, 6: https://www.rfc-editor.org/rfc/rfc9112
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from loaders.errors import BadRequest, HeadersTooLarge, UriTooLong
from server.protocol.origin import is_host

MOST_FIELDS = 100

_REQUEST_LINE = re.compile(
    rb"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}) ([\x21-\x7e\x80-\xff]+) HTTP/([0-9])\.([0-9])\Z"
)
# The white space around a value is taken off afterwards: a pattern that names it on both sides
# tries every way to share it out, three seconds for a thousand blanks.
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\x00-\x08\x0a-\x1f\x7f]*)\Z")
_ABSOLUTE = re.compile(rb"https?://([^/?#]*)", re.IGNORECASE)
_LENGTH = re.compile(r"[0-9]{1,18}\Z")


class Head(NamedTuple):
    """The head of a request.

    :ivar path: undecoded path, begins with ``/`` or is ``*``.
    :ivar query: undecoded query string.
    :ivar headers: field values by lower-case name, lines of one name joined by commas.
    :ivar length: bytes of the body; None if it is chunked.
    :ivar keep_alive: whether the connection may serve another request.
    :ivar expects_continue: the client waits for "100 Continue" before it sends the body.
    """

    method: str
    path: bytes
    query: bytes
    headers: Mapping[str, str]
    length: int | None
    keep_alive: bool
    minor_version: int
    expects_continue: bool


class _Framing(NamedTuple):
    """What the fields say about the body and the connection."""

    headers: Mapping[str, str]
    length: int | None
    keep_alive: bool
    expects_continue: bool


def check_size(received: bytes | bytearray, max_uri: int, max_head: int) -> None:
    """Refuse an unfinished head that is too large already.

    :raises UriTooLong: the request line has not ended.
    :raises HeadersTooLarge: the fields have not ended.
    """
    line_end = received.find(b"\r\n")
    line = len(received) if line_end < 0 else line_end
    if line > max_uri + 64:
        raise UriTooLong(
            f"The address is longer than {max_uri} bytes.",
            remedy="Send a long query in the body of a POST request.",
        )
    if len(received) - line > max_head:
        raise HeadersTooLarge(
            f"The header fields are larger than {max_head} bytes.", remedy="Send fewer or less."
        )


def parse_head(data: bytes, max_uri: int, max_head: int) -> Head:
    """Return the head in `data`, which ends before the empty line.

    :raises BadRequest: not a request, or one that is ambiguous.
    :raises UriTooLong: the address is longer than `max_uri` bytes.
    :raises HeadersTooLarge: the fields are larger than `max_head` bytes or too many.
    """
    check_size(data, max_uri, max_head)
    first, _, fields = data.partition(b"\r\n")
    match = _REQUEST_LINE.match(first)
    if match is None:
        raise _refused("The request line is malformed.")
    method, target, major, minor = match.groups()
    if major != b"1":
        raise _refused("Only HTTP/1.1 and HTTP/1.0 are spoken here.")
    if len(target) > max_uri:
        raise UriTooLong(
            f"The address is longer than {max_uri} bytes.",
            remedy="Send a long query in the body of a POST request.",
        )
    minor_version = min(int(minor), 1)
    host, path, query = _target(target)
    headers, length, keep_alive, expects_continue = _framing(fields, minor_version, host)
    return Head(
        method.decode("ascii"),
        path,
        query,
        headers,
        length,
        keep_alive,
        minor_version,
        expects_continue,
    )


@lru_cache(maxsize=256)
def _framing(block: bytes, minor_version: int, target_host: str | None) -> _Framing:
    """Read the fields; a client's fields are the same in all its requests."""
    headers = _fields(block)
    if target_host is not None:
        headers["host"] = target_host
    host = headers.get("host")
    if (host is None and minor_version == 1) or (host is not None and not is_host(host)):
        raise _refused("The Host header is missing, repeated or malformed.")
    return _Framing(
        MappingProxyType(headers),
        _body_length(headers, minor_version),
        _keeps_alive(headers.get("connection", ""), minor_version),
        minor_version == 1 and headers.get("expect", "").lower() == "100-continue",
    )


def _fields(block: bytes) -> dict[str, str]:
    lines = block.split(b"\r\n") if block else []
    if len(lines) > MOST_FIELDS:
        raise HeadersTooLarge(
            f"There are more than {MOST_FIELDS} header fields.", remedy="Send fewer."
        )
    headers: dict[str, str] = {}
    for line in lines:
        match = _FIELD.match(line)
        if match is None:
            raise _refused("A header field is malformed.")
        name = match[1].decode("ascii").lower()
        value = match[2].strip(b" \t").decode("latin-1")
        if name in headers:
            if name in ("content-length", "host", "transfer-encoding", "content-type"):
                raise _refused(f"The header field {name} is repeated.")
            value = f"{headers[name]}, {value}" if headers[name] else value
        headers[name] = value
    return headers


def _target(target: bytes) -> tuple[str | None, bytes, bytes]:
    """Return the host that overrides the Host header if there is one, path and query."""
    host = None
    if not target.startswith(b"/"):
        absolute = _ABSOLUTE.match(target)
        if absolute is not None:
            host = absolute[1].decode("latin-1")
            target = target[absolute.end() :] or b"/"
        if not target.startswith((b"/", b"?")) and target != b"*":
            raise _refused("The address of the request is malformed.")
    path, _, query = target.partition(b"#")[0].partition(b"?")
    return host, path or b"/", query


def _body_length(headers: dict[str, str], minor_version: int) -> int | None:
    coding = headers.get("transfer-encoding")
    length = headers.get("content-length")
    if coding is not None:
        if length is not None or minor_version == 0:
            raise _refused("The length of the body is given in two ways.")
        if coding.lower() != "chunked":
            raise _refused("The only transfer coding that is understood here is “chunked”.")
        return None
    if length is None:
        return 0
    if not _LENGTH.match(length):
        raise _refused("The Content-Length is not a number.")
    return int(length)


def _keeps_alive(connection: str, minor_version: int) -> bool:
    options = {option.strip().lower() for option in connection.split(",")}
    if minor_version == 0:
        return "keep-alive" in options and "close" not in options
    return "close" not in options


def _refused(what: str) -> BadRequest:
    return BadRequest(what, remedy="Send a request as RFC 9112 describes it.")
