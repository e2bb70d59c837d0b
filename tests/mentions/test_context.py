"""Persons, treaties and places that no list knows, and what descriptions stand for."""

from __future__ import annotations

import pytest

from loaders.mentions.mention import Basis, Form
from tests.mentions.conftest import Find


def unlisted(find: Find, text: str, kind: str) -> list[str]:
    return [
        m.span.of(text)
        for m in find(text).entities
        if not m.entity.listed and m.entity.kind == kind and m.form is Form.NAME
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("زار وزير الخارجية الكويتي أحمد ولد داداه الكويت", "أحمد ولد داداه"),
        ("التقى الرئيس موديبو كيتا بالأمين", "موديبو كيتا"),
        ("وألقى الشيخ عيسى بن حمد آل راشد كلمة أمام مجلس الأمن", "عيسى بن حمد آل راشد"),
        ("وأدى فيليكس بوانيي اليمين رئيسا", "فيليكس بوانيي"),
        ("President Felix Houphouet visited Kuwait.", "Felix Houphouet"),
        ("Haile Menkerios, President of Kuwait, spoke.", "Haile Menkerios"),
    ],
)
def test_persons_are_known_by_title_or_verb(find: Find, text: str, name: str) -> None:
    assert unlisted(find, text, "person") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "أعلن الرئيس تأييده للقرار",
        "أعلن الرئيس استعداد بلاده للتعاون",
        "قال الرئيس أيضا إن العراق انسحب",
        "وقعت الكويت الاتفاقية",
        "The President said that the Council met.",
    ],
)
def test_titles_without_a_name_give_no_person(find: Find, text: str) -> None:
    assert unlisted(find, text, "person") == []


def test_a_person_found_once_is_known_again(find: Find) -> None:
    text = "التقى الرئيس موديبو كيتا بالوفد. وقال موديبو كيتا إن ذلك حسن."
    found = [m for m in find(text).entities if m.entity.kind == "person"]
    assert [m.span.of(text) for m in found] == ["موديبو كيتا"] * 2
    assert found[0].entity == found[1].entity
    assert found[0].entity.key.startswith("person/")
    assert found[0].entity.key.isascii()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقعت اتفاقية حماية البيئة البحرية في 1978", "اتفاقية حماية البيئة البحرية"),
        ("وقعت معاهدة الصداقة وحسن الجوار مع العراق", "معاهدة الصداقة وحسن الجوار"),
        (
            "انضمت إلى الاتفاقية المتعلقة بوضع اللاجئين ثم صدقت عليها",
            "الاتفاقية المتعلقة بوضع اللاجئين",
        ),
        (
            "It signed the Convention on the Protection of Oases in May 2001.",
            "Convention on the Protection of Oases",
        ),
    ],
)
def test_treaties_end_where_their_topic_ends(find: Find, text: str, name: str) -> None:
    assert unlisted(find, text, "treaty") == [name]


def test_a_description_of_a_listed_treaty_is_that_treaty(find: Find) -> None:
    text = "وقعت الكويت على معاهدة عام ١٩٨٤ للأمم المتحدة، المتعلقة بمناهضة التعذيب."
    keys = {m.entity.key for m in find(text).entities}
    assert "treaty/convention-against-torture" in keys


def test_a_protocol_to_a_treaty_is_not_the_treaty(find: Find) -> None:
    text = "وقعت البروتوكول الاختياري لمناهضة التعذيب في 2002"
    assert unlisted(find, text, "treaty") == ["البروتوكول الاختياري لمناهضة التعذيب"]


