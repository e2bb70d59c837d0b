"""Which part of the protocol answers which address."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from loaders.errors import BadRequest, MethodNotAllowed, MithaqError, NotFound, ServiceError
from server.protocol.delivery import preflight
from server.protocol.description import void_description
from server.protocol.engine_metrics import EngineCollector
from server.protocol.formats import GRAPH_OFFERS
from server.protocol.graphstore import GraphStore
from server.protocol.message import Exchange, Reply, whole
from server.protocol.negotiation import negotiate
from server.protocol.operation import Metrics, Readiness, health
from server.protocol.problems import as_service_error, problem_reply, problem_type
from server.protocol.sparql import RenderPage, SparqlEndpoint
from server.service import Service

Handler = Callable[[Exchange], Reply]

_LOG = logging.getLogger("mithaq.server")


class Router:
    """The protocol's addresses and who answers them.

    :ivar metrics: counted by whoever sends the answers.
    :ivar sparql: the query operation, for servers that ask the pool themselves.
    """

    def __init__(self, service: Service, render_page: RenderPage) -> None:
        self.metrics = Metrics()
        self.metrics.registry.register(EngineCollector(service.pool))
        self._service = service
        graphs = GraphStore(service)
        self.sparql = SparqlEndpoint(service, render_page)
        self._exact: dict[str, Handler] = {
            "/sparql": self.sparql,
            "/graphs": graphs.indirect,
            "/.well-known/void": _read_only(self._void),
            "/health": _read_only(health),
            "/ready": _read_only(Readiness(service).reply),
            "/metrics": _read_only(self.metrics.reply),
        }
        self._below: dict[str, Handler] = {
            "/graph/": graphs.direct,
            "/problems/": _read_only(_problem_kind),
        }

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the addresses, as rules for a URL map."""
        return (*self._exact, *(f"{path}<path:rest>" for path in self._below))

    def handler(self, path: str) -> Handler | None:
        """Return who answers `path`, None if it is not the protocol's."""
        if path == "*":
            return _everywhere
        exact = self._exact.get(path)
        if exact is not None:
            return exact
        for prefix, handler in self._below.items():
            if path.startswith(prefix):
                return handler
        return None

    def respond(self, exchange: Exchange) -> Reply:
        """Return the answer to `exchange`, whatever happens."""
        handler = self.handler(exchange.path)
        try:
            if handler is None:
                raise NotFound("There is nothing at this address.", remedy="Begin at /.")
            return handler(exchange)
        except Exception as error:
            return failure_reply(error, exchange)

    def _void(self, exchange: Exchange) -> Reply:
        choice = negotiate(exchange.header("accept"), GRAPH_OFFERS)
        return void_description(self._service, exchange, choice.offer.media_type)


def failure_reply(error: Exception, exchange: Exchange) -> Reply:
    """Return the problem that stands for `error`; unexpected ones go to the log in full."""
    if not isinstance(error, MithaqError):
        _LOG.error("unexpected error at %s", exchange.path, exc_info=error)
    elif not isinstance(error, ServiceError):
        _LOG.error("%s", error)
    shown = as_service_error(error)
    return problem_reply(shown, exchange.path, exchange.header("accept"))


def _everywhere(exchange: Exchange) -> Reply:
    """Answer OPTIONS for the service as a whole (RFC 9110, section 9.3.7)."""
    if exchange.method == "OPTIONS":
        return preflight("GET, HEAD, OPTIONS, POST")
    raise BadRequest("The address * is for OPTIONS alone.", remedy="Name an address.")


def _read_only(handler: Handler) -> Handler:
    """Return `handler` for GET and HEAD; other methods are refused, OPTIONS is answered."""
    methods = "GET, HEAD, OPTIONS"

    def handle(exchange: Exchange) -> Reply:
        if exchange.method == "OPTIONS":
            return preflight(methods)
        if exchange.method not in ("GET", "HEAD"):
            raise MethodNotAllowed(
                "This address can only be read.", remedy="Use GET.", headers={"Allow": methods}
            )
        return handler(exchange)

    return handle


def _problem_kind(exchange: Exchange) -> Reply:
    """Say in plain text what a problem type means."""
    for kind in _kinds(ServiceError):
        if problem_type(kind) == exchange.path:
            meaning = re.sub(r"\s+", " ", (kind.__doc__ or "").split(":param")[0]).strip()
            return whole(200, "text/plain; charset=utf-8", f"{kind.title}\n\n{meaning}\n".encode())
    raise NotFound("There is no such kind of problem.", remedy="Begin at /.")


def _kinds(kind: type[ServiceError]) -> list[type[ServiceError]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _kinds(child))]
