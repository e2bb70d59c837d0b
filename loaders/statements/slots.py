"""Filling the roles of a rule from the mentions around its trigger."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.mentions.mention import Form
from loaders.statements.pattern import Match
from loaders.statements.reading import Clause, PlacedEntity, Reading
from loaders.statements.rule import Slot
from loaders.statements.wordlists import FINITE, NOMINAL, OBJECT_SUFFIXES

PREPOSITIONS = "prepositions"
FILLERS = "fillers"  # words between a preposition and a name: منظمة، عضوية، the
AND = "conjunctions"
RELATIVES = "relatives"
ACCORDING = "according-to"
PARTITIVE = "كل"
POSSESSIVE = "'s"  # what the mention has is said behind it
_IDAFA = "idafa"  # governed by a noun before it


def fits(reading: Reading, slot: Slot, entity: PlacedEntity) -> bool:
    """Return whether a mention is of a kind and form that the slot takes."""
    mention = entity.mention
    return (
        mention.entity.kind in slot.kinds
        and mention.form.value in slot.forms
        and (not slot.keys or mention.entity.key in slot.keys)
    )


def fits_caught(reading: Reading, slot: Slot, entity: PlacedEntity) -> bool:
    """Return whether a trigger's pattern may catch the mention for the slot."""
    if not fits(reading, slot, entity):
        return False
    if slot.where != "caught" or not slot.after:
        return True
    return governor(reading, entity) in slot.after


def governor(reading: Reading, entity: PlacedEntity) -> str:
    """Return the particle that governs a mention, ``idafa`` for a noun, or "" if nothing does.

    Words such as "the", منظمة or عضوية between the particle and the name do not count, and the
    second of two coordinated names has the governor of the first.
    """
    attached = [c for c in entity.mention.clitics if c in {"ل", "ب", "ك"}]
    if attached:
        return attached[-1]
    if is_possessive(reading, entity):
        return POSSESSIVE
    if entity.mention.form is Form.PRONOUN and (own := _own_particle(reading, entity)):
        return own
    index = entity.start - 1
    skipped = False
    while index >= 0 and (filler := _ending(reading, index, FILLERS)) is not None:
        particle = reading.words[filler].form
        attached_particle = _attached(reading, filler)
        if attached_particle:
            return attached_particle
        if particle and particle[0] == "و" and "و" not in entity.mention.clitics and len(particle) > 3:
            break
        index = filler - 1
        skipped = True
    if index < 0:
        return ""
    if (start := _ending(reading, index, PREPOSITIONS)) is not None:
        return " ".join(w.form for w in reading.words[start : index + 1]).removeprefix("و")
    joined = _coordinated_with(reading, entity)
    if joined is not None and not skipped:
        return governor(reading, joined)
    if _nominal_ends(reading, index) and not skipped:
        return _IDAFA
    return ""


def is_possessive(reading: Reading, entity: PlacedEntity) -> bool:
    """Return whether the mention is an English possessive (Ghana's, the United States')."""
    last = reading.words[entity.end - 1]
    if last.end > entity.mention.span.end and last.form.endswith("'s"):
        return True
    return (
        last.form.endswith("s")
        and entity.end < len(reading.words)
        and reading.words[entity.end].form == "'"
        and reading.words[entity.end].start == last.end
    )


def _own_particle(reading: Reading, entity: PlacedEntity) -> str:
    """Return the preposition to which a pronoun is attached (إليها، عليها), or ""."""
    form = reading.words[entity.start].form
    for suffix in OBJECT_SUFFIXES:
        stem = form.removesuffix(suffix)
        if stem != form and reading.lists.has(PREPOSITIONS, stem):
            return stem.removeprefix("و") if len(stem) > 2 else stem
    return ""


def _ending(reading: Reading, index: int, name: str) -> int | None:
    """Return where the longest cue of list `name` that ends with word `index` begins."""
    for length in (4, 3, 2, 1):
        start = index - length + 1
        if start >= 0 and any(
            cue.name == name and cue.end == index + 1 for cue in reading.cues_at.get(start, ())
        ):
            return start
    return None


def ends_with(reading: Reading, index: int, name: str) -> bool:
    """Return whether a cue of list `name` ends with word `index`."""
    return index >= 0 and _ending(reading, index, name) is not None


def _attached(reading: Reading, index: int) -> str:
    for cue in reading.cues_at.get(index, ()):
        if cue.name == FILLERS and cue.form.particle:
            return cue.form.particle
    return ""


def _nominal_ends(reading: Reading, index: int) -> bool:
    here = [cue for cue in reading.cues_at.get(index, ()) if cue.end == index + 1]
    return any(cue.form.mood in NOMINAL and cue.name != FILLERS for cue in here) and not any(
        cue.form.mood in FINITE for cue in here
    )


def _coordinated_with(reading: Reading, entity: PlacedEntity) -> PlacedEntity | None:
    """Return the mention that "and" joins this one to, if it stands directly before."""
    index = entity.start
    if "و" not in entity.mention.clitics:
        index -= 1
        while index >= 0 and (
            reading.has(index, AND) or reading.words[index].form == "," or reading.has(index, FILLERS)
        ):
            index -= 1
        index += 1
        if index == entity.start or _opens_clause(reading, index, entity):
            return None
    return next(
        (
            other
            for other in reversed(reading.entities)
            if other.end == index and other.start < entity.start
        ),
        None,
    )


