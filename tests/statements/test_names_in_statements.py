"""Whom names mean where one word names two things, or several states at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.extraction import Extractor
from loaders.mentions.mention import Form
from loaders.statements.facts import facts
from loaders.text.vowels import bears_vowels
from tests.statements.conftest import ReadText, document


def test_behind_a_city_the_first_letter_of_a_name_is_no_and(extractor: Extractor) -> None:
    def places(text: str) -> list[str]:
        return [m.span.of(text) for m in extractor.mentions(document(text)).entities]

    assert "جدة" in places("احتلت فرنسا مدينة جدة سنة 1907.")
    assert "جدة" not in places("احتلت فرنسا مدينة وجدة سنة 1907.")
    assert "وجدة" in places("احتلت فرنسا مدينة وجدة سنة 1907.")


def told(extractor: Extractor, text: str, kind: str) -> list[tuple[list[Any], str | None]]:
    source = document(text)
    return [
        ([_label(p) for p in fact["participants"].values()], fact["date"])
        for fact in facts(source, extractor.extract(source))
        if fact["type"] == kind
    ]


def _label(value: Any) -> Any:
    return value["label"] if isinstance(value, dict) else value


@pytest.mark.parametrize(
    ("written", "place"), [("عمّان", "Amman"), ("عَمّان", "Amman"), ("عُمان", "Oman"), ("عمان", "Oman")]
)
def test_vowel_marks_tell_two_names_apart(extractor: Extractor, written: str, place: str) -> None:
    visits = told(extractor, f"زار كوفي عنان {written} في مايو 2005.", "visit")
    assert visits == [(["Kofi Annan", place], "2005-05")]


@given(st.text("عمان\u064e\u064f\u0651", max_size=12))
def test_every_text_bears_its_own_vowels(text: str) -> None:
    assert bears_vowels(text, text)


def test_more_vowels_than_listed_do_no_harm() -> None:
    assert bears_vowels("عَمَّانُ", "عمّان")
    assert not bears_vowels("عُمان", "عمّان")
    assert not bears_vowels("عمّا", "عمّان")


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("وفي 17 سبتمبر 1991 قُبلت الكوريتان في الأمم المتحدة.", ["North Korea", "South Korea"]),
        (
            "انضمت دول البلطيق الثلاث إلى الاتحاد الأوروبي في 1 أيار 2004.",
            ["Estonia", "Latvia", "Lithuania"],
        ),
        (
            "The three Baltic states joined NATO on 29 March 2004.",
            ["Estonia", "Latvia", "Lithuania"],
        ),
    ],
)
def test_a_name_for_several_states_tells_of_each(
    extractor: Extractor, text: str, members: list[str]
) -> None:
    found = told(extractor, text, "membership_admission")
    assert sorted(participants[0] for participants, _ in found) == members


def test_a_charter_and_its_organisation_bring_each_other_to_mind(extractor: Extractor) -> None:
    signed = told(
        extractor,
        "تأسست الأمم المتحدة عام 1945، ووقع العراق ميثاقها في يونيو 1945.",
        "treaty_signature",
    )
    assert signed == [(["Iraq", "Charter of the United Nations"], "1945-06")]
    joined = told(
        extractor,
        "انضم العراق إلى عصبة الأمم عام 1932. ووقع ميثاق الأمم المتحدة في يونيو 1945، وصار عضوا في "
        "المنظمة في ديسمبر 1945.",
        "membership_admission",
    )
    assert joined[-1] == (["Iraq", "United Nations"], "1945-12")


def test_the_subject_may_stand_before_its_verb(extractor: Extractor) -> None:
    text = "كانت جنوب أفريقيا قد احتلت أجزاء من جنوب أنغولا في أغسطس 1981."
    assert told(extractor, text, "occupation") == [(["South Africa", "Angola"], "1981-08")]


def test_an_occupied_capital_is_the_city(extractor: Extractor) -> None:
    text = "احتلت القوات الألمانية وارسو في سبتمبر 1939."
    assert told(extractor, text, "occupation") == [(["Germany", "Warsaw"], "1939-09")]


def test_a_resolution_named_again_is_told_once(extractor: Extractor) -> None:
    text = "وفي 3 ديسمبر 1992 اعتمد مجلس الأمن القرار 794 بشأن الصومال، وصدر القرار بالإجماع."
    assert len(told(extractor, text, "resolution_adoption")) == 1
    assert told(extractor, text, "vote_result") == []


def test_the_dates_of_two_clauses_are_not_mixed(extractor: Extractor) -> None:
    text = (
        "وانضمت جيبوتي إلى الجامعة العربية في سبتمبر 1977، "
        "وفي العشرين من الشهر نفسه قُبلت في الأمم المتحدة."
    )
    assert [date for _, date in told(extractor, text, "membership_admission")] == [
        "1977-09",
        "1977-09-20",
    ]


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("ولحقت بهما مالي في 28 سبتمبر 1960", True),
        ("تولى موديبو كيتا رئاسة مالي", True),
        ("وزار فرانسوا هولاند مالي في 2013", True),
        ("حصلت البلاد على دعم مالي في 2013", False),
        ("واعتمدت نظام مالي جديد", False),
    ],
)
def test_a_name_like_an_adjective_is_one_where_no_noun_takes_it(
    extractor: Extractor, text: str, is_named: bool
) -> None:
    found = any(m.entity.key == "state/mali" for m in extractor.mentions(document(text)).entities)
    assert found is is_named


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (
            "Bangladesh is young. China vetoed its application in 1972. The country persisted.",
            "state/bangladesh",
        ),
        (
            "استقلت موزمبيق عام 1975. وفي سبتمبر 2002 زار واشنطن كوفي عنان. وصادقت البلاد على ذلك.",
            "state/mozambique",
        ),
    ],
)
def test_the_country_is_the_one_that_the_text_goes_on_about(
    extractor: Extractor, text: str, state: str
) -> None:
    described = [
        m.entity.key
        for m in extractor.mentions(document(text)).entities
        if m.form is Form.DESCRIPTION
    ]
    assert described == [state]


def test_a_title_s_own_words_are_no_person(extractor: Extractor) -> None:
    text = "Frank Aiken, then Minister for External Affairs, addressed the General Assembly."
    entities = extractor.mentions(document(text)).entities
    assert [m.entity.label() for m in entities if m.entity.kind == "person"] == ["Frank Aiken"]


def test_a_council_is_one_by_its_name_whatever_its_key(read: ReadText) -> None:
    text = (
        "وقّعت الكويت في 25 مايو 1981 النظام الأساسي لمجلس التعاون لدول الخليج العربية، وكان "
        "الدبلوماسي الكويتي عبد الله بشارة أول أمين عام للمجلس."
    )
    held = next(fact for fact in read(text) if fact["type"] == "office_held")
    assert held["participants"]["of"]["label"] == "Gulf Cooperation Council"


def test_the_last_word_of_a_name_told_before_is_the_person(read: ReadText) -> None:
    text = (
        "وتسلم نيلسون مانديلا الرئاسة في جنوب أفريقيا في 10 مايو 1994. وانتخب كوفي عنان أمينا عاما "
        "للأمم المتحدة في عام 1996. وقام مانديلا بزيارة إلى فرنسا في يوليو 1996."
    )
    visits = [f for f in read(text) if f["type"] == "visit"]
    assert [f["participants"]["visitor"] for f in visits] == ["Nelson Mandela"]


def test_what_only_counts_a_king_is_no_name_of_his(extractor: Extractor) -> None:
    text = "تولى محمد السادس العرش في المغرب. وخاطب السادس من المتحدثين الجمعية العامة."
    entities = extractor.mentions(document(text)).entities
    persons = [m for m in entities if m.entity.kind == "person"]
    assert [m.span.of(text) for m in persons] == ["محمد السادس"]


def test_the_second_half_of_a_name_is_no_title(read: ReadText) -> None:
    text = "وأدلى وزير خارجية اليمن عبد الملك المخلافي ببيان أمام مجلس الأمن في 15 نيسان 2016."
    offices = [f["participants"]["office"] for f in read(text) if f["type"] == "office_held"]
    assert offices == ["Minister of Foreign Affairs"]


def test_who_is_elected_by_a_parliament_presides_over_the_state(read: ReadText) -> None:
    text = "انتخب مجلس النواب اللبناني ميشال عون رئيسا للجمهورية في 31 تشرين الأول 2016."
    (held,) = [f for f in read(text) if f["type"] == "office_held"]
    assert held["participants"]["of"]["label"] == "Lebanon"
