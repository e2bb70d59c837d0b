"""Insertions between commas: what stands around them goes on as if they were not there.

"X, who had led the union before, was sworn in as president": the words that a rule looks for may
stand on both sides, and neither side's date is the other's. An insertion is a relative clause, or
what a person or a city is (نيلسون مانديلا، زعيم المؤتمر الوطني، …), by how many votes, upon what.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from loaders.mentions.mention import Form
from loaders.statements.sentence.appositions import found as told_of
from loaders.statements.sentence.list_names import (
    APPOSED,
    HONORIFICS,
    PREPOSITIONS,
    RELATIVES,
    TALLY_BALLOTS,
    TURNS,
)
from loaders.statements.sentence.reading import Clause, PlacedDate, Reading
from loaders.statements.sentence.relative_insertions import unmarked

_BEING = frozenset({"وهو", "وهي", "وكان", "وكانت"})
_BREAKS = frozenset(";:.")
_LINKS = ("clause-openers", "clause-coordinators", "conjunctions")
CITY_IS = "city-is"  # عاصمة اليونان: what a place is, behind its name
KNOWN_AS = "known-as"  # المعروف آنذاك ب، ممثلة ل: what stands before by another name or part
LEFT_OUT = "left-out"  # "but not": before those of whom the sentence does not tell it
UPON = "upon"  # إثر، ردا على: before what something was done upon
_SHORT = 4  # letters
_LONGEST = 12  # words of what somebody is
ASIDES = "name-asides"  # إحدى, بقيادة: may begin what is said of a state or body between commas
CALLED = "called"  # كانت تسمى: before another name of what stands before
_TOLD = frozenset({"state", "place", "organisation", "organ"})
_NAMES = frozenset({"state", "place", "organisation"})  # such lists go on behind a comma


def found(reading: Reading) -> dict[int, int]:
    """Return where each insertion between commas ends, by the comma that opens it.

    Of English only relative clauses are read so that stand between a subject and its verb.
    """
    spans: dict[int, int] = {} if reading.lists.language == "ar" else dict(told_of(reading))
    words = reading.words
    for index, closing in _pairs(reading):
        if reading.lists.language != "ar":
            if index and _parts_subject(reading, index, closing):
                spans[index] = closing + 1
            continue
        opens = (
            words[index].form == "("
            or _is_clause(reading, index)
            or reading.has(index + 1, KNOWN_AS)
            or reading.has(index + 1, CITY_IS)
            or _describes(reading, index, closing)
            or _names_again(reading, index, closing)
            or _tells_why(reading, index, closing)
            or _counts_votes(reading, index, closing)
        )
        whole = not any(word.form in _BREAKS for word in words[index:closing])
        awaits = _awaits_object(reading, index)
        goes_on = _goes_on(reading, closing + 1, awaits=awaits)
        goes_on = goes_on or _answers(reading, index, closing + 1)
        goes_on = goes_on or _lists_on(reading, index, closing + 1)
        goes_on = goes_on or (_tells_why(reading, index, closing) and _alone(reading, closing + 1))
        if index and opens and whole and goes_on:
            spans[index] = closing + 1
    return spans | unmarked(reading) | _closing(reading)


def _closing(reading: Reading) -> dict[int, int]:
    """Return what is said of a name at the end of an Arabic sentence: غزت تشاد، جارة ليبيا."""
    words = reading.words
    comma = next((i for i in range(len(words) - 1, 0, -1) if words[i].form == ","), None)
    if comma is None or comma + 1 >= len(words) or reading.lists.language != "ar":
        return {}
    end = next((i for i in range(comma, len(words)) if words[i].form in _BREAKS), len(words))
    return {comma: end} if _names_again(reading, comma, end) else {}


def _pairs(reading: Reading) -> list[tuple[int, int]]:
    """Return the places of two marks in a row, by the first one: commas, in Arabic dashes as well.

    Between parentheses in Arabic stands what something is called otherwise: (كانت تسمى سيام).
    """
    marks = (
        [i for i, w in enumerate(reading.words) if w.form in mark] for mark in (",", "-", "()")
    )
    if reading.lists.language != "ar":
        return list(pairwise(next(marks)))
    pairs = [pair for places in marks for pair in pairwise(places)]
    return sorted(p for p in pairs if reading.words[p[0]].form != "(" or _is_known_as(reading, *p))


def is_naming(reading: Reading, opening: int) -> bool:
    """Return whether the words in parentheses only tell another name: (كانت تسمى سيام)."""
    return reading.has(opening + 1, CALLED)


def _is_known_as(reading: Reading, opening: int, closing: int) -> bool:
    """Whether words in parentheses name once more the state before them: (سيلان آنذاك)."""
    keys = {e.mention.entity.key for e in reading.entities if e.end == opening}
    again = {e.mention.entity.key for e in reading.entities_at.get(opening + 1, ())}
    bare = not any(opening < date.start < closing for date in reading.dates)
    return is_naming(reading, opening) or (bare and bool(keys & again))


def _parts_subject(reading: Reading, opening: int, closing: int) -> bool:
    """Whether an English relative clause ends before the verb: "its admission, which …, followed".

    A preposition may lead to it: "on which the Council adopted resolution 745".
    """
    relative = opening + 1 + reading.has(opening + 1, PREPOSITIONS)
    whole = not any(word.form in _BREAKS for word in reading.words[opening:closing])
    told = (
        reading.has(relative, RELATIVES)
        or _apposes(reading, opening, closing)
        or _leaves_out(reading, opening, closing)
    )
    dated = any(d.start == opening + 1 for d in reading.dates)  # "Kenya, that same year, joined"
    return whole and told and closing + 1 in reading.predicates and not dated


def _leaves_out(reading: Reading, opening: int, closing: int) -> bool:
    """Whether English words between commas name of whom it is not told: ", but not Chad,"."""
    cue = reading.cue(opening + 1, LEFT_OUT)
    return (
        cue is not None
        and any(e.start >= cue.end and e.end == closing for e in reading.entities)
        and not reading.predicate_between(opening, closing)
    )


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
        and not reading.has(opening + 1, "conjunctions")
        and not any(
            e.mention.entity.kind in {"person", *_NAMES}
            for e in reading.entities_at.get(opening + 1, ())
        )
    )


def _names_again(reading: Reading, opening: int, closing: int) -> bool:
    """Whether the words between two commas say what the state or body named before them is.

    They hold no verb and no date, and begin with a definite noun (المستعمرة الفرنسية السابقة) or
    with a word of the list ``name-asides`` (إحدى دول الكومنولث); what begins with a name is a list.
    """
    first = opening + 1
    said = reading.cue(first, ASIDES)
    named = (e.mention.form for e in reading.entities_at.get(first, ()))
    return (
        closing - opening <= _LONGEST
        and any(e.end == opening and e.mention.entity.kind in _TOLD for e in reading.entities)
        and ((said is not None and not said.form.conjunction) or _is_definite(reading, first))
        and not reading.predicate_between(opening, closing)
        and not any(opening < date.start < closing for date in reading.dates)
        and all(form is Form.DESCRIPTION for form in named)
    )


def _is_definite(reading: Reading, index: int) -> bool:
    """Whether a word has the Arabic article, which إلى and إلا begin like."""
    form = reading.words[index].form
    return form.startswith("ال") and len(form) > _SHORT and not reading.has(index, PREPOSITIONS)


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
        and any(reading.has(index, TALLY_BALLOTS) for index in inside)
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


def _lists_on(reading: Reading, opening: int, index: int) -> bool:
    """Whether a list goes on with one like the name before: غانا، وهي دولة صغيرة، وكينيا."""
    kinds = {e.mention.entity.kind for e in reading.entities if e.end == opening}
    return any(
        "و" in e.mention.clitics and e.mention.entity.kind in kinds & {"state", "place"}
        for e in reading.entities_at.get(index, ())
    )


def _answers(reading: Reading, opening: int, index: int) -> bool:
    """Whether word `index` goes on with ف to what أما named: أما كابول، عاصمة أفغانستان، فقد."""
    if index >= len(reading.words) or not reading.words[index].form.startswith("ف"):
        return False
    marks = (i for i in range(opening - 1, -1, -1) if reading.words[i].is_mark)
    return any(reading.has(i, TURNS) for i in range(next(marks, -1) + 1, opening))


def narrowed(reading: Reading, start: int, end: int, clause: Clause) -> Clause:
    """Return the part of `clause` that is said with the words from `start` to `end`."""
    for opening, closing in reading.insertions.items():
        told = _is_clause(reading, opening) or reading.has(opening, RELATIVES)
        if told and opening < start and end <= closing:
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
