"""When troops that entered a land occupied it: "marched into Greece in April and occupied it"."""

from __future__ import annotations

from loaders.mentions.mention import Basis
from loaders.statements.candidate import Candidate, Dated, weakest
from loaders.statements.sentence.list_names import CONJUNCTIONS
from loaders.statements.times import dating

MOVED_IN = "moved-in"
_OCCUPATION = "occupation"


def entered(candidate: Candidate) -> Dated | None:
    """Return the date right before the "and" behind which troops that moved in occupy it."""
    reading, clause = candidate.reading, candidate.clause
    before = reading.clause_before(clause.start)
    joined = clause.kind == "coordinate" and reading.has(clause.start, CONJUNCTIONS)
    if candidate.rule.type != _OCCUPATION or reading.lists.language != "en" or not joined:
        return None
    if before is None or not any(
        cue.name == MOVED_IN and before.start <= cue.start < before.end for cue in reading.cues
    ):
        return None
    for placed in reading.dates:
        if placed.end == clause.start and not dating.is_range(placed):
            return Dated(placed, weakest(placed.mention.basis, Basis.INHERITED), elsewhere=True)
    return None
