"""A member of an Arabic list who is told to have had no part in it: كينيا وزامبيا دون ملاوي."""

from __future__ import annotations

from loaders.statements.rulebook.wordlists import Cue
from loaders.statements.sentence.reading import Reading


def excepts(reading: Reading, cue: Cue) -> bool:
    """Return whether a negation stands between two names of a kind and denies the second alone."""
    if reading.lists.language != "ar":
        return False
    start = cue.start - (cue.start > 0 and reading.words[cue.start - 1].form == ",")
    before = {e.mention.entity.kind for e in reading.entities if e.end == start}
    behind = {e.mention.entity.kind for e in reading.entities_at.get(cue.end, ())}
    return bool(before & behind)
