"""A release as its readers see it: found, checked, immutable."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from loaders.errors import ReleaseError
from loaders.release.manifest import Manifest, SkippedEntry, checksum, read_manifest

CURRENT = "current"

MEDIA_TYPES = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".jsonld": "application/ld+json",
    ".tsv": "text/tab-separated-values",
}


@dataclass(frozen=True, slots=True)
class Dump:
    """A file to download.

    :ivar name: file name.
    :ivar path: where it lies.
    :ivar media_type: its media type; RDF 1.2 content carries ``version=1.2``.
    :ivar size: bytes.
    :ivar sha256: hexadecimal digest.
    """

    name: str
    path: Path
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Release:
    """An opened release; nothing of it ever changes.

    :ivar path: its own directory, with symbolic links resolved.
    """

    path: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """Return the name of the release, which derives from its content."""
        return self.manifest.id

    @property
    def base(self) -> str:
        """Return the base IRI."""
        return self.manifest.base

    @property
    def store_path(self) -> Path:
        """Return the directory of the Oxigraph store; open it read-only and nothing else."""
        return self.path / "store"

    @property
    def graphs(self) -> dict[str, int]:
        """Return the number of triples of each named graph of the store by its IRI.

        That of the reifiers, which the manifest counts apart, is among them.
        """
        reifiers = self.manifest.counts.get("reifiers", 0)
        apart = {f"{self.base}graph/rdf12": reifiers} if reifiers else {}
        return {**self.manifest.graphs, **apart}

    @property
    def skipped(self) -> tuple[SkippedEntry, ...]:
        """Return the documents that could not be used, with the reasons."""
        return self.manifest.skipped

    @property
    def dumps(self) -> tuple[Dump, ...]:
        """Return the files to download, in the order of their names."""
        return tuple(
            Dump(
                name := entry.path.removeprefix("dumps/"),
                self.path / entry.path,
                _media_type(name),
                entry.size,
                entry.sha256,
            )
            for entry in self.manifest.files
            if entry.path.startswith("dumps/")
        )

    @property
    def slugs(self) -> tuple[str, ...]:
        """Return the slugs of the documents, in order."""
        return tuple(entry.slug for entry in self.manifest.documents)

    def document_text(self, slug: str) -> str:
        """Return the text of a document exactly as shipped.

        :raises ReleaseError: if the release has no such document, or its text cannot be read.
        """
        path = self._document_file("documents", slug, ".txt")
        try:
            # As bytes: line ends must stay as they are, or the offsets would shift.
            return path.read_bytes().decode()
        except OSError as error:
            raise ReleaseError(f"{path} cannot be read: {error.strerror}.") from error

    def coverage_path(self, slug: str) -> Path:
        """Return the file of a document's coverage report.

        :raises ReleaseError: if the release has no such document.
        """
        return self._document_file("reports/coverage", slug, ".json")

    def _document_file(self, directory: str, slug: str, suffix: str) -> Path:
        if slug not in self.slugs:
            raise ReleaseError(
                f"Release {self.id} has no document {slug!r}.",
                remedy="Its documents are listed in manifest.json.",
            )
        return self.path / directory / f"{slug}{suffix}"


def _media_type(name: str) -> str:
    media_type = MEDIA_TYPES.get(Path(name).suffix, "application/octet-stream")
    return f"{media_type};version=1.2" if "rdf12" in name else media_type


def open_release(root: Path, *, verify: bool = False) -> Release:
    """Open the current release of a directory of releases, or one release by its own directory.

    :param verify: compare every file with its checksum as well, not only with its size.
    :raises ReleaseError: if there is no release or it is damaged.
    """
    path = root / CURRENT if (root / CURRENT).is_symlink() else root
    path = path.resolve()
    manifest = read_manifest(path)
    if not (path / "store" / "CURRENT").is_file():
        raise _damaged(path, "its store is missing")
    for entry in manifest.files:
        file = path / entry.path
        if not file.is_file():
            raise _damaged(path, f"{entry.path} is missing")
        if file.stat().st_size != entry.size or (verify and checksum(file) != entry.sha256):
            raise _damaged(path, f"{entry.path} is not what the manifest says")
    return Release(path, manifest)


def _damaged(path: Path, why: str) -> ReleaseError:
    return ReleaseError(
        f"The release in {path} is damaged: {why}.",
        remedy="Build it anew with `mithaq build`.",
    )
