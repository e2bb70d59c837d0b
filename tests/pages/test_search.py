"""Search by name forgives spelling in both languages."""

from __future__ import annotations

import pytest

from server.pages.search import NameIndex
from server.pages.terms import Value

AZERBAIJAN = "https://w3id.org/mithaq/id/state/azerbaijan"
NATIONS = "https://w3id.org/mithaq/id/organisation/united-nations"
COUNCIL = "https://w3id.org/mithaq/id/organ/un-security-council"


def index() -> NameIndex:
    names = [
        (AZERBAIJAN, "أذربيجان", "ar", True),
        (AZERBAIJAN, "آذربيجان", "ar", False),
        (AZERBAIJAN, "Azerbaijan", "en", True),
        (NATIONS, "الأمم المتحدة", "ar", True),
        (NATIONS, "United Nations", "en", True),
        (COUNCIL, "United Nations Security Council", "en", True),
    ]
    rows = []
    for iri, name, language, preferred in names:
        row = {
            "node": Value("iri", iri),
            "name": Value("literal", name, language),
            "kind": Value("iri", "https://w3id.org/mithaq/ontology#Thing"),
        }
        if preferred:
            row["preferred"] = Value("literal", "true")
        rows.append(row)
    return NameIndex(rows)


@pytest.mark.parametrize(
    "words",
    ["azerbaijan", "AZERB", "اذربيجان", "أَذْرَبَيْجَان", "آذربيـجان", "ذربيج"],
)
def test_a_name_is_found_however_it_is_spelt(words: str) -> None:
    assert [thing.iri for thing in index().find(words, 10)] == [AZERBAIJAN]


def test_whole_names_come_first() -> None:
    assert [t.iri for t in index().find("United Nations", 10)] == [NATIONS, COUNCIL]


def test_the_article_does_not_matter() -> None:
    assert [t.iri for t in index().find("امم متحدة", 10)] == []
    assert [t.iri for t in index().find("أمم المتحدة", 10)] == [NATIONS]


@pytest.mark.parametrize("words", ["", "   ", "ـ", "zz"])
def test_nothing_finds_nothing(words: str) -> None:
    assert index().find(words, 10) == []


def test_no_more_than_asked_for() -> None:
    assert len(index().find("n", 1)) == 1
