"""When resolutions were adopted and on what, where the sentence tells it apart from them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.statements.conftest import ReadText

Told = list[tuple[str, str | None, str | None]]


def _subject(fact: dict[str, Any]) -> str | None:
    value = fact["participants"].get("subject")
    return str(value["label"]) if isinstance(value, dict) else value and str(value)


def _told(text: str, read: ReadText) -> Told:
    found = [f for f in read(text) if f["type"] == "resolution_adoption"]
    told = [(f["numbers"]["resolution"], f["date"], _subject(f)) for f in found]
    return sorted(told, key=lambda one: one[0])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "أوصى مجلس الأمن بقبول زامبيا في قراره 195 وبقبول مالطا في قراره 196، "
            "وقد صدر القراران في 30 أكتوبر 1964.",
            [("195", "1964-10-30", "Zambia"), ("196", "1964-10-30", "Malta")],
        ),
        (
            "أوصى مجلس الأمن في قراره 753 بقبول كرواتيا وفي قراره 754 بقبول سلوفينيا، "
            "وصدر الأول في 18 أيار 1992 والثاني في 20 أيار 1992.",
            [("753", "1992-05-18", "Croatia"), ("754", "1992-05-20", "Slovenia")],
        ),
        (
            "فرض مجلس الأمن عقوبات على ليبيا بالقرار 748 وشددها بالقرار 883، "
            "في 31 مارس 1992 و11 نوفمبر 1993 على التوالي.",
            [("748", "1992-03-31", "Libya"), ("883", "1993-11-11", "Libya")],
        ),
        (
            "عقد مجلس الأمن جلسة في 15 سبتمبر 1999، واعتمد فيها القرار 1264 بشأن إندونيسيا.",
            [("1264", "1999-09-15", "Indonesia")],
        ),
        (
            "اعتمدت الجمعية العامة القرار 75/287 بشأن ميانمار، "
            "وصوتت لصالحه 119 دولة في 18 يونيو 2021.",
            [("75/287", "2021-06-18", "Myanmar")],
        ),
    ],
)
def test_the_day_of_adoption_may_be_told_apart(text: str, told: Told, read: ReadText) -> None:
    assert _told(text, read) == told


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("طالب مجلس الأمن العراق بسحب قواته من الكويت بقراره 660 في 2 آب 1990.", "Kuwait"),
        (
            "مدد مجلس الأمن ولاية قوة الأمم المتحدة المؤقتة في لبنان بقراره 2433 في 30 آب 2018.",
            "Lebanon",
        ),
        (
            "بناء على توصية مجلس الأمن في قراره 709 الصادر في 12 أيلول 1991 قُبلت إستونيا عضوا في "
            "الأمم المتحدة.",
            "Estonia",
        ),
    ],
)
def test_a_resolution_is_about_where_it_acts(text: str, subject: str, read: ReadText) -> None:
    assert [one[2] for one in _told(text, read)] == [subject]
