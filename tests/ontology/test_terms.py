"""The terms in code are the terms of the Turtle, and the Turtle knows all that the table names."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import BNode

from loaders.errors import OntologyError
from ontology import terms
from ontology.generate_terms import TERMS_FILE, generate
from ontology.statement_types import load_statement_types
from ontology.vocabulary import (
    ALIGNMENTS_FILE,
    VOCABULARY_FILE,
    parse_turtle,
    read_vocabulary,
)

WIKIDATA = "http://www.wikidata.org/prop/direct/"
# Properties whose English label was compared with a labelled source.
CONFIRMED = """P17 P31 P39 P50 P131 P159 P276 P279 P304 P361 P457 P463 P571 P576 P577 P580 P582
P585 P793 P1001 P1344 P1365 P1366 P1891 P3069"""


def test_the_module_of_terms_is_made_from_the_turtle() -> None:
    assert TERMS_FILE.read_text(encoding="utf-8") == generate(read_vocabulary())


def test_every_name_of_the_table_is_a_term() -> None:
    for statement_type in load_statement_types().values():
        for name in (
            statement_type.cls,
            statement_type.direct.predicate,
            *statement_type.properties,
        ):
            assert terms.term(name) == terms.NAMESPACE + name


def test_an_unknown_name_is_no_term() -> None:
    with pytest.raises(KeyError, match="'occupies' is not a term"):
        terms.term("occupies")


def test_closed_lists_map_words_to_concepts() -> None:
    assert terms.CLOSED_LISTS["demandKind"]["withdrawal"] is terms.Concept.WITHDRAWAL_DEMAND
    assert set(terms.CLOSED_LISTS["basis"]) == {"explicit", "inherited", "relative", "inferred"}


def test_exactly_the_predicates_of_contested_types_are_contested() -> None:
    contested = {
        entry.direct.predicate for entry in load_statement_types().values() if entry.contested
    }
    assert read_vocabulary().contested == contested


@pytest.mark.parametrize("path", [VOCABULARY_FILE, ALIGNMENTS_FILE], ids=lambda path: path.name)
def test_what_is_published_has_no_blank_node(path: Path) -> None:
    assert not [node for triple in parse_turtle(path) for node in triple if isinstance(node, BNode)]


def test_wikidata_properties_are_those_with_a_confirmed_label() -> None:
    used = {
        str(value).removeprefix(WIKIDATA)
        for value in parse_turtle(ALIGNMENTS_FILE).objects()
        if str(value).startswith(WIKIDATA)
    }
    assert used <= set(CONFIRMED.split())


def test_a_syntax_error_is_reported_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("PREFIX a: <https://a.example/>\na:x a:y\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="Not Turtle") as raised:
        parse_turtle(broken)
    assert raised.value.path == broken
    assert raised.value.line in {2, 3}


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "latin.ttl"
    broken.write_bytes(b"# caf\xe9\n")
    with pytest.raises(OntologyError, match="UTF-8"):
        parse_turtle(broken)
