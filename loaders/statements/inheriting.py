"""What a role that the clause leaves unsaid refers to."""

from __future__ import annotations

from dataclasses import replace

from loaders.mentions.capitals import CAPITALS, capital_of
from loaders.mentions.mention import Basis, Form
from loaders.statements import listing
from loaders.statements.agreement import disagrees, has_feminine_verb
from loaders.statements.candidate import Candidate, Filler, filler_of
from loaders.statements.context import Antecedent, Context, clause_subject
from loaders.statements.governing import IDAFA, governor
from loaders.statements.memberships import is_sat_in
from loaders.statements.numbering import excluded, organ_named
from loaders.statements.owners import owner_of
from loaders.statements.reading import PlacedEntity, Reading
from loaders.statements.resolution_subjects import spoken_of
from loaders.statements.rule import Slot
from loaders.statements.things import Things
from loaders.statements.titles import is_owner
from loaders.statements.told import again, country_of, enumerated, office_holder, place_of

_DOERS = frozenset({"state", "person"})
_STATES = frozenset({"state"})
_TURNS = "turns"  # أما: what the clause turns to stands behind it
_ADOPTED = "adopted"
_DECIDING = frozenset({"organ", "body"})
_RANK = {IDAFA: 1, "عن": 2, "من": 2}


def may_inherit(candidate: Candidate, slot: Slot) -> bool:
    """Return whether an unsaid role may be inherited: a bare verbal noun has no subject."""
    if slot.inherit != "topic" or candidate.rule.language != "ar":
        return True
    verb = next((cue for cue in candidate.match.cues if cue.form.mood != "words"), None)
    if verb is None or verb.form.mood != "noun":
        return True
    return candidate.reading.words[verb.end - 1].form.endswith(("ه", "ها", "هم", "هما"))


def by_suffix(candidate: Candidate, slot: Slot, context: Context) -> Filler | None:
    """Return what the pronoun attached to the verb stands for: واحتلتها, زارها."""
    if not any(cue.form.suffix for cue in candidate.match.cues):
        return None
    others = candidate.filled
    # What a noun governs ("after the fall of Italy") is meant only if nothing else is named, and
    # what another became free of ("independent of Portugal") last of all.
    before = list(reversed(candidate.reading.entities))
    before.sort(key=lambda e: _RANK.get(governor(candidate.reading, e), 0))
    # أما رئيس زامبيا فزارها: whose the title of him is that does it is not meant either.
    before.sort(key=lambda e: is_owner(candidate.reading, e))
    # "the islands that Britain occupies": Britain is what does it, not what it is done to.
    before.sort(key=lambda e: _does_it(candidate.reading, e))
    relative = _relative(candidate.reading, candidate.match.start)
    if relative is not None:  # "the peninsula that, A says, B occupies": not A
        before.sort(key=lambda e: e.end > relative)
    for entity in before:
        named = entity.end <= candidate.match.start and listing.fits(
            candidate.reading, slot, entity
        )
        if named and entity.mention.entity.key not in others:
            if _as_place(candidate, slot, entity):
                continue
            if slot.derive == CAPITALS and entity.mention.form is Form.METONYM:
                city = capital_of(entity.mention.entity)
                return Filler(city, span=entity.mention.span, basis=Basis.INHERITED)
            return replace(filler_of(entity), placed=None, basis=Basis.INHERITED)
    found = context.subject(slot.kinds) or context.mentioned(slot.kinds)
    if found is None or found.entity.key in others:
        return None
    return Filler(found.entity, span=found.span, basis=Basis.INHERITED)


