"""When resolutions were adopted, told apart from them: behind all of them, or with the vote."""

from __future__ import annotations

from loaders.mentions.mention import Basis
from loaders.statements.candidate import Candidate, Dated, Item, weakest
from loaders.statements.lists.number_lists import cited_numbers
from loaders.statements.rulebook.wordlists import Cue
from loaders.statements.sentence.list_names import ADOPTED, RELATIVES, RESPECTIVELY
from loaders.statements.sentence.reading import PlacedDate, Reading
from loaders.statements.times import dating
from loaders.statements.times.borrowing import NTH, behind_clause

BOTH_WERE = "both-were"  # صدر القراران: before the date of all that the sentence has named
VOTED_ON = "voted"
ADOPTED_IT = "adopted-it"  # اعتمده: the resolution that was just told
LEADS_BACK = "leads-back"  # وهو القرار الذي، وقد: before such a verb
_BEHIND = 6  # words from the verb of adoption to its day
_ADOPTION = 6  # words from a resolution's number to the day of its adoption in a relative clause
_NEXT = 2  # words between such a cue and its date
_NTH_REACH = 5  # words from "the first of them" to its date, with no verb or mark between


def adopted_then(candidate: Candidate) -> PlacedDate | None:
    """Return the day of adoption that a relative clause gives: القرار ٧٤٨ الذي اعتمده في …."""
    reading, end = candidate.reading, candidate.match.end
    end += end < len(reading.words) and reading.words[end].form == ","
    if not (reading.has(end, RELATIVES) and reading.has(end + 1, "adopted")):
        return None
    return next((d for d in reading.dates if end < d.start <= end + _ADOPTION), None)


def told_of_all(candidate: Candidate) -> PlacedDate | None:
    """Return when the resolutions that the sentence has named were adopted, or the nth of them.

    "…, and both were adopted on 16 December"; وصدر الأول في 18 أيار والثاني بعده بيومين.
    """
    reading = candidate.reading
    listed, own = _resolutions(candidate)
    if own is None:
        return None
    nth = next((name for name, place in NTH.items() if place == own and place >= 0), "")
    for cue in reading.cues:
        if cue.start > listed[-1] and cue.name in {BOTH_WERE, nth} and not _of_month(reading, cue):
            return next((d for d in reading.dates if 0 <= d.start - cue.end <= _NEXT), None)
    return None


def told_behind(candidate: Candidate) -> PlacedDate | None:
    """Return when a clause behind says that it was adopted: "…, وقد اعتمده المجلس في 18 أيار".

    That clause must come before the next resolution, and have nothing before its verb but what
    leads back to this one: وهو القرار الذي.
    """
    reading = candidate.reading
    listed, own = _resolutions(candidate)
    if own is None:
        return None
    stop = next((n for n in listed if n > listed[own]), len(reading.words))
    for verb in range(candidate.match.end, stop):
        if not reading.has(verb, ADOPTED_IT) or not _leads_back(reading, verb):
            continue
        for placed in reading.dates:
            apart = range(verb + 1, placed.start)
            near = placed.start > verb and len(apart) <= _BEHIND and placed.end <= stop
            if (
                near
                and not dating.is_range(placed)
                and not any(reading.words[i].is_mark or i in reading.predicates for i in apart)
            ):
                return placed
    return None


def _leads_back(reading: Reading, verb: int) -> bool:
    """Whether a verb opens its clause, behind a comma and perhaps words that lead back."""
    link = next((c for c in reading.cues if c.end == verb and c.name == LEADS_BACK), None)
    opening = verb if link is None else link.start
    return opening > 0 and reading.words[opening - 1].form == ","


def of_nth(candidate: Candidate, item: Item) -> Dated | None:
    """Return when the resolution was adopted that is told by its place in the list before.

    القراران 447 و454، الأول في 28 مارس والثاني في 2 نوفمبر; وقد صدر أولهما عن المجلس في ….
    """
    reading, items = candidate.reading, candidate.items
    place = items.index(item)
    for cue in reading.cues:
        wanted = NTH.get(cue.name)
        if wanted is None or cue.start < items[-1].end or wanted % len(items) != place:
            continue
        if wanted >= len(items) or _of_month(reading, cue):
            continue
        for placed in reading.dates:
            apart = range(cue.end, placed.start)
            if (
                cue.end <= placed.start
                and len(apart) <= _NTH_REACH
                and not any(reading.words[i].is_mark or i in reading.predicates for i in apart)
            ):
                return Dated(placed, placed.mention.basis)
    return None


def _of_month(reading: Reading, cue: Cue) -> bool:
    """Whether "the first" is part of a month's name: تشرين الأول."""
    return reading.inside_mention(cue.start)


def respective(candidate: Candidate) -> PlacedDate | None:
    """Return the date of a resolution in its turn: "by resolutions …, on … and …, respectively"."""
    reading = candidate.reading
    listed, own = _resolutions(candidate)
    end = next((cue.start for cue in reading.cues if cue.name == RESPECTIVELY), None)
    if own is None or end is None:
        return None
    dates = [d for d in reading.dates if listed[0] < d.start < end]
    if any(d.start < listed[-1] for d in dates):
        return None  # one of them has its date beside it
    return dates[own] if len(dates) == len(listed) > 1 else None


def _resolutions(candidate: Candidate) -> tuple[list[int], int | None]:
    """Return where the sentence has numbers of resolutions, and which is the candidate's."""
    listed, numbers = cited_numbers(candidate.reading), candidate.match.numbers
    first = numbers[0][1].start if numbers else -1
    return listed, listed.index(first) if first in listed else None


def of_vote_behind(candidate: Candidate) -> PlacedDate | None:
    """Return when it was voted on, as the next clause tells: "…, and 119 voted for it on"."""
    reading = candidate.reading
    for start in behind_clause(candidate):
        if reading.has(start, VOTED_ON):
            clause = reading.clause(start)
            return next((d for d in reading.dates if start < d.start < clause.end), None)
    return None


def of_adoption_behind(candidate: Candidate) -> Dated | None:
    """Return the day of adoption told behind the counts: "nine opposed it. …, adopted on 3 May"."""
    reading, end = candidate.reading, candidate.match.end
    for cue in reading.cues:
        if cue.name != ADOPTED or cue.start < end:
            continue
        for placed in reading.dates:
            near = 0 <= placed.start - cue.end <= _BEHIND
            if near and not dating.is_range(placed):
                return Dated(placed, weakest(placed.mention.basis, Basis.INHERITED), elsewhere=True)
    return None
