"""From a filled candidate to statements: one for each listed item, with its date and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from loaders.document import Span
from loaders.entities import Entity
from loaders.mentions.edtf import EdtfDate
from loaders.mentions.mention import Basis, DateMention
from loaders.statements import dating, slots, values
from loaders.statements.candidate import Candidate, Dated, Filler, Item, filler_of, weakest
from loaders.statements.reading import Clause, PlacedDate, PlacedEntity
from loaders.statements.rule import Slot
from loaders.statements.statement import Evidence, Participant, Statement, Status

RESPECTIVELY = "respectively"
WHEN = "when-openers"  # "in 2002, when it joined"
_TAIL = 16  # a clause's last words are quoted too unless there are more of them than this


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says the words from `start` to `end`, where the text reports somebody's words."""

    entity: Entity
    start: int
    end: int


def statements(candidate: Candidate, speakers: Sequence[Speaker] = ()) -> Iterator[Statement]:
    """Give the statements that the candidate amounts to."""
    items: list[Item | None] = list(candidate.items) or [None]
    shared = _shared(candidate)
    for index, item in enumerate(items):
        fillers = dict(candidate.fillers)
        if item is not None and item.filler is not None:
            fillers[candidate.rule.axis] = [item.filler]
        if not _fill_item_slots(candidate, item, fillers):
            continue
        dates = _dates(candidate, item, index, shared)
        for dated in dates:
            term = dated is not None and (dating.is_range(dated.placed) or len(dates) > 1)
            if candidate.rule.date == "range" and not term:
                continue
            for roles in _combinations(candidate, fillers, index):
                yield _statement(candidate, item, roles, dated, speakers)


def _fill_item_slots(
    candidate: Candidate, item: Item | None, fillers: dict[str, list[Filler]]
) -> bool:
    """Fill the roles that every listed item has for itself; what the last one has is shared."""
    for slot in candidate.rule.slots:
        if slot.where != "item":
            continue
        regions = []
        if item is not None:
            regions.append((item.end, item.stop))
            if candidate.items:
                regions.append((candidate.items[-1].end, candidate.items[-1].stop))
        if len(candidate.items) <= 1:
            regions = [(candidate.match.end, candidate.clause.end)]
            regions.append((candidate.clause.start, candidate.match.start))
        taken = candidate.taken
        for start, end in regions:
            found = _in_region(candidate, slot, start, end, taken)
            if found:
                fillers[slot.role] = found
                break
        if slot.required and not fillers.get(slot.role):
            return False
    return True


def _in_region(
    candidate: Candidate, slot: Slot, start: int, end: int, taken: Sequence[PlacedEntity]
) -> list[Filler]:
    reading = candidate.reading
    for entity in reading.entities:
        if not (start <= entity.start < end) or not slots.fits(reading, slot, entity):
            continue
        if any(entity.start < t.end and t.start < entity.end for t in taken):
            continue
        if slot.after and slots.governor(reading, entity) not in slot.after:
            continue
        if slot.many or slot.together:
            return [filler_of(e) for e in slots.coordinated(reading, entity, slot, end)]
        return [filler_of(entity)]
    return []


def _shared(candidate: Candidate) -> Dated | None:
    """Return the date of the clause as a whole, or the one that it shares with the one before."""
    rule, reading = candidate.rule, candidate.reading
    pieces = _pieces(candidate, None, candidate.fillers)
    placed = None
    if rule.date == "caught" and candidate.match.dates:
        placed = candidate.match.dates[0][1]
    if rule.date in {"issued", "caught"} and placed is None:
        placed = dating.of_noun(reading, candidate.match.start, candidate.match.end + 8)
    if placed is None:
        placed = dating.choose(reading, candidate.match, candidate.clause, rule.date, pieces)
    if placed is not None:
        placed = dating.finest(reading, placed)
        return Dated(placed, placed.mention.basis)
    if rule.date in {"venue", "attended"}:
        return _meeting_date(candidate)
    if rule.date == "witnessed":
        return _from_sentence_before(candidate)
    if rule.date == "vote":
        issued = dating.of_noun(reading, candidate.clause.start, candidate.match.start)
        if issued is not None:
            return Dated(issued, issued.mention.basis)
        return _from_before(candidate, through=True) or _meeting_date(candidate)
    if _consequence(candidate):
        return _from_sentence_before(candidate)
    if reading.has(candidate.clause.start, WHEN):
        return _just_before(candidate)
    if candidate.clause.kind != "coordinate" or rule.date not in {"clause", "issued", "start", "held"}:
        return None
    return _from_before(candidate)


