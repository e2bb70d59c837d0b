"""How saved queries are read from files, and how values get into them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import BadRequest, SavedQueryError
from server.saved_queries import SavedQuery, bind, load_saved_queries, read_saved_query

SMALL = """\
#+ title: {en: Words, ar: كلمات}
#+ description: {en: What is bound., ar: ما رُبط.}
#+ tags: [test]
#+ parameters:
#+   - {name: words, type: "xsd:string", default: peace, label: {en: Words, ar: كلمات}}
#+   - {name: other, type: "xsd:string", default: war, label: {en: Other, ar: أخرى}}
#+   - {name: day, type: "xsd:date", default: 2003-01-01, label: {en: Day, ar: يوم}}
#+   - {name: state, type: "iri:state", default: state/qatar, label: {en: State, ar: دولة}}
#+   - {name: year, type: "xsd:integer", default: 1993, label: {en: Year, ar: سنة}}

BASE <https://w3id.org/mithaq/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

SELECT ?words ?other ?day ?state ?year WHERE {
  VALUES ?words { "peace" }
  VALUES ?other { "war" }
  VALUES ?day { "2003-01-01"^^xsd:date }
  VALUES ?state { <id/state/qatar> }
  VALUES ?year { 1993 }
}
"""


def saved(tmp_path: Path, text: str = SMALL, name: str = "small.rq") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SavedQuery:
    return read_saved_query(saved(tmp_path_factory.mktemp("queries")))


def answer(text: str) -> dict[str, object]:
    """Return the one row of the query by variable."""
    solutions = pyoxigraph.Store().query(text)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    [row] = solutions
    return {variable.value: row[variable] for variable in solutions.variables}


def test_the_defaults_are_those_of_the_file(small: SavedQuery) -> None:
    assert answer(bind(small, {})) == answer(small.text)


def test_values_take_the_place_of_the_defaults(small: SavedQuery) -> None:
    values = {"day": "٢٠٠٨-٠٣-١٤", "state": "https://a.example/x", "year": "٢٠٠٨", "words": "سلام"}
    row = {name: str(term) for name, term in answer(bind(small, values)).items()}
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert row == {
        "words": '"سلام"',
        "other": '"war"',
        "day": f'"2008-03-14"^^<{xsd}date>',
        "state": "<https://a.example/x>",
        "year": f'"2008"^^<{xsd}integer>',
    }


def test_a_graph_with_another_base_gets_its_own_names(small: SavedQuery) -> None:
    text = bind(small, {"state": "state/oman"}, base="http://localhost:8000/")
    assert answer(text)["state"] == pyoxigraph.NamedNode("http://localhost:8000/id/state/oman")


@given(st.text(max_size=60).filter(str.strip), st.text(max_size=60).filter(str.strip))
def test_no_text_becomes_anything_but_a_text(small: SavedQuery, one: str, two: str) -> None:
    try:
        text = bind(small, {"words": one, "other": two})
    except BadRequest:
        return
    row = answer(text)
    assert (row["words"], row["other"]) == (
        pyoxigraph.Literal(one.strip()),
        pyoxigraph.Literal(two.strip()),
    )


@pytest.mark.parametrize(
    "hostile",
    [
        'x" } SERVICE <http://a.example/> { ?a ?b ?c } VALUES ?z { "',
        'VALUES ?other { "x" }',
        "\\",
        '\\" } #',
        "line\nbreak } #",
        "'''",
    ],
)
def test_a_hostile_text_stays_a_text(small: SavedQuery, hostile: str) -> None:
    row = answer(bind(small, {"words": hostile, "other": f'" }} # {hostile}'}))
    assert row["words"] == pyoxigraph.Literal(hostile)


@pytest.mark.parametrize(
    "values",
    [
        {"day": "2003-02-30"},
        {"day": "2003"},
        {"day": "20030101"},
        {"year": "1993 } #"},
        {"year": "1e9"},
        {"state": "https://a.example/> } #"},
        {"state": "Two words"},
        {"state": "../etc"},
        {"words": "nul\x00"},
        {"words": "x" * 1001},
        {"nothing": "1"},
    ],
)
def test_a_value_of_another_type_is_refused(small: SavedQuery, values: dict[str, str]) -> None:
    with pytest.raises(BadRequest) as raised:
        bind(small, values)
    assert raised.value.remedy


@pytest.mark.parametrize(
    ("good", "bad", "line", "says"),
    [
        ("#+ tags: [test]\n", "", 1, "'tags' is missing"),
        (", ar: كلمات}\n", "}\n", 1, "'ar' is missing"),
        ("title:", "titel:", 1, "Unknown key"),
        ("iri:state", "iri:planet", 8, "Unknown type"),
        ("default: 1993", "default: soon", 9, "default is wrong"),
        ("VALUES ?year", "VALUES ?years", 9, "exactly one"),
        ("SELECT ?words", "SELEKT ?words", 14, "Not SPARQL"),
    ],
)
def test_a_mistake_is_reported_with_its_line(
    tmp_path: Path, good: str, bad: str, line: int, says: str
) -> None:
    assert good in SMALL
    path = saved(tmp_path, SMALL.replace(good, bad, 1))
    with pytest.raises(SavedQueryError, match=says) as raised:
        read_saved_query(path)
    assert (raised.value.path, raised.value.line) == (path, line)


def test_a_query_without_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SavedQueryError, match="header is missing"):
        read_saved_query(saved(tmp_path, "ASK {}\n"))


def test_a_directory_is_read_by_name(tmp_path: Path) -> None:
    for name in ("second.rq", "first.rq"):
        saved(tmp_path, name=name)
    saved(tmp_path, "not a query", "notes.txt")
    assert list(load_saved_queries(tmp_path)) == ["first", "second"]
