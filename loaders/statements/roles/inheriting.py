"""What a role that the clause leaves unsaid refers to, by the way that its rule names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from loaders.mentions.mention import Basis, Form
from loaders.mentions.names.clitics import PRONOUNS
from loaders.statements.candidate import Candidate, Filler, named_elsewhere
from loaders.statements.resolutions.numbering import excluded, organ_named
from loaders.statements.resolutions.resolution_subjects import by_troops, spoken_of
from loaders.statements.resolutions.vacating import vacated
from loaders.statements.roles import listing
from loaders.statements.roles.context import Antecedent, Context
from loaders.statements.roles.earlier_subjects import earlier_subject, from_before
from loaders.statements.roles.memberships import is_sat_in
from loaders.statements.roles.owners import owner_of
from loaders.statements.roles.told import again, enumerated, office_holder, place_of
from loaders.statements.rulebook.rule import Slot
from loaders.statements.rulebook.things import Things
from loaders.statements.sentence.governing import governor
from loaders.statements.sentence.list_names import ADOPTED, BEING
from loaders.statements.sentence.reading import PlacedEntity

_DECIDING = frozenset({"organ", "body"})
_OF_IT = frozenset({BEING, "since-it"})
_VOTING = "body"
_PLACES = frozenset({"place"})
_ORGANISATIONS = frozenset({"organisation"})
_ACCEDED_TO = ("treaty", "organisation")


def may_inherit(candidate: Candidate, slot: Slot) -> bool:
    """Return whether an unsaid role may be inherited: a bare verbal noun has no subject."""
    if slot.inherit not in {"topic", "referent"} or candidate.rule.language != "ar":
        return True
    verb = next((cue for cue in candidate.match.cues if cue.form.mood != "words"), None)
    if verb is None or verb.form.mood != "noun":
        return True
    if any(cue.name in _OF_IT and cue.start < verb.start for cue in candidate.match.cues):
        return True  # وهي عضو في …: who is so was named before
    return candidate.reading.words[verb.end - 1].form.endswith(PRONOUNS)


def inherited(candidate: Candidate, slot: Slot, context: Context, things: Things) -> Filler | None:
    """Return what an unsaid role refers to: first earlier in the sentence, then before it.

    A resolution whose number cannot be that body's is another's that the text has named.
    """
    way = _WAYS.get(slot.inherit)
    meant = None if way is None else way(candidate, slot, context, things)
    if meant is None and slot.role == _VOTING and context.meeting is not None:
        meant = place_of(context.meeting)
    if slot.role not in _DECIDING or not candidate.match.numbers:
        return meant
    if meant is not None and not excluded(candidate, meant.entity, things):
        return meant
    other = organ_named(candidate, slot, context, things)
    return None if other is None else Filler(other.entity, span=other.span, basis=Basis.INFERRED)


def _mentioned(candidate: Candidate, slot: Slot, context: Context, things: Things) -> Filler | None:
    """Return what was named last; of several bodies the one that decides and can number so."""
    reading, votes = candidate.reading, slot.role == _VOTING
    # Counts may stand around a clause that says who adopted what they were given to.
    end = candidate.match.end if votes else candidate.match.start
    earlier = [e for e in reading.entities if e.end <= end and listing.fits(reading, slot, e)]
    organs = [e for e in earlier if e.mention.entity.kind == "organ"]
    if slot.role in _DECIDING:
        own = [e for e in organs if not excluded(candidate, e.mention.entity, things)]
        earlier, organs = ([], []) if organs and not own else (earlier, own)
    if votes:
        if not organs and (adopts := _adopting_behind(candidate, slot)) is not None:
            return named_elsewhere(adopts)
        organs = [e for e in organs if not is_sat_in(reading, e)] or organs
    if earlier:
        last = (organs or earlier)[-1]
        return named_elsewhere(last)
    found = _last_mentioned(candidate, slot, context, things)
    if found is not None and any(word in found.entity.key for word in slot.without):
        found = None
    if found is None and votes:
        found = context.subject(slot.kinds)
    if found is None and slot.kinds == _ORGANISATIONS and context.organs:
        # "The Council recommended it, and it became the 111th member": of what the organ is of.
        organ = context.organs[-1]
        found = replace(organ, entity=things.whole(organ.entity))
    return from_before(slot, found)


def _acceded_to(candidate: Candidate, slot: Slot, context: Context, _: Things) -> Filler | None:
    """Return what was named last of all that "acceded to it" can mean, if the slot takes it."""
    stop = candidate.match.start
    earlier = [e for e in candidate.reading.entities if e.end <= stop]
    here = [e for e in earlier if e.mention.entity.kind in _ACCEDED_TO]
    if here:
        last = max(here, key=lambda e: (e.end, -e.start))
        return named_elsewhere(last) if listing.fits(candidate.reading, slot, last) else None
    known = [a for kind in _ACCEDED_TO if (a := context.mentioned(frozenset({kind}))) is not None]
    found = max(known, key=lambda a: (a.span.end, -a.span.start), default=None)
    return from_before(slot, found) if found and found.entity.kind in slot.kinds else None


def _venue(candidate: Candidate, slot: Slot, context: Context, _: Things) -> Filler | None:
    """Return where the meeting told of nearby took place, else the body named last."""
    meeting = context.meeting_near(candidate.reading.sentence.number)
    if meeting is not None:
        return place_of(meeting)
    return from_before(slot, context.mentioned(slot.kinds - {"organisation"}))


def _attended(candidate: Candidate, slot: Slot, context: Context, _: Things) -> Filler | None:
    """Return where the meeting told of nearby took place."""
    meeting = context.meeting_near(candidate.reading.sentence.number)
    return None if meeting is None else place_of(meeting)


def _place_near(candidate: Candidate, slot: Slot, context: Context, _: Things) -> Filler | None:
    """Return the place that stands nearest to the trigger, else the one named last."""
    places = [e for e in candidate.reading.entities if e.mention.entity.kind in _PLACES]
    near = sorted(places, key=lambda e: (abs(e.start - candidate.match.end), e.start))
    if near:
        return named_elsewhere(near[0], Basis.INFERRED)
    return from_before(slot, context.mentioned(_PLACES))


def _accused(candidate: Candidate, slot: Slot, context: Context, _: Things) -> Filler | None:
    """Return the state that the text accuses elsewhere."""
    # Nor does a state occupy its own territories, which are another thing.
    named = {placed.mention.entity.key for placed in candidate.taken}
    accused = context.accused(candidate.filled | named)
    if accused is None:
        return None
    return Filler(accused.entity, span=accused.span, basis=Basis.INFERRED)


def _adopting_behind(candidate: Candidate, slot: Slot) -> PlacedEntity | None:
    """Return who is said behind the counts to have adopted it: وقد اعتمدته الجمعية العامة."""
    reading = candidate.reading
    beside = {
        place for cue in reading.cues if cue.name == ADOPTED for place in (cue.start, cue.end)
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


def _heading(candidate: Candidate, slot: Slot, context: Context, _: Things) -> Filler | None:
    """Return what a list is said to be about before it begins: "two resolutions on Yemen, …".

    Else a resolution is about the one state of which the sentence speaks.
    """
    reading = candidate.reading
    left = vacated(reading)
    for entity in reading.entities:
        if left is not None and entity is not left and by_troops(reading, entity):
            continue  # "the withdrawal of the Turkish troops from Cyprus in two resolutions: …"
        if entity is left and entity.end <= candidate.match.start:
            return named_elsewhere(entity)
        named = entity.end <= candidate.match.start and listing.fits(reading, slot, entity)
        if named and governor(reading, entity) in slot.after:
            return named_elsewhere(entity)
    return spoken_of(candidate, slot, context) if slot.role == "subject" else None


def _other(candidate: Candidate, slot: Slot, context: Context, _: Things) -> Filler | None:
    """Return the last one named before that has no other role: "independence from it"."""
    taken = candidate.filled
    before = [
        e
        for e in candidate.reading.entities
        if e.end <= candidate.match.start and listing.fits(candidate.reading, slot, e)
    ]
    named = [e for e in before if e.mention.entity.key not in taken]
    filled = [f for fillers in candidate.fillers.values() for f in fillers]
    if any(f.placed is not None and _is_neighbour(candidate, f.placed) for f in filled):
        # واستقلت جارتها عنها: of the one whose neighbour it is, of which the sentence tells
        named = [e for e in named if not governor(candidate.reading, e)] or named
    if named:
        return named_elsewhere(named[-1])
    found = context.last_named(slot.kinds, taken)
    return None if found is None else Filler(found, basis=Basis.INHERITED)


def _referent(candidate: Candidate, slot: Slot, context: Context, _: Things) -> Filler | None:
    """Return whom the pronoun of a noun means: أنهى المجلس الوصاية على بالاو، ثم أوصى بقبولها.

    If no clause of the sentence has it for its subject, it is the only one named before.
    """
    reading = candidate.reading
    subject = earlier_subject(candidate, slot, context)
    here = reading.words[0].start
    if subject is not None and subject.span is not None and subject.span.start >= here:
        return subject
    named = {
        e.mention.entity.key: e
        for e in reading.entities
        if e.end <= candidate.match.start
        and e.mention.form in {Form.NAME, Form.DESCRIPTION}
        and listing.fits(reading, slot, e)
        and governor(reading, e) not in listing.company()
    }
    return named_elsewhere(next(iter(named.values()))) if len(named) == 1 else subject


def _is_neighbour(candidate: Candidate, entity: PlacedEntity) -> bool:
    """Whether an Arabic description has an owner attached: جارتها, "its neighbour"."""
    word = candidate.reading.words[entity.start].form
    return entity.mention.form is Form.DESCRIPTION and word.endswith(("ها", "ه", "هما"))


def _last_mentioned(
    candidate: Candidate, slot: Slot, context: Context, things: Things
) -> Antecedent | None:
    """Return what the paragraph named last; who adopts and votes is an organ, if it names one."""
    if slot.role in _DECIDING and (organ := organ_named(candidate, slot, context, things)):
        return organ
    return context.mentioned(frozenset(key.partition("/")[0] for key in slot.keys) or slot.kinds)


#: The ways of ``inherit`` in rules; "suffix" and "none" inherit nothing here.
_WAYS: Mapping[str, Callable[[Candidate, Slot, Context, Things], Filler | None]] = {
    "topic": lambda candidate, slot, context, _: earlier_subject(candidate, slot, context),
    "mentioned": _mentioned,
    "acceded-to": _acceded_to,
    "heading": _heading,
    "other": _other,
    "referent": _referent,
    "spoken-of": lambda candidate, slot, context, _: spoken_of(candidate, slot, context),
    "office-of": lambda candidate, _, context, things: owner_of(candidate, context, things),
    "venue": _venue,
    "attended": _attended,
    "cooperating": lambda candidate, slot, context, _: enumerated(candidate, slot, context),
    "grouped": lambda candidate, slot, context, _: enumerated(candidate, slot, context),
    "text-topic": lambda _, slot, context, __: from_before(slot, context.topic),
    "again": lambda candidate, slot, context, _: again(candidate, slot, context),
    "office-holder": lambda candidate, _, context, __: office_holder(candidate, context),
    "place-near": _place_near,
    "accused": _accused,
}
