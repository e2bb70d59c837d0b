"""Which listed treaty a description means, by what it says the treaty is about.

Texts seldom give the official title ("the 1984 United Nations treaty on torture"); they give its
topic. A description means a listed treaty if it holds all words of one of its names but the formal
ones, and if neither or both are protocols. Of several the one with most words in common is meant.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.mentions.entity_files import EntityTable
from loaders.text.folding import fold

_WORD = re.compile(r"[^\W\d_]+")
# One word that is left of a name must at least be this long to tell a treaty.
_SHORTEST = 4


class TreatyTopics:
    """The topics of the listed treaties.

    :param table: the listed entities.
    """

    def __init__(self, table: EntityTable) -> None:
        self._topics: list[tuple[frozenset[str], bool, Entity]] = []
        for entry in table.entries:
            if entry.entity.kind != "treaty":
                continue
            for language, name in entry.names():
                topic, is_protocol = _topic(name)
                if language in {"ar", "en"} and any(len(word) >= _SHORTEST for word in topic):
                    self._topics.append((topic, is_protocol, entry.entity))
        self._topics.sort(key=lambda item: (-len(item[0]), item[2].key))

    def find(self, description: str) -> Entity | None:
        """Return the listed treaty that `description` means, or None."""
        words, is_protocol = _topic(description)
        for topic, of_protocol, entity in self._topics:
            if is_protocol == of_protocol and topic <= words:
                return entity
        return None


def _topic(name: str) -> tuple[frozenset[str], bool]:
    """Return the words of a name that tell its topic, and whether it is a protocol's."""
    words = {_bare(word) for word in _WORD.findall(fold(name).text)}
    kinds = {_bare(fold(word).text) for word in word_list("treaties")["topics"]["kinds"]}
    return frozenset(words - _formal() - kinds), not words.isdisjoint(kinds)


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
