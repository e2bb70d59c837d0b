"""One call of another SPARQL endpoint, with a deadline, a size limit and a pinned address."""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
import time
import urllib.parse
from dataclasses import dataclass
from typing import Any

from server.engine.formats import JSON

_PIECE = 64 * 1024
_AGENT = "mithaq (SPARQL federation)"


class RemoteError(Exception):
    """The other endpoint did not answer as it should; the message says how."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint's address, taken apart.

    :param target: path and query as they go into the request line.
    """

    secure: bool
    host: str
    port: int
    target: str

    @classmethod
    def parse(cls, iri: str) -> Endpoint:
        """Take an http or https IRI apart; RemoteError for any other."""
        parts = urllib.parse.urlsplit(iri)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise RemoteError("its address is not one of http or https")
        secure = parts.scheme == "https"
        target = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
        return cls(secure, parts.hostname, parts.port or (443 if secure else 80), target)


def allowed_addresses(endpoint: Endpoint, *, private: bool) -> list[str]:
    """Return the addresses of an endpoint's host.

    All of them have to be public: a name that leads into the operator's own network, even as one
    of several, is refused.

    :param private: let private, loopback and link-local addresses pass.
    """
    try:
        found = socket.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RemoteError(f"its name cannot be resolved ({error})") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not private:
        for address in addresses:
            _refuse_private(address)
    return addresses


def _refuse_private(text: str) -> None:
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address.sixtofour or address
    if not address.is_global or address.is_multicast:
        raise RemoteError("its name leads to an address that is not public")


def ask(
    endpoint: Endpoint, address: str, query: str, *, seconds: float, most: int
) -> dict[str, Any]:
    """Send a SELECT query to an address of the endpoint and return the JSON results document.

    :param seconds: for everything: connecting, waiting and reading.
    :param most: bytes of the answer.
    :raises RemoteError: any other answer than a complete document with status 200.
    """
    deadline = time.monotonic() + seconds
    connection = _PinnedConnection(endpoint, address, seconds)
    body = urllib.parse.urlencode({"query": query})
    headers = {
        "Accept": JSON,
        "Accept-Encoding": "identity",
        "Content-Type": "application/x-www-form-urlencoded",
        "User-Agent": _AGENT,
    }
    try:
        connection.request("POST", endpoint.target, body, headers)
        connection.allow(deadline)
        with connection.getresponse() as response:
            if 300 <= response.status < 400:
                raise RemoteError("it redirects elsewhere, which is not followed")
            if response.status != http.client.OK:
                raise RemoteError(f"it answered with status {response.status}")
            data = _read(connection, response, deadline, most)
    except (OSError, http.client.HTTPException) as error:
        raise RemoteError(str(error) or type(error).__name__) from error
    finally:
        connection.close()
    try:
        document: dict[str, Any] = json.loads(data)
        document["head"]["vars"], document["results"]["bindings"]
    except (ValueError, KeyError, TypeError) as error:
        raise RemoteError("its answer is no SPARQL JSON results document") from error
    return document


def _read(
    connection: _PinnedConnection, response: http.client.HTTPResponse, deadline: float, most: int
) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        connection.allow(deadline)
        part = response.read1(_PIECE)
        if not part:
            if response.length:
                raise RemoteError("its answer broke off")
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > most:
            raise RemoteError(f"its answer is larger than {most} bytes")


class _PinnedConnection(http.client.HTTPConnection):
    """A connection to the address that was checked, whatever the name says a moment later."""

    def __init__(self, endpoint: Endpoint, address: str, seconds: float) -> None:
        super().__init__(endpoint.host, endpoint.port, timeout=seconds)
        self._endpoint = endpoint
        self._address = address

    def connect(self) -> None:
        """Connect to the pinned address; the certificate has to fit the name."""
        plain = socket.create_connection((self._address, self._endpoint.port), self.timeout)
        if self._endpoint.secure:
            context = ssl.create_default_context()
            try:
                plain = context.wrap_socket(plain, server_hostname=self._endpoint.host)
            except OSError:
                plain.close()
                raise
        self.sock = plain

    def allow(self, deadline: float) -> None:
        """Let the next wait last no longer than to the deadline."""
        left = deadline - time.monotonic()
        if left <= 0:
            raise RemoteError("it took too long")
        # The response may hold the socket alone once the server has said it will close it.
        if self.sock is not None:
            self.sock.settimeout(left)
