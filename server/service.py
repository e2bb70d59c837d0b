"""What the views share: configuration, query pool, and the release that is being served."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import current_app

from server.config import ServerConfig

if TYPE_CHECKING:
    from loaders.release import Release
    from server.engine.pool import QueryPool

EXTENSION = "mithaq"


class CurrentRelease:
    """The release that ``current`` points at, opened once for as long as it points there."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._target: Path | None = None
        self._release: Release | None = None

    def get(self) -> Release:
        """Return the release that is current now; costs one look at the link where it stayed.

        :raises loaders.errors.ReleaseError: there is none, or it is damaged.
        """
        from loaders.release import open_release

        target = release_directory(self._root).resolve()
        with self._lock:
            if self._release is None or target != self._target:
                self._release = open_release(target)
                self._target = target
            return self._release


def release_directory(root: Path) -> Path:
    """Return the current release's directory under `root`; `root` if it is a release itself."""
    return root if (root / "manifest.json").is_file() else root / "current"


@dataclass(frozen=True)
class Service:
    """The parts of a running service.

    :ivar config: what the operator set.
    :ivar pool: runs queries in worker processes.
    """

    config: ServerConfig
    pool: QueryPool
    _current: CurrentRelease = field(repr=False)

    @property
    def release(self) -> Release:
        """Return the release that is current now; cheap, may be asked in every request.

        :raises loaders.errors.ReleaseError: there is none, or it is damaged.
        """
        return self._current.get()

    def close(self) -> None:
        """Stop the workers."""
        self.pool.close()


def open_service(config: ServerConfig) -> Service:
    """Return a running service over the releases that `config` names; forks the query workers.

    :raises loaders.errors.ReleaseError: there is no release to serve.
    """
    from server.engine.pool import QueryPool

    current = CurrentRelease(config.release)
    current.get()
    return Service(config, QueryPool(config.release, config.engine_settings()), current)


def current_service() -> Service:
    """Return the service of the Flask application that is handling the request."""
    return cast(Service, current_app.extensions[EXTENSION])
