from __future__ import annotations

import pytest

from server.engine.dataset import without_repeats
from server.engine.projection import limit_rows, star_projection
from server.engine.query_text import is_update, prologue, service_calls
from server.engine.tokens import tokens


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://e/> { ?s ?p ?o } }",
        "SELECT * { sErViCe\n<http://e/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 51857156SERVICE<http://e/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<http://e/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 1.e5SERVICE<http://e/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p falseserviceSILENT<http://e/>{ ?s ?p ?o } }",
        "SELECT * { SERVICE#c\n<http://e/> { } }",
        "SELECT * { BIND(IRI('http://e/') AS ?u) LATERAL { SERVICE ?u { ?s ?p ?o } } }",
        "PREFIX e: <http://e/> SELECT * { SERVICE e:x { } }",
        "PREFIX e: <http://e/> SELECT * { SERVICEe:x { } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { OPTIONAL { SERVICE SILENT <http://e/> { ?s ?p ?o } } }",
        "SELECT * { FILTER(?a<5) SERVICE <http://e/> { FILTER(?b>3) } }",
    ],
)
def test_every_way_to_say_service_is_found(text: str) -> None:
    assert service_calls(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE <http://e/> {}' }",
        'SELECT * { ?s ?p """a " SERVICE <http://e/> {} """ }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://e/> {}",
        "SELECT ?service { ?service ?p ?o }",
        "SELECT * { <http://e/SERVICE> ?p ?o }",
        "PREFIX service: <http://e/> SELECT * { service:a ?p ?o }",
        "PREFIX e: <http://e/> SELECT * { e:service ?p ?o }",
        "SELECT * { ?s ?p 'it\\'s SERVICE <u> {}' }",
        "SELECT * { _:service ?p ?o }",
    ],
)
def test_service_in_names_and_literals_is_none(text: str) -> None:
    assert service_calls(text) == []


@pytest.mark.parametrize(
    ("piece", "least"),
    [
        ('\\"""\n', 0),
        ("\\'''\n", 0),
        ("\\'", 0),
        ("a-", 1),
        ("_a.1-b ", 1),
        ("<a", 1),
        ("service <a>{", 1),
    ],
)
def test_no_text_is_read_to_its_end_from_each_of_its_places(piece: str, least: int) -> None:
    # A hundred thousand of these took hours.
    text = piece * 100_000
    assert len(list(tokens(text))) >= least * 100_000
    assert len(service_calls(text)) <= 1


def test_words_joined_by_marks_are_told_apart() -> None:
    found = [(token.kind, token.text) for token in tokens("a-1.5b.c d.e:f-g _x-y")]
    assert found == [
        *(("word", "a"), ("mark", "-"), ("number", "1.5"), ("word", "b"), ("mark", ".")),
        *(("word", "c"), ("name", "d.e:f-g"), ("word", "_x"), ("mark", "-"), ("word", "y")),
    ]


def test_no_more_service_calls_are_read_than_asked_for() -> None:
    text = "ASK { SERVICE <a:> { } SERVICE <b:> { } SERVICE <c:> { } }"
    assert [call.endpoint for call in service_calls(text, 2)] == ["a:", "b:"]


def test_a_service_call_knows_endpoint_silence_and_block() -> None:
    text = (
        "PREFIX e: <http://e/> ASK { SERVICE SILENT e:sparql { ?s ?p '}' { ?a ?b ?c } } ?x ?y ?z }"
    )
    (call,) = service_calls(text)
    assert call.endpoint == "http://e/sparql"
    assert call.silent
    assert call.block == " ?s ?p '}' { ?a ?b ?c } "
    assert text[call.end :] == " ?x ?y ?z }"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", True),
        ("# c\nPREFIX insert: <http://e/> SELECT * {}", False),
        ("BASE <http://e/> PREFIX a: <b> DELETE WHERE { ?s ?p ?o }", True),
        ("SELECT ?insert {}", False),
        ("", False),
    ],
)
def test_updates_are_told_from_queries(text: str, expected: bool) -> None:
    assert is_update(text) is expected


