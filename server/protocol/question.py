"""What a request asks the query engine, and in which formats it may answer.

SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from server.engine.query import QueryRequest
from server.protocol.formats import GRAPH_OFFERS, HTML, RESULT_OFFERS, Wanted, by_name, in_turn
from server.protocol.message import Exchange
from server.protocol.negotiation import Choice, choose, not_acceptable, preferences
from server.protocol.parameters import QueryCall, read_call

METHODS = ("GET", "HEAD", "POST")


def read_wish(exchange: Exchange, *, max_query_bytes: int) -> tuple[QueryCall, Wanted]:
    """Return the query operation that `exchange` asks for, and the formats of its answer.

    The exchange learns the query's hash.

    :raises loaders.errors.ServiceError: as the protocol demands.
    """
    call = read_call(exchange, max_query_bytes=max_query_bytes)
    if call.text is None:
        return call, Wanted(None, None)
    exchange.query_hash = query_hash(call.text)
    return call, wanted_formats(call, exchange.header("accept"))


def read_question(exchange: Exchange, *, max_query_bytes: int) -> QueryRequest | None:
    """Return what the engine is to be asked; None if the answer is no query's result.

    :raises loaders.errors.ServiceError: as the protocol demands.
    """
    if exchange.method not in METHODS:
        return None
    call, wanted = read_wish(exchange, max_query_bytes=max_query_bytes)
    if call.text is None or wanted.html:
        return None
    return query_request(exchange, call, wanted)


def query_hash(text: str) -> str:
    """Return what stands for a query in the access log."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def query_request(exchange: Exchange, call: QueryCall, wanted: Wanted) -> QueryRequest:
    """Return `call` as a question to the engine."""
    return QueryRequest(
        text=call.text or "",
        default_graphs=call.default_graphs,
        named_graphs=call.named_graphs,
        table_format=wanted.table,
        graph_format=wanted.graph,
        timeout=call.timeout,
        client=exchange.client,
        base=exchange.base_url + exchange.path,
    )


def wanted_formats(call: QueryCall, accept: str | None) -> Wanted:
    """Return the formats for either kind of answer; ``?format=`` wins over Accept.

    Which kind the query has is known only to the engine, which refuses where that kind's format is
    None.

    :raises loaders.errors.NotAcceptable: neither solutions nor graphs are acceptable.
    """
    return by_name(call.format) if call.format is not None else _accepted(accept)


@lru_cache(maxsize=256)
def _accepted(accept: str | None) -> Wanted:
    tables, graphs = preferences(accept, RESULT_OFFERS), preferences(accept, GRAPH_OFFERS)
    page = choose(accept, (HTML,))
    if page is not None and page.specificity > 0 and _best(page, *tables[:1], *graphs[:1]):
        return Wanted(RESULT_OFFERS[0].media_type, GRAPH_OFFERS[0].media_type, html=True)
    if not tables and not graphs:
        raise not_acceptable((*RESULT_OFFERS, *GRAPH_OFFERS, HTML))
    return Wanted(in_turn(tables), in_turn(graphs))


def _best(page: Choice, *others: Choice) -> bool:
    """Return whether the client likes a page better than, or named it before, everything else."""
    return all(
        page.quality > other.quality
        or (page.quality == other.quality and page.specificity > other.specificity)
        for other in others
    )
