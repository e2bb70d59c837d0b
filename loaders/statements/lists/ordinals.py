"""Which member each of several states became: "both joined as its 109th and 110th members"."""

from __future__ import annotations

from itertools import pairwise

from loaders.statements.candidate import Candidate
from loaders.statements.quoting import Roles
from loaders.statements.roles.listing import fits
from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.list_names import CONJUNCTIONS
from loaders.statements.sentence.reading import PlacedEntity, PlacedNumber, Reading
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
        own_ones = own_ones or _before_them(candidate)
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
    told = _each_with_its_own(candidate)
    return {entity.mention.entity.key: number.mention.value for entity, number in told}


def _each_with_its_own(candidate: Candidate) -> list[tuple[PlacedEntity, PlacedNumber]]:
    """Return the states behind the verb with the ordinal that "as" or "the" joins to each."""
    reading = candidate.reading
    return [
        (entity, number)
        for number in reading.numbers
        if number.mention.kind == "ordinal" and number.start >= candidate.match.start
        for entity in reading.entities
        if entity.mention.entity.kind == "state"
        and entity.start >= candidate.match.start
        and 0 < number.start - entity.end <= _AS_THE
        and (
            (reading.words[entity.end].form == "as" and number.start >= candidate.match.end)
            or _beside(reading, entity)
        )
    ]


def _beside(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a state joined to what was told has its ordinal behind: "and Monaco the 183rd"."""
    before = entity.start - 1 - reading.has(entity.start - 1, DETERMINERS)
    joins = reading.has(before, CONJUNCTIONS) or reading.words[before].form == ","
    return joins and reading.words[entity.end].form in {"the", "as"}


def told_beside(candidate: Candidate, slot: Slot) -> list[PlacedEntity]:
    """Return who became the next members: "Eritrea became the 182nd and Monaco the 183rd"."""
    if not any(valued.name == ORDINAL for valued in candidate.rule.numbers) or not slot.many:
        return []
    told = _each_with_its_own(candidate)
    start, end = candidate.match.start, candidate.clause.end
    first = min((number.start for _, number in told), default=end)
    ahead = [n for n in candidate.reading.numbers if start <= n.start < first]
    if not any(n.mention.kind == "ordinal" for n in ahead):
        return []  # "both were admitted, Slovakia as the 180th": who they are is said before
    if any(ahead[0].end <= date.start < first for date in candidate.reading.dates):
        return []  # "… the 31st member in 2023 and Sweden the 32nd in 2024": each has its own time
    return [e for e, _ in told if e.start < end and fits(candidate.reading, slot, e)]


def _before_them(candidate: Candidate) -> list[str]:
    """Return the ordinal of the subject, which stands before those with a name beside."""
    told = _each_with_its_own(candidate)
    first = min(entity.start for entity, _ in told)
    return [
        n.mention.value
        for n in candidate.reading.numbers
        if n.mention.kind == "ordinal" and candidate.match.start <= n.start < first
    ][:1]


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
        reading.has(i, CONJUNCTIONS) or reading.words[i].form in {",", "the"} for i in between
    )