def test_the_prologue_ends_before_the_first_keyword() -> None:
    assert prologue("BASE <x:/>\nPREFIX select: <a:> #c\nselect * {}").endswith("#c\n")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { ?s ?p ?o }",
        "ASK { { SELECT * { ?s ?p ?o } } }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "DESCRIBE *  { ?s ?p ?o }",
        "SELECT (2*3 AS ?n) {}",
        "SELECT ?s { ?s <p>* ?o } # SELECT (*)",
    ],
)
def test_other_projections_are_left_alone(text: str) -> None:
    assert star_projection(text) is None


@pytest.mark.parametrize("head", ["SELECT*", "select #*\n distinct\t*", "SELECT REDUCED*"])
def test_a_star_is_found_however_it_is_written(head: str) -> None:
    assert star_projection(head + "{ ?b ?a ?c }") is not None


def test_columns_follow_their_first_appearance() -> None:
    star = star_projection("SELECT DISTINCT * { ?z ?y ?x . FILTER(?w) } ORDER BY ?a")
    assert star is not None
    assert star.columns(["x", "y", "z"]) == ("z", "y", "x")
    assert star.explicit(("z", "y", "x")).startswith("SELECT DISTINCT  ?z ?y ?x  {")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o }\nLIMIT 5\n"),
        ("SELECT * { ?s ?p ?o } LIMIT 9", "SELECT * { ?s ?p ?o } LIMIT 5"),
        ("SELECT * { ?s ?p ?o } LIMIT 3 OFFSET 2", "SELECT * { ?s ?p ?o } LIMIT 3 OFFSET 2"),
        ("SELECT * {} VALUES ?x { 1 }", "SELECT * {} \nLIMIT 5\nVALUES ?x { 1 }"),
        ("SELECT * {{SELECT * {} LIMIT 9}}#x", "SELECT * {{SELECT * {} LIMIT 9}}#x\nLIMIT 5\n"),
        ("SELECT * {}LIMIT10", "SELECT * {}LIMIT5"),
        ("SELECT * {}limit10offset7", "SELECT * {}limit5offset7"),
        ("SELECT * {}OFFSET7LIMIT10", "SELECT * {}OFFSET7LIMIT5"),
        ("SELECT * {}OFFSET7VALUES?x{1}", "SELECT * {}OFFSET7\nLIMIT 5\nVALUES?x{1}"),
        ("ASK {}", "ASK {}"),
    ],
)
def test_a_limit_is_put_where_it_belongs(text: str, expected: str) -> None:
    assert limit_rows(text, 5) == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("SELECT * FROM <a:b> FROM <a:b> { }", f"SELECT * FROM <a:b> {' ' * 10} {{ }}"),
        ("ASK FROM <b>\nFROM\n<b> { }", "ASK FROM <b>\n    \n    { }"),
        ("ASK FROM NAMED <b> FROM NAMED <b> { }", f"ASK FROM NAMED <b> {' ' * 14} {{ }}"),
        ("PREFIX e: <a:> ASK FROM e:b FROM <a:b> { }", None),
        ("PREFIX e: <x:> PREFIX e: <a:> ASK FROM e:b FROM <a:b> { }", None),
    ],
)
def test_what_a_dataset_says_again_is_left_out(text: str, kept: str | None) -> None:
    found = without_repeats(text)
    assert len(found) == len(text)
    assert found == kept if kept is not None else found.upper().count("FROM") == 1


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <a:b> FROM NAMED <a:b> { }",
        "SELECT * FROM <a:b> FROM <a:B> { ?s ?p 'FROM <a:b>' } # FROM <a:b>",
        "PREFIX a: <x> ASK FROM <a:b> FROM a:b { }",
        "PREFIX from: <a:> SELECT ?from { ?from from:b from:b }",
        "SELECT * FROM FROM FROM",
    ],
)
def test_what_a_dataset_says_once_stays(text: str) -> None:
    assert without_repeats(text) == text
