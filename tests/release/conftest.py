"""The command line as users run it, and a release made by it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store

from loaders.release.opening import Release, open_release

PROJECT = Path(__file__).resolve().parents[2]

ADMITTED = "في ٣١ يوليو عام ١٩٩٢ انضمت جورجيا إلى الأمم المتحدة."
DECLARED = "أعلنت جورجيا استقلالها في ٩ أبريل عام ١٩٩١."
CLAIMED = "واصلت جنوب أفريقيا احتلال ناميبيا."
RESOLVED = "في ٣٠ يناير ١٩٧٠ أصدر مجلس الأمن القرار ٢٧٦ بشأن ناميبيا."
TEXT = "\n".join((ADMITTED, DECLARED, CLAIMED, RESOLVED)) + "\n"


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    status: int
    out: str
    err: str


def mithaq(
    *arguments: str | Path, project: Path = PROJECT, seed: str = "0", **options: object
) -> Outcome:
    """Run the command line in a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-m", "server.command", *map(str, arguments)],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        **options,  # type: ignore[call-overload]
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


Build = Callable[..., Outcome]


def select(store: Store, query: str) -> list[tuple[str, ...]]:
    """Return the values of a SELECT query's solutions, in order."""
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    return sorted(tuple(term.value for term in row if hasattr(term, "value")) for row in solutions)


@dataclass(frozen=True)
class Site:
    """A directory of documents and one of releases."""

    documents: Path
    out: Path

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a document."""
        path = self.documents / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def build(self, *arguments: str | Path, **options: object) -> Outcome:
        """Build with these directories."""
        return mithaq(
            "build", "--documents", self.documents, "--out", self.out, *arguments,
            **options,  # type: ignore[arg-type]
        )  # fmt: skip

    def release(self) -> Release:
        """Return the current release, every checksum compared."""
        return open_release(self.out, verify=True)

    def litter(self) -> set[str]:
        """Return what lies in the directory of releases and is no release."""
        names = {path.name for path in self.out.iterdir()}
        return {name for name in names if name.startswith(".")} - {".lock", ".work"}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path / "documents", tmp_path / "releases")
    made.documents.mkdir()
    return made


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Make a site with one document and its release; tests leave it as it is."""
    place = tmp_path_factory.mktemp("built")
    made = Site(place / "documents", place / "releases")
    made.documents.mkdir()
    made.write("georgia.txt", TEXT)
    outcome = made.build()
    assert outcome.status == 0, outcome.err
    return made
