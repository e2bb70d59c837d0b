"""The query operation at ``/sparql``.

SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache

from loaders.errors import BadRequest, MethodNotAllowed
from server.engine.query import QueryAnswer, QueryRequest
from server.protocol.delivery import preflight
from server.protocol.description import service_description
from server.protocol.formats import GRAPH_OFFERS, HTML, RESULT_OFFERS, Wanted, by_name
from server.protocol.message import Exchange, Reply
from server.protocol.negotiation import Choice, choose, not_acceptable
from server.protocol.parameters import QueryCall, read_call
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
        if exchange.method not in ("GET", "HEAD", "POST"):
            raise MethodNotAllowed(
                f"The endpoint does not offer {exchange.method[:20]}.",
                remedy="Send a query with GET or POST.",
                headers={"Allow": METHODS},
            )
        call, wanted = self._read(exchange)
        if call.text is None:
            return self._describe(exchange, call)
        if wanted.html:
            page = self._render_page(exchange, "/query")
            if page is not None:
                return page
        return answer_reply(self._service.pool.run(_request(exchange, call, wanted)))

    def question(self, exchange: Exchange) -> QueryRequest | None:
        """Return what the pool is to be asked; None if the answer is no query's result.

        :raises loaders.errors.ServiceError: as the protocol demands.
        """
        if exchange.method not in ("GET", "HEAD", "POST"):
            return None
        call, wanted = self._read(exchange)
        if call.text is None or wanted.html:
            return None
        return _request(exchange, call, wanted)

    def _read(self, exchange: Exchange) -> tuple[QueryCall, Wanted]:
        call = read_call(exchange, max_query_bytes=self._service.config.max_query_bytes)
        if call.text is None:
            return call, Wanted(None, None)
        exchange.query_hash = hashlib.blake2b(call.text.encode(), digest_size=8).hexdigest()
        return call, wanted_formats(call, exchange.header("accept"))

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


def _request(exchange: Exchange, call: QueryCall, wanted: Wanted) -> QueryRequest:
    return QueryRequest(
        text=call.text or "",
        default_graphs=call.default_graphs,
        named_graphs=call.named_graphs,
        table_format=_versioned(wanted.table, wanted.version),
        graph_format=_versioned(wanted.graph, wanted.version),
        timeout=call.timeout,
        client=exchange.client,
        base=exchange.base_url + exchange.path,
    )


def answer_reply(answer: QueryAnswer) -> Reply:
    """Return the reply that carries `answer`."""
    headers = [
        ("Content-Type", answer.media_type),
        ("Mithaq-Release", answer.release),
        ("Cache-Control", "public, no-cache" if answer.etag else "no-store"),
    ]
    if answer.row_limit is not None:
        headers.append(("Mithaq-Row-Limit", str(answer.row_limit)))
    if answer.body is not None:
        headers.append(("Content-Length", str(len(answer.body))))
        answer.close()
        return Reply(200, headers, (answer.body,), answer.etag or "", answer.from_cache)
    return Reply(200, headers, AnswerBody(answer), answer.etag or "")


class AnswerBody:
    """The chunks of an answer, closed with it."""

    def __init__(self, answer: QueryAnswer) -> None:
        self._answer = answer
        self._chunks = iter(answer.chunks)

    def __iter__(self) -> AnswerBody:
        return self

    def __next__(self) -> bytes:
        return next(self._chunks)

    def close(self) -> None:
        """Stop the work that is still going on for the answer."""
        self._answer.close()


def wanted_formats(call: QueryCall, accept: str | None) -> Wanted:
    """Return the formats for either kind of answer; ``?format=`` wins over Accept.

    Which kind the query has is known only to the engine, which refuses where that kind's format is
    None.

    :raises loaders.errors.NotAcceptable: neither solutions nor graphs are acceptable.
    """
    return by_name(call.format) if call.format is not None else _accepted(accept)


@lru_cache(maxsize=1024)
def _accepted(accept: str | None) -> Wanted:
    table, graph = choose(accept, RESULT_OFFERS), choose(accept, GRAPH_OFFERS)
    page = choose(accept, (HTML,))
    if page is not None and page.specificity > 0 and _best(page, table, graph):
        return Wanted(RESULT_OFFERS[0].media_type, GRAPH_OFFERS[0].media_type, html=True)
    if table is None and graph is None:
        raise not_acceptable((*RESULT_OFFERS, *GRAPH_OFFERS, HTML))
    version = next(
        (
            value
            for choice in (table, graph)
            if choice is not None
            for name, value in choice.parameters
            if name == "version"
        ),
        "",
    )
    return Wanted(
        None if table is None else table.offer.media_type,
        None if graph is None else graph.offer.media_type,
        version=version,
    )


def _best(page: Choice, *others: Choice | None) -> bool:
    """Return whether the client likes a page better than, or named it before, everything else."""
    return all(
        other is None
        or page.quality > other.quality
        or (page.quality == other.quality and page.specificity > other.specificity)
        for other in others
    )


def _versioned(media_type: str | None, version: str) -> str | None:
    return (
        f"{media_type};version={version}"
        if media_type and version.startswith("1.2")
        else media_type
    )
