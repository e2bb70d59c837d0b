"""Filling the roles of a rule from the mentions around its trigger."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.mentions.mention import Form
from loaders.statements.governing import FILLERS, IDAFA, SUBJECT_PRONOUNS, governor
from loaders.statements.insertions import aside
from loaders.statements.listing import fits
from loaders.statements.memberships import is_sat_in
from loaders.statements.objects import of_other_deed
from loaders.statements.pattern import Match
from loaders.statements.reading import Clause, PlacedEntity, Reading
from loaders.statements.rule import Slot
from loaders.statements.titles import is_owner
from loaders.statements.vacating import vacated
from loaders.statements.wordlists import NOMINAL

NEGATORS = "negators"
RELATIVES = "relatives"
THERE = "there"  # الذي انضمت فيه مولدوفا: the subject stands behind the verb of its relative clause
_BEFORE_SUBJECT = ("being", "complementisers", "clause-openers")
_BEFORE_RELATIVE = 4  # words between a name and "which", in which it is still what is meant
_AFTER_SUBJECT = frozenset({"قد", "كانت", "كان"})
_SUFFIXES = ("ه", "ها", "هما", "هم")
_OBJECTS = ("ها", "هما", "هم")


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
        and not _nested(reading, entity)
        and not (slot.role != "of" and is_owner(reading, entity))
        and not aside(reading, entity.start, match.end)
    ]
    if slot.where == "subject":
        return _subject(reading, slot, match, usable, taken)
    behind = [e for e in usable if e.start >= match.end]
    inside = [e for e in usable if _inside(e, match)]
    before = [e for e in usable if e.end <= match.start]
    ranked = {
        "object": behind + inside,
        "after": behind + inside,
        "before": before[::-1],
        "anywhere": inside + behind + before[::-1],
        "item": behind + inside,
    }[slot.where]
    if slot.prefer:
        ranked = _preferred(slot, ranked)
    if slot.role == "organ" and slot.where == "anywhere":
        ranked = sorted(ranked, key=lambda e: e.mention.entity.kind != "organ")
    if slot.role == "body":  # who votes is the subject: "the Council created the Tribunal by 13 …"
        ranked = sorted(ranked, key=lambda e: e in before and _is_object(reading, e))
        ranked = sorted(ranked, key=lambda e: is_sat_in(reading, e))
    left = vacated(reading) if slot.role == "subject" else None
    for entity in ranked:
        between = range(match.end, entity.start) or range(entity.end, match.start)
        distance = sum(
            not reading.inside_mention(i) and not aside(reading, i, match.end) for i in between
        )
        if distance > slot.within:
            continue
        elsewhere = slot.inherit == "venue" or (slot.role == "organ" and slot.where == "anywhere")
        if elsewhere and reading.predicate_between(match.end, entity.start):
            continue  # it belongs to the next verb
        particle = governor(reading, entity)
        whole = entity.mention.entity.kind == "organisation" and entity.start > match.start
        if slot.role == "organ" and elsewhere and not particle and whole:
            continue  # "Resolution 1181, establishing the United Nations Observer Mission, was …"
        if slot.after and particle not in slot.after:
            continue
        if left not in {None, entity} and not particle:
            continue  # طالب المجلس العراق بسحب قواته من الكويت: who is called upon
        if slot.role == "treaty" and of_other_deed(reading, match.end, entity.start):
            continue
        english = reading.lists.language != "ar"
        if english and slot.role == "subject" and reading.has(entity.start, SUBJECT_PRONOUNS):
            continue  # "in resolution 819 it declared": who acts
        if english and slot.role == "subject" and not particle and entity.end <= match.start:
            continue  # "Turkish troops landed, and the Council responded with resolution 353"
        if slot.where == "object" and not slot.after and particle not in {"", IDAFA}:
            continue
        if slot.where == "object" and particle == IDAFA and match.perfect is not None:
            continue  # "was admitted … despite Baghdad's objection"
        return entity
    return _antecedent(reading, slot, match) if slot.where == "object" else None


def _antecedent(reading: Reading, slot: Slot, match: Match) -> PlacedEntity | None:
    """Return of whom a relative clause without an object tells: الدولة التي قُبلت فيه."""
    relative = _relative_before(reading, match.start)
    if relative is None:
        return None
    before = [e for e in reading.entities if e.end <= relative and fits(reading, slot, e)]
    near = bool(before) and before[-1].end >= relative - _BEFORE_RELATIVE
    return before[-1] if near else None


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


def _inside(entity: PlacedEntity, match: Match) -> bool:
    """Whether the mention is a pronoun or adjective within the trigger's own words."""
    return entity.start >= match.start and entity.end <= match.end


