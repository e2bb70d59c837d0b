"""The answer of a query as a page shows it: a table with labels, a truth value, or Turtle."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from loaders.errors import NotAcceptable, QuerySyntaxError
from server.engine.query import QueryRequest
from server.pages.graph import value_of
from server.pages.page import Page, link
from server.pages.terms import Shown

# More rows help no reader of a page; the page says where it stops, and the downloads hold all.
ROWS_SHOWN = 1000
GRAPH_BYTES_SHOWN = 65536
# Addresses longer than this are refused by some clients and proxies; such a query has no link.
LONGEST_LINK = 6000

_TABLE_FORMATS = ("csv", "tsv", "json", "xml")
_GRAPH_FORMATS = ("ttl", "nt", "jsonld", "rdf")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer for ``answer.html``.

    :ivar kind: ``SELECT``, ``ASK`` or ``GRAPH``.
    :ivar count: number of rows shown; `cut` says that there are more.
    :ivar capped: whether the operator's limit of rows was reached: downloads then hold no more.
    :ivar seconds: time that the engine took, written with three digits.
    :ivar downloads: (format, address), empty where the query is too long for an address.
    """

    kind: str
    seconds: str
    downloads: tuple[tuple[str, str], ...]
    permalink: str
    permalink_text: str
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Shown | None, ...], ...] = ()
    count: int = 0
    cut: bool = False
    capped: bool = False
    truth: bool = False
    turtle: str = ""


def ask(
    page: Page, text: str, *, permalink: str = "", permalink_text: str = "", address: str = ""
) -> Answer:
    """Run a query and return its answer for a page.

    :param permalink: the address of the page that shows this answer again.
    :param address: where the answer can be had in other formats, if not from the endpoint.
    :raises loaders.errors.ServiceError: as the pool does.
    """
    started = time.perf_counter()
    try:
        table = page.service.pool.table(
            text, limit=ROWS_SHOWN, client=page.graph.client, base=f"{page.host}/sparql"
        )
    except QuerySyntaxError:
        _tell_place(page, text)
        raise
    except NotAcceptable:
        return _graph_answer(page, text, permalink, permalink_text, address)
    seconds = f"{time.perf_counter() - started:.3f}"
    formats = _TABLE_FORMATS if table.boolean is None else ("json", "xml")
    links = downloads(text, formats, address)
    if table.boolean is not None:
        return Answer("ASK", seconds, links, permalink, permalink_text, truth=table.boolean)
    cap = page.service.pool.settings.max_result_rows
    rows = [{name: value_of(term) for name, term in row.items()} for row in table.rows]
    iris = {value.text for row in rows for value in row.values() if value.kind == "iri"}
    show = page.shower(iris)
    return Answer(
        "SELECT",
        seconds,
        links,
        permalink,
        permalink_text,
        variables=table.variables,
        rows=tuple(
            tuple(show(row[name]) if name in row else None for name in table.variables)
            for row in rows
        ),
        count=len(rows),
        cut=table.truncated,
        capped=cap is not None and len(rows) >= cap,
    )


def _tell_place(page: Page, text: str) -> None:
    """Ask again without a limit of rows: the limit is text of the query and shifts the error."""
    base = f"{page.host}/sparql"
    request = QueryRequest(
        text,
        table_format="text/csv",
        graph_format="text/turtle",
        client=page.graph.client,
        base=base,
    )
    page.service.pool.run(request).close()


def downloads(
    text: str, formats: tuple[str, ...], address: str = ""
) -> tuple[tuple[str, str], ...]:
    """Return the addresses under which the whole answer to `text` can be had."""
    start = address or f"/sparql?query={quote(text, safe='')}"
    if len(start) > LONGEST_LINK:
        return ()
    joint = "&" if "?" in start else "?"
    return tuple((name, f"{start}{joint}format={name}") for name in formats)


def query_link(text: str) -> str:
    """Return the address of the query page with `text` in it, empty if it would be too long."""
    address = link("/query?" + urlencode({"query": text}))
    return address if len(address) <= LONGEST_LINK else ""


def _graph_answer(
    page: Page, text: str, permalink: str, permalink_text: str, address: str
) -> Answer:
    started = time.perf_counter()
    request = QueryRequest(
        text,
        graph_format="text/turtle",
        client=page.graph.client,
        base=f"{page.host}/sparql",
    )
    reply = page.service.pool.run(request)
    shown = bytearray()
    try:
        for chunk in reply.chunks:
            shown += chunk
            if len(shown) > GRAPH_BYTES_SHOWN:
                break
    finally:
        reply.close()
    cut = len(shown) > GRAPH_BYTES_SHOWN
    turtle = bytes(shown[:GRAPH_BYTES_SHOWN]).decode("utf-8", "ignore")
    return Answer(
        "GRAPH",
        f"{time.perf_counter() - started:.3f}",
        downloads(text, _GRAPH_FORMATS, address),
        permalink,
        permalink_text,
        turtle=turtle,
        cut=cut,
    )
