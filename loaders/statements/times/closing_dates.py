"""Dates that close a sentence behind a comma: "joined after talks of two years, on 3 May 1965."."""

from __future__ import annotations

from loaders.statements.candidate import Candidate
from loaders.statements.sentence.list_names import TIME_RELATIONS
from loaders.statements.sentence.reading import PlacedDate, Reading
from loaders.statements.times import dating

_LEADS = frozenset({"في", "يوم", "بتاريخ", "عام", "سنه"})
_AS = "كما"  # before what is only said in between: كما سبقت الإشارة
_REACH = 4  # words from "after" to the verb of what a noun behind it did: بعد مفاوضات دامت عامين


def closing(candidate: Candidate) -> PlacedDate | None:
    """Return the date behind a comma that ends an Arabic sentence and is the verb's of before."""
    reading, match = candidate.reading, candidate.match
    if reading.lists.language != "ar" or candidate.rule.date == "range":
        return None
    placed = next((d for d in reading.dates if d.start >= match.end and _closes(reading, d)), None)
    if placed is None or dating.is_range(placed) or placed.mention.role != "point":
        return None
    told_since = any(
        match.end <= p < placed.start and not _told_between(reading, p) for p in reading.predicates
    )
    return None if told_since or not dating.free(reading, placed) else placed


def _closes(reading: Reading, date: PlacedDate) -> bool:
    """Whether a comma, with a preposition or not, stands before a date and an end behind it."""
    words, end = reading.words, date.end
    before = date.start - 1 - (words[date.start - 1].form in _LEADS)
    if before < 1 or words[before].form != ",":
        return False
    if end >= len(words) or words[end].form in {".", ";"}:
        return True
    return words[end].form == "," and end + 1 < len(words) and words[end + 1].form[0] == "و"


def _told_between(reading: Reading, index: int) -> bool:
    """Whether a verb only tells of a noun behind "after", or how something is known."""
    if reading.words[index - 1].form == _AS or reading.has(index, TIME_RELATIONS):
        return True  # قبل الحرب بسنوات is no verb
    before = range(max(0, index - _REACH), index)
    return any(reading.has(place, TIME_RELATIONS) for place in before) and not any(
        reading.words[place].form == "," for place in before
    )
