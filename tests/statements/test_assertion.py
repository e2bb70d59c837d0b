"""What is denied, wished, planned or supposed is no fact; what is reported keeps its speaker."""

from __future__ import annotations

import pytest

from loaders.extraction import Extractor
from tests.statements.conftest import ReadText, document
from tests.statements.scoring import TYPES


@pytest.mark.parametrize(
    "text",
    [
        "لم تنضم جورجيا إلى الأمم المتحدة.",
        "ليست كينيا هي التي انضمت إلى الأمم المتحدة في 1963.",
        "لم يكن كوفي عنان هو الذي زار كينيا في 1963.",
        "لا كينيا ولا أي من جيرانها انضمت إلى الأمم المتحدة في 1963.",
        "لن تنضم سويسرا إلى الاتحاد الأوروبي.",
        "قد تنضم أرمينيا إلى الاتحاد الأوروبي.",
        "ستنضم صربيا إلى الاتحاد الأوروبي عام 2030.",
        "سوف تنضم صربيا إلى الاتحاد الأوروبي.",
        "تعتزم أوكرانيا الانضمام إلى الاتحاد الأوروبي.",
        "لو انضمت النرويج إلى الاتحاد الأوروبي لتغير الأمر.",
        "إذا انضمت تركيا إلى الاتحاد الأوروبي تغير الأمر.",
        "من المقرر أن تنضم كوسوفو إلى اليونسكو.",
        "كان من المفترض أن تنضم السودان إلى منظمة التجارة العالمية.",
        "طلبت ألبانيا الانضمام إلى الأمم المتحدة.",
        "رفضت سويسرا الانضمام إلى الأمم المتحدة.",
        "أوصى مجلس الأمن بقبول بوتان في الأمم المتحدة.",
        "نفت الحكومة أن تكون بوتان قد انضمت إلى الأمم المتحدة.",
        "وما زال العراق يفاوض على الانضمام إلى منظمة التجارة العالمية.",
        "Georgia did not join the United Nations.",
        "Norway has never joined the European Union.",
        "Ukraine plans to join the European Union.",
        "If Turkey joined the European Union, much would change.",
        "Serbia will join the European Union.",
        "Had Norway joined the European Union, much would have changed.",
        "Switzerland refused to join the United Nations.",
        "The Security Council recommended that Bhutan be admitted to the United Nations.",
        "Poland denied that it had joined the European Union.",
    ],
)
def test_what_is_not_asserted_is_no_fact(text: str, read: ReadText) -> None:
    assert [f for f in read(text) if f["type"] == "membership_admission"] == []


@pytest.mark.parametrize(
    "text",
    [
        "إن وقعت الهند معاهدة عدم انتشار الأسلحة النووية تغير الوضع.",
        "لن تنضم إسرائيل إلى نظام روما الأساسي قبل عام 2030.",
        "ليت الهند وقعت معاهدة عدم انتشار الأسلحة النووية.",
        "سوف توقع كينيا معاهدة حظر الأسلحة النووية في سبتمبر 2030.",
        "طلب البرلمان من الحكومة التصديق على اتفاقية إسطنبول.",
        "سحبت غامبيا توقيعها على نظام روما الأساسي.",
        "خشيت السويد أن تحتل ألمانيا جزيرة غوتلاند عام 1940.",
        "حذر الوزير من احتلال إسرائيل لجنوب لبنان.",
        "كادت تركيا أن تحتل جزيرة قبرص عام 1964.",
        "ترددت شائعات عن احتلال القوات الروسية مدينة أوديسا في مارس 2022.",
        "ضمت اللجنة مصر وسوريا ولبنان.",
        "احتلت قطر المرتبة الأولى في التصنيف عام 2010.",
        "فشل مجلس الأمن في اعتماد قرار بشأن سوريا في 22 مايو 2014.",
        "India would have signed the treaty of friendship in 1968.",
        "Had India signed the Non-Proliferation Treaty, the region would have been calmer.",
        "The border treaty between Peru and Chile was never signed.",
        "Rumours that Russian forces had occupied Odesa in March 2022 proved false.",
        "Reports that Turkey occupied Afrin were denied.",
        "It is not true that Libya occupied Aouzou in 1972.",
        "Turkey nearly occupied the islet of Imia in 1996.",
        "Germany considered occupying Gotland in 1940.",
        "Observers feared that Germany would occupy Gotland in 1940.",
        "Chad captured the attention of France in 1980.",
        "For 2013-14 Cambodia had hoped for a seat on the Security Council.",
    ],
)
def test_what_is_wished_feared_or_denied_states_nothing(text: str, read: ReadText) -> None:
    assert [f for f in read(text) if f["type"] in TYPES] == []


