"""Between WSGI and the protocol's own messages.

PEP 3333: https://peps.python.org/pep-3333/
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import unquote_to_bytes

from server.protocol.delivery import finish
from server.protocol.message import Exchange, Reply

Environ = dict[str, Any]
StartResponse = Callable[..., Callable[[bytes], object]]
WsgiApplication = Callable[[Environ, StartResponse], Iterable[bytes]]

# An answer of known length up to this is taken from the application in one piece.
_AT_ONCE = 1024 * 1024
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
# RFC 9110 names these two otherwise than Python 3.11 does.
_PHRASES = {413: "Content Too Large", 414: "URI Too Long"}


class FinishingMiddleware:
    """Gives the answers of a WSGI application what :func:`delivery.finish` adds.

    Mithaq's own HTTP server does the same without WSGI; this is for every other server.
    """

    def __init__(self, application: WsgiApplication, base_url: Callable[[Environ], str]) -> None:
        self._application = application
        self._base_url = base_url

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        exchange = exchange_of(environ, b"", self._base_url(environ))
        method = _body_method(exchange.method)
        reply = finish(exchange, _call(self._application, {**environ, "REQUEST_METHOD": method}))
        start_response(status_line(reply.status), reply.headers)
        return _Body(reply)


class _Body:
    def __init__(self, reply: Reply) -> None:
        self._reply = reply
        self._chunks = iter(reply.body)

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks

    def close(self) -> None:
        self._reply.close()


def status_line(status: int) -> str:
    """Return code and reason phrase.

    >>> status_line(404)
    '404 Not Found'
    """
    return f"{status} {_PHRASES.get(status) or HTTPStatus(status).phrase}"


def exchange_of(environ: Environ, body: bytes, base_url: str) -> Exchange:
    """Return the request that a WSGI server describes in `environ`."""
    headers = {
        key[5:].replace("_", "-").lower(): value
        for key, value in environ.items()
        if key.startswith("HTTP_")
    }
    for key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(key):
            headers[key.replace("_", "-").lower()] = environ[key]
    return Exchange(
        method=environ["REQUEST_METHOD"],
        path=environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace"),
        query=environ.get("QUERY_STRING", "").encode("latin-1"),
        headers=headers,
        body=body,
        base_url=base_url,
        client=environ.get("REMOTE_ADDR", ""),
    )


def call_application(application: WsgiApplication, exchange: Exchange) -> Reply:
    """Return the answer of a WSGI application to `exchange`."""
    scheme, _, host = exchange.base_url.partition("://")
    name, _, port = host.partition(":")
    environ: Environ = {
        "REQUEST_METHOD": _body_method(exchange.method),
        "SCRIPT_NAME": "",
        "PATH_INFO": exchange.path.encode().decode("latin-1"),
        # Frameworks take the query string for ASCII; real clients send UTF-8 as it is.
        "QUERY_STRING": _NOT_ASCII.sub(
            lambda found: b"%%%02X" % found[0][0], exchange.query
        ).decode("ascii"),
        "SERVER_NAME": name or "localhost",
        "SERVER_PORT": port or ("443" if scheme == "https" else "80"),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": exchange.client,
        "CONTENT_LENGTH": str(len(exchange.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme or "http",
        "wsgi.input": io.BytesIO(exchange.body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for header, value in exchange.headers.items():
        if header == "range" and exchange.method == "HEAD":
            continue  # a range is a part of what GET sends (RFC 9110, section 14.2)
        key = header.upper().replace("-", "_")
        if key == "CONTENT_TYPE":
            environ[key] = value
        elif key not in ("CONTENT_LENGTH", "TRANSFER_ENCODING", "HOST"):
            environ[f"HTTP_{key}"] = value
    environ["HTTP_HOST"] = host
    return _call(application, environ)


def _body_method(method: str) -> str:
    """Return GET for HEAD: only from the body can follow which headers GET would have."""
    return "GET" if method == "HEAD" else method


def path_of(target: bytes) -> str:
    """Return the percent-decoded path of a request target; bytes that are no UTF-8 are replaced."""
    return unquote_to_bytes(target).decode("utf-8", "replace")


def _call(application: WsgiApplication, environ: Environ) -> Reply:
    # Delivery sees to it for all answers; Werkzeug would refuse "If-Match: *".
    environ.pop("HTTP_IF_MATCH", None)
    started: list[tuple[int, list[tuple[str, str]]]] = []
    written: list[bytes] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], exc_info: object = None
    ) -> Callable[[bytes], object]:
        del exc_info
        started[:] = [(int(status.split()[0]), list(headers))]
        return written.append

    body = application(environ, start_response)
    if not started:
        # PEP 3333 lets an application call start_response as late as its first chunk.
        body = _Primed(body)
    status, headers = started[0]
    reply = Reply(status, headers, body)
    reply.etag = _take_etag(reply)
    length = reply.get("Content-Length")
    if written or (length is not None and int(length) <= _AT_ONCE):
        try:
            reply.body = (b"".join([*written, *body]),)
        finally:
            cast(Any, getattr(body, "close", lambda: None))()
    return reply


def _take_etag(reply: Reply) -> str:
    """Take a strong entity tag out of the headers, to be put back with the coding's name."""
    tag = reply.get("ETag") or ""
    if not tag.startswith('"'):
        return ""
    reply.headers = [item for item in reply.headers if item[0].lower() != "etag"]
    return tag.strip('"')


class _Primed:
    """An iterable whose first chunk has been made already."""

    def __init__(self, body: Iterable[bytes]) -> None:
        self._source = body
        self._rest = iter(body)
        self._first = next(self._rest, b"")

    def __iter__(self) -> Iterator[bytes]:
        yield self._first
        yield from self._rest

    def close(self) -> None:
        close = getattr(self._source, "close", None)
        if close is not None:
            close()
