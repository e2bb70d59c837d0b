"""When what a candidate says took place: its date, its dates, or the one it shares."""

from __future__ import annotations

from dataclasses import replace

from loaders.mentions.dates.edtf import EdtfDate, open_after
from loaders.statements.candidate import Candidate, Dated, Item
from loaders.statements.lists.fronted_dates import leads_to_another
from loaders.statements.lists.items import (
    adjacent_items,
    counted_off,
    distributive,
    in_order,
    joined_years,
    own_dates,
    pieces_of,
    points_of,
    terms_of,
)
from loaders.statements.lists.number_lists import cited_numbers, one_each
from loaders.statements.retold.retelling import with_next_year
from loaders.statements.sentence import resumed
from loaders.statements.sentence.list_names import DOCUMENT_NOUNS
from loaders.statements.sentence.reading import PlacedDate
from loaders.statements.times import adoptions, anchors, borrowing, dating, incursions
from loaders.statements.times.choosing import choose
from loaders.statements.times.closing_dates import closing
from loaders.statements.times.lengths import begun_term

_PAIR = 2
_ISSUED = 8  # words from a document's number to "of 17 May 2000"
_BESIDE = 2  # words from a tally to its own day
_AT_MEETING = frozenset({"venue", "attended"})
_POINTS = frozenset({"clause", "start", "held", "when", "each", "issued", "term"})


def shared_date(candidate: Candidate) -> Dated | None:
    """Return the date of the clause as a whole, or the one that it shares with the one before."""
    rule, reading = candidate.rule, candidate.reading
    pieces = pieces_of(candidate, None, candidate.fillers)
    placed = None
    if rule.date == "vote" and (counted := borrowing.of_counted(candidate)) is not None:
        return counted
    if rule.date in {"caught", "issued", "vote"} and candidate.match.dates:
        placed = candidate.match.dates[0][1]
    if rule.date == "issued" and placed is None:
        placed = adoptions.respective(candidate)
    if rule.date in {"issued", "caught"} and placed is None:
        begin, end = candidate.match.start, _before_next_document(candidate)
        numbered = [number.start for _, number in candidate.match.numbers]
        placed = _of_day(candidate) if rule.date == "issued" else None
        if placed is None and numbered:
            placed = dating.of_noun(reading, numbered[0], end)
        placed = placed or adoptions.adopted_then(candidate) or dating.of_noun(reading, begin, end)
    if placed is None and rule.date == "vote":
        placed = _of_one_vote(candidate)
    if placed is None:
        placed = choose(reading, candidate.match, candidate.clause, rule.date, pieces)
    if placed is None and rule.date in _POINTS | _AT_MEETING | {"range"}:
        placed = borrowing.told_behind(candidate) or closing(candidate)
        if placed is not None and rule.date in {"term", "range"}:
            placed = with_next_year(reading, placed)
    if placed is None and rule.date == "issued":
        placed = adoptions.of_vote_behind(candidate) or adoptions.told_of_all(candidate)
        placed = placed or adoptions.told_behind(candidate)
    if placed is not None:
        placed = dating.finest(reading, placed)
        return Dated(placed, placed.mention.basis)
    if rule.date in _AT_MEETING:
        return borrowing.when_or_meeting(candidate)
    if rule.date == "witnessed":
        return borrowing.from_sentence_before(candidate)
    if rule.date == "vote":
        issued = dating.of_noun(reading, candidate.clause.start, candidate.match.end)
        if issued is not None:
            return Dated(issued, issued.mention.basis)
        return (
            borrowing.from_before(candidate, through=True)
            or borrowing.meeting_date(candidate)
            or adoptions.of_adoption_behind(candidate)
            or borrowing.date_of_decision(candidate)
        )
    if borrowing.consequence(candidate):
        return borrowing.from_sentence_before(candidate)
    if borrowing.thereby(candidate):
        return borrowing.last_before(candidate) or borrowing.from_sentence_before(candidate)
    if reading.has(candidate.clause.start, borrowing.WHEN):
        return borrowing.just_before(candidate)
    if rule.date in _POINTS and (told := borrowing.before_aside(candidate)) is not None:
        return told
    if rule.date in _POINTS | {"range"} and (told := resumed.date_before(candidate)) is not None:
        return told
    if rule.date == "issued" and borrowing.meets(candidate):
        return borrowing.last_before(candidate)
    if (counted := borrowing.counted_back(candidate)) is not None:
        return counted
    if (moved := incursions.entered(candidate)) is not None:
        return moved
    if rule.date == "held" and any(slot.inherit == "again" for slot in rule.slots):
        left = borrowing.handed_over(candidate)
        if left is not None:
            return left
    if candidate.clause.kind != "coordinate" or rule.date not in {
        "clause",
        "issued",
        "start",
        "held",
        "when",
    }:
        return None
    return borrowing.from_before(candidate)


