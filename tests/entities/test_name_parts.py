from __future__ import annotations

from loaders.mentions.names.entity_files import ENTITY_FILES
from loaders.mentions.persons.name_parts import city_names
from loaders.mentions.unlisted import unlisted


def test_each_part_of_a_name_has_one_customary_spelling() -> None:
    lines = (ENTITY_FILES / "name-parts.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(row) == 2 for row in rows)
    parts = [arabic for arabic, _ in rows]
    assert len(parts) == len(set(parts)) > 600
    for arabic, english in rows:
        assert all("\u0600" <= letter <= "\u06ff" for word in arabic.split() for letter in word)
        assert english.strip() == english != "", arabic
        assert not any("\u0600" <= letter <= "\u06ff" for letter in english), english


def test_a_city_that_no_list_has_takes_its_english_name() -> None:
    assert len(city_names()) > 6000
    assert not any("\u0600" <= letter <= "\u06ff" for e in city_names().values() for letter in e)
    assert unlisted("place", "كسلا", "ar").label("en") == "Kassala"
    assert unlisted("person", "كسلا", "ar").label("en") != "Kassala"
