"""Who asks, and under which address: directly, or through a proxy that the operator trusts.

RFC 7239 (Forwarded): https://www.rfc-editor.org/rfc/rfc7239
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from server.config import ServerConfig

_HOST = re.compile(r"(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?\Z")


@lru_cache(maxsize=256)
def is_host(value: str) -> bool:
    """Return whether `value` is a host name or address with or without a port.

    >>> is_host("[::1]:8000"), is_host("a b")
    (True, False)
    """
    return _HOST.match(value) is not None


def base_url(config: ServerConfig, headers: Mapping[str, str], scheme: str = "http") -> str:
    """Return scheme and authority of the service as the client addressed it, without final slash.

    :param headers: request headers by lower-case name.
    """
    if config.public_url:
        return config.public_url.rstrip("/")
    host = headers.get("host", "")
    if config.trust_forwarded:
        forwarded = _forwarded(headers.get("forwarded", ""))
        scheme = forwarded.get("proto") or _last(headers, "x-forwarded-proto") or scheme
        host = forwarded.get("host") or _last(headers, "x-forwarded-host") or host
    if scheme not in ("http", "https"):
        scheme = "http"
    return f"{scheme}://{host if is_host(host) else f'{config.host}:{config.port}'}"


def client_name(config: ServerConfig, headers: Mapping[str, str], peer: str) -> str:
    """Return what stands for the client where limits are counted; it is never written down."""
    if not config.trust_forwarded:
        return peer
    forwarded = _forwarded(headers.get("forwarded", "")).get("for")
    return forwarded or _last(headers, "x-forwarded-for") or peer


def _last(headers: Mapping[str, str], name: str) -> str:
    """Return the value that the nearest proxy added; earlier ones may be the client's invention."""
    return headers.get(name, "").rpartition(",")[2].strip()


def _forwarded(value: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in value.rpartition(",")[2].split(";"))
    return {name.strip().lower(): text.strip().strip('"') for name, _, text in pairs if text}
