"""The manifest of a release: what is in it, with a checksum for every file but the store's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from loaders.errors import ReleaseError

FILE_NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of a release.

    :ivar path: relative to the release, with ``/``.
    :ivar size: bytes.
    :ivar sha256: hexadecimal digest.
    """

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document of a release: its slug, file name, digest, language and number of statements."""

    slug: str
    name: str
    sha256: str
    language: str
    statements: int


@dataclass(frozen=True, slots=True)
class SkippedEntry:
    """A document that could not be used, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release says of itself; nothing in it depends on when or where it was made.

    :ivar id: first 16 hexadecimal digits of a hash over base and all file checksums.
    :ivar counts: ``triples`` (default graph without the RDF 1.2 layer), ``quads`` (named graphs
        without it), ``reifiers``, ``store_quads``, ``statements``, ``documents``, ``notes``.
    :ivar graphs: number of triples of each named graph by its IRI.
    """

    id: str
    base: str
    version: str
    counts: Mapping[str, int]
    graphs: Mapping[str, int]
    files: tuple[FileEntry, ...]
    documents: tuple[DocumentEntry, ...]
    skipped: tuple[SkippedEntry, ...] = ()
    format: int = field(default=FORMAT)

    def write(self, release: Path) -> None:
        """Write the manifest into the directory of its release."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (release / FILE_NAME).write_text(text + "\n", encoding="utf-8")


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def list_files(release: Path) -> tuple[FileEntry, ...]:
    """Return an entry for each file of a release but the store's and the manifest, in order."""
    paths = sorted(
        path.relative_to(release).as_posix()
        for path in release.rglob("*")
        if path.is_file() and path.relative_to(release).parts[0] not in ("store", FILE_NAME)
    )
    return tuple(
        FileEntry(path, (release / path).stat().st_size, checksum(release / path)) for path in paths
    )


def release_id(base: str, files: tuple[FileEntry, ...]) -> str:
    """Return the name of a release: same base and same files give the same name."""
    text = "\n".join([base, *(f"{entry.sha256}  {entry.path}" for entry in files)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_manifest(release: Path) -> Manifest:
    """Return the manifest of the release in directory `release`.

    :raises ReleaseError: if there is none or it does not have the expected form.
    """
    path = release / FILE_NAME
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if values["format"] != FORMAT:
            raise ReleaseError(
                f"{path} has format {values['format']}, this version reads {FORMAT}.",
                remedy="Build the release anew with `mithaq build`.",
            )
        return Manifest(
            **{
                **values,
                "files": tuple(FileEntry(**entry) for entry in values["files"]),
                "documents": tuple(DocumentEntry(**entry) for entry in values["documents"]),
                "skipped": tuple(SkippedEntry(**entry) for entry in values["skipped"]),
            }
        )
    except FileNotFoundError:
        raise ReleaseError(
            f"There is no release in {release}.", remedy="Make one with `mithaq build`."
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(
            f"{path} cannot be read: {error}.",
            remedy="The release is damaged; build it anew with `mithaq build`.",
        ) from error
