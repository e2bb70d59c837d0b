"""A release around a generated graph, so that the real server serves it."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, Store

from loaders.release.manifest import Manifest, list_files, release_id
from loaders.release.publishing import publish, scratch

BASE = "https://w3id.org/mithaq/"


def release_of(graph: Path, root: Path) -> None:
    """Make the N-Triples file `graph` the default graph of a new current release in `root`."""
    with scratch(root, "benchmark") as place:
        store = Store(str(place / "store"))
        store.bulk_load(path=str(graph), format=RdfFormat.N_TRIPLES)
        store.flush()
        store.optimize()
        size = len(store)
        del store
        for folder in ("dumps", "reports", "documents"):
            (place / folder).mkdir()
        (place / "reports" / "graph.txt").write_text(f"{size} triples\n", encoding="utf-8")
        files = list_files(place)
        zero = dict.fromkeys(("reifiers", "statements", "documents", "notes"), 0)
        manifest = Manifest(
            id=release_id(BASE, files),
            base=BASE,
            version="benchmark",
            counts={"triples": size, "quads": 0, "store_quads": size, **zero},
            graphs={},
            files=files,
            documents=(),
        )
        manifest.write(place)
        publish(place, manifest, root)
