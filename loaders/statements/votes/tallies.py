"""The counts of a vote: who was for, against and abstained, in whatever order a sentence tells it.

A tally is a run of counts and of words that give them a side. Such a word stands before its count
(*عارضه ثمانية*, "opposed by eight"), behind it (*ثمانية معارضين*, "eight against"), or joins it to
the one before (*91 مقابل 21*, "91 to 21"). States that are named stand for their number: *وامتناع
كوبا واليمن* is two abstentions. Which words do so is said in the word lists ``tally-…``; no count
ever goes to two sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from loaders.statements.sentence.list_names import ABOUT, CONJUNCTIONS, DOCUMENT_NOUNS
from loaders.statements.sentence.reading import PlacedNumber, Reading, Tally
from loaders.statements.votes.tally_parts import SIDE_WORDS, UNITS, Part, behind_names, parts

_NOTHING_MEANT = "tally-fillers"
_NOBODY = "0"
_NEXT_VOTES = ("second-of-them", "third-of-them", "last-of-them")  # "63 to 12, the second by 58 to"
# Words that may stand between the parts of a tally, and between a verb and its first count.
_GAP = 2
_FIRST_GAP = 6


def tallies(reading: Reading) -> Iterator[Tally]:
    """Give the tallies of a sentence, from left to right."""
    if not any(cue.name in SIDE_WORDS for cue in reading.cues):
        return
    run: list[Part] = []
    found = list(parts(reading))
    led = False
    for part, following in zip_longest(found, found[1:]):
        if not run and (_only_leads(part) or (led and part.named)):
            led = _only_leads(part)  # القوة ضد العراق: no count is joined or told by it
            continue
        led = False
        if run and not _continues(reading, run, part, following):
            yield from _made(run)
            run = []
        run.append(part)
    if run:
        yield from _made(run)


def _only_leads(part: Part) -> bool:
    """Whether a word that gives a side to the count before it, or joins one to it, has none."""
    return part.number is None and "before" not in part.ways


def _continues(reading: Reading, run: list[Part], part: Part, following: Part | None) -> bool:
    """Whether nothing but words of no weight stands between a tally and its next part."""
    before = run[-1]
    if _of_the_organ(reading, before) and not part.ballots:
        return False
    if reading.lists.language == "en" and any(
        reading.has(i, name) for i in range(before.end, part.start) for name in _NEXT_VOTES
    ):
        return False
    first = len(run) == 1 and before.number is None and "before" in before.ways
    counted_on = _counted_on(reading, part, following)
    goes_on = counted_on or _goes_on(reading, part)
    voted_on = _voted_on(reading, before.end, part.start) if first and part.counted else range(0)
    between = [
        index
        for index in range(before.end, part.start)
        if index not in voted_on
        and not any(o <= index < c and c <= part.start for o, c in reading.insertions.items())
    ]
    named_aside = {i for start in between for i in range(start, behind_names(reading, start))}
    gap = [
        index
        for index in between
        if not reading.words[index].is_mark
        and index not in named_aside
        and not _weightless(reading, index)
        and not (goes_on and _tells_when_or_which(reading, index))
    ]
    if not goes_on and any(reading.dates_at.get(index) for index in between):
        return False
    ends = ".:" if counted_on else ".;:"
    if any(reading.words[index].form in ends for index in between):
        return False
    return len(gap) <= (_FIRST_GAP if first else _GAP)


def _voted_on(reading: Reading, start: int, end: int) -> range:
    """Return the words that name what was voted on and tell when: القرار 377 الصادر في ….

    They stand between an Arabic verb and its counted subject: صوتت لصالح القرار … خمسون دولة.
    """
    named = (i for i in range(start, end) if reading.has(i, DOCUMENT_NOUNS))
    first = next(named, None)
    dates = [d.end for d in reading.dates if start <= d.start and d.end <= end]
    if first is None or not dates or reading.lists.language != "ar":
        return range(0)
    return range(0) if reading.predicate_between(first, dates[-1]) else range(first, dates[-1])


def _of_the_organ(reading: Reading, part: Part) -> bool:
    """Whether a verb's subject is the organ: أيد المجلس مطالب خمس دول tells nothing of voters."""
    return (
        part.number is None
        and part.side == "for"
        and reading.lists.language == "ar"
        and part.start in reading.predicates
        and any(e.mention.entity.kind == "organ" for e in reading.entities_at.get(part.end, ()))
    )


def _goes_on(reading: Reading, part: Part) -> bool:
    """Whether "and" joins a verb of those against or abstaining: … يوم 21 يناير، وعارضته تسع.

    A link does as well where a count stands right behind: … يوم 27 أكتوبر مقابل 14 دولة.
    """
    linked = part.ways == {"link"} and bool(reading.numbers_at.get(part.end))
    denied = part.start > 0 and reading.has(part.start - 1, _NOTHING_MEANT)  # ولم تعارضه سوى
    opening = reading.words[part.start - denied : part.start + 1]
    return (
        reading.lists.language == "ar"
        and part.side in {"against", "abstain"}
        and (linked or any(w.form.startswith("و") for w in opening))
    )


