"""Dates are written out in the page's language and never more exactly than the text."""

from __future__ import annotations

import pytest

from server.pages.dates import written_out
from server.pages.language import languages


@pytest.mark.parametrize(
    ("edtf", "english", "arabic"),
    [
        ("1992", "1992", "1992"),
        ("1992-03", "March 1992", "مارس 1992"),
        ("1992-03-02", "2 March 1992", "2 مارس 1992"),
        ("1995/1997", "1995 – 1997", "1995 – 1997"),
        ("2004-09/..", "since September 2004", "منذ سبتمبر 2004"),
        ("../1990", "until 1990", "حتى 1990"),
        ("199X", "1990s", "عقد 1990"),
        ("1992~", "about 1992", "نحو 1992"),
    ],
)
def test_known_forms(edtf: str, english: str, arabic: str) -> None:
    assert written_out(edtf, languages()["en"]) == english
    assert written_out(edtf, languages()["ar"]) == arabic


@pytest.mark.parametrize("strange", ["", "1992-13", "Y170000002", "tomorrow"])
def test_an_unknown_form_stays_as_it_is(strange: str) -> None:
    assert written_out(strange, languages()["en"]) == strange
