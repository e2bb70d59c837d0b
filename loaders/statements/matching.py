"""From a rule and a sentence to candidates: triggers, roles, lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.mentions.mention import Basis
from loaders.statements import slots
from loaders.statements.candidate import Candidate, Filler, Item, filler_of
from loaders.statements.context import Context, clause_subject
from loaders.statements.pattern import Match, Pattern
from loaders.statements.reading import Clause, PlacedEntity, Reading
from loaders.statements.rule import Rule, Slot
from loaders.statements.statement import Statement
from loaders.statements.things import Things

COUNTED = "counted-nouns"  # "13 votes", "15 members": such a number is no document's number
DOCUMENT_NOUNS = "document-nouns"  # "resolution", القرار before the number of a listed one


def matches(reading: Reading, rule: Rule) -> Iterator[Match]:
    """Give the places where one of the rule's triggers matches, each place once."""

    def fits(reading: Reading, name: str, entity: PlacedEntity) -> bool:
        slot = rule.slot(name)
        return slot is not None and slots.fits_caught(reading, slot, entity)

    done = 0
    present = {cue.name for cue in reading.cues}
    patterns = [p for p in rule.triggers if p.needed <= present]
    index = 0
    while patterns and index < len(reading.words):
        best: Match | None = None
        for pattern in patterns:
            match = pattern.at(reading, fits, index, len(reading.words))
            if match is not None and reading.within_name(index):
                continue  # a word of a name says nothing by itself
            if match is not None and (best is None or match.end > best.end):
                best = match
        if best is not None and best.start >= done:
            yield best
            done = best.end
        index += 1


def admitted(reading: Reading, rule: Rule, clause: Clause) -> bool:
    """Whether the clause has what the rule wants near, and nothing that it excludes."""

    def fits(reading: Reading, name: str, entity: PlacedEntity) -> bool:
        slot = rule.slot(name)
        return slot is not None and slots.fits(reading, slot, entity)

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
    candidate = Candidate(reading, rule, match, clause, meeting=context.meeting, last=context.last)
    for name, placed in match.slots:
        candidate.fillers.setdefault(name, []).append(filler_of(placed))
    for slot in rule.slots:
        _fill_slot(candidate, slot, context, things)
        if slot.required and slot.where != "item" and not candidate.fillers.get(slot.role):
            return None
    _refine(candidate, things)
    candidate.items = _items(candidate)
    return candidate


def _refine(candidate: Candidate, things: Things) -> None:
    """Put the particular office in place of the general one: "President" of the Assembly."""
    offices, bodies = candidate.fillers.get("office"), candidate.fillers.get("of")
    if offices and bodies:
        particular = things.refined(offices[0].entity, bodies[0].entity)
        candidate.fillers["office"] = [replace(offices[0], entity=particular)]


def _fill_slot(candidate: Candidate, slot: Slot, context: Context, things: Things) -> None:
    fillers = candidate.fillers.get(slot.role)
    if not fillers and slot.where not in {"caught", "item"}:
        placed = slots.find(
            candidate.reading, slot, candidate.match, candidate.clause, candidate.taken
        )
        if placed is not None:
            fillers = [filler_of(placed)]
    if fillers and (slot.many or slot.together) and fillers[0].placed is not None:
        fillers = _whole_list(candidate, slot, fillers)
    near = context.meeting_near(candidate.reading.sentence.number)
    if slot.inherit == "venue" and fillers and near is not None:
        first = fillers[0].placed
        if first is not None and first.end <= candidate.match.end:
            fillers = None
    if not fillers and slot.inherit != "none" and _may_inherit(candidate, slot):
        inherited = _inherited(candidate, slot, context, things)
        fillers = [inherited] if inherited is not None else None
    if fillers and slot.companions:
        fillers += _companions(candidate, slot, fillers)
    if not fillers and slot.default:
        entity = things.entity(slot.default)
        fillers = [Filler(entity, basis=Basis.INFERRED)] if entity is not None else None
    if fillers and slot.derive:
        fillers = [replace(f, entity=things.derived(slot.derive, f.entity)) for f in fillers]
    if fillers:
        candidate.fillers[slot.role] = fillers


def _may_inherit(candidate: Candidate, slot: Slot) -> bool:
    """A verbal noun without a possessive says nothing of an unsaid subject."""
    if slot.inherit != "topic" or candidate.rule.language != "ar":
        return True
    verb = next((cue for cue in candidate.match.cues if cue.form.mood != "words"), None)
    if verb is None or verb.form.mood != "noun":
        return True
    return candidate.reading.words[verb.end - 1].form.endswith(("ه", "ها", "هم", "هما"))


