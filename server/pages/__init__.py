"""The pages: the whole site in English and Arabic, complete without scripts."""

from __future__ import annotations

from importlib import import_module

from flask import Flask, Response

from loaders.errors import ServiceError

# Each of these adds its views to the blueprint when it is imported.
_VIEWS = (
    "assets",
    "coverage",
    "documents",
    "downloads",
    "home",
    "querying",
    "saved",
    "things",
    "vocabulary",
)


def register(app: Flask) -> None:
    """Add the pages to the application."""
    for name in _VIEWS:
        import_module(f"server.pages.{name}")
    from server.pages.assets import asset_address
    from server.pages.blueprint import blueprint, show_not_found
    from server.pages.names import MEMORY, ReleaseNames
    from server.pages.terms import isolated

    app.jinja_env.filters["isolated"] = isolated
    app.jinja_env.globals["static"] = asset_address
    app.extensions[MEMORY] = ReleaseNames()
    app.register_blueprint(blueprint)
    # An address that no rule knows belongs to no blueprint.
    app.register_error_handler(404, show_not_found)


def render_query_page(text: str = "", error: ServiceError | None = None) -> Response:
    """Return the query page, with the answer to `text` or with the error that it met.

    To be called while a request is being answered.
    """
    from server.pages import querying

    return querying.render_query_page(text, error)
