"""The store that a release is served from."""

from __future__ import annotations

import re
import resource
from pathlib import Path

from pyoxigraph import NamedNode, Store

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
