"""Patterns of words: finding in a sentence what a rule says stands side by side.

The language that they are written in is that of `statements.rulebook.elements`. Matching tries
alternatives from left to right, longer phrases first, and gives the first success: the same
sentence always gives the same match.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from loaders.statements.rulebook.elements import CITED, Element, elements_of
from loaders.statements.rulebook.wordlists import Cue
from loaders.statements.sentence.reading import (
    PlacedDate,
    PlacedEntity,
    PlacedNumber,
    Reading,
    Tally,
)

_DEMANDED = frozenset({"words", "date", "number", "tally"})
DETERMINERS = "determiners"  # "the" before a name that fills a slot
SITTINGS, _DOCUMENTS = "session-noun", "document-nouns"
COUNTED = "counted-nouns"  # "13 votes", "15 members": such a number is no document's number


class Fits(Protocol):
    """Decides whether a mention may fill a slot."""

    def __call__(self, reading: Reading, role: str, entity: PlacedEntity) -> bool:
        """Return whether `entity` may fill `role`."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a pattern found: word indices, ``end`` exclusive, and what its elements caught."""

    start: int
    end: int
    slots: tuple[tuple[str, PlacedEntity], ...] = ()
    numbers: tuple[tuple[str, PlacedNumber], ...] = ()
    dates: tuple[tuple[str, PlacedDate], ...] = ()
    cues: tuple[Cue, ...] = ()

    @property
    def perfect(self) -> Cue | None:
        """The first verb in the Arabic perfect among its words."""
        return next((cue for cue in self.cues if cue.form.mood == "perfect"), None)

    def holds(self, entity: PlacedEntity) -> bool:
        """Return whether a mention is a pronoun or adjective within the trigger's own words."""
        return entity.start >= self.start and entity.end <= self.end


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern."""

    source: str
    elements: tuple[Element, ...]
    lists: frozenset[str] = field(default_factory=frozenset)
    needed: frozenset[str] = field(default_factory=frozenset)
    slots: frozenset[str] = field(default_factory=frozenset)
    demands: tuple[Element, ...] = ()

    def possible(self, reading: Reading) -> bool:
        """Return whether the sentence has all that a match must contain, wherever it stands."""
        if not self.needed <= reading.present:
            return False
        return all(_met(element, reading) for element in self.demands)

    def find(
        self, reading: Reading, fits: Fits, start: int = 0, end: int | None = None
    ) -> Iterator[Match]:
        """Give the matches within the words from `start` to `end`, left to right, disjoint."""
        stop = len(reading.words) if end is None else end
        free = start
        for index in self.starts(reading) if self.possible(reading) else ():
            if free <= index < stop:
                match = self.at(reading, fits, index, stop)
                if match is not None:
                    yield match
                    free = max(match.end, index + 1)

    def starts(self, reading: Reading) -> list[int]:
        """Return the words at which a match may begin, in order, by its first element alone."""
        first = self.elements[0]
        if first.optional or first.kind in {"gap", "noun"}:
            return list(range(len(reading.words)))
        if first.kind == "list":
            found = reading.cue_starts.get(first.name, ())
        elif first.kind == "words":
            found = [i for word in first.words for i in reading.places.get(word, ())]
        elif first.kind == "slot":
            found = [i for start in reading.entities_at for i in (start, start - 1) if i >= 0]
            found += reading.led_at
        elif first.kind == "number":
            found = list(reading.numbers_at)
        elif first.kind == "date":
            found = list(reading.dates_at)
        else:
            found = list(reading.tallies_at)
        return sorted(set(found))

    def at(self, reading: Reading, fits: Fits, index: int, stop: int) -> Match | None:
        """Return the match that begins at word `index`, or None."""
        found = _match(self.elements, 0, reading, fits, Match(index, index), stop)
        return found if found is not None and found.end > found.start else None


def compile_pattern(source: str) -> Pattern:
    """Compile the words of a rule file.

    :raises ValueError: an element is not one that `statements.rulebook.elements` describes.
    """
    elements = elements_of(source)
    return Pattern(
        source,
        elements,
        frozenset(e.name for e in elements if e.kind == "list"),
        frozenset(e.name for e in elements if e.kind == "list" and not e.optional),
        frozenset(e.name for e in elements if e.kind == "slot"),
        tuple(e for e in elements if e.kind in _DEMANDED and not e.optional),
    )


def _met(element: Element, reading: Reading) -> bool:
    """Return whether a sentence has a word, number, date or tally that an element asks for."""
    if element.kind == "words":
        return not element.words.isdisjoint(reading.places)
    if element.kind == "date":
        return bool(reading.dates_at)
    return bool(reading.numbers_at if element.kind == "number" else reading.tallies_at)


def _match(
    elements: tuple[Element, ...], at: int, reading: Reading, fits: Fits, so_far: Match, stop: int
) -> Match | None:
    if at == len(elements):
        return so_far
    element = elements[at]
    if element.kind == "gap":
        return _match_gap(elements, at, reading, fits, so_far, stop)
    for step in _steps(element, reading, fits, so_far.end, stop):
        grown = _grown(element, so_far, step)
        found = _match(elements, at + 1, reading, fits, grown, stop)
        if found is not None:
            return found
    if element.optional:
        return _match(elements, at + 1, reading, fits, so_far, stop)
    return None


def _match_gap(
    elements: tuple[Element, ...], at: int, reading: Reading, fits: Fits, so_far: Match, stop: int
) -> Match | None:
    if at == len(elements) - 1:
        return replace(so_far, end=_trail(reading, so_far.end, elements[at].most, stop))
    for end in _skipped(reading, so_far.end, elements[at].most, stop):
        found = _match(elements, at + 1, reading, fits, replace(so_far, end=end), stop)
        if found is not None:
            return found
    return None


def _skipped(reading: Reading, start: int, most: int, stop: int) -> Iterator[int]:
    """Give the words at which a gap of at most so many words may end.

    A date, a name, a list of names or a number counts as one, and so does a relative clause
    between commas.
    """
    reached, tried = [start], {start}
    for _ in range(most + 1):
        yield from reached
        further = {
            end
            for index in reached
            for end in _next(reading, index)
            if end <= stop and end not in tried
        }
        tried |= further
        reached = sorted(further)


def _next(reading: Reading, index: int) -> Iterator[int]:
    yield index + 1
    yield from (date.end for date in reading.dates_at.get(index, ()))
    yield from (entity.end for entity in reading.entities_at.get(index, ()))
    yield from (number.end for number in reading.numbers_at.get(index, ()))
    if index in reading.insertions:
        yield reading.insertions[index]
    if index in reading.runs:
        yield reading.runs[index]
    if index in reading.time_phrases:
        yield reading.time_phrases[index]
    if index in reading.date_leads:
        yield reading.date_leads[index]


def _trail(reading: Reading, start: int, most: int, stop: int) -> int:
    """Return where the words end that a gap at the end of a pattern takes: at a mark at latest."""
    end = start
    while end < min(stop, start + most) and not reading.words[end].is_mark:
        end += 1
    return end


Step = tuple[int, Cue | PlacedEntity | PlacedNumber | PlacedDate | Tally | None]


def _steps(element: Element, reading: Reading, fits: Fits, index: int, stop: int) -> Iterator[Step]:
    """Give the ends to which `element` may match from word `index`, best first."""
    if index >= stop:
        return
    form = reading.words[index].form
    if element.kind == "words":
        led = not element.exact and form[0] in "وف" and form[1:] in element.words
        if form in element.words or led:
            yield index + 1, None
    elif element.kind == "noun":
        if is_noun(form, element.words):
            yield index + 1, None
    elif element.kind == "list":
        for cue in reading.cues_at.get(index, ()):
            named = cue.name == element.name and cue.end <= stop
            if named and (not element.moods or cue.form.mood in element.moods):
                yield cue.end, cue
    elif element.kind == "tally":
        tally = reading.tallies_at.get(index)
        if tally is not None and tally.end <= stop:
            yield tally.end, tally
    elif element.kind == "slot":
        # A name may bring its article along: "the European Union", "the Gulf".
        placed = [*reading.entities_at.get(index, ()), *reading.led_at.get(index, ())]
        if reading.has(index, DETERMINERS):
            placed += reading.entities_at.get(index + 1, ())
        for entity in placed:
            if entity.end <= stop and fits(reading, element.name, entity):
                yield entity.end, entity
                if reading.tails.get(entity.end, stop + 1) <= stop:
                    yield reading.tails[entity.end], entity
    elif element.kind == "number":
        for number in reading.numbers_at.get(index, ()):
            if element.moods == CITED and _counts(reading, number):
                continue
            if number.end <= stop and (not element.moods or number.mention.kind in element.moods):
                year = _year_behind(reading, number.end) if element.moods == CITED else None
                if year is not None and year <= stop:
                    yield year, number
                yield number.end, number
    else:
        for date in reading.dates_at.get(index, ()):
            if date.end <= stop:
                yield date.end, date


def _counts(reading: Reading, number: PlacedNumber) -> bool:
    """Whether a number is no text's: it counts (باثني عشر صوتا), or is that of a sitting."""
    if reading.has(number.end, COUNTED) and number.end not in reading.dates_at:
        return True
    if any(number == count for t in reading.tallies_at.values() for _, count in t.counts):
        return True
    noun = number.start - 1
    while reading.has(noun, _DOCUMENTS):  # جلسة مجلس الأمن رقم 4961
        noun -= 1
    body = next((e.start for e in reading.entities if e.end == noun + 1), noun + 1)
    return noun < number.start - 1 and reading.has(body, SITTINGS, end=True)


