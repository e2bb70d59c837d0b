"""The items of a list: which words and which dates are each one's own."""

from __future__ import annotations

from dataclasses import replace
from itertools import dropwhile, pairwise, takewhile

from loaders.document import Span
from loaders.mentions.dates.edtf import EdtfDate
from loaders.mentions.mention import Form
from loaders.statements.candidate import Candidate, Filler, Item
from loaders.statements.lists.fronted_dates import leads_to_other, led_by_date
from loaders.statements.sentence import governing
from loaders.statements.sentence.list_names import (
    BEING,
    CONJUNCTIONS,
    FILLERS,
    HAPPENING,
    ONE_OF_TWO,
    PREPOSITIONS,
    RELATIVES,
    RESPECTIVELY,
    TIME_RELATIONS,
)
from loaders.statements.sentence.reading import PlacedDate, Reading
from loaders.statements.times import anchors, dating

FORMER_AND_LATTER = "former-and-latter"
ELECTION = "elected"  # the qualifier of rules whose date is a term, for the day of the election
_ONLY_WHEN = ("being", HAPPENING, "that-was")
_DATE_REACH = 9  # words from one date of a list to the next
_ORDINAL_REACH = 2  # words between "the first" and its date


def distributive(candidate: Candidate) -> bool:
    """Whether the listed items go apart: numbers do, names if two of them have a date each."""
    if len(candidate.items) < 2:
        return False
    if candidate.rule.axis.startswith("#") or in_order(candidate):
        return True
    if candidate.rule.date in {"none", "governed"}:
        return False
    dated = [i for i in candidate.items if i.front or own_dates(candidate, i.end, i.stop)]
    return len(dated) > 1 or any(i.front for i in candidate.items)


def named_items(candidate: Candidate, role: str) -> list[Item]:
    """Return the names that fill `role` as items, each with the words and date that are its own.

    A date behind "and" and before a name is that name's, and that of the names listed with it.
    """
    filled = candidate.fillers.get(role, [])
    if any(f.words is None for f in filled) and any(f.beside for f in filled):
        return []  # "was signed by both along with Barbados": none of them has words of its own
    named = [(f, f.words) for f in filled if f.words is not None]
    items: list[Item] = []
    front: PlacedDate | None = None
    for filler, (start, end) in named:
        before = items[-1].end if items else start
        own = _front_date(candidate, before, start)
        if own is not None:
            items[-1] = replace(items[-1], stop=own.start)
        elif items:
            items[-1] = replace(items[-1], stop=start)
            if own_dates(candidate, before, start):
                front = None
        front = own or front
        items.append(Item(start, end, candidate.clause.end, filler=filler, front=front))
    return _with_first_front(candidate, items)


def _with_first_front(candidate: Candidate, items: list[Item]) -> list[Item]:
    """Give the first names the date that they follow, as others have: "In 1990 A and in 1992 B"."""
    if not items or items[0].front is not None or not any(item.front for item in items):
        return items
    reading, first = candidate.reading, items[0].start
    near = [d for d in reading.dates if candidate.clause.start <= d.start and d.end <= first]
    front = next(
        (d for d in near if all(_leads_on(reading, i) or i == d.end for i in range(d.end, first))),
        None,
    )
    led = len([*takewhile(lambda item: item.front is None, items)])
    if any(own_dates(candidate, item.end, item.stop) for item in items[:led]):
        return items
    return [*(replace(item, front=front) for item in items[:led]), *items[led:]]


def _front_date(candidate: Candidate, start: int, stop: int) -> PlacedDate | None:
    """Return the date that "and" joins to the list and that the name at `stop` follows."""
    reading = candidate.reading
    for date in reading.dates:
        if not (start <= date.start and date.end <= stop) or date.mention.role == "document":
            continue
        if _ends_term(reading, date):
            continue
        before = range(start, date.start)
        joined = any(reading.has(i, CONJUNCTIONS) or led_by_date(candidate, i) for i in before)
        joined = joined or any(
            reading.words[i].form.startswith("و") and reading.lists.language == "ar"
            for i in range(max(start, date.start - 2), date.start + 1)
        )
        close = all(
            reading.words[i].form == "," or _leads_on(reading, i) for i in range(date.end, stop)
        )
        if joined and close:
            return date
    return None


