"""What SPARQL 1.1 says a query means, case by case, asked through HTTP.

The cases are in ``cases/*.yaml``. Each has its data in a graph of its own, which the request names
with ``default-graph-uri``: so every case also tests that a dataset parameter is honoured. A case
that Oxigraph itself answers otherwise says so under ``known``, and has to fail until it does not.
"""

from __future__ import annotations

import http.client
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import yaml
from _pytest.mark.structures import ParameterSet

from tests.releases import write_release
from tests.served import serving

PREFIXES = (
    "PREFIX : <http://example.org/>\n"
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
)
CASES: list[dict[str, Any]] = [
    {**case, "graph_name": f"http://example.org/case/{path.stem}/{number}"}
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")))
]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    root = tmp_path_factory.mktemp("releases")
    quads = [
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(case["graph_name"]))
        for case in CASES
        for quad in ox.parse(PREFIXES + case["data"], format=ox.RdfFormat.TURTLE)
    ]
    write_release(root, "cases", quads)
    with serving(root) as port:
        yield port


def _ask(port: int, case: dict[str, Any], accept: str) -> bytes:
    body = urlencode(
        {"query": PREFIXES + case["query"], "default-graph-uri": case["graph_name"]}
    ).encode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(
            "POST",
            "/sparql",
            body,
            {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"},
        )
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status == 200, content.decode()
        return content
    finally:
        connection.close()


def _term(text: str) -> dict[str, str]:
    """Return a term of Turtle as the JSON results format writes it."""
    [quad] = ox.parse(PREFIXES + f":s :p {text} .", format=ox.RdfFormat.TURTLE)
    term = quad.object
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    assert isinstance(term, ox.Literal)
    written = {"type": "literal", "value": term.value}
    if term.language:
        written["xml:lang"] = term.language
    elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
        written["datatype"] = term.datatype.value
    return written


def _key(row: dict[str, dict[str, str]], *, by_value: bool) -> str:
    def plain(term: dict[str, str]) -> object:
        return str(Decimal(term["value"]).normalize()) if by_value else sorted(term.items())

    return json.dumps(sorted((name, plain(term)) for name, term in row.items()))


def _parameter(case: dict[str, Any]) -> ParameterSet:
    """Return the case; one that the engine is known to answer otherwise has to fail."""
    known = case.get("known")
    marks = [pytest.mark.xfail(strict=True, reason=known)] if known else []
    return pytest.param(case, id=case["name"], marks=marks)


@pytest.mark.parametrize("case", [_parameter(case) for case in CASES])
def test_query_means_what_the_specification_says(port: int, case: dict[str, Any]) -> None:
    if "graph" in case:
        content = _ask(port, case, "application/n-triples")
        found = {str(quad) for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES)}
        wanted = ox.parse(PREFIXES + case["graph"], format=ox.RdfFormat.TURTLE)
        assert found == {str(quad) for quad in wanted}
        return
    answer = json.loads(_ask(port, case, "application/sparql-results+json"))
    if isinstance(case["answer"], bool):
        assert answer["boolean"] is case["answer"]
        return
    by_value = case.get("values", False)
    rows = [_key(row, by_value=by_value) for row in answer["results"]["bindings"]]
    expected = [
        _key({name: _term(str(text)) for name, text in row.items()}, by_value=by_value)
        for row in case["answer"]
    ]
    if case.get("ordered", False):
        assert rows == expected
    else:
        assert Counter(rows) == Counter(expected)
