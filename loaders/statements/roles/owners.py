"""Whose an office is: the state or body that a title belongs to."""

from __future__ import annotations

from dataclasses import replace

from loaders.entities import Entity
from loaders.mentions.mention import Basis, Form
from loaders.statements.candidate import Candidate, Filler, filler_of, named_elsewhere
from loaders.statements.roles import titles
from loaders.statements.roles.context import Context
from loaders.statements.rulebook.things import Things
from loaders.statements.sentence.governing import governor, is_possessive
from loaders.statements.sentence.list_names import THERE
from loaders.statements.sentence.reading import Clause, PlacedEntity, Reading

_VISITS = frozenset({"visited", "visit-noun", "received", "arrived"})
NEWBORN = "newborn"  # للدولة الجديدة
_STATE = frozenset({"state"})
_FARTHEST = 2  # words between an owner in the genitive and the title, less the "'s"


def settle(candidate: Candidate, context: Context, things: Things) -> None:
    """Make office and owner of a filled candidate agree.

    An owner that the title cannot take (زار رئيس الوزراء الكويت) gives way to the one that is
    meant, and the particular office stands for the general one: "President" of the Assembly.
    """
    offices, bodies = candidate.fillers.get("office"), candidate.fillers.get("of")
    if not offices or not bodies:
        return
    office = offices[0]
    body = things.body_of(office.entity)
    if body is not None and bodies[0].entity.kind in {"state", "place"}:
        bodies = [Filler(body)]
    elif (named := _within_title(candidate, office)) is not None:
        bodies = [named]
    elif (elected := _state_of_voters(candidate, office, bodies[0], things)) is not None:
        bodies = [elected]
    elif _is_misplaced(candidate, office, bodies[0]):
        meant = owner_of(candidate, context, things)
        if meant is None:
            del candidate.fillers["of"]
            return
        bodies = [meant]
    candidate.fillers["of"] = bodies
    particular = things.refined(office.entity, bodies[0].entity)
    candidate.fillers["office"] = [replace(office, entity=particular), *offices[1:]]


def is_of_other_use(candidate: Candidate) -> bool:
    """Whether an Arabic title is used otherwise than the rule reads it.

    What somebody is elected to is no title in apposition; a title right before the name is not what
    its bearer takes over: "President Castro took the floor".
    """
    offices, persons = candidate.fillers.get("office"), candidate.fillers.get("person")
    title = offices[0].placed if offices else None
    if title is None or candidate.reading.lists.language != "ar":
        return False
    if candidate.rule.date == "attested":
        return titles.is_predicate(candidate.reading, title)
    person = persons[0].placed if persons else None
    if person is not None and titles.is_inserted(candidate.reading, title, person):
        return True
    if any(role == "person" for role, _ in candidate.match.slots):
        return False
    return person is not None and titles.is_apposed(candidate.reading, title, person)


def _state_of_voters(
    candidate: Candidate, office: Filler, body: Filler, things: Things
) -> Filler | None:
    """Return the state whose parliament stands before the title: it elects, the office is not its.

    انتخب مجلس النواب اللبناني ميشال عون رئيسا للجمهورية.
    """
    title, voters = office.placed, body.placed
    if candidate.reading.lists.language != "ar" or title is None or voters is None:
        return None
    state = things.entity(body.entity.part_of or "")
    before = body.entity.kind == "organ" and voters.end <= title.start
    return Filler(state, span=body.span) if before and state and state.kind == "state" else None


def _is_misplaced(candidate: Candidate, office: Filler, body: Filler) -> bool:
    """Whether the body stands right behind an Arabic title that is complete without it.

    An adjective before the title describes the person: تولى السنغالي … منصب المدير العام.
    """
    title, owner = office.placed, body.placed
    if candidate.reading.lists.language != "ar" or title is None or owner is None:
        return False
    if owner.mention.form is Form.ADJECTIVE and owner.end <= title.start:
        return True
    return (
        owner.start == title.end
        and owner.mention.form is not Form.DESCRIPTION
        and not titles.takes(candidate.reading, title, owner)
    )


def owner_of(candidate: Candidate, context: Context, things: Things) -> Filler | None:
    """Return whose office it is: by its name, by what was said of the person, by the topic."""
    title = candidate.fillers["office"][0]
    body = things.body_of(title.entity)
    if body is not None:
        return Filler(body, basis=Basis.EXPLICIT)
    named = (
        _within_title(candidate, title)
        or _in_genitive(candidate, title)
        or _by_pronoun(candidate, title, context)
    )
    if named is not None:
        return named
    usual = things.usual_body(title.entity)
    if usual is not None:
        return Filler(usual, basis=Basis.INFERRED)
    known = _said_before(candidate, context)
    if known is not None and known.kind == "state":
        return Filler(known, basis=Basis.INHERITED)
    found = context.leading_state() or context.subject(_STATE)
    ruled = things.ruled_by(title.entity)
    if ruled and (found is None or found.entity.key not in ruled):
        return _ruled(candidate, context, ruled)
    if found is not None and _comes_to(candidate, found.entity):
        return None
    return None if found is None else Filler(found.entity, span=found.span, basis=Basis.INFERRED)


