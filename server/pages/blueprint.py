"""The blueprint that all pages belong to, and what a failure looks like in a browser."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request

from loaders.errors import MithaqError, NotFound, ServiceError
from server.pages.page import finish, page_language, template_helpers
from server.protocol.message import Reply
from server.protocol.negotiation import Offer, choose
from server.protocol.problems import as_service_error, problem_reply

blueprint = Blueprint("pages", __name__, template_folder="templates")
blueprint.app_context_processor(template_helpers)

_HTML = Offer("text/html", ("application/xhtml+xml",))
_PROBLEM = Offer("application/problem+json", ("application/json",))


@blueprint.errorhandler(MithaqError)
def show_problem(error: MithaqError) -> Response:
    """Answer an error of ours: a page for browsers, else a problem document."""
    problem = as_service_error(error)
    if not _likes_pages():
        return as_response(problem_reply(problem, request.path, request.headers.get("Accept")))
    return problem_page(problem)


@blueprint.errorhandler(404)
def show_not_found(_: Exception) -> Response:
    """Answer an address that leads nowhere, in the same two ways."""
    return show_problem(NotFound("There is nothing at this address.", remedy="Begin at /."))


def problem_page(problem: ServiceError) -> Response:
    """Return the page that tells a reader of `problem`."""
    language = page_language()
    body = render_template(
        "pages/problem.html",
        t=language,
        release_id="",
        status=problem.status,
        title=problem.title,
        what=problem.what,
        remedy=problem.remedy,
        position=problem.position,
        excerpt=problem.excerpt,
    )
    response = finish(make_response(body, problem.status), language)
    response.headers.update(problem.headers)
    response.headers["Cache-Control"] = "no-store"
    return response


def as_response(reply: Reply) -> Response:
    """Return an answer of the protocol's code as one of Flask's."""
    response = Response(b"".join(reply.body), reply.status)
    response.headers.clear()
    response.headers.extend(reply.headers)
    return response


def _likes_pages() -> bool:
    try:
        choice = choose(request.headers.get("Accept"), [_PROBLEM, _HTML])
    except ServiceError:
        return False
    return choice is not None and choice.offer is _HTML
