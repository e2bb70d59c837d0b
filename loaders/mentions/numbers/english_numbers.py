"""Numbers and ordinals in English words, in folded text."""

from __future__ import annotations

import re
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.numbers.number_words import NumberWords

_WORD = re.compile(r"(?<![a-z])[a-z]+(?![a-z'])")
_JOINTS = frozenset({" ", "-", " and ", "-and-"})


def find_english_numbers(text: str, start: int = 0, end: int | None = None) -> list[NumberWords]:
    """Return the numbers in English words in ``text[start:end]``, in order.

    >>> [(n.value, n.is_ordinal) for n in find_english_numbers("the sixty-sixth session")]
    [(66, True)]
    """
    values, ordinals = _cardinals(), _ordinals()
    found: list[NumberWords] = []
    total = current = first = last = 0
    is_open = False

    def close(*, is_ordinal: bool = False) -> None:
        nonlocal total, current, is_open
        if is_open and not (text[first:last] == "one" and not _counts(text, last)):
            found.append(NumberWords(first, last, total + current, is_ordinal))
        total, current, is_open = 0, 0, False

    for word in _WORD.finditer(text, start, len(text) if end is None else end):
        letters = word.group()
        value = values.get(letters) or ordinals.get(letters)
        if value is None:
            continue
        if is_open and not (
            text[last : word.start()] in _JOINTS and _may_follow(value, current, letters)
        ):
            close()
        if not is_open:
            first, is_open = word.start(), True
        last = word.end()
        if value == 100:
            current = max(current, 1) * 100
        elif value >= 1000:
            total, current = total + max(current, 1) * value, 0
        else:
            current += value
        if letters in ordinals:
            close(is_ordinal=True)
    close()
    return found


def _may_follow(value: int, current: int, word: str) -> bool:
    """Return whether a number word goes on with the number read so far: sixty-six, two hundred."""
    if value >= 100:
        return True
    if current % 100 == 0:
        return True
    return value < 10 and current % 100 >= 20 and current % 10 == 0 and bool(word)


def _counts(text: str, end: int) -> bool:
    """Return whether "one" counts something here and is not a pronoun."""
    following = text[end + 1 : end + 30].split()
    return bool(following) and following[0].strip(".,;") in _counted()


@cache
def _cardinals() -> dict[str, int]:
    lists = word_list("numbers.en")
    return {**lists["units"], **lists["tens"], **lists["scales"]}


@cache
def _ordinals() -> dict[str, int]:
    return dict(word_list("numbers.en")["ordinals"])


@cache
def _counted() -> frozenset[str]:
    return frozenset(word_list("numbers.en")["counted"])