def _consequence(candidate: Candidate) -> bool:
    """Whether the sentence begins with a verb with ف: what it says followed from the last one."""
    verb = next((cue for cue in candidate.match.cues), None)
    return (
        verb is not None
        and verb.start == 0
        and verb.form.conjunction
        and candidate.reading.words[0].form.startswith("ف")
    )


def _from_sentence_before(candidate: Candidate) -> Dated | None:
    last = candidate.last
    if last is None or last.date is None or last.date_span is None or "/" in last.date.edtf:
        return None
    mention = DateMention(last.date_span, last.date, Basis.INHERITED)
    return Dated(PlacedDate(mention, 0, 0), Basis.INHERITED, elsewhere=True)


def _meeting_date(candidate: Candidate) -> Dated | None:
    """Return the date of the meeting attended before, if that is where this takes place."""
    meeting = candidate.meeting
    if meeting is None or meeting.date is None or meeting.date_span is None:
        return None
    places = {p.entity.key for p in meeting.participants}
    if not any(f.entity.key in places for f in _venues(candidate)):
        return None
    mention = DateMention(meeting.date_span, meeting.date, Basis.INHERITED)
    return Dated(PlacedDate(mention, 0, 0), Basis.INHERITED, elsewhere=True)


def _venues(candidate: Candidate) -> list[Filler]:
    return candidate.fillers.get("venue", []) + candidate.fillers.get("body", [])


def _election(candidate: Candidate) -> str | None:
    """Return the day of an election, whose term of office is the date of the statement."""
    clause = candidate.clause
    placed = dating.choose(candidate.reading, candidate.match, clause, "clause", [])
    if placed is None and clause.kind == "coordinate":
        shared = _from_before(candidate)
        placed = shared.placed if shared is not None else None
    return placed.mention.date.edtf if placed is not None else None


def _just_before(candidate: Candidate) -> Dated | None:
    """Return the date that stands right before the clause's "when"."""
    start = candidate.clause.start
    for placed in candidate.reading.dates:
        if placed.end <= start <= placed.end + 1 and not dating.is_range(placed):
            return Dated(placed, weakest(placed.mention.basis, Basis.INHERITED), elsewhere=True)
    return None


def _from_before(candidate: Candidate, *, through: bool = False) -> Dated | None:
    """Return the date at the front of the clause that this one is coordinated with.

    :param through: look through subordinate clauses as well, as for the vote on a resolution.
    """
    earlier = [c for c in candidate.reading.clauses if c.end <= candidate.clause.start]
    for clause in reversed(earlier):
        placed = dating.fronted(candidate.reading, clause)
        if placed is None and through:
            placed = dating.any_point(candidate.reading, clause)
        if placed is not None and not dating.is_range(placed):
            return Dated(placed, weakest(placed.mention.basis, Basis.INHERITED), elsewhere=True)
        if clause.kind != "coordinate" and not through:
            return None
    return None


def _dates(
    candidate: Candidate, item: Item | None, index: int, shared: Dated | None
) -> list[Dated | None]:
    """Return the date of one item, or its dates where it has several terms of its own."""
    policy = candidate.rule.date
    if policy == "none":
        return [None]
    start, stop = candidate.match.end, candidate.clause.end
    if item is not None:
        start, stop = item.end, item.stop
    own = _own_dates(candidate, start, stop)
    if policy in {"term", "range", "held", "state"} and len(terms := _terms(candidate, own)) > 1:
        ranges = [dating.is_range(d) for d in terms]
        if policy == "term" or all(ranges) or (policy == "range" and any(ranges)):
            return [Dated(d, d.mention.basis) for d in terms]
    if item is None or policy == "governed":
        return [shared]
    several = _distributive(candidate)
    if not several:
        if policy == "issued" and shared is None and own:
            return [Dated(own[0], own[0].mention.basis)]
        return [shared]
    if _in_order(candidate) and (zipped := _zipped_dates(candidate)):
        return [zipped[index]]
    for following in candidate.items[index:]:
        found = _own_dates(candidate, following.end, following.stop)
        if found:
            return [Dated(_preferred(found, policy), found[0].mention.basis)]
        if not _adjacent_items(candidate, following):
            break
    return [shared]


def _distributive(candidate: Candidate) -> bool:
    """Whether the listed items go apart: numbers do, names if two of them have a date each."""
    if len(candidate.items) < 2:
        return False
    if candidate.rule.axis.startswith("#") or _in_order(candidate):
        return True
    if candidate.rule.date in {"none", "governed"}:
        return False
    dated = [i for i in candidate.items if _own_dates(candidate, i.end, i.stop)]
    return len(dated) > 1


