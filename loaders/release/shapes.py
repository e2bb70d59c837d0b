"""The shapes of ``ontology/shapes.ttl`` as a gate: a graph that breaks one is not published.

Each document's graph is checked by itself, with the types of the things that it uses, and the
graph of entities once; so the cost grows with the text and not with the graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from loaders.errors import OntologyError, ReleaseError
from loaders.graph.ontology_graph import ONTOLOGY, SHAPES_FILE, read_turtle
from loaders.release.graph_index import GraphIndex
from loaders.release.lines import split_triple
from loaders.release.shacl import Shapes, Violation

REPORT = "shacl.ttl"
_SHOWN = 3


def check_shapes(
    triples: Iterable[bytes], what: str, shapes: Path = ONTOLOGY / SHAPES_FILE
) -> None:
    """Check a graph against the shapes.

    :param triples: lines of N-Triples, each once.
    :param what: what the graph is of, for the error.
    :raises OntologyError: if the shapes are malformed.
    :raises ReleaseError: if the graph breaks a shape, naming the first nodes that do.
    """
    found = load_shapes(shapes).violations(GraphIndex(map(split_triple, triples)))
    if found:
        rest = f" (and {len(found) - _SHOWN} more)" if len(found) > _SHOWN else ""
        raise ReleaseError(
            f"The graph of {what} breaks the shapes: "
            + "; ".join(_told(violation) for violation in found[:_SHOWN])
            + f"{rest}.",
            remedy="Mend the rule or the data that made it; nothing was published.",
        )


@cache
def load_shapes(path: Path = ONTOLOGY / SHAPES_FILE) -> Shapes:
    """Read the shapes.

    :raises OntologyError: if they are no Turtle or use what is not known here.
    """
    try:
        return Shapes(read_turtle(path))
    except OntologyError as error:
        if error.path is not None:
            raise
        raise OntologyError(error.what, path=path, excerpt=error.excerpt) from None


def _told(violation: Violation) -> str:
    return f"{violation.focus} {violation.path} {violation.value}: {violation.message}"


def report_text(base: str) -> str:
    """Return the validation report of a release, which conforms or does not come to be."""
    return (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n\n"
        f"<{base}id/report/shacl>\n"
        "    a sh:ValidationReport ;\n"
        "    sh:conforms true ;\n"
        "    sh:shapesGraph <https://w3id.org/mithaq/ontology/shapes> ;\n"
        ".\n"
    )
