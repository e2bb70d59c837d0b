"""Pieces into dumps: everything sorted, every step a stream, so that memory does not grow."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pyoxigraph import NamedNode

from loaders.graph.facts import TRIPLE, grouped
from loaders.graph.maker import GraphMaker
from loaders.graph.meta import Counts
from loaders.graph.notes import Note, corroborated, disagreement, note_quads, note_texts
from loaders.release.compact import namespace_of
from loaders.release.lines import (
    RDF_TYPE,
    distinct,
    graph_of,
    quad_line,
    split_triple,
    without_graph,
)
from loaders.release.pieces import FACTS, Piece
from loaders.release.sorting import LineSorter, merged, reduce_files, write_lines
from loaders.statements.statement import Status


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing documents: files of sorted quads, and the number of notes."""

    statuses: Path
    notes: Path
    number_of_notes: int


def compare(pieces: list[Piece], maker: GraphMaker, workspace: Path, report: Path) -> Comparison:
    """Compare the facts of all documents.

    :param workspace: an empty directory.
    :param report: the JSON file of disagreements to write.
    """
    runs = _directory(workspace / "runs")
    facts = reduce_files([piece.file(FACTS) for piece in pieces], runs)
    statuses = LineSorter(_directory(workspace / "statuses"))
    notes = LineSorter(_directory(workspace / "notes"))
    count = 0
    with report.open("w", encoding="utf-8") as file:
        file.write('{"disagreements": [')
        for group in grouped(merged(facts)):
            if group[0].kind == TRIPLE:
                status = "Corroborated" if corroborated(group) else Status.REPORTED.value
                for fact in group:
                    graph = maker.names.graph(f"document/{fact.document}")
                    quad = maker.status_quad(graph, NamedNode(fact.statement), status)
                    statuses.add(quad_line(quad))
            elif (note := disagreement(group)) is not None:
                for quad in note_quads(note, maker.comparison, maker.names):
                    notes.add(quad_line(quad))
                file.write(",\n" if count else "\n")
                file.write(json.dumps(_entry(note, maker), ensure_ascii=False, indent=1))
                count += 1
        file.write("\n]}\n")
    statuses.write(workspace / "statuses.nq")
    notes.write(workspace / "notes.nq")
    return Comparison(workspace / "statuses.nq", workspace / "notes.nq", count)


def _entry(note: Note, maker: GraphMaker) -> dict[str, object]:
    return {
        "kind": note.kind,
        "node": note.node,
        "note": note_texts(note, maker.comparison),
        "values": [
            {
                "value": fact.value,
                "document": fact.document,
                "statement": fact.statement,
                "quote": fact.quote,
            }
            for fact in note.facts
        ],
    }


def one_label(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Let each node keep one label for each language and property, the first in order.

    Documents may know a thing that no list knows by different names: the others become
    alternative labels.

    :param lines: sorted N-Quads lines of one graph.
    """
    for subject, group in groupby(lines, key=lambda line: line[: line.index(b" ")]):
        kept: set[tuple[bytes, bytes]] = set()
        moved: list[bytes] = []
        staying: list[bytes] = []
        for line in group:
            predicate = line[len(subject) + 1 :].split(b" ", 1)[0]
            if predicate not in _LABELS:
                staying.append(line)
                continue
            value = without_graph(line)[:-3]
            mark = (predicate, value[value.rindex(b'"') :])
            if mark not in kept:
                kept.add(mark)
                staying.append(line)
            elif predicate == _PREFERRED:
                moved.append(line.replace(_PREFERRED, _ALTERNATIVE, 1))
        yield from sorted({*staying, *moved}) if moved else staying


_SKOS = b"<http://www.w3.org/2004/02/skos/core#"
_PREFERRED = _SKOS + b"prefLabel>"
_ALTERNATIVE = _SKOS + b"altLabel>"
_LABELS = frozenset({_PREFERRED, b"<http://www.w3.org/2000/01/rdf-schema#label>"})


def once(lines: Iterable[bytes], graph: bytes) -> Iterator[bytes]:
    """Leave out of `graph` what another graph that sorts before it says as well.

    What a document says of the parts of an organisation stands in the document's graph; the
    entity files need not say it again.

    :param lines: sorted N-Quads lines.
    :param graph: name of the graph, with angle brackets.
    """
    before = b""
    for line in lines:
        triple = without_graph(line)
        if triple != before or graph_of(line) != graph:
            yield line
        before = triple


class Tally:
    """Counts what VoID tells of a stream of sorted N-Quads lines, and the namespaces in it.

    :param without: IRI of a graph that is passed on without being counted.
    """

    def __init__(self, without: str = "") -> None:
        self._without = f"<{without}>".encode()
        self.triples = 0
        self.subjects = 0
        self.classes: Counter[str] = Counter()
        self.properties: Counter[str] = Counter()
        self.graphs: Counter[str] = Counter()
        self.namespaces: set[str] = set()
        self._triple = b""
        self._subject = ""

    def passing(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield `lines` and count them."""
        for line in lines:
            graph = graph_of(line)
            if graph != self._without:
                self.graphs[graph[1:-1].decode()] += 1
                triple = without_graph(line)
                if triple != self._triple:
                    self._triple = triple
                    self._count(*split_triple(triple))
            yield line

    def _count(self, subject: str, predicate: str, value: str) -> None:
        self.triples += 1
        self.properties[predicate[1:-1]] += 1
        if subject != self._subject:
            self._subject = subject
            self.subjects += 1
            self.namespaces.add(namespace_of(subject[1:-1]))
        if predicate == RDF_TYPE:
            self.classes[value[1:-1]] += 1
        if value[-1] == ">":
            iri = value.rsplit("<", 1)[1][:-1]
            self.namespaces.add(namespace_of(iri))
        self.namespaces.add(namespace_of(predicate[1:-1]))

    def counts(self) -> Counts:
        """Return the counts, each list in the order of its IRIs."""
        return Counts(
            self.triples,
            self.subjects,
            dict(sorted(self.classes.items())),
            dict(sorted(self.properties.items())),
            dict(sorted(self.graphs.items())),
        )


def write_merged(
    files: list[Path], target: Path, workspace: Path, tally: Tally, entities: str
) -> None:
    """Merge sorted files of N-Quads into `target` and count what passes.

    :param entities: IRI of the graph of entities, which repeats no other graph.
    """
    lines = merged(reduce_files(files, _directory(workspace)))
    write_lines(tally.passing(once(lines, f"<{entities}>".encode())), target)


def triples_of(quads: Path) -> Iterator[bytes]:
    """Yield the distinct N-Triples lines of a sorted file of N-Quads."""
    with quads.open("rb") as file:
        yield from distinct(without_graph(line) for line in file)


def by_graph(quads: Path, workspace: Path) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield each named graph of a sorted file of N-Quads with its sorted N-Triples lines."""
    sorter = LineSorter(_directory(workspace))
    with quads.open("rb") as file:
        for line in file:
            sorter.add(graph_of(line) + b" " + without_graph(line))
    target = workspace / "by-graph"
    sorter.write(target)
    with target.open("rb") as file:
        for name, group in groupby(file, key=lambda line: line[: line.index(b" ")]):
            yield name[1:-1].decode(), (line[len(name) + 1 :] for line in group)


def _directory(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path
