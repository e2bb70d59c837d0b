"""English labels for treaties that no list knows, word by word: اتفاقية التعاون مع X.

The words are data (``data/entities/treaty-words.tsv``); a word that is not there is spelt by its
letters. Like a transliteration this is a reading aid, not a claim about the treaty's title.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from loaders.errors import EntityError
from loaders.mentions.entity_files import ENTITY_FILES
from loaders.mentions.transliteration import transliterate
from loaders.text.folding import fold

TREATY_WORDS = ENTITY_FILES / "treaty-words.tsv"
_KINDS = frozenset({"head", "word", "link", "none"})


def treaty_label(name: str, named: Mapping[str, str]) -> str:
    """Return an English label for the treaty called `name`.

    :param name: the name as written, its head first.
    :param named: English labels of the organisations and places named in it, by folded words.
    """
    words = fold(name).text.split()
    head, label = _words_of(words[0])[0]
    if head != "head":
        return transliterate(name)
    parts: list[tuple[str, list[str]]] = [("", [])]
    index = 1
    while index < len(words):
        length, meanings = _meaning(words, index, named)
        for kind, english in meanings:
            if kind == "link":
                parts.append((english, []))
            elif kind != "none":
                parts[-1][1].append(english)
        index += length
    topic = " ".join(reversed(parts[0][1]))
    general, particular = label.split("/") if "/" in label else (label, label)
    first = f"{topic} {particular}" if topic else general
    return " ".join([first, *(f"{link} {' '.join(reversed(w))}" for link, w in parts[1:] if w)])


def _meaning(
    words: list[str], index: int, named: Mapping[str, str]
) -> tuple[int, list[tuple[str, str]]]:
    """Return how many words from `index` on mean one thing, and what they mean."""
    for length in range(min(8, len(words) - index), 0, -1):
        phrase = " ".join(words[index : index + length])
        for prefix, link in (("", ()), ("ل", (("link", "for"),)), ("و", (("link", "and"),))):
            rest = phrase.removeprefix(prefix) if phrase.startswith(prefix) else ""
            if rest in named:
                return length, [*link, ("word", named[rest])]
    return 1, _words_of(words[index])


def _words_of(word: str) -> list[tuple[str, str]]:
    """Return what one written word means: its own meaning behind that of what is attached."""
    table = _table()
    attached: tuple[tuple[str, str], ...] = (("", ""), ("ال", ""), ("لل", "for"), ("ل", "for"),
                                             ("وال", "and"), ("و", "and"), ("ب", "on"))  # fmt: skip
    for prefix, link in attached:
        rest = word.removeprefix(prefix) if word.startswith(prefix) else ""
        for bare in (rest, rest.removesuffix("ا"), rest.removesuffix("ه")):
            if bare in table:
                return ([("link", link)] if link else []) + [table[bare]]
    return [("word", transliterate(word))]


@cache
def _table() -> dict[str, tuple[str, str]]:
    """Return (kind, English) of the words of treaties, by their folded spelling.

    :raises EntityError: a line is not ``arabic<TAB>kind<TAB>english``.
    """
    table: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(TREATY_WORDS.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 3 or fields[1] not in _KINDS:
            raise EntityError(
                "not arabic, kind, english", path=TREATY_WORDS, line=number, excerpt=line[:40]
            )
        table.setdefault(fold(fields[0]).text, (fields[1], fields[2]))
    return table
