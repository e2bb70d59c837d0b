"""English spelling of Arabic names that no list knows, and readable keys made from it.

Parts of names that have a customary spelling take it (``data/entities/name-parts.tsv``); the others
are spelt by letters, roughly after BGN/PCGN without diacritics. It is a reading aid, not a claim.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache

from loaders.errors import EntityError
from loaders.mentions.entity_files import ENTITY_FILES, EntityTable
from loaders.text.folding import fold

NAME_PARTS = ENTITY_FILES / "name-parts.tsv"
_LETTERS = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u",
    "ي": "i", "ء": "",
}  # fmt: skip
_VOWELS = "اوي"


@cache
def name_parts() -> dict[str, str]:
    """Return the customary English spelling of parts of names, by their folded Arabic spelling.

    :raises EntityError: a line of the file is not ``arabic<TAB>english``.
    """
    table: dict[str, str] = {}
    if not NAME_PARTS.is_file():
        return table
    for number, line in enumerate(NAME_PARTS.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) < 2 or not all(field.strip() for field in fields[:2]):
            raise EntityError(
                "not arabic, a tab, english", path=NAME_PARTS, line=number, excerpt=line[:40]
            )
        table.setdefault(fold(fields[0].strip()).text, fields[1].strip())
    return table


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
    words = fold(name).text.split()
    return " ".join(_word(word, index) for index, word in enumerate(words))


def key_of(kind: str, name: str) -> str:
    """Return a stable readable ASCII key for a thing that no list knows.

    >>> key_of("person", "Sam Nujoma")
    'person/sam-nujoma'
    """
    is_arabic = any("\u0600" <= character <= "\u06ff" for character in name)
    english = fold(transliterate(name) if is_arabic else name).text
    slug = re.sub(r"[^a-z0-9]+", "-", english).strip("-")
    if not slug:
        slug = hashlib.sha256(name.encode("utf-8")).hexdigest()[:12]
    return f"{kind}/{slug[:80].rstrip('-')}"


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
