"""The texts of the pages: complete in every language, and the right one for each request."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from server.pages.language import choose, direction_of, languages

PAGES = Path(__file__).parents[2] / "server" / "pages"


def test_all_languages_have_the_same_texts() -> None:
    keys = {tag: set(language.texts) for tag, language in languages().items()}
    assert len(keys) >= 2
    assert all(found == keys["en"] for found in keys.values())


def test_a_text_has_the_same_places_to_fill_in_every_language() -> None:
    for key, english in languages()["en"].texts.items():
        if isinstance(english, str):
            for language in languages().values():
                assert _places(language.texts[key]) == _places(english), (language.tag, key)


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_text_that_a_template_names_exists() -> None:
    for path in (PAGES / "templates" / "pages").glob("*.html"):
        for key in re.findall(r'\bt\("([a-z_0-9.A-Z]+)"[,)]', path.read_text(encoding="utf-8")):
            assert key in languages()["en"].texts, (path.name, key)


@pytest.mark.parametrize(
    ("asked", "header", "expected"),
    [
        (None, "", "en"),
        (None, "ar", "ar"),
        (None, "ar-EG,en;q=0.5", "ar"),
        (None, "en-GB,ar;q=0.9", "en"),
        (None, "fr, ar;q=0.3", "ar"),
        (None, "*", "en"),
        (None, "ja", "en"),
        ("ar", "en", "ar"),
        ("en", "ar", "en"),
        ("xx", "ar", "ar"),
    ],
)
def test_the_address_goes_before_the_header(asked: str | None, header: str, expected: str) -> None:
    assert choose(asked, header).tag == expected


@pytest.mark.parametrize(
    ("tag", "direction"), [("ar", "rtl"), ("AR-eg", "rtl"), ("en", "ltr"), ("", "auto")]
)
def test_direction_follows_the_language(tag: str, direction: str) -> None:
    assert direction_of(tag) == direction
