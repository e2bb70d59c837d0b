"""Relative clauses between commas: what stands around them, and what they tell themselves."""

from __future__ import annotations

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
