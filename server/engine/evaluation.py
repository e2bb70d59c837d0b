"""From a request to bytes, inside of the worker."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pyoxigraph as ox

from loaders.errors import (
    BadRequest,
    EngineFailure,
    NotAcceptable,
    QueryRefused,
    QueryTooBig,
    QueryUnsupported,
    ServiceError,
)
from server.engine import formats
from server.engine.dataset import without_repeats
from server.engine.failures import no_total_order
from server.engine.formats import Format
from server.engine.order_key import order_key
from server.engine.projection import limit_rows, star_projection
from server.engine.query_text import service_calls
from server.engine.syntax import syntax_error
from server.engine.total_order import KEY, totally_ordered

_RESULT_FORMATS = {
    formats.JSON: ox.QueryResultsFormat.JSON,
    formats.XML: ox.QueryResultsFormat.XML,
    formats.CSV: ox.QueryResultsFormat.CSV,
    formats.TSV: ox.QueryResultsFormat.TSV,
}
_RDF_FORMATS = {
    formats.TURTLE: ox.RdfFormat.TURTLE,
    formats.N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    formats.N_QUADS: ox.RdfFormat.N_QUADS,
    formats.TRIG: ox.RdfFormat.TRIG,
    formats.RDF_XML: ox.RdfFormat.RDF_XML,
    formats.JSON_LD: ox.RdfFormat.JSON_LD,
}
_CUSTOM = re.compile(r"custom (?:aggregate )?function (\S+) is not supported")
_KEY = ox.NamedNode(KEY)
_COLUMNS_KEPT = 256

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Evaluation(NamedTuple):
    """A query that has been planned and can be serialised.

    :ivar write: serialises into an object with ``write`` and ``flush``.
    """

    kind: str
    form: Format
    variables: tuple[str, ...]
    write: Callable[[Any], None]


class Evaluator:
    """Evaluates queries over one store."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        # What SELECT * turned into, for queries that come again.
        self._explicit: dict[tuple[str, str | None], str] = {}

    def evaluate(self, request: dict[str, Any]) -> Evaluation:
        """Parse, plan and begin to evaluate.

        :raises ServiceError: with the place in the query where the engine tells one.
        """
        text: str = request["text"]
        if request["whole"] is not None and request["rows"] is None:
            return self._whole_graph(request["whole"], request["graph"], text)
        try:
            results = self._query(text, request)
        except SyntaxError as error:
            raise syntax_error(text, str(error), self._parser(request["base"])) from error
        except (RuntimeError, ValueError, OSError, MemoryError) as error:
            raise runtime_error(text, error) from error
        return _evaluation(results, request, text)

    def _parser(self, base: str | None) -> Callable[[str], object]:
        """Return what parses a text as a query."""
        return lambda text: self._store.query(text, base_iri=base)

    def _whole_graph(self, name: str, media_type: str | None, text: str) -> Evaluation:
        """Return all triples of a graph, straight from the index and with flat memory."""
        form = formats.graph_format(media_type) if media_type else None
        if form is None:
            raise _not_acceptable("a graph", formats.GRAPH_FORMATS)
        rdf_format = _RDF_FORMATS[form.name]
        graph = _graph(name) if name else ox.DefaultGraph()
        write = _guarded(text, lambda out: self._store.dump(out, rdf_format, from_graph=graph))
        return Evaluation("GRAPH", form, (), write)

    def _query(self, text: str, request: dict[str, Any]) -> Results:
        default, named = request["default"], request["named"]
        keywords: dict[str, Any] = {"base_iri": request["base"]}
        if default or named:
            # The protocol's dataset replaces the query's own as a whole: a part that is not
            # given is empty (SPARQL 1.1 Protocol, section 2.1.4).
            keywords["default_graph"] = [_graph(iri) for iri in dict.fromkeys(default)]
            keywords["named_graphs"] = [_graph(iri) for iri in dict.fromkeys(named)]
        else:
            text = without_repeats(text)
        text = self._with_columns(text, keywords)
        if request["total"]:
            text = _with_total_order(text)
            keywords["custom_functions"] = {_KEY: order_key}
        rows: int | None = request["rows"]
        if rows is not None:
            text = limit_rows(text, rows)
        return self._store.query(text, **keywords)

    def _with_columns(self, text: str, keywords: dict[str, Any]) -> str:
        if "*" not in text:
            return text
        key = (text, keywords["base_iri"])
        known = self._explicit.get(key)
        if known is not None:
            return known
        star = star_projection(text)
        if star is None:
            return text
        try:
            probe = self._store.query(star.probe, **keywords)
        except (SyntaxError, RuntimeError, ValueError):
            return text  # the query as it stands gives the right message
        if not isinstance(probe, ox.QuerySolutions):
            return text
        returned = [variable.value for variable in probe.variables]
        columns = star.columns(returned)
        explicit = text if not columns or list(columns) == returned else star.explicit(columns)
        if len(self._explicit) >= _COLUMNS_KEPT:
            self._explicit.clear()
        self._explicit[key] = explicit
        return explicit


