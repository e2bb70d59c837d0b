"""The forms of expressions of time that need an anchor, from the word lists of both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.dates.date_words import CLITIC, LANGUAGES, ordinal_days
from loaders.mentions.dates.english_events import named_event
from loaders.mentions.names.phrases import Phrases, alternation
from loaders.text.folding import fold


@dataclass(frozen=True, slots=True)
class Fixed:
    """An expression without a number, as the word lists describe it.

    :ivar with_day: whether it counts only behind a day: في التاسع منه.
    :ivar of_event: whether it counts only before an event: اليوم الذي تلا الغزو.
    """

    unit: str
    shift: int
    deictic: bool
    length: int
    with_day: bool
    first: bool
    latter: bool
    hijri: bool
    of_event: bool


_FLAGS = ("with_day", "first", "latter", "hijri", "of_event")


@cache
def fixed() -> Phrases[Fixed]:
    """Return the expressions without a number: "the same year", "last month"."""
    table: dict[str, Fixed] = {}
    for language in LANGUAGES:
        for name in ("anaphoric", "deictic"):
            for entry in word_list(f"time.{language}")[name]:
                value = Fixed(
                    entry["unit"],
                    entry["shift"],
                    name == "deictic",
                    entry.get("length", 1),
                    *(bool(entry.get(flag)) for flag in _FLAGS),
                )
                table.update(dict.fromkeys(entry["phrases"], value))
    return Phrases(table)


@cache
def units() -> Phrases[tuple[str, int | None]]:
    """Return the units of time: (unit, how many), None where a number says how many.

    What leads to no day, month or year that could be named counts none.
    """
    vague = word_list("time.en")["vague_lengths"]
    table: dict[str, tuple[str, int | None]] = dict.fromkeys(vague, ("year", 0))
    for language in LANGUAGES:
        for unit, forms in word_list(f"time.{language}")["units"].items():
            table.update(dict.fromkeys(forms["one"], (unit, 1)))
            table.update(dict.fromkeys(forms["two"], (unit, 2)))
            for word in forms["many"]:
                table.setdefault(word, (unit, None))
    return Phrases(table)


@cache
def signs(side: str) -> dict[str, int]:
    """Return the folded leads or trails with their direction."""
    table: dict[str, int] = {}
    for language in LANGUAGES:
        for entry in word_list(f"time.{language}")["counted"]:
            for phrase in [*entry[side], *(entry.get("at_mark", []) if side == "after" else [])]:
                table[fold(phrase).text] = entry["sign"]
    return table


@cache
def leads() -> re.Pattern[str]:
    """Match what stands before a count of units: "after", بعد ذلك ب."""
    attached = [lead for lead in signs("before") if lead.endswith(" ب")]
    free = [lead for lead in signs("before") if not lead.endswith(" ب")]
    return re.compile(
        rf"(?<!\w)[وف]?(?P<lead>{alternation(attached)}|{alternation(free)}(?= ?$)) ?$"
    )


def sign_of_phrase(before: str) -> int:
    """Return in which direction a count goes that ends a phrase of time: بعد استقلالها في 1993 ب….

    :returns: 1 or -1, or 0 where no such phrase ends with `before`.
    """
    match = _dated_phrase().search(before)
    return signs("before")[match["lead"]] if match is not None else 0


@cache
def _dated_phrase() -> re.Pattern[str]:
    free = [lead for lead in signs("before") if " " not in lead]
    return re.compile(rf"(?<!\w)[وف]?(?P<lead>{alternation(free)}) [^,.;:!?]{{3,70}}[0-9]{{4}} $")


def event_counted_from(before: str) -> tuple[int, int, str, bool] | None:
    """Return what a count goes by that an event before it leads to: بعد بدء الاحتلال ب….

    :returns: where that begins in `before`, the direction, the noun of the event, and whether it is
        counted from the beginning of what lasts; or None.
    """
    match = _event_before().search(before)
    if match is None:
        return None
    sign = signs("before")[match["lead"]]
    lists = word_list("time.ar")
    edges, endings = ([fold(w).text for w in lists[n]] for n in ("beginnings", "endings"))
    ends = match["noun"].removeprefix("ال").startswith(tuple(endings))
    begun = match["edge"] in edges if match["edge"] else sign < 0 and not ends
    return match.start("lead"), sign, match["noun"], begun


@cache
def _event_before() -> re.Pattern[str]:
    lists = word_list("time.ar")
    free = alternation(lead for lead in signs("before") if " " not in lead)
    edges, alone = (alternation(lists[name]) for name in ("event_edges", "event_nouns"))
    nouns = alternation(event_nouns())
    return re.compile(
        rf"(?<!\w)[وف]?(?P<lead>{free}) (?:(?P<edge>{edges}) )?"
        rf"(?P<noun>(?:ال)?(?:{nouns})(?:ها|هما|هم|ه)?|{alone})"
        r"(?: (?:[^\W\d]+|[0-9]{1,4})){0,7} $"
    )


@cache
def event_nouns() -> frozenset[str]:
    """Return the nouns of events, folded, those in ة also as before a suffix: زيارتها."""
    nouns = {word: fold(word).text for word in word_list("time.ar")["followed_events"]}
    construct = {f"{folded[:-1]}ت" for word, folded in nouns.items() if word.endswith("ة")}
    return frozenset({*nouns.values(), *construct})


@cache
def _verbs_counted_by() -> dict[str, int]:
    verbs = word_list("time.ar")["counted_verbs"]
    return {fold(verb).text: sign for sign, listed in verbs.items() for verb in listed}


def sign_of_verb(before: str) -> int:
    """Return in which direction a count goes that a verb before it leads to: تلتها جارتها ب….

    :returns: 1 or -1, or 0 where `before` does not end with such a verb and who did it.
    """
    match = _counting_verb().search(before)
    return _verbs_counted_by()[match["verb"]] if match is not None else 0


@cache
def _counting_verb() -> re.Pattern[str]:
    verbs = alternation(_verbs_counted_by())
    return re.compile(rf"(?<!\w)[وف]?(?P<verb>{verbs})(?: [^\W\d]+){{0,4}} $")


@cache
def trails() -> re.Pattern[str]:
    """Match what stands behind a count of units: "later", بعد ذلك; before a mark also "before"."""
    entries = [e for language in LANGUAGES for e in word_list(f"time.{language}")["counted"]]
    marked = {fold(phrase).text for entry in entries for phrase in entry.get("at_mark", [])}
    free = alternation(trail for trail in signs("after") if trail not in marked)
    at_mark = rf"{alternation(marked)}(?= ?(?:[,.;:)]|$))"
    return re.compile(rf" (?P<trail>{free}(?!\w)|{at_mark})")


@cache
def to_the_day() -> re.Pattern[str]:
    """Match what makes a count lead to the very day: "four months later to the day", بالضبط."""
    pointed = alternation(word_list("time.ar")["pointed_nouns"])
    return re.compile(rf"(?: {pointed})? {alternation(_exact('after'))}(?!\w)")


def says_exactly(text: str, start: int, end: int) -> bool:
    """Return whether a count at ``start:end`` is said to be exact: "exactly one year after"."""
    counted = text[start:end]
    within = counted.startswith(_exact("before")) or counted.endswith(_exact("after"))
    return within or _exactly().search(text[:start], max(0, start - 40)) is not None


@cache
def _exactly() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(_exact('before'))} $")


@cache
def _exact(side: str) -> tuple[str, ...]:
    lists = (word_list(f"time.{language}")["exact"][side] for language in LANGUAGES)
    return tuple(fold(phrase).text for listed in lists for phrase in listed)


_LINKS = ("other_anchor", "anchor_ahead")


@cache
def anchors() -> re.Pattern[str]:
    """Match the noun or verb that a span is counted from: "two years after its signature"."""
    links = alternation(w for n in _LINKS for la in LANGUAGES for w in word_list(f"time.{la}")[n])
    own = alternation(["the", "its", "their", "his", "her"])
    who = "(?:it|they|he|she|the country|the state) (?:had )?"  # "after it had ratified"
    return re.compile(rf" (?P<link>{links}) (?:{own} |{who})?(?P<noun>[^\W\d]+)")


@cache
def anchor_behind() -> re.Pattern[str]:
    """Match the noun or verb behind "the day after": "its admission", "it had joined"."""
    own = alternation(word_list("time.en")["followed_by_anchor"]["determiners"])
    return re.compile(rf" (?:{own}|(?:it|they|he|she)(?: had)?) (?P<noun>[^\W\d]+)")


@cache
def event_units() -> dict[str, str]:
    """Return what leads to the name of an event, folded, with the unit of time that it gives."""
    tables = [word_list(f"time.{language}")["of_event"] for language in LANGUAGES]
    return {fold(lead).text: unit for table in tables for unit in table for lead in table[unit]}


@cache
def event_days() -> re.Pattern[str]:
    """Match "the day of its independence", يوم استقلالها: whose event, or one of the lists'."""
    own = alternation(["its", "their", "his", "her"])
    named = alternation(word_list("time.ar")["event_nouns"])
    arabic = rf"[\u0620-\u064a]{{3,}}(?:ها|هما|هم|ه)|{named}"
    return re.compile(
        rf"(?<!\w)[وفب]?(?P<lead>{alternation(event_units())})"
        rf" (?:{own} (?P<en>[a-z]+)|(?P<noun>{arabic}))(?!\w)"
        rf"|(?<=\bon )(?P<day>{alternation(event_units())}) {named_event()}(?!\w|')"
    )


