"""English labels for treaties that no list knows, word by word: اتفاقية التعاون مع X.

The words are data (``data/entities/treaty-words.tsv``); a word that is not there is spelt by its
letters. Like a transliteration this is a reading aid, not a claim about the treaty's title.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from loaders.errors import EntityError
from loaders.mentions.names.entity_files import ENTITY_FILES
from loaders.mentions.persons.romanization import romanized
from loaders.text.folding import fold

TREATY_WORDS = ENTITY_FILES / "treaty-words.tsv"
_KINDS = frozenset({"head", "word", "link", "none", "tail"})
_ATTACHED = (("", ""), ("ال", ""), ("لل", "for"), ("ل", "for"), ("وال", "and"), ("و", "and"),
             ("بال", "on"), ("ب", "on"))  # fmt: skip
_BEFORE_NAMES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("", ()), ("ال", ()), ("ل", (("link", "for"),)), ("و", (("link", "and"),)),
    ("وال", (("link", "and"),)), ("لل", (("link", "for"),)),
)  # fmt: skip
_COUNT = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")


@dataclass(slots=True)
class _Phrase:
    """Words that belong together: in English a noun stands behind what describes it.

    :ivar runs: joined by "and"; within one the Arabic order is turned round, but not in names.
    :ivar named: whether the last word was part of a name that no list knows.
    :ivar tail: what stands behind the head: Memorandum "of Understanding".
    """

    link: str
    runs: list[list[str]] = field(default_factory=lambda: [[]])
    named: bool = False
    tail: str = ""

    def add(self, kind: str, english: str) -> None:
        """Take up a word; parts of one name stay side by side in their order."""
        run = self.runs[-1]
        if kind == "name" and self.named and run:
            run[-1] = f"{run[-1]} {english}"
        else:
            run.append(english)
        self.named = kind == "name"

    def __str__(self) -> str:
        spelled = [" ".join(reversed(run)) for run in self.runs if run]
        return " and ".join([", ".join(spelled[:-1]), spelled[-1]] if spelled[1:] else spelled)


def treaty_label(name: str, named: Mapping[str, str]) -> str:
    """Return an English label for the treaty called `name`.

    :param name: the name as written, its head first.
    :param named: English labels of the organisations and places named in it, by folded words.
    """
    words = fold(name).text.split()
    head, label = _words_of(words[0])[0]
    if head != "head":
        return romanized(name)
    phrases = _phrases(words, named)
    first, topic = phrases[0], str(phrases[0])
    general, particular = label.split("/") if "/" in label else (label, label)
    if len([run for run in first.runs if run]) > 1:
        link = "on" if particular == "Agreement" else "of"
        spelled = f"{particular} {link} {topic}"
    elif topic and not topic[0].isalpha():
        spelled = f"{general} of {topic}"
    else:
        spelled = f"{topic} {particular}" if topic else general
    spelled += first.tail
    return " ".join([spelled, *(f"{p.link} {p}" for p in phrases[1:] if str(p))])


def _phrases(words: list[str], named: Mapping[str, str]) -> list[_Phrase]:
    phrases = [_Phrase("")]
    index = 1
    while index < len(words):
        length, meanings = _meaning(words, index, named)
        for kind, english in meanings:
            if kind == "link" and english == "and":
                phrases[-1].runs.append([])
                phrases[-1].named = False
            elif kind == "link":
                phrases.append(_Phrase(english))
            elif kind == "tail":
                phrases[-1].tail += f" {english}"
            elif kind != "none":
                phrases[-1].add(kind, english)
        index += length
    return phrases


def _meaning(
    words: list[str], index: int, named: Mapping[str, str]
) -> tuple[int, list[tuple[str, str]]]:
    """Return how many words from `index` on mean one thing, and what they mean."""
    for length in range(min(8, len(words) - index), 0, -1):
        phrase = " ".join(words[index : index + length])
        for prefix, link in _BEFORE_NAMES:
            rest = phrase.removeprefix(prefix) if phrase.startswith(prefix) else ""
            if rest in named:
                return length, [*link, ("word", named[rest])]
            if " " in rest and rest in _table():
                return length, [*link, _table()[rest]]
    if words[index].isdecimal():
        return 1, [("name", words[index])]
    return 1, _words_of(words[index])


def _words_of(word: str) -> list[tuple[str, str]]:
    """Return what one written word means: its own meaning behind that of what is attached."""
    table = _table()
    for prefix, link in _ATTACHED:
        rest = word.removeprefix(prefix) if word.startswith(prefix) else ""
        endings = ("", "ا", "ه", "ها", "هما", "هم")
        for bare in (*(rest.removesuffix(ending) for ending in endings), rest + "ه"):
            if bare in table:
                return ([("link", link)] if link else []) + [table[bare]]
    return [("name", romanized(word))]


def topical_words() -> frozenset[str]:
    """Return the folded words that say what a treaty is about, in both languages."""
    topical = {(arabic, english) for arabic, (kind, english) in _table().items() if kind == "word"}
    return frozenset(
        fold(part).text
        for pair in topical
        for words in pair
        for part in words.split()
        if part not in _COUNT
    )


@cache
def _table() -> dict[str, tuple[str, str]]:
    """Return (kind, English) of the words of treaties, by their folded spelling.

    :raises EntityError: a line is not ``arabic<TAB>kind<TAB>english``.
    """
    table: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(TREATY_WORDS.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 3 or fields[1] not in _KINDS:
            raise EntityError(
                "not arabic, kind, english", path=TREATY_WORDS, line=number, excerpt=line[:40]
            )
        table.setdefault(fold(fields[0]).text, (fields[1], fields[2]))
    return table
