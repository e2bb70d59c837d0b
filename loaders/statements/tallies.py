"""The counts of a vote: who was for, against and abstained, in whatever order a sentence tells it.

A tally is a run of counts and of words that give them a side. Such a word stands before its count
(*عارضه ثمانية*, "opposed by eight"), behind it (*ثمانية معارضين*, "eight against"), or joins it to
the one before (*91 مقابل 21*, "91 to 21"). States that are named stand for their number: *وامتناع
كوبا واليمن* is two abstentions. Which words do so is said in the word lists ``tally-…``; no count
ever goes to two sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.mentions.mention import Form, NumberMention
from loaders.statements.pattern import DETERMINERS
from loaders.statements.reading import PlacedEntity, PlacedNumber, Reading, Tally

_SIDES = ("for", "against", "abstain")
_WAYS = ("before", "link", "after")
_SIDE_WORDS = {f"tally-{side}-{way}": (side, way) for side in _SIDES for way in _WAYS}
_UNITS = "votes"
_BALLOTS = "tally-ballots"
_NONE = "tally-none"
_NOTHING_MEANT = "tally-fillers"
_TIME = "tally-time"  # behind a number: it counts days or years
_TURNS = "tally-turns"  # "14 votes while Russia abstained": what follows begins the next count
_DOCUMENTS = "document-nouns"
_AND = "conjunctions"
# Words that may stand between the parts of a tally, and between a verb and its first count.
_GAP = 2
_FIRST_GAP = 6


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a tally: a count, or a word that gives a side; word indices, ``end`` exclusive.

    :ivar number: the count; None for a word that gives a side.
    :ivar side: the side, "" for a count.
    :ivar ways: where the word's count may stand: ``before`` it means the word comes first.
    :ivar named: whether the count is one of states that are named.
    :ivar counted: whether the noun that is counted stands with the number.
    :ivar ballots: whether that noun means votes by itself, not members or states.
    """

    start: int
    end: int
    number: NumberMention | None = None
    side: str = ""
    ways: frozenset[str] = frozenset()
    named: bool = False
    counted: bool = False
    ballots: bool = False


def tallies(reading: Reading) -> Iterator[Tally]:
    """Give the tallies of a sentence, from left to right."""
    if not any(cue.name in _SIDE_WORDS for cue in reading.cues):
        return
    run: list[_Part] = []
    for part in _parts(reading):
        if run and not _continues(reading, run, part):
            yield from _made(run)
            run = []
        run.append(part)
    if run:
        yield from _made(run)


def _parts(reading: Reading) -> Iterator[_Part]:
    index = 0
    while index < len(reading.words):
        index = _behind_names(reading, index)
        part = _side(reading, index) or _count(reading, index) or _named(reading, index)
        if part is None:
            index += 1
        else:
            yield part
            index = part.end


def _behind_names(reading: Reading, index: int) -> int:
    """Return where a parenthesis ends that only names who voted so: "two against (Cuba, Yemen)"."""
    if index >= len(reading.words) or reading.words[index].form != "(":
        return index
    close = next(
        (i for i in range(index, len(reading.words)) if reading.words[i].form == ")"), index
    )
    inside = range(index + 1, close)
    named = any(_state(reading, i) for i in inside)
    return index if not named or any(reading.numbers_at.get(i) for i in inside) else close


def _side(reading: Reading, index: int) -> _Part | None:
    """Return the word at `index` that gives a side; the longest counts."""
    if reading.within_name(index):
        return None
    cues = [c for c in reading.cues_at.get(index, ()) if c.name in _SIDE_WORDS]
    if not cues:
        return None
    end = max(cue.end for cue in cues)
    meant = [_SIDE_WORDS[cue.name] for cue in cues if cue.end == end]
    side = meant[0][0]
    ways = frozenset(way for own, way in meant if own == side)
    turned = any(c.name == _TURNS and c.end == index for c in reading.cues)
    if len(ways) > 1 and (turned or any(cue.form.conjunction for cue in cues)):
        ways -= {"after"}  # "and against it" begins the next count
    return _Part(index, end, None, side, ways)


def _count(reading: Reading, index: int) -> _Part | None:
    """Return the count at `index` with the noun that is counted; a document's number is none."""
    none = reading.cue(index, _NONE)
    begins_number = none is not None and any(
        n.end > none.end for n in reading.numbers_at.get(index, ())
    )  # أحد عشر is eleven, not "nobody"
    if none is not None and not begins_number:
        number = NumberMention(reading.span(none.start, none.end), "0")
        return _Part(index, _unit_end(reading, none.end), number, counted=True)
    placed = next(
        (n for n in reading.numbers_at.get(index, ()) if n.mention.kind == "cardinal"), None
    )
    start = index
    if placed is None:
        # صوت واحد، دولة واحدة: the noun comes first.
        unit = reading.cue(index, _UNITS)
        if unit is None:
            return None
        placed = next(
            (n for n in reading.numbers_at.get(unit.end, ()) if n.mention.value == "1"), None
        )
    if placed is None or not placed.mention.value.isdigit():
        return None
    if reading.has(placed.end, _TIME):
        return None  # "agreed, and eight months later"
    end = _unit_end(reading, placed.end)
    counted = end > placed.end or start < placed.start
    if not counted and _of_document(reading, start):
        return None
    ballots = any(reading.has(at, _BALLOTS) for at in (start, placed.end))
    return _Part(start, end, placed.mention, counted=counted, ballots=ballots)


