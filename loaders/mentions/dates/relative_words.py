"""Expressions of time that need an anchor: of the same year, the next day, three months later.

Here they are only found and described; `mentions.dates.discourse` resolves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.dates import relative_forms
from loaders.mentions.dates.date_words import ordinal_days
from loaders.mentions.dates.english_events import event_behind
from loaders.mentions.names.phrases import alternation
from loaders.mentions.numbers.english_numbers import find_english_numbers
from loaders.mentions.numbers.number_words import find_number_words
from loaders.text.folding import fold


@dataclass(frozen=True, slots=True)
class Reference:
    """An expression at ``start:end`` of the folded text that names a time by its anchor.

    :ivar outer: where the written word begins, clitics included.
    :ivar unit: what it names: ``day``, ``week``, ``month``, ``year``, ``decade``, or
        ``period`` for a stretch of time told before.
    :ivar shift: how many units after the anchor.
    :ivar length: how many such units: "the two following years".
    :ivar first: whether it counts from the beginning of a stretch of time: "the former year".
    :ivar latter: whether it goes back to the date told last, a stretch of time by its end.
    :ivar days: further days that it counts: "two months and *ten days* later".
    :ivar follows: whether the date that it counts from stands right before it: "by four days".
    :ivar day: the day of the month that is named with it (the 15th of the same month), or None;
        of a year its first day, 1, or its last, 31.
    :ivar alone: whether only what stands near can tell its month or stretch: "on the 20th".
    :ivar listed: whether only a day told in the same sentence can tell its month.
    :ivar exact: whether it is of the anchor's very day: "a year later to the day".
    :ivar hijri: whether the year is one of the Hijri calendar: من العام الهجري نفسه.
    :ivar deictic: whether only the document's own date is its anchor.
    :ivar anchored_in: the noun that names another anchor (two years after its *independence*).
    :ivar event: the verb, "" if it only says that something began or ended, and the words behind it
        of a clause that tells the time by an event: السنة التي انتهى فيها الاحتلال.
    :ivar again: whether that is said to be the time told last: في اليوم نفسه الذي ….
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
    follows: bool = False
    days: int = 0
    exact: bool = False
    hijri: bool = False
    alone: bool = False
    listed: bool = False
    event: tuple[str, ...] = ()
    again: bool = False


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


_DAYS = {"day": 1, "week": 7}
_LINK = re.compile(r",? ?(?:(?:من|في|of|in) )?")


def find_references(text: str, further: Iterable[Reference] = ()) -> list[Reference]:
    """Return all expressions that need an anchor, in order, none overlapping another.

    :param further: such expressions that were found otherwise.
    """
    found = [*_phrases(text), *_counted(text), *_of_events(text), *further]
    found.sort(key=lambda ref: (ref.start, -ref.end))
    kept: list[Reference] = []
    for reference in found:
        if not kept or reference.outer >= kept[-1].end:
            kept.append(reference)
    return kept


def _phrases(text: str) -> Iterator[Reference]:
    """Yield fixed expressions, a day before or behind taken in: "the next month, on the 20th"."""
    for phrase in relative_forms.fixed().find(text):
        fixed, start, day, end = phrase.value, phrase.start, None, phrase.end
        if fixed.unit == "month":
            match = relative_forms.day_of().search(text[max(0, phrase.outer - 40) : phrase.outer])
            if match is not None:
                written = match["words"]
                day = int(match["day"]) if match["day"] else ordinal_days()[written]
                start = max(0, phrase.outer - 40) + match.start("words" if written else "day")
                start -= 4 * (text[max(0, start - 5) : start] == " the ")  # "on the 20th of it"
            elif (behind := relative_forms.day_behind().match(text, end)) and not fixed.with_day:
                written, end = behind["words"], behind.end()
                day = ordinal_days()[written] if written else int(behind["day"])
                start = phrase.outer
        if fixed.with_day and day is None:
            continue
        if fixed.unit == "year" and (
            whole := relative_forms.edge_of().search(text[:start], max(0, start - 40))
        ):
            start, day = whole.start(), relative_forms.lists_of_edges()[whole["edge"]]
        outer = phrase.outer if day is None else start
        told = Reference(start, end, outer, fixed.unit, fixed.shift, day, fixed.deictic)
        if fixed.shift and not fixed.deictic:
            noun = _followed_noun(text, phrase.start, end, bare=fixed.of_event)
            told = replace(told, anchored_in=noun)
        if fixed.of_event and told.anchored_in is None:
            continue
        told = replace(told, hijri=fixed.hijri)
        yield replace(told, length=fixed.length, first=fixed.first, latter=fixed.latter)


def _followed_noun(text: str, start: int, end: int, *, bare: bool) -> str | None:
    """Return the noun that a fixed expression is counted from: "the day after its *admission*".

    :param bare: whether the noun is the verb's object, with no particle: الذي تلا الغزو.
    """
    match = relative_forms.followed().match(text, end)
    if match is not None and (match["to"] is None) is not bare:
        match = None
    edges = word_list("time.en")["followed_by_anchor"]["edges"]
    if match is None and text[start:end].rpartition(" ")[2] in edges:
        match = relative_forms.anchor_behind().match(text, end)
        if match is None and _DATED_BEFORE.search(text, max(0, start - 3), start):
            match = _WORD_BEHIND.match(text, end)
    return None if match is None else match["noun"]


# "Joined it on 30 August 2004, the day after Albania": behind a date any word is what it is after.
_DATED_BEFORE = re.compile(r"[0-9], $")
_WORD_BEHIND = re.compile(r" (?P<noun>[^\W\d]+)")


