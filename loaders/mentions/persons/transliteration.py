"""English spelling of Arabic names that no list knows, and readable keys made from it.

Parts of names that have a customary spelling take it: that of ``data/entities/name-parts.tsv``,
else the one that the listed persons teach. The others are spelt by their letters, as names that
sound alike are. It is a reading aid, not a claim.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from loaders.mentions.names.entity_files import EntityTable, shipped_entities
from loaders.mentions.numbers.number_words import arabic_ordinals
from loaders.mentions.persons.learned_names import arabic_parts, learned_parts, names_of
from loaders.mentions.persons.name_letters import NameSpeller
from loaders.mentions.persons.name_parts import name_parts
from loaders.mentions.persons.romanization import romanized
from loaders.text.folding import fold

_ARTICLE = "ال"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def known_parts(table: EntityTable) -> frozenset[str]:
    """Return the folded words that are parts of personal names: from the list and from persons."""
    parts = set(name_parts())
    for entry in table.entries:
        if entry.entity.kind == "person":
            for language, name in entry.names():
                if language == "ar":
                    parts.update(word for word in fold(name).text.split() if len(word) > 2)
    return frozenset(parts)


def transliterate(name: str) -> str:
    """Return an English spelling of an Arabic name or phrase.

    >>> transliterate("سام")
    'Sam'
    """
    king, _, number = name.rpartition(" ")
    if king and (which := _counted().get(fold(number).text)) is not None:
        return f"{transliterate(king)} {which}"  # هارالد الخامس
    spelling = _spelling()
    determined = frozenset(fold(w).text for w in name.split() if w.startswith(_ARTICLE))
    return " ".join(
        spelling.part(part, determined, first=index == 0)
        for index, part in enumerate(arabic_parts(name))
    )


def key_of(kind: str, name: str) -> str:
    """Return a stable readable ASCII key for a thing that no list knows.

    >>> key_of("person", "Sam Nujoma")
    'person/sam-nujoma'
    """
    english = name
    if any("\u0600" <= character <= "\u06ff" for character in name):
        # A fixed table spells words: lists of names grow, and a key must not change with them.
        english = transliterate(name) if kind == "person" else romanized(name)
    slug = re.sub(r"[^a-z0-9]+", "-", fold(english).text).strip("-")
    if not slug:
        slug = hashlib.sha256(name.encode("utf-8")).hexdigest()[:12]
    return f"{kind}/{slug[:80].rstrip('-')}"


@dataclass(frozen=True, slots=True)
class Spelling:
    """How parts of names are spelt in English.

    :ivar custom: customary spellings by folded Arabic spelling.
    :ivar speller: spells what custom does not know.
    """

    custom: Mapping[str, str]
    speller: NameSpeller

    def part(self, part: str, determined: frozenset[str], *, first: bool) -> str:
        """Return one part of a name: as custom has it, else word by word.

        :param determined: the words that carry the article; ألفونس does not.
        :param first: whether the part begins the name.
        """
        known = self.custom.get(part)
        if known is not None:
            return known
        servant, _, of_whom = part.partition(" ")
        if not of_whom:
            return self._word(part, determined, first=first)
        if of_whom.startswith(_ARTICLE):
            return f"Abdul {self._word(of_whom[2:], determined, first=True)}"
        return f"{self._word(servant, determined, first=first)} " + self._word(
            of_whom, determined, first=False
        )

    def _word(self, word: str, determined: frozenset[str], *, first: bool) -> str:
        known = self.custom.get(word)
        if known is not None:
            return known
        if word in determined and len(word) > 3:
            rest = self.custom.get(word[2:]) or self.speller.spell(word[2:])
            return f"{'Al' if first else 'al'}-{rest[:1].upper()}{rest[1:]}"
        spelled = self.speller.spell(word)
        return spelled[:1].upper() + spelled[1:]


def spelling_of(persons: Iterable[tuple[str, str]], listed: Mapping[str, str]) -> Spelling:
    """Return the spelling that persons' names and a list of parts teach.

    :param persons: Arabic and English names.
    :param listed: customary spellings that go before what the persons teach.
    """
    learned = learned_parts(persons)
    taught = [
        pair
        for pair in [*learned.items(), *listed.items()]
        if " " not in pair[0] and "-" not in pair[1]
    ]
    return Spelling({**learned, **listed}, NameSpeller(taught))


@cache
def _counted() -> Mapping[str, str]:
    """Return the Roman numeral by the Arabic ordinal that tells kings of a name apart."""
    return {word: _ROMAN[value - 1] for word, value in arabic_ordinals(len(_ROMAN)).items()}


@cache
def _spelling() -> Spelling:
    return spelling_of(names_of(shipped_entities()), name_parts())
