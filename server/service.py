"""What the views share: configuration, query pool, and the release that is being served."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import cast

from flask import current_app

from loaders.release.opening import Release, open_release
from server.config import ServerConfig
from server.engine.pool import QueryPool
from server.protocol.wire.direct import lending

EXTENSION = "mithaq"


class ServedRelease:
    """The release that the query pool answers from, opened once for as long as it does."""

    def __init__(self, pool: QueryPool) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._release: Release | None = None

    def get(self) -> Release:
        """Return the release that answers now.

        :raises loaders.errors.ReleaseError: it is damaged.
        """
        directory = self._pool.release_directory
        release = self._release
        if release is None or release.path != directory:
            with self._lock:
                release = self._release
                if release is None or release.path != directory:
                    release = self._release = open_release(directory)
        return release


@dataclass(frozen=True)
class Service:
    """The parts of a running service.

    :ivar config: what the operator set.
    :ivar pool: runs queries in worker processes.
    """

    config: ServerConfig
    pool: QueryPool
    _served: ServedRelease = field(repr=False)

    @property
    def release(self) -> Release:
        """Return the release that answers now; cheap, may be asked in every request.

        :raises loaders.errors.ReleaseError: it is damaged.
        """
        return self._served.get()

    def close(self) -> None:
        """Stop the workers."""
        self.pool.close()


def open_service(config: ServerConfig) -> Service:
    """Return a running service over the releases that `config` names; starts the query workers.

    :raises loaders.errors.ReleaseError: there is no release to serve, or it is damaged.
    """
    open_release(config.release)
    pool = QueryPool(config.release, config.engine_settings(), lending(config))
    return Service(config, pool, ServedRelease(pool))


def current_service() -> Service:
    """Return the service of the Flask application that is handling the request."""
    return cast(Service, current_app.extensions[EXTENSION])
