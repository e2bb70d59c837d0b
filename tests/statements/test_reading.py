"""Subjects left unsaid, lists, dates that belong elsewhere."""

from __future__ import annotations

from typing import Any

from tests.statements.conftest import Facts, ReadText


def _admissions(found: Facts) -> list[tuple[str, str, Any]]:
    return [
        (
            _label(f["participants"]["member"]),
            _label(f["participants"]["organisation"]),
            f["date"],
        )
        for f in found
        if f["type"] == "membership_admission"
    ]


def _label(named: Any) -> str:
    return str(named["label"]) if isinstance(named, dict) else str(named)


def test_an_unsaid_subject_is_the_last_one(read: ReadText) -> None:
    text = "استقلت عمان عام 1951. وانضمت إلى الأمم المتحدة في 7 أكتوبر 1971."
    assert _admissions(read(text)) == [("Oman", "United Nations", "1971-10-07")]


def test_after_a_pair_an_unsaid_singular_subject_is_the_topic(read: ReadText) -> None:
    text = (
        "تقع عمان في آسيا. وفي 7 أكتوبر 1971 انضمت عمان والبحرين إلى الأمم المتحدة. "
        "وأصبحت عضوا في اليونسكو في 10 فبراير 1972. وتطل عمان على بحر العرب."
    )
    assert ("Oman", "UNESCO", "1972-02-10") in _admissions(read(text))
    assert ("Bahrain", "UNESCO", "1972-02-10") not in _admissions(read(text))


def test_each_item_of_a_list_keeps_its_own_date(read: ReadText) -> None:
    text = (
        "انضمت فنلندا إلى الأمم المتحدة في 14 ديسمبر 1955 وإلى مجلس أوروبا في 5 مايو 1989 "
        "وإلى الاتحاد الأوروبي في 1 يناير 1995."
    )
    assert _admissions(read(text)) == [
        ("Finland", "United Nations", "1955-12-14"),
        ("Finland", "Council of Europe", "1989-05-05"),
        ("Finland", "European Union", "1995-01-01"),
    ]


def test_two_states_in_a_sentence_are_not_confused(read: ReadText) -> None:
    text = (
        "انضمت أرمينيا إلى مجلس أوروبا في 25 يناير 2001، بينما انضمت جورجيا إليه في 27 أبريل 1999."
    )
    found = {(member, date) for member, _, date in _admissions(read(text))}
    assert ("Armenia", "2001-01-25") in found
    assert ("Armenia", "1999-04-27") not in found
    assert ("Georgia", "2001-01-25") not in found


def test_a_resolution_number_that_looks_like_a_year_is_a_number(read: ReadText) -> None:
    text = "وفي 8 يوليو 2011 أصدر مجلس الأمن القرار 1996 بشأن جنوب السودان."
    (fact,) = [f for f in read(text) if f["type"] == "resolution_adoption"]
    assert (fact["numbers"]["resolution"], fact["date"]) == ("1996", "2011-07-08")


def test_the_date_of_a_resolution_does_not_date_the_occupation(read: ReadText) -> None:
    text = "وفي 22 نوفمبر 1967 أصدر مجلس الأمن القرار 242 بشأن احتلال الجولان من قبل إسرائيل."
    (fact,) = [f for f in read(text) if f["type"] == "occupation"]
    assert fact["date"] is None
    assert _label(fact["participants"]["occupier"]) == "Israel"


def test_the_same_fact_told_twice_is_one_with_two_places(read: ReadText) -> None:
    text = "انضمت قطر إلى الأمم المتحدة عام 1971. وقد انضمت قطر إلى الأمم المتحدة عام 1971."
    (fact,) = [f for f in read(text) if f["type"] == "membership_admission"]
    assert len(fact["spans"]) == 2


def test_an_undated_mention_adds_nothing_to_a_dated_one(read: ReadText) -> None:
    text = "انضمت قطر إلى الأمم المتحدة. وقد انضمت قطر إلى الأمم المتحدة في 21 سبتمبر 1971."
    assert _admissions(read(text)) == [("Qatar", "United Nations", "1971-09-21")]


def test_an_election_told_again_as_taking_office_adds_nothing(read: ReadText) -> None:
    text = "انتخب ميشال عون رئيسا للبنان في 31 تشرين الأول 2016 وتسلم مهامه في اليوم نفسه."
    assert [f["date"] for f in read(text) if f["type"] == "office_held"] == ["2016-10-31/.."]


def test_a_month_that_begins_like_a_conjunction_opens_no_clause(read: ReadText) -> None:
    text = "وزار بان كي مون مسقط في فبراير 2016 والتقى السلطان."
    visit = next(f for f in read(text) if f["type"] == "visit")
    assert visit["date"] == "2016-02"