def _counted_on(reading: Reading, part: Part, following: Part | None) -> bool:
    """Whether an English count has its own verb: "… on 15 April, while eight opposed it"."""
    return (
        reading.lists.language != "ar"
        and part.number is not None
        and not part.named
        and following is not None
        and following.side in {"against", "abstain"}
        and "after" in following.ways
        and following.start - part.end <= 1
    )


def _tells_when_or_which(reading: Reading, index: int) -> bool:
    """Whether a word belongs to the vote's date, or to the number of what was voted on."""
    return (
        any(d.start <= index < d.end for d in reading.dates)
        or any(
            n.start <= index < n.end and reading.has(n.start - 1, DOCUMENT_NOUNS)
            for n in reading.numbers
        )
        or reading.has(index, "date-words")
        or reading.has(index, "time-in")
    )


def _weightless(reading: Reading, index: int) -> bool:
    """Whether a word is one of those listed as such, or of the name of the organ that votes.

    Nor does what tells which resolution was voted on: مع القرار 2758 بشأن الصين، وخمس وثلاثون ضده.
    """
    return (
        _tells_which(reading, index)
        or any(
            e.start <= index < e.end and e.mention.entity.kind in {"organ", "organisation"}
            for e in reading.entities
        )
        or any(
            cue.start <= index < cue.end
            for at in range(max(0, index - 2), index + 1)
            for cue in reading.cues_at.get(at, ())
            if cue.name in {_NOTHING_MEANT, CONJUNCTIONS, UNITS}
        )
    )


def _tells_which(reading: Reading, index: int) -> bool:
    """Whether a word is of the number of an Arabic document, or of what it is said to be about."""
    if reading.lists.language != "ar":
        return False
    return (
        any(
            n.start <= index < n.end and reading.has(n.start - 1, DOCUMENT_NOUNS)
            for n in reading.numbers
        )
        or (reading.has(index, ABOUT) and bool(reading.entities_at.get(index + 1)))
        or any(
            e.start <= index < e.end and reading.has(e.start, ABOUT, end=True)
            for e in reading.entities
        )
    )


def _made(run: list[Part]) -> Iterator[Tally]:
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


def _is_said(run: list[Part]) -> bool:
    """Whether one count alone is one of votes: "a majority of 12", "12 votes in favour"."""
    return any(
        part.side == "for"
        and ("before" in part.ways or any(p.counted for p in run if p.number is not None))
        for part in run
    )


def _assigned(run: list[Part]) -> tuple[dict[str, Part], list[Part]]:
    """Return the count of each side, and the parts that say so.

    From left to right: a word that may stand behind its count takes the count before it, if that
    is free; else it waits for the next one. A first count without a side is of those in favour.
    """
    given: dict[str, Part] = {}
    used: list[Part] = []
    waiting: Part | None = None
    free: list[Part] = []
    for part, following in zip(run, [*run[1:], None], strict=True):
        if part.number is not None:
            nobody = part.number.value == _NOBODY and waiting is not None and waiting.side == "for"
            if waiting is None or nobody:  # بموافقة الجمعية بدون معارضة: no count of those for it
                free.append(part)
            elif waiting.side not in given:
                given[waiting.side] = part
                used += [waiting, part]
            waiting = None
            continue
        if part.hyphen and part.side in given:
            part = replace(part, side="abstain")  # the order of the record: 100-11-58
        links = "link" in part.ways and _next_to(part, following) and "for" not in given
        behind = "after" in part.ways and not links
        if free and behind and not (free[-1].named and part.side == "for"):
            count = free.pop()
            if part.side not in given:
                given[part.side] = count
                used += [count, part]
            continue
        # "30 states called for action against Cuba" is no vote, "30 votes against Cuba's" is one.
        named = following is not None and following.named
        _favour(given, used, free, linked="link" in part.ways and not named)
        said = given.get(part.side)
        if said is not None and "after" in part.ways and part.start - said.end <= 1:
            used.append(part)  # said twice: "against 18 opposed"
        elif part.ways & {"before", "link"}:
            waiting = part
    if given:
        _favour(given, used, free, linked=False)
    return given, used


def _next_to(part: Part, following: Part | None) -> bool:
    """Whether a count stands right behind: "129 votes against 62"."""
    return following is not None and following.number is not None and following.start == part.end


def _favour(given: dict[str, Part], used: list[Part], free: list[Part], *, linked: bool) -> None:
    """Give the first count without a side to those in favour, if it is one of a vote at all."""
    counts = [part for part in free if not part.named and (linked or part.ballots)]
    if counts and "for" not in given:
        # "17 states met and gave 11 votes to one": of several the last stands with the link.
        first = counts[-1] if linked else counts[0]
        given["for"] = first
        used.append(first)
    free.clear()