def _graph(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise BadRequest(
            f"<{iri}> is not an absolute IRI, so that it cannot name a graph.",
            remedy="Give default-graph-uri and named-graph-uri as absolute IRIs.",
        ) from error


def _with_total_order(text: str) -> str:
    ordered = totally_ordered(text)
    if ordered is None:
        raise no_total_order()
    return ordered


def _evaluation(results: Results, request: dict[str, Any], text: str) -> Evaluation:
    if isinstance(results, ox.QueryTriples):
        form = formats.graph_format(request["graph"]) if request["graph"] else None
        if form is None:
            raise _not_acceptable("a graph", formats.GRAPH_FORMATS)
        rdf_format = _RDF_FORMATS[form.name]
        return Evaluation(
            "GRAPH", form, (), _guarded(text, lambda out: results.serialize(out, rdf_format))
        )
    form = formats.table_format(request["table"]) if request["table"] else None
    if form is None:
        raise _not_acceptable("a table or a truth value", formats.TABLE_FORMATS)
    table_format = _RESULT_FORMATS[form.name]
    write = _guarded(text, lambda out: results.serialize(out, table_format))
    if isinstance(results, ox.QueryBoolean):
        return Evaluation("ASK", form, (), write)
    return Evaluation("SELECT", form, tuple([v.value for v in results.variables]), write)


def _guarded(text: str, serialize: Callable[[Any], Any]) -> Callable[[Any], None]:
    """Return the serialisation with the engine's errors turned into ours."""

    def write(out: Any) -> None:
        try:
            serialize(out)
        except ServiceError:
            raise
        except (RuntimeError, ValueError, OSError, MemoryError, SyntaxError) as error:
            problem = getattr(out, "problem", None)
            if problem is not None:
                raise problem from error
            raise runtime_error(text, error) from error

    return write


def _not_acceptable(what: str, offered: tuple[str, ...]) -> NotAcceptable:
    return NotAcceptable(
        f"This query answers with {what}, and none of the accepted formats can carry that.",
        remedy=f"Accept one of {', '.join(offered)}.",
    )


def runtime_error(text: str, error: Exception) -> ServiceError:
    """Return the error for a query that the engine parsed and then gave up."""
    message = str(error)
    if isinstance(error, MemoryError):
        return QueryTooBig("The query needs more memory than one query may have.")
    if isinstance(error, UnicodeError):
        return BadRequest("The query holds a lone surrogate, which is no character.")
    custom = _CUSTOM.search(message)
    if custom is not None:
        return BadRequest(
            f"The function {custom.group(1)} is not known here.",
            remedy="Use the functions of SPARQL 1.1 or GeoSPARQL, or check the prefix.",
        )
    if "does not support RDF 1.2" in message:
        return NotAcceptable(
            "The answer holds triple terms, which JSON-LD cannot carry.",
            remedy="Ask for Turtle, TriG, N-Triples or N-Quads.",
        )
    if "triple term that is not a valid" in message:
        # Where each part of the pattern has a value, the engine makes a term of them to look it up.
        return QueryUnsupported(
            "The query looks for a triple term with a literal as subject or predicate. There is "
            "none, but the engine gives up instead of finding nothing.",
            remedy="Bind the triple term to a variable and compare its parts: "
            "?a ?b ?t FILTER(isTRIPLE(?t) && sameTerm(SUBJECT(?t), ?s)).",
        )
    if "service" in message.lower() or service_calls(text):
        return QueryRefused(
            "The query asks another endpoint with SERVICE, which this service does not do.",
            remedy="Ask that endpoint directly.",
        )
    if isinstance(error, ValueError):
        return BadRequest(f"The query cannot be evaluated: {message}")
    return EngineFailure(f"The engine gave up on the query: {message}")
