"""Arabic times told by an event and whose it is: يوم استقلال جامايكا, غداة توقيع الاتفاق.

What nobody is named for, "its independence", is found in `mentions.dates.relative_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.dates.relative_forms import event_nouns, event_units
from loaders.mentions.dates.relative_words import Reference
from loaders.mentions.names.phrases import alternation
from loaders.mentions.numbers.number_words import arabic_ordinals
from loaders.text.folding import fold

_SUFFIX = "(?:ها|هما|هم|ه)"
_LAST_ANNIVERSARY = 100
_LETTERS = 60  # from an expression to the noun of its event


def event_times(text: str) -> Iterator[Reference]:
    """Yield the times that an event told before dates."""
    for match in _of_somebody().finditer(text):
        unit = event_units()[match["lead"]]
        yield _reference(match, "lead", unit, 0)
    for match in _beside().finditer(text):
        yield _reference(match, "lead", "day", _days_beside()[match["lead"]])
    for match in _anniversary().finditer(text):
        years = arabic_ordinals(_LAST_ANNIVERSARY)[match["years"]]
        yield replace(_reference(match, "whole", "year", years), exact=True)


def _reference(match: re.Match[str], begin: str, unit: str, shift: int) -> Reference:
    start = match.start(begin)
    return Reference(start, match.end(), match.start(), unit, shift, anchored_in=match["noun"])


def owner_of(text: str, noun: str, place: int) -> re.Pattern[str] | None:
    """Return what finds whose event it is, named behind the noun: بعد استقلال جامايكا بعامين.

    :param place: where the expression of time begins.
    """
    begin = text.find(noun, place, place + _LETTERS)
    named = _NAMED.match(text, begin + len(noun)) if begin >= 0 else None
    if named is None or noun[-2:] in {"ها", "ته"} or fold(noun).text.startswith("ال"):
        return None
    return re.compile(rf"(?<!\w)[وفبلك]?{re.escape(named['name'])}(?!\w)")


_NAMED = re.compile(r" (?P<name>[\u0620-\u064a]{3,})")


@cache
def _days_beside() -> dict[str, int]:
    table: dict[int, list[str]] = word_list("time.ar")["beside_event"]
    return {fold(word).text: shift for shift, words in table.items() for word in words}


@cache
def _of_somebody() -> re.Pattern[str]:
    """Match a day or year of the event of somebody named: في عام انضمام غانا."""
    nouns = alternation(noun for noun in event_nouns() if not noun.startswith("ال"))
    return re.compile(
        rf"(?<!\w)[وفب]?(?P<lead>{alternation(event_units())}) (?P<noun>{nouns})"
        r"(?= [\u0620-\u064a]{3,})"
    )


@cache
def _beside() -> re.Pattern[str]:
    """Match the day before or after an event; behind a date, that is the day itself."""
    edges = alternation(word_list("time.ar")["event_edges"])
    return re.compile(
        rf"(?<!\w)(?<![0-9], )(?<![0-9] )[وف]?(?P<lead>{alternation(_days_beside())})"
        rf" (?:{edges} )?(?P<noun>(?:ال)?(?:{alternation(event_nouns())}){_SUFFIX}?)(?!\w)"
    )


@cache
def _anniversary() -> re.Pattern[str]:
    """Match "on the tenth anniversary of" an event: في الذكرى العاشرة لاستقلالها."""
    before = alternation(word_list("time.ar")["anniversaries"]["before"])
    names = alternation(word_list("time.ar")["anniversaries"]["names"])
    yearly = alternation(word_list("time.ar")["anniversaries"]["yearly"])
    years = alternation(arabic_ordinals(_LAST_ANNIVERSARY))
    nouns = alternation(noun.removeprefix("ال") for noun in event_nouns())
    return re.compile(
        rf"(?<!\w)[وف]?{before} (?P<whole>{names} (?:{yearly} )?(?P<years>{years})(?: {yearly})?"
        rf" لل?(?P<noun>(?:{nouns}){_SUFFIX}?))(?!\w)"
    )
