"""Deeds done again, by the same ones at another time: «وتكرر ذلك في الفترة 1988-1989»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from loaders.mentions.mention import Basis
from loaders.statements.candidate import weakest
from loaders.statements.retold.retelling import (
    TERM,
    own_date,
    says_the_same,
    subject_role,
    with_next_year,
)
from loaders.statements.rulebook.rule import Rule
from loaders.statements.sentence.reading import PlacedEntity, Reading
from loaders.statements.statement import Evidence, Statement
from loaders.statements.times import dating

AGAIN = "echo-again"
# What was done to one is done to another: ثم جاء دور ألبانيا; around it: لقيت ألبانيا المصير نفسه.
FATE, MET = "echo-fate", "echo-met"
# Of these somebody can do more than one, and says it without telling what.
_REPEATED = frozenset({TERM, "visit", "occupation", "speech"})


def again(
    reading: Reading,
    rules: Mapping[str, Rule],
    own: Sequence[Statement],
    before: Sequence[Statement],
) -> Iterator[Statement]:
    """Give what was told last once more, at the time that stands behind the words for it."""
    for cue in (c for c in reading.cues if c.name == AGAIN):
        place = reading.words[cue.start].start
        told = [s for s in own if s.span.start < place] or list(before)
        told = [s for s in told if s.type in _REPEATED and s.rule in rules]
        date = own_date(reading, cue.end)
        if not told or date is None:
            continue
        last = max(told, key=lambda s: (s.span.start, s.span.end))
        if last.type == TERM:
            date = with_next_year(reading, date)
        if last.type == TERM and dating.is_range(date) != (
            "/" in (last.date.edtf if last.date else "")
        ):
            continue
        span = reading.span(cue.start, date.end)
        repeated = replace(
            last,
            participants=tuple(
                replace(p, basis=weakest(p.basis, Basis.INHERITED)) for p in last.participants
            ),
            span=span,
            quote=span.of(reading.document.text),
            sentence=reading.sentence.number,
            basis=weakest(last.basis, Basis.INHERITED),
            date=date.mention.date,
            date_span=date.mention.span,
            date_rule=date.mention.rule,
            attested=None,
            numbers=(),
            qualifiers=(),
            evidence=(Evidence(last.span, "participant-context"),),
        )
        if not any(says_the_same(repeated, s) for s in told):
            yield repeated


def fated_role(rule: Rule, named: PlacedEntity) -> str:
    """Return the role of one who suffers what another has: the object, else as of one who does."""
    kind = named.mention.entity.kind
    places = {s.where: s.role for s in rule.slots if kind in s.kinds}
    own = subject_role(rule, named)
    return places.get("object", own) if "subject" in places else own
