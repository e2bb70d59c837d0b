"""Sentences end where a reader ends them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.text.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "انضمت في 15.07.2008 إلى الاتحاد.",
        "قال د. محمد إن م. أحمد حضر.",
        "قال “نعم. لن نوقع” ثم غادر.",
        "The U.N. Security Council adopted No. 5 of Dr. Smith, e.g. in Art. 3.",
        "It grew by 3.5 per cent (cf. p. 12).",
        "طلب من الجمهورية التي تقع في القوقاز النظر الى رغبة دول العالم للجمهورية\n"
        "الآذربيجانية في القبول.",
        "انضمت المنظمة إلى ق.م. في ذلك العام.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تم ذلك عام 1990 م. وفي عام 1991 تكرر.", ["تم ذلك عام 1990 م.", "وفي عام 1991 تكرر."]),
        ("عام ١٤١١هـ. ثم انضمت.", ["عام ١٤١١هـ.", "ثم انضمت."]),
        ("اللاجئين.. اصبحت عضوا.", ["اللاجئين..", "اصبحت عضوا."]),
        ("نالت استقلالها.وفي العام نفسه انضمت.", ["نالت استقلالها.", "وفي العام نفسه انضمت."]),
        ("هل وقعت؟ نعم!", ["هل وقعت؟", "نعم!"]),
        (
            "He said “We came. We saw.” Then he left.",
            ["He said “We came. We saw.”", "Then he left."],
        ),
        ("تاريخ قطر\nانضمت قطر عام 1971.", ["تاريخ قطر", "انضمت قطر عام 1971."]),
        ("البنود:\n1. الأول\n2. الثاني", ["البنود:", "1. الأول", "2. الثاني"]),
        ("one\n\ntwo", ["one", "two"]),
    ],
)
def test_sentences_are_parted(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_paragraphs_are_numbered_and_wrapping_is_none() -> None:
    text = (
        "Qatar joined the United Nations in 1971 and became\n"
        "a member of UNESCO in 1972. It joined\n"
        "others later.\n\nBahrain did so too."
    )
    assert [sentence.paragraph for sentence in split_sentences(text)] == [0, 0, 1]


@given(st.text(st.sampled_from("ابت. \n«»“”؟!ab1٢()…ـ\r"), max_size=80))
def test_every_visible_character_lies_in_exactly_one_sentence(text: str) -> None:
    found = split_sentences(text)
    covered = [p for sentence in found for p in range(sentence.span.start, sentence.span.end)]
    assert len(covered) == len(set(covered))
    visible = {p for p, character in enumerate(text) if not character.isspace()}
    assert visible <= set(covered)
    assert [sentence.number for sentence in found] == list(range(len(found)))
