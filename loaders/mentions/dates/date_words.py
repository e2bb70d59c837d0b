"""The words of dates compiled from the word lists: what stands before, in and after a date.

Everything here works on folded text. Regular expressions are only applied to short windows beside a
month or a year that was found already, so their size does not matter.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from loaders.lexicon import word_list
from loaders.mentions.dates.edtf import LAST_DAY
from loaders.mentions.names.phrases import alternation
from loaders.mentions.numbers.number_words import arabic_ordinals
from loaders.text.folding import fold

LANGUAGES = ("ar", "en")
CLITIC = "[وف]?[بلك]?"


def words(name: str, *, calendar: bool = False) -> list[str]:
    """Return the words called `name` of all languages, from time.* or from the calendar."""
    if calendar:
        by_language: dict[str, Any] = word_list("calendar")[name]
        return [word for language in LANGUAGES for word in by_language[language]]
    found: list[str] = []
    for language in LANGUAGES:
        listed = word_list(f"time.{language}")[name]
        found.extend([listed] if isinstance(listed, str) else listed)
    return found


def any_of(name: str) -> str:
    """Return an expression for any of the words called `name`."""
    return alternation(words(name))


@cache
def ordinal_days() -> dict[str, int]:
    """Return the folded ordinals that name days of a month, Arabic and English."""
    lists = word_list("numbers.en")
    days = arabic_ordinals(31)
    days.update({word: value for word, value in lists["ordinals"].items() if value <= 31})
    for ten in ("twenty", "thirty"):
        for word, value in lists["ordinals"].items():
            if value < 10 and lists["tens"][ten] + value <= 31:
                days[f"{ten}-{word}"] = lists["tens"][ten] + value
                days[f"{ten} {word}"] = lists["tens"][ten] + value
    for name, day in (("first_day", 1), ("last_day", LAST_DAY)):
        days.update({fold(word).text: day for word in word_list("calendar")[name]})
    return days


@cache
def day_before() -> re.Pattern[str]:
    """Match a day (or two) that ends right before a month."""
    ordinals = alternation(ordinal_days())
    bare = alternation(word[2:] for word in ordinal_days() if word[:2] == "ال")
    return re.compile(
        r"(?<![0-9.,])(?<![0-9]/)(?:(?P<first>[0-3]?[0-9])(?:st|nd|rd|th)?"
        r"(?P<joint> ?- ?| (?:الي|حتي|to|until) | و ?| and |, ?و? ?))?"
        r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?: من| of)?(?: شهر| day of)?,? $"
        rf"|(?<!\w){CLITIC}(?P<words>{ordinals})(?: من| of| day of)?(?: شهر)? $"
        rf"|(?<!\w)(?P<assimilated>لل{bare})(?: من)?(?: شهر)? $"
        # في رابع مارس, في ثالث أيام أيلول
        rf"|(?<!\w)(?:في|يوم) (?P<bare>{bare})(?: ايام)?(?: من)?(?: شهر)? $"
    )


@cache
def day_of_year_before() -> re.Pattern[str]:
    """Match "the first day of", "the last day of" right before a year with its word."""
    lists = word_list("calendar")
    days = set(lists["day_words"])
    first, last = (
        alternation(fold(w).text for w in lists[name] if set(w.split()) & days)
        for name in ("first_day", "last_day")
    )
    return re.compile(rf"(?<!\w)(?:(?P<first>{first})|{last})(?: من| في| of)?(?: the)? $")


@cache
def day_after() -> re.Pattern[str]:
    """Match the day (or two) after an English month: March 2, 1992; May 5-9, 1995."""
    return re.compile(
        r" (?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
        r"(?:(?P<joint> ?- ?| and | to )(?P<second>[0-3]?[0-9])(?:st|nd|rd|th)?)?"
        r"(?![\w/]|[.-][0-9])"
    )


@cache
def year_after() -> re.Pattern[str]:
    """Match the year after a month, in digits."""
    return re.compile(
        rf",? ?(?:(?:من|في|of|in|the) )?(?:ل?(?:{_year_word()}) ?)?(?P<year>[0-9]{{3,4}})"
        r"(?![0-9]|[/-][0-9]|\.[0-9])"
        rf"(?: ?(?:{_era('gregorian')}|(?P<hijri>{_era('hijri')}))(?!\w))?"
    )


@cache
def year_word_after() -> re.Pattern[str]:
    """Match the words that lead to a year in number words after a month."""
    return re.compile(rf",? (?:من |في )?ل?(?:{_year_word()}) ")


@cache
def year_word_before() -> re.Pattern[str]:
    """Match a word for "year" right before a number."""
    return re.compile(rf"(?<!\w)(?P<clitics>{CLITIC}|لل)(?P<word>{_year_word()}|{_definite()}) ?$")


@cache
def era_after() -> re.Pattern[str]:
    """Match the mark of an era right after a year."""
    return re.compile(rf" ?(?:(?P<gregorian>{_era('gregorian')})|(?P<hijri>{_era('hijri')}))(?!\w)")


@cache
def time_preposition_before() -> re.Pattern[str]:
    """Match a word that lets a bare year follow."""
    return re.compile(rf"(?<!\w)[وفل]?(?:{any_of('before_year')}) \(?$")


@cache
def month_preposition_before() -> re.Pattern[str]:
    """Match a word that lets a month without day and year follow."""
    return re.compile(rf"(?<!\w)[وفل]?(?:{any_of('before_month')}|شهري) $")


@cache
def month_told_before(name: str) -> re.Pattern[str]:
    """Match what tells which such month a name behind it means: "the following May"."""
    words_before = _beside_month(name, "before")
    return re.compile(rf"(?<!\w)(?P<lead>{words_before}) $" if words_before else r"(?!)")


@cache
def month_told_after(name: str) -> re.Pattern[str]:
    """Match what tells which such month a name before it means: آذار التالي, آذار السابق."""
    words_after = _beside_month(name, "after")
    return re.compile(rf" (?:{words_after})(?!\w)" if words_after else r"(?!)")


def _beside_month(name: str, side: str) -> str:
    lists = (word_list(f"time.{language}")[name][side] for language in LANGUAGES)
    listed = [word for words in lists for word in words]
    return alternation(listed) if listed else ""


@cache
def counted_after() -> re.Pattern[str]:
    """Match a counted thing right after a number."""
    return re.compile(rf" (?:{any_of('counted_things')})(?!\w)")


@cache
def number_before() -> re.Pattern[str]:
    """Match a word that makes the number after it the number of a text."""
    link = any_of("numbered_link")
    return re.compile(rf"(?<!\w)[وفبلك]?(?:{any_of('numbered')}|للقرار)(?: {link})* ?(?:[:(] ?)?$")


@cache
def apposed_number_before() -> re.Pattern[str]:
    """Match an English noun and its topic before a number in apposition to them."""
    words = word_list("time.en")
    nouns, links = alternation(words["numbered_apposed"]), alternation(words["numbered_topic"])
    return re.compile(rf"(?<!\w)(?:{nouns})(?: (?:{links}) [a-z' -]{{2,36}})?[,:] $")


@cache
def open_before() -> re.Pattern[str]:
    """Match the words right before a date that leave it open at one end."""
    return re.compile(
        rf"(?<!\w)و?(?:(?P<since>{any_of('since')})|(?P<until>{any_of('until')}))"
        r"(?: (?:يوم|شهر|the|تاريخ))? $"
    )


@cache
def name_before() -> re.Pattern[str]:
    """Match the head of a name that a date right after it belongs to.

    "On" and "in" tie a date to an event; behind a treaty they date the verb ("signed the
    convention in 1984").
    """
    events = alternation(word_list("time.en")["named_with_in"])
    return re.compile(
        rf"(?<!\w){CLITIC}(?:{any_of('named_by_date')})(?: (?:يوم|شهر|of|of the|ل))? $"
        rf"|(?<!\w)(?:{events}) (?:on|in) $"
        rf"|(?<!\w)(?:لل|وال|بال|ال)(?:{any_of('named_by_date')}) $"
    )


@cache
def name_before_for() -> re.Pattern[str]:
    """Match the head of a name some words before a year that لعام ties to it."""
    heads = alternation(word_list("time.ar")["named_with_for"])
    return re.compile(rf"(?<!\w)(?:{CLITIC}|لل)(?:{heads})(?: [^\W\d]+){{0,9}} ?$")


@cache
def name_after() -> re.Pattern[str]:
    """Match the head of an English name right after its date: the 1951 Convention."""
    heads = alternation(word_list("time.en")["named_by_date"])
    return re.compile(rf"(?: [a-z-]+){{0,3}}? (?:{heads})(?!\w)")


def _year_word() -> str:
    return alternation(words("year_words", calendar=True))


def _definite() -> str:
    """Return year words without the article, as they stand after للـ (للعام)."""
    listed = [fold(word).text for word in words("year_words", calendar=True)]
    return alternation(word[2:] for word in listed if word.startswith("ال"))


def _era(calendar: str) -> str:
    return alternation(word_list("calendar")["eras"][calendar])


@cache
def apposed_year_before() -> re.Pattern[str]:
    """Match an English noun and its place before a year in apposition to them."""
    words = word_list("time.en")
    nouns, links = alternation(words["year_apposed"]), alternation(words["year_apposed_where"])
    return re.compile(rf"(?<!\w)(?:{nouns})(?: (?:{links}) [a-z' -]{{2,36}})?(?:[,:] ?| \()$")
