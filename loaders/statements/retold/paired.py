"""Two names that go on together with an Arabic verb: احتلت بريطانيا برقة وفرنسا فزان.

Who did it stands behind "and", and right behind it to whom, bare or with the preposition that the
verb's first object had: استقلت كينيا عن بريطانيا ومالي عن فرنسا.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from loaders.mentions.mention import Form
from loaders.statements.retold.retelling import (
    NOT_REPEATED,
    PAUSES,
    own_date,
    says_the_same,
    subject_role,
    told_of,
)
from loaders.statements.rulebook.rule import Rule, Slot
from loaders.statements.sentence.governing import governor
from loaders.statements.sentence.list_names import FILLERS
from loaders.statements.sentence.reading import PlacedDate, PlacedEntity, Reading
from loaders.statements.statement import Statement

_NAMES = frozenset({Form.NAME, Form.METONYM})
_ATTACHED = frozenset({"ل", "ب"})


def paired(
    reading: Reading, rules: Mapping[str, Rule], own: Sequence[Statement]
) -> Iterator[Statement]:
    """Give what a sentence says of further pairs of names behind the pair of a statement."""
    said = list(own)
    queue = list(own) if reading.lists.language == "ar" else []
    for source in queue:
        rule = rules.get(source.rule)
        if rule is None or rule.type in NOT_REPEATED:
            continue
        for told in _next_pair(reading, rule, source):
            if not any(says_the_same(told, other) for other in said):
                said.append(told)
                queue.append(told)
                yield told


def _next_pair(reading: Reading, rule: Rule, source: Statement) -> list[Statement]:
    """Return what the pair right behind a statement's own words does, for each who did it."""
    placed = {p.role: e for p in source.participants for e in reading.entities if _is(e, p.span)}
    if len(placed) < 2:
        return []
    role, last = max(placed.items(), key=lambda item: item[1].end)
    dated = _date_of(reading, source)
    behind = dated is not None and dated.start >= last.end
    for start in {last.end, dated.end if dated is not None and behind else last.end}:
        pair = _pair_at(reading, start, last)
        if pair is None:
            continue
        subjects, taken = pair
        slot, own_role = rule.slot(role), subject_role(rule, subjects[0])
        fits = slot is not None and taken.mention.entity.kind in slot.kinds
        if not fits or own_role not in placed or own_role == role:
            continue
        date = own_date(reading, taken.end)
        shared = dated is not None and (dated.start >= taken.end or not behind)
        if date is None and not shared:
            continue
        words, others = (subjects[0].start, taken.end), {role: taken}
        return [
            told_of(reading, words, source, own_role, one, date, alike=date is None, others=others)
            for one in subjects
        ]
    return []


def _is(entity: PlacedEntity, span: object) -> bool:
    return span is not None and entity.mention.span == span


def _date_of(reading: Reading, source: Statement) -> PlacedDate | None:
    return next((d for d in reading.dates if d.mention.span == source.date_span), None)


def _pair_at(
    reading: Reading, start: int, before: PlacedEntity
) -> tuple[list[PlacedEntity], PlacedEntity] | None:
    """Return the names that "and" joins at word `start` and the one that they take, or None."""
    words = reading.words
    index = start + (start < len(words) and words[start].form in PAUSES)
    first = next((e for e in reading.entities_at.get(index, ()) if _joined(e)), None)
    pair = None if first is None else takers(reading, first, governor(reading, before))
    if pair is None or reading.predicate_between(index, pair[1].end):
        return None
    return pair


def takers(
    reading: Reading, first: PlacedEntity, particle: str
) -> tuple[list[PlacedEntity], PlacedEntity] | None:
    """Return a name that "and" joins, and the one behind that it takes; None if it takes none.

    Before a preposition it may be several: ومالي والنيجر عن فرنسا. Bare it is one, since who
    stands before another is taken with the name before: الدنمارك والنرويج وإيطاليا ألبانيا.
    """
    group = [first]
    while (taken := taken_at(reading, group[-1].end, particle)) is None:
        joined = (e for e in reading.entities_at.get(group[-1].end, ()) if _joined(e))
        following = next(joined, None) if particle else None
        if following is None:
            return None
        group.append(following)
    return group, taken


def _joined(entity: PlacedEntity) -> bool:
    return entity.mention.form in _NAMES and "و" in entity.mention.clitics


def taken_at(reading: Reading, index: int, particle: str) -> PlacedEntity | None:
    """Return the name at word `index` that a verb takes with a particle, "" for none, or None."""
    words = reading.words
    if index >= len(words):
        return None
    if particle not in {"", *_ATTACHED}:
        if words[index].form != particle:
            return None
        index += 1
    while (cue := reading.cue(index, FILLERS)) is not None and index not in reading.entities_at:
        if cue.form.conjunction:
            return None
        index = cue.end
    wanted = {particle} & _ATTACHED
    named = [
        e
        for e in reading.entities_at.get(index, ())
        if e.mention.form in _NAMES and set(e.mention.clitics) == wanted
    ]
    return max(named, key=lambda e: e.end, default=None)


def takes_its_own(reading: Reading, slot: Slot, first: PlacedEntity, nested: PlacedEntity) -> bool:
    """Return whether an Arabic name is who did it too, since whom stands behind: برقة وفرنسا فزان.

    Behind a preposition the same one tells it: استقلت كينيا عن بريطانيا ومالي عن فرنسا.
    """
    if reading.lists.language != "ar" or "و" not in nested.mention.clitics:
        return False
    particle = governor(reading, first)
    if slot.where != "object" and not particle:
        return False
    pair = takers(reading, nested, particle)
    return pair is not None and pair[1].mention.entity.kind in slot.kinds
