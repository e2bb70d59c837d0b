"""Expressions of time that need an anchor: of the same year, the next day, three months later.

Here they are only found and described; `loaders.mentions.discourse` resolves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.date_words import CLITIC, LANGUAGES, ordinal_days
from loaders.mentions.english_numbers import find_english_numbers
from loaders.mentions.number_words import find_number_words
from loaders.mentions.phrases import Phrases, alternation
from loaders.text.folding import fold


@dataclass(frozen=True, slots=True)
class Reference:
    """An expression at ``start:end`` of the folded text that names a time by its anchor.

    :ivar outer: where the written word begins, clitics included.
    :ivar unit: what it names: ``day``, ``week``, ``month``, ``year``, ``decade``.
    :ivar shift: how many units after the anchor.
    :ivar length: how many such units: "the two following years".
    :ivar first: whether it counts from the beginning of a stretch of time: "the former year".
    :ivar latter: whether it goes back to the date told last, a stretch of time by its end.
    :ivar day: the day of the month that is named with it (the 15th of the same month), or None;
        of a year its first day, 1, or its last, 31.
    :ivar deictic: whether only the document's own date is its anchor.
    :ivar anchored_in: the noun that names another anchor (two years after its *independence*).
    """

    start: int
    end: int
    outer: int
    unit: str
    shift: int
    day: int | None = None
    deictic: bool = False
    anchored_in: str | None = None
    length: int = 1
    first: bool = False
    latter: bool = False


@dataclass(frozen=True, slots=True)
class _Fixed:
    """An expression without a number, as the word lists describe it.

    :ivar with_day: whether it counts only behind a day: في التاسع منه.
    """

    unit: str
    shift: int
    deictic: bool
    length: int
    with_day: bool
    first: bool
    latter: bool


class YearReference:
    """The references of a document by where they begin."""

    def __init__(self, references: list[Reference]) -> None:
        self._years = {ref.outer: ref for ref in references if ref.unit == "year"}
        self.used: set[int] = set()

    def at(self, text: str, position: int, high: int) -> Reference | None:
        """Return the year reference that follows a month ending at `position`, if one does."""
        match = _LINK.match(text, position, high)
        reference = self._years.get(match.end()) if match else None
        if reference is not None:
            self.used.add(reference.outer)
        return reference


_LINK = re.compile(r",? ?(?:(?:من|في|of|in) )?")


def find_references(text: str) -> list[Reference]:
    """Return all expressions that need an anchor, in order, none overlapping another."""
    found = [*_phrases(text), *_counted(text), *_of_events(text)]
    found.sort(key=lambda ref: (ref.start, -ref.end))
    kept: list[Reference] = []
    for reference in found:
        if not kept or reference.outer >= kept[-1].end:
            kept.append(reference)
    return kept


def _phrases(text: str) -> Iterator[Reference]:
    """Yield fixed expressions, a day before "of the same month" taken in."""
    for phrase in _fixed().find(text):
        fixed, start, day = phrase.value, phrase.start, None
        if fixed.unit == "month":
            match = _day_of().search(text[max(0, phrase.outer - 40) : phrase.outer])
            if match is not None:
                written = match["words"]
                day = int(match["day"]) if match["day"] else ordinal_days()[written]
                start = max(0, phrase.outer - 40) + match.start("words" if written else "day")
        if fixed.with_day and day is None:
            continue
        if fixed.unit == "year" and (whole := _edge_of().search(text[:start], max(0, start - 40))):
            start, day = whole.start(), _lists_of_edges()[whole["edge"]]
        outer = phrase.outer if day is None else start
        told = Reference(start, phrase.end, outer, fixed.unit, fixed.shift, day, fixed.deictic)
        followed = (
            _followed().match(text, phrase.end) if fixed.shift and not fixed.deictic else None
        )
        noun = followed["noun"] if followed is not None else None
        told = replace(told, anchored_in=noun)
        yield replace(told, length=fixed.length, first=fixed.first, latter=fixed.latter)


def _of_events(text: str) -> Iterator[Reference]:
    """Yield "on the day of its independence" and its like, which an event told before dates."""
    for match in _event_days().finditer(text):
        unit, noun = _event_units()[match["lead"]], match["noun"] or match["en"]
        yield Reference(match.start("lead"), match.end(), match.start(), unit, 0, anchored_in=noun)


def _counted(text: str) -> Iterator[Reference]:
    """Yield "three years later" and its like, found by their units."""
    for phrase in _units().find(text):
        unit, number = phrase.value
        start, is_attached = phrase.outer, phrase.clitics[-1:] == ("ب",)
        counted = None if phrase.clitics else _count_before(text, phrase.outer)
        if counted is not None:
            number, start = counted
            is_attached = text[start - 1 : start] == "ب"
            start -= is_attached
        elif (
            number is None
            or not set(phrase.clitics) <= {"ب"}
            or _DIGIT_NEXT.match(text, phrase.end)
        ):
            continue
        yield from _with_context(text, start, phrase.end, unit, number, is_attached=is_attached)


# Leads to an anchor (بعد عام على توقيعها) or to what a verb is about (صدقت بعد عام على المعاهدة).
_OBJECT_OF = "علي"
_DIGIT_NEXT = re.compile(r" ?[0-9]")


def _with_context(
    text: str, start: int, end: int, unit: str, number: int, *, is_attached: bool
) -> Iterator[Reference]:
    """Yield the reference that a count at ``start:end`` makes with the words around it, if any."""
    trail = _trails().match(text, end)
    if trail is not None:
        shift = _signs("after")[trail["trail"]] * number
        yield Reference(start, trail.end(), start, unit, shift)
        return
    anchor = _anchors().match(text, end)
    if anchor is not None and anchor["link"] == _OBJECT_OF and anchor["noun"] in _no_anchors():
        anchor = None
    noun = anchor["noun"] if anchor else None
    low = max(0, start - 40)
    lead = _leads().search(text[low:start] + ("ب" if is_attached else ""))
    if lead is not None:
        sign = _signs("before")[lead["lead"]]
        if noun in _demonstratives():
            end, noun = anchor.end() if anchor else end, None
        begin = low + lead.start("lead")
        yield Reference(begin, end, begin, unit, sign * number, anchored_in=noun)
    elif anchor is not None and anchor["link"] in {"after", "بعد"} and noun is not None:
        yield Reference(start, end, start, unit, number, anchored_in=noun)


def _count_before(text: str, end: int) -> tuple[int, int] | None:
    """Return the number that stands right before position `end`, and where it begins."""
    low = max(0, end - 60)
    digits = _DIGITS.search(text[low:end])
    if digits is not None:
        return int(digits["number"]), low + digits.start("number")
    low = text.find(" ", low, end) + 1 if low else 0
    for number in [*find_number_words(text, low, end), *find_english_numbers(text, low, end)]:
        if number.end == end - 1 and not number.is_ordinal:
            return number.value, number.start
    return None


_DIGITS = re.compile(r"(?<![0-9/.])(?P<number>[0-9]{1,3}) $")


@cache
def _fixed() -> Phrases[_Fixed]:
    table: dict[str, _Fixed] = {}
    for language in LANGUAGES:
        for name in ("anaphoric", "deictic"):
            for entry in word_list(f"time.{language}")[name]:
                value = _Fixed(
                    entry["unit"],
                    entry["shift"],
                    name == "deictic",
                    entry.get("length", 1),
                    *(entry.get(flag, False) for flag in ("with_day", "first", "latter")),
                )
                table.update(dict.fromkeys(entry["phrases"], value))
    return Phrases(table)


@cache
def _units() -> Phrases[tuple[str, int | None]]:
    """Return the units of time: (unit, how many), None where a number says how many."""
    table: dict[str, tuple[str, int | None]] = {}
    for language in LANGUAGES:
        for unit, forms in word_list(f"time.{language}")["units"].items():
            table.update(dict.fromkeys(forms["one"], (unit, 1)))
            table.update(dict.fromkeys(forms["two"], (unit, 2)))
            for word in forms["many"]:
                table.setdefault(word, (unit, None))
    return Phrases(table)


@cache
def _signs(side: str) -> dict[str, int]:
    """Return the folded leads or trails with their direction."""
    table: dict[str, int] = {}
    for language in LANGUAGES:
        for entry in word_list(f"time.{language}")["counted"]:
            for phrase in entry[side]:
                table[fold(phrase).text] = entry["sign"]
    return table


@cache
def _leads() -> re.Pattern[str]:
    attached = [lead for lead in _signs("before") if lead.endswith(" ب")]
    free = [lead for lead in _signs("before") if not lead.endswith(" ب")]
    return re.compile(
        rf"(?<!\w)[وف]?(?P<lead>{alternation(attached)}|{alternation(free)}(?= ?$)) ?$"
    )


@cache
def _trails() -> re.Pattern[str]:
    return re.compile(rf" (?P<trail>{alternation(_signs('after'))})(?!\w)")


@cache
def _anchors() -> re.Pattern[str]:
    links = alternation(w for lang in LANGUAGES for w in word_list(f"time.{lang}")["other_anchor"])
    own = alternation(["the", "its", "their", "his", "her"])
    who = "(?:it|they|he|she|the country|the state) (?:had )?"  # "after it had ratified"
    return re.compile(rf" (?P<link>{links}) (?:{own} |{who})?(?P<noun>[^\W\d]+)")


@cache
def _event_units() -> dict[str, str]:
    """Return what leads to the name of an event, folded, with the unit of time that it gives."""
    return {
        fold(lead).text: unit
        for language in LANGUAGES
        for unit, leads in word_list(f"time.{language}")["of_event"].items()
        for lead in leads
    }


@cache
def _event_days() -> re.Pattern[str]:
    """Match "the day of its independence", يوم استقلالها: whose event it is must be said."""
    own = alternation(["its", "their", "his", "her"])
    named = alternation(word_list("time.ar")["event_nouns"])
    arabic = rf"[\u0620-\u064a]{{3,}}(?:ها|هما|هم|ه)|{named}"
    return re.compile(
        rf"(?<!\w)[وفب]?(?P<lead>{alternation(_event_units())})"
        rf" (?:{own} (?P<en>[a-z]+)|(?P<noun>{arabic}))(?!\w)"
    )


@cache
def _no_anchors() -> frozenset[str]:
    lists = (word_list(f"time.{language}")["no_anchor"] for language in LANGUAGES)
    return frozenset(fold(word).text for listed in lists for word in listed)


@cache
def _followed() -> re.Pattern[str]:
    """Match the event that a next day or year is next to: السنة التالية لاستقلالها."""
    nouns = alternation(word_list("time.ar")["followed_events"])
    return re.compile(rf" ل(?P<noun>(?:{nouns})(?:ها|هما|هم|ه)?)(?!\w)")


@cache
def _demonstratives() -> frozenset[str]:
    lists = (word_list(f"time.{language}")["demonstratives"] for language in LANGUAGES)
    return frozenset(fold(word).text for listed in lists for word in listed)


@cache
def _lists_of_edges() -> dict[str, int]:
    """Return the words for the first and the last day of a year, as day of January or December."""
    edges: dict[str, int] = {}
    for language in LANGUAGES:
        for name, day in (("first_day_of", 1), ("last_day_of", 31)):
            words = word_list(f"time.{language}").get(name, [])
            edges.update(dict.fromkeys((fold(word).text for word in words), day))
    return edges


@cache
def _edge_of() -> re.Pattern[str]:
    """Match "the first day of" before "the following year"."""
    return re.compile(rf"(?<!\w)(?P<edge>{alternation(_lists_of_edges())}) $")


@cache
def _day_of() -> re.Pattern[str]:
    """Match the day before "of the same month"."""
    ordinals = alternation(ordinal_days())
    return re.compile(
        r"(?:(?<![0-9/.])(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
        rf"|(?<!\w){CLITIC}(?P<words>{ordinals}))(?: من| of| in| في)? $"
    )