def no_anchors() -> frozenset[str]:
    """Return the nouns behind على that a verb is about, so that no span is counted from them."""
    return _of_both("no_anchor")


@cache
def followed() -> re.Pattern[str]:
    """Match the event that a next day or year is next to: التالية لاستقلالها, الذي تلا الغزو."""
    edges = alternation(word_list("time.ar")["event_edges"])
    nouns = alternation(event_nouns())
    return re.compile(rf" (?P<to>ل)?(?:(?:{edges}) )?(?P<noun>(?:{nouns})(?:ها|هما|هم|ه)?)(?!\w)")


def demonstratives() -> frozenset[str]:
    """Return the words that point back to what has just been told: ذلك, "that"."""
    return _of_both("demonstratives")


@cache
def _of_both(name: str) -> frozenset[str]:
    lists = (word_list(f"time.{language}")[name] for language in LANGUAGES)
    return frozenset(fold(word).text for listed in lists for word in listed)


@cache
def lists_of_edges() -> dict[str, int]:
    """Return the words for the first and the last day of a year, as day of January or December."""
    edges: dict[str, int] = {}
    for language in LANGUAGES:
        for name, day in (("first_day_of", 1), ("last_day_of", 31)):
            words = word_list(f"time.{language}").get(name, [])
            edges.update(dict.fromkeys((fold(word).text for word in words), day))
    return edges


@cache
def edge_of() -> re.Pattern[str]:
    """Match "the first day of" before "the following year"."""
    return re.compile(rf"(?<!\w)(?P<edge>{alternation(lists_of_edges())}) $")


@cache
def day_behind() -> re.Pattern[str]:
    """Match the day behind its month: في الشهر التالي، في اليوم الحادي عشر."""
    ordinals = alternation(ordinal_days())
    of_it = alternation(word_list("time.ar")["of_it"])
    return re.compile(
        rf",? (?:في )?(?:اليوم|يوم) (?:(?P<words>{ordinals})"
        rf"|(?P<day>[0-3]?[0-9])(?= ?(?:[,.]|$)| {of_it}))(?: {of_it})?(?!\w| من)"
    )


@cache
def day_of() -> re.Pattern[str]:
    """Match the day before "of the same month"."""
    ordinals = alternation(ordinal_days())
    return re.compile(
        r"(?:(?<![0-9/.])(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
        rf"|(?<!\w){CLITIC}(?P<words>{ordinals}))(?: من| of| in| في)? $"
    )
