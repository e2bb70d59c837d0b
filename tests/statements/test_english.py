"""What English word order needs: passives, insertions, possessives, conditions without "if"."""

from __future__ import annotations

from typing import Any

import pytest

from tests.statements.conftest import ReadText


def _names(fact: dict[str, Any]) -> dict[str, str]:
    return {
        role: value["label"] if isinstance(value, dict) else value
        for role, value in fact["participants"].items()
    }


def _only(read: ReadText, text: str, name: str) -> dict[str, Any]:
    found = [fact for fact in read(text) if fact["type"] == name]
    assert len(found) == 1, found
    return found[0]


def test_not_until_dates_what_happened_after_all(read: ReadText) -> None:
    text = "Switzerland did not join the United Nations until 10 September 2002."
    assert _only(read, text, "membership_admission")["date"] == "2002-09-10"


def test_a_date_in_an_insertion_does_not_date_the_sentence(read: ReadText) -> None:
    text = "Namibia, occupied by South Africa since 1915, became independent on 21 March 1990."
    assert _only(read, text, "independence")["date"] == "1990-03-21"
    assert _only(read, text, "occupation")["date"] == "1915/.."


def test_a_date_in_a_time_phrase_does_not_date_what_came_after_it(read: ReadText) -> None:
    text = "After its independence from France in 1962, Algeria joined the League of Arab States."
    assert _only(read, text, "independence")["date"] == "1962"
    assert _only(read, text, "membership_admission")["date"] is None


def test_when_takes_the_date_before_its_comma(read: ReadText) -> None:
    text = "Sweden was outside NATO until 2024, when it became the 32nd member."
    assert _only(read, text, "membership_admission")["date"] == "2024"


def test_a_name_behind_and_begins_a_clause_of_its_own(read: ReadText) -> None:
    text = "Latvia joined NATO on 29 March 2004 and on 1 May 2004 Malta joined the European Union."
    found = {(_names(f)["member"], f["date"]) for f in read(text)}
    assert found == {("Latvia", "2004-03-29"), ("Malta", "2004-05-01")}


def test_names_behind_that_stay_one_subject(read: ReadText) -> None:
    text = "The minister said that Estonia and Latvia joined NATO in 2004."
    found = {_names(f)["member"] for f in read(text) if f["type"] == "membership_admission"}
    assert found == {"Estonia", "Latvia"}


@pytest.mark.parametrize(
    ("text", "occupier"),
    [
        ("The government of Cyprus claims that Turkey has occupied Famagusta.", "Türkiye"),
        ("According to Chad, Libya occupied the Aouzou Strip in 1973.", "Libya"),
        ("The occupation of Kuwait by Iraq ended in February 1991.", "Iraq"),
        ("South Africa's occupation of Namibia was long.", "South Africa"),
    ],
)
def test_who_occupies_is_not_who_says_so(text: str, occupier: str, read: ReadText) -> None:
    assert _names(_only(read, text, "occupation"))["occupier"] == occupier


def test_who_is_named_behind_the_words_said_them(read: ReadText) -> None:
    text = "Libya occupied the Aouzou Strip from 1973 to 1994, Chad claimed."
    assert _only(read, text, "occupation")["attributed_to"]["label"] == "Chad"


def test_a_list_of_terms_may_hold_single_years(read: ReadText) -> None:
    text = "Poland held a seat on the Security Council in 1946-1947, 1960 and 1970-1971."
    dates = [f["date"] for f in read(text) if f["type"] == "membership_term"]
    assert dates == ["1946/1947", "1960", "1970/1971"]


def test_the_month_of_may_is_no_doubt(read: ReadText) -> None:
    text = "On 1 May 2004 Malta became a member of the European Union."
    assert _only(read, text, "membership_admission")["date"] == "2004-05-01"


def test_an_article_belongs_to_the_name_of_a_treaty(read: ReadText) -> None:
    text = (
        "Ghana signed the Rome Statute on 18 July 1998. "
        "It acceded to the Convention against Torture on 7 September 2000."
    )
    assert _names(_only(read, text, "treaty_accession"))["treaty"] == "Convention against Torture"


def test_a_resolution_is_dated_by_its_adoption_and_not_by_its_symbol(read: ReadText) -> None:
    text = "In its resolution 1304 (2000) of 16 June 2000 the Security Council demanded peace."
    assert _only(read, text, "resolution_adoption")["date"] == "2000-06-16"


def test_several_terms_of_one_office_are_told_apart(read: ReadText) -> None:
    text = "Michelle Bachelet was President of Chile from 2006 to 2010 and from 2014 to 2018."
    dates = [f["date"] for f in read(text) if f["type"] == "office_held"]
    assert dates == ["2006/2010", "2014/2018"]


