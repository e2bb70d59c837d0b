"""Numbers, ordinals and document symbols outside dates, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.mention import DateMention, NumberMention
from loaders.mentions.names.phrases import alternation
from loaders.mentions.numbers.english_numbers import find_english_numbers
from loaders.mentions.numbers.number_words import find_number_words
from loaders.mentions.passages import Prepared
from loaders.text.folding import fold

# A/RES/62/243, ES-10/23, 64/35: folded, so letters are small.
_SYMBOL = re.compile(
    r"(?<![\w/.-])[وفبلك]?(?P<symbol>(?:[a-z]{1,5}[/-])*[0-9]+"
    r"(?:/[a-z0-9]+(?:\.[a-z0-9]+)*)+(?: ?\([ivxlc]+\))?)(?![\w/])"
)
# A/RES/62/243, S/RES/1907: the number of the resolution stands behind what says whose it is.
_OF_RESOLUTION = re.compile(
    r"(?<![\w/.-])[as]/(?:es-[0-9]+/)?res/(?P<number>(?:(?:es-)?[0-9]+/)?[0-9]+)"
    r"(?: ?\([ivxlc]+\))?(?![\w/])"
)
# 2625 (XXV), 217 A (III), 3201 (S-VI), ١٥١٤ (د-١٥), ٢١٧ ألف (د-٣): the session, and the letter of
# one of several texts, stand behind the number, which is counted on from session to session.
_OF_SESSION = re.compile(
    r"(?<![\w/.,-])[وفبلك]?(?P<number>[0-9]+)(?: (?:[a-e]|الف|باء|جيم|دال|هاء))?"
    r" ?\((?:(?:e?s-)?[ivxlc]+|د ?\.? ?(?:ا ?)?(?:ط ?)?- ?[0-9]+)\)(?![\w/])"
)
# 53/77 D: which of several texts on one matter, in a capital letter.
_LETTER = re.compile(r" [a-z](?=[\s,.;:()]|$)")
_DIGITS = re.compile(
    r"(?<![\w.,/-])(?P<clitics>[وف]?(?:[بك]?ال|لل|[بلك])?)(?P<gap>(?<=\w) |)"
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?)(?P<suffix>st|nd|rd|th)?(?!\w|[.,][0-9])"
)
_RANGE_TAIL = re.compile(
    r"(?<=[0-9]) ?- ?(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?!\w|[.,/][0-9])"
)
# دإط-11/1: the Arabic letters of an emergency special session, ES in English.
_EMERGENCY = re.compile(
    r"(?<!\w)[وفبلك]?د ?\.? ?ا ?\.? ?ط ?\.? ?[-/] ?(?P<symbol>[0-9]+/[0-9]+)(?![\w/])"
)


def find_numbers(prepared: Prepared, dates: list[DateMention]) -> list[NumberMention]:
    """Return the numbers of the document that are not part of a date, in order.

    :param dates: what was read as dates.
    """
    text = prepared.text
    covered = {
        position
        for mention in dates
        for position in range(
            prepared.folded.position(mention.span.start), prepared.folded.position(mention.span.end)
        )
    }
    found: dict[int, NumberMention] = {}
    for start, end, value, kind in (*_symbols(prepared), *_digits(text), *_words(text)):
        if start in covered:
            continue
        found[start] = NumberMention(prepared.span(start, end), value, kind)
        covered.update(range(start, end))
    return [found[start] for start in sorted(found)]


Found = tuple[int, int, str, str]


def _symbols(prepared: Prepared) -> Iterator[Found]:
    """Yield symbols of documents, in capitals as they are cited."""
    text = prepared.text
    for match in _EMERGENCY.finditer(text):
        yield match.start(), match.end(), f"ES-{match['symbol']}", "symbol"
    for match in _OF_RESOLUTION.finditer(text):
        kind = "cardinal" if match["number"].isdigit() else "symbol"
        yield match.start("number"), match.end(), match["number"].upper(), kind
    for match in _OF_SESSION.finditer(text):
        yield match.start("number"), match.end(), match["number"], "symbol"
    for match in _SYMBOL.finditer(text):
        value, end = re.sub(r" ?\(", " (", match["symbol"]).upper(), match.end("symbol")
        letter = _LETTER.match(text, end)
        if letter is not None and _in_capitals(prepared, letter.start() + 1):
            value, end = value + letter[0].upper(), letter.end()
        yield match.start("symbol"), end, value, "symbol"


def _in_capitals(prepared: Prepared, position: int) -> bool:
    """Whether the document has a capital letter where the folded text has a small one."""
    return prepared.span(position, position + 1).of(prepared.document.text).isupper()


def _digits(text: str) -> Iterator[Found]:
    """Yield numbers in digits; الـ١٨١ and 181st are ordinals, 1.2 million is multiplied out."""
    for match in (*_DIGITS.finditer(text), *_RANGE_TAIL.finditer(text)):
        groups = match.groupdict()
        clitics = groups.get("clitics") or ""
        # With a space only after الـ and a lone بـ: الـ 160, المرقومة بـ 822.
        if groups.get("gap") and not clitics.endswith(("ال", "لل", "ب", "ل")):
            continue
        is_ordinal = bool(groups.get("suffix")) or clitics.endswith(("ال", "لل"))
        digits = match["number"].replace(",", "")
        end = match.end("number")
        if is_ordinal:
            end = match.end("suffix") if groups.get("suffix") else end
            yield match.start("number"), end, digits, "ordinal"
            continue
        scale = _scale().match(text, end)
        if scale is not None:
            end, digits = scale.end(), _multiplied(digits, _scales()[scale["scale"]])
        yield match.start("number"), end, digits, "cardinal"


def _multiplied(digits: str, factor: int) -> str:
    """Return 1.2 times a million as 1200000, without the noise of binary fractions."""
    whole, _, fraction = digits.partition(".")
    value = int(whole + fraction) * factor
    return str(value // 10 ** len(fraction))


def _words(text: str) -> Iterator[Found]:
    """Yield numbers in words of both languages."""
    for number in (*find_number_words(text), *find_english_numbers(text)):
        kind = "ordinal" if number.is_ordinal else "cardinal"
        yield number.start, number.end, str(number.value), kind


@cache
def _scales() -> dict[str, int]:
    scales: dict[str, int] = {"thousand": 1000, "million": 10**6, "billion": 10**9}
    for value, words in word_list("numbers.ar")["scales"].items():
        scales.update({fold(word).text: int(value) for word in words})
    return scales


@cache
def _scale() -> re.Pattern[str]:
    return re.compile(rf" (?P<scale>{alternation(_scales())})(?!\w)")
