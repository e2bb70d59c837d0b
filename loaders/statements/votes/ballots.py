"""States with the votes that each got: "Ireland was elected with 128 votes, and Norway with 130".

The verb is said of the first; those behind have a count alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from loaders.document import Span
from loaders.statements.retold.retelling import name_at, says_the_same, subject_role, told_of
from loaders.statements.rulebook.rule import Rule
from loaders.statements.sentence.governing import SUBJECT_PRONOUNS
from loaders.statements.sentence.list_names import CONJUNCTIONS, TALLY_BALLOTS, TALLY_TIME
from loaders.statements.sentence.reading import PlacedEntity, PlacedNumber, Reading
from loaders.statements.statement import Evidence, Statement

_VOTE = "vote_result"
_TERM = "membership_term"
_SIDES = {"against", "abstain"}
_WITH = "ballots-with"  # between a name and its count


def balloted(
    reading: Reading, rules: Mapping[str, Rule], own: Sequence[Statement]
) -> Iterator[Statement]:
    """Give the votes of the others in a list, and their terms if the first one's is told."""
    for source in own:
        count = _count_of(reading, source)
        first = None if count is None else _winner(reading, count)
        if count is None or (first is None and not _of_pronoun(reading, count)):
            continue
        for state, number in _others(reading, count.end):
            span = reading.span(state.start, number.end)
            if any(s is not source and _tells(s, number) for s in own):
                continue
            yield _counted(reading, source, span, number.mention.value)
            if first is not None:
                yield from _terms(reading, rules, own, first, state)


def _count_of(reading: Reading, source: Statement) -> PlacedNumber | None:
    """Return the votes in a statement that tells of one's own alone: 128 votes, none against."""
    value = source.number("for")
    if source.type != _VOTE or value is None or _SIDES & {name for name, _ in source.numbers}:
        return None
    return next(
        (
            n
            for n in reading.numbers
            if n.mention.value == value
            and source.span.covers(n.mention.span)
            and reading.has(n.end, TALLY_BALLOTS)
        ),
        None,
    )


def _tells(one: Statement, number: PlacedNumber) -> bool:
    """Whether a statement gives a count already."""
    counted = one.type == _VOTE and one.number("for") == number.mention.value
    return counted and one.span.covers(number.mention.span)


def _winner(reading: Reading, count: PlacedNumber) -> PlacedEntity | None:
    """Return whose votes they are: the state named last before them in their clause."""
    clause = reading.clause(count.start)
    before = [
        e
        for e in reading.entities
        if clause.start <= e.start
        and e.end <= count.start
        and e.mention.entity.kind == "state"
        and name_at(reading, e.start) is e
    ]
    return before[-1] if before else None


def _of_pronoun(reading: Reading, count: PlacedNumber) -> bool:
    """Whether a pronoun opens the clause of the count: "It was elected with 130 votes, and …"."""
    return reading.has(reading.clause(count.start).start, SUBJECT_PRONOUNS)


def _others(reading: Reading, start: int) -> Iterator[tuple[PlacedEntity, PlacedNumber]]:
    """Give the further states of the list, each with its count."""
    for entity in reading.entities:
        if entity.start < start or entity.mention.entity.kind != "state":
            continue
        if name_at(reading, entity.start) is not entity or not _joined(reading, entity):
            continue
        verbs = (i for i in range(start, entity.start) if i in reading.predicates)
        if not all(reading.has(i, TALLY_BALLOTS) for i in verbs):  # صوتا is spelt like a verb
            return
        at = entity.end
        if (link := reading.cue(at, _WITH)) is not None:
            at = link.end
        number = next(
            (n for n in reading.numbers_at.get(at, ()) if n.mention.kind == "cardinal"), None
        )
        if number is not None and not reading.has(number.end, TALLY_TIME):
            yield entity, number


def _joined(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a comma or "and" leads to a name, its article apart."""
    before = entity.start - 1
    if reading.has(before, "determiners"):
        before -= 1
    return (
        "و" in entity.mention.clitics
        or reading.words[before].form == ","
        or reading.has(before, CONJUNCTIONS)
    )


def _counted(reading: Reading, source: Statement, span: Span, value: str) -> Statement:
    evidence = [Evidence(source.span, "participant-context")]
    if source.date_span is not None:
        evidence.append(Evidence(source.date_span, "date-context"))
    return replace(
        source,
        span=span,
        quote=span.of(reading.document.text),
        numbers=(("for", value),),
        evidence=(*source.evidence, *evidence),
    )


def _terms(
    reading: Reading,
    rules: Mapping[str, Rule],
    own: Sequence[Statement],
    first: PlacedEntity,
    state: PlacedEntity,
) -> Iterator[Statement]:
    """Give the term of the first one told again of another: both were elected at once."""
    for source in own:
        rule = rules.get(source.rule)
        if source.type != _TERM or rule is None:
            continue
        if not any(p.span == first.mention.span for p in source.participants):
            continue
        role = subject_role(rule, state)
        words = (state.start, state.end)
        told = told_of(reading, words, source, role, state, None, alike=True)
        if role and not any(says_the_same(told, other) for other in own):
            yield told
