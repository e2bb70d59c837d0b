"""English spellings of parts of names, learnt from the listed persons.

Where a person's Arabic and English names have as many parts, each part tells how it is spelt; most
persons of a name decide. A list of persons thus teaches names that no list of parts holds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from loaders.entities import Entity
from loaders.mentions.names.entity_files import EntityTable
from loaders.text.folding import fold

_SERVANT = "عبد"  # the first half of a name: عبد الرحمن
_ARTICLE = "ال"
_SHORTEST_SURNAME = 4  # letters
_ENGLISH_ARTICLE = re.compile(
    r"\b([Aa]l|[Ee]l|[Aa]n|[Aa]s|[Aa]r|[Aa]t|[Aa]z|[Aa]d|[Aa]sh)-(?=[A-Z])"
)
_CONSONANTS = {
    "ب": "bp", "ت": "td", "ث": "tsc", "ج": "jgcy", "ح": "h", "خ": "khjcx", "د": "d", "ذ": "dz",
    "ر": "r", "ز": "zsc", "س": "scz", "ش": "sc", "ص": "sc", "ض": "d", "ط": "t", "ظ": "z",
    "غ": "gh", "ف": "fvpw", "ق": "qkg", "ك": "kcqgx", "ل": "l", "م": "m", "ن": "n", "ه": "h",
}  # fmt: skip


def learned_parts(tables: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the English spelling of parts of names by their folded Arabic spelling.

    :param tables: Arabic and English name of each person.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for arabic, english in tables:
        for part, spelled in aligned(arabic, english):
            counts[part][spelled] += 1
    return {part: counter.most_common(1)[0][0] for part, counter in counts.items()}


def names_of(table: EntityTable) -> Iterator[tuple[str, str]]:
    """Yield each Arabic name of the listed persons with the English label."""
    for entry in table.entries:
        if entry.entity.kind == "person":
            english = entry.entity.label("en")
            for language, name in entry.names():
                if language == "ar":
                    yield name, english


def surnames(table: EntityTable) -> dict[str, Entity]:
    """Return by folded last names the listed persons whom no other listed one shares them with.

    Arabic and English ones: a text of this kind names السادات or Gorbachev without more.
    """
    bearers: dict[str, set[str]] = defaultdict(set)
    persons: dict[str, Entity] = {}
    for entry in table.entries:
        if entry.entity.kind != "person":
            continue
        persons[entry.entity.key] = entry.entity
        for _, name in entry.names():
            parts = arabic_parts(name)
            if len(parts) > 1 and len(parts[-1]) >= _SHORTEST_SURNAME:
                bearers[parts[-1]].add(entry.entity.key)
    return {name: persons[next(iter(keys))] for name, keys in bearers.items() if len(keys) == 1}


def aligned(arabic: str, english: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of parts of the same name, in order, if they go together one by one.

    >>> list(aligned("حسن روحاني", "Hassan Rouhani"))
    [('حسن', 'Hassan'), ('روحاني', 'Rouhani')]
    """
    parts, spelled = arabic_parts(arabic), _english_parts(english)
    if len(parts) != len(spelled) and len(parts) == len(english.split()):
        spelled = english.split()
    if len(parts) == len(spelled):
        yield from (pair for pair in zip(parts, spelled, strict=True) if _sounds_alike(*pair))


def arabic_parts(name: str) -> list[str]:
    """Split an Arabic name; عبد goes with the word behind it.

    >>> arabic_parts("عبد الله بن زايد")
    ['عبد الله', 'بن', 'زايد']
    """
    parts: list[str] = []
    for word in fold(name).text.replace("-", " ").split():
        if parts and parts[-1] == _SERVANT:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


def _english_parts(name: str) -> list[str]:
    kept = _ENGLISH_ARTICLE.sub(lambda match: match[1] + "\0", name)
    return [part.replace("\0", "-") for part in kept.replace("-", " ").split()]


def _sounds_alike(part: str, spelled: str) -> bool:
    """Whether the consonants of an Arabic part can be those of the English one, in order."""
    english = [letter for letter in fold(spelled).text if letter.isalpha()]
    letters = part.removeprefix(_ARTICLE) if "-" in spelled else part
    expected = [_CONSONANTS[letter] for letter in letters if letter in _CONSONANTS]
    position = found = 0
    for options in expected:
        at = next((i for i in range(position, len(english)) if english[i] in options), None)
        if at is not None and at - position <= 3:
            found, position = found + 1, at + 1
    return found >= len(expected) - len(expected) // 3 and len(spelled) > 1