def _opens_clause(reading: Reading, index: int, entity: PlacedEntity) -> bool:
    """Whether only a comma stands before the mention and its verb behind: "…, Turkey occupied …"."""
    between = {word.form for word in reading.words[index : entity.start]}
    return (
        reading.lists.language != "ar"
        and "," in between
        and not any(reading.has(i, AND) for i in range(index, entity.start))
        and reading.predicate_between(entity.end, entity.end + 2)
    )


def coordinated(
    reading: Reading, first: PlacedEntity, slot: Slot, end: int
) -> list[PlacedEntity]:
    """Return `first` and the mentions joined to it by "and" or commas, in order.

    Dates, numbers, parentheses and the same preposition may stand between two of them, so that
    "to the UN in 1992, to UNESCO in 1993" is one list; any other word ends the list.
    """
    found = [first]
    index = first.end
    linked = False
    while index < end:
        nested = next((e for e in reading.entities_at.get(index, ()) if e.end <= end), None)
        if nested is not None and fits(reading, slot, nested) and (
            linked or "و" in nested.mention.clitics
        ) and not _opens_clause(reading, found[-1].end, nested):
            found.append(nested)
            index, linked = nested.end, False
            continue
        step = _link(reading, index)
        if step is None and (linked or reading.words[index - 1].form == ","):
            step = _insertion(reading, slot, index, end)
        if step is None:
            break
        index, joins = step
        linked = linked or joins
    return found


def _insertion(reading: Reading, slot: Slot, index: int, end: int) -> tuple[int, bool] | None:
    """Return where words set between commas end: "and, years after its independence, the …"."""
    for close in range(index, min(index + 9, end)):
        if reading.words[close].form == ",":
            return close + 1, True
        if close in reading.predicates or any(
            fits(reading, slot, e) and e.mention.form is Form.NAME
            for e in reading.entities_at.get(close, ())
        ):
            return None
    return None


def _link(reading: Reading, index: int) -> tuple[int, bool] | None:
    """Return where a link word or date at `index` ends and whether it coordinates."""
    word = reading.words[index].form
    if word == ",":
        return index + 1, True
    cue = reading.cue(index, AND)
    if cue is not None:
        return cue.end, True
    if dates := reading.dates_at.get(index):
        return dates[0].end, False
    if word == "(":
        for close in range(index + 1, min(index + 8, len(reading.words))):
            if reading.words[close].form == ")":
                return close + 1, False
        return None
    if reading.has(index, ACCORDING):
        return None
    for name in (PREPOSITIONS, FILLERS, "date-words"):
        cue = reading.cue(index, name)
        if cue is not None:
            return cue.end, cue.form.conjunction
    return None


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
    ]
    if slot.where == "subject":
        return _subject(reading, slot, match, usable, taken)
    after = [e for e in usable if e.start >= match.end]
    after += [e for e in usable if _inside(e, match)]
    before = [e for e in usable if e.end <= match.start]
    ranked = {
        "object": after,
        "after": after,
        "before": before[::-1],
        "anywhere": after + before[::-1],
        "item": after,
    }[slot.where]
    if slot.prefer:
        ranked = _preferred(slot, ranked)
    for entity in ranked:
        distance = entity.start - match.end if entity.start >= match.end else match.start - entity.end
        if distance > slot.within:
            continue
        particle = governor(reading, entity)
        if slot.after and particle not in slot.after:
            continue
        if slot.where == "object" and not slot.after and particle not in {"", _IDAFA}:
            continue
        return entity
    return None


def _preferred(slot: Slot, ranked: list[PlacedEntity]) -> list[PlacedEntity]:
    """Put mentions of preferred kinds first where they stand right behind the first one."""
    if not ranked:
        return ranked
    near = [e for e in ranked[1:3] if e.start - ranked[0].end <= 2]
    return [e for e in [ranked[0], *near] if e.mention.entity.kind in slot.prefer] + ranked


def _inside(entity: PlacedEntity, match: Match) -> bool:
    """Whether the mention is a pronoun or adjective within the trigger's own words."""
    return entity.start >= match.start and entity.end <= match.end


def _nested(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether the mention is part of the name of something larger."""
    span = entity.mention.span
    return any(
        other.mention.span != span and other.mention.span.covers(span)
        for other in reading.entities
    )


def _subject(
    reading: Reading,
    slot: Slot,
    match: Match,
    usable: list[PlacedEntity],
    taken: Sequence[PlacedEntity],
) -> PlacedEntity | None:
    relative = _relative_before(reading, match.start)
    if relative is not None and not _has_subject(reading, slot, relative, match.start):
        antecedents = [
            e for e in reading.entities if e.end <= relative and fits(reading, slot, e)
        ]
        if antecedents:
            return antecedents[-1] if antecedents[-1].end >= relative - 4 else None
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
        near = [
            e
            for e in after
            if e.start - match.end <= 1 and governor(reading, e) in {"", _IDAFA, *slot.after}
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
        if governor(reading, e) in {"", *slot.after} and e.start - match.end <= slot.within
    ]
    free_before = [e for e in before if governor(reading, e) in {"", *slot.after}]
    if reading.lists.language == "ar":
        first = free_after[0] if free_after else None
        if first is not None and not reading.predicate_between(match.end, first.start):
            return first
        return free_before[0] if free_before else None
    return free_before[-1] if free_before else None




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
        relative < e.start and e.end <= start and fits(reading, slot, e) and not governor(reading, e)
        for e in reading.entities
    )


def joined(reading: Reading, first: PlacedEntity, second: PlacedEntity) -> bool:
    """Return whether "and" or a comma joins `second` directly to `first`."""
    return _coordinated_with(reading, second) is first
