"""Sentences and paragraphs of Arabic and English prose.

A full stop ends a sentence unless it belongs to a number, a date, initials or an abbreviation.
Nothing is split inside quotation marks or brackets that close within the paragraph. A line break
ends a sentence where the line before it was finished, at a blank line, after a heading and before
a list item; a line break inside a phrase (wrapped text) does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.document import Span
from loaders.lexicon import word_list

_TERMINATOR = re.compile(r"[.!?؟۔…]+")
_CLOSERS = re.compile("[\"”’»'\\])﴾]*")
_LINE = re.compile(r"[^\r\n\u2028\u2029\v\f]*(?:\r\n|[\r\n\u2028\u2029\v\f]|$)")
_FINISHED = re.compile("[.!?؟۔…:][\"”’»'\\])\\s\u200f\u200e]*$")
_LIST_ITEM = re.compile(r"\s*(?:[-*•▪◦–—]\s|\(?[0-9٠-٩۰-۹]{1,3}[.)-]\s|[a-z]\)\s)")
_WORD_BEFORE = re.compile(r"[\w.]*$")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")
_ARABIC_INITIALS = re.compile("(?:[\u0621-\u064a]\\.)+[\u0621-\u064a]")
_PAIRS = {"“": "”", "«": "»", "(": ")", "[": "]", "„": "“"}
# A quotation longer than this is taken for one whose closing mark was forgotten.
_LONGEST_ENCLOSURE = 2_000
_HEADING_WORDS = 10
# Text with longer lines is not wrapped: each of its lines is a paragraph.
_WIDEST_WRAP = 200


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its number in the document and its paragraph's number, both from 0."""

    span: Span
    number: int
    paragraph: int


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Split `text` into sentences, in order, without the white space around them.

    Every character that is not white space lies in exactly one sentence.

    >>> [s.span.of("في 15.07.2008. ثم") for s in split_sentences("في 15.07.2008. ثم")]
    ['في 15.07.2008.', 'ثم']
    """
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(_paragraphs(text)):
        for span in _sentences_of(text, paragraph):
            sentences.append(Sentence(span, len(sentences), number))
    return tuple(sentences)


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs: maximal runs of lines between breaks that are not mere wrapping."""
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text) if m.end() > m.start()]
    widths = _block_widths(text, lines)
    start: int | None = None
    for index, line in enumerate(lines):
        words = line.of(text).strip()
        if not words:
            if start is not None:
                yield Span(start, line.start)
                start = None
            continue
        if start is None:
            start = line.start
        following = lines[index + 1].of(text) if index + 1 < len(lines) else ""
        opens = start == line.start
        if _ends_paragraph(line.of(text), following, opens=opens, width=widths[index]):
            yield Span(start, line.end)
            start = None
    if start is not None:
        yield Span(start, len(text))


def _block_widths(text: str, lines: list[Span]) -> list[int]:
    """Return for each line the width of the longest line of its block between blank lines."""
    widths: list[int] = []
    block: list[int] = []
    for line in lines:
        width = len(line.of(text).strip())
        if width:
            block.append(width)
            continue
        widths.extend([max(block, default=0)] * len(block) + [0])
        block = []
    widths.extend([max(block, default=0)] * len(block))
    return widths


def _ends_paragraph(line: str, following: str, *, opens: bool, width: int) -> bool:
    """Return whether the break after `line` is more than wrapping.

    :param opens: whether the line begins its paragraph: only such a line can be a heading.
    :param width: the width that the block is wrapped at, if it is wrapped.
    """
    if not following.strip() or _LIST_ITEM.match(following):
        return True
    if _FINISHED.search(line):
        # Where the next word would still have fitted, the break was meant.
        return width > _WIDEST_WRAP or len(line.strip()) + len(following.split()[0]) < width
    first = following.lstrip()[0]
    if not opens or first.islower() or first in ",،;؛.)":
        return False
    is_short = len(line.split()) <= _HEADING_WORDS and not _TERMINATOR.search(line)
    is_wrapped_like_next = (
        not _FINISHED.search(following) and abs(len(line) - len(following)) < len(line) / 4
    )
    return is_short and not is_wrapped_like_next


