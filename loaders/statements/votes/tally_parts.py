"""The parts of a vote's tally: counts, and the words that give them a side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.mentions.mention import Form, NumberMention
from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.sentence.list_names import (
    ABOUT,
    CONJUNCTIONS,
    DOCUMENT_NOUNS,
    TALLY_BALLOTS,
    TALLY_TIME,
)
from loaders.statements.sentence.reading import PlacedEntity, PlacedNumber, Reading

_SIDES = ("for", "against", "abstain")
_WAYS = ("before", "link", "after")
SIDE_WORDS = {f"tally-{side}-{way}": (side, way) for side in _SIDES for way in _WAYS}
UNITS = "votes"
_NONE = "tally-none"
_ONE = "tally-one"  # no number elsewhere: "to one"
_AMONG = "tally-among"  # "the other five, Canada included,"
_TURNS = "tally-turns"  # "14 votes while Russia abstained": what follows begins the next count
_DUAL = "ان"
_CLOSE = "tally-close"  # gives a side only to the count right before it


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a tally: a count, or a word that gives a side; word indices, ``end`` exclusive.

    :ivar number: the count; None for a word that gives a side.
    :ivar side: the side, "" for a count.
    :ivar ways: where the word's count may stand: ``before`` it means the word comes first.
    :ivar named: whether the count is one of states that are named.
    :ivar counted: whether the noun that is counted stands with the number.
    :ivar ballots: whether that noun means votes by itself, not members or states.
    :ivar hyphen: whether the word that gives the side is a hyphen between two counts.
    """

    start: int
    end: int
    number: NumberMention | None = None
    side: str = ""
    ways: frozenset[str] = frozenset()
    named: bool = False
    counted: bool = False
    ballots: bool = False
    hyphen: bool = False


def parts(reading: Reading) -> Iterator[Part]:
    """Give the parts of all tallies of a sentence, from left to right."""
    index = 0
    while index < len(reading.words):
        index = behind_names(reading, index)
        part = _side(reading, index) or _count(reading, index) or _named(reading, index)
        if part is None:
            index += 1
        else:
            if _is_two(reading, part):
                two = NumberMention(reading.span(part.start, part.end), "2")
                yield Part(part.start, part.end, two, counted=True)
            part = _with_names(reading, part)
            yield part
            index = part.end


def _is_two(reading: Reading, part: Part) -> bool:
    """Whether an Arabic dual gives a side and the count of two at once: ومعارضان وممتنعان."""
    dual = reading.words[part.start].form.endswith(_DUAL)
    return (
        reading.lists.language == "ar"
        and part.number is None
        and part.ways == {"after"}
        and part.end == part.start + 1
        and dual
        and not _behind_count(reading, part.start)
    )


def _with_names(reading: Reading, part: Part) -> Part:
    """Return a count with who they were, told between commas: "two members, Cuba and Yemen, …".

    So it is with some of them: "the other five, Canada included, …".
    """
    words, end = reading.words, part.end
    if part.number is None or part.named or end >= len(words) or words[end].form != ",":
        return part
    named = _named(reading, end + 1)
    if named is None or named.number is None:
        return part
    close = named.end + reading.has(named.end, _AMONG)
    if close == named.end and named.number.value != part.number.value:
        return part
    closed = close < len(words) and words[close].form == ","
    return replace(part, end=close + 1) if closed else part


def behind_names(reading: Reading, index: int) -> int:
    """Return where a parenthesis ends that only names who voted so: "two against (Cuba, Yemen)"."""
    if index >= len(reading.words) or reading.words[index].form != "(":
        return index
    close = next(
        (i for i in range(index, len(reading.words)) if reading.words[i].form == ")"), index
    )
    inside = range(index + 1, close)
    named = any(_state(reading, i) for i in inside)
    return index if not named or any(reading.numbers_at.get(i) for i in inside) else close


def _side(reading: Reading, index: int) -> Part | None:
    """Return the word at `index` that gives a side; the longest counts."""
    if reading.within_name(index) or _hyphen_in_a_name(reading, index):
        return None
    cues = [c for c in reading.cues_at.get(index, ()) if c.name in SIDE_WORDS]
    if not cues:
        return None
    end = max(cue.end for cue in cues)
    if end == index + 1 and reading.has(index, _CLOSE) and not _behind_count(reading, index):
        return None  # "14 states asked the Assembly for a debate"
    meant = [SIDE_WORDS[cue.name] for cue in cues if cue.end == end]
    side = meant[0][0]
    ways = frozenset(way for own, way in meant if own == side)
    if reading.lists.language != "ar" and _of_what_is_voted_on(reading, end):
        return None  # "voted against resolution 678, which was adopted by …"
    turned = any(c.name == _TURNS and c.end == index for c in reading.cues)
    english = reading.lists.language != "ar"
    if english and ways == {"link"} and _count(reading, end) is None:
        return None  # "voted to grant Palestine …"
    if len(ways) > 1 and (turned or any(cue.form.conjunction for cue in cues)):
        ways -= {"after"}  # "and against it" begins the next count
    one = _single_behind(reading, end) if ways == {"after"} else None
    if one is not None and reading.has(index, UNITS, end=True):
        end = one.end  # صوت معارض واحد: the one is counted with its noun
    return Part(index, end, None, side, ways, hyphen=reading.words[index].is_mark)


