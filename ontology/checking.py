"""What ``mithaq check`` checks: each check returns a line that sums up, or raises.

A check looks at everything before it raises `OntologyError`, so that one run shows all that is to
be mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDFS, SH, SKOS

from loaders.errors import OntologyError
from ontology.generate_terms import TERMS_FILE, generate
from ontology.reasoning import COUNTEREXAMPLES, reason
from ontology.statement_types import STATEMENT_TYPES_FILE, load_statement_types
from ontology.vocabulary import (
    ALIGNMENTS_FILE,
    AXIOMS_FILE,
    NAMESPACE,
    SHAPES_FILE,
    VOCABULARY_FILE,
    Vocabulary,
    local_name,
    parse_turtle,
    read_vocabulary,
    vocabulary_of,
)

LANGUAGES = ("en", "ar")
_TURTLE_FILES = (VOCABULARY_FILE, AXIOMS_FILE, ALIGNMENTS_FILE, SHAPES_FILE)


def check_syntax(paths: Iterable[Path] = _TURTLE_FILES) -> str:
    """Check that all files are Turtle and name no term that the ontology does not declare."""
    graphs = {path: parse_turtle(path) for path in paths}
    declared = _names(vocabulary_of(graphs[VOCABULARY_FILE]))
    for path, graph in graphs.items():
        _raise(_unknown(graph, declared), path, "Terms that mithaq.ttl does not declare")
    return f"{len(graphs)} files, {sum(map(len, graphs.values()))} triples"


def check_terms() -> str:
    """Check table of statement types and module of terms against the ontology."""
    vocabulary = read_vocabulary()
    declared = _names(vocabulary)
    types = load_statement_types()
    named = [
        name
        for entry in types.values()
        for name in (entry.cls, entry.direct.predicate, *entry.properties)
    ]
    missing = sorted(set(named) - declared)
    _raise(missing, STATEMENT_TYPES_FILE, "Terms that mithaq.ttl does not declare")
    contested = {entry.direct.predicate for entry in types.values() if entry.contested}
    odd = sorted(contested ^ vocabulary.contested)
    _raise(odd, VOCABULARY_FILE, "Contested in the table or in the ontology, not in both")
    if TERMS_FILE.read_text(encoding="utf-8") != generate(vocabulary):
        raise OntologyError(
            "The module differs from mithaq.ttl.",
            path=TERMS_FILE,
            remedy="Run «python -m ontology.generate_terms».",
        )
    return f"{len(types)} statement types, {len(declared)} terms"


def check_labels(path: Path = VOCABULARY_FILE) -> str:
    """Check that every term has one label and one definition in each language."""
    graph = parse_turtle(path)
    names = _names(vocabulary_of(graph))
    faults = [
        f"{name} ({property_.fragment}@{language}: {found})"
        for name in sorted(names)
        for property_ in (RDFS.label, SKOS.definition)
        for language in LANGUAGES
        if (found := _texts(graph, name, property_, language)) != 1
    ]
    _raise(faults, path, "Terms without exactly one label and definition in each language")
    return f"{len(names)} terms in {len(LANGUAGES)} languages"


def check_consistency() -> str:
    """Check that the ontology is consistent and every class can have members (HermiT)."""
    verdict = reason()
    if not verdict.consistent:
        raise OntologyError("HermiT finds the ontology inconsistent.", path=AXIOMS_FILE)
    faults = [iri.removeprefix(NAMESPACE) for iri in verdict.unsatisfiable]
    _raise(faults, AXIOMS_FILE, "Classes that can have no member")
    return f"{verdict.classes} classes satisfiable (HermiT, xsd:date as xsd:dateTime)"


def check_counterexamples(directory: Path = COUNTEREXAMPLES) -> str:
    """Check that every counterexample is inconsistent with the ontology."""
    paths = sorted(directory.glob("*.ttl"))
    if not paths:
        raise OntologyError("There is no counterexample.", path=directory)
    wrong = [path.name for path in paths if reason([path]).consistent]
    _raise(wrong, directory, "Counterexamples that the ontology admits")
    return f"{len(paths)} counterexamples refused"


def check_shapes(path: Path = SHAPES_FILE) -> str:
    """Check that the shapes are well-formed and cover every contested property."""
    import pyshacl
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError

    shapes = parse_turtle(path)
    try:
        # The shapes of SHACL's own specification check the shapes; there is no data to check.
        pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    except (ReportableRuntimeError, ShapeLoadError) as error:
        raise OntologyError(
            "The shapes are not well-formed.", path=path, excerpt=error.message
        ) from error
    targets = {
        local_name(target)
        for target in shapes.objects(None, SH.targetSubjectsOf)
        if isinstance(target, URIRef)
    }
    missing = sorted(read_vocabulary().contested - targets)
    _raise(missing, path, "Contested properties that no shape keeps from plain triples")
    count = sum(1 for _ in shapes.subjects(None, SH.NodeShape))
    return f"{count} shapes"


CHECKS: Mapping[str, Callable[[], str]] = {
    "Turtle": check_syntax,
    "terms": check_terms,
    "labels": check_labels,
    "shapes": check_shapes,
    "consistency": check_consistency,
    "counterexamples": check_counterexamples,
}
"""All checks of the ontology, the quick ones first."""


def _names(vocabulary: Vocabulary) -> set[str]:
    kinds = (vocabulary.classes, vocabulary.properties, vocabulary.concepts, vocabulary.schemes)
    return {name for kind in kinds for name in kind}


def _unknown(graph: Graph, declared: set[str]) -> list[str]:
    used = {
        local_name(term)
        for triple in graph
        for term in triple
        if isinstance(term, URIRef) and term.startswith(NAMESPACE)
    }
    return sorted(used - declared)


def _texts(graph: Graph, name: str, property_: URIRef, language: str) -> int:
    texts = graph.objects(URIRef(NAMESPACE + name), property_)
    return sum(1 for text in texts if getattr(text, "language", None) == language)


def _raise(faults: list[str], path: Path, what: str) -> None:
    if faults:
        raise OntologyError(f"{what}: {', '.join(faults)}.", path=path)
