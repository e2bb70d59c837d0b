"""Which treaty a name means, and what one that no list knows is called in English."""

from __future__ import annotations

import pytest

from loaders.extraction import Extractor
from tests.statements.conftest import ReadText, document


def _treaties(extractor: Extractor, text: str) -> list[tuple[str, bool]]:
    named = [
        (participant.entity.label(), participant.entity.listed)
        for statement in extractor.extract(document(text)).statements
        for participant in statement.participants
        if participant.role == "treaty"
    ]
    return list(dict.fromkeys(named))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("معاهدة مراكش", "Treaty of Marrakesh"),
        ("إعلان بانكوك", "Bangkok Declaration"),
        ("معاهدة بانكوك", "Treaty of Bangkok"),
        ("المعاهدة الدولية لمكافحة الفساد", "United Nations Convention against Corruption"),
        ("معاهدة باريس لعام 1951", "Treaty of Paris (1951)"),
    ],
)
def test_a_description_means_the_listed_treaty(name: str, label: str, extractor: Extractor) -> None:
    assert _treaties(extractor, f"وقعت مصر {name} في أثينا.") == [(label, True)]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("اتفاقية مراكش", "Marrakesh Agreement"),  # not the treaty of the same city
        ("معاهدة باريس", "Paris Treaty"),  # neither the agreement nor the treaty of a year
        ("اتفاق الجزائر", "Algiers Agreement"),  # the city, not the state
        ("اتفاقية التعاون الدفاعي", "Defence Cooperation Agreement"),
        ("معاهدة الصداقة وحسن الجوار", "Treaty of Friendship and Good Neighbourliness"),
        ("معاهدة الانضمام إلى الاتحاد الأوروبي", "Accession Treaty"),
        ("مذكرة تفاهم", "Memorandum of Understanding"),
    ],
)
def test_an_ambiguous_or_unknown_name_stays_unlisted(
    name: str, label: str, extractor: Extractor
) -> None:
    assert _treaties(extractor, f"وقعت مصر {name} في أثينا.") == [(label, False)]


@pytest.mark.parametrize(
    "text",
    [
        "وقعت مصر اتفاقا جديدا في أثينا.",
        "وقعت مصر إعلان الحرب في أثينا.",
        "Egypt signed the Declaration of Independence in Athens.",
    ],
)
def test_what_names_no_instrument_is_no_treaty(text: str, extractor: Extractor) -> None:
    assert _treaties(extractor, text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Peru signed the SAARC Charter.", "SAARC Charter"),
        ("Peru signed a peace treaty with Chile.", "peace treaty"),
        ("Peru signed the Oslo accords.", "Oslo Accords"),
        (
            "Peru signed the Treaty concerning the Accession of Croatia to the European Union.",
            "Treaty concerning the Accession of Croatia to the European Union",
        ),
    ],
)
def test_english_names_of_treaties(text: str, label: str, extractor: Extractor) -> None:
    assert [found for found, _ in _treaties(extractor, text)] == [label]


def test_a_parliament_ratifies_for_its_state(read: ReadText) -> None:
    text = "صادق مجلس النواب الأردني على نظام روما الأساسي في 11 نيسان 2002."
    (fact,) = [f for f in read(text) if f["type"] == "treaty_accession"]
    assert fact["participants"]["party"]["label"] == "Jordan"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("وقعت مصر اتفاقية السلام المعروفة باتفاقية كامب ديفيد.", "Camp David Accords"),
        ("وقعت كرواتيا اتفاق السلام المعروف باسم اتفاق دايتون.", "Dayton Agreement"),
        ("وقعت غانا الاتفاقية، المسماة اتفاقية رامسار.", "Ramsar Convention"),
        ("Croatia signed the peace agreement known as the Dayton Agreement.", "Dayton Agreement"),
        ("Eritrea signed the peace accord called the Algiers Agreement.", "Algiers Agreement"),
    ],
)
def test_a_treaty_is_the_one_as_which_it_is_said_to_be_known(
    text: str, label: str, extractor: Extractor
) -> None:
    assert [name for name, _ in _treaties(extractor, text)] == [label]