def _terms(candidate: Candidate, own: list[PlacedDate]) -> list[PlacedDate]:
    """Return the terms of a list of them, or nothing if the dates are no list."""
    terms = [d for d in own if dating.is_range(d)] or own
    if terms != own and _date_list(candidate, own):
        # Single years between the terms of a list are terms of one year.
        terms = [d for d in own if dating.is_range(d) or d.mention.date.precision == "year"]
    return terms if _date_list(candidate, terms) else []


def _preferred(found: list[PlacedDate], policy: str) -> PlacedDate:
    if policy in {"term", "range"}:
        return next((d for d in found if dating.is_range(d)), found[0])
    return next((d for d in found if not dating.is_range(d)), found[0])


def _adjacent_items(candidate: Candidate, item: Item) -> bool:
    """Whether nothing but a conjunction stands between the item and the next one."""
    return item.stop - item.end <= 3


def _own_dates(candidate: Candidate, start: int, stop: int) -> list[PlacedDate]:
    """Return the dates within the words of an item, also those of participles ("issued on")."""
    reading = candidate.reading
    relations = [d for d in reading.dates if start <= d.start < stop]
    return [
        d
        for d in relations
        if not reading.predicate_between(start, d.start)
        and d.mention.role != "document"
        and not slots.ends_with(reading, d.start - 1, dating.RELATIONS)
    ]


def _date_list(candidate: Candidate, dates: list[PlacedDate]) -> bool:
    """Whether the dates are joined by "and", commas or "then again" alone."""
    reading = candidate.reading
    return all(
        b.start - a.end <= 7
        and not any(a.end <= e.start < b.start for e in reading.entities)
        and not reading.predicate_between(a.end, b.start)
        for a, b in zip(dates, dates[1:], strict=False)
    )


def _in_order(candidate: Candidate) -> bool:
    clause = candidate.clause
    return any(
        candidate.reading.has(index, RESPECTIVELY) for index in range(clause.start, clause.end)
    )


def _zipped_dates(candidate: Candidate) -> list[Dated]:
    clause = candidate.clause
    dates = [d for d in candidate.reading.dates if clause.start <= d.start < clause.end]
    if len(dates) != len(candidate.items):
        return []
    return [Dated(d, d.mention.basis) for d in dates]


Roles = tuple[tuple[str, Filler], ...]


def _combinations(
    candidate: Candidate, fillers: dict[str, list[Filler]], index: int
) -> Iterator[Roles]:
    """Give one set of participants for each atomic participant of the listed roles."""
    together: list[tuple[str, Filler]] = []
    choices: list[list[tuple[str, Filler]]] = []
    in_order = _in_order(candidate) and len(candidate.items) > 1
    for slot in candidate.rule.slots:
        found = fillers.get(slot.role, [])
        if slot.together:
            together += [(slot.role, f) for f in found]
        elif slot.many and in_order and len(found) == len(candidate.items):
            choices.append([(slot.role, found[index])])
        elif slot.many:
            choices.append([(slot.role, f) for f in found] or [])
        elif found:
            choices.append([(slot.role, found[0])])
    order = candidate.rule.roles
    for chosen in product(*(c for c in choices if c)):
        roles = [*chosen, *together]
        yield tuple(sorted(roles, key=lambda pair: order.index(pair[0])))


def _pieces(
    candidate: Candidate, item: Item | None, fillers: dict[str, list[Filler]]
) -> list[tuple[int, int]]:
    """Return the word ranges that the candidate uses, for a listed item only its own."""
    if item is not None and _distributive(candidate):
        return [(item.start, item.end)]
    pieces = [(candidate.match.start, candidate.match.end)]
    for found in fillers.values():
        pieces += [f.words for f in found if f.words is not None]
    return pieces


def _statement(
    candidate: Candidate,
    item: Item | None,
    roles: Roles,
    dated: Dated | None,
    speakers: Sequence[Speaker],
) -> Statement:
    rule, reading = candidate.rule, candidate.reading
    region = _region(candidate, item)
    numbers, counted = values.numbers(candidate, item, region)
    qualifiers = values.qualifiers(candidate, region)
    if rule.date == "elected" and (election := _election(candidate)) is not None:
        qualifiers += (("elected", election),)
    span = _span(candidate, item, roles, dated, counted)
    date, attested = _time(rule.date, dated)
    speaker = next(
        (s.entity for s in speakers if s.start <= candidate.match.start < s.end), None
    )
    basis = weakest(
        Basis(rule.basis),
        *(f.basis for _, f in roles),
        *([dated.basis] if dated is not None else []),
    )
    return Statement(
        type=rule.type,
        participants=tuple(Participant(r, f.entity, f.span, f.basis) for r, f in roles),
        span=span,
        quote=span.of(reading.document.text),
        sentence=reading.sentence.number,
        rule=rule.name,
        basis=basis,
        date=date,
        date_span=dated.placed.mention.span if dated is not None else None,
        date_rule=dated.placed.mention.rule if dated is not None else None,
        attested=attested,
        numbers=numbers,
        qualifiers=qualifiers,
        attributed_to=speaker,
        voice="speaker" if speaker is not None and rule.voice == "document" else rule.voice,
        status=Status.CONTESTED if rule.contested else Status.REPORTED,
        evidence=_evidence(span, roles, dated),
    )


