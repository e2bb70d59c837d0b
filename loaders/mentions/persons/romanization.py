"""Arabic words in Latin letters by a fixed table, roughly after BGN/PCGN without diacritics."""

from __future__ import annotations

from loaders.mentions.persons.name_parts import name_parts
from loaders.text.folding import fold

_LETTERS = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u",
    "ي": "i", "ء": "",
}  # fmt: skip
_VOWELS = "اوي"


def romanized(phrase: str) -> str:
    """Return the words of an Arabic phrase in Latin letters.

    >>> romanized("اتفاقية")
    'Atfaqia'
    """
    words = fold(phrase).text.split()
    return " ".join(_word(word, index) for index, word in enumerate(words))


def _word(word: str, index: int) -> str:
    """Return one word: as custom has it, else by its letters."""
    known = name_parts().get(word)
    if known is not None:
        return known
    if word.startswith("ال") and len(word) > 3:
        rest = name_parts().get(word[2:]) or _by_letters(word[2:])
        return f"{'al' if index else 'Al'}-{rest[:1].upper()}{rest[1:]}"
    spelled = _by_letters(word)
    return spelled[:1].upper() + spelled[1:]


def _by_letters(word: str) -> str:
    """Spell a word by its letters; و and ي are consonants at the beginning and between vowels."""
    spelled = []
    for position, letter in enumerate(word):
        following = word[position + 1 : position + 2]
        if letter in "وي" and (position == 0 or following == "ا" or word[position - 1] == "ا"):
            spelled.append("w" if letter == "و" else "y")
        elif letter == "ه" and position == len(word) - 1:
            spelled.append("a")
        else:
            spelled.append(_LETTERS.get(letter, letter if letter.isascii() else ""))
        if letter in "وي" and position == 0 and following and following not in _VOWELS:
            spelled.append("a")
        if letter not in _VOWELS + "ع" and following and following not in _VOWELS + "عه":
            after = word[position + 2 : position + 3]
            if position == 0 or (after and after in _VOWELS and position % 2 == 0):
                spelled.append("a")
    return "".join(spelled)
