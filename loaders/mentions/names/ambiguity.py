"""Names that are also ordinary words: believed only where the context fits (ambiguity.yaml)."""

from __future__ import annotations

from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.mention import Form
from loaders.text.folding import Folded, fold


def fits(form: Form, language: str, folded: Folded, source: str, outer: int, end: int) -> bool:
    """Return whether the ambiguous words at ``outer:end`` are a name here.

    :param outer: where the written word begins in the folded text, clitics included.
    """
    before = folded.text[max(0, outer - 40) : outer].rstrip(" (\"'").split()
    previous = before[-1] if before else ""
    if language == "en":
        return _fits_english(previous, folded, source, end)
    if form is Form.ADJECTIVE:
        return _with_article(previous) in _words("ar", "before_adjective")
    if previous.rstrip(")")[-1:].isdigit():
        return True  # behind a date nothing is described: في 1970 ومالي في 1980، وفي 1990 فيجي
    return _fits_arabic(previous) or _is_no_adjective(folded.text[outer:end], previous)


def joins_nothing(text: str, outer: int) -> bool:
    """Return whether a و at `outer` belongs to a name, since the word before waits for one."""
    before = text[max(0, outer - 20) : outer]
    if not before.endswith(" "):
        return False
    previous = before[:-1].rpartition(" ")[2]
    nouns = _words("ar", "construct")
    return previous in nouns or (previous[:1] in "وفبل" and previous[1:] in nouns)


def _with_article(word: str) -> str:
    """Return a definite word without what is written before its article: للجمهورية, وبالحكومة."""
    rest = word.removeprefix("و").removeprefix("ب")
    return f"ال{rest[2:]}" if rest.startswith("لل") else rest


def _is_no_adjective(name: str, previous: str) -> bool:
    """Return whether the word before shows that a name describes nothing.

    An indefinite masculine adjective follows a noun of its own kind: دعم مالي is financial support,
    but in الرئاسة مالي, رئاسة مالي and بهما مالي nothing takes an adjective, so that it is Mali.
    What does not look like an adjective is a place in اتفاق سرت too.
    """
    endings = word_list("ambiguity")["ar"]["adjective"]
    if not name.endswith(endings["suffix"]):
        return previous.removeprefix("و") in _words("ar", "before_place")
    return previous.startswith(endings["definite"]) or previous.endswith(
        tuple(fold(ending).text for ending in endings["undescribed"])
    )


def _fits_arabic(previous: str) -> bool:
    """Return whether the word before a name lets a state follow."""
    if not previous or previous[-1] in ".,;:?!":
        return True
    if any(word in _words("ar", "before_name") for word in _bare(previous)):
        return True
    verb = word_list("ambiguity")["ar"]["verb"]
    # The و of وقعت is a letter of the verb.
    return any(
        len(stem) >= verb["minimum"]
        and (stem.endswith(verb["suffix"]) or stem.startswith(verb["prefix"]))
        for stem in {previous, previous.removeprefix("و")}
    )


def _bare(word: str) -> tuple[str, ...]:
    """Return a word, also without an attached conjunction, and without a preposition then."""
    rest = word[1:] if word[0] in "وف" else word
    return (word, rest, rest[1:]) if rest[:1] in {"ب", "ل"} else (word, rest)


def _fits_english(previous: str, folded: Folded, source: str, end: int) -> bool:
    """Return whether neither the word before nor the one after makes it part of another name."""
    if previous.rstrip(".") in _words("en", "not_after"):
        return False
    following = folded.text[end : end + 2]
    if len(following) == 2 and following[0] == " " and following[1].isalpha():
        return not source[folded.offsets[end + 1]].isupper()
    return True


@cache
def _words(language: str, name: str) -> frozenset[str]:
    return frozenset(fold(word).text for word in word_list("ambiguity")[language][name])
