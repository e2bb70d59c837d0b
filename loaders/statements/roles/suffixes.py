"""Whom the pronoun attached to an Arabic verb stands for: واحتلتها, زارها."""

from __future__ import annotations

from loaders.mentions.mention import Basis, Form
from loaders.mentions.names.capitals import CAPITALS, capital_of
from loaders.statements.candidate import Candidate, Filler, named_elsewhere
from loaders.statements.roles import listing
from loaders.statements.roles.context import Context
from loaders.statements.roles.subjects import content_start
from loaders.statements.roles.titles import is_owner
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.governing import IDAFA, governor
from loaders.statements.sentence.insertions import aside
from loaders.statements.sentence.list_names import RELATIVES
from loaders.statements.sentence.reading import PlacedEntity, Reading

_PLACES = frozenset({"place"})
_JUST_BEFORE = 250  # characters: about one sentence and a half
PART_OF_IT = "part-of-it"  # جزءا منها, شرقها
_RANK = {IDAFA: 1, "في": 1, "عن": 2, "من": 2}


def by_suffix(candidate: Candidate, slot: Slot, context: Context) -> Filler | None:
    """Return what the pronoun attached to the verb stands for: واحتلتها, زارها."""
    if not any(cue.form.suffix for cue in candidate.match.cues) and not _of_part(candidate):
        return None
    others = candidate.filled
    for entity in _likeliest(candidate.reading, candidate.match.start):
        fits = listing.fits(candidate.reading, slot, entity)
        if fits and entity.mention.entity.key not in others:
            if _as_place(candidate, slot, entity):
                continue
            if slot.derive == CAPITALS and entity.mention.form is Form.METONYM:
                city = capital_of(entity.mention.entity)
                return Filler(city, span=entity.mention.span, basis=Basis.INHERITED)
            return named_elsewhere(entity)
    speaker = _speaking(candidate, slot, context)
    if speaker is not None and speaker.mention.entity.key not in others:
        return named_elsewhere(speaker)
    if all(cue.form.mood == "noun" for cue in candidate.match.cues if cue.name != PART_OF_IT):
        return None  # بعد احتلال القوات أراضيها: of whom more than one sentence may have told
    done = _of_last_deed(candidate, slot, context)
    if done is not None and done.entity.key not in others:
        return done
    found = context.subject(slot.kinds) or context.mentioned(slot.kinds)
    if found is None or found.entity.key in others:
        return None
    return Filler(found.entity, span=found.span, basis=Basis.INHERITED)


def _of_last_deed(candidate: Candidate, slot: Slot, context: Context) -> Filler | None:
    """Return to whom the sentence before told that the same was done: ثم احتلتها إيطاليا."""
    last = next((s for s in reversed(context.before) if s.type == candidate.rule.type), None)
    parts = () if last is None else last.participants
    part = next((p for p in parts if p.role == slot.role), None)
    if part is None or part.entity.kind not in slot.kinds:
        return None
    return Filler(part.entity, span=part.span, basis=Basis.INHERITED)


def _of_part(candidate: Candidate) -> bool:
    """Whether a noun behind the verb has the pronoun: احتلت اليابان مناطق واسعة منها, شرقها."""
    reading, match = candidate.reading, candidate.match
    for index in range(match.start, len(reading.words)):
        if reading.has(index, PART_OF_IT):
            return True
        if index >= match.end and not reading.inside_mention(index):
            return False
    return False


def _speaking(candidate: Candidate, slot: Slot, context: Context) -> PlacedEntity | None:
    """Return the state that says what was done to it: "Estonia holds that Russia occupied it".

    Unless the text has just told of a place, which is meant then: "A says that B occupies it".
    """
    reading = candidate.reading
    said = content_start(reading, candidate.match.start)
    place = context.mentioned(_PLACES)
    begin = reading.words[0].start
    if said is None or (place is not None and begin - place.span.end < _JUST_BEFORE):
        return None
    states = [
        e
        for e in reading.entities
        if e.end <= said and e.mention.entity.kind == "state" and listing.fits(reading, slot, e)
    ]
    return states[-1] if states and not governor(reading, states[-1]) else None


def _likeliest(reading: Reading, verb: int) -> list[PlacedEntity]:
    """Return the mentions before a verb that it may be done to, the likeliest first, then nearest.

    First comes what a noun tells the same deed of (حاولت المجر احتلال تونس، لكن إيطاليا احتلتها).
    Least likely are those of an insertion (أما كابول، عاصمة أفغانستان، فقد احتلتها); then, where a
    relative clause tells of it, those within ("the peninsula that, A says, B occupies": not A);
    then who does it ("the islands that Britain occupies"); then whose the title is of him that
    does it (أما رئيس زامبيا فزارها); then what another became free of ("independent of Portugal")
    or a noun governs ("after the fall of Italy").
    """
    relative, said = relative_of(reading, verb), content_start(reading, verb)
    deeds = {cue.name for cue in reading.cues_at.get(verb, ()) if cue.form.suffix}

    def doubts(entity: PlacedEntity) -> tuple[bool, bool, bool, bool, bool, int]:
        return (
            not _of_same_deed(reading, entity, deeds),
            aside(reading, entity.start, verb + 1),
            relative is not None and entity.end > relative,
            _does_it(reading, entity),
            is_owner(reading, entity),
            _RANK.get(governor(reading, entity), 0),
        )

    # "A holds that B occupies it": it is not A that is occupied, but what "which" is of, if the
    # whole is said of that ("the country which A holds that B occupies").
    of_which = relative if relative is not None and said is not None and relative < said else 0
    named = (
        e
        for e in reversed(reading.entities)
        if said is None or e.start >= said or e.end <= of_which
    )
    return sorted((e for e in named if e.end <= verb), key=doubts)


def _of_same_deed(reading: Reading, entity: PlacedEntity, deeds: set[str]) -> bool:
    """Whether the noun of the verb's own deed stands right before a mention: احتلال تونس."""
    return any(
        cue.name in deeds and cue.form.mood == "noun" and cue.end == entity.start
        for cue in reading.cues_at.get(entity.start - 1, ())
    )


def relative_of(reading: Reading, end: int) -> int | None:
    """Return where the relative pronoun stands in whose clause, commas apart, word `end` is."""
    for index in range(end - 1, -1, -1):
        if reading.words[index].is_mark:
            return None
        if reading.has(index, RELATIVES):
            return index
    return None


def _does_it(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a mention stands right behind a verb with its object: التي تحتلها بريطانيا."""
    verb = entity.start - 1
    return verb in reading.predicates and any(
        cue.form.suffix for cue in reading.cues_at.get(verb, ())
    )


def _as_place(candidate: Candidate, slot: Slot, entity: PlacedEntity) -> bool:
    """Whether a capital's name stands for the government where the city itself will do."""
    return entity.mention.form is Form.METONYM and any(
        other.mention.entity.kind == "place" and listing.fits(candidate.reading, slot, other)
        for other in candidate.reading.entities_at.get(entity.start, ())
    )