@pytest.mark.parametrize(
    "text",
    [
        "لم تنضم سويسرا إلى الأمم المتحدة إلا في 10 سبتمبر 2002.",
        "Switzerland did not join the United Nations until 10 September 2002.",
    ],
)
def test_not_until_says_that_it_happened(text: str, read: ReadText) -> None:
    (fact,) = [f for f in read(text) if f["type"] == "membership_admission"]
    assert fact["date"] == "2002-09-10"


def test_a_refused_candidate_is_kept_with_the_cue(extractor: Extractor) -> None:
    extraction = extractor.extract(document("لم تنضم جورجيا إلى الأمم المتحدة."))
    reasons = {(r.type, r.cue, r.reason) for r in extraction.rejected}
    assert ("membership_admission", "لم", "negation") in reasons


def test_reported_words_keep_their_speaker(extractor: Extractor) -> None:
    text = "Thailand claimed that Viet Nam had occupied Cambodia since December 1978."
    (statement,) = [
        s for s in extractor.extract(document(text)).statements if s.type == "occupation"
    ]
    assert statement.attributed_to is not None
    assert statement.attributed_to.label() == "Thailand"
    assert statement.voice == "speaker"
    assert statement.status == "Contested"


@pytest.mark.parametrize(
    "text",
    [
        "واتهمت أوغندا رواندا باحتلال مدينة كيسنغاني في يونيو 2000.",
        "Uganda accused Rwanda of occupying Kisangani in June 2000.",
    ],
)
def test_who_accuses_is_the_source(text: str, read: ReadText) -> None:
    (fact,) = [f for f in read(text) if f["type"] == "occupation"]
    assert fact["attributed_to"]["label"] == "Uganda"


def test_a_contested_claim_always_has_a_source(read: ReadText) -> None:
    (fact,) = [f for f in read("احتل العراق الكويت في 2 أغسطس 1990.") if f["type"] == "occupation"]
    assert fact["attributed_to"] == "text.txt"


def test_what_follows_on_a_condition_lifts_no_negation(read: ReadText) -> None:
    text = "لم تنضم كينيا إلى منظمة أوبك، وإذا قبل طلب أوغندا فستصبح عضوا فيها."
    assert [f for f in read(text) if f["type"] == "membership_admission"] == []


def test_a_negated_clause_does_not_touch_the_next_one(read: ReadText) -> None:
    text = "لم تنضم قطر إلى حلف شمال الأطلسي، لكنها انضمت إلى الأمم المتحدة في 21 سبتمبر 1971."
    found = [f for f in read(text) if f["type"] == "membership_admission"]
    assert [f["participants"]["organisation"]["label"] for f in found] == ["United Nations"]


@pytest.mark.parametrize(
    "text",
    [
        "انتُخبت السعودية عضوا في مجلس الأمن للفترة 2014-2015، غير أنها رفضت المقعد.",
        "Jordan was elected to the Security Council for 2014-2015, but later turned it down.",
    ],
)
def test_a_seat_that_was_refused_is_no_term(text: str, read: ReadText) -> None:
    assert not [f for f in read(text) if f["type"] == "membership_term"]
