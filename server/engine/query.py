"""What the engine is asked and what it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["SELECT", "ASK", "GRAPH"]
TermKind = Literal["iri", "literal", "bnode", "triple"]


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """One query as the protocol received it.

    :param text: the SPARQL query.
    :param default_graphs: IRIs of ``default-graph-uri``; they replace every FROM of the query.
    :param named_graphs: IRIs of ``named-graph-uri``; they replace every FROM NAMED.
    :param table_format: media type for the answer of SELECT and ASK; None: not acceptable. Further
        ones may follow behind a comma and a space, for answers that those before cannot carry.
        A parameter ``;version=1.2`` asks for RDF 1.2 terms.
    :param graph_format: the same for CONSTRUCT and DESCRIBE.
    :param timeout: seconds; only a value below the engine's own takes effect.
    :param client: who asks, for the per-client limit; the empty string is not limited.
    :param base: base IRI for relative IRIs in the query, usually the endpoint's address.
    :param whole_graph: not a query but all triples of the graph with this IRI, of the default graph
        if it is empty; ``text`` is then the CONSTRUCT query of the same meaning, which would hold
        the whole graph in memory.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    table_format: str | None = None
    graph_format: str | None = None
    timeout: float | None = None
    client: str = ""
    base: str | None = None
    whole_graph: str | None = None


@dataclass(frozen=True, slots=True)
class QueryAnswer:
    """An answer whose first bytes exist; the rest may still be in the making.

    Iterate ``chunks`` once, and call :meth:`close` whatever happens. An answer that breaks off
    raises the ServiceError from ``chunks``: the connection must then be cut, so that the client
    does not take what it has for the whole.

    :param media_type: as it belongs into Content-Type, with charset where the format has one.
    :param variables: the columns of a SELECT in the order of the query.
    :param release: identifier of the one release that answered.
    :param etag: strong entity tag without quotes; None where the query is not repeatable
        (NOW, RAND, UUID, SERVICE).
    :param body: the whole answer where it is complete already (``chunks`` gives the same bytes).
    :param row_limit: the operator's limit that was put on this answer; None: no limit.
    :param from_cache: whether the answer cost the engine nothing.
    """

    kind: Kind
    media_type: str
    variables: tuple[str, ...]
    chunks: Iterator[bytes]
    release: str
    etag: str | None = None
    body: bytes | None = None
    row_limit: int | None = None
    from_cache: bool = False

    def close(self) -> None:
        """Let go of the answer; work that is still going on for it is stopped."""
        close = getattr(self.chunks, "close", None)
        if close is not None:
            close()


@dataclass(frozen=True, slots=True)
class Term:
    """One RDF term of a result row.

    :param value: IRI, lexical form or blank node label; for a triple its Turtle text.
    :param language: language tag, with ``--rtl`` or ``--ltr`` appended where there is a direction.
    :param datatype: IRI of the datatype of a literal without language; xsd:string is left out.
    """

    kind: TermKind
    value: str
    language: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A SELECT answer for pages: rows hold only the variables that are bound.

    :param boolean: the answer where the query was ASK.
    :param truncated: whether there were more rows than asked for.
    """

    variables: tuple[str, ...]
    rows: tuple[Mapping[str, Term], ...]
    release: str
    boolean: bool | None = None
    truncated: bool = False
