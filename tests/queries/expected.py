"""Expected answers of saved queries: how they are stored and how an answer becomes one.

``queries/NAME.expected.json`` holds ``variables`` and ``rows`` of a table, ``boolean`` of a
question, or ``triples`` of a graph; terms are written as in N-Triples, null is a variable without
value. The order of rows counts only where the query orders them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph

from server.saved_queries import SavedQuery

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
BOTH = f"{RESULTS}, {TRIPLES};q=0.9"
Expected = dict[str, Any]


def expected_file(query: SavedQuery) -> Path:
    """Return where the expected answer of `query` is stored."""
    return query.path.with_suffix(".expected.json")


def read_expected(query: SavedQuery) -> Expected:
    """Return the stored answer."""
    content: Expected = json.loads(expected_file(query).read_text(encoding="utf-8"))
    return content


def write_expected(query: SavedQuery, answer: Expected) -> None:
    """Store `answer`, one row a line, so that a change shows as the rows that changed."""
    parts = []
    for key, value in answer.items():
        if isinstance(value, list) and value and key != "variables":
            rows = ",\n    ".join(json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f'  "{key}": [\n    {rows}\n  ]')
        else:
            parts.append(f'  "{key}": {json.dumps(value, ensure_ascii=False)}')
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    expected_file(query).write_text(text, encoding="utf-8")


def answer_of(media_type: str, body: bytes) -> Expected:
    """Return an answer over HTTP in the form in which answers are stored."""
    if media_type == TRIPLES:
        return {"triples": sorted(body.decode("utf-8").splitlines())}
    content = json.loads(body)
    if "boolean" in content:
        return {"boolean": content["boolean"]}
    variables = content["head"]["vars"]
    rows = [
        [_term(row[name]) if name in row else None for name in variables]
        for row in content["results"]["bindings"]
    ]
    return {"variables": variables, "rows": rows}


def comparable(query: SavedQuery, answer: Expected) -> Expected:
    """Return `answer` with its rows sorted, unless the query itself orders them."""
    if query.ordered or "rows" not in answer:
        return answer
    return {**answer, "rows": sorted(answer["rows"], key=lambda row: [str(cell) for cell in row])}


def _term(binding: dict[str, str]) -> str:
    value = binding["value"]
    if binding["type"] == "uri":
        return str(pyoxigraph.NamedNode(value))
    if "xml:lang" in binding:
        return str(pyoxigraph.Literal(value, language=binding["xml:lang"]))
    if "datatype" in binding:
        datatype = pyoxigraph.NamedNode(binding["datatype"])
        return str(pyoxigraph.Literal(value, datatype=datatype))
    return str(pyoxigraph.Literal(value))