def test_a_party_in_a_treatys_name_is_marked_as_part_of_it(find: Find) -> None:
    text = "وقعت الكويت اتفاقية التعاون مع اليونسكو في 1990"
    mentions = {m.span.of(text): m for m in find(text).entities}
    treaty = mentions["اتفاقية التعاون مع اليونسكو"]
    assert mentions["يونسكو"].within == treaty.span
    assert mentions["الكويت"].within is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("أدان احتلال بنجوين وحلبجة وخانقين", ["بنجوين", "خانقين"]),
        ("في مدينة شوشا", ["شوشا"]),
        ("Iraq occupied the town of Zalambessa and Bure.", ["Zalambessa", "Bure"]),
        ("أدان احتلال أراضي العراق", []),
        ("استمر الاحتلال في المنطقة المجاورة", []),
    ],
)
def test_places_are_known_by_geography_and_occupation(
    find: Find, text: str, names: list[str]
) -> None:
    assert unlisted(find, text, "place") == names


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("انضمت الكويت إلى اليونسكو. ثم تركت المنظمة.", "المنظمة", "organisation/unesco"),
        (
            "ناقشت الجمعية العامة ذلك. وقبلت المنظمة الطلب.",
            "المنظمة",
            "organisation/united-nations",
        ),
        ("اجتمع مجلس الأمن. وأدان المجلس ذلك.", "المجلس", "organ/un-security-council"),
        ("أعلنت الكويت استقلالها.", "استقلالها", "state/kuwait"),
        ("نالت الكويت استقلالها عن العراق. وتطور البلد.", "البلد", "state/kuwait"),
        (
            "وقعت الكويت اتفاقية مناهضة التعذيب ثم صدقت عليها.",
            "عليها",
            "treaty/convention-against-torture",
        ),
        ("Kuwait joined UNESCO. Later the country left it.", "the country", "state/kuwait"),
        (
            "The Security Council met. The Council decided.",
            "The Council",
            "organ/un-security-council",
        ),
    ],
)
def test_references_are_resolved_and_marked(find: Find, text: str, words: str, key: str) -> None:
    mention = next(m for m in find(text).entities if m.span.of(text) == words)
    assert mention.entity.key == key
    assert mention.basis is Basis.INHERITED
    assert mention.form in {Form.DESCRIPTION, Form.PRONOUN}
    assert mention.antecedent is not None
    assert mention.antecedent.end <= mention.span.start


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        (
            "قام منتدى جزر المحيط الهادئ. وزارت الكويت يونسكو. ونما المنتدى.",
            "المنتدى",
            "organisation/pif",
        ),
        (
            "قامت رابطة الدول المستقلة. وشكرت الأمم المتحدة. ونمت الرابطة.",
            "الرابطة",
            "organisation/cis",
        ),
        (
            "قام منتدى جزر المحيط الهادئ. وشكر الأمم المتحدة. وانضم إليه كثيرون.",
            "إليه",
            "organisation/pif",
        ),
        (
            "قامت رابطة الدول المستقلة. وشكر منتدى جزر المحيط الهادئ ذلك ثم انضم إليها.",
            "إليها",
            "organisation/cis",
        ),
        (
            "The Pacific Islands Forum met. The United Nations helped. The Forum grew.",
            "The Forum",
            "organisation/pif",
        ),
        (
            "The World Health Organization met. UNESCO helped. The Organization grew.",
            "The Organization",
            "organisation/who",
        ),
        (
            "The World Health Organization met. UNESCO helped. That organisation grew.",
            "That organisation",
            "organisation/unesco",
        ),
    ],
)
def test_a_description_means_what_has_the_same_noun_at_its_head(
    find: Find, text: str, words: str, key: str
) -> None:
    mention = next(m for m in find(text).entities if m.span.of(text) == words)
    assert mention.entity.key == key


@pytest.mark.parametrize("text", ["اجتمعت المنظمة أمس.", "الدولة العضو في المجلس", "It met."])
def test_what_nothing_was_named_for_stays_unresolved(find: Find, text: str) -> None:
    assert find(text).entities == ()


def test_a_state_with_its_adjective_is_named_outright(find: Find) -> None:
    text = "العراق جار. دعمت الدولة الكويتية ذلك."
    mention = next(m for m in find(text).entities if m.form is Form.DESCRIPTION)
    assert mention.span.of(text) == "الدولة الكويتية"
    assert (mention.entity.key, mention.basis) == ("state/kuwait", Basis.EXPLICIT)


def test_quotations_are_found_between_their_marks(find: Find) -> None:
    text = 'قال: “نعم” و«لا» و"ربما"'
    assert [quotation.span.of(text) for quotation in find(text).quotations] == ["نعم", "لا", "ربما"]
