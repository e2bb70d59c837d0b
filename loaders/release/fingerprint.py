"""What a document's reading depends on, as one digest: a reading with the same digest is reused."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from loaders.language_model import Endpoint
from loaders.release.settings import PROJECT

_TREES = ("loaders", "ontology", "data/entities", "data/links")
_SUFFIXES = frozenset({".py", ".yaml", ".ttl", ".tsv"})


def _inputs() -> Iterator[Path]:
    for tree in _TREES:
        yield from sorted(path for path in (PROJECT / tree).rglob("*") if path.suffix in _SUFFIXES)


def project_fingerprint(base: str, model: Endpoint | None = None) -> str:
    """Return a digest of code, rules, entities, ontology, base and model: all but the documents."""
    digest = hashlib.sha256()
    versions = f"{sys.version_info[:2]} {version('pyoxigraph')} {version('PyYAML')}"
    digest.update(f"{base}\n{versions}\n".encode())
    if model is not None:
        digest.update(f"{model.url}\n{model.model}\n".encode())
    for path in _inputs():
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(PROJECT).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def document_fingerprint(project: str, path: Path) -> str:
    """Return a digest of one document: its name, its bytes, its metadata file and the project's.

    :param project: what `project_fingerprint` returned.
    :raises OSError: if the file cannot be read.
    """
    digest = hashlib.sha256(f"{project}\n{path.name}\n".encode())
    for file in (path, path.with_suffix(".yaml")):
        if file.is_file():
            with file.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
            digest.update(f"{file.suffix} {content}\n".encode())
    return digest.hexdigest()