def _region(candidate: Candidate, item: Item | None) -> Clause:
    if item is not None and _distributive(candidate):
        return Clause(item.start, item.stop)
    return candidate.clause


def _time(policy: str, dated: Dated | None) -> tuple[EdtfDate | None, EdtfDate | None]:
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
        return EdtfDate(f"{date.edtf}/..", date.begin, None, "interval"), None
    if policy in {"state", "witnessed"} and "/" not in date.edtf:
        return None, date
    if policy not in {"state", "when", "held"} and date.edtf.endswith("/.."):
        return replace(date, edtf=date.edtf[:-3], end=date.end), None
    return date, None


def _evidence(span: Span, roles: Roles, dated: Dated | None) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    if dated is not None:
        mention = dated.placed.mention
        if not span.covers(mention.span):
            found.append(Evidence(mention.span, "date-context"))
        if mention.anchor is not None and not span.covers(mention.anchor):
            found.append(Evidence(mention.anchor, "date-context"))
    for _, filler in roles:
        mention_span = filler.span
        if mention_span is not None and not span.covers(mention_span):
            found.append(Evidence(mention_span, "participant-context"))
        antecedent = filler.placed.mention.antecedent if filler.placed is not None else None
        if antecedent is not None and not span.covers(antecedent):
            found.append(Evidence(antecedent, "participant-context"))
    return tuple(dict.fromkeys(found))


def _span(
    candidate: Candidate,
    item: Item | None,
    roles: Roles,
    dated: Dated | None,
    counted: list[tuple[int, int]],
) -> Span:
    """Return the words that say it: the clause, or for a listed item the item's own words."""
    reading, clause = candidate.reading, candidate.clause
    if candidate.rule.extent == "sentence":
        return _trimmed(candidate, 0, len(reading.words))
    if candidate.rule.extent == "quotation":
        behind = reading.words[candidate.match.end - 1].start
        quoted = [q.span for q in reading.quotations if q.span.start >= behind]
        return quoted[0] if quoted else reading.span(candidate.match.start, candidate.match.end)
    if candidate.rule.extent == "numbers":
        counted = [*counted, (candidate.match.start, candidate.match.end)]
        return _trimmed(candidate, min(s for s, _ in counted), max(e for _, e in counted))
    fillers: dict[str, list[Filler]] = {}
    for role, filler in roles:
        fillers.setdefault(role, []).append(filler)
    pieces = _pieces(candidate, item, fillers)
    several = item is not None and _distributive(candidate)
    if several and item is not None:
        pieces += [f.words for _, f in roles if f.words and item.start <= f.words[0] < item.stop]
    if dated is not None and not dated.elsewhere and candidate.rule.date != "attested":
        date = (dated.placed.start, dated.placed.end)
        if not several or (item is not None and item.start <= date[0] < item.stop):
            pieces.append(date)
    start, end = min(s for s, _ in pieces), max(e for _, e in pieces)
    if candidate.rule.extent == "whole" and not several:
        return _trimmed(candidate, min(start, clause.start), max(end, _said_end(candidate)))
    if candidate.rule.extent == "clause" and not several:
        start = min(start, clause.start)
        tail_free = not reading.predicate_between(max(end, candidate.match.end), clause.end)
        if clause.end - end <= _TAIL and tail_free:
            end = max(end, clause.end)
    return _trimmed(candidate, start, end)


def _said_end(candidate: Candidate) -> int:
    """Return where the words end that a verb of saying or supporting governs."""
    reading, clause = candidate.reading, candidate.clause
    follows = any(
        reading.has(index, "complementisers") for index in range(candidate.match.end, clause.end)
    )
    if not follows:
        return clause.end
    later = [c for c in reading.clauses if c.start >= clause.end]
    for following in later:
        if any(reading.has(index, "pointed") for index in (following.start, following.start + 1)):
            return following.start
    return len(reading.words)


def _trimmed(candidate: Candidate, start: int, end: int) -> Span:
    """Return the span of the words without punctuation at its ends."""
    reading = candidate.reading
    while end - 1 > start and reading.words[end - 1].form in ",.;:!?-(…؟":
        end -= 1
    while start < end - 1 and reading.words[start].form in ",.;:)-(":
        start += 1
    return reading.span(start, end)

