"""Which listed treaty a description means, by what it says the treaty is about.

Texts seldom give the official title ("the 1984 United Nations treaty on torture"); they give its
topic. A description means a listed treaty if it holds all words of one of its names but the formal
ones, and if neither or both are protocols. Of several the one with most words in common is meant.

A place alone is no topic: the Treaty of Marrakesh is not the Marrakesh Agreement. Where a name
holds nothing that says what it is about, the head must be the same and no further word may stand
there. Nor may a word be added that makes another treaty of it (accession to, the European).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.mentions.names.entity_files import EntityTable
from loaders.mentions.names.spellings import as_listed
from loaders.mentions.treaties.treaty_labels import topical_words
from loaders.text.folding import fold

_WORD = re.compile(r"[^\W\d_]+|(?<!\d)\d{4}(?!\d)")  # a year tells namesakes apart
# One word that is left of a name must at least be this long to tell a treaty.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Topic:
    """What a name says besides its form.

    :ivar words: without article, attached particles and formal words.
    :ivar heads: which kinds of instruments it names ("accord": agreement); seldom more than one.
    :ivar telling: whether a word says what the treaty is about, rather than where it was made.
    """

    words: frozenset[str]
    heads: frozenset[str]
    telling: bool

    def means(self, description: Topic) -> bool:
        """Return whether a description with `description` as its topic means this treaty."""
        if not self.words <= description.words:
            return False
        if ("protocol" in self.heads) != ("protocol" in description.heads):
            return False
        further = description.words - self.words
        if not self.telling:
            years = all(word.isdecimal() for word in further)
            return years and self.heads == description.heads
        return further.isdisjoint(_other())


class TreatyTopics:
    """The topics of the listed treaties.

    :param table: the listed entities.
    """

    def __init__(self, table: EntityTable) -> None:
        self.table = table
        self._topics: list[tuple[Topic, Entity]] = []
        for entry in table.entries:
            if entry.entity.kind != "treaty":
                continue
            for language, name in entry.names():
                topic = _topic(name)
                fits = any(len(word) >= _SHORTEST for word in topic.words - _other())
                if language in {"ar", "en"} and fits and name not in entry.ambiguous:
                    self._topics.append((topic, entry.entity))
        self._topics.sort(key=lambda item: (-len(item[0].words), item[1].key))

    def find(self, description: str) -> Entity | None:
        """Return the listed treaty that `description` means, or None."""
        described = _topic(description)
        return next((entity for topic, entity in self._topics if topic.means(described)), None)


def _topic(name: str) -> Topic:
    words = [_bare(word) for word in _WORD.findall(as_listed(fold(name).text))]
    heads = _heads()
    own = frozenset(word for word in words if word not in _formal() and word not in heads)
    kinds = frozenset(heads[word] for word in words if word in heads)
    return Topic(own, kinds, not own.isdisjoint(_telling()))


def _bare(word: str) -> str:
    """Return a word without article and attached particles, alike for both sides."""
    if word[0] < "\u0600":
        return word.removesuffix("s")
    for prefix in ("وال", "بال", "فال", "كال", "لل", "ال"):
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            return word[len(prefix) :]
    if word[0] in "وبل" and len(word) > 4:
        return word[1:]
    return word


@cache
def _formal() -> frozenset[str]:
    lists = word_list("treaties")["topics"]
    return frozenset(_bare(fold(word).text) for word in (*lists["ar"], *lists["en"]))


@cache
def _heads() -> dict[str, str]:
    """Return what kind of instrument each head names."""
    kinds = word_list("treaties")["topics"]["kinds"]
    return {_bare(fold(word).text): kind for kind, words in kinds.items() for word in words}


@cache
def _other() -> frozenset[str]:
    return frozenset(_bare(fold(word).text) for word in word_list("treaties")["topics"]["other"])


@cache
def _telling() -> frozenset[str]:
    return frozenset(_bare(word) for word in topical_words()) - _other()
