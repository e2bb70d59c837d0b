"""Insertions between commas: what stands around them goes on as if they were not there.

"X, who had led the union before, was sworn in as president": the words that a rule looks for may
stand on both sides, and neither side's date is the other's. An insertion is a relative clause, or
what a person or a city is (نيلسون مانديلا، زعيم المؤتمر الوطني، …), by how many votes, upon what.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from loaders.statements.appositions import found as told_of
from loaders.statements.governing import PREPOSITIONS, RELATIVES
from loaders.statements.reading import Clause, PlacedDate, Reading

_BEING = frozenset({"وهو", "وهي", "وكان", "وكانت"})
_BREAKS = frozenset(";:.")
_LINKS = ("clause-openers", "clause-coordinators", "conjunctions")
CITY_IS = "city-is"  # عاصمة اليونان: what a place is, behind its name
KNOWN_AS = "known-as"  # المعروف آنذاك ب، ممثلة ل: what stands before by another name or part
APPOSED = "apposed"  # "a", "its", "then": before what somebody is
UPON = "upon"  # إثر، ردا على: before what something was done upon
TURNS = "turns"  # أما: the clause turns to what stands behind
HONORIFICS = "honorifics"  # الراحل, السابق, beside a name
BALLOTS = "tally-ballots"  # صوتا, "votes"
_LONGEST = 12  # words of what somebody is
_NAMES = frozenset({"state", "place", "organisation"})  # such lists go on behind a comma


def found(reading: Reading) -> dict[int, int]:
    """Return where each insertion between commas ends, by the comma that opens it.

    Of English only relative clauses are read so that stand between a subject and its verb.
    """
    spans: dict[int, int] = {} if reading.lists.language == "ar" else dict(told_of(reading))
    words = reading.words
    commas = [index for index, word in enumerate(words) if word.form == ","]
    for index, closing in pairwise(commas):
        if reading.lists.language != "ar":
            if index and _parts_subject(reading, index, closing):
                spans[index] = closing + 1
            continue
        opens = (
            _is_clause(reading, index)
            or reading.has(index + 1, KNOWN_AS)
            or reading.has(index + 1, CITY_IS)
            or _describes(reading, index, closing)
            or _tells_why(reading, index, closing)
            or _counts_votes(reading, index, closing)
        )
        whole = not any(word.form in _BREAKS for word in words[index:closing])
        awaits = _awaits_object(reading, index)
        goes_on = _goes_on(reading, closing + 1, awaits=awaits)
        goes_on = goes_on or _answers(reading, index, closing + 1)
        goes_on = goes_on or (_tells_why(reading, index, closing) and _alone(reading, closing + 1))
        if index and opens and whole and goes_on:
            spans[index] = closing + 1
    return spans


def _parts_subject(reading: Reading, opening: int, closing: int) -> bool:
    """Whether an English relative clause ends before the verb: "its admission, which …, followed".

    A preposition may lead to it: "on which the Council adopted resolution 745".
    """
    relative = opening + 1 + reading.has(opening + 1, PREPOSITIONS)
    whole = not any(word.form in _BREAKS for word in reading.words[opening:closing])
    told = reading.has(relative, RELATIVES) or _apposes(reading, opening, closing)
    dated = any(d.start == opening + 1 for d in reading.dates)  # "Kenya, that same year, joined"
    return whole and told and closing + 1 in reading.predicates and not dated


def _apposes(reading: Reading, opening: int, closing: int) -> bool:
    """Whether English words between commas say what the name before them is: "a small state"."""
    return (
        reading.has(opening + 1, APPOSED)
        and closing - opening <= _LONGEST
        and any(e.end == opening for e in reading.entities)
        and not reading.predicate_between(opening, closing)
        and not any(opening < d.start < closing for d in reading.dates)
        and not any(reading.words[index].form == "and" for index in range(opening, closing))
        and not any(reading.entities_at.get(index) for index in (opening + 1, opening + 2))
    )


def _is_clause(reading: Reading, opening: int) -> bool:
    """Whether a relative clause opens, or one that tells what was named is: مصر، وهي منها،."""
    if reading.has(opening + 1, RELATIVES):
        return True
    return reading.words[opening + 1].form in _BEING and any(
        e.end == opening and e.mention.entity.kind in {"state", "person"} for e in reading.entities
    )


def _describes(reading: Reading, opening: int, closing: int) -> bool:
    """Whether the words between two commas say what the person named before them is."""
    return (
        closing - opening <= _LONGEST
        and any(e.end == opening and e.mention.entity.kind == "person" for e in reading.entities)
        and not reading.predicate_between(opening, closing)
        and not reading.words[opening + 1].form.startswith("و")
        and not any(
            e.mention.entity.kind in {"person", *_NAMES}
            for e in reading.entities_at.get(opening + 1, ())
        )
    )


def _tells_why(reading: Reading, opening: int, closing: int) -> bool:
    """Whether the words between two commas tell upon what, with no verb or date: إثر غارات …."""
    return (
        closing - opening <= _LONGEST
        and (cue := reading.cue(opening + 1, UPON)) is not None
        and not cue.form.conjunction
        and not reading.predicate_between(opening, closing)
        and not any(opening < date.start < closing for date in reading.dates)
    )


def _counts_votes(reading: Reading, opening: int, closing: int) -> bool:
    """Whether the words between two commas tell by how many votes: انتُخبت، بـ169 صوتا، عضوا."""
    inside = range(opening + 1, closing)  # صوتا looks like a verb: no predicate is asked for
    return (
        len(inside) <= _LONGEST
        and reading.words[opening + 1].form.startswith("ب")
        and any(reading.has(index, BALLOTS) for index in inside)
        and not any(reading.entities_at.get(index) for index in inside)
    )


def _awaits_object(reading: Reading, opening: int) -> bool:
    """Whether an Arabic verb and its subject alone stand before a comma: زار كوفي عنان، الذي …،."""
    subject = opening - 1
    while subject >= 0 and (reading.inside_mention(subject) or reading.has(subject, HONORIFICS)):
        subject -= 1
    return subject < opening - 1 and subject in reading.predicates


def _goes_on(reading: Reading, index: int, *, awaits: bool) -> bool:
    """Whether the clause around goes on at word `index`: no "and", no further name of a list.

    :param awaits: whether the verb before has no object yet, so that a name can be that.
    """
    if index >= len(reading.words) or any(reading.has(index, name) for name in _LINKS):
        return False
    joined = any(cue.form.conjunction for cue in reading.cues_at.get(index, ()))
    named = [e.mention for e in reading.entities_at.get(index, ())]
    # "…, who visited France, Germany, Italy": a list goes on.
    before = {e.mention.entity.kind for e in reading.entities if e.end == index - 1}
    return not (
        joined
        or index in reading.predicates
        or reading.words[index].form.startswith("و")
        or any("و" in m.clitics for m in named)
        or (not awaits and any(m.entity.kind in _NAMES & before for m in named))
    )


def _alone(reading: Reading, index: int) -> bool:
    """Whether one name stands here with which no list goes on: احتلت روما، بدعم من برلين، …."""
    ends = [e.end for e in reading.entities_at.get(index, ()) if not e.mention.clitics]
    if not ends or max(ends) >= len(reading.words):
        return False
    behind = reading.words[max(ends)].form
    return behind != "," and not behind.startswith("و")


def _answers(reading: Reading, opening: int, index: int) -> bool:
    """Whether word `index` goes on with ف to what أما named: أما كابول، عاصمة أفغانستان، فقد."""
    if index >= len(reading.words) or not reading.words[index].form.startswith("ف"):
        return False
    marks = (i for i in range(opening - 1, -1, -1) if reading.words[i].is_mark)
    return any(reading.has(i, TURNS) for i in range(next(marks, -1) + 1, opening))


def narrowed(reading: Reading, start: int, end: int, clause: Clause) -> Clause:
    """Return the part of `clause` that is said with the words from `start` to `end`."""
    for opening, closing in reading.insertions.items():
        if opening < start and end <= closing and _is_clause(reading, opening):
            return Clause(max(clause.start, opening), min(clause.end, closing), "subordinate")
    return clause


def spanned(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """Return the relative clauses that the words from `start` to `end` stand around."""
    return [(o, c) for o, c in reading.insertions.items() if start <= o and c <= end]


def holds(reading: Reading, index: int) -> bool:
    """Return whether word `index` lies in an insertion, around which its clause goes on."""
    return any(opening <= index < closing - 1 for opening, closing in reading.insertions.items())


def aside(reading: Reading, index: int, end: int) -> bool:
    """Return whether word `index` is in an insertion of which what ends at `end` is no part."""
    return any(
        opening < index < closing and not opening < end <= closing
        for opening, closing in reading.insertions.items()
    )


def without(reading: Reading, dates: Sequence[PlacedDate], end: int) -> list[PlacedDate]:
    """Return the dates but those of insertions of which what ends at `end` is no part."""
    return [d for d in dates if not aside(reading, d.start, end)]
