"""Every saved query gives, over HTTP, the answer that is stored beside it."""

from __future__ import annotations

import pytest
from rdflib.plugins.sparql import prepareQuery

from server.saved_queries import QUERIES_DIRECTORY, SavedQuery, load_saved_queries
from tests.pages.site import Site
from tests.queries.expected import (
    BOTH,
    RESULTS,
    answer_of,
    comparable,
    expected_file,
    read_expected,
)

QUERIES = load_saved_queries()
LOCAL = [query for query in QUERIES.values() if not query.federated]
RDF_12 = "rdf12-contested-claims"


@pytest.mark.parametrize("query", LOCAL, ids=lambda query: query.name)
def test_the_answer_is_the_stored_one(site: Site, query: SavedQuery) -> None:
    answer = site.get(f"/queries/{query.name}", accept=BOTH)
    assert answer.status == 200, answer.text
    found = comparable(query, answer_of(answer.media_type, answer.body))
    assert found == comparable(query, read_expected(query))


@pytest.mark.parametrize("query", LOCAL, ids=lambda query: query.name)
def test_the_file_itself_is_a_query_that_any_client_can_send(site: Site, query: SavedQuery) -> None:
    answer = site.request(
        "POST",
        "/sparql",
        query.text.encode(),
        accept=BOTH,
        content_type="application/sparql-query",
    )
    assert answer.status == 200, answer.text
    found = comparable(query, answer_of(answer.media_type, answer.body))
    assert found == comparable(query, read_expected(query))


@pytest.mark.parametrize(
    "query", [q for q in QUERIES.values() if q.name != RDF_12], ids=lambda query: query.name
)
def test_a_second_parser_reads_the_query(query: SavedQuery) -> None:
    prepareQuery(query.text)


def test_a_federated_query_is_refused_where_no_endpoint_is_allowed(site: Site) -> None:
    answer = site.get("/queries/wikidata-populations", accept=RESULTS)
    assert answer.status == 400
    assert "query.wikidata.org" in answer.text


def test_there_are_the_fifteen_questions_and_as_many_more() -> None:
    questions = [name for name in QUERIES if name.startswith("cq")]
    assert [name[:4] for name in questions] == [f"cq{number:02}" for number in range(1, 16)]
    assert len(QUERIES) >= 2 * len(questions)


def test_every_stored_answer_belongs_to_a_query() -> None:
    stored = set(QUERIES_DIRECTORY.glob("*.expected.json"))
    assert stored == {expected_file(query) for query in LOCAL}


def test_a_value_changes_the_answer(site: Site) -> None:
    path = "/queries/cq04-bodies-of-a-state-on-a-day"
    body = site.get(f"{path}?day=1996-06-30", accept=RESULTS).body
    rows = answer_of(RESULTS, body)["rows"]
    assert [row[1] for row in rows] == ['"UNICEF Executive Board"@en']
    body = site.get(f"{path}?day=%D9%A1%D9%A9%D9%A9%D9%A0-01-01", accept=RESULTS).body
    assert answer_of(RESULTS, body)["rows"] == []


def test_a_value_of_another_type_is_a_problem_not_an_answer(site: Site) -> None:
    answer = site.get("/queries/cq04-bodies-of-a-state-on-a-day?day=soon", accept=RESULTS)
    assert answer.status == 400
    assert answer.media_type == "application/problem+json"
