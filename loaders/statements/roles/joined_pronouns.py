"""A pronoun to which names are joined as one subject: أصبحت هي وقبرص عضوين."""

from __future__ import annotations

from loaders.mentions.mention import Basis
from loaders.statements.candidate import Candidate, Filler, filler_of, named_elsewhere
from loaders.statements.roles import listing, slots
from loaders.statements.roles.context import Context
from loaders.statements.roles.inheriting import inherited
from loaders.statements.rulebook.pattern import Match
from loaders.statements.rulebook.rule import Slot
from loaders.statements.rulebook.things import Things
from loaders.statements.rulebook.wordlists import Cue
from loaders.statements.sentence.governing import SUBJECT_PRONOUNS
from loaders.statements.sentence.reading import Reading

VERBAL = frozenset({"subject", "object"})  # of a passive the subject is the object: قُبلتا
_STANDING_FOR = frozenset({SUBJECT_PRONOUNS, "own-government"})
# Words between a verb and its pronoun: قُبلت فيها هي ومنغوليا.
_REACH = 2


def with_pronoun(
    candidate: Candidate, slot: Slot, context: Context, things: Things
) -> list[Filler]:
    """Return whom a pronoun means, and the names joined to it: أصبحت هي وقبرص عضوين.

    A government of which no more is said is that of the state that is told of: الحكومة ورينامو.
    """
    reading, match = candidate.reading, candidate.match
    if slot.where not in VERBAL:
        return []
    for cue in reading.cues:
        near = (
            match.start - _REACH
            <= cue.start
            <= match.end + _REACH + named_between(reading, match, cue)
        )
        if cue.name not in _STANDING_FOR or not near or cue.form.conjunction:
            continue
        companion = next(
            (
                e
                for e in reading.entities_at.get(cue.end, ())
                if "و" in e.mention.clitics and listing.fits(reading, slot, e)
            ),
            None,
        )
        if companion is None:
            continue
        others = [
            filler_of(e) for e in listing.coordinated(reading, companion, slot, len(reading.words))
        ]
        said = slots.find(reading, slot, match, candidate.clause, candidate.taken)
        if said is not None and said.end <= cue.start:
            own = [filler_of(said)]  # انضمت رواندا إلى الجماعة هي وبوروندي
        else:
            meant = inherited(candidate, slot, context, things)
            meant = _apart(candidate, slot, context, meant, {o.entity.key for o in others})
            own = [] if meant is None else [meant]
        return [f for f in own if f.entity.key not in {o.entity.key for o in others}] + others
    return []


def _apart(
    candidate: Candidate, slot: Slot, context: Context, meant: Filler | None, others: set[str]
) -> Filler | None:
    """Return whom a pronoun means that names are joined to: none of these, but one named before."""
    if meant is not None and meant.entity.key not in others:
        return meant
    before = [
        e
        for e in candidate.reading.entities
        if e.end <= candidate.match.start
        and e.mention.entity.key not in others
        and listing.fits(candidate.reading, slot, e)
    ]
    if before:
        return named_elsewhere(before[-1])
    named = context.last_named(slot.kinds, others)
    return None if named is None else Filler(named, basis=Basis.INHERITED)


def named_between(reading: Reading, match: Match, cue: Cue) -> int:
    """Return how many words between a verb and a pronoun behind it are names."""
    return sum(reading.inside_mention(index) for index in range(match.end, cue.start))
