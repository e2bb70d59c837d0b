"""Which release is to be served now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import ReleaseError


@dataclass(frozen=True, slots=True)
class ServedRelease:
    """A release on disk: its identifier and its directory with all links resolved."""

    id: str
    directory: Path

    @property
    def store(self) -> Path:
        """The directory of the Oxigraph store."""
        return self.directory / "store"


def current_release(root: Path) -> ServedRelease:
    """Return the release that ``current`` points to, or ``root`` itself if it is a release.

    :raises ReleaseError: there is none, or it has no store.
    """
    link = root / "current"
    try:
        directory = (link if link.exists() else root).resolve(strict=True)
    except OSError as error:
        raise ReleaseError(f"There is no directory {root}.", remedy=_REMEDY) from error
    if not (directory / "store").is_dir():
        raise ReleaseError(f"There is no release in {root}.", remedy=_REMEDY)
    return ServedRelease(_identifier(directory), directory)


_REMEDY = "Build one with `mithaq build`."


def _identifier(directory: Path) -> str:
    try:
        manifest = json.loads((directory / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return directory.name
    found = manifest.get("id") if isinstance(manifest, dict) else None
    return found if isinstance(found, str) and found else directory.name