def _ruled(candidate: Candidate, context: Context, states: frozenset[str]) -> Filler | None:
    """Return the state named last that has such a ruler: no emperor is one of Italy."""
    reading, end = candidate.reading, candidate.match.start
    here = [e for e in reading.entities if e.end <= end and e.mention.entity.key in states]
    named = here[-1].mention.entity if here else context.named_among(states)
    return None if named is None else Filler(named, basis=Basis.INFERRED)


def _comes_to(candidate: Candidate, state: Entity) -> bool:
    """Whether the clause tells of a visit to the state: its own president does not come to it."""
    reading, clause, match = candidate.reading, candidate.clause, candidate.match
    visits = [
        c
        for c in reading.cues
        if c.name in _VISITS
        and clause.start <= c.start < clause.end
        and not match.start <= c.start < match.end  # وصل إلى الرئاسة
    ]
    there = any(reading.has(index, THERE) for index in range(clause.start, clause.end))
    there = there or any(c.form.suffix for c in visits)  # وزارها الرئيس
    return bool(visits) and (there or _is_named(reading, clause, state))


def _is_named(reading: Reading, clause: Clause, state: Entity) -> bool:
    return any(
        e.mention.entity.key == state.key
        and clause.start <= e.start < clause.end
        and e.mention.form in {Form.NAME, Form.METONYM, Form.DESCRIPTION, Form.PRONOUN}
        for e in reading.entities
    )


def _within_title(candidate: Candidate, title: Filler) -> Filler | None:
    """Return the body that the title names itself: "Director-General of UNESCO"."""
    if title.span is None:
        return None
    within = [
        e
        for e in candidate.reading.entities
        if e.mention.span != title.span
        and title.span.covers(e.mention.span)
        and e.mention.entity.kind in {"organisation", "organ", "state"}
        and not _accredited(candidate, e)
    ]
    return filler_of(within[-1]) if within else None


def _in_genitive(candidate: Candidate, title: Filler) -> Filler | None:
    """Return the state in the genitive close before the title: "the country's first president"."""
    if title.placed is None:
        return None
    start = title.placed.start
    owners = [
        e
        for e in candidate.reading.entities
        if start - _FARTHEST <= e.end <= start
        and e.mention.entity.kind == "state"
        and (is_possessive(candidate.reading, e) or _is_its(candidate, e))
    ]
    return replace(filler_of(owners[-1]), placed=None) if owners else None


def _is_its(candidate: Candidate, owner: PlacedEntity) -> bool:
    """Whether the mention is an English "its": "was sworn in as its first president"."""
    return owner.mention.form is Form.PRONOUN and candidate.reading.words[owner.start].form == "its"


def _accredited(candidate: Candidate, body: PlacedEntity) -> bool:
    """Whether a representative is sent to the body: "to the United Nations", لدى الأمم المتحدة."""
    before = [word.form for word in candidate.reading.words[max(0, body.start - 2) : body.start]]
    return "to" in before or "لدي" in before


def _by_pronoun(candidate: Candidate, title: Filler, context: Context) -> Filler | None:
    """Return the state that a pronoun in the title stands for: مندوبها الدائم، رئيس وزرائه.

    So does "the new state": رئيسا للدولة الجديدة.
    """
    reading = candidate.reading
    if title.placed is None:
        return None
    if not (titles.has_pronoun(reading, title.placed) or _of_newborn(reading, title.placed)):
        return None
    earlier = [
        e
        for e in reading.entities
        if e.end <= title.placed.start and e.mention.entity.kind == "state"
    ]
    if earlier:
        # Rather the subject of the clause than a state behind a preposition.
        named = [e for e in earlier if not governor(reading, e)] or earlier
        return named_elsewhere(named[-1])
    found = context.subject(_STATE)
    return None if found is None else Filler(found.entity, span=found.span, basis=Basis.INHERITED)


def _of_newborn(reading: Reading, title: PlacedEntity) -> bool:
    """Whether a title is that of a state just born, and not a new title: الرئيسة الجديدة."""
    return reading.words[title.end - 1].form.startswith("لل") and reading.has(title.end, NEWBORN)


def _said_before(candidate: Candidate, context: Context) -> Entity | None:
    person = next((f.entity for f in candidate.fillers.get("person", [])), None)
    return context.offices.get(person.key) if person is not None else None
