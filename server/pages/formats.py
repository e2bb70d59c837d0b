"""Which form of a page a client wants: ``?format=`` or an ending first, else ``Accept``."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, request

from loaders.errors import BadRequest
from server.engine.query import QueryRequest
from server.pages.page import DATA_TYPES, Page
from server.pages.rdf import is_written_here, written
from server.protocol.negotiation import Offer, negotiate

HTML = Offer("text/html", ("application/xhtml+xml",))
_ALIASES = {
    "text/turtle": ("application/turtle", "application/x-turtle"),
    "application/ld+json": ("application/json",),
    "application/rdf+xml": ("application/xml", "text/xml"),
}
GRAPHS = {name: Offer(media_type, _ALIASES.get(media_type, ())) for name, media_type in DATA_TYPES}
JSON = {"json": Offer("application/json")}


def wanted(offers: dict[str, Offer], *, page: bool = True) -> str:
    """Return the short name of the form that the request wants, ``html`` for the page.

    :param offers: short name -> offer, the default first, without the page.
    :param page: whether there is a page as well.
    :raises BadRequest: ``?format=`` names none of them.
    :raises NotAcceptable: the Accept header accepts none of them.
    """
    known = ({"html": HTML} if page else {}) | offers
    asked = request.args.get("format")
    if asked is not None:
        for name, offer in known.items():
            if asked in (name, offer.media_type):
                return name
        raise BadRequest(
            f"There is no format “{asked[:40]}” here.", remedy=f"Formats are: {', '.join(known)}."
        )
    choice = negotiate(request.headers.get("Accept"), list(known.values()))
    return next(name for name, offer in known.items() if offer is choice.offer)


def graph_response(page: Page, text: str, name: str) -> Response:
    """Return what a CONSTRUCT query makes, in the format called `name`.

    :raises loaders.errors.ServiceError: as the pool does.
    """
    media_type = GRAPHS[name].media_type
    is_ours = is_written_here(name)
    answer = page.service.pool.run(
        QueryRequest(
            text,
            graph_format="application/n-triples" if is_ours else media_type,
            client=page.graph.client,
        )
    )
    try:
        body = b"".join(answer.chunks)
    finally:
        answer.close()
    if is_ours:
        body = written(body, name, page.release.base)
        media_type = "text/turtle; charset=utf-8" if name == "ttl" else media_type
    else:
        media_type = answer.media_type
    response = Response(body, content_type=media_type)
    response.vary.update(("Accept",))
    response.add_etag()
    response.headers["Cache-Control"] = "no-cache"
    return response


def alternate_links(key: str, names: Sequence[str] = tuple(GRAPHS)) -> list[tuple[str, str]]:
    """Return (format, address) of a thing's data."""
    return [(name, f"/data/{key}.{name}") for name in names]
