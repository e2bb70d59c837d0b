"""From a rule and a sentence to candidates: triggers, roles, lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.mentions.mention import Basis, Form
from loaders.mentions.names.capitals import CAPITALS, capital_of
from loaders.statements.assertion.instead import told_instead
from loaders.statements.candidate import Candidate, Filler, Item, filler_of
from loaders.statements.lists import number_lists
from loaders.statements.lists.items import distributive, named_items
from loaders.statements.roles import counted, groups, listing, objects, owners, slots, unnamed
from loaders.statements.roles.companions import (
    apart_from_companions,
    companions,
    in_company,
    with_joined,
)
from loaders.statements.roles.context import Context
from loaders.statements.roles.inheriting import inherited, may_inherit
from loaders.statements.roles.named_behind import named_behind
from loaders.statements.roles.suffixes import by_suffix
from loaders.statements.rulebook.pattern import Fits, Match, Pattern
from loaders.statements.rulebook.rule import Rule, Slot
from loaders.statements.rulebook.things import ORGANISATIONS, Things
from loaders.statements.sentence import governing
from loaders.statements.sentence.governing import governor
from loaders.statements.sentence.reading import Clause, PlacedEntity, Reading


def matches(reading: Reading, rule: Rule) -> Iterator[Match]:
    """Give the places where one of the rule's triggers matches, each place once."""

    def fits(reading: Reading, role: str, entity: PlacedEntity) -> bool:
        slot = rule.slot(role)
        return slot is not None and listing.fits_caught(reading, slot, entity)

    done = 0
    places: dict[int, list[Pattern]] = {}
    for pattern in rule.triggers:
        if pattern.possible(reading):
            for index in pattern.starts(reading):
                places.setdefault(index, []).append(pattern)
    for index in sorted(places):
        best: Match | None = None
        for pattern in places[index]:
            match = pattern.at(reading, fits, index, len(reading.words))
            if match is not None and reading.within_name(index):
                continue  # a word of a name says nothing by itself
            if match is not None and number_lists.passes_document(reading, match):
                continue
            if match is not None and objects.another_acts(reading, match, fits):
                continue
            if match is not None and (best is None or match.end > best.end):
                best = match
        if best is not None and best.start >= done:
            if _told_later(reading, rule, best, places, fits):
                continue
            yield best
            done = best.end


def _told_later(
    reading: Reading, rule: Rule, match: Match, places: dict[int, list[Pattern]], fits: Fits
) -> bool:
    """Whether a later clause with a verb or a subject of its own says what the match ends with.

    "Cyprus declared …, and the Council answered by resolution 541": the declaration is none of the
    Council's. أدى اليمين في 2018، وقام بزيارة: the oath was no visit.
    """
    first = reading.clause(match.start)
    subjects = [slot for slot in rule.slots if slot.where == "subject"]
    if first.end >= match.end or not subjects:
        return False
    for index in sorted(places):
        if not first.end <= index < match.end:
            continue
        later = [p.at(reading, fits, index, len(reading.words)) for p in places[index]]
        if not any(m is not None and m.end == match.end for m in later):
            continue
        opened = reading.clause(index).start  # by a date too: وبعد ستة أيام صارت عضوا
        if index in reading.predicates and not reading.predicate_between(opened, index):
            return True
        if any(
            first.end <= e.start < match.end
            and listing.fits(reading, slot, e)
            and not governing.governor(reading, e)
            for e in reading.entities
            for slot in subjects
        ):
            return True
    return False


def admitted(reading: Reading, rule: Rule, clause: Clause) -> bool:
    """Whether the clause has what the rule wants near, and nothing that it excludes."""
    fits = listing.fitting(rule)

    def found(pattern: Pattern, start: int, end: int) -> bool:
        return next(pattern.find(reading, fits, start, end), None) is not None

    return (
        all(found(p, clause.start, clause.end) for p in rule.near)
        and not any(found(p, clause.start, clause.end) for p in rule.unless)
        and (not rule.needs or any(found(p, 0, len(reading.words)) for p in rule.needs))
    )