def _whole_list(candidate: Candidate, slot: Slot, fillers: list[Filler]) -> list[Filler]:
    reading = candidate.reading
    first = fillers[0].placed
    assert first is not None  # noqa: S101 - checked by the caller
    end = candidate.clause.end
    if slot.where == "subject" and first.end <= candidate.match.start:
        end = candidate.match.start
        first = _list_head(reading, slot, first, candidate.clause.start)
    chain = slots.coordinated(reading, first, slot, end)
    known = {f.entity.key for f in fillers[1:]}
    return [filler_of(p) for p in chain] + [
        f for f in fillers[1:] if f.entity.key in known and f.placed not in chain
    ]


def _companions(candidate: Candidate, slot: Slot, fillers: list[Filler]) -> list[Filler]:
    """Return whom the clause names beside the subject: "was admitted together with Latvia"."""
    reading, clause = candidate.reading, candidate.clause
    for entity in reading.entities:
        if not (clause.start <= entity.start < clause.end) or not slots.fits(reading, slot, entity):
            continue
        if slots.governor(reading, entity) not in slot.companions:
            continue
        if abs(entity.start - candidate.match.end) > 6 or entity in candidate.taken:
            continue
        found = [filler_of(p) for p in slots.coordinated(reading, entity, slot, clause.end)]
        named = {f.entity.key for f in fillers}
        return [f for f in found if f.entity.key not in named]
    return []


def _list_head(
    reading: Reading, slot: Slot, member: PlacedEntity, start: int
) -> PlacedEntity:
    """Return the first mention of the list that `member` belongs to."""
    for entity in reading.entities:
        if start <= entity.start < member.start and slots.fits(reading, slot, entity):
            if member in slots.coordinated(reading, entity, slot, member.end):
                return entity
    return member


def _inherited(
    candidate: Candidate, slot: Slot, context: Context, things: Things
) -> Filler | None:
    """Return what an unsaid role refers to: first earlier in the sentence, then before it."""
    reading = candidate.reading
    if slot.inherit == "mentioned":
        earlier = [
            e
            for e in reading.entities
            if e.end <= candidate.match.start and slots.fits(reading, slot, e)
        ]
        organs = [e for e in earlier if e.mention.entity.kind == "organ"]
        if earlier:
            earlier = organs or earlier
            return replace(filler_of(earlier[-1]), placed=None, basis=Basis.INHERITED)
        found = context.mentioned(slot.kinds)
    elif slot.inherit == "office-of":
        return _office_of(candidate, slot, context, things)
    elif slot.inherit in {"venue", "attended"}:
        meeting = context.meeting_near(reading.sentence.number)
        if meeting is not None:
            return _place_of(meeting)
        if slot.inherit == "attended":
            return None
        found = context.mentioned(slot.kinds - {"organisation"})
    elif slot.inherit in {"cooperating", "grouped"}:
        return _enumerated(candidate, slot, context)
    elif slot.inherit == "text-topic":
        found = context.topic
    elif slot.inherit == "office-holder":
        return _office_holder(candidate, context)
    elif slot.inherit == "place-near":
        places = [e for e in reading.entities if e.mention.entity.kind == "place"]
        near = sorted(places, key=lambda e: (abs(e.start - candidate.match.end), e.start))
        if near:
            return replace(filler_of(near[0]), placed=None, basis=Basis.INFERRED)
        found = context.mentioned(frozenset({"place"}))
    elif slot.inherit == "accused":
        others = {f.entity.key for fs in candidate.fillers.values() for f in fs}
        accused = context.accused(others)
        if accused is None:
            return None
        return Filler(accused.entity, span=accused.span, basis=Basis.INFERRED)
    else:
        for clause in reversed([c for c in reading.clauses if c.start < candidate.clause.start]):
            subjects = [
                e
                for e in clause_subject(reading, clause.start, clause.end)
                if slots.fits(reading, slot, e)
            ]
            if subjects:
                return replace(filler_of(subjects[0]), placed=None, basis=Basis.INHERITED)
        found = context.subject(slot.kinds)
    if found is None and slot.role == "body" and context.meeting is not None:
        return _place_of(context.meeting)
    if found is None or (slot.keys and found.entity.key not in slot.keys):
        return None
    return Filler(found.entity, span=found.span, basis=Basis.INHERITED)


def _place_of(meeting: Statement) -> Filler:
    """Return where a meeting took place: the event or the body that met."""
    place = next(p for p in meeting.participants if p.role in {"event", "body"})
    return Filler(place.entity, span=place.span, basis=Basis.INHERITED)


