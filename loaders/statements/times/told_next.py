"""Dates that the next sentence gives: "Ghana joined it. That was on 8 March 1957."."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from loaders.mentions.mention import Basis
from loaders.statements.candidate import Dated, weakest
from loaders.statements.roles.context import Context
from loaders.statements.rulebook.rule import Rule
from loaders.statements.sentence.reading import PlacedDate, Reading
from loaders.statements.statement import Evidence, Statement
from loaders.statements.times import dating
from loaders.statements.times.borrowing import THAT_WAS
from loaders.statements.times.timing import time_of

_NEAR = 6  # words from "that was" to the date


def date_last(
    reading: Reading, known: Context, found: list[Statement], rules: Mapping[str, Rule]
) -> None:
    """Date what the sentence before told last without a date, if this one says when that was."""
    placed = _told(reading)
    if placed is None or not known.before:
        return
    last = {id(statement) for statement in known.repeatable()}
    dated = [
        _dated(one, rules[one.rule], placed)
        if id(one) in last and one.date is None and one.attested is None and one.rule in rules
        else one
        for one in known.before
        if one.sentence == reading.sentence.number - 1
    ]
    if len(dated) == len(known.before):
        found[len(found) - len(dated) :] = dated
        known.before = dated


def _told(reading: Reading) -> PlacedDate | None:
    """Return the time that a sentence begins with telling of what went before."""
    cue = reading.cue(0, THAT_WAS)
    if cue is None:
        return None
    near = [d for d in reading.dates if 0 <= d.start - cue.end <= _NEAR and dating.free(reading, d)]
    return near[0] if near and not dating.is_range(near[0]) else None


def _dated(statement: Statement, rule: Rule, placed: PlacedDate) -> Statement:
    date, attested = time_of(rule.date, Dated(placed, placed.mention.basis))
    if date is None or rule.date == "none":
        return statement
    return replace(
        statement,
        date=date,
        attested=attested,
        date_span=placed.mention.span,
        date_rule=placed.mention.rule,
        basis=weakest(statement.basis, Basis.INHERITED),
        evidence=(*statement.evidence, Evidence(placed.mention.span, "date-context")),
    )