def _sentences_of(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the sentences of one paragraph."""
    start = paragraph.start
    enclosed_until = paragraph.start
    enclosures = _enclosures(text, paragraph)
    for match in _TERMINATOR.finditer(text, paragraph.start, paragraph.end):
        while enclosures and enclosures[-1].start < match.start():
            enclosed_until = max(enclosed_until, enclosures.pop().end)
        if match.start() < enclosed_until:
            # A full stop just before the closing mark may end the sentence outside as well.
            closing = _CLOSERS.match(text, match.end())
            end = closing.end() if closing else match.end()
            if end < enclosed_until or end == match.end() or text[end : end + 1] in ".،,؛;":
                continue
        if not _is_sentence_end(text, match, paragraph):
            continue
        closing = _CLOSERS.match(text, match.end(), paragraph.end)
        end = closing.end() if closing else match.end()
        if (span := _trimmed(text, start, end)) is not None:
            yield span
        start = end
    if (span := _trimmed(text, start, paragraph.end)) is not None:
        yield span


def _enclosures(text: str, paragraph: Span) -> list[Span]:
    """Return the outermost quotations and brackets that close, last first (to be popped)."""
    found: list[Span] = []
    position = paragraph.start
    opening = re.compile('[“«(\\[„"]')
    while (match := opening.search(text, position, paragraph.end)) is not None:
        closer = _PAIRS.get(match.group(), match.group())
        limit = min(paragraph.end, match.end() + _LONGEST_ENCLOSURE)
        end = text.find(closer, match.end(), limit)
        position = match.end() if end < 0 else end + 1
        if end >= 0:
            found.append(Span(match.start(), end + 1))
    found.reverse()
    return found


def _is_sentence_end(text: str, match: re.Match[str], paragraph: Span) -> bool:
    """Return whether the run of terminators `match` ends a sentence."""
    closing = _CLOSERS.match(text, match.end(), paragraph.end)
    end = closing.end() if closing else match.end()
    following = text[end : end + 40]
    if not following.strip():
        return True
    if match.group() not in {".", "۔"}:
        # "..." in the middle of an English sentence goes on in lower case.
        return following[0].isspace() and not following.lstrip()[0].islower()
    before = _WORD_BEFORE.search(text, max(paragraph.start, match.start() - 40), match.start())
    word = before.group() if before else ""
    if not following[0].isspace():
        return _is_glued_end(word, following)
    return not _is_abbreviation(text, word, match.start() - len(word), following.lstrip())


def _is_glued_end(word: str, following: str) -> bool:
    """Return whether a stop with no space after it (``استقلالها.وفي``) ends a sentence."""
    next_word = re.match(r"\w*", following)
    letters = next_word.group() if next_word else ""
    return (
        len(word) > 1
        and len(letters) > 1
        and "\u0600" <= letters[0] <= "\u06ff"
        and not letters[0].isdecimal()
        and "." not in word
    )


def _is_abbreviation(text: str, word: str, word_start: int, following: str) -> bool:
    """Return whether `word` before a stop is one that a stop belongs to."""
    lowered = word.lower()
    if following[0].islower():
        return lowered in _abbreviations("en") or bool(_INITIALS.fullmatch(word))
    if _ARABIC_INITIALS.fullmatch(word):
        return True
    if word in _abbreviations("ar"):
        previous = text[max(0, word_start - 2) : word_start].strip()
        return not previous[-1:].isdecimal()
    is_initial = len(word) == 1 and word.isupper()  # "K. P. Sharma Oli", not "p. 12"
    if lowered in _abbreviations("en") and not is_initial:
        needs_number = lowered in {"no", "nos", "art", "p", "pp", "para", "sec", "ch", "res"}
        return following[0].isdecimal() if needs_number else True
    if _INITIALS.fullmatch(word):
        next_word = re.match(r"\w+", following)
        return next_word is not None and next_word.group().lower() not in _openers()
    return word.isdecimal() and _opens_line(text, word_start)


def _opens_line(text: str, position: int) -> bool:
    """Return whether nothing but white space stands before `position` on its line."""
    before = text[max(0, position - 20) : position].rstrip(" \t")
    return not before or before[-1] in "\n\r"


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span without white space at its ends, or None if nothing is left."""
    while start < end and (text[start].isspace() or text[start] in "\ufeff\u200e\u200f"):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(word_list("sentences")["abbreviations"][language])


@cache
def _openers() -> frozenset[str]:
    return frozenset(word_list("sentences")["sentence_openers"]["en"])
