"""Listed names are found in every spelling, with their clitics, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.document import Document
from loaders.mentions import Gazetteer, find_mentions
from loaders.mentions.mention import Form
from tests.mentions.conftest import ENTRIES, Find


def named(find: Find, text: str) -> list[tuple[str, str]]:
    return [(m.span.of(text), m.entity.key) for m in find(text).entities if m.entity.listed]


@pytest.mark.parametrize(
    ("text", "outer", "span", "key", "clitics"),
    [
        ("انضمت والكويت معا", "والكويت", "الكويت", "state/kuwait", ("و",)),
        ("نداء للكويت", "للكويت", "كويت", "state/kuwait", ("ل", "ال")),
        ("وللجمعية العامة", "وللجمعية العامة", "جمعية العامة", "organ/un-general-assembly",
         ("و", "ل", "ال")),
        ("بالأمم المتحدة", "بالأمم المتحدة", "الأمم المتحدة", "organisation/united-nations",
         ("ب",)),
        ("في اليونسكو", "اليونسكو", "يونسكو", "organisation/unesco", ("ال",)),
        ("للجنة الوطنية", "للجنة الوطنية", "لجنة الوطنية", "organ/commission", ("ل", "ال")),
        ("لكازاخستان", "لكازاخستان", "كازاخستان", "state/kazakhstan", ("ل",)),
        ("الولايات\nالمتّحدة", "الولايات\nالمتّحدة", "الولايات\nالمتّحدة", "state/united-states",
         ()),
    ],
)  # fmt: skip
def test_clitics_are_split_without_loss(
    find: Find, text: str, outer: str, span: str, key: str, clitics: tuple[str, ...]
) -> None:
    (mention,) = find(text).entities
    assert mention.outer.of(text) == outer
    assert mention.span.of(text) == span
    assert mention.entity.key == key
    assert mention.clitics == clitics


@pytest.mark.parametrize(
    "text",
    [
        "كازاخستاني",  # a longer word
        "سكويت",  # no licensed clitic
        "قدم دعما ماليا ودعم مالي كبير",  # "financial"
        "who asked us?",  # acronyms need their capitals
        "المجلس الأمن",  # not a form of the name
    ],
)
def test_ordinary_words_are_no_names(find: Find, text: str) -> None:
    assert named(find, text) == []


@pytest.mark.parametrize(
    "text",
    ["انضمت مالي إلى الأمم المتحدة", "استقلال مالي", "بين فلسطين ومالي في", "Mali joined"],
)
def test_an_ambiguous_name_is_believed_in_a_fitting_context(find: Find, text: str) -> None:
    assert "state/mali" in {key for _, key in named(find, text)}


@pytest.mark.parametrize(
    "text",
    ["الجيش الكويتي", "القوات الكويتية", "الكويتيون", "للكويتيين", "كويتيتان", "Kuwaiti troops",
     "Kuwaitis"],
)  # fmt: skip
def test_adjectives_inflect(find: Find, text: str) -> None:
    (mention,) = find(text).entities
    assert (mention.entity.key, mention.form) == ("state/kuwait", Form.ADJECTIVE)


def test_both_words_of_an_adjective_inflect(find: Find) -> None:
    (mention,) = find("السفينة الكورية الجنوبية").entities
    assert mention.entity.key == "state/south-korea"


def test_the_longest_name_wins_and_offices_keep_what_they_are_of(find: Find) -> None:
    text = "انتخب رئيس الجمعية العامة أمس"
    office, organ = find(text).entities
    assert office.entity.key == "office/president-of-the-general-assembly"
    assert office.form is Form.TITLE
    assert organ.entity.key == "organ/un-general-assembly"
    assert organ.within == office.span


def test_no_name_crosses_the_end_of_a_sentence(find: Find) -> None:
    assert named(find, "زار الولايات. المتحدة قالت") == []


def test_metonyms_are_marked(find: Find) -> None:
    (mention,) = find("أعلنت سيول ذلك").entities
    assert mention.form is Form.METONYM


@given(
    st.lists(
        st.sampled_from(
            [
                "الكويت", "والعراق", "لكازاخستان", "في", "انضمت", ".", "،", "رئيس", "الرئيس",
                "ـــ", "ً", "زيد", "UNESCO", "احتلال", "المنظمة", "إليها", "اتفاقية", "(",
                "3.5", "\n", "عام ١٩٩٢"
            ]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_spans_are_exact_whatever_the_text(gazetteer: Gazetteer, words: list[str]) -> None:
    text = " ".join(words)
    mentions = find_mentions(Document("t", "t", text, "", "ar"), gazetteer)
    for entity in mentions.entities:
        assert entity.outer.covers(entity.span)
        assert entity.span.of(text).strip()
        assert entity.antecedent is None or entity.antecedent.start < entity.span.start
        assert any(sentence.span.covers(entity.outer) for sentence in mentions.sentences)
    starts = [entity.span.start for entity in mentions.entities]
    assert starts == sorted(starts)


@pytest.mark.parametrize("key", [entry.entity.key for entry in ENTRIES])
def test_every_label_leads_to_its_entity(find: Find, gazetteer: Gazetteer, key: str) -> None:
    entity = gazetteer.table.by_key[key].entity
    for _, label in entity.labels:
        assert key in {mention.entity.key for mention in find(f"في {label}").entities}
