from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from loaders.errors import (
    BadRequest,
    ContentTooLarge,
    NotAcceptable,
    QueryRefused,
    QuerySyntaxError,
)
from server.engine import formats
from server.engine.pool import QueryPool
from server.engine.query import Term
from tests.engine.conftest import EX, PoolMaker, ask, body

RESULTS = "{http://www.w3.org/2005/sparql-results#}"


def _text_of(name: str) -> str:
    return f"SELECT ?o {{ <{EX}{name}> <{EX}text> ?o }}"


def test_columns_come_in_the_order_of_the_query(pool: QueryPool) -> None:
    text = f"SELECT * {{ ?zebra <{EX}number> ?ant }} ORDER BY ?ant LIMIT 1"
    answer = ask(pool, text)
    assert answer.variables == ("zebra", "ant")
    assert json.loads(body(answer))["head"]["vars"] == ["zebra", "ant"]
    rows = body(ask(pool, text, table_format=formats.CSV)).split(b"\r\n")
    assert rows[:2] == [b"zebra,ant", f"{EX}s0,0".encode()]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("SELECT * { { SELECT ?b ?a { ?b ?p ?a } } ?c ?d ?e }", ("b", "a", "c", "d", "e")),
        ("SELECT * { ?z ?y ?x MINUS { ?q ?r ?s } FILTER(BOUND(?z)) }", ("z", "y", "x")),
        ("SELECT * { SELECT ?z ?a { ?z ?p ?a } LIMIT 1 }", ("z", "a")),
        ("SELECT * { ?z ?y ?x } VALUES ?w { 1 }", ("z", "y", "x", "w")),
        ("SELECT*{?z ?y ?x}", ("z", "y", "x")),
    ],
)
def test_only_visible_variables_become_columns(
    pool: QueryPool, text: str, columns: tuple[str, ...]
) -> None:
    answer = ask(pool, text + " #one")
    answer.close()
    assert answer.variables == columns


def test_json_without_rows_has_its_head(pool: QueryPool) -> None:
    found = json.loads(body(ask(pool, "SELECT ?a ?b { FILTER(false) }")))
    assert found == {"head": {"vars": ["a", "b"]}, "results": {"bindings": []}}


def test_csv_quotes_and_ends_lines_as_rfc_4180_says(pool: QueryPool) -> None:
    answer = body(ask(pool, _text_of("quoted"), table_format=formats.CSV))
    assert answer == b'o\r\n"a""b,c\td\ne"\r\n'
    assert list(csv.reader(io.StringIO(answer.decode(), newline=""))) == [["o"], ['a"b,c\td\ne']]


def test_tsv_has_question_marks_and_empty_unbound(pool: QueryPool) -> None:
    answer = body(ask(pool, "SELECT ?a ?b { BIND(1 AS ?b) }", table_format=formats.TSV))
    assert answer == b"?a\t?b\n\t1\n"


@pytest.mark.parametrize("form", formats.TABLE_FORMATS)
def test_ask_answers_in_every_table_format(pool: QueryPool, form: str) -> None:
    answer = ask(pool, "ASK { ?s ?p ?o }", table_format=form)
    assert answer.kind == "ASK"
    assert b"true" in body(answer)


def test_carriage_returns_survive_xml(pool: QueryPool) -> None:
    found = ET.fromstring(body(ask(pool, _text_of("cr"), table_format=formats.XML)))
    literal = found.find(f".//{RESULTS}literal")
    assert literal is not None and literal.text == "a\rb"
    graph = body(ask(pool, f"DESCRIBE <{EX}cr>", graph_format=formats.RDF_XML))
    triples = rdflib.Graph().parse(data=graph, format="xml")
    assert triples.value(rdflib.URIRef(f"{EX}cr"), rdflib.URIRef(f"{EX}text")) == rdflib.Literal(
        "a\rb"
    )


@pytest.mark.parametrize("name", ["control", "nonchar"])
def test_what_xml_cannot_carry_is_refused_before_the_first_byte(pool: QueryPool, name: str) -> None:
    with pytest.raises(NotAcceptable, match=r"U\+"):
        ask(pool, _text_of(name), table_format=formats.XML)
    with pytest.raises(NotAcceptable, match=r"U\+"):
        ask(pool, f"DESCRIBE <{EX}{name}>", graph_format=formats.RDF_XML)


def test_predicates_that_rdf_xml_cannot_write_are_refused(pool: QueryPool) -> None:
    with pytest.raises(NotAcceptable, match="p/123"):
        ask(pool, f"DESCRIBE <{EX}digits>", graph_format=formats.RDF_XML)
    split = body(ask(pool, f"DESCRIBE <{EX}split>", graph_format=formats.RDF_XML))
    (triple,) = rdflib.Graph().parse(data=split, format="xml")
    assert triple[1] == rdflib.URIRef(f"{EX}12b")


