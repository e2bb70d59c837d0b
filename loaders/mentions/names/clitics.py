"""Attached particles (و ف ب ل ك ال لل): split only where the lexicon licenses the rest.

Blind stripping destroys names (فرنسا, كلبجر, بنزرت); here a split is accepted only when a known
word begins right after it, so the question is never "does this begin like a clitic" but "is what
stands before a known word made of clitics".
"""

from __future__ import annotations

from enum import Enum
from functools import cache

from loaders.lexicon import word_list

LONGEST_PREFIX = 4
# Pronouns of the third person as they are attached to a noun or a verb; and those that a feminine
# ending is not spelt like (folding makes ة to ه).
PRONOUNS = ("ها", "ه", "هم", "هما")
CERTAIN_PRONOUNS = ("ها", "هم", "هما")


class Article(Enum):
    """Whether a known word goes with the article, where the word is stored without it."""

    NEVER = "never"  # أذربيجان
    ALWAYS = "always"  # الجمعية العامة, stored as جمعية العامة
    OPTIONAL = "optional"  # أذربيجاني, الأذربيجاني


@cache
def _prefixes() -> dict[str, tuple[tuple[str, ...], bool]]:
    """Return every licensed prefix with its clitics and whether it holds the article."""
    lists = word_list("clitics")
    article: str = lists["article"]
    conjunctions: list[str] = ["", *lists["conjunctions"]]
    prepositions: list[str] = ["", *lists["prepositions"]]
    contracted: dict[str, list[str]] = lists["contracted"]
    table: dict[str, tuple[tuple[str, ...], bool]] = {}
    for conjunction in conjunctions:
        for preposition in prepositions:
            parts = tuple(part for part in (conjunction, preposition) if part)
            table[conjunction + preposition] = (parts, False)
            table[conjunction + preposition + article] = ((*parts, article), True)
        for written, parts_of in contracted.items():
            before = (conjunction,) if conjunction else ()
            table[conjunction + written] = ((*before, *parts_of), True)
    return table


def clitics_of(prefix: str, article: Article, word: str = "") -> tuple[str, ...] | None:
    """Return the clitics that `prefix` consists of, or None where it is not a licensed prefix.

    :param prefix: what stands between the beginning of the written word and the known word.
    :param article: whether the known word takes the article.
    :param word: the known word; one that begins with ل loses a letter after للـ (للجنة).

    >>> clitics_of("ولل", Article.ALWAYS)
    ('و', 'ل', 'ال')
    >>> clitics_of("كلب", Article.NEVER) is None
    True
    """
    entry = _prefixes().get(prefix)
    if entry is None:
        return None
    clitics, has_article = entry
    if article is Article.ALWAYS and not has_article:
        if word.startswith("ل") and clitics[-1:] == ("ل",):
            return (*clitics, "ال")
        return None
    if article is Article.NEVER and has_article:
        return None
    return clitics
