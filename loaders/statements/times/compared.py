"""What a measure of time says of others: "joined it on 30 August, two days after Sierra Leone".

The names behind "after" did the same, so much earlier; behind "before", so much later, where days
or weeks lead to the very day. The measure is itself a date, counted from the one before its comma;
see `statements.times.anchors`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from loaders.statements.retold.retelling import (
    name_at,
    says_the_same,
    subject_role,
    together,
    told_of,
)
from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.rulebook.rule import Rule
from loaders.statements.sentence.reading import PlacedDate, PlacedEntity, Reading
from loaders.statements.statement import Statement
from loaders.statements.times.anchors import measure, relation_end

DID = "did-alone"  # "after Albania did"
# Of these the subject is no name: a resolution is not adopted by another one's day.
_NOT_COMPARED = frozenset({"resolution_adoption", "resolution_mention", "vote_result", "quotation"})


def compared(
    reading: Reading, rules: Mapping[str, Rule], own: Sequence[Statement]
) -> Iterator[Statement]:
    """Give what a sentence says of those from whose deed it counts.

    :param rules: the rules of the language by their names.
    :param own: the statements that rules read in the sentence.
    """
    for date in reading.dates:
        others = names_counted_from(reading, date) if measure(reading, date) else []
        if not others or not _closes(reading, others[-1].end):
            continue
        for source in own:
            rule = rules.get(source.rule)
            if rule is None or rule.type in _NOT_COMPARED:
                continue
            role = subject_role(rule, others[0])
            dated = source.date_span is not None and source.date_span == date.mention.anchor
            if not dated or not role or source.participant(role) is None:
                continue
            if not _as_exact(date, source):
                continue
            for other in others:
                words = (other.start, other.end)
                told = told_of(reading, words, source, role, other, date)
                if not any(says_the_same(told, one) for one in own):
                    yield told


def _as_exact(date: PlacedDate, source: Statement) -> bool:
    """Whether a measure leads to a day, or from a year to a year, from a month to a month.

    "Six months after" is said of a day as well, and leads to no day.
    """
    precision = date.mention.date.precision
    return precision == "day" or (source.date is not None and source.date.precision == precision)


def names_counted_from(reading: Reading, date: PlacedDate) -> list[PlacedEntity]:
    """Return the names right behind the "after" or "before" that follows a measure."""
    behind = relation_end(reading, date)
    if behind is None:
        return []
    first = name_at(reading, behind)
    if first is None and reading.has(behind, DETERMINERS):
        first = name_at(reading, behind + 1)
    return [] if first is None else together(reading, first)


def _closes(reading: Reading, index: int) -> bool:
    """Whether nothing but "did" stands between word `index` and the next mark."""
    did = reading.cue(index, DID)
    index = index if did is None else did.end
    return index >= len(reading.words) or reading.words[index].is_mark