def _enumerated(candidate: Candidate, slot: Slot, context: Context) -> Filler | None:
    """Return the party or the organisation of the cooperation that an enumeration goes on from."""
    last = context.cooperation
    sentence = candidate.reading.sentence
    if last is None or not 0 <= sentence.number - last.sentence <= 1:
        return None
    role = "party" if slot.inherit == "cooperating" else "partner"
    found = next((p for p in last.participants if p.role == role), None)
    if found is None or found.entity.kind not in slot.kinds:
        return None
    return Filler(found.entity, span=found.span, basis=Basis.INHERITED)


def _office_holder(candidate: Candidate, context: Context) -> Filler | None:
    """Return the person whom a title without a name means: the last holder of that office."""
    reading = candidate.reading
    titles = [
        e
        for e in reading.entities
        if e.mention.entity.kind == "office" and e.start >= candidate.match.start
    ]
    if titles:
        holder = context.holders.get(titles[0].mention.entity.key)
        if holder is not None:
            return Filler(holder, span=titles[0].mention.span, basis=Basis.INHERITED)
    found = context.subject(frozenset({"person"}))
    return None if found is None else Filler(found.entity, span=found.span, basis=Basis.INHERITED)


def _office_of(
    candidate: Candidate, slot: Slot, context: Context, things: Things
) -> Filler | None:
    """Return whose office it is: by its name, by what was said of the person, by the topic."""
    title = candidate.fillers["office"][0]
    office = title.entity
    if title.span is not None:
        within = [
            e
            for e in candidate.reading.entities
            if e.mention.span != title.span
            and title.span.covers(e.mention.span)
            and e.mention.entity.kind in {"organisation", "organ", "state"}
        ]
        if within and things.body_of(office) is None:
            return filler_of(within[-1])
    body = things.body_of(office)
    if body is not None:
        return Filler(body, basis=Basis.EXPLICIT)
    person = next((f.entity for f in candidate.fillers.get("person", [])), None)
    known = context.offices.get(person.key) if person is not None else None
    if known is not None and known.kind == "state":
        return Filler(known, basis=Basis.INHERITED)
    found = context.leading_state() or context.subject(frozenset({"state"}))
    return None if found is None else Filler(found.entity, span=found.span, basis=Basis.INFERRED)


def _items(candidate: Candidate) -> list[Item]:
    """Return the listed items along the rule's axis, each with the words that belong to it."""
    rule = candidate.rule
    if rule.axis.startswith("#"):
        starts = _listed_numbers(candidate, rule.axis[1:])
        if not starts:
            return []
        stops = [start for start, _, _ in starts[1:]] + [candidate.clause.end]
        return [
            Item(start, end, stop, number=value)
            for (start, end, value), stop in zip(starts, stops, strict=True)
        ]
    fillers = [f for f in candidate.fillers.get(rule.axis, []) if f.words is not None]
    if not fillers:
        return []
    words = [f.words for f in fillers if f.words is not None]
    stops = [start for start, _ in words[1:]] + [candidate.clause.end]
    return [
        Item(start, end, stop, filler=filler)
        for filler, (start, end), stop in zip(fillers, words, stops, strict=True)
    ]


def _listed_numbers(candidate: Candidate, name: str) -> list[tuple[int, int, str]]:
    """Return (start, end, value) of the number the trigger caught and those listed after it."""
    reading = candidate.reading
    caught = [n for key, n in candidate.match.numbers if key == name]
    if not caught:
        return []
    found = [(caught[0].start, caught[0].end, caught[0].mention.value)]
    for number in reading.numbers:
        if number.start < found[-1][1] or number.start >= candidate.clause.end:
            continue
        if reading.predicate_between(found[-1][1], number.start):
            break
        start = _joined_from(reading, number.start)
        counted = reading.has(number.end, COUNTED)
        if start is not None and number.mention.kind != "ordinal" and not counted:
            found.append((start, number.end, number.mention.value))
    return found


def _joined_from(reading: Reading, index: int) -> int | None:
    """Return where the conjunction before a listed number begins, or None if there is none."""
    if reading.words[index].form.startswith("و"):
        return index
    before = index - 1
    noun = before
    while before >= 0 and reading.has(before, DOCUMENT_NOUNS):
        if reading.words[before].form.startswith("و"):
            return before
        noun = before
        before -= 1
    if before >= 0 and (reading.words[before].form == "," or reading.has(before, slots.AND)):
        return min(noun, index)
    return None
