"""A share of requests for each client: token buckets."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

# More clients than this are remembered only while they are active; the longest unseen goes first.
_MOST_CLIENTS = 20_000


class RateLimit:
    """A token bucket per client.

    :param rate: tokens that flow in each second.
    :param burst: tokens that a bucket holds.
    :param clock: seconds from any fixed point.
    """

    def __init__(
        self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, client: str, most: int) -> int:
        """Take as many tokens as there are for `client`, up to `most`, and return their number.

        >>> limit = RateLimit(2, 3, clock=lambda: 0.0)
        >>> limit.take("a", 2), limit.take("a", 2), limit.take("a", 2)
        (2, 1, 0)
        """
        now = self._clock()
        with self._lock:
            tokens = self._tokens(client, now)
            taken = min(most, int(tokens))
            self._keep(client, tokens - taken, now)
        return taken

    def give(self, client: str, tokens: int) -> None:
        """Put back tokens that were taken and not used."""
        now = self._clock()
        with self._lock:
            self._keep(client, min(self._burst, self._tokens(client, now) + tokens), now)

    def wait(self, client: str) -> float:
        """Take a token for `client`; return 0, or the seconds until there will be one.

        >>> limit = RateLimit(2, 1, clock=lambda: 0.0)
        >>> limit.wait("a"), limit.wait("a"), limit.wait("b")
        (0.0, 0.5, 0.0)
        """
        now = self._clock()
        with self._lock:
            tokens = self._tokens(client, now)
            missing = max(0.0, 1.0 - tokens)
            self._keep(client, tokens if missing else tokens - 1.0, now)
        return missing / self._rate

    def _tokens(self, client: str, now: float) -> float:
        tokens, seen = self._buckets.pop(client, (self._burst, now))
        return min(self._burst, tokens + (now - seen) * self._rate)

    def _keep(self, client: str, tokens: float, now: float) -> None:
        self._buckets[client] = (tokens, now)
        if len(self._buckets) > _MOST_CLIENTS:
            self._buckets.popitem(last=False)