def test_who_succeeds_holds_the_office_and_not_who_went_before(read: ReadText) -> None:
    text = "Tarja Halonen succeeded Martti Ahtisaari as President of Finland on 1 March 2000."
    assert _names(_only(read, text, "office_held"))["person"] == "Tarja Halonen"


def test_a_full_stop_is_no_part_of_a_symbol(read: ReadText) -> None:
    text = "On 2 March 2022 the General Assembly adopted resolution ES-11/1."
    assert _only(read, text, "resolution_adoption")["numbers"] == {"resolution": "ES-11/1"}


def test_a_clause_may_be_dated_by_the_same_month(read: ReadText) -> None:
    text = (
        "Kofi Annan visited Ireland in October 2004, the same month in which George W. Bush, "
        "President of the United States, travelled to Iceland."
    )
    visits = {_names(f)["visitor"]: f["date"] for f in read(text) if f["type"] == "visit"}
    assert visits == {"Kofi Annan": "2004-10", "George W. Bush": "2004-10"}


def test_a_when_clause_dates_what_was_done_then(read: ReadText) -> None:
    text = "When the Ottawa Treaty was opened on 3 December 1997, Canada was the first to sign it."
    assert _only(read, text, "treaty_signature")["date"] == "1997-12-03"


def test_the_dates_of_a_title_are_not_those_of_what_came_later(read: ReadText) -> None:
    text = (
        "Anwarul Chowdhury, Bangladesh's Permanent Representative from 1996 to 2001, later became "
        "Under-Secretary-General."
    )
    held = {_names(f)["office"]: f["date"] for f in read(text) if f["type"] == "office_held"}
    assert held["Permanent Representative"] == "1996/2001"
    assert held["Under-Secretary-General of the United Nations"] is None


def test_troops_named_before_are_not_what_a_resolution_is_about(read: ReadText) -> None:
    text = (
        "The Security Council met. Turkish troops landed on 20 July 1974, and the Council "
        "responded the same day with Resolution 353."
    )
    assert "subject" not in _names(_only(read, text, "resolution_adoption"))


def test_a_day_with_its_article_is_when_something_happened(read: ReadText) -> None:
    text = (
        "Namibia became independent on 21 March 1990. On the 23rd of the following month it joined "
        "the United Nations."
    )
    found = [f for f in read(text) if f["type"] == "membership_admission"]
    assert [f["date"] for f in found] == ["1990-04-23"]


def test_a_relative_clause_has_a_subject_of_its_own_only(read: ReadText) -> None:
    text = (
        "Germany is in Europe. Germany is old. Namibia became independent on 21 March 1990, and "
        "Sam Nujoma was sworn in as its President on the same day. In April it signed the Geneva "
        "Conventions, which Germany had ratified; on the 23rd it joined the United Nations."
    )
    found = read(text)
    held = next(f for f in found if f["type"] == "office_held")
    assert held["participants"]["of"]["label"] == "Namibia"
    joined = next(f for f in found if f["type"] == "membership_admission")
    assert joined["participants"]["member"]["label"] == "Namibia"


def test_a_span_before_after_leads_back_to_the_earlier_deed(read: ReadText) -> None:
    text = (
        "Croatia joined NATO on 1 April 2009, three days after it had ratified the Rome Statute of "
        "the International Criminal Court."
    )
    dates = {f["type"]: f["date"] for f in read(text)}
    assert dates["membership_admission"] == "2009-04-01"
    assert dates["treaty_accession"] == "2009-03-29"


def test_that_body_is_the_organ_and_the_former_year_the_first(read: ReadText) -> None:
    text = (
        "Mongi Slim was President of the General Assembly from September 1961 to September 1962, "
        "and John F. Kennedy spoke before that body on 25 September of the former year."
    )
    speech = next(f for f in read(text) if f["type"] == "speech")
    assert speech["participants"]["venue"]["label"] == "United Nations General Assembly"
    assert speech["date"] == "1961-09-25"


def test_a_list_of_terms_goes_on_behind_what_tells_how_much_later(read: ReadText) -> None:
    text = "Peru sat on the Security Council in 1955–1956 and, after leaving it, in 1973 and 1974."
    dates = [f["date"] for f in read(text) if f["type"] == "membership_term"]
    assert dates == ["1955/1956", "1973/1974"]


def test_what_was_so_from_a_day_is_open(read: ReadText) -> None:
    text = "The Golan Heights remained under Israeli occupation from June 1967."
    assert [f["date"] for f in read(text) if f["type"] == "occupation"] == ["1967-06/.."]


def test_two_years_before_the_verb_are_one_term(read: ReadText) -> None:
    text = "For the years 2015 and 2016 Venezuela held a seat on the Security Council."
    dates = [f["date"] for f in read(text) if f["type"] == "membership_term"]
    assert dates == ["2015/2016"]
