"""Filling the roles of a rule from the mentions around its trigger."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.mentions.mention import Form
from loaders.statements.resolutions.vacating import of_no_topic
from loaders.statements.roles.listing import fits
from loaders.statements.roles.memberships import is_sat_in
from loaders.statements.roles.objects import of_other_deed
from loaders.statements.roles.subjects import antecedent, nested, subject_of
from loaders.statements.roles.titles import is_owner
from loaders.statements.rulebook.pattern import Match
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.governing import IDAFA, SUBJECT_PRONOUNS, governor
from loaders.statements.sentence.insertions import aside
from loaders.statements.sentence.list_names import CONJUNCTIONS, DOCUMENT_NOUNS
from loaders.statements.sentence.reading import Clause, PlacedEntity, Reading
from loaders.statements.sentence.resumed import subject_before
from loaders.statements.times.anchors import is_nominal

_TO, _ON, _BY = "الي", "علي", "ب"
_FRONT = 3  # words before a name that a clause puts first: إلى عضوية منظمة


def find(
    reading: Reading,
    slot: Slot,
    match: Match,
    clause: Clause,
    taken: Sequence[PlacedEntity],
) -> PlacedEntity | None:
    """Return the mention that fills `slot`, by the place that the slot asks for, or None."""
    usable = [
        entity
        for entity in reading.entities
        if clause.start <= entity.start < clause.end
        and fits(reading, slot, entity)
        and not any(entity.start < t.end and t.start < entity.end for t in taken)
        and not nested(reading, entity)
        and not (slot.role != "of" and is_owner(reading, entity))
        and not aside(reading, entity.start, match.end)
    ]
    if slot.where == "subject":
        own = subject_of(reading, slot, match, usable, taken)
        return own or subject_before(reading, slot, match, clause)
    for entity in _ranked(reading, slot, match, usable):
        if not _reached(reading, slot, match, entity):
            continue
        particle = governor(reading, entity)
        if slot.after and particle not in slot.after and not _issues(reading, slot, match, entity):
            continue
        if slot.role == "subject" and of_no_topic(reading, entity):
            continue
        if _plays_another_part(reading, slot, match, entity, particle):
            continue
        return entity
    if slot.where == "after":
        return _fronted(reading, slot, match, clause, usable)
    return antecedent(reading, slot, match) if slot.where == "object" else None


def _fronted(
    reading: Reading, slot: Slot, match: Match, clause: Clause, usable: list[PlacedEntity]
) -> PlacedEntity | None:
    """Return what an Arabic clause puts first with its preposition: وفي مجلس الأمن جلست المجر."""
    if match.start not in reading.predicates:
        return None
    for entity in usable:
        if entity.end != match.start or entity.start - clause.start > _FRONT:
            continue
        particle = governor(reading, entity)
        if reading.lists.language == "ar" and particle and particle in slot.after:
            return entity
    return None


def _ranked(
    reading: Reading, slot: Slot, match: Match, usable: list[PlacedEntity]
) -> list[PlacedEntity]:
    """Return the mentions at the place that the slot asks for, the likeliest first."""
    behind = [e for e in usable if e.start >= match.end]
    inside = [e for e in usable if match.holds(e)]
    before = [e for e in usable if e.end <= match.start]
    ranked = {
        "object": [e for e in inside if _in_gap(reading, match, e)] + behind + inside,
        "after": behind + inside,
        "before": before[::-1],
        "anywhere": inside + behind + before[::-1],
        "item": behind + inside,
    }[slot.where]
    if slot.prefer:
        ranked = _preferred(slot, ranked)
    if slot.role == "organ" and slot.where == "anywhere":
        ranked = sorted(ranked, key=lambda e: e.mention.entity.kind != "organ")
        ranked = sorted(ranked, key=lambda e: not _issues(reading, slot, match, e))
    if slot.role == "body":  # who votes is the subject: "the Council created the Tribunal by 13 …"
        ranked = sorted(ranked, key=lambda e: e in before and _is_object(reading, e))
        ranked = sorted(ranked, key=lambda e: is_sat_in(reading, e))
        if any(e.mention.entity.kind == "organ" and not governor(reading, e) for e in ranked):
            # قبلت الجمعية العامة إسرائيل في الأمم المتحدة بسبعة وثلاثين صوتا: no organisation
            ranked = sorted(ranked, key=lambda e: e.mention.entity.kind != "organ")
        if reading.lists.language == "en":
            ranked = _own_clause_first(reading, match, ranked, before)
        if any(e in before and not governor(reading, e) for e in ranked):
            # "the Assembly, on the recommendation of the Council, approved it by …"
            ranked = sorted(ranked, key=lambda e: e in before and governor(reading, e) == "of")
    return ranked


def _in_gap(reading: Reading, match: Match, entity: PlacedEntity) -> bool:
    """Whether an Arabic verb has a name in the gap of its own words: قُبلت غانا عضوا.

    It goes before one that only follows: قُبلت غانا عضوا في …، وكذلك كينيا.
    """
    return (
        reading.lists.language == "ar"
        and match.perfect is not None
        and entity.start >= match.perfect.end
        and entity.mention.form is Form.NAME
        and not governor(reading, entity)
    )


def _issues(reading: Reading, slot: Slot, match: Match, entity: PlacedEntity) -> bool:
    """Whether an English organ stands right before its text: "rests on Council resolution 690"."""
    return (
        reading.lists.language == "en"
        and slot.role == "organ"
        and reading.has(match.start, DOCUMENT_NOUNS)
        and (entity.end == match.start or reading.words[entity.end].form in {"'", "'s"})
        and match.start - entity.end in {0, 1}
    )


def _own_clause_first(
    reading: Reading, match: Match, ranked: list[PlacedEntity], before: list[PlacedEntity]
) -> list[PlacedEntity]:
    """Put the bodies of the next clause last: "the Assembly, by 114 votes, …, and the Council"."""
    clause = reading.clause(match.start)
    if not any(e.start >= clause.start and not governor(reading, e) for e in before):
        return ranked
    words = reading.words
    turns = [
        index
        for index in range(match.end, len(words) - 1)
        if words[index].form == "," and reading.has(index + 1, CONJUNCTIONS)
    ]
    stop = min([clause.end, *turns])
    return sorted(ranked, key=lambda e: e.start >= stop)


def _reached(reading: Reading, slot: Slot, match: Match, entity: PlacedEntity) -> bool:
    """Whether a mention stands near enough: words of names, lists and insertions do not count."""
    start = reading.leads.get(entity.start, entity.start)
    between = range(match.end, start) or range(entity.end, match.start)
    return slot.within >= sum(
        not reading.inside_mention(i)
        and not aside(reading, i, match.end)
        and not any(begin <= i < end for begin, end in reading.runs.items())
        for i in between
    )


def _plays_another_part(
    reading: Reading, slot: Slot, match: Match, entity: PlacedEntity, particle: str
) -> bool:
    """Whether what stands around a mention tells that it has another part in the sentence."""
    elsewhere = slot.inherit == "venue" or (slot.role == "organ" and slot.where == "anywhere")
    if elsewhere and reading.predicate_between(match.end, entity.start):
        return True  # it belongs to the next verb
    by_it = slot.role == "treaty" and any(cue.form.particle == _BY for cue in match.cues)
    joined = slot.role in {"organisation", "treaty"} and not by_it  # بانضمام كينيا صارت المعاهدة
    if joined and _of_next_verb(reading, match, entity):
        return True  # وبعد انضمامها بعام انتخبت لعضوية المجلس
    if slot.role == "treaty" and _past_own_object(reading, match, entity, particle):
        return True  # وقعت بعد انضمامها إلى الأمم المتحدة على المعاهدة
    whole = entity.mention.entity.kind == "organisation" and entity.start > match.start
    if slot.role == "organ" and elsewhere and not particle and whole:
        return True  # "Resolution 1181, establishing the United Nations Observer Mission, was …"
    if slot.role == "treaty" and of_other_deed(reading, match.end, entity.start):
        return True
    english = reading.lists.language != "ar"
    if english and slot.role == "subject" and reading.has(entity.start, SUBJECT_PRONOUNS):
        return True  # "in resolution 819 it declared": who acts
    if english and slot.role == "subject" and reading.has(entity.end, DOCUMENT_NOUNS):
        return True  # "in its resolution 819": whose it is
    if english and slot.role == "subject" and not particle and entity.end <= match.start:
        return True  # "Turkish troops landed, and the Council responded with resolution 353"
    if slot.where != "object":
        return False
    if not slot.after and particle not in {"", IDAFA}:
        return True
    # "was admitted … despite Baghdad's objection"
    return particle == IDAFA and match.perfect is not None and entity.start != match.end


def _of_next_verb(reading: Reading, match: Match, entity: PlacedEntity) -> bool:
    """Whether an Arabic verb stands between a verbal noun and a mention behind it."""
    return (
        reading.lists.language == "ar"
        and is_nominal(match)
        and any(
            match.end <= index < entity.start and not aside(reading, index, match.end)
            for index in reading.predicates
        )
    )


def _past_own_object(reading: Reading, match: Match, entity: PlacedEntity, particle: str) -> bool:
    """Whether an Arabic noun has something else behind "to", and the mention stands behind "on"."""
    return (
        reading.lists.language == "ar"
        and is_nominal(match)
        and particle == _ON
        and any(
            reading.words[index].form.startswith(_TO) for index in range(match.end, entity.start)
        )
    )


def _is_object(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a mention stands behind the verb of an English clause."""
    clause = reading.clause(entity.start)
    return reading.lists.language == "en" and reading.predicate_between(clause.start, entity.start)


def _preferred(slot: Slot, ranked: list[PlacedEntity]) -> list[PlacedEntity]:
    """Put mentions of preferred kinds first where they stand right behind the first one."""
    if not ranked:
        return ranked
    near = [e for e in ranked[1:3] if e.start - ranked[0].end <= 2]
    return [
        e
        for e in [ranked[0], *near]
        if e.mention.entity.kind in slot.prefer and e.mention.form is not Form.METONYM
    ] + ranked