def _of_one_vote(candidate: Candidate) -> PlacedDate | None:
    """Return the day right behind the later of two tallies that each have one there."""
    dates, match = candidate.reading.dates, candidate.match
    ends = [t.end for t in candidate.reading.tallies_at.values() if t.end <= match.start]
    places = (*ends[-1:], match.end)
    beside = [next((d for d in dates if 0 <= d.start - end <= _BESIDE), None) for end in places]
    return beside[-1] if ends and all(beside) else None


def _beside(candidate: Candidate, date: PlacedDate) -> bool:
    return anchors.told_beside(candidate.reading, candidate.match, date)


def _of_day(candidate: Candidate) -> PlacedDate | None:
    """Return the date joined to an English number by "of": "in resolution 179 of 15 October"."""
    reading = candidate.reading
    ends = [number.end for _, number in candidate.match.numbers]
    if not ends and any(valued.name == "resolution" for valued in candidate.rule.numbers):
        own = range(candidate.match.start, candidate.clause.end)
        ends = [reading.numbers_at[n][0].end for n in cited_numbers(reading) if n in own]
    if not ends or reading.lists.language != "en" or ends[0] >= len(reading.words):
        return None
    joined = reading.words[ends[0]].form == "of"
    dates = reading.dates_at.get(ends[0] + 1, ()) if joined else ()
    return next((d for d in dates if not dating.is_range(d)), None)


def _before_next_document(candidate: Candidate) -> int:
    """Return up to where a date is that of the document caught, not of the next one named."""
    match, end = candidate.match, candidate.match.end + _ISSUED
    others = (
        cue.start
        for cue in candidate.reading.cues
        if cue.name == DOCUMENT_NOUNS
        and match.end < cue.start
        and candidate.reading.numbers_at.get(cue.end)
    )
    return min([end, *others]) if match.numbers else end


def election_day(candidate: Candidate) -> str | None:
    """Return the day of an election, whose term of office is the date of the statement."""
    clause = candidate.clause
    placed = choose(candidate.reading, candidate.match, clause, "clause", [])
    if placed is None and clause.kind == "coordinate":
        shared = borrowing.from_before(candidate)
        placed = shared.placed if shared is not None else None
    return placed.mention.date.edtf if placed is not None else None


def dates_of(
    candidate: Candidate, item: Item | None, index: int, shared: Dated | None
) -> list[Dated | None]:
    """Return the date of one item, or its dates where it has several terms of its own."""
    policy = candidate.rule.date
    if policy == "none":
        return [None]
    if item is not None and in_order(candidate) and (zipped := _zipped_dates(candidate)):
        return [zipped[index]]
    start, stop = candidate.match.end, candidate.clause.end
    if policy in {"term", "range"} and candidate.match.dates:
        start = candidate.match.dates[0][1].start  # "was elected for 2018 and 2019"
    if item is not None:
        alone = len(candidate.items) == 1 and item.end <= candidate.match.end
        start, stop = (start if alone else item.end), item.stop
    own = own_dates(candidate, start, stop)
    if policy in {"term", "range"} and (fronted := _fronted_terms(candidate, own)):
        return fronted
    if policy in {"term", "range"}:
        own, merged = joined_years(candidate, own)
        if merged:  # "in 1999 and 2000, and in October 2000 …": no term is a month
            own = [d for d in own if d.mention.date.precision not in {"day", "month"}]
        if merged and len(terms := terms_of(candidate, own)) <= 1:
            only = (terms or own)[0]  # "was elected in 1947 for 1948 and 1949"
            return [Dated(only, only.mention.basis)]
    if policy in {"term", "range", "elected"} and (begun := begun_term(candidate)) is not None:
        return [Dated(begun, begun.mention.basis)]
    if (
        policy in {"term", "range", "held", "state", "when", "elected"}
        and len(terms := terms_of(candidate, own)) > 1
    ):
        ranges = [dating.is_range(d) for d in terms]
        if policy == "term" or all(ranges) or (policy in {"range", "elected"} and any(ranges)):
            return [Dated(d, d.mention.basis) for d in terms]
    if policy == "each" and len(candidate.items) <= 1:
        # "…, the first since 1946": since then there was none.
        told = [
            d
            for d in own
            if d.mention.role != "since"
            and not leads_to_another(candidate, d)
            and not _beside(candidate, d)
        ]
        visits = points_of(candidate, told) or counted_off(candidate)
        if visits:
            return [Dated(d, d.mention.basis) for d in visits]
    if item is None or policy == "governed":
        return [shared]
    several = distributive(candidate)
    if not several:
        if own and shared is not None and _before_item(candidate, shared, item):
            return [Dated(_preferred(own, policy), own[0].mention.basis)]
        if policy == "issued" and shared is None and own:
            return [Dated(own[0], own[0].mention.basis)]
        return [shared]
    numbered = candidate.rule.axis.startswith("#")
    if numbered and (nth := adoptions.of_nth(candidate, item)) is not None:
        return [nth]
    if (listed := one_each(candidate, index)) is not None:
        return [listed]
    if item.front is not None and not own:
        return [Dated(item.front, item.front.mention.basis)]
    for following in candidate.items[index:]:
        if following is not item and following.front is not None:
            break
        found = own_dates(candidate, following.end, following.stop)
        if found:
            return [Dated(_preferred(found, policy), found[0].mention.basis)]
        if not adjacent_items(candidate, following):
            break
    return [shared]