def _of_events(text: str) -> Iterator[Reference]:
    """Yield "on the day of its independence" and its like, which an event told before dates."""
    for match in relative_forms.event_days().finditer(text):
        unit = relative_forms.event_units()[match["lead"] or match["day"]]
        noun = match["noun"] or match["en"] or match["event"]
        start = match.start("lead" if match["lead"] else "day")
        yield Reference(start, match.end(), match.start(), unit, 0, anchored_in=noun)
    for match in _morrow().finditer(text):
        yield Reference(match.start(), match.end(), match.start(), "day", -1, follows=True)


@cache
def _morrow() -> re.Pattern[str]:
    """Match what leads, behind a date, to what happened the day before: غداة صدور القرار."""
    words = alternation(fold(word).text for word in word_list("time.ar")["morrow_of"])
    return re.compile(rf"(?<=, )(?:{words})(?= (?!ذلك)\w)")


def _counted(text: str) -> Iterator[Reference]:
    """Yield "three years later" and its like; "two months and ten days" is one count."""
    counts = list(_counts(text))
    for index, (start, end, unit, number, is_attached) in enumerate(counts):
        before = counts[index - 1] if index else None
        if before is not None and _adds(text, before, counts[index]):
            continue
        after = counts[index + 1] if index + 1 < len(counts) else None
        days = 0
        if after is not None and _adds(text, counts[index], after):
            end, days = after[1], after[3] * _DAYS[after[2]]
        for told in _with_context(text, start, end, unit, number, is_attached=is_attached):
            yield replace(told, days=days * (1 if told.shift >= 0 else -1))


_Count = tuple[int, int, str, int, bool]
"""Where a count begins and ends, its unit, the number, and whether ب is attached to it."""


def _adds(text: str, count: _Count, further: _Count) -> bool:
    """Whether "and" adds days to months or years: بعد شهرين وعشرة أيام."""
    between = text[count[1] : further[0]]
    smaller = count[2] not in _DAYS and further[2] in _DAYS
    return smaller and between.strip() in {"و", "and"}


def _counts(text: str) -> Iterator[_Count]:
    """Yield the counts of units of time, in order."""
    for phrase in relative_forms.units().find(text):
        unit, number = phrase.value
        if number == 0:
            continue
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
        yield start, phrase.end, unit, number, is_attached


# Leads to an anchor (بعد عام على توقيعها) or to what a verb is about (صدقت بعد عام على المعاهدة).
_OBJECT_OF = "علي"
_DIGIT_NEXT = re.compile(r" ?[0-9]")


def _with_context(
    text: str, start: int, end: int, unit: str, number: int, *, is_attached: bool
) -> Iterator[Reference]:
    """Yield the reference that a count at ``start:end`` makes with the words around it, if any."""
    trail = relative_forms.trails().match(text, end)
    counted_to = end if trail is None else trail.end()
    to_the_day = relative_forms.to_the_day().match(text, counted_to)
    exact = relative_forms.says_exactly(text, start, end) or to_the_day is not None
    event = event_behind(text, end)
    if event is not None:
        told = Reference(start, end, start, unit, event.sign * number, anchored_in=event.noun)
        yield replace(told, first=event.begun, latter=event.told_last, exact=exact)
        return
    if trail is not None:
        shift = relative_forms.signs("after")[trail["trail"]] * number
        end = trail.end() if to_the_day is None else to_the_day.end()
        yield Reference(start, end, start, unit, shift, exact=exact)
        return
    anchor = relative_forms.anchors().match(text, end)
    if (
        anchor is not None
        and anchor["link"] == _OBJECT_OF
        and anchor["noun"] in relative_forms.no_anchors()
    ):
        anchor = None
    noun = anchor["noun"] if anchor else None
    low = max(0, start - 40)
    lead = relative_forms.leads().search(text[low:start] + ("ب" if is_attached else ""))
    if lead is not None:
        sign = relative_forms.signs("before")[lead["lead"]]
        if anchor is not None:
            to_the_day = relative_forms.to_the_day().match(text, anchor.end())
            exact = exact or to_the_day is not None
            if noun in relative_forms.demonstratives():
                end, noun = anchor.end() if to_the_day is None else to_the_day.end(), None
        begin = low + lead.start("lead")
        yield Reference(begin, end, begin, unit, sign * number, anchored_in=noun, exact=exact)
    elif is_attached and (sign := relative_forms.sign_of_phrase(text[max(0, start - 90) : start])):
        yield Reference(start, end, start, unit, sign * number, follows=True)
    elif is_attached and (known := relative_forms.event_counted_from(text[_near(start) : start])):
        begin, sign, noun, begun = _near(start) + known[0], *known[1:]
        told = Reference(begin, end, begin, unit, sign * number, anchored_in=noun, first=begun)
        yield replace(told, exact=exact)
    elif is_attached and (sign := relative_forms.sign_of_verb(text[low:start])):
        yield Reference(start, end, start, unit, sign * number)
    elif anchor is not None and anchor["link"] in {"after", "بعد"} and noun is not None:
        yield Reference(start, end, start, unit, number, anchored_in=noun, exact=exact)
    elif anchor is not None and anchor["link"] in word_list("time.en")["anchor_ahead"]:
        yield Reference(start, end, start, unit, -number, anchored_in=noun, exact=exact)


def _near(start: int) -> int:
    """Return from where the words before a count may tell what it goes by."""
    return max(0, start - 80)


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
