"""The shapes of ``ontology/shapes.ttl`` as a gate: a graph that breaks one is not published.

Each document's graph is checked by itself, with the types of the things that it uses, and the
graph of entities and ontology once; so the cost grows with the text and not with the graph.
Source: Shapes Constraint Language, W3C Recommendation of 20 July 2017.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.errors import OntologyError, ReleaseError
from loaders.graph.ontology_graph import ONTOLOGY, SHAPES_FILE, read_turtle

if TYPE_CHECKING:
    from rdflib import Graph

REPORT = "shacl.ttl"
_SHOWN = 3


def check_shapes(
    triples: Iterable[bytes], what: str, shapes: Path = ONTOLOGY / SHAPES_FILE
) -> None:
    """Check a graph against the shapes.

    :param triples: lines of N-Triples.
    :param what: what the graph is of, for the error.
    :raises OntologyError: if the shapes are malformed.
    :raises ReleaseError: if the graph breaks a shape, naming the first nodes that do.
    """
    import pyshacl
    from rdflib import Graph

    graph = Graph().parse(data=b"".join(triples), format="nt")
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(shapes))
    if not conforms:
        raise ReleaseError(
            f"The graph of {what} breaks the shapes: {_faults(report)}",
            remedy="Mend the rule or the data that made it; nothing was published.",
        )


@cache
def _shapes(path: Path) -> Graph:
    from rdflib import Graph

    read_turtle(path)  # For the error with its line, which rdflib does not give.
    try:
        return Graph().parse(path, format="turtle")
    except Exception as error:
        raise OntologyError(f"The shapes cannot be read: {error}.", path=path) from error


def _faults(report: Graph) -> str:
    from rdflib.namespace import RDF, SH

    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        messages = list(report.objects(result, SH.resultMessage))
        english = [str(m) for m in messages if getattr(m, "language", None) in (None, "en")]
        focus = report.value(result, SH.focusNode)
        path = report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        parts = [str(part) for part in (focus, path, value) if part is not None]
        found.append(f"{' '.join(parts)}: {' '.join(sorted(english))}")
    found.sort()
    rest = f" (and {len(found) - _SHOWN} more)" if len(found) > _SHOWN else ""
    return "; ".join(found[:_SHOWN]) + rest


def report_text(base: str) -> str:
    """Return the validation report of a release, which conforms or does not come to be."""
    return (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
        f"<{base}id/report/shacl>\n"
        "    a sh:ValidationReport ;\n"
        "    sh:conforms true ;\n"
        "    sh:shapesGraph <https://w3id.org/mithaq/ontology/shapes> ;\n"
        ".\n"
    )