@pytest.mark.parametrize("form", formats.GRAPH_FORMATS)
def test_graphs_read_back_as_they_were(pool: QueryPool, form: str) -> None:
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s <{EX}label>|<{EX}number> ?o . ?s ?p ?o }}"
    data = body(ask(pool, text, graph_format=form))
    rdf_format = ox.RdfFormat.from_media_type(form)
    assert rdf_format is not None
    found = {quad.triple for quad in ox.parse(data, rdf_format)}
    assert len(found) == 1001


def test_direction_and_triple_terms_by_version(pool: QueryPool) -> None:
    text = f"SELECT ?o {{ <{EX}rtl> <{EX}directed> ?o }}"
    assert b"its:dir" not in body(ask(pool, text))
    newer = ask(pool, text, table_format=f"{formats.JSON}; version=1.2")
    assert b'"its:dir":"rtl"' in body(newer)
    assert newer.media_type.endswith("version=1.2")
    rtl = f"CONSTRUCT WHERE {{ <{EX}rtl> ?p ?o }}"
    assert b"--rtl" not in body(ask(pool, rtl))
    assert b"--rtl" in body(ask(pool, rtl, graph_format=f"{formats.TURTLE};version=1.2"))
    triple = "CONSTRUCT { <a:a> <a:b> ?t } { BIND(TRIPLE(<a:a>, <a:b>, 1) AS ?t) }"
    assert b"<<( <a:a> <a:b> 1 )>>" in body(ask(pool, triple))
    with pytest.raises(NotAcceptable, match="triple terms"):
        ask(pool, triple, graph_format=formats.JSON_LD)


def test_the_dataset_of_the_protocol_replaces_from(pool: QueryPool) -> None:
    text = (
        f"SELECT ?s ?g FROM <{EX}g2> {{ {{ ?s <{EX}in> ?x }} UNION "
        f"{{ GRAPH ?g {{ ?s <{EX}in> ?x }} }} }}"
    )

    def rows(**graphs: tuple[str, ...]) -> set[str]:
        return set(body(ask(pool, text, table_format=formats.CSV, **graphs)).decode().split()[1:])

    assert rows() == {f"{EX}g2,"}
    assert rows(default_graphs=(f"{EX}g1",)) == {f"{EX}g1,"}
    assert rows(named_graphs=(f"{EX}g1",)) == {f"{EX}g1,{EX}g1"}
    assert rows(default_graphs=(f"{EX}g1", f"{EX}g2"), named_graphs=(f"{EX}g2",)) == {
        f"{EX}g1,",
        f"{EX}g2,",
        f"{EX}g2,{EX}g2",
    }
    with pytest.raises(BadRequest, match="absolute"):
        rows(default_graphs=("not absolute",))


def test_the_base_resolves_relative_names(pool: QueryPool) -> None:
    assert b"true" in body(ask(pool, "ASK { <s1> <number> 1 }", base=EX))
    assert b"true" in body(ask(pool, f"BASE <{EX}> ASK {{ <s1> <number> 1 }}", base="http://x/"))


def test_a_syntax_error_has_line_column_and_excerpt(pool: QueryPool) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        ask(pool, "SELECT * {\n  ?s ?p ?o .\n  ؟خطأ\n}")
    assert caught.value.position == (3, 3)
    assert caught.value.excerpt == "  ؟خطأ"


@pytest.mark.parametrize("text", ["", " ", "\x00", "{", "SELECT", "nonsense", "SELECT * {" * 50])
def test_nonsense_is_a_syntax_error(pool: QueryPool, text: str) -> None:
    with pytest.raises(QuerySyntaxError):
        ask(pool, text)


def test_an_unknown_function_is_named(pool: QueryPool) -> None:
    with pytest.raises(BadRequest, match="<http://x/f>"):
        ask(pool, "SELECT * { ?s ?p ?o FILTER(<http://x/f>(?s)) }")


def test_a_lone_surrogate_is_a_bad_request(pool: QueryPool) -> None:
    with pytest.raises(BadRequest):
        ask(pool, "SELECT * { ?s ?p '\ud800' }")


@pytest.mark.parametrize(
    "text", ["INSERT DATA { <a:a> <a:b> <a:c> }", "PREFIX a: <a:> LOAD <http://x/>", "DROP ALL"]
)
def test_updates_are_refused_by_name(pool: QueryPool, text: str) -> None:
    with pytest.raises(QueryRefused, match="update"):
        ask(pool, text)


def test_a_kind_that_is_not_accepted_is_said(pool: QueryPool) -> None:
    with pytest.raises(NotAcceptable, match="graph"):
        ask(pool, "CONSTRUCT WHERE { ?s ?p ?o }", graph_format=None)
    with pytest.raises(NotAcceptable, match="table"):
        ask(pool, "ASK {}", table_format="image/png")


def test_a_megabyte_of_query_is_answered(pool: QueryPool) -> None:
    text = f"ASK {{ ?s ?p ?o }} # {'نص ' * 200_000}"
    assert len(text.encode()) > 1_000_000
    assert b"true" in body(ask(pool, text))


