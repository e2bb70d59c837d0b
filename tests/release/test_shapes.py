"""The gate of shapes: what it lets through and what not, and that pySHACL says the same."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyshacl
import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, parse
from rdflib.namespace import RDF, SH

from loaders.errors import OntologyError, ReleaseError
from loaders.graph.maker import GraphMaker
from loaders.graph.ontology_graph import ONTOLOGY, SHAPES_FILE
from loaders.release.graph_index import GraphIndex
from loaders.release.lines import split_triple, triple_line
from loaders.release.shacl import Shapes
from loaders.release.shapes import check_shapes, load_shapes
from tests.graph import examples as ex

M = "<https://w3id.org/mithaq/ontology#"
ID = "<https://w3id.org/mithaq/id/"
XSD = "<http://www.w3.org/2001/XMLSchema#"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
Lines = list[str]


@pytest.fixture(scope="module")
def graph() -> Lines:
    """Return a graph that conforms: a document with everything that its statements use."""
    maker = GraphMaker.load()
    made = maker.document(ex.document(), ex.EXTRACTION)
    name = maker.names.document_graph(made.document)
    statuses = [maker.status_quad(name, claim.iri, claim.status.value) for claim in made.claims]
    quads: list[Quad] = [
        *made.quads(),
        *statuses,
        *maker.shared_quads(ex.document(), ex.mentions(), ex.EXTRACTION),
        *maker.entity_quads(ex.EXTRACTION),
    ]
    return sorted({triple_line(quad).decode() for quad in quads})


def ours(lines: Lines) -> set[str]:
    index = GraphIndex(split_triple(line.encode()) for line in lines)
    return {violation.focus[1:-1] for violation in load_shapes().violations(index)}


def theirs(lines: Lines) -> set[str]:
    data = rdflib.Graph().parse(data="".join(lines), format="nt")
    shapes = rdflib.Graph().parse(ONTOLOGY / SHAPES_FILE, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return {str(report.value(result, SH.focusNode)) for result in results}


def test_graph_as_made_conforms(graph: Lines) -> None:
    assert ours(graph) == theirs(graph) == set()


def without(pattern: str) -> Callable[[Lines], Lines]:
    return lambda lines: [line for line in lines if not re.search(pattern, line)]


def replaced(pattern: str, new: str) -> Callable[[Lines], Lines]:
    return lambda lines: sorted({re.sub(pattern, new, line) for line in lines})


def added(*more: str) -> Callable[[Lines], Lines]:
    return lambda lines: sorted({*lines, *(f"{line} .\n" for line in more)})


STATEMENT = f"{ID}statement/[0-9a-f]+>"
DAY = f"{XSD}date>"
BREAKS = {
    "contested triple": added(f"{ID}state/armenia> {M}occupierOf> {ID}place/green-valley>"),
    "no evidence": without(f"{M}evidence>"),
    "no status": without(f"{M}status>"),
    "unknown status": replaced(f"{M}Reported>", f"{M}Certain>"),
    "two statuses": lambda lines: sorted(
        {*lines, *(line.replace("Reported>", "Contested>") for line in lines if "#status>" in line)}
    ),
    "claim not contested": replaced(f"{M}Contested>", f"{M}Reported>"),
    "nobody says so": without(f"{M}(accordingTo|reportedBy)>"),
    "nobody reports the words": without(f"{M}reportedBy>"),
    "corroborated by one": replaced(f"{M}Reported>", f"{M}Corroborated>"),
    "ends before it begins": replaced(f'({STATEMENT} {M}ends>) "1992', r'\1 "1991'),
    "date as text": replaced(rf'({M}ends>) ("[0-9-]+")\^\^{DAY}', r"\1 \2"),
    "no quote": without(f"{M}quote>"),
    "empty span": replaced(rf'({M}end>) "\d+"', r'\1 "0"'),
    "span of nothing": without(f"{M}inDocument>"),
    "wrong digest": replaced(f'({M}sha256>) "..', r'\1 "XY'),
    "no label": without(LABEL),
    "two labels in a language": added(
        f'{ID}state/georgia> <http://www.w3.org/2004/02/skos/core#prefLabel> "Gruzia"@en'
    ),
    "number in other digits": replaced(f'({M}number>) "822"', r'\1 "٨٢٢"'),
    "unknown demand": replaced(f"{M}CeaseFireDemand>", '"cease-fire"'),
    "member that is no state": replaced(f"({ID}state/georgia> .*){M}State>", rf"\1{M}Place>"),
    "EDTF that is none": replaced(f'({M}edtf>) "1992-07-31"', r'\1 "31.7.1992"'),
}


@pytest.mark.parametrize("name", BREAKS)
def test_broken_graph_is_told_as_pyshacl_tells_it(graph: Lines, name: str) -> None:
    broken = BREAKS[name](graph)
    assert broken != graph
    found = ours(broken)
    assert found
    assert found == theirs(broken)


def test_date_that_is_none_is_told(graph: Lines) -> None:
    # pySHACL ends with a TypeError on it, so there is nothing to compare with.
    assert ours(replaced(f'({M}begins>) "1992-07-31"', r'\1 "July"')(graph))


def test_broken_graph_is_not_let_through(graph: Lines) -> None:
    broken = BREAKS["contested triple"](graph)
    with pytest.raises(ReleaseError, match="must not stand as a plain triple"):
        check_shapes((line.encode() for line in broken), "example.txt")


def test_component_that_is_not_known_is_refused() -> None:
    text = (
        "PREFIX sh: <http://www.w3.org/ns/shacl#> "
        "<x:s> a sh:NodeShape ; sh:targetClass <x:c> ; sh:closed true ."
    )
    with pytest.raises(OntologyError, match="sh:closed"):
        Shapes(parse(text, format=RdfFormat.TURTLE))