def _ends_term(reading: Reading, date: PlacedDate) -> bool:
    """Whether a year goes with the one before: "by Chile in 1996 and 1997, by Peru in …"."""
    return any(
        _next_year(before, date) and _joins(reading, before, date) for before in reading.dates
    )


def _leads_on(reading: Reading, index: int) -> bool:
    """Whether word `index` may stand before a name with a front date: "the 140th member of …"."""
    names = (FILLERS, governing.MEMBER, PREPOSITIONS)
    return any(
        cue.start <= index < cue.end
        for start in range(max(0, index - 2), index + 1)
        for cue in reading.cues_at.get(start, ())
        if cue.name in names
    ) or any(n.start <= index < n.end and n.mention.kind == "ordinal" for n in reading.numbers)


def terms_of(candidate: Candidate, own: list[PlacedDate]) -> list[PlacedDate]:
    """Return the terms of a list of them, or nothing if the dates are no list."""
    own = _first_list(candidate, own)
    terms = [d for d in own if dating.is_range(d)] or own
    if terms != own and _date_list(candidate, own):  # years between terms are terms of one year
        terms = [d for d in own if dating.is_range(d) or d.mention.date.precision == "year"]
        if any(valued.name == ELECTION for valued in candidate.rule.qualifiers):
            # "was elected in 1958 for 1959-60": the first of them is the year of the election.
            terms = list(dropwhile(lambda d: not dating.is_range(d), terms))
    return terms if _date_list(candidate, terms) else []


def _first_list(candidate: Candidate, dates: list[PlacedDate]) -> list[PlacedDate]:
    """Return the dates up to the first name: "in 1968-69 and 1992-93, Slovakia in 2006-07"."""
    entities = candidate.reading.entities
    for index, (a, b) in enumerate(pairwise(dates)):
        if leads_to_other(candidate.reading, b):
            return dates[: index + 1]
        if any(a.end <= e.start < b.start and e.mention.form is Form.NAME for e in entities):
            return dates[: index + 1]
    return dates


def points_of(candidate: Candidate, own: list[PlacedDate]) -> list[PlacedDate]:
    """Return several points in time that are joined by "and": one deed on each of them."""
    own = _first_list(candidate, own)
    points = [d for d in own if not dating.is_range(d) and dating.free(candidate.reading, d)]
    apart = all(
        any(candidate.reading.has(index, CONJUNCTIONS) for index in range(a.end, b.start))
        or candidate.reading.words[b.start - 1].form.startswith("و")  # وفي
        or candidate.reading.words[b.start].form.startswith("و")  # و13 أكتوبر
        or candidate.reading.words[a.end].form == ","
        for a, b in pairwise(points)
    )
    return points if len(points) > 1 and apart and _date_list(candidate, points) else []


def joined_years(candidate: Candidate, own: list[PlacedDate]) -> tuple[list[PlacedDate], bool]:
    """Make one term of "1962 and 1963", two years that follow each other; say if any was made."""
    reading, found = candidate.reading, list[PlacedDate]()
    merged = False
    for placed in own:
        before = found[-1] if found else None
        if before is not None and _next_year(before, placed) and _joins(reading, before, placed):
            a, b = before.mention, placed.mention
            date = EdtfDate(f"{a.date.edtf}/{b.date.edtf}", a.date.begin, b.date.end, "interval")
            span = Span(a.span.start, b.span.end)
            mention = replace(a, span=span, date=date)
            found[-1] = replace(before, mention=mention, end=placed.end)
            merged = True
        else:
            found.append(placed)
    return found, merged


def _joins(reading: Reading, first: PlacedDate, second: PlacedDate) -> bool:
    """Whether nothing but "and", attached in Arabic, stands between two dates."""
    if second.start == first.end:
        return reading.words[second.start].form.startswith("و")
    return second.start - first.end == 1 and reading.has(first.end, CONJUNCTIONS)


def _next_year(first: PlacedDate, second: PlacedDate) -> bool:
    a, b = first.mention.date.edtf, second.mention.date.edtf
    return a.isdecimal() and b.isdecimal() and int(b) == int(a) + 1


def adjacent_items(candidate: Candidate, item: Item) -> bool:
    """Whether nothing but a conjunction stands between the item and the next one."""
    return item.stop - item.end <= 3


