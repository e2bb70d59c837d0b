"""What is in a release, and that every part of it says the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse

from loaders.errors import ReleaseError
from loaders.release.opening import open_release
from tests.release.conftest import TEXT, Site, select

RDF12 = NamedNode("https://w3id.org/mithaq/graph/rdf12")
DUMPS = {
    "mithaq.jsonld", "mithaq.nq", "mithaq.nt", "mithaq.trig", "mithaq.ttl",
    "mithaq-rdf12.nt", "mithaq-rdf12.ttl", "wikidata.sssom.tsv",
}  # fmt: skip


def dump(site: Site, name: str) -> Path:
    return site.release().path / "dumps" / name


def triples(site: Site, name: str, form: RdfFormat) -> set[str]:
    return {str(quad.triple) for quad in parse(path=dump(site, name), format=form)}


def test_release_has_every_part(built: Site) -> None:
    release = built.release()
    assert {entry.name for entry in release.dumps} == DUMPS
    reports = {path.relative_to(release.path).as_posix() for path in release.path.rglob("*.json")}
    assert reports == {
        "manifest.json", "reports/extraction.json", "reports/disagreements.json",
        "reports/coverage/georgia.json",
    }  # fmt: skip
    assert release.document_text("georgia") == TEXT
    assert release.manifest.counts["statements"] >= 4


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("mithaq.ttl", RdfFormat.TURTLE),
        ("mithaq.jsonld", RdfFormat.JSON_LD),
        ("mithaq.nq", RdfFormat.N_QUADS),
        ("mithaq.trig", RdfFormat.TRIG),
    ],
)
def test_all_dumps_hold_the_same_triples(built: Site, name: str, form: RdfFormat) -> None:
    expected = triples(built, "mithaq.nt", RdfFormat.N_TRIPLES)
    assert len(expected) == built.release().manifest.counts["triples"]
    assert triples(built, name, form) == expected


def test_line_dumps_are_sorted_and_without_repetition(built: Site) -> None:
    for name in ("mithaq.nt", "mithaq.nq", "mithaq-rdf12.nt"):
        lines = dump(built, name).read_bytes().splitlines(keepends=True)
        assert lines == sorted(set(lines))


def test_each_triple_is_in_one_named_graph_only(built: Site) -> None:
    quads = list(parse(path=dump(built, "mithaq.nq"), format=RdfFormat.N_QUADS))
    assert len({quad.triple for quad in quads}) == len(quads)


def test_store_holds_named_graphs_and_everything_once_in_the_default_graph(built: Site) -> None:
    release = built.release()
    store = Store.read_only(str(release.store_path))
    counts = release.manifest.counts
    assert len(store) == counts["store_quads"]
    default = {str(q.triple) for q in store.quads_for_pattern(None, None, None, DefaultGraph())}
    assert default == triples(built, "mithaq.nt", RdfFormat.N_TRIPLES)
    reifiers = list(store.quads_for_pattern(None, None, None, RDF12))
    assert len(reifiers) == counts["reifiers"] == counts["statements"]
    assert counts["store_quads"] == counts["triples"] + counts["quads"] + counts["reifiers"]


def test_no_dump_has_a_blank_node(built: Site) -> None:
    assert b"_:" not in dump(built, "mithaq.nq").read_bytes()


def test_turtle_is_read_by_rdflib_and_strictly_by_oxigraph(built: Site) -> None:
    import rdflib

    text = dump(built, "mithaq.ttl").read_text(encoding="utf-8")
    assert "<<" not in text
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert len(graph) == built.release().manifest.counts["triples"]


def test_contested_predicate_is_in_no_graph(built: Site) -> None:
    claimed = b"<https://w3id.org/mithaq/ontology#occupierOf>"
    lines = dump(built, "mithaq.nq").read_bytes().splitlines()
    assert any(line.split(b" ")[2] == claimed for line in lines)
    assert not any(line.split(b" ")[1] == claimed for line in lines)


def test_every_span_stands_in_its_document(built: Site) -> None:
    release = built.release()
    store = Store.read_only(str(release.store_path))
    found = select(
        store,
        "PREFIX m: <https://w3id.org/mithaq/ontology#> SELECT ?s ?e ?q "
        "{ ?span a m:Span ; m:start ?s ; m:end ?e ; m:quote ?q }",
    )
    assert found
    text = release.document_text("georgia")
    for start, end, quote in found:
        assert text[int(start) : int(end)] == quote


def test_coverage_tells_of_every_sentence(built: Site) -> None:
    release = built.release()
    report = json.loads(release.coverage_path("georgia").read_text(encoding="utf-8"))
    assert report["totals"]["sentences"] == len(report["sentences"]) == 4
    told = sum(len(sentence["statements"]) for sentence in report["sentences"])
    assert told == report["totals"]["statements"] == release.manifest.counts["statements"]
    for sentence in report["sentences"]:
        assert TEXT[sentence["start"] : sentence["end"]] == sentence["text"]


def test_metadata_counts_what_is_there(built: Site) -> None:
    release = built.release()
    store = Store.read_only(str(release.store_path))
    void = "PREFIX void: <http://rdfs.org/ns/void#> "
    ((number,),) = select(
        store,
        void + "SELECT ?n { ?d void:classPartition [ void:class "
        "<https://w3id.org/mithaq/ontology#Statement> ; void:entities ?n ] }",
    )
    assert int(number) == release.manifest.counts["statements"]
    parts = select(store, void + "SELECT ?g ?n { ?d void:subset ?g . ?g void:triples ?n }")
    assert parts
    for graph, number in parts:
        assert release.manifest.graphs[graph] == int(number)


def test_release_without_a_document_of_that_name_says_so(built: Site) -> None:
    with pytest.raises(ReleaseError, match="no document 'nowhere'"):
        built.release().document_text("nowhere")


def test_nothing_and_something_else_are_no_release(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="no release"):
        open_release(tmp_path)
    (tmp_path / "manifest.json").write_text('{"format": 1', encoding="utf-8")
    with pytest.raises(ReleaseError, match="cannot be read"):
        open_release(tmp_path)
    (tmp_path / "manifest.json").write_text('{"format": 99}', encoding="utf-8")
    with pytest.raises(ReleaseError, match="format 99"):
        open_release(tmp_path)
