"""Numbers in digits and words, ordinals and symbols of documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.mentions.numbers.number_words import find_number_words
from loaders.text import fold
from tests.mentions.conftest import Find

UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
ORDINALS = [
    "",
    "الحادية",
    "الثانية",
    "الثالثة",
    "الرابعة",
    "الخامسة",
    "السادسة",
    "السابعة",
    "الثامنة",
    "التاسعة",
]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("العضو الـ١٨١", "181", "ordinal"),
        ("العضو الـ 160", "160", "ordinal"),
        ("the 181st member", "181", "ordinal"),
        ("دورتها السادسة والستين", "66", "ordinal"),
        ("الدورة الحادية والثمانون بعد المئة", "181", "ordinal"),
        ("the sixty-sixth session", "66", "ordinal"),
        ("صوت ١٣ عضوا", "13", "cardinal"),
        ("ثلاثة عشر عضوا", "13", "cardinal"),
        ("وامتنع عضوان", "2", "cardinal"),
        ("صوت واحد", "1", "cardinal"),
        ("أكثر من مليون لاجئ", "1000000", "cardinal"),
        ("1.2 مليون", "1200000", "cardinal"),
        ("12,000 people", "12000", "cardinal"),
        ("و٨٥٣", "853", "cardinal"),
        ("المرقومة بـ ٨٢٢", "822", "cardinal"),
        ("one hundred and eleven votes", "111", "cardinal"),
        ("القرار ٦٤/٣٥", "64/35", "symbol"),
        ("resolution ES-10/23", "ES-10/23", "symbol"),
        ("القرار 2625 (XXV)", "2625", "symbol"),
        ("resolution 3201 (S-VI)", "3201", "symbol"),
        ("resolution 217 A (III)", "217", "symbol"),
        ("resolution 53/77 D", "53/77 D", "symbol"),
        ("resolution 62/243 a week later", "62/243", "symbol"),
        ("draft ES-10/L.22", "ES-10/L.22", "symbol"),
        ("القرار 2625 (د-25)", "2625", "symbol"),
        ("القرار ١٠٠٤ (دإط-٢)", "1004", "symbol"),
        ("القرار ٢١٧ ألف (د-٣)", "217", "symbol"),
        ("القرار 1996", "1996", "cardinal"),
    ],
)
def test_one_number_is_read(find: Find, text: str, value: str, kind: str) -> None:
    (number,) = find(text).numbers
    assert (number.value, number.kind) == (value, kind)


@pytest.mark.parametrize("text", ["أحد الأعضاء", "one of them", "في ٢ مارس ١٩٩٢", "لأول مرة"])
def test_other_words_are_no_numbers(find: Find, text: str) -> None:
    assert find(text).numbers == ()


@given(st.integers(21, 99).filter(lambda number: number % 10 != 0))
def test_units_before_tens(number: int) -> None:
    words = f"{UNITS[number % 10]} و{TENS[number // 10]}"
    assert [found.value for found in find_number_words(fold(words).text)] == [number]
    ordinal = f"{ORDINALS[number % 10]} وال{TENS[number // 10]}"
    (found,) = find_number_words(fold(f"الدورة {ordinal}").text)
    assert (found.value, found.is_ordinal) == (number, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("سبع وسبعين وتسعمائة وألف", 1977),
        ("خمس عشرة وتسعمائة وألف", 1915),
        ("ستين وتسعمائة وألف", 1960),
        ("ألف وتسعمائة وسبع وسبعين", 1977),
    ],
)
def test_a_year_is_told_from_either_end(text: str, value: int) -> None:
    assert [number.value for number in find_number_words(fold(text).text)] == [value]
