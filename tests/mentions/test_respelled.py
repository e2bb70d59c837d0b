"""Listed persons under other Arabic spellings."""

from __future__ import annotations

import pytest

from loaders.mentions.names.entity_files import load_entities
from loaders.mentions.names.gazetteer import Gazetteer
from loaders.text.folding import fold


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(load_entities())


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("فيليبي غونثاليث", "Felipe González"),
        ("ستيفو بينداروفسكي", "Stevo Pendarovski"),
    ],
)
def test_a_foreign_name_is_known_under_another_spelling(
    gazetteer: Gazetteer, written: str, listed: str
) -> None:
    found = gazetteer.respelled.find(fold(written).text, gazetteer.name_parts)
    assert found is not None
    assert found.label("en") == listed


@pytest.mark.parametrize("written", ["محمد عباس", "حسين روحاني", "ستيفو", "غونثاليث فيليبي"])
def test_another_person_is_not_taken_for_a_listed_one(gazetteer: Gazetteer, written: str) -> None:
    assert gazetteer.respelled.find(fold(written).text, gazetteer.name_parts) is None
