"""The words of a document with what is known of each: the ground on which names are recognised.

Recognising a name that no list knows is a question of where it begins and where it ends; both are
answered by the words and the listed names around it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.names.gazetteer import Hit
from loaders.mentions.numbers.number_words import WORD
from loaders.mentions.passages import Prepared
from loaders.text.folding import fold


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``start:end`` of the folded text, in passage number `passage`."""

    start: int
    end: int
    text: str
    passage: int


@dataclass(slots=True)
class Terrain:
    """The words of a document and the listed names in it.

    :ivar words: all words within sentences, in order.
    :ivar hits: listed names by where their written word begins.
    :ivar starts: where each word begins, for `index_at`.
    :ivar dated: where dates begin in the folded text.
    """

    prepared: Prepared
    words: list[Word]
    hits: dict[int, list[Hit]]
    dated: frozenset[int] = frozenset()
    starts: list[int] = field(default_factory=list)
    _covered: dict[int, Hit] = field(default_factory=dict)

    def index_at(self, position: int) -> int:
        """Return the index of the first word that begins at `position` or later."""
        return bisect_left(self.starts, position)

    def hit_at(self, word: Word) -> Hit | None:
        """Return the longest listed name, offices aside, that begins with this written word."""
        found = self.hits.get(word.start, ())
        return next((hit for hit in found if hit.entity.kind != "office"), None)

    def office_at(self, word: Word) -> Hit | None:
        """Return the listed office that begins with this written word."""
        return next((h for h in self.hits.get(word.start, ()) if h.entity.kind == "office"), None)

    def inside(self, word: Word) -> Hit | None:
        """Return the listed name, offices aside, that this word is part of."""
        return self._covered.get(word.start)

    def joined(self, index: int) -> bool:
        """Return whether the word at `index` follows the one before it with only a space."""
        if index == 0 or index >= len(self.words):
            return False
        before, word = self.words[index - 1], self.words[index]
        return before.passage == word.passage and self.prepared.text[before.end : word.start] in {
            " ",
            "-",
        }


def survey(prepared: Prepared, hits: list[Hit], dated: frozenset[int]) -> Terrain:
    """Lay out the words and listed names of a document."""
    words = [
        Word(match.start(), match.end(), match.group(), number)
        for number, passage in enumerate(prepared.passages)
        for match in WORD.finditer(prepared.text, passage.start, passage.end)
    ]
    by_start: dict[int, list[Hit]] = {}
    for hit in hits:
        by_start.setdefault(hit.outer, []).append(hit)
    terrain = Terrain(prepared, words, by_start, dated, [word.start for word in words])
    for hit in hits:
        if hit.entity.kind == "office":
            continue
        for word in words[terrain.index_at(hit.outer) : terrain.index_at(hit.end)]:
            terrain._covered[word.start] = hit
    return terrain


@cache
def lexical_set(name: str, key: str) -> frozenset[str]:
    """Return the folded words of a list of a word list."""
    return frozenset(fold(str(word)).text for word in word_list(name)[key])
