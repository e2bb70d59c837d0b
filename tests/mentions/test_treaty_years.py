"""Treaties of one name: the year of the sentence tells which of them is meant."""

from __future__ import annotations

import pytest

from loaders.document import Document
from loaders.mentions import Gazetteer, find_mentions
from loaders.mentions.names.entity_files import shipped_entities


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    return Gazetteer(shipped_entities())


@pytest.mark.parametrize(
    ("text", "language", "key"),
    [
        (
            "Spain signed the Treaty of Paris on 10 December 1898.",
            "en",
            "treaty/treaty-of-paris-1898",
        ),
        ("In 1856 Russia signed the Treaty of Paris.", "en", "treaty/treaty-of-paris-1856"),
        ("وقعت بولندا معاهدة وارسو في 7 ديسمبر 1970.", "ar", "treaty/treaty-of-warsaw-1970"),
        ("وقعت ألبانيا معاهدة وارسو في 14 أيار 1955.", "ar", "treaty/warsaw-treaty"),
        ("وقعت بولندا معاهدة وارسو لعام 1970 في شتاء بارد.", "ar", "treaty/treaty-of-warsaw-1970"),
    ],
)
def test_the_year_tells_which_treaty_of_a_name_is_meant(
    shipped: Gazetteer, text: str, language: str, key: str
) -> None:
    found = find_mentions(Document("t.txt", "t", text, "", language), shipped)
    assert [m.entity.key for m in found.entities if m.entity.kind == "treaty"] == [key]