def _of_document(reading: Reading, start: int) -> bool:
    """Whether a number is that of a document: "resolution 242", قرار مجلس الأمن ٢١٧."""
    if reading.has(start, _DOCUMENTS, end=True):
        return True
    return any(
        e.end == start
        and e.mention.entity.kind in {"organ", "organisation"}
        and reading.has(e.start, _DOCUMENTS, end=True)
        for e in reading.entities
    )


def _unit_end(reading: Reading, index: int) -> int:
    unit = reading.cue(index, _UNITS)
    return index if unit is None else unit.end


def _named(reading: Reading, index: int) -> _Part | None:
    """Return the states named one after the other from `index` on, as their number."""
    listed: list[PlacedEntity] = []
    at = index
    while (state := _state(reading, at)) is not None:
        listed.append(state)
        at = state.end
        if reading.has(at, _AND) or (at < len(reading.words) and reading.words[at].form == ","):
            at += 1
        if reading.has(at, DETERMINERS):
            at += 1
    if not listed:
        return None
    span = reading.span(index, listed[-1].end)
    states = {state.mention.entity.key for state in listed}
    return _Part(index, listed[-1].end, NumberMention(span, str(len(states))), named=True)


def _state(reading: Reading, index: int) -> PlacedEntity | None:
    return next(
        (
            e
            for e in reading.entities_at.get(index, ())
            if e.mention.entity.kind == "state" and e.mention.form in {Form.NAME, Form.METONYM}
        ),
        None,
    )


def _continues(reading: Reading, run: list[_Part], part: _Part) -> bool:
    """Whether nothing but words of no weight stands between a tally and its next part."""
    before = run[-1]
    first = len(run) == 1 and before.number is None and "before" in before.ways
    gap = [
        index
        for index in range(before.end, part.start)
        if not reading.words[index].is_mark and not _weightless(reading, index)
    ]
    if any(reading.dates_at.get(index) for index in range(before.end, part.start)):
        return False
    if any(reading.words[index].form in ".;:" for index in range(before.end, part.start)):
        return False
    return len(gap) <= (_FIRST_GAP if first else _GAP)


def _weightless(reading: Reading, index: int) -> bool:
    """Whether a word is one of those listed as such, or of the name of the organ that votes."""
    return any(
        e.start <= index < e.end and e.mention.entity.kind in {"organ", "organisation"}
        for e in reading.entities
    ) or any(
        cue.start <= index < cue.end
        for at in range(max(0, index - 2), index + 1)
        for cue in reading.cues_at.get(at, ())
        if cue.name in {_NOTHING_MEANT, _AND, _UNITS}
    )


def _made(run: list[_Part]) -> Iterator[Tally]:
    """Give the tally that a run of parts is, if it says in numbers who was for."""
    given, used = _assigned(run)
    if "for" not in given or given["for"].named or not (len(given) > 1 or _is_said(run)):
        return
    counts = tuple(
        (side, PlacedNumber(part.number, part.start, part.end))
        for side, part in given.items()
        if part.number is not None
    )
    yield Tally(min(part.start for part in used), max(part.end for part in used), counts)


def _is_said(run: list[_Part]) -> bool:
    """Whether one count alone is one of votes: "a majority of 12", "12 votes in favour"."""
    return any(
        part.side == "for"
        and ("before" in part.ways or any(p.counted for p in run if p.number is not None))
        for part in run
    )


def _assigned(run: list[_Part]) -> tuple[dict[str, _Part], list[_Part]]:
    """Return the count of each side, and the parts that say so.

    From left to right: a word that may stand behind its count takes the count before it, if that
    is free; else it waits for the next one. A first count without a side is of those in favour.
    """
    given: dict[str, _Part] = {}
    used: list[_Part] = []
    waiting: _Part | None = None
    free: list[_Part] = []
    for part, following in zip(run, [*run[1:], None], strict=True):
        if part.number is not None:
            if waiting is None:
                free.append(part)
            elif waiting.side not in given:
                given[waiting.side] = part
                used += [waiting, part]
            waiting = None
            continue
        links = "link" in part.ways and _next_to(part, following) and "for" not in given
        behind = "after" in part.ways and not links
        if free and behind and not (free[-1].named and part.side == "for"):
            count = free.pop()
            if part.side not in given:
                given[part.side] = count
                used += [count, part]
            continue
        _favour(given, used, free, linked="link" in part.ways)
        said = given.get(part.side)
        if said is not None and "after" in part.ways and part.start - said.end <= 1:
            used.append(part)  # said twice: "against 18 opposed"
        elif part.ways & {"before", "link"}:
            waiting = part
    if given:
        _favour(given, used, free, linked=False)
    return given, used


def _next_to(part: _Part, following: _Part | None) -> bool:
    """Whether a count stands right behind: "129 votes against 62"."""
    return following is not None and following.number is not None and following.start == part.end


def _favour(given: dict[str, _Part], used: list[_Part], free: list[_Part], *, linked: bool) -> None:
    """Give the first count without a side to those in favour, if it is one of a vote at all."""
    counts = [part for part in free if not part.named and (linked or part.ballots)]
    if counts and "for" not in given:
        # "17 states met and gave 11 votes to one": of several the last stands with the link.
        first = counts[-1] if linked else counts[0]
        given["for"] = first
        used.append(first)
    free.clear()
