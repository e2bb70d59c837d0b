"""Which member each of several states became: "both joined as its 109th and 110th members"."""

from __future__ import annotations

from itertools import pairwise

from loaders.statements.candidate import Candidate
from loaders.statements.governing import AND
from loaders.statements.quoting import Roles
from loaders.statements.reading import PlacedNumber, Reading
from loaders.statements.values import ORDINAL, Pairs

_APART = 2  # words between two numbers of a list: ", the"
_AS_THE = 2  # words between a name and its ordinal: "as the", "as its"


def in_turn(candidate: Candidate, roles: Roles, numbers: Pairs) -> Pairs:
    """Return the numbers with the ordinal of the one named, if as many are listed as there are.

    Where another number of them is listed, nothing tells whose any of them is.
    """
    if not any(valued.name == ORDINAL for valued in candidate.rule.numbers):
        return numbers
    if named := _named_apart(candidate):
        others = tuple(pair for pair in numbers if pair[0] != ORDINAL)
        own_ones = [named[f.entity.key] for _, f in roles if f.entity.key in named]
        return (*others, *((ORDINAL, value) for value in own_ones[:1]))
    listed = _listed(candidate)
    several = {
        role: [f.entity.key for f in fillers]
        for role, fillers in candidate.fillers.items()
        if len(fillers) > 1
    }
    own = next(((several[r], f.entity.key) for r, f in roles if r in several), None)
    if len(listed) < 2 or own is None or own[1] not in own[0]:
        return numbers
    others = tuple(pair for pair in numbers if pair[0] != ORDINAL)
    if len(own[0]) != len(listed):
        return others
    return (*others, (ORDINAL, listed[own[0].index(own[1])].mention.value))


def _named_apart(candidate: Candidate) -> dict[str, str]:
    """Return the ordinals told with a name: "both were admitted, Slovakia as the 180th"."""
    reading = candidate.reading
    return {
        entity.mention.entity.key: number.mention.value
        for number in reading.numbers
        if number.mention.kind == "ordinal" and number.start >= candidate.match.end
        for entity in reading.entities
        if entity.mention.entity.kind == "state"
        and 0 < number.start - entity.end <= _AS_THE
        and reading.words[entity.end].form == "as"
    }


def _listed(candidate: Candidate) -> list[PlacedNumber]:
    """Return the ordinals behind the trigger that "and" or commas join, the first such list."""
    reading = candidate.reading
    behind = [
        n
        for n in reading.numbers
        if n.mention.kind == "ordinal" and n.start >= candidate.match.start
    ]
    found: list[PlacedNumber] = []
    for one, other in pairwise(behind):
        if _joined(reading, one, other):
            found = [*(found or [one]), other]
        elif found:
            break
    return found


def _joined(reading: Reading, one: PlacedNumber, other: PlacedNumber) -> bool:
    between = range(one.end, other.start)
    if not between:
        return reading.words[other.start].form.startswith("و")  # العضوين الـ١٣٣ والـ١٣٤
    return len(between) <= _APART and all(
        reading.has(i, AND) or reading.words[i].form in {",", "the"} for i in between
    )
