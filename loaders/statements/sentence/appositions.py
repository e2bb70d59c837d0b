"""What stands behind an English name and only tells more of it: "Chad, a landlocked country,".

Around it the clause goes on as if it were not there: "the admission of Ghana (formerly the Gold
Coast) to the United Nations", "the occupation of Nauru, where phosphate was mined, lasted".
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.mentions.mention import Form
from loaders.statements.sentence.list_names import APPOSED, PREPOSITIONS, RELATIVES
from loaders.statements.sentence.reading import PlacedEntity, Reading

WHERE = "where-relatives"  # where, in which
NAMING = "naming-behind"  # "(formerly", "(capital:"
ITSELF = "itself-behind"  # "Kenya itself", "Kenya alone"
_CLOSING = {"(": ")", ",": ",", "-": "-", "–": "–", "—": "—"}
_LONGEST = 14
_BREAKS = frozenset(";:.")
_NAMED = frozenset({"state", "place"})
_TOLD = frozenset({"organisation", "organ", "person"})


def found(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the marks that open what is told of a state or place, and the words behind it."""
    for entity in reading.entities:
        opening = entity.end
        if entity.mention.entity.kind == "person" and opening < len(reading.words):
            closing = _closing(reading, opening)
            if closing is not None and _is_short(reading, entity, opening, closing):
                yield opening, closing + 1  # "Nehru (India)"
        if entity.mention.entity.kind not in _NAMED or opening >= len(reading.words):
            continue
        if reading.has(opening, ITSELF):
            yield opening, opening + 1
            continue
        closing = _closing(reading, opening)
        if closing is not None and _tells_of(reading, entity, opening, closing):
            yield opening, closing + 1


def tails(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where names end and where the words end that a pattern passes over behind them.

    "The United Nations (UN)", "the Security Council of the UN", "Abba Eban, a diplomat,".
    """
    for entity in reading.entities:
        end = entity.end
        if end >= len(reading.words) - 1:
            continue
        closing = _closing(reading, end)
        if reading.words[end].form == "," and end in reading.time_phrases:
            yield end, reading.time_phrases[end]  # "the Council, on 7 May 1992, admitted"
        elif closing is not None and _is_short(reading, entity, end, closing):
            yield end, closing + 1
        elif reading.words[end].form == "," and _led_by_comma(reading, entity):
            yield end, end + 1  # "its neighbour to the west, Mali,"
        elif entity.mention.entity.kind in _TOLD:
            if closing is not None and _tells_of(reading, entity, end, closing):
                yield end, closing + 1
            elif reading.has(end, ITSELF):
                yield end, end + 1
            elif (place := _seat(reading, entity)) is not None:
                yield end, place


def _led_by_comma(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether what describes a name is set off before it: "the world body, the United Nations,"."""
    lead = range(reading.leads.get(entity.start, entity.start), entity.start)
    return any(reading.words[index].form == "," for index in lead)


def _is_short(reading: Reading, entity: PlacedEntity, opening: int, closing: int) -> bool:
    """Whether brackets hold another name for a body, or a person's country: "Nehru (India)"."""
    if reading.words[opening].form != "(":
        return False
    person = entity.mention.entity.kind == "person"
    for other in reading.entities_at.get(opening + 1, ()):
        whole = other.end == closing
        if whole and (person or other.mention.entity.key == entity.mention.entity.key):
            return True
    word = reading.words[opening + 1]
    text = reading.document.text[word.start : word.end]
    return closing == opening + 2 and text.isupper() and not person


def _seat(reading: Reading, entity: PlacedEntity) -> int | None:
    """Return where words end that say where or of what a body is: "the Council in New York"."""
    kind, at = entity.mention.entity.kind, entity.end + 1
    if kind == "person" or reading.words[entity.end].form not in {"in", "of"}:
        return None
    at += at < len(reading.words) and reading.words[at].form == "the"
    wanted = {"organisation"} if reading.words[entity.end].form == "of" else {"place", "state"}
    ends = [
        e.end
        for e in reading.entities_at.get(at, ())
        if e.mention.entity.kind in wanted and (kind == "organ" or wanted != {"organisation"})
    ]
    return max(ends, default=None)


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
    led = first + reading.has(first, PREPOSITIONS)
    if reading.has(led, RELATIVES) or reading.has(first, WHERE):
        return True
    named = (
        e
        for i in (first, first + 1)
        for e in (*reading.entities_at.get(i, ()), *reading.led_at.get(i, ()))
        if e.mention.form is not Form.ADJECTIVE
        and e.mention.entity.key != entity.mention.entity.key  # "ASEAN, the Association of …,"
    )
    return (
        (reading.has(first, APPOSED) or reading.has(first, NAMING))
        and not any(named)
        and not reading.predicate_between(first, closing)
        and not any(reading.words[i].form == "and" for i in inside)
    )


def _goes_on(reading: Reading, index: int) -> bool:
    """Whether a verb or preposition goes on about the name."""
    return index in reading.predicates or reading.has(index, PREPOSITIONS)
