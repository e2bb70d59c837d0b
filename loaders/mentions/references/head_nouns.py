"""The nouns that head names: what "the Association" and إليها may stand for.

A description repeats the noun that heads one of the names (الرابطة for رابطة الدول المستقلة), and
an Arabic pronoun agrees with it in gender.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.mentions.names.entity_files import EntityTable
from loaders.text.folding import fold

_ARTICLE = "ال"
_FEMININE_ENDING = fold("ة").text


class HeadNouns:
    """The listed organisations, organs and treaties by the nouns that head their names.

    :param table: the entities with their names.
    """

    def __init__(self, table: EntityTable) -> None:
        headed = [entry for entry in table.entries if entry.entity.kind in _KINDS]
        by_noun: dict[str, set[str]] = defaultdict(set)
        for entry in headed:
            for _, text in entry.names():
                by_noun[head_noun(text)].add(entry.entity.key)
        self._by_noun = {noun: frozenset(keys) for noun, keys in by_noun.items()}
        self._own = {entry.entity.key: own_noun(entry.entity) for entry in headed}

    def headed_by(self, noun: str) -> frozenset[str]:
        """Return the keys of those that have a name with this folded noun at its head."""
        return self._by_noun.get(noun, frozenset())

    def of_gender(self, gender: str) -> frozenset[str]:
        """Return the keys of those whose Arabic label has a gender, feminine or masculine.

        Other names do not count: the United Nations stay feminine, who also calls them المنتظم.
        """
        return frozenset(key for key, noun in self._own.items() if may_be(noun, gender))


_KINDS = frozenset({"organisation", "organ", "treaty"})


def head_noun(name: str) -> str:
    """Return the folded noun at the head of a name or description, without an Arabic article."""
    text = fold(name).text
    if text.isascii():
        noun = _complement().split(text, maxsplit=1)[0].split()[-1:] or [""]
        return noun[0].replace("organiz", "organis")
    words = text.split() or [""]
    pointing = len(words) > 1 and words[0] in _pointing()
    return words[pointing].removeprefix(_ARTICLE)


@cache
def _complement() -> re.Pattern[str]:
    """Match the word behind which an English name says of what it is: "Council of Europe"."""
    words = "|".join(re.escape(word) for word in word_list("references")["heads"]["complement"])
    return re.compile(rf" (?:{words}) ")


def own_noun(entity: Entity) -> str:
    """Return the noun at the head of the Arabic label of an entity, without article."""
    return head_noun(entity.label("ar"))


def may_be(noun: str, gender: str) -> bool:
    """Return whether a folded noun can have a gender; of foreign words usage decides."""
    if noun.endswith(_FEMININE_ENDING) or noun in _listed("feminine"):
        return gender == "feminine"
    return gender == "masculine" or noun not in _listed("masculine")


@cache
def _pointing() -> frozenset[str]:
    return frozenset(fold(word).text for word in word_list("references")["pointing"])


@cache
def _listed(gender: str) -> frozenset[str]:
    return frozenset(head_noun(word) for word in word_list("references")["heads"][gender])
