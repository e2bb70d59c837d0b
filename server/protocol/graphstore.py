"""Reading the graph store at ``/graphs``, and each graph at its own address.

SPARQL 1.1 Graph Store HTTP Protocol: https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

from loaders.errors import BadRequest, MethodNotAllowed, NotFound
from server.engine.formats import graph_format
from server.engine.query import QueryAnswer, QueryRequest
from server.protocol.answers import answer_reply
from server.protocol.compression import SMALLEST
from server.protocol.delivery import preflight
from server.protocol.formats import GRAPH_OFFERS, by_name, in_turn
from server.protocol.message import Exchange, Reply
from server.protocol.negotiation import not_acceptable, preferences
from server.protocol.parameters import absolute_iri, decode_form
from server.service import Service

METHODS = "GET, HEAD, OPTIONS"
# HEAD of a graph with more triples than this costs the engine nothing and tells no length.
_LARGE = 20_000


class GraphStore:
    """Answers GET and HEAD for the default graph and for each named graph."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def indirect(self, exchange: Exchange) -> Reply:
        """Return the graph that ``?default`` or ``?graph=`` names.

        :raises loaders.errors.ServiceError: as the protocol demands.
        """
        parameters = decode_form(exchange.query, "The address")
        names = [value for name, value in parameters if name == "graph"]
        defaults = sum(name == "default" for name, _ in parameters)
        if exchange.method not in ("GET", "HEAD"):
            return self._other_method(exchange)
        if len(names) + defaults != 1:
            raise BadRequest(
                "A graph must be named by exactly one of “default” and “graph”.",
                remedy="Examples that work: /graphs?default, /graphs?graph=IRI.",
            )
        return self._graph(exchange, self._named(exchange, names[0]) if names else None)

    def direct(self, exchange: Exchange) -> Reply:
        """Return the graph whose own name is the address asked, whatever host that is.

        :raises loaders.errors.ServiceError: as the protocol demands.
        """
        if exchange.method not in ("GET", "HEAD"):
            return self._other_method(exchange)
        base: str = self._service.release.base
        return self._graph(exchange, base + exchange.path.lstrip("/"))

    def _other_method(self, exchange: Exchange) -> Reply:
        if exchange.method == "OPTIONS":
            return preflight(METHODS)
        raise MethodNotAllowed(
            "The graph store can only be read here.",
            remedy="Use GET or HEAD.",
            headers={"Allow": METHODS},
        )

    def _named(self, exchange: Exchange, name: str) -> str:
        """Return the IRI that `name` means; a relative one is refused (section 4.2)."""
        own = exchange.base_url + "/"
        iri = absolute_iri(name, "graph")
        if iri.startswith(own) and iri not in self._service.release.graphs:
            # The service shows its own IRIs under whatever host it runs on.
            base: str = self._service.release.base
            return base + iri[len(own) :]
        return iri

    def _graph(self, exchange: Exchange, name: str | None) -> Reply:
        if name is not None and name not in self._service.release.graphs:
            raise NotFound(
                "There is no such graph.",
                remedy="The service description at /sparql lists the graphs.",
                excerpt=name[:200],
            )
        pattern = "?s ?p ?o" if name is None else f"GRAPH <{name}> {{ ?s ?p ?o }}"
        request = QueryRequest(
            text=f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}",
            graph_format=_graph_format(exchange),
            client=exchange.client,
            whole_graph=name or "",
        )
        limit = self._service.pool.settings.max_result_rows
        # What does not fit into the first of several formats is only found by writing it.
        is_certain = "," not in (request.graph_format or "")
        if exchange.method == "HEAD" and limit is None and is_certain and self._size(name) > _LARGE:
            return answer_reply(self._unwritten(request))
        return answer_reply(self._service.pool.run(request))

    def _size(self, name: str | None) -> int:
        """Return the number of triples in a graph."""
        release = self._service.release
        if name is None:
            return release.manifest.counts.get("triples", 0)
        return release.graphs.get(name, 0)

    def _unwritten(self, request: QueryRequest) -> QueryAnswer:
        """Return the answer to HEAD: its first bytes stand for all, since none of them is sent."""
        pool = self._service.pool
        form = graph_format(request.graph_format or "")
        return QueryAnswer(
            "GRAPH",
            form.content_type if form is not None else "",
            (),
            iter((bytes(SMALLEST),)),
            pool.release,
            etag=pool.etag(request),
        )


def _graph_format(exchange: Exchange) -> str:
    names = [
        value for name, value in decode_form(exchange.query, "The address") if name == "format"
    ]
    if names:
        wanted = by_name(names[0]).graph
        if wanted is None:
            raise not_acceptable(GRAPH_OFFERS)
        return wanted
    wanted = in_turn(preferences(exchange.header("accept"), GRAPH_OFFERS))
    if wanted is None:
        raise not_acceptable(GRAPH_OFFERS)
    return wanted
