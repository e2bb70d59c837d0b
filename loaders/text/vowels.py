"""Vowel marks, where they alone tell two names apart (عمّان is Amman, عُمان is Oman)."""

from __future__ import annotations

import re
import unicodedata

_MARK = re.compile("[\u064b-\u0652\u0670]")
_LETTER = re.compile("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]")


def has_vowels(text: str) -> bool:
    """Return whether a text is written with vowel marks."""
    return _MARK.search(text) is not None


def bears_vowels(written: str, listed: str) -> bool:
    """Return whether every vowel mark of the listed text stands in the written one as well.

    :param written: the same letters as `listed`, perhaps spelt in another way.
    """
    ours, theirs = _by_letter(listed), _by_letter(written)
    return len(ours) == len(theirs) and all(a <= b for a, b in zip(ours, theirs, strict=True))


def _by_letter(text: str) -> list[set[str]]:
    """Return the marks of each letter."""
    marks: list[set[str]] = []
    for character in unicodedata.normalize("NFC", text):
        if _MARK.match(character):
            if marks:
                marks[-1].add(character)
        elif _LETTER.match(character):
            marks.append(set())
    return marks
