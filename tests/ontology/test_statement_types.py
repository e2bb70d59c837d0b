"""The table of statement types: what it says, and how mistakes in it are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import OntologyError
from ontology.statement_types import Role, load_statement_types

SMALL = """\
visit:
  class: Visit
  roles:
    visitor: {kinds: [person], required: true}
    seen_by: {kinds: [person, state], list: true}
    of: {kinds: [state], property: officeOf}
  numbers: {session: session}
  qualifiers: {kind: visitKind}
  direct: {subject: visitor, predicate: visited, object: node}
  identity: [visitor, date]
"""


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "types.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_table_marks_claims_as_contested() -> None:
    types = load_statement_types()
    contested = {name for name, entry in types.items() if entry.contested}
    assert contested == {"occupation", "aggression_claim", "non_compliance_claim"}


def test_roles_become_properties(tmp_path: Path) -> None:
    visit = load_statement_types(table(tmp_path, SMALL))["visit"]
    assert visit.role("visitor") == Role("visitor", "visitor", frozenset({"person"}), required=True)
    seen_by = visit.role("seen_by")
    assert seen_by is not None
    assert (seen_by.property, seen_by.many) == ("seenBy", True)
    assert visit.properties == ("visitor", "seenBy", "officeOf", "session", "visitKind")
    assert visit.role("host") is None


@pytest.mark.parametrize(
    ("good", "bad", "line", "says"),
    [
        ("class: Visit", "class: visit", 2, "class name in CamelCase"),
        ("class: Visit", "klass: Visit", 2, "Unknown key"),
        ("  class: Visit\n", "", 2, "'class' is missing"),
        ("[person]", "[human]", 4, "Unknown word"),
        ("list: true", "list: often", 5, "true or false"),
        ("subject: visitor", "subject: guest", 9, "a role of this type"),
        ("[visitor, date]", "[visitor, day]", 10, "Unknown word"),
        ("  numbers:", "  roles:", 7, "twice"),
        ("{session: session}", "[session", 8, "Not YAML"),
        ("{session: session}", "session", 7, "Expected a table"),
    ],
)
def test_a_mistake_is_reported_with_its_line(
    tmp_path: Path, good: str, bad: str, line: int, says: str
) -> None:
    assert good in SMALL
    path = table(tmp_path, SMALL.replace(good, bad))
    with pytest.raises(OntologyError, match=says) as raised:
        load_statement_types(path)
    assert raised.value.path == path
    assert raised.value.line == line


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"# nothing\n"])
def test_a_file_without_a_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "types.yaml"
    path.write_bytes(content)
    with pytest.raises(OntologyError):
        load_statement_types(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no such file"):
        load_statement_types(tmp_path / "none.yaml")
