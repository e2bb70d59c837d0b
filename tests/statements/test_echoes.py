"""Sentences that repeat of others what was just said, and subjects that take up states."""

from __future__ import annotations

import pytest

from tests.statements.conftest import ReadText

Told = set[tuple[str, str, str | None]]


def _told(read: ReadText, text: str, kind: str, role: str) -> Told:
    return {
        (fact["type"], fact["participants"][role]["label"], fact["date"])
        for fact in read(text)
        if fact["type"] == kind
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "انضمت غانا إلى الأمم المتحدة في 8 مارس 1957. وحذت حذوها غينيا في 12 ديسمبر 1958 "
            "ونيجيريا في 7 أكتوبر 1960.",
            {("Ghana", "1957-03-08"), ("Guinea", "1958-12-12"), ("Nigeria", "1960-10-07")},
        ),
        (
            "انضم العراق إلى عصبة الأمم في 3 أكتوبر 1932، ثم تبعته تركيا في 18 يوليو 1932.",
            {("Iraq", "1932-10-03"), ("Türkiye", "1932-07-18")},
        ),
        (
            "On 17 September 1991 Estonia was admitted to the United Nations, as were Micronesia "
            "and the Marshall Islands.",
            {(name, "1991-09-17") for name in ("Estonia", "Micronesia", "Marshall Islands")},
        ),
        (
            "Latvia joined the World Trade Organization on 10 February 1999, and Estonia did so "
            "nine months later.",
            {("Latvia", "1999-02-10"), ("Estonia", "1999-11")},
        ),
        (
            "Ghana joined the Commonwealth in 1957. Kenya did not follow.",
            {("Ghana", "1957")},
        ),
        (
            "استقلت مالطا عام 1964. وأصبحت هي وقبرص عضوين في الاتحاد الأوروبي في 1 أيار 2004.",
            {("Malta", "2004-05-01"), ("Cyprus", "2004-05-01")},
        ),
        (
            "Estonia, Latvia and Lithuania are neighbours. All three joined NATO on 29 March 2004.",
            {(name, "2004-03-29") for name in ("Estonia", "Latvia", "Lithuania")},
        ),
    ],
)
def test_each_state_has_its_own_admission(
    text: str, expected: set[tuple[str, str]], read: ReadText
) -> None:
    told = _told(read, text, "membership_admission", "member")
    assert {(name, date) for _, name, date in told} == expected


def test_an_echo_leads_back_to_the_words_that_it_repeats(read: ReadText) -> None:
    text = "وقعت تونس اتفاقية حقوق الطفل عام 1990، وكذلك فعلت الجزائر عام 1991."
    facts = [fact for fact in read(text) if fact["type"] == "treaty_signature"]
    assert [fact["basis"] for fact in facts] == ["explicit", "inherited"]
    assert facts[1]["quote"] == "وكذلك فعلت الجزائر عام 1991"


def test_a_verb_of_following_repeats_nothing_of_what_is_no_state(read: ReadText) -> None:
    assert read("انضم السودان إلى الأمم المتحدة عام 1956. وتلتها حرب أهلية عام 1983.") == read(
        "انضم السودان إلى الأمم المتحدة عام 1956."
    )


def test_terms_go_on_without_a_verb(read: ReadText) -> None:
    text = (
        "كانت النمسا عضوا في مجلس الأمن خلال عامي 1973 و1974، وكذلك في الفترتين 1991-1992 "
        "و2009-2010، بينما شغلت المجر هذا المقعد عامي 1968 و1969."
    )
    assert _told(read, text, "membership_term", "member") == {
        ("membership_term", "Austria", "1973/1974"),
        ("membership_term", "Austria", "1991/1992"),
        ("membership_term", "Austria", "2009/2010"),
        ("membership_term", "Hungary", "1968/1969"),
    }


def test_what_a_verb_governs_is_no_second_doer(read: ReadText) -> None:
    text = "احتلت اليابان تايلاند عام 1941، وميانمار بين عامي 1942 و1945."
    occupiers = {str(f["participants"]["occupier"]["label"]) for f in read(text)}
    assert occupiers == {"Japan"}


def test_a_term_of_two_years_goes_on_without_a_verb(read: ReadText) -> None:
    text = "كان لبنان عضوا في مجلس الأمن في 1953 و1954، والعراق في 1974 و1975."
    assert [f["date"] for f in read(text)] == ["1953/1954", "1974/1975"]


def test_a_name_and_a_date_go_on_with_the_verb_before(read: ReadText) -> None:
    text = (
        "شغلت قيرغيزستان عضوية مجلس حقوق الإنسان في الفترة 2016-2018 وأوزبكستان في الفترة "
        "2021-2023. انضمت مصر إلى منظمة التجارة العالمية عام 1995، والأردن عام 2000."
    )
    told = _told(read, text, "membership_term", "member")
    told |= _told(read, text, "membership_admission", "member")
    assert told == {
        ("membership_term", "Kyrgyzstan", "2016/2018"),
        ("membership_term", "Uzbekistan", "2021/2023"),
        ("membership_admission", "Egypt", "1995"),
        ("membership_admission", "Jordan", "2000"),
    }
