"""The store that a release is served from."""

from __future__ import annotations

import re
import resource
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from loaders.release import loading
from loaders.release.loading import load_store

A = "<https://example.org/a>"
QUAD = f'{A} {A} "word"@ar'


def test_a_store_is_loaded_with_few_of_its_files_open(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    quads, triples, reifiers = (tmp_path / name for name in ("quads", "triples", "reifiers"))
    quads.write_text(f"{QUAD} {A} .\n", encoding="utf-8")
    triples.write_text(f"{QUAD} .\n", encoding="utf-8")
    reifiers.write_text("", encoding="utf-8")
    place = tmp_path / "store"
    count = load_store(
        place, quads=quads, triples=triples, reifiers=reifiers, reifier_graph=NamedNode("x:r")
    )
    assert count == len(Store.read_only(str(place))) == 2
    # RocksDB writes down the options it was opened with; each loading makes a file of its own.
    told = [path.read_text(encoding="utf-8") for path in place.glob("OPTIONS-*")]
    most = [int(found[1]) for text in told if (found := re.search(r"max_open_files=(\d+)", text))]
    assert most and max(most) < 200
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == before


def test_what_the_slices_left_is_made_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Three slices: the engine itself would leave them side by side, since it joins four at least.
    monkeypatch.setattr(loading, "LINES_AT_ONCE", 10)
    quads, triples, reifiers = (tmp_path / name for name in ("quads", "triples", "reifiers"))
    lines = [f'<https://example.org/{number}> {A} "{number}" .\n' for number in range(30)]
    triples.write_text("".join(lines), encoding="utf-8")
    for empty in (quads, reifiers):
        empty.write_text("", encoding="utf-8")
    place = tmp_path / "store"
    load_store(
        place, quads=quads, triples=triples, reifiers=reifiers, reifier_graph=NamedNode("x:r")
    )
    # One file for the strings, one for each of the three orders of the default graph, one for the
    # engine's own notes; beside each other the slices leave eleven.
    assert len(list(place.glob("*.sst"))) <= 5
    assert len(Store.read_only(str(place))) == 30
