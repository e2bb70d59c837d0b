"""Small real tables for the tests of mentions: nothing here depends on the entity files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from loaders.document import Document
from loaders.entities import Entity
from loaders.mentions import Gazetteer, find_mentions
from loaders.mentions.mention import Mentions
from loaders.mentions.names.entity_files import EntityEntry, EntityTable
from loaders.text.script import language_of

Find = Callable[[str], Mentions]


def entry(
    key: str,
    english: str,
    arabic: str,
    *,
    aliases: tuple[tuple[str, str], ...] = (),
    adjectives: tuple[tuple[str, str], ...] = (),
    metonyms: tuple[tuple[str, str], ...] = (),
    part_of: str | None = None,
    ambiguous: frozenset[str] = frozenset(),
) -> EntityEntry:
    entity = Entity(key, key.split("/")[0], (("en", english), ("ar", arabic)), part_of)
    return EntityEntry(entity, aliases, adjectives, metonyms, (), ambiguous)


ENTRIES = (
    entry("state/kuwait", "Kuwait", "الكويت", adjectives=(("ar", "كويتي"), ("en", "Kuwaiti"))),
    entry("state/iraq", "Iraq", "العراق", adjectives=(("ar", "عراقي"), ("en", "Iraqi"))),
    entry(
        "state/mali",
        "Mali",
        "مالي",
        adjectives=(("ar", "مالي"),),
        ambiguous=frozenset({"مالي"}),
    ),
    entry(
        "state/south-korea",
        "South Korea",
        "كوريا الجنوبية",
        adjectives=(("ar", "كوري جنوبي"),),
        metonyms=(("ar", "سيول"),),
    ),
    entry("state/united-states", "United States", "الولايات المتحدة", aliases=(("en", "US"),)),
    entry("state/kazakhstan", "Kazakhstan", "كازاخستان"),
    entry("state/palestine", "Palestine", "فلسطين"),
    entry("organisation/united-nations", "United Nations", "الأمم المتحدة"),
    entry("organisation/unesco", "UNESCO", "يونسكو"),
    entry("organisation/who", "World Health Organization", "منظمة الصحة العالمية"),
    entry("organisation/cis", "Commonwealth of Independent States", "رابطة الدول المستقلة"),
    entry("organisation/pif", "Pacific Islands Forum", "منتدى جزر المحيط الهادئ"),
    entry(
        "organ/un-general-assembly",
        "General Assembly",
        "الجمعية العامة",
        part_of="organisation/united-nations",
    ),
    entry(
        "organ/un-security-council",
        "Security Council",
        "مجلس الأمن",
        part_of="organisation/united-nations",
    ),
    entry(
        "organ/commission", "Commission on Peace", "اللجنة الوطنية", part_of="organisation/unesco"
    ),
    entry("office/president", "President", "رئيس", aliases=(("ar", "الرئيس"),)),
    entry("office/foreign-minister", "Foreign Minister", "وزير الخارجية"),
    entry(
        "office/president-of-the-general-assembly",
        "President of the General Assembly",
        "رئيس الجمعية العامة",
    ),
    entry(
        "treaty/convention-against-torture",
        "Convention against Torture",
        "اتفاقية مناهضة التعذيب",
    ),
    entry("place/halabja", "Halabja", "حلبجة"),
    entry("person/saad-al-abdullah", "Saad Al-Abdullah", "سعد العبد الله"),
)


@pytest.fixture(scope="session")
def table() -> EntityTable:
    return EntityTable(ENTRIES, {entry.entity.key: entry for entry in ENTRIES})


@pytest.fixture(scope="session")
def gazetteer(table: EntityTable) -> Gazetteer:
    return Gazetteer(table)


@pytest.fixture(scope="session")
def find(gazetteer: Gazetteer) -> Find:
    def find_in(text: str) -> Mentions:
        return find_mentions(Document("t.txt", "t", text, "", language_of(text)), gazetteer)

    return find_in
