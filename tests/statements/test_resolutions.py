"""Whose a resolution is, what it is about, and what is no adoption."""

from __future__ import annotations

from typing import Any

import pytest

from tests.statements.conftest import ReadText


def _named(value: Any) -> str | None:
    return str(value["label"]) if isinstance(value, dict) else value and str(value)


def _resolutions(text: str, read: ReadText) -> list[tuple[str | None, str, str | None]]:
    return [
        (
            _named(fact["participants"]["organ"]),
            fact["numbers"].get("resolution", ""),
            _named(fact["participants"].get("subject")),
        )
        for fact in read(text)
        if fact["type"] == "resolution_adoption"
    ]


_COUNCIL, _ASSEMBLY = "United Nations Security Council", "United Nations General Assembly"


def test_a_number_of_the_councils_count_is_none_of_the_assemblys(read: ReadText) -> None:
    text = (
        "The Security Council met on Timor-Leste. The General Assembly reaffirmed its right. "
        "Resolution 1264 (15 September 1999) authorised a force."
    )
    assert [(organ, number) for organ, number, _ in _resolutions(text, read)] == [
        (_COUNCIL, "1264")
    ]


def test_before_it_numbered_by_session_a_plain_number_may_be_the_assemblys(read: ReadText) -> None:
    text = "The General Assembly met. Resolution 2145 (27 October 1966) ended the mandate."
    assert [(organ, number) for organ, number, _ in _resolutions(text, read)] == [
        (_ASSEMBLY, "2145")
    ]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            "UNAMIR, the force for Rwanda, owed its existence to resolution 872, adopted by the "
            "Security Council on 5 October 1993.",
            "Rwanda",
        ),
        (
            "The Security Council adopted resolution 955 on 8 November 1994 with China abstaining",
            None,
        ),
        (
            "Resolution 1701, approved by the Security Council on 11 August 2006 after a month of "
            "war between Israel and Hezbollah, set up a force.",
            None,
        ),
        (
            "ومع انهيار الدولة الصومالية فرض حظر بموجب القرار 733 الصادر عن مجلس الأمن في "
            "23 يناير 1992، وامتنعت الصين عن التصويت.",
            "Somalia",
        ),
    ],
)
def test_a_resolution_is_about_the_state_its_sentence_speaks_of_but_no_voter(
    text: str, subject: str | None, read: ReadText
) -> None:
    assert [about for _, _, about in _resolutions(text, read)] == [subject]


def test_compliance_with_a_resolution_is_no_adoption(read: ReadText) -> None:
    text = "وطالب مجلس الأمن السودان بالتقيد بالقرار 1591."
    assert _resolutions(text, read) == []


def test_each_of_two_resolutions_keeps_its_own_date(read: ReadText) -> None:
    text = (
        "رحب مجلس الأمن في 13 أكتوبر 1992 بالاتفاق في قراره 782، ثم أنشأ بموجب القرار 797 "
        "المؤرخ 16 ديسمبر 1992 عملية في موزمبيق."
    )
    dates = {
        f["numbers"]["resolution"]: f["date"]
        for f in read(text)
        if f["type"] == "resolution_adoption"
    }
    assert dates == {"782": "1992-10-13", "797": "1992-12-16"}


def test_a_resolution_is_about_whose_noun_its_subject_governs(read: ReadText) -> None:
    found = read("وفي 2 ديسمبر 1950 اعتمدت الجمعية العامة القرار 390 بشأن ربط إريتريا بإثيوبيا.")
    assert [f["participants"]["subject"]["label"] for f in found] == ["Eritrea"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (
            "القراران 660 و661 اللذان تبناهما مجلس الأمن في 2 و6 آب 1990 يخصان الكويت.",
            {"660": "1990-08-02", "661": "1990-08-06"},
        ),
        (
            "تستند ليبيا إلى القرار 748 الصادر عن مجلس الأمن في 31 آذار 1992، وإلى القرارين 1970 "
            "و1973 اللذين أصدرهما المجلس في 26 شباط و17 آذار 2011 على التوالي.",
            {"748": "1992-03-31", "1970": "2011-02-26", "1973": "2011-03-17"},
        ),
        (
            "أصدر مجلس الأمن القرار 660 في 2 آب 1990، وألحقه بالقرار 661 بعد أربعة أيام.",
            {"660": "1990-08-02", "661": "1990-08-06"},
        ),
    ],
)
def test_resolutions_told_together_have_each_its_day(
    text: str, dates: dict[str, str], read: ReadText
) -> None:
    found = [f for f in read(text) if f["type"] == "resolution_adoption"]
    assert {f["numbers"]["resolution"]: f["date"] for f in found} == dates


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("اعتمد مجلس الأمن القرار 2254 في 18 كانون الأول 2015 بخصوص النزاع السوري.", "Syria"),
        ("وفي 17 مارس 2011 تبنى مجلس الأمن القرار 1973 الخاص بالأزمة الليبية.", "Libya"),
        (
            "In 2011 the Security Council adopted resolution 1973 on the Libyan crisis.",
            "Libya",
        ),
    ],
)
def test_a_resolution_is_about_the_state_whose_matter_it_is(
    text: str, subject: str, read: ReadText
) -> None:
    assert _resolutions(text, read)[0][2] == subject


