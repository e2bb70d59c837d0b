"""The subject that an earlier clause or sentence had, where a verb leaves its own unsaid."""

from __future__ import annotations

from loaders.mentions.mention import Basis, Form
from loaders.mentions.references.referring_words import done_to_others
from loaders.statements.candidate import Candidate, Filler, named_elsewhere
from loaders.statements.roles import listing
from loaders.statements.roles.clause_subjects import clause_subject
from loaders.statements.roles.context import Antecedent, Context
from loaders.statements.roles.subjects import content_start
from loaders.statements.roles.suffixes import relative_of
from loaders.statements.roles.told import country_of
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.agreement import disagrees, has_feminine_verb
from loaders.statements.sentence.list_names import TURNS
from loaders.statements.sentence.reading import Clause, PlacedEntity, Reading

_DOERS = frozenset({"state", "person"})
_STATES = frozenset({"state"})
_TO_IT = "to-it"  # واعترفت بها روسيا


def earlier_subject(candidate: Candidate, slot: Slot, context: Context) -> Filler | None:
    """Return what an unsaid subject refers to: first earlier in the sentence, then before it."""
    if _is_about_a_place(candidate, slot):
        return None
    if "state" in slot.kinds and (home := country_of(candidate, context)) is not None:
        return home
    said = _subject_before(candidate, slot, context)
    if said is not None:
        return named_elsewhere(said)
    return from_before(slot, _last_subject(candidate, slot, context))


def from_before(slot: Slot, found: Antecedent | None) -> Filler | None:
    """Return as inherited what an earlier sentence named, if the slot takes it."""
    if found is None or (slot.keys and found.entity.key not in slot.keys):
        return None
    return Filler(found.entity, span=found.span, basis=Basis.INHERITED)


def _subject_before(candidate: Candidate, slot: Slot, context: Context) -> PlacedEntity | None:
    """Return the subject of the nearest clause before that has a fitting one."""
    reading = candidate.reading
    if (turned := _turned_to(candidate, slot)) is not None:
        return turned
    if (described := _described(candidate, slot)) is not None:
        return described
    own = [
        entity
        for entity in clause_subject(reading, candidate.clause.start, candidate.match.start)
        if listing.fits(reading, slot, entity)
    ]
    earlier: list[PlacedEntity] = []
    for clause in reversed([c for c in reading.clauses if c.start < candidate.clause.start]):
        if "state" in slot.kinds and _done_to_another(reading, clause):
            continue
        for entity in _reported_first(reading, clause, candidate.clause):
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


def _reported_first(reading: Reading, clause: Clause, next_one: Clause) -> list[PlacedEntity]:
    """Return the subjects of a clause: first of what is reported, if "and" alone goes on with it.

    تقول أذربيجان إن أرمينيا احتلت كلبجار واحتلت أغدام: she that occupied the one and the other.
    """
    found = clause_subject(reading, clause.start, clause.end)
    goes_on = clause.end == next_one.start and not reading.words[clause.end - 1].is_mark
    said = content_start(reading, clause.end) if goes_on else None
    if said is None or reading.lists.language != "ar" or not clause.start < said:
        return found
    return sorted(found, key=lambda e: e.start < said)


def _done_to_another(reading: Reading, clause: Clause) -> bool:
    """Whether a clause tells what others did to the one spoken of: واعترفت بها روسيا."""
    verb = reading.words[clause.start].form
    return (
        clause.start + 1 < clause.end
        and reading.has(clause.start + 1, _TO_IT)
        and done_to_others(verb)
    )


def _turned_to(candidate: Candidate, slot: Slot) -> PlacedEntity | None:
    """Return whom the sentence turned to and now tells of: أما بوليفيا، التي …، فقد انضمت."""
    reading = candidate.reading
    if reading.lists.language != "ar":
        return None
    turns = [cue.end for cue in reading.cues if cue.name == TURNS]
    for clause in reversed([c for c in reading.clauses if c.start <= candidate.clause.start]):
        own = clause is not candidate.clause and clause_subject(reading, clause.start, clause.end)
        if own and any(listing.fits(reading, slot, e) for e in own):
            return None
        turned = [end for end in turns if end < clause.start]
        if reading.words[clause.start].form.startswith("ف") and turned:
            return next(
                (
                    e
                    for e in reading.entities
                    if e.start == turned[-1] and listing.fits(reading, slot, e)
                ),
                None,
            )
        if clause.kind != "coordinate":
            return None
    return None


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
        if first < e.start < candidate.match.start and reading.has(e.start - 1, TURNS)
    ]
    return bool(fronted) and all(e.mention.entity.kind == "place" for e in fronted)


def _described(candidate: Candidate, slot: Slot) -> PlacedEntity | None:
    """Return the state of whom a relative clause tells that "and" goes on with.

    In the dispute with إريتريا، التي استقلت عن إثيوبيا وانضمت إلى الأمم المتحدة it is Eritrea.
    """
    reading, begin = candidate.reading, candidate.clause.start
    before = reading.clause_before(begin)
    if before is None or candidate.clause.kind != "coordinate" or reading.lists.language != "ar":
        return None
    relative = relative_of(reading, begin)
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
