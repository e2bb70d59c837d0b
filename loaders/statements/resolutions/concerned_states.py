"""Whose matter a sentence tells, for what a resolution is about where nothing says it outright.

Whoever was attacked, or complained of it, is the one whose matter a body takes up, and whoever was
admitted the one whose admission it had recommended. "In the same matter" leads back to what the
resolution before was about.
"""

from __future__ import annotations

from loaders.mentions.mention import Basis, Form
from loaders.statements.candidate import Candidate, Filler
from loaders.statements.roles.clause_subjects import clause_subject
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.governing import IDAFA, governor, joined
from loaders.statements.sentence.reading import PlacedEntity, Reading

SUFFERED = "suffered"  # تعرضت، اشتكت، شكوى: behind it the one whose matter it is
RECOMMENDED = "recommendation"
SAME_MATTER = "same-matter"  # في الموضوع ذاته
ASSEMBLY = "organ/un-general-assembly"
_ADMISSIONS = frozenset({"admitted", "joined", "entered"})
_BECOMING = frozenset({"admitted", "joined", "become"})
_ADMITTED_REACH = 6  # words between such a verb and who was admitted
_NEAR = 2  # words from such a verb to who suffered: تعرضت أراضي أنغولا
_SENTENCES = 2  # so far back "the same matter" may lead
_OWN = frozenset({"", IDAFA, "من"})
_STATES = frozenset({Form.NAME, Form.DESCRIPTION, Form.PRONOUN})


def whose(reading: Reading) -> PlacedEntity | None:
    """Return the one state that the sentence says was admitted as recommended, or suffered."""
    for found in (_admitted(reading), _entered(reading), _suffering(reading)):
        if len({e.mention.entity.key for e in found}) == 1:
            return found[0]
    return None


def is_recommended(reading: Reading, entity: PlacedEntity) -> bool:
    """Return whether a state is admitted as recommended: بناء على توصية … قُبلت إستونيا."""
    recommended = any(cue.name == RECOMMENDED for cue in reading.cues)
    whole = any(e.mention.entity.key == ASSEMBLY for e in reading.entities)
    # The state named before the verb is who entered: نالت زامبيا …، ودخلت بناء على توصية.
    entered = {c.start for c in reading.cues if c.name in _ADMISSIONS} & set(reading.predicates)
    if recommended and any(entity.start < verb for verb in entered):
        return True
    return (recommended or whole) and any(
        cue.name in _BECOMING and abs(cue.start - entity.start) <= _ADMITTED_REACH
        for cue in reading.cues
    )


def same_matter(candidate: Candidate, slot: Slot) -> Filler | None:
    """Return what the resolution before was about where this one is said to be in its matter."""
    reading = candidate.reading
    said = any(
        cue.name == SAME_MATTER and candidate.clause.start <= cue.start < candidate.clause.end
        for cue in reading.cues
    )
    start = reading.words[candidate.match.start].start
    told = [s for s in candidate.adopted if s.span.start < start] if said else []
    last = max(told, key=lambda s: s.span.end, default=None)
    if last is None or reading.sentence.number - last.sentence > _SENTENCES:
        return None
    about = next((p for p in last.participants if p.role == slot.role), None)
    return None if about is None else Filler(about.entity, span=about.span, basis=Basis.INFERRED)


def _admitted(reading: Reading) -> list[PlacedEntity]:
    """Return the states whose admission is told by a noun with a pronoun: قبولها عقب توصية من…."""
    if not any(cue.name == RECOMMENDED for cue in reading.cues):
        return []
    nouns = {i for c in reading.cues if c.name in _ADMISSIONS for i in range(c.start, c.end)}
    return [
        e
        for e in reading.entities
        if e.mention.entity.kind == "state"
        and e.mention.form is Form.PRONOUN
        and e.start in nouns
        and e.start not in reading.predicates
    ]


def _entered(reading: Reading) -> list[PlacedEntity]:
    """Return who was admitted upon the recommendation that follows: دخلت المنظمة بناء على توصية.

    A verb with no subject of its own goes on about that of the clause before.
    """
    nouns = [c.start for c in reading.cues if c.name == RECOMMENDED and c.form.mood == "noun"]
    verbs = [
        index
        for index in (reading.predicates if nouns else ())
        if index < nouns[0] and any(reading.has(index, name) for name in _ADMISSIONS | _BECOMING)
    ]
    for clause in reversed([c for c in reading.clauses if verbs and c.start <= verbs[-1]]):
        states = [
            e
            for e in clause_subject(reading, clause.start, clause.end)
            if e.mention.entity.kind == "state" and e.mention.form in _STATES
        ]
        if states:
            return states
    return []


def _suffering(reading: Reading) -> list[PlacedEntity]:
    """Return the states beside words of suffering: تعرضت أنغولا, تقدمت زائير بشكوى."""
    found: list[PlacedEntity] = []
    for cue in reading.cues:
        if cue.name != SUFFERED:
            continue
        near = [
            e
            for e in reading.entities
            if e.mention.entity.kind == "state"
            and e.mention.form in _STATES
            and governor(reading, e) in _OWN
            and (0 <= e.start - cue.end <= _NEAR or (e.end == cue.start and cue.form.particle))
        ]
        found += [e for e in near[:1] if not any(joined(reading, e, o) for o in reading.entities)]
    return found
