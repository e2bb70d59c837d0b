"""The query page and the saved queries: tables, errors, forms, permalinks, formats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest

from server.saved_queries import SavedQuery, load_saved_queries
from tests.pages.html import read
from tests.pages.site import Site, serving

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PREFIX = "PREFIX m: <https://w3id.org/mithaq/ontology#>\n"
SAVED = {name: q for name, q in load_saved_queries().items() if not q.federated}


@pytest.fixture(scope="module")
def strict(site: Site) -> Iterator[Site]:
    flags = ("--max-result-rows", "7", "--timeout", "0.5")
    with serving(site.release.path.parent, *flags) as running:
        yield running


def query(text: str) -> str:
    return f"/query?{urlencode({'query': text, 'lang': 'en'})}"


def test_the_table_has_labels_links_and_directions(site: Site) -> None:
    text = PREFIX + (
        "SELECT ?state ?quote ?start WHERE { ?s m:subject ?state ; m:evidence ?e . "
        "?state a m:State . ?e m:quote ?quote ; m:start ?start } ORDER BY ?start LIMIT 3"
    )
    page = read(site.get(query(text)).text)
    heads = [e.text for e in page.all("th", scope="col")]
    assert heads == ["state", "quote", "start"]
    cells = page.all("td")
    assert len(cells) == 9
    assert "Azerbaijan" in cells[0].text
    assert "id:state/azerbaijan" in cells[0].text
    assert "/page/state/azerbaijan?lang=en" in page.links
    assert [e for e in page.all("bdi", lang="ar", dir="rtl") if e.text in cells[1].text]
    assert "xsd:integer" in cells[2].text
    status = [e.text for e in page.all("p", role="status")]
    assert "Rows: 3" in status[0]
    assert "All rows of the answer are shown." in status[0]


def test_unbound_values_and_questions_are_said(site: Site) -> None:
    page = site.get(query("SELECT ?a ?b { VALUES ?a { 1 } OPTIONAL { ?b <x:y> ?a } }"))
    assert "no value" in page.text
    assert "(ASK): <strong>No</strong>" in site.get(query("ASK { <x:y> ?p ?o }")).text
    assert "no solution" in site.get(query("SELECT * { <x:y> ?p ?o }")).text


def test_a_graph_is_shown_as_text(site: Site) -> None:
    page = read(site.get(query("CONSTRUCT { <x:a> <x:b> '<script>' } WHERE {}")).text)
    assert any('<x:a> <x:b> "<script>"' in e.text for e in page.all("pre"))


def test_a_long_answer_says_where_it_stops(site: Site) -> None:
    page = read(site.get(query("SELECT ?s ?p { ?s ?p ?o }")).text)
    assert len(page.all("td")) == 2000
    assert "The first 1000 rows are shown" in page.one("p", role="status").text


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "xml"])
def test_the_downloads_hold_the_whole_answer(site: Site, name: str) -> None:
    page = read(site.get(query("SELECT ?s ?p { ?s ?p ?o }")).text)
    (href,) = [h for h in page.links if h.endswith(f"format={name}")]
    answer = site.get(href)
    assert answer.status == 200
    assert answer.text.count("https://w3id.org/mithaq/id/state/qatar") > 2


def test_an_error_shows_the_line_and_keeps_the_query(site: Site) -> None:
    text = 'SELECT * {\n  ?s ?p "</textarea><script>alert(1)</script>" .\n  ?s ?p }'
    answer = site.get(query(text))
    page = read(answer.text)
    assert answer.status == 400
    assert page.faults == []
    assert page.one("textarea").text.removeprefix("\n") == text
    problem = json.loads(site.get(f"/sparql?query={quote(text)}", accept="*/*").body)
    line, column = problem["position"]["line"], problem["position"]["column"]
    assert f"Line {line}, column {column}" in page.one("div", role="alert").text
    excerpt, pointer = page.all("pre")[0].text.split("\n")
    assert excerpt == text.split("\n")[line - 1]
    assert pointer == " " * (column - 1) + "^"
    assert answer.text.index('role="alert"') < answer.text.index("<textarea")


def test_the_form_leads_to_an_address_that_can_be_kept(site: Site) -> None:
    text = "SELECT ?a {\r\n VALUES ?a { 1 } }"
    answer = site.post("/query", {"query": text, "lang": "ar"})
    assert answer.status == 303
    page = read(site.get(answer.headers["location"]).text)
    assert page.one("html").get("lang") == "ar"
    assert page.one("textarea").text.removeprefix("\n") == text.replace("\r\n", "\n")
    csv = site.post("/query", {"query": text, "format": "csv"})
    assert site.get(csv.headers["location"]).media_type == "text/csv"


def test_a_query_too_long_for_an_address_is_answered_at_once(site: Site) -> None:
    text = f"# {'ا' * 20_000}\nSELECT ?a {{ VALUES ?a {{ 41 }} }}"
    answer = site.post("/query", {"query": text})
    assert answer.status == 200
    assert read(answer.text).all("td")[0].text.startswith("41")
    again = site.post("/query", {"query": text, "format": "csv"})
    assert (again.status, again.headers["location"]) == (307, "/sparql")
    csv = site.post("/sparql", {"query": text, "format": "csv"})
    assert csv.text.split() == ["a", "41"]


def test_the_limits_are_said(site: Site) -> None:
    assert "stopped after 10 seconds" in site.get("/query?lang=en").text


def test_an_operators_limit_is_said_where_it_cuts(strict: Site) -> None:
    page = read(strict.get(query("SELECT ?s { ?s ?p ?o }")).text)
    assert len(page.all("td")) == 7
    said = page.one("p", role="status").text
    assert "The operator limits answers to 7 rows." in said
    assert "All rows" not in said
    few = read(strict.get(query("SELECT ?a { VALUES ?a { 1 2 } }")).text)
    assert "All rows" in few.one("p", role="status").text


def test_a_query_that_takes_too_long_ends_in_a_page_that_keeps_it(strict: Site) -> None:
    answer = strict.get(query(CROSS))
    page = read(answer.text)
    assert (answer.status, page.faults) == (503, [])
    assert page.one("textarea").text.removeprefix("\n") == CROSS
    assert page.one("div", role="alert").text.strip()


def test_a_browser_at_the_endpoint_sees_the_form(site: Site) -> None:
    assert read(site.get("/sparql").text).one("textarea")
    page = read(site.get("/sparql?query=" + quote("SELECT ?a { VALUES ?a { 41 } }")).text)
    assert page.all("td")[0].text.startswith("41")


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_all_saved_queries_are_listed_in_the_language(site: Site, tag: str) -> None:
    page = read(site.get("/queries", accept_language=tag).text)
    titles = [e.text for e in page.all("a") if e.get("href").startswith("/queries/")]
    assert sorted(titles) == sorted(q.title[tag] for q in load_saved_queries().values())


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_query_is_a_page_with_form_and_answer(site: Site, name: str) -> None:
    saved = SAVED[name]
    answer = site.get(f"/queries/{name}", accept_language="ar")
    page = read(answer.text)
    assert (answer.status, page.faults) == (200, [])
    assert page.one("h1").text == saved.title["ar"]
    fields = {e.get("name") for e in page.elements if e.tag in {"input", "select"}}
    assert fields == {p.name for p in saved.parameters}
    assert page.all("section", aria_labelledby="result")
    assert any(h.startswith("/query?query=") for h in page.links)


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_query_is_an_address_for_programs(site: Site, name: str) -> None:
    is_graph = "\nCONSTRUCT" in SAVED[name].text
    media_type = "application/ld+json" if is_graph else "application/sparql-results+json"
    by_format = site.get(f"/queries/{name}?format=json", accept="*/*")
    by_header = site.get(f"/queries/{name}", accept=media_type)
    assert by_format.media_type == by_header.media_type == media_type
    assert by_format.body == by_header.body


def test_a_query_that_asks_elsewhere_says_that_it_may_not(site: Site) -> None:
    federated = [q for q in load_saved_queries().values() if q.federated]
    assert federated
    for saved in federated:
        answer = site.get(f"/queries/{saved.name}", accept_language="en")
        assert answer.status == 200
        assert "has not allowed" in answer.text
        assert site.get(f"/queries/{saved.name}?format=csv").status == 400


def _with(type_name: str) -> tuple[SavedQuery, str]:
    for saved in SAVED.values():
        for parameter in saved.parameters:
            if parameter.type.name.startswith(type_name):
                return saved, parameter.name
    raise AssertionError(f"no saved query takes {type_name}")


def test_a_wrong_value_is_shown_where_it_stands(site: Site) -> None:
    saved, name = _with("xsd:date")
    answer = site.get(f'/queries/{saved.name}?{name}="><b>&lang=en')
    page = read(answer.text)
    assert (answer.status, page.faults) == (400, [])
    (wrong,) = page.all("input", aria_invalid="true")
    assert wrong.get("value") == '"><b>'
    assert "This value cannot be used" in page.one("p", class_="fault").text
    assert not page.all("section", aria_labelledby="result")
    problem = site.get(f"/queries/{saved.name}?{name}=never", accept="text/csv")
    assert (problem.status, problem.media_type) == (400, "application/problem+json")


def test_an_entity_is_chosen_by_name(site: Site) -> None:
    saved, name = _with("iri:state")
    page = read(site.get(f"/queries/{saved.name}?{name}=state/qatar&lang=ar").text)
    assert page.one("select", name=name)
    (chosen,) = [e for e in page.all("option") if "selected" in e.attributes]
    assert (chosen.get("value"), chosen.text) == ("state/qatar", "قطر")


def test_unknown_and_doubled_values_are_refused(site: Site) -> None:
    name = next(iter(SAVED))
    assert site.get(f"/queries/{name}?nonsense=1").status == 400
    saved, parameter = _with("xsd:date")
    twice = f"{parameter}=2003-01-01&{parameter}=2004-01-01"
    assert site.get(f"/queries/{saved.name}?{twice}").status == 400
