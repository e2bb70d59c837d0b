"""The ontology with its alignments as triples of the graph ``graph/ontology``.

The shapes are a means of the build and stay out of the graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

from loaders.errors import OntologyError
from loaders.graph.names import MITHAQ, digest

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
TERMS_FILE = "mithaq.ttl"
# What links our terms to those of others may be absent; the ontology is whole without it.
ALIGNMENTS_FILE = "alignments.ttl"
SHAPES_FILE = "shapes.ttl"


def read_turtle(path: Path) -> list[Quad]:
    """Return the triples of a Turtle file.

    :raises OntologyError: with the line, if the file is missing or not Turtle.
    """
    try:
        return list(parse(path=path, format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise OntologyError(
            f"This is not Turtle: {error.msg}.",
            path=path,
            line=error.lineno,
            remedy="Mend the syntax there.",
        ) from None
    except (OSError, ValueError) as error:
        raise OntologyError(f"The file cannot be read: {error}.", path=path) from error


def read_ontology(directory: Path = ONTOLOGY) -> Iterator[Quad]:
    """Yield the triples of ontology and alignments; blank nodes get addresses of their own."""
    aligned = (directory / ALIGNMENTS_FILE).is_file()
    for name in (TERMS_FILE, ALIGNMENTS_FILE) if aligned else (TERMS_FILE,):
        dataset = Dataset(read_turtle(directory / name))
        # The parser numbers blank nodes at random; the canonical names are the same every time.
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        for quad in dataset:
            subject, value = _named(quad.subject, name), _named(quad.object, name)
            yield Quad(subject, quad.predicate, value)


def ontology_graph(graph: NamedNode, directory: Path = ONTOLOGY) -> Iterator[Quad]:
    """Yield the ontology as quads of `graph`."""
    for quad in read_ontology(directory):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _named(node: Any, file: str) -> Any:
    return (
        NamedNode(f"{MITHAQ}_{digest(file, node.value)}") if isinstance(node, BlankNode) else node
    )
