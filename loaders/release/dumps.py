"""The files to download, made from two sorted files: all quads, and all reifiers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from loaders.errors import UsageError
from loaders.graph.meta import Distribution
from loaders.release.assembly import Tally, by_graph, triples_of
from loaders.release.compact import Compactor, namespace_of
from loaders.release.jsonld import jsonld
from loaders.release.lines import without_graph
from loaders.release.opening import Release
from loaders.release.sorting import write_lines
from loaders.release.turtle import trig, turtle

NAME = "mithaq"
REIFIED = "mithaq-rdf12"
LINKS = "wikidata.sssom.tsv"

_IRI = re.compile(r"<([^<> ()]+)>")
_ALL = (("en", "All triples"), ("ar", "كل الثلاثيات"))
_GRAPHS = (("en", "All triples by named graph"), ("ar", "كل الثلاثيات بحسب الرسم المسمى"))
_REIFIERS = (
    ("en", "RDF 1.2 layer: what each statement node reifies"),
    ("ar", "طبقة RDF 1.2: ما تصفه كل عقدة قول"),
)
DISTRIBUTIONS = (
    Distribution(f"{NAME}.ttl", "text/turtle", _ALL),
    Distribution(f"{NAME}.nt", "application/n-triples", _ALL),
    Distribution(f"{NAME}.jsonld", "application/ld+json", _ALL),
    Distribution(f"{NAME}.nq", "application/n-quads", _GRAPHS),
    Distribution(f"{NAME}.trig", "application/trig", _GRAPHS),
    Distribution(f"{REIFIED}.ttl", "text/turtle", _REIFIERS),
    Distribution(f"{REIFIED}.nt", "application/n-triples", _REIFIERS),
    Distribution(
        LINKS,
        "text/tab-separated-values",
        (("en", "Links to Wikidata"), ("ar", "روابط ويكي بيانات")),
    ),
)


def write_dumps(dumps: Path, workspace: Path, base: str, namespaces: Iterable[str]) -> None:
    """Write every form of the data beside ``mithaq.nq`` and ``mithaq-rdf12.nt``.

    Those two are there already. ``.nq`` and ``.trig`` hold the named graphs, the others the same
    triples once each; the RDF 1.2 layer is only in its own files.

    :param dumps: directory of dumps.
    :param namespaces: namespaces that occur in the data.
    """
    quads, reifiers = dumps / f"{NAME}.nq", dumps / f"{REIFIED}.nt"
    triples = dumps / f"{NAME}.nt"
    write_lines(triples_of(quads), triples)
    compactor = Compactor(base, namespaces)
    _write_text(turtle(_lines(triples), compactor), dumps / f"{NAME}.ttl")
    _write_text(jsonld(_lines(triples), compactor), dumps / f"{NAME}.jsonld")
    _write_text(trig(by_graph(quads, workspace), compactor), dumps / f"{NAME}.trig")
    reified = Compactor(base, _namespaces_of_terms(_lines(reifiers)))
    _write_text(turtle(_lines(reifiers), reified), dumps / f"{REIFIED}.ttl")


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def _write_text(parts: Iterable[str], target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as file:
        file.writelines(parts)


def graph_text(release: Release, graph: str, form: str) -> Iterator[str]:
    """Yield one named graph of a release as text.

    :param form: ``ttl``, ``nt``, ``nq``, ``trig`` or ``jsonld``; ``rdf12`` has no graphs.
    :raises UsageError: if the release has no such graph or the form knows none.
    """
    if graph not in release.manifest.graphs:
        raise UsageError(
            f"Release {release.id} has no graph <{graph}>.",
            remedy="Its graphs are: " + ", ".join(sorted(release.manifest.graphs)) + ".",
        )
    if form == "rdf12":
        raise UsageError(
            "The RDF 1.2 layer is one graph by itself.", remedy="Leave out --graph or --format."
        )
    quads = release.path / "dumps" / f"{NAME}.nq"
    mark = f" <{graph}> .\n".encode()
    with quads.open("rb") as file:
        namespaces = _namespaces(line for line in file if line.endswith(mark))
    compactor = Compactor(release.base, namespaces)
    with quads.open("rb") as file:
        lines = (line for line in file if line.endswith(mark))
        if form == "nq":
            yield from (line.decode() for line in lines)
            return
        triples = (without_graph(line) for line in lines)
        if form == "nt":
            yield from (line.decode() for line in triples)
        elif form == "trig":
            yield from trig([(graph, triples)], compactor)
        else:
            yield from (turtle if form == "ttl" else jsonld)(triples, compactor)


def _namespaces_of_terms(lines: Iterable[bytes]) -> set[str]:
    return {namespace_of(iri) for line in lines for iri in _IRI.findall(line.decode())}


def _namespaces(lines: Iterable[bytes]) -> set[str]:
    tally = Tally()
    for _ in tally.passing(lines):
        pass
    return tally.namespaces
