"""Fixed phrases of a word list in folded text, found in one pass whatever their number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick

from loaders.mentions.names.clitics import LONGEST_PREFIX, Article, clitics_of
from loaders.text.folding import fold

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Value]):
    """A phrase found in folded text.

    :ivar start: where the phrase itself begins; `outer` is where its written word begins.
    :ivar value: what the word list says of it.
    """

    start: int
    end: int
    outer: int
    value: Value
    clitics: tuple[str, ...] = ()


class Phrases(Generic[Value]):
    """A word list compiled for searching.

    :param phrases: phrase as people write it to its value; where two fold to the same text, the
        first wins.
    :param article: whether the phrases may carry an attached article that they do not begin with.
        Phrases that begin with ال are found after ب and ل (للـ) as well.
    """

    def __init__(self, phrases: Mapping[str, Value], article: Article = Article.NEVER) -> None:
        entries: dict[str, list[tuple[Article, Value]]] = {}
        for phrase, value in phrases.items():
            text = fold(phrase).text
            stored = article
            if text.startswith("ال") and len(text) > 4 and article is Article.NEVER:
                text, stored = text[2:], Article.ALWAYS
            kept = entries.setdefault(text, [])
            if stored not in (known for known, _ in kept):
                kept.append((stored, value))
        self._automaton = ahocorasick.Automaton()
        for text in sorted(entries):
            self._automaton.add_word(text, (len(text), tuple(entries[text])))
        self._is_empty = not entries
        if entries:
            self._automaton.make_automaton()

    def find(self, text: str) -> list[Phrase[Value]]:
        """Return the phrases in folded `text` without overlap: the first, then the longest."""
        found: list[Phrase[Value]] = []
        free = 0
        for phrase in sorted(self.all(text), key=lambda phrase: (phrase.start, -phrase.end)):
            if phrase.start >= free:
                found.append(phrase)
                free = phrase.end
        return found

    def all(self, text: str) -> Iterator[Phrase[Value]]:
        """Yield every phrase that begins and ends with a word, in order of their ends."""
        if self._is_empty:
            return
        for last, (length, entries) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if end < len(text) and (text[end].isalnum() or text[end] == "_"):
                continue
            outer = word_start(text, start)
            if outer is None:
                continue
            word = text[start:end]
            for article, value in entries:
                clitics = clitics_of(text[outer:start], article, word)
                if clitics is not None and (outer == start or "\u0600" <= word[0] <= "\u06ff"):
                    # The article that a phrase begins with is part of it (العام التالي).
                    own = 2 if article is Article.ALWAYS and text[start - 2 : start] == "ال" else 0
                    kept = clitics[:-1] if own else clitics
                    yield Phrase(start - own, end, outer, value, kept)
                    break


def word_start(text: str, start: int) -> int | None:
    """Return where the written word around `start` begins, or None if that is too far away."""
    position = start
    while position > 0 and text[position - 1].isalnum():
        position -= 1
        if start - position > LONGEST_PREFIX:
            return None
    return position


def alternation(words: Iterable[str]) -> str:
    """Return a regular expression for any of `words`, folded, the longest first.

    >>> alternation(["عام", "أعوام"])
    '(?:اعوام|عام)'
    """
    folded = {fold(word).text for word in words}
    ordered = sorted(folded, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ") for word in ordered) + ")"
