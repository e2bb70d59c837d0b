"""SELECT and ASK answers as rows of terms, for pages."""

from __future__ import annotations

import json
from typing import Any

from server.engine.query import Table, Term

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def read_table(body: bytes, release: str, limit: int | None) -> Table:
    """Return the table in a SPARQL JSON results document.

    :param limit: rows to keep; whether there were more is noted.
    """
    document = json.loads(body)
    if "boolean" in document:
        return Table((), (), release, boolean=bool(document["boolean"]))
    bindings = document["results"]["bindings"]
    truncated = limit is not None and len(bindings) > limit
    rows = tuple(
        {name: _term(value) for name, value in binding.items()} for binding in bindings[:limit]
    )
    return Table(tuple(document["head"]["vars"]), rows, release, truncated=truncated)


def _term(value: dict[str, Any]) -> Term:
    kind = value["type"]
    if kind == "uri":
        return Term("iri", value["value"])
    if kind == "bnode":
        return Term("bnode", value["value"])
    if kind == "triple":
        return Term("triple", _turtle(value))
    language = value.get("xml:lang")
    if language is not None and "its:dir" in value:
        language += f"--{value['its:dir']}"
    datatype = value.get("datatype")
    return Term("literal", value["value"], language, None if datatype == _XSD_STRING else datatype)


def _turtle(value: dict[str, Any]) -> str:
    """Return a term of a JSON results document as Turtle 1.2 writes it."""
    if value["type"] == "triple":
        parts = value["value"]
        written = (_turtle(parts[name]) for name in ("subject", "predicate", "object"))
        return f"<<( {' '.join(written)} )>>"
    term = _term(value)
    if term.kind == "iri":
        return f"<{term.value}>"
    if term.kind == "bnode":
        return f"_:{term.value}"
    quoted = json.dumps(term.value, ensure_ascii=False)
    if term.language is not None:
        return f"{quoted}@{term.language}"
    return f"{quoted}^^<{term.datatype}>" if term.datatype is not None else quoted
