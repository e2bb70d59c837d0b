"""What stands behind an English name and only tells more of it: "Chad, a landlocked country,".

Around it the clause goes on as if it were not there: "the admission of Ghana (formerly the Gold
Coast) to the United Nations", "the occupation of Nauru, where phosphate was mined, lasted".
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.mentions.mention import Form
from loaders.statements.reading import PlacedEntity, Reading

RELATIVES = "relatives"
WHERE = "where-relatives"  # where, in which
APPOSED = "apposed"  # a, the, then, formerly
NAMING = "naming-behind"  # "(formerly", "(capital:"
ITSELF = "itself-behind"  # "Kenya itself", "Kenya alone"
_PREPOSITIONS = "prepositions"
_CLOSING = {"(": ")", ",": ",", "-": "-", "–": "–", "—": "—"}
_LONGEST = 14
_BREAKS = frozenset(";:.")
_NAMED = frozenset({"state", "place"})


def found(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the marks that open what is told of a state or place, and the words behind it."""
    for entity in reading.entities:
        opening = entity.end
        if entity.mention.entity.kind not in _NAMED or opening >= len(reading.words):
            continue
        if reading.has(opening, ITSELF):
            yield opening, opening + 1
            continue
        closing = _closing(reading, opening)
        if closing is not None and _tells_of(reading, entity, opening, closing):
            yield opening, closing + 1


def _closing(reading: Reading, opening: int) -> int | None:
    """Return where the mark stands that closes what `opening` opens, if it does not stand far."""
    mark = _CLOSING.get(reading.words[opening].form)
    near = range(opening + 2, min(opening + _LONGEST, len(reading.words) - 1))
    return next((i for i in near if reading.words[i].form == mark), None)


def _tells_of(reading: Reading, entity: PlacedEntity, opening: int, closing: int) -> bool:
    """Whether the words between two marks tell no more than what the name before them is."""
    first = opening + 1
    inside = range(first, closing)
    bracket = reading.words[opening].form == "("
    if any(first <= d.start < closing for d in reading.dates):
        return False
    if any(reading.words[i].form in _BREAKS and not bracket for i in inside):
        return False
    if bracket:
        return reading.has(first, NAMING)
    if not _goes_on(reading, closing + 1):
        return False
    led = first + reading.has(first, _PREPOSITIONS)
    if reading.has(led, RELATIVES) or reading.has(first, WHERE):
        return True
    named = (
        e
        for i in (first, first + 1)
        for e in (*reading.entities_at.get(i, ()), *reading.led_at.get(i, ()))
        if e.mention.form is not Form.ADJECTIVE
    )
    return (
        (reading.has(first, APPOSED) or reading.has(first, NAMING))
        and not any(named)
        and not reading.predicate_between(first, closing)
        and not any(reading.words[i].form == "and" for i in inside)
    )


def _goes_on(reading: Reading, index: int) -> bool:
    """Whether a verb or preposition goes on about the name."""
    return index in reading.predicates or reading.has(index, _PREPOSITIONS)