def _does_it(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a mention stands right behind a verb with its object: التي تحتلها بريطانيا."""
    verb = entity.start - 1
    return verb in reading.predicates and any(
        cue.form.suffix for cue in reading.cues_at.get(verb, ())
    )


def _relative(reading: Reading, end: int) -> int | None:
    """Return where the relative pronoun stands in whose clause, commas apart, word `end` is."""
    for index in range(end - 1, -1, -1):
        if reading.words[index].is_mark:
            return None
        if reading.has(index, "relatives"):
            return index
    return None


def _as_place(candidate: Candidate, slot: Slot, entity: PlacedEntity) -> bool:
    """Whether a capital's name stands for the government where the city itself will do."""
    return entity.mention.form is Form.METONYM and any(
        other.mention.entity.kind == "place" and listing.fits(candidate.reading, slot, other)
        for other in candidate.reading.entities_at.get(entity.start, ())
    )


def inherited(candidate: Candidate, slot: Slot, context: Context, things: Things) -> Filler | None:
    """Return what an unsaid role refers to: first earlier in the sentence, then before it.

    A resolution whose number cannot be that body's is another's that the text has named.
    """
    meant = _meant(candidate, slot, context, things)
    if slot.role not in _DECIDING or not candidate.match.numbers:
        return meant
    if meant is not None and not excluded(candidate, meant.entity, things):
        return meant
    other = organ_named(candidate, slot, context, things)
    return None if other is None else Filler(other.entity, span=other.span, basis=Basis.INFERRED)


def _meant(candidate: Candidate, slot: Slot, context: Context, things: Things) -> Filler | None:
    reading = candidate.reading
    if slot.inherit == "mentioned":
        # Counts may stand around a clause that says who adopted what they were given to.
        match, votes = candidate.match, slot.role == "body"
        end = match.end if votes else match.start
        earlier = [e for e in reading.entities if e.end <= end and listing.fits(reading, slot, e)]
        organs = [e for e in earlier if e.mention.entity.kind == "organ"]
        if slot.role in _DECIDING:
            own = [e for e in organs if not excluded(candidate, e.mention.entity, things)]
            earlier, organs = ([], []) if organs and not own else (earlier, own)
        if votes:
            if not organs and (adopts := _adopting_behind(candidate, slot)) is not None:
                return replace(filler_of(adopts), placed=None, basis=Basis.INHERITED)
            organs = [e for e in organs if not is_sat_in(reading, e)] or organs
        if earlier:
            earlier = organs or earlier
            return replace(filler_of(earlier[-1]), placed=None, basis=Basis.INHERITED)
        found = _last_mentioned(candidate, slot, context, things)
        if found is not None and any(word in found.entity.key for word in slot.without):
            found = None
        if found is None and slot.role == "body":
            found = context.subject(slot.kinds)
    elif slot.inherit == "heading":
        return _heading(candidate, slot)
    elif slot.inherit == "other":
        return _other(candidate, slot, context)
    elif slot.inherit == "spoken-of":
        return spoken_of(candidate, slot, context)
    elif slot.inherit == "office-of":
        return owner_of(candidate, context, things)
    elif slot.inherit in {"venue", "attended"}:
        meeting = context.meeting_near(reading.sentence.number)
        if meeting is not None:
            return place_of(meeting)
        if slot.inherit == "attended":
            return None
        found = context.mentioned(slot.kinds - {"organisation"})
    elif slot.inherit in {"cooperating", "grouped"}:
        return enumerated(candidate, slot, context)
    elif slot.inherit == "text-topic":
        found = context.topic
    elif slot.inherit == "again":
        return again(candidate, slot, context)
    elif slot.inherit == "office-holder":
        return office_holder(candidate, context)
    elif slot.inherit == "place-near":
        places = [e for e in reading.entities if e.mention.entity.kind == "place"]
        near = sorted(places, key=lambda e: (abs(e.start - candidate.match.end), e.start))
        if near:
            return replace(filler_of(near[0]), placed=None, basis=Basis.INFERRED)
        found = context.mentioned(frozenset({"place"}))
    elif slot.inherit == "accused":
        accused = context.accused(candidate.filled)
        if accused is None:
            return None
        return Filler(accused.entity, span=accused.span, basis=Basis.INFERRED)
    elif _is_about_a_place(candidate, slot):
        return None
    elif "state" in slot.kinds and (home := country_of(candidate, context)) is not None:
        return home
    else:
        said = _subject_before(candidate, slot, context)
        if said is not None:
            return replace(filler_of(said), placed=None, basis=Basis.INHERITED)
        found = _last_subject(candidate, slot, context)
    if found is None and slot.role == "body" and context.meeting is not None:
        return place_of(context.meeting)
    if found is None or (slot.keys and found.entity.key not in slot.keys):
        return None
    return Filler(found.entity, span=found.span, basis=Basis.INHERITED)


def _adopting_behind(candidate: Candidate, slot: Slot) -> PlacedEntity | None:
    """Return who is said behind the counts to have adopted it: وقد اعتمدته الجمعية العامة."""
    reading = candidate.reading
    beside = {
        place for cue in reading.cues if cue.name == _ADOPTED for place in (cue.start, cue.end)
    }
    return next(
        (
            e
            for e in reading.entities
            if e.start >= candidate.match.end
            and e.mention.entity.kind == "organ"
            and (e.start in beside or e.end in beside)
            and listing.fits(reading, slot, e)
        ),
        None,
    )


def _heading(candidate: Candidate, slot: Slot) -> Filler | None:
    """Return what a list is said to be about before it begins: "two resolutions on Yemen, …"."""
    reading = candidate.reading
    for entity in reading.entities:
        named = entity.end <= candidate.match.start and listing.fits(reading, slot, entity)
        if named and governor(reading, entity) in slot.after:
            return replace(filler_of(entity), placed=None, basis=Basis.INHERITED)
    return None


def _other(candidate: Candidate, slot: Slot, context: Context) -> Filler | None:
    """Return the last one named before that has no other role: "independence from it"."""
    taken = candidate.filled
    before = [
        e
        for e in candidate.reading.entities
        if e.end <= candidate.match.start and listing.fits(candidate.reading, slot, e)
    ]
    named = [e for e in before if e.mention.entity.key not in taken]
    if named:
        return replace(filler_of(named[-1]), placed=None, basis=Basis.INHERITED)
    found = context.last_named(slot.kinds, taken)
    return None if found is None else Filler(found, basis=Basis.INHERITED)


def _last_mentioned(
    candidate: Candidate, slot: Slot, context: Context, things: Things
) -> Antecedent | None:
    """Return what the paragraph named last; who adopts and votes is an organ, if it names one."""
    if slot.role in _DECIDING and (organ := organ_named(candidate, slot, context, things)):
        return organ
    return context.mentioned(frozenset(key.partition("/")[0] for key in slot.keys) or slot.kinds)


def _subject_before(candidate: Candidate, slot: Slot, context: Context) -> PlacedEntity | None:
    """Return the subject of the nearest clause before that has a fitting one."""
    reading = candidate.reading
    if (described := _described(candidate, slot)) is not None:
        return described
    own = [
        entity
        for entity in clause_subject(reading, candidate.clause.start, candidate.match.start)
        if listing.fits(reading, slot, entity)
    ]
    earlier: list[PlacedEntity] = []
    for clause in reversed([c for c in reading.clauses if c.start < candidate.clause.start]):
        for entity in clause_subject(reading, clause.start, clause.end):
            named = entity.mention.entity
            adjective = entity.mention.form is Form.ADJECTIVE and named.kind in slot.kinds
            if (adjective or listing.fits(reading, slot, entity)) and not disagrees(
                candidate, named
            ):
                earlier.append(entity)
    # "Finland held a seat twice, the first time in …"
    found = [*own, *earlier] if slot.where == "caught" else [*earlier, *own]
    # Where states and bodies may do it, "entered the Council of Europe and signed" is a state's.
    doers = [e for e in found if e.mention.entity.kind in _DOERS] if slot.kinds & _DOERS else []
    if not doers and "state" in slot.kinds and context.subject(_STATES) is not None:
        return None  # "It joined the Council of Europe and signed": what was joined does not sign
    return next(iter(doers or found), None)


def _is_about_a_place(candidate: Candidate, slot: Slot) -> bool:
    """Whether the clause turns to a territory that is no state: أما الصومال البريطاني فقد نال …."""
    reading = candidate.reading
    if "state" not in slot.kinds or slot.kinds & {"place"}:
        return False
    own = candidate.clause.start
    # The verb's فـ may open a clause of its own behind what is fronted.
    first = next((c.start for c in reading.clauses if c.end == own), own)
    fronted = [
        e
        for e in reading.entities
        if first < e.start < candidate.match.start and reading.has(e.start - 1, _TURNS)
    ]
    return bool(fronted) and all(e.mention.entity.kind == "place" for e in fronted)


def _described(candidate: Candidate, slot: Slot) -> PlacedEntity | None:
    """Return the state of whom a relative clause tells that "and" goes on with.

    In the dispute with إريتريا، التي استقلت عن إثيوبيا وانضمت إلى الأمم المتحدة it is Eritrea.
    """
    reading, begin = candidate.reading, candidate.clause.start
    before = next((c for c in reading.clauses if c.end == begin), None)
    if before is None or candidate.clause.kind != "coordinate" or reading.lists.language != "ar":
        return None
    relative = _relative(reading, begin)
    if relative is None or relative <= before.start:
        return None
    noun = relative - reading.words[relative - 1].is_mark
    named = [
        e
        for e in reading.entities
        if e.end == noun
        and e.mention.entity.kind == "state"
        and e.mention.form is not Form.ADJECTIVE
        and listing.fits(reading, slot, e)
    ]
    return named[0] if named and reading.predicate_between(relative, begin) else None


def _last_subject(candidate: Candidate, slot: Slot, context: Context) -> Antecedent | None:
    """Return the last subject of a sentence before that the verb may be said of."""
    found = context.subject(slot.kinds)
    if found is not None and found.entity.key in candidate.filled:
        # "Independence from South Africa came …" where the paragraph names South Africa most.
        found = context.topics.get(found.entity.kind, found)
    if found is not None and disagrees(candidate, found.entity):
        found = context.leading_state()
        if found is not None and disagrees(candidate, found.entity):
            return None
    if found is not None and found.entity.kind == "person" and has_feminine_verb(candidate):
        # وترأست المجلس: a state's deed rather than that of a person of another paragraph.
        return found if context.is_here(found) else None
    return found
