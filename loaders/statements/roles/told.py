"""What an unsaid role takes from a statement told before: a meeting, an office, a cooperation."""

from __future__ import annotations

from loaders.mentions.mention import Basis
from loaders.statements.candidate import Candidate, Filler, named_elsewhere
from loaders.statements.roles.context import Context
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.governing import ends_with
from loaders.statements.sentence.list_names import PREPOSITIONS
from loaders.statements.sentence.reading import PlacedEntity, Reading
from loaders.statements.statement import Statement

HIS_COUNTRY = "his-country"
OFFICIALS = "officials"  # مندوب, سفير: of the state named behind
_PERSONS = frozenset({"person"})


def place_of(meeting: Statement) -> Filler:
    """Return where a meeting took place: the event or the body that met."""
    place = next(p for p in meeting.participants if p.role in {"event", "body"})
    return Filler(place.entity, span=place.span, basis=Basis.INHERITED)


def again(candidate: Candidate, slot: Slot, context: Context) -> Filler | None:
    """Return who or what had the role when it was last said: "he was re-elected in 2001"."""
    words = candidate.reading.words
    last = context.last_of(candidate.rule.type, words[candidate.match.start].start)
    if last is None or not 0 <= candidate.reading.sentence.number - last.sentence <= 2:
        return None
    persons = {p.entity.key for p in last.participants if p.entity.kind == "person"}
    spoken_of = [
        e.mention.entity.key
        for e in candidate.reading.entities
        if e.end <= candidate.match.start and e.mention.entity.kind == "person"
    ]
    if persons and spoken_of and spoken_of[-1] not in persons:
        return None  # "he" is somebody else
    part = next((p for p in last.participants if p.role == slot.role), None)
    return None if part is None else Filler(part.entity, span=part.span, basis=Basis.INHERITED)


def enumerated(candidate: Candidate, slot: Slot, context: Context) -> Filler | None:
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


def office_holder(candidate: Candidate, context: Context) -> Filler | None:
    """Return the person whom a title without a name means: the last holder of that office."""
    reading = candidate.reading
    titles = [
        e
        for e in reading.entities
        if e.mention.entity.kind == "office" and e.start >= candidate.match.start
    ]
    if titles:
        title = titles[0]
        beside = [
            e.mention.entity.key
            for e in reading.entities
            if e.mention.entity.kind == "state" and 0 <= e.start - title.end <= 1
        ]
        leading = context.leading_state()
        whose = beside or ([leading.entity.key] if leading is not None else [])
        holder = context.holders.get((title.mention.entity.key, whose[0])) if whose else None
        if holder is not None:
            return Filler(holder, span=title.mention.span, basis=Basis.INFERRED)
        if beside:
            return None  # the president of a state of whom the text has named none
    found = context.subject(frozenset({"person"}))
    return None if found is None else Filler(found.entity, span=found.span, basis=Basis.INHERITED)


def _served(reading: Reading, end: int) -> PlacedEntity | None:
    """Return whose official is told of before word `end`: اعترف مندوب بريطانيا بأن بلاده."""
    return next(
        (
            e
            for e in reversed(reading.entities)
            if e.end <= end
            and e.mention.entity.kind == "state"
            and reading.has(e.start, OFFICIALS, end=True)
        ),
        None,
    )


def country_of(candidate: Candidate, context: Context) -> Filler | None:
    """Return the state of the person before where the clause's subject is "his country", بلاده."""
    reading, clause = candidate.reading, candidate.clause
    near = range(clause.start, min(candidate.match.end + 2, clause.end))
    said = next((i for i in near if reading.has(i, HIS_COUNTRY)), None)
    if said is None or (said > clause.start and ends_with(reading, said - 1, PREPOSITIONS)):
        return None
    here = [e for e in reading.entities if e.end <= said and e.mention.entity.kind == "person"]
    before = context.subject(_PERSONS)
    person = here[-1].mention.entity if here else before.entity if before is not None else None
    state = None if person is None else context.offices.get(person.key)
    beside = [
        e.mention.entity
        for e in reading.entities
        if here and e.mention.entity.kind == "state" and 0 <= here[-1].start - e.end <= 1
    ]
    state = beside[-1] if beside else state  # الرئيس الغاني جون كوفور
    if not here and (envoy := _served(reading, said)) is not None:
        return named_elsewhere(envoy)
    if person is not None and (state is None or state.kind != "state"):
        state = context.origins.get(
            person.key
        )  # an office of the United Nations: الليبي علي التريكي
    if state is None or state.kind != "state":
        return None
    return Filler(state, span=reading.span(said, said + 1), basis=Basis.INHERITED)


def just_told(context: Context, kind: str, reading: Reading, index: int) -> bool:
    """Return whether such a fact was told before word `index`: here, or by the verb before."""
    last = context.last_of(kind, reading.words[index].start)
    if last is None or last.sentence == reading.sentence.number:
        return last is not None
    return (
        last.sentence == reading.sentence.number - 1
        and last.span.end > context.last_verb
        and not reading.predicate_between(0, index)
    )
