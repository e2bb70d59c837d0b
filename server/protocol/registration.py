"""The protocol as part of a Flask application: routes, error handlers, response headers."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from loaders import errors
from server.protocol.message import Exchange, Reply
from server.protocol.origin import base_url, client_name
from server.protocol.router import Router, failure_reply
from server.protocol.wsgi import (
    Environ,
    FinishingMiddleware,
    WsgiApplication,
    call_application,
    exchange_of,
)
from server.service import EXTENSION, Service

ROUTER = "mithaq.router"
PAGES = "mithaq.wsgi"
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_BY_STATUS: dict[int, type[errors.ServiceError]] = {
    400: errors.BadRequest,
    404: errors.NotFound,
    406: errors.NotAcceptable,
    408: errors.RequestTimeout,
    412: errors.PreconditionFailed,
    413: errors.ContentTooLarge,
    414: errors.UriTooLong,
    415: errors.UnsupportedMediaType,
    429: errors.TooManyRequests,
    431: errors.HeadersTooLarge,
    503: errors.Unavailable,
}


def register(app: Flask) -> None:
    """Add the protocol's routes, error handlers and response headers to `app`."""
    service: Service = app.extensions[EXTENSION]
    pages: WsgiApplication = app.wsgi_app

    def render_page(exchange: Exchange, path: str) -> Reply | None:
        if not any(rule.rule == path for rule in app.url_map.iter_rules()):
            return None
        return call_application(
            pages,
            Exchange(
                exchange.method,
                path,
                exchange.query,
                exchange.headers,
                exchange.body,
                exchange.base_url,
                exchange.client,
            ),
        )

    router = Router(service, render_page)
    app.extensions[ROUTER] = router
    app.extensions[PAGES] = pages
    for number, rule in enumerate(router.paths):
        app.add_url_rule(
            rule,
            f"protocol_{number}",
            _view(router, service),
            methods=_METHODS,
            provide_automatic_options=False,
        )
    app.register_error_handler(Exception, _show_error)

    def environ_base_url(environ: Environ) -> str:
        headers = {"host": environ.get("HTTP_HOST", "")} | {
            name: environ.get(f"HTTP_{name.upper().replace('-', '_')}", "")
            for name in ("forwarded", "x-forwarded-proto", "x-forwarded-host")
        }
        return base_url(service.config, headers, environ.get("wsgi.url_scheme", "http"))

    app.wsgi_app = FinishingMiddleware(pages, environ_base_url)  # type: ignore[method-assign]


def _view(router: Router, service: Service) -> Any:
    def view(**_: str) -> Response:
        return _flask_response(router.respond(_current_exchange(service)))

    return view


def _current_exchange(service: Service) -> Exchange:
    exchange = exchange_of(request.environ, request.get_data(), "")
    exchange.base_url = base_url(service.config, exchange.headers, request.scheme)
    exchange.client = client_name(service.config, exchange.headers, exchange.client)
    return exchange


def _flask_response(reply: Reply) -> Response:
    body = reply.body if not isinstance(reply.body, tuple) else list(reply.body)
    response = Response(body, status=reply.status)
    response.headers.clear()
    response.headers.extend(reply.headers)
    if reply.etag:
        response.set_etag(reply.etag)
    return response


def _show_error(error: Exception) -> Response:
    """Return the problem for anything that went wrong in a view, also for what Werkzeug refuses."""
    if isinstance(error, HTTPException) and error.code is not None:
        if error.code < 400:
            redirect = error.get_response()
            return Response(redirect.response, error.code, redirect.headers)
        error = _translated(error)
    exchange = exchange_of(request.environ, b"", "")
    return _flask_response(failure_reply(error, exchange))


def _translated(error: HTTPException) -> errors.ServiceError:
    if isinstance(error, MethodNotAllowed):
        methods = ", ".join(sorted(error.valid_methods or ("GET",)))
        return errors.MethodNotAllowed(
            f"This address does not offer {request.method[:20]}.",
            remedy=f"Use one of: {methods}.",
            headers={"Allow": methods},
        )
    if isinstance(error, RequestEntityTooLarge):
        return errors.ContentTooLarge("The request body is too large.", remedy="Send less.")
    kind = _BY_STATUS.get(error.code or 500, errors.ServiceError)
    if kind is errors.NotFound:
        return errors.NotFound("There is nothing at this address.", remedy="Begin at /.")
    return kind(error.description or kind.title)
