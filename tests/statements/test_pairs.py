"""Texts about two states or one among others: who "both", "its neighbour", "the country" are."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.extraction import Extractor
from loaders.mentions.mention import Form
from tests.statements.conftest import Facts, ReadText, document


def _of(found: Facts, kind: str, *roles: str) -> list[tuple[Any, ...]]:
    def named(value: Any) -> Any:
        return value["label"] if isinstance(value, dict) else value

    return [
        (*(named(f["participants"].get(role)) for role in roles), f["date"])
        for f in found
        if f["type"] == kind
    ]


def test_both_are_the_two_named_right_behind(read: ReadText) -> None:
    text = (
        "Hungary and Czechoslovakia signed it. Both successor states, the Czech Republic and "
        "Slovakia, were admitted to the United Nations on 19 January 1993."
    )
    assert _of(read(text), "membership_admission", "member") == [
        ("Czechia", "1993-01-19"),
        ("Slovakia", "1993-01-19"),
    ]


def test_two_named_before_their_noun_are_its_own_and_not_those_told_of_before(
    read: ReadText,
) -> None:
    text = "اجتمعت كينيا. ثم نالت مالي وغانا استقلالهما في 1960. وقُبل البلدان في اليونسكو في 1962."
    found = read(text)
    assert _of(found, "independence", "state") == [("Mali", "1960"), ("Ghana", "1960")]
    assert _of(found, "membership_admission", "member") == [("Mali", "1962"), ("Ghana", "1962")]


def test_two_who_did_so_only_then_are_both_told(read: ReadText) -> None:
    text = "أما فرنسا والصين فلم تنضما إلى معاهدة أوتاوا إلا في عام 1992."
    assert _of(read(text), "treaty_accession", "party") == [("France", "1992"), ("China", "1992")]


def test_its_neighbour_is_the_other_of_the_two(read: ReadText) -> None:
    text = (
        "الصومال وإثيوبيا جارتان. جلست الصومال في مجلس الأمن في 1971-1972، في حين تولت جارتها "
        "العضوية فيه مرتين: 1967-1968 و1989-1990. وإثيوبيا دولة قديمة."
    )
    assert ("Ethiopia", "1967/1968") in _of(read(text), "membership_term", "member")
    assert ("Somalia", "1967/1968") not in _of(read(text), "membership_term", "member")


def test_the_country_is_none_of_two_named_together(read: ReadText) -> None:
    text = (
        "East Timor\n\nTimor-Leste lies in Asia. Timor-Leste is small.\n\n"
        "On 5 May 1999 Indonesia and Portugal signed an agreement. "
        "On 20 May 2002 the country became independent."
    )
    assert _of(read(text), "independence", "state") == [("Timor-Leste", "2002-05-20")]


def test_who_another_is_named_with_goes_on(read: ReadText) -> None:
    text = (
        "مولدوفا دولة في أوروبا. وأصبحت هي وألبانيا عضوين في مجلس أوروبا في 13 تموز 1995. "
        "ثم صدقت في الشهر التالي على الاتفاقية الأوروبية لحقوق الإنسان."
    )
    assert _of(read(text), "treaty_accession", "party") == [("Moldova", "1995-08")]


def test_a_president_who_visits_a_state_is_not_its_own(read: ReadText) -> None:
    text = "Liberia joined the African Union. President George W. Bush visited Monrovia in 2008."
    assert _of(read(text), "office_held", "person", "of") == [("George W. Bush", None, None)]


def test_visits_to_both_countries_are_two(read: ReadText) -> None:
    text = "انضمت مالي والنيجر إلى الأمم المتحدة عام 1960. وزار بان كي مون البلدين في أبريل 2010."
    assert _of(read(text), "visit", "destination") == [("Mali", "2010-04"), ("Niger", "2010-04")]


def test_a_capital_is_read_by_its_states_adjective(read: ReadText) -> None:
    text = "وصل بان كي مون إلى العاصمة الكينية في شباط 2016."
    assert _of(read(text), "visit", "destination") == [("Nairobi", "2016-02")]


def test_whose_army_acts_occupies(read: ReadText) -> None:
    text = (
        "Sudanese troops had occupied Abyei in May 2011, and on 10 April 2012 South Sudan's army "
        "seized Heglig."
    )
    assert _of(read(text), "occupation", "occupier", "territory") == [
        ("Sudan", "Abyei", "2011-05"),
        ("South Sudan", "Heglig", "2012-04-10"),
    ]


def test_troops_of_nobody_known_are_not_the_topics(read: ReadText) -> None:
    text = "كانت موزمبيق مستقلة. واحتلت القوات المجهولة بلدة ماباي في مايو 1977."
    assert all(who != "Mozambique" for who, _ in _of(read(text), "occupation", "occupier"))


def test_according_to_somebody_unknown_a_claim_is_no_ones_else(read: ReadText) -> None:
    text = "وفي ديسمبر 2006، بحسب اتحاد المحاكم الإسلامية، احتلت القوات الإثيوبية مقديشو."
    (claim,) = [f for f in read(text) if f["type"] == "occupation"]
    assert claim["attributed_to"] == claim["doc"]


def test_who_did_what_a_light_verb_tells_goes_on(read: ReadText) -> None:
    text = (
        "أصبحت ألبانيا عضوا في مجلس أوروبا في 13 تموز 1995. وفي اليوم ذاته جرى توقيع كيشيناو على "
        "الاتفاقية الأوروبية لحقوق الإنسان، التي صدّقت عليها في 12 أيلول 1997."
    )
    assert _of(read(text), "treaty_accession", "party") == [("Moldova", "1997-09-12")]


def test_what_another_was_left_by_is_not_whose_president_is_told(read: ReadText) -> None:
    text = (
        "Namibia is a large state of southern Africa. Namibian diplomats are well known.\n\n"
        "Angola, Cuba and South Africa signed it, and South Africa went. Namibia voted. "
        "Independence from South Africa came on 21 March 1990, when Sam Nujoma was sworn in as the "
        "country's first president; the same day saw its entry into the Commonwealth."
    )
    found = read(text)
    assert _of(found, "independence", "state") == [("Namibia", "1990-03-21")]
    assert _of(found, "office_held", "of") == [("Namibia", "1990-03-21/..")]
    assert _of(found, "membership_admission", "member") == [("Namibia", "1990-03-21")]


def test_what_was_joined_does_not_sign(read: ReadText) -> None:
    text = (
        "جورجيا دولة في القوقاز. وقّعت جورجيا نظام روما الأساسي في 18 تموز 1998. ثم دخلت مجلس "
        "أوروبا في 27 نيسان 1999، كما انضمت إلى الاتفاقية الخاصة بوضع اللاجئين في 9 آب 1999."
    )
    assert _of(read(text), "treaty_accession", "party") == [("Georgia", "1999-08-09")]


def test_what_was_joined_does_not_ratify_in_the_clause_behind(read: ReadText) -> None:
    text = (
        "جورجيا دولة. وقعت جورجيا نظام روما الأساسي في 18 تموز 1998. بعد أن دخلت مجلس أوروبا صدقت "
        "على الاتفاقية الأوروبية لحقوق الإنسان في 20 مايو 1999."
    )
    assert _of(read(text), "treaty_accession", "party") == [("Georgia", "1999-05-20")]


def test_a_relative_clause_that_and_goes_on_with_stays_with_its_state(read: ReadText) -> None:
    text = (
        "جيبوتي والأمم المتحدة. انضمت جيبوتي إلى الأمم المتحدة في 1977. شكّل النزاع مع إريتريا، "
        "التي استقلت عن إثيوبيا في ٢٤ مايو ١٩٩٣ وانضمت إلى الأمم المتحدة بعد ذلك بأربعة أيام، "
        "أبرز ملفات جيبوتي."
    )
    assert _of(read(text), "membership_admission", "member") == [
        ("Djibouti", "1977"),
        ("Eritrea", "1993-05-28"),
    ]


def test_what_a_clause_turns_to_keeps_its_deed(read: ReadText) -> None:
    text = (
        "إثيوبيا والصومال دولتان. أما الصومال البريطاني فقد نال استقلاله عن المملكة المتحدة في "
        "26 يونيو 1960. أما كينيا فقد نالت استقلالها في 12 ديسمبر 1963."
    )
    assert _of(read(text), "independence", "state") == [
        ("British Somaliland", "1960-06-26"),
        ("Kenya", "1963-12-12"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Nigeria is big. Nigeria is old. President John Kufuor of Ghana paid a visit to Nigeria "
        "in April 2005. His country sat on the Security Council in 2006–2007.",
        "نيجيريا دولة كبيرة. وزار الرئيس الغاني جون كوفور نيجيريا في أبريل 2005، وشغلت بلاده مقعدا "
        "في مجلس الأمن في 2006-2007.",
    ],
)
def test_his_country_is_that_of_the_person_before(text: str, read: ReadText) -> None:
    assert _of(read(text), "membership_term", "member") == [("Ghana", "2006/2007")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("صدقت مصر على نظام روما في 2001، أما الأردن فبعد عام.", ("Jordan", "2002")),
        ("صدقت مصر على نظام روما في 2001، أما الأردن ففي 2005 زاره كوفي عنان.", None),
    ],
)
def test_whom_the_sentence_turns_to_with_a_date_alone_did_the_same(
    text: str, told: tuple[str, str] | None, read: ReadText
) -> None:
    found = _of(read(text), "treaty_accession", "party")
    assert found == [("Egypt", "2001"), *([told] if told else [])]


def test_who_occupies_in_a_relative_clause_stands_behind_its_verb(read: ReadText) -> None:
    text = "تطالب المغرب بسبتة التي تحتلها إسبانيا منذ 1580، وزارها خوان كارلوس في 2007."
    found = read(text)
    occupied = next(f for f in found if f["type"] == "occupation")
    assert occupied["participants"]["occupier"]["label"] == "Spain"
    assert _of(found, "visit", "destination") == [("Ceuta", "2007")]


def test_an_end_is_that_of_the_deed_told_last(read: ReadText) -> None:
    text = (
        "احتلت بريطانيا جزر فوكلاند منذ يناير 1833، وقد احتلتها القوات الأرجنتينية في 2 أبريل 1982 "
        "وظلت فيها حتى 14 يونيو من ذلك العام."
    )
    assert _of(read(text), "occupation", "occupier") == [
        ("United Kingdom", "1833-01/.."),
        ("Argentina", "1982-04-02/1982-06-14"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "أعد السودان ولبنان اتفاق داكار، ثم وقعاه في 13 مارس 2008.",
        "شارك السودان ولبنان في القمة. ووقعا اتفاق داكار في 13 مارس 2008.",
    ],
)
def test_a_dual_verb_tells_of_two_also_with_its_object_attached(text: str, read: ReadText) -> None:
    assert _of(read(text), "treaty_signature", "party") == [
        ("Sudan", "2008-03-13"),
        ("Lebanon", "2008-03-13"),
    ]


def test_the_alif_of_a_weak_verb_is_no_dual(read: ReadText) -> None:
    text = "أعد السودان ولبنان القرار 1000. وبعد ذلك تبناه مجلس الأمن في 13 مارس 1995."
    assert not _of(read(text), "treaty_signature", "party")
    text = "أيد لبنان ومصر المبادرة. وبدأ لبنان المفاوضات، ووقع اتفاق الطائف في 1991."
    assert _of(read(text), "treaty_signature", "party") == [("Lebanon", "1991")]


def test_a_country_stays_occupied_until_something_comes_about(read: ReadText) -> None:
    text = (
        "استقلت النمسا عام 1918. وبقيت تحت الاحتلال السوفيتي منذ أبريل 1945 إلى أن دخلت معاهدة "
        "الدولة حيز النفاذ في 27 يوليو 1955."
    )
    assert _of(read(text), "occupation", "occupier", "territory") == [
        ("Soviet Union", "Austria", "1945-04/1955-07-27")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "استقلت لاتفيا وإستونيا عام 1991. وانضمت الأولى إلى منظمة التجارة العالمية في فبراير 1999، "
        "وانضمت الثانية إليها في نوفمبر 1999.",
        "استقلت لاتفيا عام 1991، وتبعتها إستونيا. وانضمت الأولى إلى منظمة التجارة العالمية في "
        "فبراير 1999 والثانية في نوفمبر 1999.",
        "Latvia and Estonia became independent in 1991. The former joined the World Trade "
        "Organization in February 1999, and the latter in November 1999.",
    ],
)
def test_the_former_and_the_latter_are_the_two_named_before(text: str, read: ReadText) -> None:
    assert _of(read(text), "membership_admission", "member") == [
        ("Latvia", "1999-02"),
        ("Estonia", "1999-11"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "وقعت كينيا وغانا نظام روما الأساسي. وصدقت عليه الأولى في عام 2001، ولم تصدق عليه الثانية "
        "إلا في 3 مايو 2003.",
        "وقعت كينيا وغانا نظام روما الأساسي عام 2000. وصدقت عليه الأولى في السنة التالية، والثانية "
        "في 3 مايو 2003.",
    ],
)
def test_the_former_and_the_latter_ratify_each_at_its_time(text: str, read: ReadText) -> None:
    assert _of(read(text), "treaty_accession", "party") == [
        ("Kenya", "2001"),
        ("Ghana", "2003-05-03"),
    ]


def test_the_former_and_the_latter_are_masculine_states_and_persons_as_well(read: ReadText) -> None:
    text = "اجتمع لبنان والعراق. وانضم الأول إلى اليونسكو عام 1946، والثاني في 21 أكتوبر 1948."
    assert _of(read(text), "membership_admission", "member") == [
        ("Lebanon", "1946"),
        ("Iraq", "1948-10-21"),
    ]
    text = (
        "التقى كوفي عنان وبيل كلينتون. وزار الأول غانا في مايو 1999، والثاني في تشرين الثاني 2000."
    )
    assert _of(read(text), "visit", "visitor") == [
        ("Kofi Annan", "1999-05"),
        ("Bill Clinton", "2000-11"),
    ]
    text = "أصدر المجلس بشأن كينيا وغانا القرارين 1 و2. وصدر الثاني في 3 مايو 1999."
    assert not _of(read(text), "membership_admission", "member")


def test_the_former_of_two_treaties_stands_behind_a_preposition(read: ReadText) -> None:
    text = (
        "وقعت كينيا معاهدة أوتاوا ونظام روما الأساسي. وصدقت على الأولى في 3 مايو 2001 وعلى الثاني "
        "في 4 مايو 2005. ووقعت أوغندا معاهدة تجارة الأسلحة ومعاهدة بليندابا، وصدقت على الأولى في "
        "2014 وعلى الثانية في 2015."
    )
    statute = "Rome Statute of the International Criminal Court"
    assert _of(read(text), "treaty_accession", "party", "treaty") == [
        ("Kenya", "Ottawa Treaty", "2001-05-03"),
        ("Kenya", statute, "2005-05-04"),
        ("Uganda", "Arms Trade Treaty", "2014"),
        ("Uganda", "Treaty of Pelindaba", "2015"),
    ]


def test_the_last_named_of_two_is_not_the_first(read: ReadText) -> None:
    text = "تفاوضت تشيلي وقبرص. ووقعت الأخيرة نظام روما الأساسي في 3 يونيو 2002."
    assert _of(read(text), "treaty_signature", "party") == [("Cyprus", "2002-06-03")]


@pytest.mark.parametrize(
    "text",
    [
        "زار كوفي عنان غانا ومالي. وشغلت غانا المقعد في مجلس الأمن للمرة الأولى في 1962-1963.",
        "Ghana and Mali are neighbours. The former Yugoslav envoy, not Ghana, spoke in 1962.",
    ],
)
def test_an_adjective_that_ranks_is_none_of_two_states(text: str, extractor: Extractor) -> None:
    named = extractor.mentions(document(text)).entities
    assert not [m for m in named if m.form is Form.DESCRIPTION]


def test_its_is_of_whom_the_sentence_turns_to(read: ReadText) -> None:
    text = "استقلت غانا عن المملكة المتحدة، أما أنغولا فكان استقلالها عن البرتغال في نوفمبر 1975."
    assert ("Angola", "Portugal", "1975-11") in _of(read(text), "independence", "state", "from")


def test_countries_of_which_some_are_two_are_not_those(read: ReadText) -> None:
    text = (
        "تعاونت بيرو وكوبا مع بنما. وكانت بيرو وكوبا وبنما من البلدان التي أسست الأمم المتحدة "
        "في 24 أكتوبر 1945. والدول الثلاث كلها من البلدان التي أسست منظمة الدول الأمريكية في 1948."
    )
    members = _of(read(text), "membership_admission", "member")
    assert {state for state, date in members if date == "1948"} == {"Peru", "Cuba", "Panama"}


def test_the_sultanate_is_a_state_that_is_one(read: ReadText) -> None:
    text = (
        "انضمت سلطنة عمان إلى الأمم المتحدة في 1971. وانضمت الإمارات إلى منظمة التجارة العالمية في "
        "10 أبريل 1996، ولحقت بها السلطنة في 9 نوفمبر 2000."
    )
    assert ("Oman", "2000-11-09") in _of(read(text), "membership_admission", "member")
