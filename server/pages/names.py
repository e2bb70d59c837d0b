"""The names of the release that is served, kept from one request to the next."""

from __future__ import annotations

import threading
from typing import cast

from flask import current_app

from server.pages.page import Page
from server.pages.search import NameIndex

MEMORY = "mithaq.pages.names"


class ReleaseNames:
    """The names of one release, until another takes its place."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[str, NameIndex] | None = None

    def get(self, release: str) -> NameIndex | None:
        """Return the names of `release` if they are kept."""
        with self._lock:
            return self._kept[1] if self._kept and self._kept[0] == release else None

    def keep(self, release: str, names: NameIndex) -> None:
        """Keep the names of `release` and let go of any other's."""
        with self._lock:
            self._kept = (release, names)


def name_index(page: Page) -> NameIndex:
    """Return the names of the release that the page shows, read once."""
    memory = cast(ReleaseNames, current_app.extensions[MEMORY])
    kept = memory.get(page.release.id)
    if kept is None:
        kept = NameIndex(page.graph.rows("names", things=f"{page.addresses.base}id/"))
        memory.keep(page.release.id, kept)
    return kept