def test_a_query_over_the_limit_is_too_large(make_pool: PoolMaker) -> None:
    small = make_pool(max_query_bytes=1000)
    with pytest.raises(ContentTooLarge):
        ask(small, "ASK {} #" + "ن" * 500)
    assert body(ask(small, "ASK {} #" + "n" * 500))


def test_a_row_limit_holds_and_is_announced(make_pool: PoolMaker) -> None:
    limited = make_pool(max_result_rows=7)
    answer = ask(limited, f"SELECT * {{ ?s <{EX}number> ?n }} ORDER BY ?n LIMIT 900")
    assert answer.row_limit == 7
    assert len(json.loads(body(answer))["results"]["bindings"]) == 7


def test_a_table_has_terms_of_every_kind(pool: QueryPool) -> None:
    table = pool.table(
        f"""SELECT * {{
            BIND(<{EX}x> AS ?iri) BIND("a" AS ?plain) BIND("ب"@ar AS ?tagged) BIND(5 AS ?five)
            BIND(STRLANGDIR("ج", "ar", "rtl") AS ?directed) BIND(TRIPLE(?iri, ?iri, ?tagged) AS ?t)
            OPTIONAL {{ ?iri <{EX}none> ?unbound }} }}"""
    )
    assert table.variables == ("iri", "plain", "tagged", "five", "directed", "t", "unbound")
    (row,) = table.rows
    assert row["iri"] == Term("iri", f"{EX}x")
    assert row["plain"] == Term("literal", "a")
    assert row["tagged"] == Term("literal", "ب", "ar")
    assert row["five"] == Term("literal", "5", None, "http://www.w3.org/2001/XMLSchema#integer")
    assert row["directed"] == Term("literal", "ج", "ar--rtl")
    assert row["t"] == Term("triple", f'<<( <{EX}x> <{EX}x> "ب"@ar )>>')
    assert "unbound" not in row


def test_a_table_says_that_it_was_cut(pool: QueryPool) -> None:
    text = f"SELECT ?s {{ ?s <{EX}number> ?n }}"
    cut = pool.table(text, limit=10)
    assert (len(cut.rows), cut.truncated) == (10, True)
    whole = pool.table(text, limit=1000)
    assert (len(whole.rows), whole.truncated) == (1000, False)
    assert pool.table("ASK {}").boolean is True


def test_the_answer_names_its_release(pool: QueryPool, release_root: Path) -> None:
    assert ask(pool, "ASK {}").release == "r1" == pool.release
    assert pool.release_directory == (release_root / "r1").resolve()


@pytest.mark.parametrize(
    ("text", "position", "what"),
    [
        ("SELECT *\n{ ?s ?p ?o .\n FILTER(FOO(?x))\n}", (3, 9), "“FOO” is not expected"),
        ("SELECT * {\n ?s ?p ?o .\n BIND(1 AS ?s)\n}", (3, 12), "“\\?s” has a value already"),
        ("SELECT * {\n { ?s ?p 1 BIND(1 AS ?s) }\n ?x ?y ?z\n}", (2, 22), "“\\?s” has a value"),
        ("SELECT * {\n BIND(1 AS ?a)\n ?s ?p ?o BIND(1 AS ?s)\n}", (3, 21), "“\\?s” has a value"),
        ("SELECT (COUNT(?x) AS ?n) ?y {\n ?x ?p ?y\n}", (1, 1), "not grouped"),
        ("ASK {\n SELECT (COUNT(?z) AS ?n) ?y\n {?x ?y ?z}\n}", (2, 2), "SELECT"),
        ("SELECT * {\n?s ?p\n}", (3, 1), "“}” is not expected"),
        ("SELECT * {\n?s a e:x\n}", (2, 6), "prefix .*not declared"),
        ("SELECT * {\n?s a <a b>\n}", (2, 10), "IRI is malformed"),
        ('SELECT * {\n?s a "x\n}', (2, 6), "not expected"),
        ('SELECT * {\n?s a """x\n}', (2, 6), "does not end"),
        ("SELECT * {\n?s a 1\n", (2, 7), "ends too early"),
        ("# FOO\nSELECT * { ?s ?p 'FOO' }\n}", (3, 1), "“}” is not expected"),
    ],
)
def test_a_syntax_error_is_where_it_is_said_to_be(
    pool: QueryPool, text: str, position: tuple[int, int], what: str
) -> None:
    with pytest.raises(QuerySyntaxError, match=what) as caught:
        ask(pool, text)
    assert caught.value.position == position
    assert caught.value.excerpt == text.split("\n")[position[0] - 1]
    for jargon in ("expected Prefix", "IRI parsing failed", "unbound", "LATERAL"):
        assert jargon not in caught.value.what


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {\n { VALUES (?a ?b) { (1)\n}\n}\n}",
        "SELECT * {\n ?s ?p ?o BIND(1 AS ?s) BIND(1 AS ?o)\n}",
    ],
)
def test_no_place_is_told_where_none_is_known(pool: QueryPool, text: str) -> None:
    with pytest.raises(QuerySyntaxError, match="does not tell the place") as caught:
        ask(pool, text)
    assert caught.value.position is None
