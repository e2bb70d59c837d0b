"""Annotated documents about many states: what is found, what is missing, what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loaders.extraction import Extractor
from loaders.statements.facts import facts
from tests.statements.conftest import document
from tests.statements.scoring import CORPUS, gold, score

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "documents"
ANNOTATED = sorted(path.stem for path in CORPUS.glob("*.txt"))
SAMPLES = [name for name in ANNOTATED if name.startswith("sample_")]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_fact_of_a_sample_and_no_other_is_found(name: str, extractor: Extractor) -> None:
    source = document((CORPUS / f"{name}.txt").read_text(encoding="utf-8"), f"{name}.txt")
    result = score(gold(name), facts(source, extractor.extract(source)))
    assert (result.missing, result.wrong) == ([], []), result.report()


@pytest.mark.parametrize("name", [n for n in ANNOTATED if n not in SAMPLES])
def test_other_annotated_documents_reach_the_measures(name: str, extractor: Extractor) -> None:
    source = document((CORPUS / f"{name}.txt").read_text(encoding="utf-8"), f"{name}.txt")
    result = score(gold(name), facts(source, extractor.extract(source)))
    assert result.recall >= 0.9, result.report()
    assert result.precision >= 0.9, result.report()


@pytest.mark.parametrize("name", ANNOTATED)
def test_every_statement_quotes_the_document_verbatim(name: str, extractor: Extractor) -> None:
    text = (CORPUS / f"{name}.txt").read_text(encoding="utf-8")
    for statement in extractor.extract(document(text)).statements:
        assert text[statement.span.start : statement.span.end] == statement.quote
        assert not statement.quote.endswith(".")


@pytest.mark.parametrize("name", ANNOTATED)
def test_what_must_not_be_extracted_is_not(name: str, extractor: Extractor) -> None:
    source = document((CORPUS / f"{name}.txt").read_text(encoding="utf-8"))
    found = facts(source, extractor.extract(source))
    for forbidden in gold(name).get("must_not_extract") or []:
        start = source.text.find(forbidden["quote"])
        inside = [
            f
            for f in found
            if f["type"] == forbidden["type"]
            and start <= f["start"] < start + len(forbidden["quote"])
            and all(_names_of(f, wanted) for wanted in forbidden["participants"])
        ]
        assert not inside, forbidden["quote"]


def _names_of(fact: dict[str, Any], name: str) -> bool:
    return name.casefold() in str(fact["participants"]).casefold()


def test_the_shipped_document_gives_many_statements_and_none_of_the_known_errors(
    extractor: Extractor,
) -> None:
    path = next(SHIPPED.glob("*.txt"))
    source = document(path.read_text(encoding="utf-8"), path.name)
    extraction = extractor.extract(source)
    assert len(extraction.statements) >= 180
    found = facts(source, extraction)

    def dates(kind: str, **numbers: str) -> set[str | None]:
        return {
            f["date"]
            for f in found
            if f["type"] == kind and numbers.items() <= f["numbers"].items()
        }

    assert "1995/1997" in dates("membership_term")
    assert "1997/1995" not in dates("membership_term")
    assert dates("resolution_adoption", resolution="874") == {"1993-10-14"}
    assert dates("resolution_adoption", resolution="884") == {"1993-11-12"}
    assert dates("occupation") == {None}
    for number in ("1368", "1373", "1377"):
        assert dates("resolution_adoption", resolution=number) == set()
        assert dates("resolution_mention", resolution=number) == {None}
    votes = [f["numbers"] for f in found if f["type"] == "vote_result"]
    assert votes == [{"for": 39, "against": 7, "abstain": 100}]


def test_a_prime_minister_is_no_president_yet(extractor: Extractor) -> None:
    path = next(SHIPPED.glob("*.txt"))
    source = document(path.read_text(encoding="utf-8"), path.name)
    offices = {
        (s.attested.edtf[:4], office.label())
        for s in extractor.extract(source).statements
        if s.type == "office_held"
        and s.attested is not None
        and (person := s.participant("person")) is not None
        and person.label() == "Ilham Aliyev"
        and (office := s.participant("office")) is not None
    }
    assert ("2003", "Prime Minister") in offices
    assert ("2003", "President") not in offices
    assert ("2004", "President") in offices