def test_who_abstains_before_the_number_is_not_what_a_resolution_is_about(read: ReadText) -> None:
    text = "وامتنعت روسيا والصين عن التصويت على القرار 1973 الذي اعتمده مجلس الأمن في 17 آذار 2011."
    assert _resolutions(text, read) == [(_COUNCIL, "1973", None)]


@pytest.mark.parametrize("words", ["المتعلق بها", "بشأنها", "الخاص بها"])
def test_what_a_resolution_after_an_occupation_is_about(words: str, read: ReadText) -> None:
    text = (
        "احتل العراق الكويت في 2 أغسطس 1990، وكانت دولة مستقلة. احتل العراق الكويت في اليوم نفسه. "
        f"وأصدر مجلس الأمن القرار 660 {words} في 2 أغسطس 1990، وضده عضو واحد."
    )
    adopted = [f for f in read(text) if f["type"] == "resolution_adoption"]
    assert [f["participants"]["subject"]["label"] for f in adopted] == ["Kuwait"]


_LIBERIA = "ليبيريا دولة في غرب أفريقيا. استقلت ليبيريا في 1847. اجتمع مجلس الأمن مرارا. "


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("وبعد أسبوع رفع المجلس الحظر بالقرار 1521 الصادر في 22 ديسمبر 2003.", "Liberia"),
        ("وفي 4 مايو 2001 اتخذ مجلس الأمن القرار 1343 بشأن طلب العضوية.", "Liberia"),
        ("وفي 31 أكتوبر 2000 اعتمد مجلس الأمن القرار 1325 بشأن المرأة والسلام.", None),
        ("وطالت العقوبات أنغولا بقرار مجلس الأمن 864 المؤرخ 15 سبتمبر 1993.", "Angola"),
    ],
)
def test_the_council_acts_on_the_state_that_the_text_is_about(
    text: str, subject: str | None, read: ReadText
) -> None:
    assert [about for _, _, about in _resolutions(_LIBERIA + text, read)] == [subject]


def test_a_noun_spelt_like_a_verb_parts_no_resolution_from_its_date(read: ReadText) -> None:
    text = "وبصدور القرار 753 عن مجلس الأمن بشأن طلب كرواتيا في 18 أيار 1992 زالت العقبات."
    adopted = [f for f in read(text) if f["type"] == "resolution_adoption"]
    assert [f["date"] for f in adopted] == ["1992-05-18"]
    assert adopted[0]["participants"]["subject"]["label"] == "Croatia"


def test_days_told_respectively_go_before_the_month_in_front(read: ReadText) -> None:
    text = (
        "استقلت أنغولا في 11 نوفمبر 1975. وبعد شهرين أصدر مجلس الأمن بشأن أنغولا القرارين "
        "386 و387، وذلك في 17 و31 مارس 1976 على التوالي؛ وقد أُقر أولهما بالإجماع."
    )
    adopted = [f["date"] for f in read(text) if f["type"] == "resolution_adoption"]
    assert adopted == ["1976-03-17", "1976-03-31"]


def test_a_resolution_on_two_states_is_a_fact_of_each(read: ReadText) -> None:
    text = "وفي 25 سبتمبر 2007 اتخذ مجلس الأمن القرار 1778 المتعلق بتشاد وجمهورية أفريقيا الوسطى."
    council = "United Nations Security Council"
    assert _resolutions(text, read) == [
        (council, "1778", "Chad"),
        (council, "1778", "Central African Republic"),
    ]


@pytest.mark.parametrize(
    ("topic", "subject"),
    [
        ("بشأن الحالة في الأراضي الأذربيجانية المحتلة", "Azerbaijan"),
        ("بشأن الأسرى الكويتيين", "Kuwait"),
        ("بشأن عدوان جنوب أفريقيا على أنغولا", "Angola"),
        ("بشأن الوجود العسكري السوري في لبنان", "Lebanon"),
        ("القاضي بنشر قوة دولية في الصومال", "Somalia"),
        ("بشأن المرأة والسلام", None),
        ("بشأن الأقاليم البرتغالية", None),
    ],
)
def test_a_phrase_tells_what_a_resolution_is_about(
    topic: str, subject: str | None, read: ReadText
) -> None:
    text = f"وفي أثناء رئاسة غانا للمجموعة اعتمد مجلس الأمن القرار 794 {topic} في 3 ديسمبر 1992."
    assert [about for _, _, about in _resolutions(text, read)] == [subject]


def test_what_several_resolutions_are_said_to_be_about_goes_before_a_nearer_name(
    read: ReadText,
) -> None:
    text = (
        "وعندما اشتد القتال في أبخازيا اتخذ مجلس الأمن عام 1993 قرارين بشأن جورجيا، هما القرار 849 "
        "في 9 تموز والقرار 854 في 6 آب."
    )
    assert [about for _, _, about in _resolutions(text, read)] == ["Georgia", "Georgia"]