def _before_item(candidate: Candidate, shared: Dated, item: Item) -> bool:
    """Whether a date goes with something named before the item.

    It stands behind that ("joined A in 1997, and B …"), or before the verb, and the item is not the
    first ("in 1954 it joined A, then B in 1955").
    """
    if shared.elsewhere:
        return False
    fronted = shared.placed.end <= candidate.match.start
    later = bool(candidate.items) and item is not candidate.items[0]
    return (fronted and later) or candidate.match.end <= shared.placed.start < item.start


def _preferred(found: list[PlacedDate], policy: str) -> PlacedDate:
    if policy in {"term", "range"}:
        return next((d for d in found if dating.is_range(d)), found[0])
    return next((d for d in found if not dating.is_range(d)), found[0])


def _zipped_dates(candidate: Candidate) -> list[Dated]:
    clause = candidate.clause
    dates = [d for d in candidate.reading.dates if clause.start <= d.start < clause.end]
    behind = [d for d in dates if d.start >= candidate.items[-1].end]
    if len(behind) == len(candidate.items):
        dates = behind  # "two months later it adopted A and B, on X and Y respectively"
    if len(dates) != len(candidate.items):
        # What stands before the list has dates of its own.
        dates = [d for d in dates if d.start >= candidate.items[-1].end]
    if len(dates) != len(candidate.items):
        return []
    return [Dated(d, d.mention.basis) for d in dates]


def _fronted_terms(candidate: Candidate, own: list[PlacedDate]) -> list[Dated | None]:
    """Return the term or terms that several dates before the words for a seat make, or nothing.

    "In 2015 and 2016 Peru held a seat", "twice, in 1995-1996 and 2007-2008, it was a member";
    كانت السنغال في 2016 و2017 العضو الأفريقي.
    """
    clause, match, reading = candidate.clause, candidate.match, candidate.reading
    before = [d for d in reading.dates if clause.start <= d.start and d.end <= match.end]
    if own or len(before) < 2:
        return []
    if reading.predicate_between(clause.start, min(before[-1].end, match.start)):
        return []
    inside = before[-1].end > match.start < before[0].start
    if inside and reading.lists.language != "ar" and len(match.dates) < _PAIR:
        return []
    terms, merged = joined_years(candidate, before)
    if len(terms) > 1:
        listed = terms_of(candidate, terms) == terms and all(dating.is_range(d) for d in terms)
        terms = terms if listed else []
    elif not merged:
        terms = []
    return [Dated(d, d.mention.basis) for d in terms]


def time_of(policy: str, dated: Dated | None) -> tuple[EdtfDate | None, EdtfDate | None]:
    """Return (date, attested) as the rule wants them."""
    if dated is None:
        return None, None
    date = dated.placed.mention.date
    if policy == "attested" or (policy == "witnessed" and dated.elsewhere):
        return None, date
    open_ended = policy in {"start", "held"} or (
        policy in {"state", "when"} and dated.placed.mention.role == "since"
    )
    if open_ended and "/" not in date.edtf:
        return open_after(date), None
    if policy in {"state", "witnessed"} and "/" not in date.edtf:
        return None, date
    if policy not in {"state", "when", "held"} and date.edtf.endswith("/.."):
        return replace(date, edtf=date.edtf[:-3], end=date.end), None
    return date, None