def test_a_state_that_proposed_a_resolution_is_not_its_subject(read: ReadText) -> None:
    text = "وفي 23 ديسمبر 2016 اعتمد مجلس الأمن القرار 2334 الذي شاركت السنغال في تقديمه."
    adopted = next(f for f in read(text) if f["type"] == "resolution_adoption")
    assert "subject" not in adopted["participants"]


def test_states_that_voted_are_not_what_a_resolution_is_about(read: ReadText) -> None:
    text = (
        "وفي 17 مارس 2011 أصدر مجلس الأمن القرار 1973 بتأييد عشر دول وامتناع خمس دول هي الصين "
        "وروسيا وألمانيا والهند والبرازيل."
    )
    adopted = next(f for f in read(text) if f["type"] == "resolution_adoption")
    assert "subject" not in adopted["participants"]


def test_who_follows_holds_the_office_from_the_day_the_other_left_it(read: ReadText) -> None:
    text = (
        "تولى ليوبولد سيدار سنغور رئاسة السنغال من 1960 إلى 1980، وخلفه عبدو ضيوف الذي ظل في "
        "الحكم حتى سنة 2000."
    )
    held = {_label(f["participants"]["person"]): f["date"] for f in read(text)}
    assert held == {"Léopold Sédar Senghor": "1960/1980", "Abdou Diouf": "1980/2000"}


def test_states_that_abstained_are_not_whose_government_acts_next(read: ReadText) -> None:
    text = (
        "استقل السودان عام 1956. وأصدر مجلس الأمن القرار 1593 في 31 مارس 2005 بتأييد 11 عضوا "
        "وامتناع أربعة هم الجزائر والبرازيل والصين والولايات المتحدة. ووقعت الحكومة اتفاق السلام "
        "الشامل في 9 يناير 2005."
    )
    signed = [f for f in read(text) if f["type"] == "treaty_signature"]
    assert [_label(f["participants"]["party"]) for f in signed] == ["Sudan"]


def test_what_is_set_off_behind_a_name_is_not_what_he_takes_over(read: ReadText) -> None:
    text = "وتولى كورت فالدهايم، وزير خارجية النمسا السابق، إدارة المركز في 1 يوليو 1987."
    held = [f for f in read(text) if f["type"] == "office_held"]
    assert [(f["participants"]["office"], f["date"]) for f in held] == [
        ("Minister of Foreign Affairs", None)
    ]


def test_who_reaches_the_presidency_visits_nothing(read: ReadText) -> None:
    text = "ووصل هوغو تشافيز إلى الرئاسة في فنزويلا في 2 فبراير 1999."
    assert [f["type"] for f in read(text)] == ["office_held"]
    assert read("ووصل هوغو تشافيز إلى الحكم في فنزويلا في 2 فبراير 1999.") == []


def test_one_independence_told_by_two_verbs_is_told_once(read: ReadText) -> None:
    text = "وفي 3 يونيو 2006 انفصل الجبل الأسود عن صربيا وأصبح دولة مستقلة."
    told = [f for f in read(text) if f["type"] == "independence"]
    assert [_label(f["participants"]["from"]) for f in told] == ["Serbia"]


def test_a_movement_signs_beside_a_government(read: ReadText) -> None:
    text = "وقعت حكومة أنغولا وحركة يونيتا بروتوكول لوساكا في 20 نوفمبر 1994."
    signed = [f for f in read(text) if f["type"] == "treaty_signature"]
    assert [_label(f["participants"]["party"]) for f in signed] == ["Angola", "UNITA"]
    text = "استقلت أنغولا في 1975. ووقعت الحكومة وحركة يونيتا بروتوكول لوساكا في 20 نوفمبر 1994."
    signed = [f for f in read(text) if f["type"] == "treaty_signature"]
    assert [_label(f["participants"]["party"]) for f in signed] == ["Angola", "UNITA"]


def test_whose_country_it_is_the_adjective_before_the_name_tells(read: ReadText) -> None:
    text = (
        "وألقى إدريس ديبي رئيس تشاد خطابا أمام الجمعية العامة، وكان يرأسها السويدي يان إلياسون. "
        "وكانت بلاده قد انضمت إلى الأمم المتحدة في 1946."
    )
    joined = [f for f in read(text) if f["type"] == "membership_admission"]
    assert [_label(f["participants"]["member"]) for f in joined] == ["Sweden"]


def test_what_followed_upon_something_has_the_date_behind_it(read: ReadText) -> None:
    text = "احتلت ألمانيا النمسا في آذار 1938، وتلا ذلك احتلال بولندا في أيلول 1939."
    dates = {_label(f["participants"]["territory"]): f["date"] for f in read(text)}
    assert dates == {"Austria": "1938-03", "Poland": "1939-09"}
