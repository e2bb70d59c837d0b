"""Liveness, readiness and metrics, for whoever operates the service."""

from __future__ import annotations

import json

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import generate_latest

from loaders.errors import MithaqError
from server.engine.query import QueryRequest
from server.protocol.message import Exchange, Reply, whole
from server.service import Service

_NO_STORE = ("Cache-Control", "no-store")
_SECONDS = (0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 60.0)


class Metrics:
    """What is counted of the requests; labels have few values, never what a client sent."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "mithaq_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "mithaq_request_seconds",
            "Time from the request's head to the answer's last byte.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._bytes = Counter(
            "mithaq_response_bytes", "Bytes of answers.", ("route",), registry=self.registry
        )

        # Found once for each combination of labels: looking them up costs more than counting.
        self._counters: dict[tuple[str, str, int], tuple[Counter, Histogram, Counter]] = {}

    def observe(self, method: str, path: str, status: int, seconds: float, size: int) -> None:
        """Count one answer; see :class:`entry.Entry` for `status`."""
        route = route_of(path)
        known = method if method in ("GET", "HEAD", "POST", "OPTIONS") else "other"
        counters = self._counters.get((known, route, status))
        if counters is None:
            counters = self._counters[known, route, status] = (
                self._requests.labels(known, route, str(status)),
                self._seconds.labels(route),
                self._bytes.labels(route),
            )
        requests, duration, volume = counters
        requests.inc()
        duration.observe(seconds)
        volume.inc(size)

    def reply(self, exchange: Exchange) -> Reply:
        """Return the metrics in the exposition format."""
        del exchange
        body = generate_latest(self.registry)
        return whole(200, CONTENT_TYPE_LATEST, body, _NO_STORE)


_ROUTES = frozenset(
    {
        *("sparql", "query", "queries", "id", "page", "data", "ontology", "documents", "dumps"),
        *("graphs", "graph", "health", "ready", "metrics", ".well-known", "static"),
    }
)


def route_of(path: str) -> str:
    """Return the first part of `path` if it is one of the service's own, so that labels are few.

    >>> route_of("/documents/x"), route_of("/wp-login.php")
    ('documents', 'other')
    """
    first = path.lstrip("/").split("/", 1)[0]
    if not first:
        return "home"
    return first if first in _ROUTES else "other"


def health(exchange: Exchange) -> Reply:
    """Say that the process answers; asks nothing of the workers."""
    del exchange
    return whole(200, "application/json", b'{"status":"ok"}\n', _NO_STORE)


class Readiness:
    """Says whether queries are answered."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def reply(self, exchange: Exchange) -> Reply:
        """Return 200 with the release that answers, or 503 with the reason."""
        del exchange
        try:
            answer = self._service.pool.run(
                QueryRequest(
                    text="ASK { }", table_format="application/sparql-results+json", timeout=2.0
                )
            )
            try:
                for _ in answer.chunks:
                    pass
            finally:
                answer.close()
        except MithaqError as error:
            body = json.dumps({"status": "unavailable", "reason": error.what}).encode() + b"\n"
            return whole(503, "application/json", body, _NO_STORE, ("Retry-After", "2"))
        body = json.dumps({"status": "ready", "release": answer.release}).encode() + b"\n"
        return whole(200, "application/json", body, _NO_STORE)