def own_dates(candidate: Candidate, start: int, stop: int) -> list[PlacedDate]:
    """Return the dates within the words of an item, also those of participles ("issued on")."""
    reading = candidate.reading
    start = _behind_relative(reading, start, stop)
    relations = [d for d in reading.dates if start <= d.start < stop]
    return [
        d
        for d in relations
        if not _told_of_other(candidate, start, d.start)
        and d.mention.role != "document"
        and not governing.ends_with(reading, d.start - 1, TIME_RELATIONS)
        and not anchors.measured_from(reading, candidate.match, d)
    ]


def _told_of_other(candidate: Candidate, start: int, end: int) -> bool:
    """Whether a verb of its own stands between: not the "was" of a noun, أما عضويتها فكانت في …."""
    reading = candidate.reading
    verbs = [p for p in reading.predicates if start <= p < end]
    if verbs and anchors.is_nominal(candidate.match):
        verbs = [p for p in verbs if not reading.has(p, BEING)]
    if reading.lists.language == "en":
        verbs = [p for p in verbs if not _only_came(reading, p)]
    return bool(verbs)


def _only_came(reading: Reading, verb: int) -> bool:
    """Whether a relative clause only tells when: "and resolution 389, which followed in April"."""
    return reading.has(verb, HAPPENING) and reading.has(verb - 1, RELATIVES)


def _behind_relative(reading: Reading, start: int, stop: int) -> int:
    """Return where a relative clause between commas ends: "the OAU, which it founded, on …"."""
    forms = [word.form for word in reading.words[start:stop]]
    if forms[:1] != [","] or not reading.has(start + 1, RELATIVES) or "," not in forms[2:]:
        return start
    return start + forms.index(",", 2) + 1


def _date_list(candidate: Candidate, dates: list[PlacedDate]) -> bool:
    """Whether the dates are joined by "and", commas or "then again" alone."""
    reading = candidate.reading
    return all(
        b.start - a.end <= _DATE_REACH
        and not any(
            a.end <= e.start < b.start and e.mention.form is not Form.PRONOUN  # "after leaving it"
            for e in reading.entities
        )
        and not any(reading.has(i, ONE_OF_TWO) for i in range(a.end, b.start))
        and not reading.predicate_between(a.end, b.start)
        for a, b in pairwise(dates)
    )


def in_order(candidate: Candidate) -> bool:
    """Whether the clause says "respectively": two lists go together item by item."""
    clause = candidate.clause
    return _former_and_latter(candidate) or any(
        candidate.reading.has(index, RESPECTIVELY) for index in range(clause.start, clause.end)
    )


def _former_and_latter(candidate: Candidate) -> bool:
    """Whether two items are told apart behind them: …، الأولى في 2005 والثانية في 2009."""
    reading, items = candidate.reading, candidate.items
    if len(items) != 2 or candidate.rule.axis.startswith("#"):
        return False
    told = [
        index
        for index in range(items[-1].end, candidate.clause.end)
        if reading.has(index, FORMER_AND_LATTER)
        and any(index < date.start <= index + _ORDINAL_REACH for date in reading.dates)
    ]
    return len(told) == len(items)


def counted_off(candidate: Candidate) -> list[PlacedDate]:
    """Return the dates of "the first on X, the second on Y" in order, or nothing."""
    reading, found = candidate.reading, list[PlacedDate]()
    for number in reading.numbers:
        wanted = number.mention.kind == "ordinal" and number.mention.value == str(len(found) + 1)
        if not wanted or number.start < candidate.match.end:
            continue
        if not found and _another_deed(reading, candidate.match.end, number.start):
            break
        date = next((d for d in reading.dates if 0 <= d.start - number.end <= _ORDINAL_REACH), None)
        if date is None or reading.inside_mention(number.start):
            continue
        found.append(date)
    return found if len(found) > 1 else []


def _another_deed(reading: Reading, start: int, end: int) -> bool:
    """Whether a verb stands between that does not only tell when it was: "…, the first was on"."""
    return any(
        start <= p < end and not any(reading.has(p, name) for name in _ONLY_WHEN)
        for p in reading.predicates
    )


def pieces_of(
    candidate: Candidate, item: Item | None, fillers: dict[str, list[Filler]]
) -> list[tuple[int, int]]:
    """Return the word ranges that the candidate uses, for a listed item only its own."""
    if item is not None and distributive(candidate):
        return [(item.start, item.end)]
    pieces = [(candidate.match.start, candidate.match.end)]
    for found in fillers.values():
        pieces += [f.words for f in found if f.words is not None]
    return pieces
