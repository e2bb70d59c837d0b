"""Search text: spelling folded so that variants meet, with an exact way back to the source.

What is folded (Unicode 16 code charts for Arabic; design rule: lexicon, gazetteer and rules are
folded by this same function, so both sides always agree):

* hamza and madda carriers ``أإآٱ`` to ``ا``, ``ؤ`` to ``و``, ``ئ`` to ``ي``; ``ى`` and Persian
  ``ی`` to ``ي``; ``ة`` to ``ه``; ``ک`` ``گ`` to ``ك``; ``پ`` ``چ`` ``ژ`` ``ڤ`` to their neighbours;
* tatweel, vowel marks, zero-width and bidirectional controls, soft hyphen and BOM vanish;
* presentation forms and full-width letters to what they stand for (``ﻻ`` gives two letters);
* Arabic-Indic and Persian digits to ASCII; all dashes to ``-``; quotation marks to ``"`` or ``'``;
  ``،`` ``؛`` ``؟`` ``٪`` to ``,`` ``;`` ``?`` ``%``;
* every run of white space, line breaks included, to one space;
* Latin letters to lower case without accents.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.document import Span

_LETTERS = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ؤٶ", "و"),
    **dict.fromkeys("ئىیېےٸ", "ي"),
    **dict.fromkeys("کگڪ", "ك"),
    **dict.fromkeys("ةۀەہھ", "ه"),
    "پ": "ب",
    "چ": "ج",
    "ژ": "ز",
    "ڤ": "ف",
}
_PUNCTUATION = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("“”„‟«»〝〞", '"'),
    **dict.fromkeys("‘’‚‛ʼʻ`´ʿʾ", "'"),
    "،": ",",
    "؛": ";",
    "؟": "?",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "۔": ".",
    "⁄": "/",
}
_LATIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ə": "e"}
# Marks belong to the letter before them, so a span that ends at that letter takes them along.
_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
)
_CONTROLS = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_PRESENTATION = "\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e"


def _fold_character(character: str) -> str:
    """Return what one character that is neither mark, control nor white space becomes."""
    if character in _LETTERS:
        return _LETTERS[character]
    if character in _PUNCTUATION:
        return _PUNCTUATION[character]
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    if re.match(f"[{_PRESENTATION}]", character):
        plain = unicodedata.normalize("NFKC", character)
        if plain != character:
            return "".join(_fold_character(c) for c in plain if not _VANISHING.match(c))
    lowered = character.lower()
    lowered = "".join(c for c in unicodedata.normalize("NFD", lowered) if not _VANISHING.match(c))
    return "".join(_LATIN.get(c, c) for c in lowered)


class _FoldTable(dict[int, str]):
    """Lazily filled table for `str.translate`: each code point is folded once in a process."""

    def __missing__(self, code_point: int) -> str:
        character = chr(code_point)
        folded = _fold_character(character)
        if len(folded) != 1 and not _EXPANDS.match(character):
            # Offsets rely on one to one here: Hangul, say, stays as it is.
            folded = character
        self[code_point] = folded
        return folded


_VANISHING = re.compile(f"[{_MARKS}{_CONTROLS}]")
_LEADING_MARKS = re.compile(f"[{_MARKS}]*")
_TABLE = _FoldTable()
# The Latin blocks in which one letter may become two (ß, æ, œ); anything else is one to one.
_EXPANDING = "ßæœÆŒẞ" + _PRESENTATION
# Everything that does not become exactly one character by itself, in one pass.
_EXPANDS = re.compile(f"[{_EXPANDING}]")
_IRREGULAR = re.compile(
    rf"[\s{_MARKS}{_CONTROLS}]{{2,}}|[^\S ]|[{_MARKS}{_CONTROLS}]|[{_EXPANDING}]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with the way back.

    :ivar text: the search text.
    :ivar offsets: for each position of `text`, the code point of the source that it came from.
    :ivar ends: for each position of `text`, the end (exclusive) of what it came from; vowel marks
        and tatweel that follow a letter belong to it.
    """

    text: str
    offsets: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> Span:
        """Return the source span of ``text[start:end]``.

        >>> fold("المشرَّدين").span(0, 8)
        Span(start=0, end=10)
        """
        return Span(self.offsets[start], self.ends[end - 1])

    def position(self, source: int) -> int:
        """Return the first position of `text` that came from code point `source` or a later one."""
        return bisect_left(self.offsets, source)


def fold(text: str) -> Folded:
    """Fold `text` for searching; linear in its length.

    >>> fold("وأذربيجـان ١٩٩٢").text
    'واذربيجان 1992'
    """
    pieces: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _IRREGULAR.finditer(text):
        start, end = match.span()
        if start > done:
            pieces.append(text[done:start].translate(_TABLE))
            offsets.extend(range(done, start))
            ends.extend(range(done + 1, start + 1))
        run = match.group()
        if ends and ends[-1] == start and (marks := _LEADING_MARKS.match(run)) is not None:
            ends[-1] = start + marks.end()
        for replacement, source, source_end in _fold_run(run, start):
            pieces.append(replacement)
            offsets.append(source)
            ends.append(source_end)
        done = end
    pieces.append(text[done:].translate(_TABLE))
    offsets.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return Folded("".join(pieces), offsets, ends)


def _fold_run(run: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield (character, source start, source end) for an irregular stretch of the source."""
    for index, character in enumerate(run):
        if character.isspace():
            yield " ", start + index, start + len(run)
            return
    if len(run) == 1 and not _VANISHING.match(run):
        for character in _TABLE[ord(run)]:
            yield character, start, start + 1
