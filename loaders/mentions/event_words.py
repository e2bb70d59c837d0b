"""What two forms of a word for a deed share: "accession" and "acceded", انضمام and انضمت."""

from __future__ import annotations

from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.clitics import Article, clitics_of
from loaders.mentions.date_words import LANGUAGES
from loaders.text.folding import fold

# Letters that two forms of one root word share as a rule.
_SHARED_LETTERS = 4


def beginnings(word: str) -> tuple[str, ...]:
    """Return how words begin that speak of the same deed as a noun; none if it is too short.

    >>> beginnings("accession")
    ('acce',)
    """
    bare = word.removeprefix("ال")  # of a short noun: الغزو
    of_verb = next((v for noun, v in _verbs_of().items() if bare.startswith(noun)), ())
    return (*of_verb, word[:_SHARED_LETTERS]) if len(word) >= _SHARED_LETTERS else of_verb


@cache
def _verbs_of() -> dict[str, tuple[str, ...]]:
    return {
        fold(noun).text.removesuffix("ه"): tuple(fold(form).text for form in forms)
        for language in LANGUAGES
        for noun, forms in word_list(f"time.{language}")["verbs_of"].items()
    }


def stem(word: str) -> str:
    """Return a word without clitics and article, enough to compare its first letters."""
    for cut in range(min(4, len(word) - _SHARED_LETTERS), 0, -1):
        if word[0] >= "\u0600" and clitics_of(word[:cut], Article.OPTIONAL):
            return word[cut:]
    return word