def _nested(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether the mention is part of the name of something larger."""
    span = entity.mention.span
    return any(
        other.mention.span != span and other.mention.span.covers(span) for other in reading.entities
    )


def _subject(
    reading: Reading,
    slot: Slot,
    match: Match,
    usable: list[PlacedEntity],
    taken: Sequence[PlacedEntity],
) -> PlacedEntity | None:
    relative = _relative_before(reading, match.start)
    if relative is not None and reading.has(match.end, THERE):
        begin = match.end + 1
        while reading.has(begin, FILLERS):
            begin += 1  # الذي انضمت فيه جارتاها بولندا والمجر
        own = [e for e in usable if e.start == begin and not governor(reading, e)]
        if own:
            return own[0]
    finite = match.perfect is not None or any(cue.form.suffix for cue in match.cues)
    done_to = finite and reading.words[match.start].form.endswith(_SUFFIXES)
    if (
        relative is not None
        and not done_to  # الاتفاق الذي وقعته لشبونة: who did it stands behind
        and not _has_subject(reading, slot, relative, match.start)
    ):
        antecedents = [
            e
            for e in reading.entities
            if e.end <= relative and fits(reading, slot, e) and not _nested(reading, e)
        ]
        if antecedents:
            last = antecedents[-1]
            return last if last.end >= relative - _BEFORE_RELATIVE else None
    moods = [cue.form.mood for cue in match.cues if cue.form.mood != "words"]
    nominal = bool(moods) and moods[0] in NOMINAL
    own = [e for e in usable if _inside(e, match) and e.mention.form is Form.PRONOUN]
    if own and nominal:
        return own[0]
    after = [e for e in usable if e.start >= match.start]
    before = [e for e in usable if e.end <= match.start]
    reported = _content_start(reading, match.start)
    if reported is not None:
        before = [e for e in before if e.start >= reported]
    if nominal:
        if _of_unnamed(reading, match):
            return None
        near = [
            e
            for e in after
            if e.start - match.end <= 1 and governor(reading, e) in {"", IDAFA, *slot.after}
        ]
        near += [
            e
            for e in after
            if governor(reading, e) in slot.after
            and e.start - _reach_from(match, taken, e) <= slot.within
        ]
        if near:
            return near[0]
        after = []
    free_after = [
        e
        for e in after
        if governor(reading, e) in {"", *slot.after} and _words_to(reading, match, e) <= slot.within
    ]
    arabic = reading.lists.language == "ar"
    allowed = {"", *slot.after} if nominal or arabic else {""}
    free_before = [e for e in before if governor(reading, e) in allowed]
    if "state" in slot.kinds and arabic:
        # دخلت مجلس أوروبا، كما انضمت …: a state's deed, the body is the object of the verb before.
        free_before = [e for e in free_before if not _is_body_entered(reading, e)]
    if reading.lists.language == "ar":
        fronted = next((e for e in free_before[::-1] if _is_fronted(reading, e, match.start)), None)
        if fronted is not None:
            return fronted
        first = free_after[0] if free_after else None
        if first is not None and not reading.predicate_between(match.end, first.start):
            return first
        return free_before[0] if free_before else None
    return free_before[-1] if free_before else None


def _words_to(reading: Reading, match: Match, entity: PlacedEntity) -> int:
    """Return how many words stand between a trigger and a mention behind it.

    Those of names and dates do not count, unless what is denied of somebody else begins between.
    """
    between = range(match.end, entity.start)
    if any(reading.has(index, NEGATORS) for index in between):
        return len(between)
    return sum(not reading.inside_mention(index) for index in between)


def _is_body_entered(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a body stands right behind a feminine verb, whose object it may be."""
    verb = entity.start - 1
    return (
        entity.mention.entity.kind == "organisation"
        and verb in reading.predicates
        and reading.words[verb].form.endswith("ت")
    )


def _of_unnamed(reading: Reading, match: Match) -> bool:
    """Whether an Arabic verbal noun has an unlisted subject: إعلان جبهة فريتيلين الاستقلال."""
    cues = [cue for cue in match.cues if cue.form.mood != "words"]
    if reading.lists.language != "ar" or len(cues) < 2 or cues[0].end >= cues[1].start:
        return False
    verb, behind = reading.words[cues[0].end - 1].form, cues[0].end
    return not (
        "ال" in verb[:4]
        or verb.endswith(("ه", *_OBJECTS))
        or reading.words[behind].is_mark
        or reading.has(behind, "prepositions")
        or reading.inside_mention(behind)
    )


def _is_fronted(reading: Reading, entity: PlacedEntity, verb: int) -> bool:
    """Whether a mention is the subject that Arabic puts before its verb: كان العراق قد احتل الكويت.

    It stands right before the verb, behind a word that a noun must follow or as the clause's first
    word. A verb with an object's pronoun has its subject behind it: الكويت احتلها العراق.
    """
    between = {reading.words[index].form for index in range(entity.end, verb)}
    if not between <= _AFTER_SUBJECT or reading.words[verb].form.endswith(_OBJECTS):
        return False
    before = entity.start - 1
    while before > reading.clause(verb).start and reading.has(before, "honorifics"):
        before -= 1  # كان الدبلوماسي جوزيف غاربا قد ترأس
    return (
        before < reading.clause(verb).start
        or reading.words[before].form == ":"
        or "ف" in entity.mention.clitics
        or any(reading.has(before, name) for name in _BEFORE_SUBJECT)
        or any(reading.has(entity.start, name, end=True) for name in _BEFORE_SUBJECT)
    )


def _content_start(reading: Reading, start: int) -> int | None:
    """Return where the "that" clause begins in which the verb at `start` stands, if in one.

    "She said that it …" with the subject attached to "that" (أنها) goes on about the speaker.
    """
    for index in range(start - 1, -1, -1):
        cue = reading.cue(index, "complementisers")
        if cue is None or not reading.predicate_between(0, index):
            continue
        if reading.words[index].form.endswith(("ه", "ها", "هم")):
            return None
        return cue.end
    return None


def _reach_from(match: Match, taken: Sequence[PlacedEntity], entity: PlacedEntity) -> int:
    """Return the word from which the distance to `entity` counts: behind what is taken already."""
    return max([match.end, *(t.end for t in taken if t.end <= entity.start)])


def _relative_before(reading: Reading, start: int) -> int | None:
    """Return where the relative pronoun stands of which the verb at `start` is the verb."""
    for index in range(start - 1, max(-1, start - 4), -1):
        if reading.has(index, RELATIVES):
            return index
        if index in reading.predicates or reading.words[index].form == ",":
            return None
    return None


def _has_subject(reading: Reading, slot: Slot, relative: int, start: int) -> bool:
    """Whether the verb has a subject behind "that": "Cyprus claims that Turkey has occupied …"."""
    return reading.lists.language != "ar" and any(
        relative < e.start
        and e.end <= start
        and fits(reading, slot, e)
        and not governor(reading, e)
        for e in reading.entities
    )
