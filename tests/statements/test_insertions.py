"""Relative clauses within a sentence: what stands around them, and what they tell themselves."""

from __future__ import annotations

import pytest

from tests.statements.conftest import Facts, ReadText


def _offices(found: Facts) -> list[tuple[str, str | None, str]]:
    return [
        (f["participants"]["office"], f["date"], str(f["numbers"].get("session", "")))
        for f in found
        if f["type"] == "office_held"
    ]


def test_who_swears_may_be_told_of_before_the_oath(read: ReadText) -> None:
    text = (
        "وأدى نيلسون مانديلا، الذي ألقى كلمة أمام الجمعية العامة للأمم المتحدة عام 1993، اليمين "
        "رئيسا لجنوب أفريقيا في 10 ماي 1994."
    )
    found = read(text)
    assert _offices(found) == [("President", "1994-05-10/..", "")]
    assert [f["date"] for f in found if f["type"] == "speech"] == ["1993"]


def test_two_offices_around_a_comma_keep_their_own_dates_and_numbers(read: ReadText) -> None:
    text = (
        "وأدى خوسيه راموس هورتا، الذي ترأس الدورة الثامنة للجمعية العامة للأمم المتحدة، اليمين "
        "رئيسا لتيمور الشرقية في 20 مايو 2007."
    )
    assert sorted(_offices(read(text))) == [
        ("President", "2007-05-20/..", ""),
        ("President of the General Assembly", None, "8"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("وزار بان كي مون النيجر في زيارة جرت في 6 مارس 2014.", "visit", "2014-03-06"),
        ("وقام شي جين بينغ بزيارة إلى مصر استمرت يومين في يناير 2016.", "visit", "2016-01"),
        (
            "وألقى ياسر عرفات كلمة أمام الجمعية العامة للأمم المتحدة في جلسة عقدت في جنيف في 13 "
            "ديسمبر 1988.",
            "speech",
            "1988-12-13",
        ),
        (
            "Zimbabwe joined the African Union at a summit held in Lusaka in July 2001.",
            "membership_admission",
            "2001-07",
        ),
        (
            "Angela Merkel paid a visit to Tunisia that began on 2 March 2017.",
            "visit",
            "2017-03-02",
        ),
    ],
)
def test_when_an_occasion_was_is_when_the_deed_was_done(
    read: ReadText, text: str, kind: str, date: str
) -> None:
    assert [f["date"] for f in read(text) if f["type"] == kind] == [date]


def test_what_a_person_is_may_stand_before_the_oath(read: ReadText) -> None:
    text = "وأدى نيلسون مانديلا، زعيم المؤتمر الوطني، اليمين رئيسا لجنوب أفريقيا في 10 أيار 1994."
    assert _offices(read(text)) == [("President", "1994-05-10/..", "")]


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        (
            "انضمت ليتوانيا، التي أعلنت استقلالها عام 1990، إلى الأمم المتحدة في 17 أيلول 1991.",
            "membership_admission",
            "1991-09-17",
        ),
        (
            "استقلت ماليزيا، وكانت تسمى اتحاد الملايو، عن بريطانيا في 31 آب 1957.",
            "independence",
            "1957-08-31",
        ),
        (
            "زار كوفي عنان، وكان أمينا عاما للأمم المتحدة، تيمور الشرقية في شباط 2000.",
            "visit",
            "2000-02",
        ),
    ],
)
def test_what_stands_before_an_insertion_has_its_date_behind_it(
    read: ReadText, text: str, kind: str, date: str
) -> None:
    assert [f["date"] for f in read(text) if f["type"] == kind] == [date]


def test_what_stands_in_an_insertion_is_not_what_was_done_to(read: ReadText) -> None:
    text = "صدقت مصر، التي لم توقع نظام روما قط، على اتفاقية مكافحة الفساد في 25 فبراير 2005."
    (fact,) = [f for f in read(text) if f["type"] == "treaty_accession"]
    assert fact["participants"]["treaty"] == "United Nations Convention against Corruption"
