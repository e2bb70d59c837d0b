"""The Flask application factory."""

from __future__ import annotations

from flask import Flask

from server import pages
from server.config import ServerConfig
from server.protocol import registration
from server.service import EXTENSION, Service, open_service


def create_app(config: ServerConfig, service: Service | None = None) -> Flask:
    """Return the WSGI application: the protocol and the pages over one service.

    :param config: what the operator set.
    :param service: a running service; without one it is opened here. Its workers are forked, so
        that this must happen before the process starts threads. Whoever opened it closes it
        (``app.extensions["mithaq"].close()``).
    :raises loaders.errors.ReleaseError: there is no release to serve.
    """
    app = Flask("server", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = config.max_body_bytes
    # The form parser's own limits are meant for uploads; the body limit above counts here.
    app.config["MAX_FORM_MEMORY_SIZE"] = None
    app.extensions[EXTENSION] = service or open_service(config)
    registration.register(app)
    pages.register(app)
    return app
