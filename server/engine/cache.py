"""Serialised answers that have been given before, and questions that are being answered now."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache

from loaders.errors import ServiceError
from server.engine.query import Kind, QueryRequest
from server.engine.query_text import service_calls

# What one entry costs beside its body and its text.
_OVERHEAD = 512
# NOW, RAND, UUID and STRUUID: a call of any of these makes an answer that holds once only.
_VOLATILE = re.compile(r"(?:now|rand|uuid)[\s#(]", re.IGNORECASE)

_Text = str | None
Key = tuple[str, str, tuple[str, ...], tuple[str, ...], _Text, _Text, _Text, _Text]


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """A whole answer as it went to a client."""

    kind: Kind
    media_type: str
    variables: tuple[str, ...]
    body: bytes


@dataclass(eq=False, slots=True)
class Flight:
    """A question that one thread is getting answered while others wait for the same answer.

    :param landed: set at the end; made when the second thread comes, since most fly alone.
    :param error: the failure, if the answer was one that the same question meets again.
    """

    landed: threading.Event | None = None
    error: ServiceError | None = None


def cache_key(request: QueryRequest, release: str) -> Key:
    """Return all that determines the bytes of an answer."""
    return (
        release,
        request.text,
        request.default_graphs,
        request.named_graphs,
        request.table_format,
        request.graph_format,
        request.base,
        request.whole_graph,
    )


def entity_tag(key: Key, rows: int | None) -> str:
    """Return the strong entity tag of an answer, without quotes."""
    return tag_with(tag_stem(key, rows), key[1])


def tag_stem(key: Key, rows: int | None) -> hashlib.blake2b:
    """Return the digest of all that determines an answer but the text of the query."""
    release, _, *rest = key
    return _digest_of_rest(release, tuple(rest), rows)


def tag_with(stem: hashlib.blake2b, text: str) -> str:
    """Return the entity tag of the answer to the query `text`."""
    digest = stem.copy()
    digest.update(text.encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


@lru_cache(maxsize=256)
def _digest_of_rest(release: str, rest: tuple[object, ...], rows: int | None) -> hashlib.blake2b:
    """Return the digest, to be copied, of what many questions share; no repr holds a NUL."""
    return hashlib.blake2b(f"{(release, rest, rows)!r}\0".encode(), digest_size=16)


def is_repeatable(text: str) -> bool:
    """Return whether the same query gives the same answer as long as the release stands."""
    lower = text.lower()
    if "now" in lower or "rand" in lower or "uuid" in lower or "service" in lower:
        return _VOLATILE.search(text) is None and not service_calls(text)
    return True


class AnswerCache:
    """The most recently used answers, up to a number of bytes.

    :ivar largest: bytes of the largest answer that is kept.
    """

    def __init__(self, limit: int, largest: int) -> None:
        self._limit = limit
        self.largest = min(largest, limit)
        self._answers: OrderedDict[Key, CachedAnswer] = OrderedDict()
        self._flights: dict[Key, Flight] = {}
        self._lock = threading.Lock()
        self.size = 0
        self.hits = 0
        self.misses = 0

    def get(self, key: Key) -> CachedAnswer | None:
        """Return the answer if it is kept."""
        with self._lock:
            return self._get(key)

    def _get(self, key: Key) -> CachedAnswer | None:
        found = self._answers.get(key)
        if found is None:
            self.misses += 1
            return None
        self._answers.move_to_end(key)
        self.hits += 1
        return found

    def join(self, key: Key) -> CachedAnswer | tuple[Flight, bool]:
        """Return the answer, or the flight that brings it and whether the caller is to fly it."""
        with self._lock:
            found = self._get(key)
            if found is not None:
                return found
            flight = self._flights.get(key)
            if flight is not None:
                flight.landed = flight.landed or threading.Event()
                return flight, False
            flight = self._flights[key] = Flight()
            return flight, True

    def land(self, key: Key, flight: Flight, error: ServiceError | None = None) -> None:
        """End a flight; whoever waits looks into the cache, or meets the error."""
        with self._lock:
            if self._flights.get(key) is flight:
                del self._flights[key]
            flight.error = error
            if flight.landed is not None:
                flight.landed.set()

    def put(self, key: Key, answer: CachedAnswer) -> None:
        """Keep an answer, if it is not too large, and drop those that were not used for long."""
        cost = _cost(key, answer)
        if cost > self.largest:
            return
        with self._lock:
            before = self._answers.pop(key, None)
            if before is not None:
                self.size -= _cost(key, before)
            self._answers[key] = answer
            self.size += cost
            while self.size > self._limit:
                old, dropped = self._answers.popitem(last=False)
                self.size -= _cost(old, dropped)

    def forget_all_but(self, release: str) -> None:
        """Drop the answers of releases that are no longer served."""
        with self._lock:
            for key in [key for key in self._answers if key[0] != release]:
                self.size -= _cost(key, self._answers.pop(key))


def _cost(key: Key, answer: CachedAnswer) -> int:
    return len(answer.body) + 4 * len(key[1]) + _OVERHEAD