def fill(
    reading: Reading, rule: Rule, match: Match, clause: Clause, context: Context, things: Things
) -> Candidate | None:
    """Fill the roles of a candidate, or return None if a required one stays empty."""
    if any(
        e.start < match.start < e.end and e.mention.entity.kind == "treaty"
        for e in reading.entities
    ):
        return None  # a word of the treaty's name: معاهدة الانضمام
    adopted = tuple(context.latest.get("resolution_adoption", ()))
    candidate = Candidate(
        reading,
        rule,
        match,
        clause,
        meeting=context.meeting,
        last=context.last,
        adopted=adopted,
        cited=context.last_cited(),
    )
    for name, placed in match.slots:
        candidate.fillers.setdefault(name, []).append(filler_of(placed))
    for slot in rule.slots:
        _fill_slot(candidate, slot, context, things)
        if slot.required and slot.where != "item" and not candidate.fillers.get(slot.role):
            return None
        if not candidate.fillers.get(slot.role) and unnamed.is_unknown(candidate, slot):
            return None
    if owners.is_of_other_use(candidate):
        return None
    _drop_itself(candidate)
    if _with_itself(candidate):
        return None
    owners.settle(candidate, context, things)
    candidate.items = _items(candidate)
    return candidate


def _drop_itself(candidate: Candidate) -> None:
    """Leave out of a role that may be empty the one who fills another: "from the same state"."""
    for slot in candidate.rule.slots:
        found = candidate.fillers.get(slot.role, [])
        described = [f for f in found if f.placed is not None and _is_described(f.placed)]
        if slot.required or not described:
            continue
        others = {
            filler.entity.key
            for role, fillers in candidate.fillers.items()
            for filler in fillers
            if role != slot.role
        }
        candidate.fillers[slot.role] = [f for f in found if f.entity.key not in others]


def _is_described(entity: PlacedEntity) -> bool:
    return entity.mention.form is Form.DESCRIPTION


def _with_itself(candidate: Candidate) -> bool:
    """Whether one state alone fills two roles: none becomes independent of itself."""
    alone = [
        found[0].entity.key
        for found in candidate.fillers.values()
        if len(found) == 1 and found[0].entity.kind == "state"
    ]
    return len(alone) != len(set(alone))


def _fill_slot(candidate: Candidate, slot: Slot, context: Context, things: Things) -> None:
    fillers = candidate.fillers.get(slot.role)
    if not fillers and slot.inherit == "suffix":
        fillers = groups.done_to(candidate, slot, context)
        if not fillers and (meant := by_suffix(candidate, slot, context)) is not None:
            fillers = [meant]
    if not fillers and (group := groups.taken_up(candidate, slot, context, things)):
        fillers = group
    if not fillers:
        fillers = named_behind(candidate, slot)
    if not fillers and unnamed.is_counted(candidate, slot):
        if named := counted.named(candidate, slot) or companions(candidate, slot, []):
            candidate.fillers[slot.role] = named
        return
    if not fillers and unnamed.follows_unknown(candidate, slot):
        return
    if not fillers and slot.where not in {"caught", "item"}:
        placed = slots.find(
            candidate.reading, slot, candidate.match, candidate.clause, candidate.taken
        )
        if placed is not None and unnamed.has_other_subject(candidate, slot, placed):
            return
        if placed is not None and not objects.is_object_instead(candidate, slot, placed):
            other = told_instead(candidate.reading, candidate.match, placed)
            candidate.instead = candidate.instead or other is not None
            fillers = [filler_of(other or placed)]
        if placed is None:
            fillers = counted.among(candidate, slot) or counted.taken(candidate, slot)
    if fillers and (slot.many or slot.together) and fillers[0].placed is not None:
        fillers = _whole_list(candidate, slot, fillers)
    near = context.meeting_near(candidate.reading.sentence.number)
    if slot.inherit == "venue" and fillers and near is not None:
        first = fillers[0].placed
        if first is not None and first.end <= candidate.match.end:
            fillers = None
    if not fillers and slot.inherit not in {"none", "suffix"} and may_inherit(candidate, slot):
        if unnamed.is_unknown(candidate, slot):
            return
        unsaid = inherited(candidate, slot, context, things)
        if unsaid is not None and slot.companions:
            unsaid = apart_from_companions(candidate, slot, unsaid, context)
        fillers = None if unsaid is None else with_joined(candidate, slot, unsaid, context)
    if fillers:
        fillers += in_company(candidate, slot, fillers)
    if not fillers and slot.default:
        entity = things.entity(slot.default)
        fillers = [Filler(entity, basis=Basis.INFERRED)] if entity is not None else None
    if fillers and slot.derive == CAPITALS:
        fillers = [_capital(f) for f in fillers]
    elif fillers and slot.derive == ORGANISATIONS:
        fillers = [replace(f, entity=things.whole(f.entity)) for f in fillers]
    elif fillers and slot.derive:
        fillers = [replace(f, entity=things.derived(slot.derive, f.entity)) for f in fillers]
    if fillers:
        candidate.fillers[slot.role] = fillers


