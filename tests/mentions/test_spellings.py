"""Names whose parts are spelt in several ways."""

from __future__ import annotations

import pytest

from loaders.mentions.names.spellings import as_listed, spellings_of
from loaders.text.folding import fold


@pytest.mark.parametrize(
    ("listed", "other"),
    [
        ("الاتحاد الأوروبي", "الاتحاد الأوربي"),
        ("منظمة الدول الأمريكية", "منظمة الدول الأميركية"),
        ("حلف شمال الأطلسي", "حلف شمال الأطلنطي"),
        ("رابطة دول جنوب شرق آسيا", "رابطة دول جنوب شرقي آسيا"),
    ],
)
def test_a_listed_name_is_found_in_its_other_spelling(listed: str, other: str) -> None:
    assert fold(other).text in spellings_of(fold(listed).text)
    assert as_listed(fold(other).text) == fold(listed).text


def test_a_name_without_such_a_part_has_one_spelling() -> None:
    assert spellings_of("مجلس الامن") == ["مجلس الامن"]
