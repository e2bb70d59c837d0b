"""The pages: the whole site in English and Arabic, complete without scripts."""

from __future__ import annotations

from flask import Flask


def register(app: Flask) -> None:
    """Add the pages to the application."""
    # Each module adds its views to the blueprint when it is imported.
    from server.pages import (
        coverage,
        documents,
        downloads,
        home,
        querying,
        saved,
        things,
        vocabulary,
    )
    from server.pages.blueprint import blueprint, show_http_exception
    from server.pages.names import MEMORY, ReleaseNames

    assert all((coverage, documents, downloads, home, querying, saved, things, vocabulary))  # noqa: S101
    app.extensions[MEMORY] = ReleaseNames()
    app.register_blueprint(blueprint)
    # An address that no rule knows belongs to no blueprint.
    app.register_error_handler(404, show_http_exception)
