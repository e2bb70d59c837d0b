"""What ``mithaq.ttl`` declares: the names of its terms, by kind, in the order of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from loaders.errors import OntologyError

NAMESPACE = "https://w3id.org/mithaq/ontology#"
DIRECTORY = Path(__file__).parent
VOCABULARY_FILE = DIRECTORY / "mithaq.ttl"
AXIOMS_FILE = DIRECTORY / "axioms.ttl"
ALIGNMENTS_FILE = DIRECTORY / "alignments.ttl"
SHAPES_FILE = DIRECTORY / "shapes.ttl"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Local names of all terms, each kind sorted.

    :ivar classes: classes, closed lists among them.
    :ivar properties: object and datatype properties.
    :ivar concepts: members of closed lists.
    :ivar schemes: the closed lists as SKOS schemes.
    :ivar closed_lists: property whose range is a closed list: notation to concept.
    :ivar contested: properties that must never occur as plain triples.
    """

    classes: tuple[str, ...]
    properties: tuple[str, ...]
    concepts: tuple[str, ...]
    schemes: tuple[str, ...]
    closed_lists: Mapping[str, Mapping[str, str]]
    contested: frozenset[str]


def parse_turtle(path: Path) -> Graph:
    """Read a Turtle file of the ontology.

    :raises OntologyError: with file and line, if it is missing or not well-formed.
    """
    try:
        text = path.read_bytes()
    except FileNotFoundError as error:
        raise OntologyError("There is no such file.", path=path) from error
    try:
        text.decode("utf-8")
        # Oxigraph is the stricter parser and knows the line; RDFLib then holds the graph.
        for _ in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE):
            pass
    except UnicodeDecodeError as error:
        raise OntologyError("The file is not UTF-8.", path=path) from error
    except SyntaxError as error:
        raise OntologyError(f"Not Turtle: {error.msg}.", path=path, line=error.lineno) from error
    return Graph().parse(data=text, format="turtle")


def read_vocabulary(path: Path = VOCABULARY_FILE) -> Vocabulary:
    """Read the names of all terms from the Turtle at `path`.

    :raises OntologyError: if the file does not parse.
    """
    return vocabulary_of(parse_turtle(path))


def vocabulary_of(graph: Graph) -> Vocabulary:
    """Return the names of all terms that `graph` declares in the ontology's namespace."""
    properties = _declared(graph, OWL.ObjectProperty) | _declared(graph, OWL.DatatypeProperty)
    members = {
        local_name(concept): str(notation)
        for concept, notation in graph.subject_objects(SKOS.notation)
        if isinstance(concept, URIRef) and concept.startswith(NAMESPACE)
    }
    return Vocabulary(
        classes=tuple(sorted(_declared(graph, OWL.Class))),
        properties=tuple(sorted(properties)),
        concepts=tuple(sorted(members)),
        schemes=tuple(sorted(_declared(graph, SKOS.ConceptScheme))),
        closed_lists=_closed_lists(graph, properties, members),
        contested=frozenset(_declared(graph, URIRef(NAMESPACE + "ContestedProperty"))),
    )


def local_name(iri: URIRef) -> str:
    """Return what follows the ontology's namespace in `iri`."""
    return iri.removeprefix(NAMESPACE)


def _declared(graph: Graph, kind: URIRef) -> set[str]:
    return {
        local_name(term)
        for term in graph.subjects(RDF.type, kind)
        if isinstance(term, URIRef) and term.startswith(NAMESPACE)
    }


def _closed_lists(
    graph: Graph, properties: set[str], members: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    lists: dict[str, dict[str, str]] = {}
    for name in sorted(properties):
        range_ = graph.value(URIRef(NAMESPACE + name), RDFS.range)
        if range_ is not None and (range_, RDFS.subClassOf, SKOS.Concept) in graph:
            inside = _declared(graph, URIRef(str(range_)))
            lists[name] = {word: member for member, word in members.items() if member in inside}
    return lists
