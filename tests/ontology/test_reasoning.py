"""HermiT finds the ontology consistent, sound facts too, and every counterexample not."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import OntologyError
from ontology.reasoning import COUNTEREXAMPLES, reason
from ontology.vocabulary import read_vocabulary

SOUND = Path(__file__).with_name("sound.ttl")
PREFIXES = "PREFIX m: <https://w3id.org/mithaq/ontology#>\nPREFIX x: <https://a.example/>\n"


def test_the_ontology_is_consistent_and_no_class_is_empty() -> None:
    verdict = reason()
    assert (verdict.consistent, verdict.unsatisfiable) == (True, ())
    assert verdict.classes > len(read_vocabulary().classes)


def test_sound_facts_are_consistent() -> None:
    assert reason([SOUND]).consistent


def test_there_are_at_least_ten_counterexamples() -> None:
    assert len(list(COUNTEREXAMPLES.glob("*.ttl"))) >= 10


@pytest.mark.parametrize("path", sorted(COUNTEREXAMPLES.glob("*.ttl")), ids=lambda path: path.stem)
def test_a_counterexample_is_inconsistent(path: Path) -> None:
    assert not reason([path]).consistent


def test_a_class_that_can_have_no_member_is_named(tmp_path: Path) -> None:
    extra = tmp_path / "extra.ttl"
    extra.write_text(
        f"{PREFIXES}PREFIX owl: <http://www.w3.org/2002/07/owl#>\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        "x:Both a owl:Class ; rdfs:subClassOf m:State , m:Person .\n",
        encoding="utf-8",
    )
    assert reason([extra]).unsatisfiable == ("https://a.example/Both",)


def test_an_ontology_without_classes_is_an_error_not_consistent(tmp_path: Path) -> None:
    empty = tmp_path / "empty.ttl"
    empty.write_text(f"{PREFIXES}x:a x:b x:c .\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="did not reach the reasoner"):
        reason(ontology=[empty])
