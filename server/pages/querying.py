"""The query page: a form, the answer rendered here, and errors shown where they are."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from loaders.errors import ServiceError
from server.pages.answers import LONGEST_LINK, Answer, ask
from server.pages.blueprint import blueprint
from server.pages.graph import query_text
from server.pages.page import Page, link, open_page

_FORMATS = frozenset({"csv", "tsv", "json", "xml", "ttl", "nt", "jsonld", "rdf"})


@dataclass(frozen=True, slots=True)
class Fault:
    """An error for ``parts.fault``.

    :ivar pointer: a line for below the excerpt that points at the column.
    """

    what: str
    remedy: str
    position: tuple[int, int] | None
    excerpt: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What the operator has set, said on the page."""

    timeout: str
    memory: int
    bytes: int
    rows: int


@blueprint.get("/query")
def query() -> Response:
    """Show the query form, with the answer if a query is given."""
    return render_query_page(request.args.get("query", ""))


@blueprint.post("/query")
def submit_query() -> BaseResponse:
    """Take the form: lead to the page that can be linked, or to the answer in another format."""
    text = request.form.get("query", "").replace("\r\n", "\n")
    name = request.form.get("format", "")
    language = {"lang": request.form["lang"]} if "lang" in request.form else {}
    if name in _FORMATS:
        address = "/sparql?" + urlencode({"query": text, "format": name})
    else:
        address = "/query?" + urlencode({"query": text, **language})
    if len(address) <= LONGEST_LINK:
        return redirect(address, 303)
    if name in _FORMATS:
        # Too long for an address: the same request is made again, as a form, to the endpoint.
        return redirect("/sparql", 307)
    return render_query_page(text)


def render_query_page(text: str = "", error: ServiceError | None = None) -> Response:
    """Return the query page.

    :param text: the query, which is kept in the form; if it is not empty and there is no `error`,
        it is run and its answer is shown.
    :param error: what went wrong with it; its status becomes the page's.
    """
    page = open_page()
    answer = None
    if text.strip() and error is None:
        try:
            answer = run(page, text)
        except ServiceError as problem:
            error = problem
    return page.render(
        "query",
        status=200 if error is None else error.status,
        query=text or query_text("example"),
        answer=answer,
        error=None if error is None else fault_of(error, text),
        limits=limits_of(page),
        prefixes=page.addresses.prefixes().items(),
    )


def run(page: Page, text: str) -> Answer:
    """Return the answer to a query from the query page."""
    address = link("/query?" + urlencode({"query": text}))
    permalink = address if len(address) <= LONGEST_LINK else ""
    return ask(page, text, permalink=permalink, permalink_text=page.language("query.permalink"))


def fault_of(error: ServiceError, text: str) -> Fault:
    """Return an error as the page shows it, with the offending line of `text`."""
    excerpt, pointer = error.excerpt, ""
    if error.position is not None:
        line, column = error.position
        lines = text.split("\n")
        if 1 <= line <= len(lines):
            excerpt = lines[line - 1]
            pointer = " " * min(column - 1, len(excerpt)) + "^"
    return Fault(error.what, error.remedy, error.position, excerpt, pointer)


def limits_of(page: Page) -> Limits:
    """Return the limits of the service."""
    settings = page.service.pool.settings
    return Limits(
        f"{settings.timeout:g}",
        settings.memory_mb,
        settings.max_query_bytes,
        settings.max_result_rows or 0,
    )
