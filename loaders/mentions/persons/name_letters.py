"""Spelling a name by its letters, as names that sound alike are spelt.

Arabic leaves short vowels out and writes o, u and w alike, so that a letter alone does not tell its
spelling; the letters around it often do (``-وف`` is -ov, ``-يان`` is -ian). Pairs of known names
are aligned letter by letter (dynamic programming, Needleman and Wunsch 1970), and every letter
then takes the English letters that stand for it most often in the same surroundings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from loaders.text.folding import fold

_VOWELS = frozenset("aeiouy")
_SOUNDS = {
    "ا": ("a", "e", "i", "o", "u", "ea", "aa", "y", ""), "ء": ("",),
    "ب": ("b", "p", "bb", "pp"), "ت": ("t", "d", "tt", "th", "ch", "c", "tc"),
    "ث": ("th", "t", "s", "c"),
    "ج": ("j", "g", "gi", "ge", "dj", "dzh", "dz", "x", "gh"), "ح": ("h",),
    "خ": ("kh", "j", "h", "ch", "x", "g"), "د": ("d", "dd", "t"), "ذ": ("dh", "z", "th", "d"),
    "ر": ("r", "rr", "rh"), "ز": ("z", "s", "zz", "c", "ts"), "س": ("s", "c", "ss", "z", "sc", "x"),
    "ش": ("sh", "ch", "sch", "s", "sz", "c"), "ص": ("s", "ss", "c"), "ض": ("d", "dh"),
    "ط": ("t", "tt"), "ظ": ("z", "dh"), "ع": ("a", "e", "o", "i", "u", "aa", ""),
    "غ": ("g", "gh", "gg", "gu"), "ف": ("f", "v", "ph", "ff", "w", "vv"),
    "ق": ("q", "k", "g", "gh"),
    "ك": ("k", "c", "ck", "cc", "qu", "q", "ch", "kk", "x"), "ل": ("l", "ll"), "م": ("m", "mm"),
    "ن": ("n", "nn"), "ه": ("h", "a", "ah", "e", "eh"),
    "و": ("o", "u", "w", "ou", "oo", "v", "wu", "ow", "eu", "au", "oe", "ue"),
    "ي": ("i", "y", "e", "ee", "j", "ei", "ie", "ey", "ai", "ay", "ii", "ae", "ll"),
}  # fmt: skip
_DROPPED = frozenset("اويءعهشس")  # written by a vowel or by the letter before: تش is ch, كس is x
_LONGEST = 4
_MISMATCH = 6
_DOUBT = 4  # how many examples weigh as much as the wider surroundings
_WIDTHS = ((2, 2), (1, 2), (2, 1), (1, 1), (0, 2), (2, 0), (0, 1), (1, 0), (0, 0))
_EDGE = "-"


class NameSpeller:
    """Spells Arabic words as the names that it was given are spelt.

    :param pairs: parts of names, Arabic (folded) and English.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for arabic, english in dict.fromkeys(pairs):
            chunks = aligned_letters(arabic, fold(english).text)
            before = _EDGE
            for index, chunk in enumerate(chunks):
                for context in _contexts(arabic, index, before):
                    self._counts[context][chunk] += 1
                before = chunk or before

    def spell(self, word: str) -> str:
        """Return an English spelling of a folded Arabic word, in lower case."""
        spelled: list[str] = []
        before = _EDGE
        for index in range(len(word)):
            chunk = self._chunk(word, index, before)
            spelled.append(chunk)
            before = chunk or before
        return "".join(spelled)

    def _chunk(self, word: str, index: int, before: str) -> str:
        """Return the English letters for one letter: narrower surroundings count for more."""
        scores: dict[str, float] = {}
        for context in reversed(_contexts(word, index, before)):
            counts = self._counts.get(context)
            if not counts:
                continue
            total = sum(counts.values())
            share = total / (total + _DOUBT)
            for chunk in scores:
                scores[chunk] *= 1 - share
            for chunk, count in counts.items():
                scores[chunk] = scores.get(chunk, 0.0) + share * count / total
        if not scores:
            return _SOUNDS.get(word[index], ("",))[0]
        return max(scores, key=lambda chunk: (scores[chunk], chunk))


def aligned_letters(arabic: str, english: str) -> list[str]:
    """Return for each Arabic letter the English letters that stand for it, or [] if none do.

    >>> aligned_letters("كريم", "karim")
    ['ka', 'r', 'i', 'm']
    """
    best: dict[int, tuple[int, tuple[str, ...]]] = {0: (0, ())}
    for letter in arabic:
        reached: dict[int, tuple[int, tuple[str, ...]]] = {}
        for start, (cost, chunks) in sorted(best.items()):
            for end in range(start, min(len(english), start + _LONGEST) + 1):
                chunk = english[start:end]
                total = cost + _cost(letter, chunk)
                if total >= _MISMATCH:
                    continue  # no way on from here can be worth anything
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*chunks, chunk))
        best = reached
    return list(best[len(english)][1]) if len(english) in best else []


@cache
def _cost(letter: str, chunk: str) -> int:
    """Return how badly `chunk` stands for `letter`: a vowel that is not written costs little."""
    sounds = _SOUNDS.get(letter, ())
    if chunk in sounds:
        return 0
    if not chunk:
        return 2 if letter in _DROPPED else _MISMATCH
    best = _MISMATCH
    for sound in sounds:
        if sound and chunk.startswith(sound):
            rest = chunk[len(sound) :]
            if all(character in _VOWELS or character == "h" for character in rest):
                best = min(best, len(rest))
        if sound and chunk.endswith(sound) and chunk[: -len(sound)] in {"a", "e", "i", "o", "u"}:
            best = min(best, 2)
    return best


def _contexts(word: str, index: int, before: str) -> list[tuple[str, ...]]:
    """Return the surroundings of a letter, the narrowest first."""
    letter = word[index]
    left = (_EDGE * 2 + word[:index])[-2:]
    right = (word[index + 1 :] + _EDGE * 2)[:2]
    kind = "v" if before[-1:] in _VOWELS else before[-1:] if before == _EDGE else "c"
    found: list[tuple[str, ...]] = []
    for before_width, after_width in _WIDTHS:
        near = left[2 - before_width :] if before_width else ""
        found.append((letter, near, right[:after_width], str(before_width), kind))
    return found
