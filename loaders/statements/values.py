"""Numbers and qualifiers of a candidate."""

from __future__ import annotations

from loaders.statements.candidate import Candidate, Item
from loaders.statements.lists.items import distributive
from loaders.statements.roles import listing
from loaders.statements.rulebook.pattern import Match
from loaders.statements.rulebook.rule import Valued
from loaders.statements.sentence import insertions
from loaders.statements.sentence.list_names import WAS_NTH
from loaders.statements.sentence.reading import Clause, Reading

ORDINAL = "ordinal"
_LONGEST = 24  # words of a topic that are quoted


Pairs = tuple[tuple[str, str], ...]
COUNTED = ("for", "against", "abstain")
Ranges = list[tuple[int, int]]


def numbers(candidate: Candidate, item: Item | None, region: Clause) -> tuple[Pairs, Ranges]:
    """Return the numbers and where they stand: those of the trigger, then those found near it."""
    reading = candidate.reading
    found: dict[str, str] = {}
    ranges: Ranges = []
    listed = item is not None and item.number is not None
    for name, number in candidate.match.numbers:
        found.setdefault(name, number.mention.value)
    if listed and item is not None and item.number is not None:
        found[candidate.rule.axis[1:]] = item.number
    for valued in candidate.rule.numbers:
        if valued.name in found or valued.pattern is None:
            continue
        around = region
        if candidate.rule.extent == "numbers":
            around = Clause(region.start, len(reading.words))
        later = item is not None and item in candidate.items[1:] and distributive(candidate)
        match = _first(candidate, valued, around, alone=later and not listed)
        if match is None:
            continue
        if later and valued.name == ORDINAL and _of_an_earlier(candidate, item, match):
            continue
        caught = dict(match.numbers).get(valued.name)
        if caught is not None and valued.name not in COUNTED and reading.voting(caught.start):
            continue  # "voted for the resolution: 128 states"
        value = valued.value or (caught.mention.value if caught is not None else "")
        if valued.take == "cited":
            value = candidate.cited
        if value:
            found[valued.name] = value
            if valued.name in COUNTED:
                ranges.append((match.start, match.end))
    asked = any(valued.name == ORDINAL for valued in candidate.rule.numbers)
    if asked and ORDINAL not in found and len(candidate.items) <= 1:
        found |= _told_behind(candidate)
    return tuple(found.items()), ranges


def _of_an_earlier(candidate: Candidate, item: Item | None, match: Match) -> bool:
    """Whether an ordinal stands behind an earlier item: "admitted A as its 137th member and B"."""
    first = candidate.items[0]
    led = any(
        n.mention.kind == "ordinal" and candidate.clause.start <= n.start < first.start
        for n in candidate.reading.numbers
    )
    return item is not None and match.end <= item.start and not led


def _told_behind(candidate: Candidate) -> dict[str, str]:
    """Return which member it became, unless another state is named on the way there."""
    nth = nth_told_behind(candidate.reading, candidate.match.end, candidate.clause.end)
    return {} if nth is None else {ORDINAL: nth}


def nth_told_behind(reading: Reading, end: int, named_from: int) -> str | None:
    """Return which member a state became, as a later clause tells: …، وكانت العضو السابع والأربعين.

    :param end: the word behind what tells that it became one.
    :param named_from: the word from which a state that is named is another one.
    """
    for cue in reading.cues:
        if cue.name != WAS_NTH or cue.start < end:
            continue
        told = (n for i in (cue.end, cue.end + 1) for n in reading.numbers_at.get(i, ()))
        number = next(told, None)
        named = any(
            e.mention.entity.kind == "state" and named_from <= e.start < cue.start
            for e in reading.entities
        )
        return None if number is None or named else number.mention.value
    return None


def qualifiers(candidate: Candidate, region: Clause) -> Pairs:
    """Return (name, value) of the qualifiers, the first that is found for each name."""
    found: dict[str, str] = {}
    reading = candidate.reading
    for valued in candidate.rule.qualifiers:
        if valued.name in found:
            continue
        if valued.role:
            said = any(f.words is not None for f in candidate.fillers.get(valued.role, []))
            if candidate.fillers.get(valued.role):
                found[valued.name] = valued.value if said else valued.take
            continue
        if valued.pattern is None:
            found[valued.name] = valued.value
            continue
        match = _first(candidate, valued, region)
        if match is None:
            continue
        value = valued.value or _words(reading, match, region, valued.take)
        if value:
            found[valued.name] = value
    return tuple(found.items())


def _first(
    candidate: Candidate, valued: Valued, region: Clause, *, alone: bool = False
) -> Match | None:
    """Return the first place that gives a value.

    :param alone: look into the region only: a later item of a list that goes apart has no part
        in what is said with the verb.
    """
    reading, rule = candidate.reading, candidate.rule
    fits = listing.fitting(rule)
    assert valued.pattern is not None  # noqa: S101 - checked by the callers
    begin, own = candidate.match.start, min(candidate.clause.end, region.end)
    aside = insertions.spanned(reading, begin, candidate.match.end)
    places = [(begin, own), (region.start, own), (region.start, region.end)]
    for start, end in places[-1:] if alone else places:
        found = [
            match
            for match in valued.pattern.find(reading, fits, start, end)
            if not any(o < match.start < c for o, c in aside)
        ]
        before = [match for match in found if match.end <= begin]
        if found:  # of several before it the nearest one: "… and resolution 1929 by twelve votes"
            return before[-1] if before and rule.extent == "numbers" else found[0]
    return None


def _words(reading: Reading, match: Match, region: Clause, take: str) -> str:
    text = reading.document.text
    if take == "match":
        return reading.span(match.start, match.end).of(text)
    if take == "date":
        return match.dates[0][1].mention.date.edtf if match.dates else ""
    if take == "quotation":
        behind = reading.words[match.end - 1].start
        for quotation in reading.quotations:
            if behind <= quotation.span.start <= reading.words[match.end - 1].end + 12:
                return quotation.span.of(text)
        return ""
    end = min(region.end, match.end + _LONGEST)
    while end > match.end and reading.words[end - 1].is_mark:
        end -= 1
    return reading.span(match.end, end).of(text) if end > match.end else ""
