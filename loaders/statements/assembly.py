"""From a filled candidate to statements: one for each listed item, with its date and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from loaders.entities import Entity
from loaders.mentions.mention import Basis
from loaders.statements import values
from loaders.statements.candidate import Candidate, Dated, Filler, Item, weakest
from loaders.statements.lists.item_slots import fill_item_slots
from loaders.statements.lists.items import counted_off, distributive, in_order, own_dates, points_of
from loaders.statements.lists.ordinals import in_turn
from loaders.statements.quoting import Roles, evidence_of, span_of
from loaders.statements.sentence.reading import Clause, PlacedDate
from loaders.statements.statement import Participant, Statement, Status
from loaders.statements.times import dating
from loaders.statements.times.endings import ended
from loaders.statements.times.lengths import further_terms
from loaders.statements.times.timing import dates_of, election_day, shared_date, time_of

ONE_EACH = "one-each"  # "recommended": each resolution is on one state
_BESIDE = 2  # words between a name and its own date
_TERMS = "membership_term"
_NEXT = 2  # words between a title and its years: "from", "("


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says the words from `start` to `end`, where the text reports somebody's words."""

    entity: Entity
    start: int
    end: int


def statements(candidate: Candidate, speakers: Sequence[Speaker] = ()) -> Iterator[Statement]:
    """Give the statements that the candidate amounts to."""
    items: list[Item | None] = list(candidate.items) or [None]
    shared = shared_date(candidate)
    for index, item in enumerate(items):
        fillers = dict(candidate.fillers)
        if item is not None and item.filler is not None:
            fillers[candidate.axis] = [item.filler]
        if not fill_item_slots(candidate, item, fillers):
            continue
        dates = dates_of(candidate, item, index, shared)
        for dated in dates:
            term = dated is not None and (dating.is_range(dated.placed) or len(dates) > 1)
            if candidate.rule.date == "range" and not term:
                continue
            if candidate.rule.date == "beside" and dated is None:
                continue
            if candidate.rule.type == _TERMS and dated is None:
                continue  # a seat without its time is no term
            for roles in _combinations(candidate, fillers, index):
                actors = frozenset(f.entity.key for _, f in roles)
                own = _respective(candidate, roles)
                for further in further_terms(candidate, own):
                    yield _statement(candidate, item, roles, further, speakers)
                own = own or ended(candidate, dated, actors)
                yield _statement(candidate, item, roles, own, speakers)


def _respective(candidate: Candidate, roles: Roles) -> Dated | None:
    """Return the date of one of several subjects.

    "A and B signed it on X and Y respectively", "…, the first on X and the second on Y", "both did,
    A on X and B on Y".
    """
    dates = counted_off(candidate)
    if not dates and len(candidate.items) < 2 and in_order(candidate):
        caught = candidate.match.dates
        start = caught[0][1].start if caught else candidate.match.end
        behind = own_dates(candidate, start, candidate.clause.end)
        ranges = [d for d in behind if dating.is_range(d)] if candidate.rule.type == _TERMS else []
        dates = ranges or points_of(candidate, behind)
    for slot in candidate.rule.slots:
        listed = candidate.fillers.get(slot.role, [])
        if slot.many and len(listed) > 1 and len(listed) != len(dates):
            dates = _each_again(candidate, listed)
        if not slot.many or len(listed) < 2 or len(listed) != len(dates):
            continue
        own = next(f for role, f in roles if role == slot.role)
        placed = dates[[f.entity.key for f in listed].index(own.entity.key)]
        return Dated(placed, placed.mention.basis)
    return None


def _each_again(candidate: Candidate, listed: Sequence[Filler]) -> list[PlacedDate]:
    """Return the dates beside which all of a group are named again, in its order, or nothing."""
    reading = candidate.reading
    found: list[PlacedDate] = []
    for filler in listed:
        for entity in reading.entities:
            again = entity.start >= candidate.match.end and entity is not filler.placed
            if not again or entity.mention.entity.key != filler.entity.key:
                continue
            if reading.predicate_between(candidate.match.end, entity.start):
                break
            beside = (d for d in reading.dates if 0 <= d.start - entity.end <= _BESIDE)
            found += list(beside)[:1]
            break
    return found if len(found) == len(listed) else []


def _combinations(
    candidate: Candidate, fillers: dict[str, list[Filler]], index: int
) -> Iterator[Roles]:
    """Give one set of participants for each atomic participant of the listed roles."""
    together: list[tuple[str, Filler]] = []
    choices: list[list[tuple[str, Filler]]] = []
    ordered = len(candidate.items) > 1 and (in_order(candidate) or _one_each(candidate))
    for slot in candidate.rule.slots:
        found = fillers.get(slot.role, [])
        if (slot.many or slot.together) and ordered and len(found) == len(candidate.items):
            choices.append([(slot.role, found[index])])
        elif slot.together:
            together += [(slot.role, f) for f in found]
        elif slot.many:
            choices.append([(slot.role, f) for f in found if _takes_part(candidate, f, index)])
        elif found:
            choices.append([(slot.role, found[0])])
    order = candidate.rule.roles
    for chosen in product(*(c for c in choices if c)):
        roles = [*chosen, *together]
        if candidate.rule.contested and len({f.entity.key for _, f in roles}) < len(roles):
            continue  # nobody occupies or attacks itself
        yield tuple(sorted(roles, key=lambda pair: order.index(pair[0])))


def _one_each(candidate: Candidate) -> bool:
    """Whether numbers and states go together item by item though nothing says "respectively".

    So they do in "recommended the admission of Tuvalu and Tonga in resolutions 1290 and 1253": a
    resolution recommends one state.
    """
    clause = candidate.clause
    return candidate.rule.axis.startswith("#") and any(
        cue.name == ONE_EACH and clause.start <= cue.start < clause.end
        for cue in candidate.reading.cues
    )


def _takes_part(candidate: Candidate, filler: Filler, index: int) -> bool:
    """Whether one named beside others shares in the item: of "A with Cuba, then B" not in B."""
    if not filler.beside or filler.words is None or not distributive(candidate):
        return True
    start = filler.words[0]
    own = next((i for i, item in enumerate(candidate.items) if start < item.stop), index)
    return own == index


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
    numbers = in_turn(candidate, roles, numbers)
    qualifiers = values.qualifiers(candidate, region)
    if rule.date == "elected" and (election := election_day(candidate)) is not None:
        qualifiers += (("elected", election),)
    span = span_of(candidate, item, roles, dated, counted)
    date, attested = time_of(_policy(candidate, dated), dated)
    speaker = next((s.entity for s in speakers if s.start <= candidate.match.start < s.end), None)
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
        evidence=evidence_of(span, roles, dated),
    )


def _policy(candidate: Candidate, dated: Dated | None) -> str:
    """Return how the date counts: a stretch of time right behind a title is the term of office."""
    policy = candidate.rule.date
    if policy != "attested" or dated is None or not dating.is_range(dated.placed):
        return policy
    if dating.of_days(dated.placed):
        return policy  # no office is held for three days: the time of a visit
    apart = dated.placed.start - candidate.match.end
    return "term" if 0 <= apart <= _NEXT else policy


def _region(candidate: Candidate, item: Item | None) -> Clause:
    if item is not None and distributive(candidate):
        before = [other.end for other in candidate.items if other.end <= item.start]
        front = item.front.end if item.front is not None else item.start
        return Clause(max(before, default=front), item.stop)
    return candidate.clause
