"""The state of which a relative clause tells what an organ did: "its admission, which … in"."""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.statements.candidate import Candidate
from loaders.statements.sentence.list_names import PREPOSITIONS, RELATIVES
from loaders.statements.sentence.reading import PlacedEntity

_PHRASE = 12  # words of the noun that "which" stands for, with what belongs to it


def told_by_which(candidate: Candidate) -> PlacedEntity | None:
    """Return the one state that the noun before an English relative clause names, or its pronoun.

    "Its admission, which the Council had recommended in resolution 180", "Cambodia, on which it
    adopted resolution 745".
    """
    reading, begin = candidate.reading, candidate.clause.start
    if reading.lists.language == "ar":
        return None
    relative = next(
        (i for i in range(begin, candidate.match.start + 1) if reading.has(i, RELATIVES)), None
    )
    if relative is None:
        return None
    noun = relative - (relative > 0 and reading.has(relative - 1, PREPOSITIONS))
    if noun == 0 or (noun == relative and reading.words[noun - 1].form != ","):
        return None  # "declared that the Council": no relative clause
    if reading.predicate_between(relative, relative + 2):
        return None  # "the United States, which proposed it": the state itself did so
    states = {
        e.mention.entity.key: e
        for e in reading.entities
        if noun - _PHRASE <= e.start
        and e.end <= noun
        and e.mention.entity.kind == "state"
        and e.mention.form is not Form.ADJECTIVE
        and not reading.predicate_between(e.end, noun)
        and not any(reading.words[i].form == "," for i in range(e.end, noun - 1))
    }
    return next(iter(states.values())) if len(states) == 1 else None
