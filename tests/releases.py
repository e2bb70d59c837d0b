"""Small releases with whatever a test puts into them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox

from loaders.release.manifest import Manifest

BASE = "https://example.org/kg/"


def write_release(root: Path, name: str, quads: list[ox.Quad]) -> None:
    """Write a release with `quads` and let ``current`` point to it in one step."""
    directory = root / name
    directory.mkdir(parents=True)
    store = ox.Store(directory / "store")
    store.bulk_extend(quads)
    store.flush()
    del store
    graphs = Counter(
        quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)
    )
    counts = {
        "triples": sum(isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads),
        "store_quads": len(quads),
    }
    Manifest(name, BASE, "0", counts, dict(graphs), (), ()).write(directory)
    link = root / "next"
    link.symlink_to(name)
    link.replace(root / "current")