def _year_behind(reading: Reading, index: int) -> int | None:
    """Return where a year in parentheses ends that belongs to a symbol: "resolution 389 (1976)"."""
    words = reading.words
    if index + 2 >= len(words) or (words[index].form, words[index + 2].form) != ("(", ")"):
        return None
    dates = reading.dates_at.get(index + 1, ())
    return index + 3 if any(d.mention.date.precision == "year" for d in dates) else None


def is_noun(form: str, words: frozenset[str]) -> bool:
    """Return whether a word is one of `words` with particles and the article, or without."""
    rest = form
    for particle in ("وف", "بلك"):
        if rest and rest[0] in particle:
            if rest in words or _article(rest) in words:
                return True
            rest = rest[1:]
    return rest in words or _article(rest) in words


def _article(form: str) -> str:
    if form.startswith("ال"):
        return form[2:]
    if form.startswith("لل"):
        return form[2:]
    return form


def _grown(element: Element, so_far: Match, step: Step) -> Match:
    end, caught = step
    if isinstance(caught, Cue):
        return replace(so_far, end=end, cues=(*so_far.cues, caught))
    if isinstance(caught, PlacedEntity):
        return replace(so_far, end=end, slots=(*so_far.slots, (element.name, caught)))
    if isinstance(caught, PlacedNumber):
        if not element.name:
            return replace(so_far, end=end)
        return replace(so_far, end=end, numbers=(*so_far.numbers, (element.name, caught)))
    if isinstance(caught, Tally):
        return replace(so_far, end=end, numbers=(*so_far.numbers, *caught.counts))
    if isinstance(caught, PlacedDate):
        return replace(so_far, end=end, dates=(*so_far.dates, (element.name, caught)))
    return replace(so_far, end=end)
