"""Titles that carry a pronoun, and titles within the names of sovereigns."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.document import Document
from loaders.mentions import Gazetteer, find_mentions
from loaders.mentions.names.entity_files import shipped_entities
from loaders.text.reading import read_document


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(shipped_entities())


def _named(gazetteer: Gazetteer, document: Document) -> list[tuple[str, str]]:
    mentions = find_mentions(document, gazetteer).entities
    return [(m.entity.key, m.span.of(document.text)) for m in mentions]


@pytest.mark.parametrize(
    ("text", "office", "words"),
    [
        ("وتحدث مندوبها الدائم.", "office/permanent-representative", "مندوبها الدائم"),
        ("وزار وزير خارجيتها باريس.", "office/foreign-minister", "وزير خارجيتها"),
        ("واستقال رئيس وزرائه.", "office/prime-minister", "رئيس وزرائه"),
    ],
)
def test_a_title_may_carry_a_pronoun(
    gazetteer: Gazetteer, tmp_path: Path, text: str, office: str, words: str
) -> None:
    path = tmp_path / "text.ar.txt"
    path.write_text(text, encoding="utf-8")
    assert (office, words) in _named(gazetteer, read_document(path))


def test_a_verb_behind_a_title_is_no_name(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "text.ar.txt"
    path.write_text("لبى دعوة الرئيس الإستوني فزار إستونيا في سبتمبر 1998.", encoding="utf-8")
    named = _named(gazetteer, read_document(path))
    assert not [key for key, _ in named if key.startswith("person/")]


def test_the_title_of_a_sovereign_is_an_office_beside_the_name(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    path = tmp_path / "text.ar.txt"
    path.write_text("حكم الملك الحسين بن طلال الأردن.", encoding="utf-8")
    named = _named(gazetteer, read_document(path))
    assert ("office/king", "ملك") in named
    assert any(key.startswith("person/") and words == "الحسين بن طلال" for key, words in named)
