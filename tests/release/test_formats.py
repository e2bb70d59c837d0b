"""Every form of a dump says the same, to every parser."""

from __future__ import annotations

import io
import json

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from loaders.release.compact import Compactor, namespace_of
from loaders.release.jsonld import jsonld
from loaders.release.lines import quad_line, triple_line, without_graph
from loaders.release.turtle import trig, turtle

BASE = "https://example.org/"
GRAPH = ox.NamedNode(f"{BASE}graph/one")

# Addresses as the loaders make them, and some that need more than a prefix.
names = st.from_regex(r"[a-z0-9][a-z0-9./~-]{0,12}", fullmatch=True)
iris = st.one_of(
    names.map(lambda name: f"{BASE}id/{name}"),
    names.map(lambda name: f"https://w3id.org/mithaq/ontology#{name}"),
    names.map(lambda name: f"{BASE}id/state/{name}"),
    st.sampled_from(
        ["http://www.wikidata.org/entity/Q1", "urn:x:y", f"{BASE}id/span/a/1-2#quote",
         "https://w3id.org/mithaq/ontology", "http://www.w3.org/2004/02/skos/core#altLabel",
         "http://a.example/((x))", "http://a.example/ق"]
    ),
).map(ox.NamedNode)  # fmt: skip
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
XSD = "http://www.w3.org/2001/XMLSchema#"
literals = st.one_of(
    texts.map(ox.Literal),
    st.tuples(texts, st.sampled_from(["ar", "en", "en-gb"])).map(
        lambda pair: ox.Literal(pair[0], language=pair[1])
    ),
    st.integers(-(10**20), 10**20).map(lambda n: ox.Literal(str(n), datatype=_xsd("integer"))),
    st.sampled_from(["007", "+1", "-0", "x", "1 ."]).map(
        lambda text: ox.Literal(text, datatype=_xsd("integer"))
    ),
    st.sampled_from(["true", "false", "1", "TRUE"]).map(
        lambda text: ox.Literal(text, datatype=_xsd("boolean"))
    ),
    st.dates().map(lambda day: ox.Literal(day.isoformat(), datatype=_xsd("date"))),
)
quads = st.builds(ox.Quad, iris, iris, st.one_of(iris, literals), st.just(GRAPH))
graphs = st.lists(quads, max_size=12)


def _xsd(name: str) -> ox.NamedNode:
    return ox.NamedNode(XSD + name)


def _lines(found: list[ox.Quad]) -> list[bytes]:
    return sorted({triple_line(quad) for quad in found})


def _compactor(found: list[ox.Quad]) -> Compactor:
    nodes = [node for quad in found for node in (quad.subject, quad.predicate, quad.object)]
    used = {namespace_of(node.value) for node in nodes if isinstance(node, ox.NamedNode)}
    return Compactor(BASE, used | {XSD, "http://www.w3.org/1999/02/22-rdf-syntax-ns#"})


def _triples(text: str, form: ox.RdfFormat) -> set[str]:
    return {str(quad.triple) for quad in ox.parse(text, format=form)}


@given(graphs)
def test_turtle_gives_back_every_triple(found: list[ox.Quad]) -> None:
    text = "".join(turtle(_lines(found), _compactor(found)))
    assert _triples(text, ox.RdfFormat.TURTLE) == {str(quad.triple) for quad in found}


@given(graphs)
def test_trig_gives_back_every_quad(found: list[ox.Quad]) -> None:
    text = "".join(trig([(GRAPH.value, _lines(found))], _compactor(found)))
    assert {str(quad) for quad in ox.parse(text, format=ox.RdfFormat.TRIG)} == {
        str(quad) for quad in found
    }


@given(graphs)
def test_jsonld_gives_back_every_triple(found: list[ox.Quad]) -> None:
    text = "".join(jsonld(_lines(found), _compactor(found)))
    json.loads(text)
    assert _triples(text, ox.RdfFormat.JSON_LD) == {str(quad.triple) for quad in found}


@given(graphs)
def test_ntriples_lines_are_what_a_parser_reads(found: list[ox.Quad]) -> None:
    text = b"".join(_lines(found))
    assert _triples(text.decode(), ox.RdfFormat.N_TRIPLES) == {str(q.triple) for q in found}
    for quad in found:
        assert without_graph(quad_line(quad)) == triple_line(quad)


SAMPLE = [
    ox.Quad(ox.NamedNode(f"{BASE}id/state/x"), ox.NamedNode(predicate), value, GRAPH)
    for predicate, value in (
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ox.NamedNode(f"{BASE}id/y")),
        ("http://www.w3.org/2004/02/skos/core#altLabel", ox.Literal('a "b" \\ ق\n', language="ar")),
        ("http://www.w3.org/2004/02/skos/core#altLabel", ox.Literal("c", language="ar")),
        ("https://w3id.org/mithaq/ontology#start", ox.Literal(5)),
        ("https://w3id.org/mithaq/ontology#listed", ox.Literal(True)),
        (
            "https://w3id.org/mithaq/ontology#begins",
            ox.Literal("1992-03-02", datatype=_xsd("date")),
        ),
    )
]


def test_turtle_is_pleasant_to_read_and_to_compare() -> None:
    assert "".join(turtle(_lines(SAMPLE), _compactor(SAMPLE))) == (
        "@base <https://example.org/> .\n"
        "@prefix m: <https://w3id.org/mithaq/ontology#> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix state: <https://example.org/id/state/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        "state:x\n"
        "    a <id/y> ;\n"
        "    skos:altLabel\n"
        '        "a \\"b\\" \\\\ ق\\n"@ar ,\n'
        '        "c"@ar ;\n'
        '    m:begins "1992-03-02"^^xsd:date ;\n'
        "    m:listed true ;\n"
        "    m:start 5 ;\n"
        ".\n"
    )


# The warnings are rdflib's own: its parsers of JSON-LD and TriG use what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_reads_turtle_trig_and_jsonld_alike() -> None:
    compactor = _compactor(SAMPLE)
    lines = _lines(SAMPLE)
    expected = rdflib.Graph().parse(io.BytesIO(b"".join(lines)), format="nt")
    read_turtle = rdflib.Graph().parse(data="".join(turtle(lines, compactor)), format="turtle")
    read_json = rdflib.Graph().parse(data="".join(jsonld(lines, compactor)), format="json-ld")
    dataset = rdflib.Dataset()
    dataset.parse(data="".join(trig([(GRAPH.value, lines)], compactor)), format="trig")
    assert set(read_turtle) == set(read_json) == set(expected)
    assert set(dataset.graph(rdflib.URIRef(GRAPH.value))) == set(expected)
