"""Listed persons under another Arabic spelling: إدي راما for إيدي راما, غونثاليث for غونزاليس.

Foreign names are spelt by ear: long vowels come and go, and a sound without a letter of its own
takes the one or the other of its neighbours. Names whose consonants are the same up to that are
one name, unless a word that differs is itself known as a part of other names: محمود is not محمد.
"""

from __future__ import annotations

from collections import defaultdict

from loaders.entities import Entity
from loaders.mentions.names.entity_files import EntityTable
from loaders.text.folding import fold

_FEWEST_CONSONANTS = 4  # of a whole name: fewer agree by chance
_VOWELS = frozenset("اويءع")
# Letters that spell the same foreign sounds, by the one that stands for all of them.
_ALIKE = str.maketrans({"ث": "س", "ص": "س", "ز": "س", "ظ": "س", "ط": "ت", "ذ": "د", "ض": "د",
                        "ق": "ك", "غ": "ك", "ج": "ك", "ح": "ه"})  # fmt: skip


class Respellings:
    """The listed persons by the consonants of their Arabic names."""

    def __init__(self, table: EntityTable) -> None:
        self._named: dict[tuple[str, ...], list[tuple[tuple[str, ...], Entity]]] = defaultdict(list)
        for entry in table.entries:
            if entry.entity.kind != "person":
                continue
            for language, name in entry.names():
                words = tuple(fold(name).text.split())
                if language == "ar" and len(words) > 1:
                    self._named[_key(words)].append((words, entry.entity))

    def find(self, name: str, parts: frozenset[str]) -> Entity | None:
        """Return the one listed person whom `name`, folded, is another spelling of, or None.

        :param parts: folded words that are known to be parts of personal names.
        """
        words = tuple(name.split())
        key = _key(words)
        if len(words) < 2 or sum(map(len, key)) < _FEWEST_CONSONANTS:
            return None
        found = {
            entity.key: entity
            for listed, entity in self._named.get(key, ())
            if all(
                own == other or own not in parts for own, other in zip(words, listed, strict=True)
            )
        }
        return next(iter(found.values())) if len(found) == 1 else None


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_consonants(word) for word in words)


def _consonants(word: str) -> str:
    """Return the consonants of a folded word, those that sound alike as one.

    >>> _consonants("غونزاليس") == _consonants("غونثاليث")
    True
    """
    return "".join(letter for letter in word.removesuffix("ه") if letter not in _VOWELS).translate(
        _ALIKE
    )
