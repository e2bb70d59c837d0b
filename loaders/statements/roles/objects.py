"""Whether the one name behind an Arabic verb is what is done to, not who does it.

Arabic marks neither in writing. *ودخلت القوات الفيتنامية بنوم بنه واحتلت كمبوديا*: a verb that
goes on from the one before it has the same subject, so that a single name behind it is its object.
"""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.statements.candidate import Candidate
from loaders.statements.roles import listing
from loaders.statements.roles.clause_subjects import clause_subject
from loaders.statements.roles.told import HIS_COUNTRY
from loaders.statements.rulebook.pattern import Fits, Match
from loaders.statements.rulebook.rule import Slot
from loaders.statements.rulebook.wordlists import NOMINAL
from loaders.statements.sentence.clauses import COORDINATORS
from loaders.statements.sentence.governing import governor, joined
from loaders.statements.sentence.reading import PlacedEntity, Reading

_BODIES = frozenset({"organ", "body"})
_TREATY_DEEDS = frozenset({"signed", "ratified"})


def is_object_instead(candidate: Candidate, slot: Slot, placed: PlacedEntity) -> bool:
    """Return whether the mention found for the subject can only be the object of the verb."""
    reading, match = candidate.reading, candidate.match
    if reading.lists.language != "ar" or slot.where != "subject" or placed.start < match.end:
        return False
    verb = match.perfect
    if verb is None or verb.form.suffix:
        return False
    if reading.has(verb.start, HIS_COUNTRY, end=True):
        return True  # بأن بلاده احتلت هولندا
    if not _goes_on(candidate, verb.start) and not _ends_when_clause(candidate, placed):
        return False
    object_slot = next((s for s in candidate.rule.slots if s.where == "object"), None)
    if object_slot is None or not listing.fits(reading, object_slot, placed):
        return False
    others = [
        e
        for e in reading.entities
        if match.start <= e.start < candidate.clause.end
        and e is not placed
        and e.start != placed.start
        and listing.fits(reading, object_slot, e)
        and not governor(reading, e)
        and not joined(reading, placed, e)
    ]
    return not others and _has_subject_before(candidate, slot, placed)


def _goes_on(candidate: Candidate, verb: int) -> bool:
    """Whether the verb is joined to the one before: with و, or by "then"."""
    reading, start = candidate.reading, candidate.clause.start
    joined_to = any(
        cue.form.conjunction and cue.start == verb for cue in reading.cues_at.get(verb, ())
    )
    return start > 0 and (joined_to or reading.has(start, COORDINATORS))


def _ends_when_clause(candidate: Candidate, placed: PlacedEntity) -> bool:
    """Whether the name behind a verb of "when" has nothing behind it but a time or a mark.

    لم تلق ألمانيا مقاومة حين احتلت هولندا في 1940: with no other object the name is the object.
    """
    reading, end = candidate.reading, placed.end
    alone = end == len(reading.words) or reading.words[end].is_mark
    timed = any(end <= date.start <= end + 1 for date in reading.dates)
    return candidate.clause.kind == "subordinate" and (alone or timed)


def _has_subject_before(candidate: Candidate, slot: Slot, placed: PlacedEntity) -> bool:
    reading = candidate.reading
    return any(
        subject.mention.entity.key != placed.mention.entity.key
        and subject.mention.entity.kind in slot.kinds
        for clause in reading.clauses
        if clause.end <= candidate.clause.start
        for subject in clause_subject(reading, clause.start, clause.end)[:1]
    )


def of_other_deed(reading: Reading, start: int, end: int) -> bool:
    """Whether a noun between says what was done to a treaty: "joined by signing the treaty"."""
    return any(
        cue.name in _TREATY_DEEDS and cue.form.mood in NOMINAL and start <= cue.start < end
        for cue in reading.cues
    )


def another_acts(reading: Reading, match: Match, fits: Fits) -> bool:
    """Return whether another body, right behind the verb, does what was caught of one before it.

    استند دخولها الأمم المتحدة إلى توصية أصدرها مجلس الأمن في قراره 196: the Council's.
    """
    verb = match.perfect
    if verb is None or reading.lists.language != "ar":
        return False
    return any(
        role in _BODIES
        and caught.end <= verb.start
        and any(
            e.mention.entity.kind == "organ"
            and e.mention.entity.key != caught.mention.entity.key
            and fits(reading, role, e)
            and not e.mention.clitics
            for e in reading.entities_at.get(verb.end, ())
        )
        for role, caught in match.slots
    )


def without_reflexive(reading: Reading) -> None:
    """Drop an English "it" that would be its verb's own subject: "Kenya joined it"."""
    if reading.lists.language != "en":
        return
    again = [e for e in reading.entities if _is_subject_again(reading, e)]
    if again:
        reading.entities = [e for e in reading.entities if e not in again]
        for entity in again:
            reading.entities_at[entity.start].remove(entity)


def _is_subject_again(reading: Reading, entity: PlacedEntity) -> bool:
    verb = entity.start - 1
    return (
        entity.mention.form is Form.PRONOUN
        and reading.words[entity.start].form == "it"
        and verb in reading.predicates
        and any(
            e.end == verb and e.mention.entity.key == entity.mention.entity.key
            for e in reading.entities
        )
    )
