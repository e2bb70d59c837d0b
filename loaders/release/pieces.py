"""The reading of one document, on disk: what a build takes over where nothing changed.

A piece is a directory of sorted lines and reports, named after the digest of all it depends on.
It appears whole, by a rename; `Piece.is_whole` tells one that a failing disk cut short.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CLAIMS = "claims.nq"
SHARED = "shared.nq"
REIFIERS = "rdf12.nt"
FACTS = "facts"
COVERAGE = "coverage.json"
REPORT = "report.json"
TEXT = "text.txt"
_SUMMARY = "summary.json"
_PART = ".part-"


@dataclass(frozen=True, slots=True)
class Piece:
    """The reading of one document.

    :ivar directory: where its files are.
    """

    directory: Path

    def file(self, name: str) -> Path:
        """Return the path of one of its files."""
        return self.directory / name

    def summary(self) -> dict[str, Any]:
        """Return slug, name, sha256, language and number of statements of the document."""
        summary: dict[str, Any] = self._read()["document"]
        return summary

    def is_whole(self) -> bool:
        """Return whether all files are there with the sizes that they were written with."""
        try:
            sizes: dict[str, int] = self._read()["sizes"]
            return all(self.file(name).stat().st_size == size for name, size in sizes.items())
        except (OSError, ValueError, KeyError):
            return False

    def _read(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.file(_SUMMARY).read_text(encoding="utf-8"))
        return content


def piece_at(work: Path, key: str) -> Piece:
    """Return the piece for a digest, there or not."""
    return Piece(work / key[:2] / key)


def write_piece(
    work: Path, key: str, files: Mapping[str, Iterable[bytes]], document: dict[str, Any]
) -> Piece:
    """Write a piece and let it appear whole.

    :param files: content of each file by name.
    :param document: what `Piece.summary` returns.
    """
    piece = piece_at(work, key)
    part = work / f"{_PART}{key}-{os.getpid()}"
    part.mkdir(parents=True)
    sizes = {}
    for name, lines in files.items():
        with (part / name).open("wb") as file:
            file.writelines(lines)
        sizes[name] = (part / name).stat().st_size
    summary = {"document": document, "sizes": sizes}
    (part / _SUMMARY).write_text(json.dumps(summary, ensure_ascii=False), encoding="utf-8")
    shutil.rmtree(piece.directory, ignore_errors=True)
    piece.directory.parent.mkdir(exist_ok=True)
    part.rename(piece.directory)
    return piece


def clear_unused(work: Path, keys: Iterable[str]) -> None:
    """Remove pieces that the last build did not use and what killed builds left behind."""
    wanted = set(keys)
    for path in work.glob("*/*"):
        if path.name not in wanted:
            shutil.rmtree(path, ignore_errors=True)
    for path in work.glob(f"{_PART}*"):
        shutil.rmtree(path, ignore_errors=True)


def json_bytes(value: Any) -> bytes:
    """Return `value` as JSON for people: UTF-8, indented, one line end at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
