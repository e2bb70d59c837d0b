"""The query operation at ``/sparql``.

SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

from collections.abc import Callable

from loaders.errors import BadRequest, MethodNotAllowed
from server.engine.query import QueryRequest
from server.protocol.answers import answer_reply
from server.protocol.delivery import preflight
from server.protocol.description import service_description
from server.protocol.formats import GRAPH_OFFERS, HTML, RESULT_OFFERS, by_name
from server.protocol.message import Exchange, Reply
from server.protocol.negotiation import choose, not_acceptable
from server.protocol.parameters import QueryCall
from server.protocol.question import METHODS as QUESTION_METHODS
from server.protocol.question import query_request, read_question, read_wish
from server.service import Service

METHODS = "GET, HEAD, OPTIONS, POST"

RenderPage = Callable[[Exchange, str], Reply | None]


class SparqlEndpoint:
    """Answers the query operation over one service.

    :param render_page: given the exchange and the path of a page, returns that page for the same
        parameters, or None if there is no such page.
    """

    def __init__(self, service: Service, render_page: RenderPage) -> None:
        self._service = service
        self._render_page = render_page

    def __call__(self, exchange: Exchange) -> Reply:
        """Return the answer; its body may still be under way.

        :raises loaders.errors.ServiceError: as the protocol demands.
        """
        if exchange.method == "OPTIONS":
            return preflight(METHODS)
        if exchange.method not in QUESTION_METHODS:
            raise MethodNotAllowed(
                f"The endpoint does not offer {exchange.method[:20]}.",
                remedy="Send a query with GET or POST.",
                headers={"Allow": METHODS},
            )
        limit = self._service.config.max_query_bytes
        call, wanted = read_wish(exchange, max_query_bytes=limit)
        if call.text is None:
            return self._describe(exchange, call)
        if wanted.html:
            page = self._render_page(exchange, "/query")
            if page is not None:
                return page
        return answer_reply(self._service.pool.run(query_request(exchange, call, wanted)))

    def question(self, exchange: Exchange) -> QueryRequest | None:
        """Return what the pool is to be asked; None if the answer is no query's result.

        :raises loaders.errors.ServiceError: as the protocol demands.
        """
        return read_question(exchange, max_query_bytes=self._service.config.max_query_bytes)

    def _describe(self, exchange: Exchange, call: QueryCall) -> Reply:
        if call.format is not None:
            wanted = by_name(call.format)
            if wanted.html:
                return self._form(exchange) or service_description(self._service, exchange)
            if wanted.graph is None:
                raise not_acceptable(GRAPH_OFFERS)
            return service_description(self._service, exchange, wanted.graph)
        accept = exchange.header("accept")
        choice = choose(accept, (*GRAPH_OFFERS, HTML))
        if choice is None and choose(accept, RESULT_OFFERS) is not None:
            raise BadRequest(
                "The parameter “query” is missing.", remedy="Send exactly one query parameter."
            )
        if choice is None:
            raise not_acceptable((*GRAPH_OFFERS, HTML))
        if choice.offer == HTML:
            return self._form(exchange) or service_description(self._service, exchange)
        return service_description(self._service, exchange, choice.offer.media_type)

    def _form(self, exchange: Exchange) -> Reply | None:
        return self._render_page(exchange, "/query")
