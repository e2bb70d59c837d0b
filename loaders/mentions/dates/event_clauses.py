"""Times told by what happened in them: السنة التي انتهى فيها الاحتلال, اليوم الذي انضمت فيه غانا.

The clause names an event that the text has dated before: the anchor is the date of the sentence
that speaks of it, and of a stretch of time its beginning where the clause says that it began.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Protocol

from loaders.lexicon import word_list
from loaders.mentions.dates.anchor_words import beginnings, stem_of
from loaders.mentions.dates.edtf import EdtfDate
from loaders.mentions.dates.relative_words import Reference
from loaders.mentions.names.phrases import alternation
from loaders.mentions.passages import Passage
from loaders.text.folding import fold

# Letters without which a word is none that could name somebody or something.
_LEAST = 3
_NAMED = 2  # words that say who did it


class _Told(Protocol):
    """A date that the text has told, with the sentence that tells it."""

    @property
    def date(self) -> EdtfDate: ...

    @property
    def passage(self) -> Passage: ...


def event_clauses(text: str) -> Iterator[Reference]:
    """Yield the times that a relative clause tells by an event."""
    for match in _clause().finditer(text):
        unit = _units()[match["unit"]]
        words = [match["verb"], *f"{match['subject'] or ''}{match['rest'] or ''}".split()]
        yield _reference(match, unit, words, again=match["same"] is not None)
    for match in _seen().finditer(text):
        words = match["rest"].split()  # what it saw is what was done
        yield _reference(match, _units()[match["unit"]], words, again=False)


def _reference(match: re.Match[str], unit: str, words: list[str], *, again: bool) -> Reference:
    edges = {name: _folded(f"{name}_verbs") for name in ("begin", "end")}
    verb, told = words[0], tuple(w for w in words[1:] if w not in _folded("demonstratives"))
    edge = next((name for name, verbs in edges.items() if verb in verbs), "")
    return Reference(
        match.start("unit"),
        match.end("relative"),
        match.start(),
        unit,
        0,
        first=edge == "begin",
        event=("" if edge else verb, *told),
        again=again,
    )


def sentence_of(text: str, told: Sequence[_Told], reference: Reference) -> tuple[int, int] | None:
    """Return of which date told before the event is, and where its sentence speaks of it, or None.

    :param told: the dates that the text has told, the nearest last.
    """
    best: tuple[int, int, int] | None = None
    for index in range(len(told) - 1, -1, -1):
        passage = told[index].passage
        end = min(passage.end, reference.outer)
        said = [(m.start(), m.group()) for m in _WORD.finditer(text, passage.start, end)]
        weight, place = _speaks_of(said, reference.event)
        edge = _edge_of(said, reference) if weight and not reference.event[0] else None
        stretch = told[index].date.precision == "interval"
        if edge is not None and not stretch:
            place = edge
        elif weight and _ended(reference) and not stretch:
            continue  # when it was told to happen, not when it was over
        if weight and (best is None or weight > best[0]):
            best = weight, index, place
    return None if best is None else best[1:]


_WORD = re.compile(r"[^\W\d_]+")


def _ended(reference: Reference) -> bool:
    return not reference.event[0] and not reference.first


def _edge_of(said: list[tuple[int, str]], reference: Reference) -> int | None:
    """Return where a sentence itself says that something began or ended, as the clause does."""
    verbs = _folded("begin_verbs" if reference.first else "end_verbs")
    return next((at for at, word in reversed(said) if stem_of(word) in verbs), None)


def _speaks_of(said: list[tuple[int, str]], event: tuple[str, ...]) -> tuple[int, int]:
    """Return how much a sentence speaks of an event, 0 if not, and where it does.

    Who did it must be named with the deed, or what happened: صدور القرار, استقلال غانا.
    """
    verb, words = event[0], [w for w in event[1:] if not (event[0] and _alike(w, event[0]))]
    deeds = [at for at, word in said if verb and _alike(word, verb)]
    events = [at for w in words if _is_event(w) for at, other in said if _alike(other, w)]
    others = [w for w in words if not _is_event(w)][:_NAMED]
    named = [[at for at, other in said if _same(word, other)] for word in others]
    if (verb and not deeds) or not (deeds or events):
        return 0, 0
    if others and not named[0] and not events:
        return 0, 0
    places = next((at for at in named if at), events or deeds)
    return 1 + sum(map(bool, named)), places[-1]


def _alike(word: str, other: str) -> bool:
    """Whether two words speak of the same deed: انضمت, انضمام."""
    begin = beginnings(stem_of(other))
    return stem_of(word).startswith(begin) if begin else _same(word, other)


def _same(word: str, other: str) -> bool:
    """Whether two words are the same but for clitics and the article: وغانا, غانا."""
    bare = stem_of(word).removeprefix("ال")
    return len(bare) >= _LEAST and bare == stem_of(other).removeprefix("ال")


def _is_event(word: str) -> bool:
    nouns = _folded("followed_events") | _folded("event_nouns")
    bare = re.sub("(?:ها|هما|هم|ه)$", "", stem_of(word).removeprefix("ال"))
    return any(noun.removeprefix("ال").startswith(bare) for noun in nouns) and len(bare) >= _LEAST


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(fold(word).text for word in word_list("time.ar")[name])


@cache
def _units() -> dict[str, str]:
    table = word_list("time.ar")["clause_units"]
    return {fold(word).text: unit for unit, words in table.items() for word in words}


@cache
def _lead() -> str:
    words = {n: alternation(_folded(f"clause_{n}")) for n in ("same", "relatives", "links")}
    return (
        rf"(?<!هو )(?<!هي )(?<!\w)(?:[وفب]|و?ب)?(?P<unit>{alternation(_units())})"
        rf"(?P<same> {words['same']})? (?P<relative>{words['relatives']})(?: {words['links']})*"
    )


@cache
def _clause() -> re.Pattern[str]:
    """Match a clause with فيها or its like: the verb, what stands before that, and behind it."""
    inside = alternation(_folded("clause_in_it"))
    return re.compile(
        rf"{_lead()} (?P<verb>[^\W\d]{{3,}})(?P<subject>(?: [^\W\d]+){{0,4}}?) {inside}(?!\w)"
        r"(?P<rest>(?: [^\W\d]+){0,3})"
    )


@cache
def _seen() -> re.Pattern[str]:
    """Match a clause of which the time itself is the subject: العام الذي شهد استقلالها."""
    verbs = alternation(_folded("seeing_verbs"))
    return re.compile(rf"{_lead()} {verbs}(?P<rest>(?: [^\W\d]+){{1,3}})")
