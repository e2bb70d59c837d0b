"""Folded text unites spellings and leads back to the source exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.text import fold

SPELLINGS = [
    ("أذربيجان", "آذربيجان"),
    ("الى", "إلى"),
    ("الأمم المتحدة", "الامم المتحده"),
    ("مسؤول", "مسوول"),
    ("المشرَّدين", "المشردين"),
    ("الـ٤٦", "ال46"),
    ("۱۹۹۲", "١٩٩٢"),
    ("ﻻ", "لا"),
    ("1997–1995", "1997-1995"),
    ("کویت", "كويت"),
    ("Côte d’Ivoire", "cote d'ivoire"),
    ("كازاخستان\u200f", "كازاخستان"),
    ("للجمهورية\r\nالآذربيجانية", "للجمهورية الاذربيجانية"),
    ("“نعم”", "«نعم»"),
]

arabic_texts = st.text(
    st.sampled_from("ابتةأإآىيوءؤئلمنهـ ًَُّ٠١٢٣٩۱۵ \n\r\t،؛؟.“”«»abcßÉæﻻﷲ\u200f\ufeff\u00a0가"),
    max_size=60,
)


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(("one", "other"), [("قطر", "قطري"), ("عام", "عالم"), ("1990", "1991")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


@given(st.one_of(arabic_texts, st.text(max_size=60)))
def test_the_map_is_monotone_and_within_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.offsets) == len(folded.ends)
    assert folded.offsets == sorted(folded.offsets)
    for start, end in zip(folded.offsets, folded.ends, strict=True):
        assert 0 <= start < end <= len(text)


@given(arabic_texts)
def test_folding_what_a_span_leads_back_to_gives_the_same_words(text: str) -> None:
    folded = fold(text)
    for position, character in enumerate(folded.text):
        if character != " ":
            assert character in fold(folded.span(position, position + 1).of(text)).text


@given(st.one_of(arabic_texts, st.text(max_size=60)))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(st.text(st.sampled_from("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"), min_size=1))
def test_digits_keep_their_value(digits: str) -> None:
    assert fold(digits).text == "".join(str(int(digit)) for digit in digits)


def test_vowel_marks_and_tatweel_belong_to_the_letter_before() -> None:
    text = "عضوًا هـ."
    folded = fold(text)
    assert folded.text == "عضوا ه."
    assert folded.span(0, 4).of(text) == "عضوًا"
    assert folded.span(5, 6).of(text) == "هـ"
