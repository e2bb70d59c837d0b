"""The language of a text, as far as its script tells."""

from __future__ import annotations

import re

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# A page is enough to tell; a document of 50 MB need not be counted to its end.
_SAMPLE = 20_000


def language_of(text: str) -> str:
    """Return ``ar`` if most letters at the beginning of `text` are Arabic, else ``en``.

    >>> language_of("انضمت قطر (Qatar) إلى الأمم المتحدة")
    'ar'
    """
    sample = text[:_SAMPLE]
    arabic, latin = len(_ARABIC.findall(sample)), len(_LATIN.findall(sample))
    return "ar" if arabic >= latin and arabic else "en"
