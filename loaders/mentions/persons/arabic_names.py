"""How far a personal name goes in Arabic, where no capital letter tells.

A name ends before a preposition, a verb, an ordinary noun, a title or a listed name. What is left
must look like a name: known parts of names are the best evidence, then the absence of what marks
nouns.
"""

from __future__ import annotations

from loaders.lexicon import word_list
from loaders.mentions.terrain import Terrain, Word, lexical_set

_LIST = "persons.ar"
_LONGEST = 7
_MOST_UNKNOWN = 3
_ATTACHED = "وفبلك"
_HAMZAS = ("أ", "إ", "آ")
# Beginnings and endings of verbal nouns and words with pronouns; names seldom have them.
_NOUN_BEGINNINGS = (
    "است",
    "انت",
    "اعت",
    "اجت",
    "احت",
    "اقت",
    "مست",
    "متح",
    "اتف",
    "لل",
    "بال",
    "وال",
    "فال",
)
_NOUN_ENDINGS = ("ها", "هم", "هما", "ات", "ه", "يين", "يون")


class NameReader:
    """Reads personal names off the words of a document.

    :param terrain: the document.
    :param parts: folded words that are known to be parts of names.
    """

    def __init__(self, terrain: Terrain, parts: frozenset[str]) -> None:
        self._terrain = terrain
        self._parts = parts

    def forward(self, index: int) -> int:
        """Return how many words from `index` on form a name, 0 if none."""
        words = self._terrain.words
        count = unknown = 0
        while index + count < len(words) and count < _LONGEST:
            word = words[index + count]
            if count and not self._terrain.joined(index + count):
                break
            if not self.may_be_part(word, first=count == 0):
                break
            if word.text not in self._parts and word.text not in self._particles():
                unknown += 1
                if unknown > _MOST_UNKNOWN:
                    break
            count += 1
        while count and words[index + count - 1].text in self._particles() - self._parts:
            count -= 1
        return count

    def backward(self, index: int) -> int:
        """Return how many words before `index` form a name, 0 if none."""
        words = self._terrain.words
        count = 0
        while index - count > 0 and count < _LONGEST and self._terrain.joined(index - count):
            word = words[index - count - 1]
            if not self.may_be_part(word, first=False):
                break
            count += 1
        while count and (
            words[index - count].text.startswith("ال")
            and words[index - count].text not in self._parts
        ):
            count -= 1
        if count and words[index - count].text in lexical_set(_LIST, "never_first"):
            # The name's beginning belongs to a listed name that this one goes on.
            return 0
        return count

    def evidence(self, index: int, count: int) -> int:
        """Return how many of the words are known parts of names or their particles."""
        known = self._parts | self._particles()
        return sum(word.text in known for word in self._terrain.words[index : index + count])

    def may_be_part(self, word: Word, *, first: bool) -> bool:
        """Return whether a word may be part of a name.

        :param first: whether it would begin the name; a name does not begin with the article.
        """
        text = word.text
        if text[0] < "\u0621" or text[0].isdecimal() or len(text) < 2:
            return False
        if self._terrain.inside(word) is not None or word.start in self._terrain.dated:
            return False
        if self._terrain.office_at(word) is not None:
            return False
        if _is_listed(text, "stops") or self._written(word) in word_list(_LIST)["complementisers"]:
            return False
        if text not in self._parts and _is_listed(text, "person_verbs"):
            return False
        if first and (self._has_article(word) or text in lexical_set(_LIST, "never_first")):
            return False
        if text in self._parts or text in self._particles():
            return True
        return not _is_ordinary(text)

    def _has_article(self, word: Word) -> bool:
        """Whether a word begins with the article, which has no hamza: that of ألكسندر is none."""
        if not word.text.startswith("ال"):
            return False
        return not self._written(word).startswith(_HAMZAS)

    def _written(self, word: Word) -> str:
        """Return a word as the document spells it, hamza and all."""
        prepared = self._terrain.prepared
        return prepared.span(word.start, word.end).of(prepared.document.text)

    @staticmethod
    def _particles() -> frozenset[str]:
        return lexical_set(_LIST, "particles")


def _is_listed(text: str, name: str) -> bool:
    """Return whether a word stands in a list, with "and" attached or without."""
    words = lexical_set(_LIST, name)
    return text in words or (text[0] in "وف" and text[1:] in words)


def is_common(text: str) -> bool:
    """Return whether a word is listed as something other than part of a name."""
    stops, nouns = lexical_set(_LIST, "stops"), lexical_set(_LIST, "nouns")
    verbs, honorifics = lexical_set(_LIST, "verbs"), lexical_set(_LIST, "honorifics")
    if text in stops or text in verbs or text in honorifics:
        return True
    bare = text.removeprefix("ال")
    if bare in nouns or bare.removesuffix("ا") in nouns or bare.removesuffix("ه") in nouns:
        return True
    if text[0] in _ATTACHED and len(text) > 3:
        rest = text[1:]
        if rest in stops or rest in verbs or rest in honorifics:
            return True
        if rest.removeprefix("ال") in nouns or rest.removesuffix("ه") in nouns:
            return True
    return False


def _is_ordinary(text: str) -> bool:
    """Return whether a word is, or looks like, something other than part of a name."""
    if is_common(text):
        return True
    if text.startswith("و") and len(text) > 4:
        # A second person or thing more often than a name with و.
        return True
    return text.startswith(_NOUN_BEGINNINGS) or (len(text) > 3 and text.endswith(_NOUN_ENDINGS))