def _of_what_is_voted_on(reading: Reading, index: int) -> bool:
    """Whether a numbered document stands at word `index`, perhaps behind an article."""
    index += reading.has(index, DETERMINERS)
    document = reading.cue(index, DOCUMENT_NOUNS)
    return document is not None and bool(reading.numbers_at.get(document.end))


def _behind_count(reading: Reading, index: int) -> bool:
    """Whether a count ends right before word `index`, with what is counted or without."""
    if reading.has(index, UNITS, end=True) or reading.has(index, _ONE, end=True):
        return True
    return any(n.end == index for n in reading.numbers)


def _single_behind(reading: Reading, index: int) -> PlacedNumber | None:
    """Return the number one at word `index`, which Arabic puts behind its noun."""
    return next((n for n in reading.numbers_at.get(index, ()) if n.mention.value == "1"), None)


def _hyphen_in_a_name(reading: Reading, index: int) -> bool:
    """Whether a hyphen stands between no two numbers: "1004 (ES-II)" is none against another."""
    if not reading.words[index].is_mark:
        return False
    return not (reading.numbers_at.get(index + 1) and any(n.end == index for n in reading.numbers))


def _count(reading: Reading, index: int) -> Part | None:
    """Return the count at `index` with the noun that is counted; a document's number is none."""
    none = reading.cue(index, _NONE)
    begins_number = none is not None and any(
        n.end >= none.end for n in reading.numbers_at.get(index, ())
    )  # أحد عشر is eleven, واحد one, not "nobody"
    if none is not None and not begins_number:
        number = NumberMention(reading.span(none.start, none.end), "0")
        return Part(index, _unit_end(reading, none.end), number, counted=True)
    placed = next(
        (n for n in reading.numbers_at.get(index, ()) if n.mention.kind == "cardinal"), None
    )
    start = index
    if placed is None and (single := reading.cue(index, _ONE)) is not None:
        unit_end = _unit_end(reading, single.end)
        number = NumberMention(reading.span(single.start, single.end), "1")
        return Part(index, unit_end, number, counted=unit_end > single.end)
    if placed is None:
        # صوت واحد، دولة واحدة: the noun comes first.
        unit = reading.cue(index, UNITS)
        if unit is None:
            return None
        placed = _single_behind(reading, unit.end)
        if placed is None and (said := _side(reading, unit.end)) is not None and said.side:
            one = next((n for n in reading.numbers if n.end == said.end), None)
            if one is not None and one.mention.value == "1":
                return Part(
                    index,
                    unit.end,
                    one.mention,
                    counted=True,
                    ballots=reading.has(index, TALLY_BALLOTS),
                )
    if placed is None or not placed.mention.value.isdigit():
        return None
    if reading.has(placed.end, TALLY_TIME):
        return None  # "agreed, and eight months later"
    end = _whole_end(reading, _unit_end(reading, placed.end))
    counted = end > placed.end or start < placed.start
    if not counted and _of_document(reading, start):
        return None
    ballots = any(reading.has(at, TALLY_BALLOTS) for at in (start, placed.end))
    return Part(start, end, placed.mention, counted=counted, ballots=ballots)


def _of_document(reading: Reading, start: int) -> bool:
    """Whether a number is that of a document: "resolution 242", قرار مجلس الأمن ٢١٧."""
    if reading.has(start, DOCUMENT_NOUNS, end=True):
        return True
    return any(
        e.end == start
        and e.mention.entity.kind in {"organ", "organisation"}
        and reading.has(e.start, DOCUMENT_NOUNS, end=True)
        for e in reading.entities
    )


def _whole_end(reading: Reading, index: int) -> int:
    """Return where the body ends of which a count is part: "eleven of the fifteen members"."""
    if index >= len(reading.words) or reading.words[index].form != "of":
        return index
    at = index + 1 + reading.has(index + 1, DETERMINERS)
    whole = next(iter(reading.numbers_at.get(at, ())), None)
    unit = None if whole is None else reading.cue(whole.end, UNITS)
    return index if unit is None else unit.end


def _unit_end(reading: Reading, index: int) -> int:
    unit = reading.cue(index, UNITS)
    return index if unit is None else unit.end


def _named(reading: Reading, index: int) -> Part | None:
    """Return the states named one after the other from `index` on, as their number."""
    listed: list[PlacedEntity] = []
    at = index
    if reading.has(index, ABOUT, end=True):
        return None  # القرار 62/243 بشأن أذربيجان: what is voted on
    while (state := _state(reading, at)) is not None:
        listed.append(state)
        at = state.end
        if reading.has(at, CONJUNCTIONS) or (
            at < len(reading.words) and reading.words[at].form == ","
        ):
            at += 1
        if reading.has(at, DETERMINERS):
            at += 1
    if not listed:
        return None
    span = reading.span(index, listed[-1].end)
    states = {state.mention.entity.key for state in listed}
    return Part(index, listed[-1].end, NumberMention(span, str(len(states))), named=True)


def _state(reading: Reading, index: int) -> PlacedEntity | None:
    return next(
        (
            e
            for e in reading.entities_at.get(index, ())
            if e.mention.entity.kind == "state" and e.mention.form in {Form.NAME, Form.METONYM}
        ),
        None,
    )
