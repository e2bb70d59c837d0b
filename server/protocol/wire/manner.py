"""How a client asks: the bytes that are the same in all its requests, and what they mean.

A client's program sends the same address and fields around every query. What they mean is found out
once, for all that differ in the query's value alone: 6 us a request, reading it in full takes 18.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from server.protocol.message import Exchange

_OPENING = b"?query="
# What may stand in an address (RFC 9112, section 3.2) and ends neither value nor query string, up
# to what does end one of them.
_VALUE = re.compile(rb"[!\"$%'-~]*(?=[ &])")
_KEPT = 64


class Parted(NamedTuple):
    """A request in pieces: the value of its first parameter, ``query``, and what is around it."""

    before: bytes
    value: bytes
    after: bytes


def parted(data: bytes) -> Parted | None:
    """Return the pieces of a request whose address has ``?query=`` with a plain value, or None."""
    start = data.find(_OPENING) + len(_OPENING)
    found = _VALUE.match(data, start) if start >= len(_OPENING) else None
    if found is None:
        return None
    return Parted(data[:start], found[0], data[found.end() :])


@dataclass(frozen=True, slots=True)
class Manner:
    """What a request means apart from its query.

    :ivar exchange: one that was asked so.
    :ivar question: for the engine; ``text`` is that one's.
    :ivar stem: digest of what determines an answer besides; see :func:`cache.tag_stem`.
    """

    exchange: Exchange
    question: dict[str, Any]
    stem: hashlib.blake2b


class Manners:
    """The manners that are known, by the bytes around the query."""

    def __init__(self) -> None:
        self._known: dict[tuple[bytes, bytes], Manner] = {}

    def of(self, parts: Parted) -> Manner | None:
        """Return how a request is asked, if one that differs in the value alone was read."""
        return self._known.get((parts.before, parts.after))

    def learn(self, parts: Parted, manner: Manner) -> None:
        """Keep what the bytes around a value mean, if the value is that of the parameter ``query``.

        It is if the query string begins with it; another parameter of the name is refused.
        """
        value_on = _OPENING[1:] + parts.value + parts.after
        if manner.exchange.method != "GET" or not value_on.startswith(manner.exchange.query):
            return
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[parts.before, parts.after] = manner
