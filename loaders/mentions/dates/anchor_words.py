"""Words that lead back to what the text has dated: how they begin, and the numbers of texts."""

from __future__ import annotations

import re
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.dates.date_words import LANGUAGES
from loaders.mentions.names.clitics import Article, clitics_of
from loaders.mentions.names.phrases import alternation
from loaders.text.folding import fold

# Letters that two forms of one root word share as a rule: انضمام, انضمت; accession, acceded.
_SHARED_LETTERS = 4


def beginnings(stem: str) -> tuple[str, ...]:
    """Return how words begin that speak of the same deed as a noun; none if it is too short.

    >>> beginnings("referendum")
    ('refe',)
    """
    bare = stem.removeprefix("ال")  # of a short noun: الغزو
    of_verb = next((v for noun, v in _verbs_of().items() if bare.startswith(noun)), ())
    return (*of_verb, stem[:_SHARED_LETTERS]) if len(stem) >= _SHARED_LETTERS else of_verb


@cache
def numbered_text() -> re.Pattern[str]:
    """Return what finds the number of a text behind the noun of an anchor: من صدور القرار 717."""
    nouns = alternation(fold(w).text for n in LANGUAGES for w in word_list(f"time.{n}")["numbered"])
    return re.compile(
        rf"(?: [^\W0-9]+){{1,3}}? (?:{nouns})(?: رقم)? (?P<number>[0-9]{{1,4}})(?![0-9])"
    )


@cache
def _verbs_of() -> dict[str, tuple[str, ...]]:
    return {
        fold(noun).text.removesuffix("ه"): tuple(fold(form).text for form in forms)
        for language in LANGUAGES
        for noun, forms in word_list(f"time.{language}")["verbs_of"].items()
    }


def stem_of(word: str) -> str:
    """Return a word without clitics and article, enough to compare its first letters."""
    for cut in range(min(4, len(word) - _SHARED_LETTERS), 0, -1):
        if word[0] >= "\u0600" and clitics_of(word[:cut], Article.OPTIONAL):
            return word[cut:]
    return word