def _capital(filler: Filler) -> Filler:
    """Return the city itself where a capital's name would stand for its government."""
    if filler.placed is None or filler.placed.mention.form is not Form.METONYM:
        return filler
    return replace(filler, entity=capital_of(filler.entity))


def _whole_list(candidate: Candidate, slot: Slot, fillers: list[Filler]) -> list[Filler]:
    reading = candidate.reading
    first = fillers[0].placed
    assert first is not None  # noqa: S101 - checked by the caller
    end = candidate.clause.end
    led = slot.where == "subject" and first.end <= candidate.match.start
    if led or (slot.together and first.start == candidate.match.start):
        end = max(candidate.match.start, first.end)
        first = _list_head(reading, slot, first, candidate.clause.start)
    chain = listing.coordinated(reading, first, slot, end)
    known = {f.entity.key for f in fillers[1:]}
    return [filler_of(p) for p in chain] + [
        f for f in fillers[1:] if f.entity.key in known and f.placed not in chain
    ]


def _list_head(reading: Reading, slot: Slot, member: PlacedEntity, start: int) -> PlacedEntity:
    """Return the first mention of the list that `member` belongs to.

    What an English preposition governs heads no list of subjects, nor the object of another verb
    if a date follows: "marched into Poland in 1939, and two days later the Soviet Union occupied".
    """
    governed = {governor(reading, member), ""}
    for entity in reading.entities:
        earlier = start <= entity.start < member.start and listing.fits(reading, slot, entity)
        if reading.lists.language != "ar" and (
            governor(reading, entity) not in governed
            or _dated_object(reading, entity, member, start)
        ):
            continue
        if earlier and member in listing.coordinated(reading, entity, slot, member.end):
            return entity
    return member


def _dated_object(reading: Reading, entity: PlacedEntity, member: PlacedEntity, start: int) -> bool:
    """Whether a verb stands before a mention and a date behind it, before the next one."""
    dated = any(entity.end <= date.start < member.start for date in reading.dates)
    return dated and reading.predicate_between(start, entity.start)


def _items(candidate: Candidate) -> list[Item]:
    """Return the listed items along the axis, each with the words that belong to it."""
    rule = candidate.rule
    candidate.axis = rule.axis
    if rule.axis.startswith("#"):
        return number_lists.numbered_items(candidate, rule.axis[1:])
    found = named_items(candidate, rule.axis)
    if len(found) > 1:
        return found
    # "Austria ratified it in 1998 and Hungary in 1999": here the parties have dates of their own.
    for slot in rule.slots:
        others = named_items(candidate, slot.role) if slot.many else []
        if distributive(replace(candidate, items=others)):
            candidate.axis = slot.role
            return others
    return found
