"""Sentences that repeat what was just said of somebody else: "Estonia followed a day later".

An echo has a subject and perhaps a date of its own; all else it takes from the statement before:
*ولحقت بها المجر في 1 أيار 2004*, "as were Micronesia and the Marshall Islands", "Estonia did so
nine months later". Which words make an echo is said in the word lists ``echo-…``. The statement
keeps the rule that read what is repeated, and the repeated words are its further evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from loaders.entities import Entity
from loaders.mentions.mention import Basis, Form
from loaders.statements import dating, governing
from loaders.statements.candidate import weakest
from loaders.statements.reading import PlacedDate, PlacedEntity, Reading
from loaders.statements.rule import Rule
from loaders.statements.statement import Evidence, Participant, Statement
from loaders.statements.wordlists import Cue

LATER = "echo-later"  # followed, تبعتها: at another time, perhaps one that is said
ALIKE = "echo-alike"  # "as did", كذلك فعلت: at the same time unless another is said
INVERTED = "echo-inverted"  # of these, the English ones whose subject stands behind
_REFUSING = ("negators", "lacking", "maybes", "conditions", "plans")
# Words between the subject and its verb, and between a subject and a date of its own.
_REACH = 3
_SUBJECTS = ("subject", "object")


def echoes(
    reading: Reading,
    rules: Mapping[str, Rule],
    own: Sequence[Statement],
    before: Sequence[Statement],
) -> Iterator[Statement]:
    """Give the statements that a sentence makes by repeating another one.

    :param rules: the rules of the language by their names.
    :param own: the statements that rules read in the sentence.
    :param before: those of the sentence before it.
    """
    for cue in reading.cues:
        if cue.name not in {LATER, ALIKE} or reading.inside_mention(cue.start):
            continue
        if _refused(reading, cue):
            continue
        start = reading.words[cue.start].start
        said = [s for s in own if s.span.start < start] or list(before)
        for subjects, date in _subjects(reading, cue):
            known = {s.type for s in own if subjects[0].mention.entity in _entities(s)}
            repeatable = [s for s in said if s.type not in known]
            for source in _repeated(repeatable, rules, subjects[0]):
                role = _role(rules[source.rule], subjects[0])
                for subject in subjects:
                    echo = _echo(reading, cue, source, role, subject, date)
                    if not any(_same(echo, one) for one in said):
                        yield echo


def _entities(statement: Statement) -> list[Entity]:
    return [participant.entity for participant in statement.participants]


def _same(one: Statement, other: Statement) -> bool:
    """Whether another statement says the same of the same ones, perhaps without its date."""
    return (
        one.type == other.type
        and {p.entity.key for p in one.participants} == {p.entity.key for p in other.participants}
        and (one.date is None or one.date == other.date)
    )


def _refused(reading: Reading, cue: Cue) -> bool:
    clause = reading.clause(cue.start)
    return any(
        c.name in _REFUSING and clause.start <= c.start and 0 <= cue.start - c.end <= 2
        for c in reading.cues
    )


def _subjects(reading: Reading, cue: Cue) -> Iterator[tuple[list[PlacedEntity], PlacedDate | None]]:
    """Give the subjects of an echo, and of what "and" adds to it, each with its own date."""
    group = _after(reading, cue.end) if _behind(reading, cue) else _before(reading, cue)
    end = max([cue.end, *(e.end for e in group)])
    while group:
        date = _own_date(reading, end)
        if date is None and not _behind(reading, cue):
            date = dating.fronted(reading, reading.clause(cue.start))
        yield group, date
        end = max(end, date.end if date is not None else end)
        group = _after(reading, end, joined=True)
        end = max([end, *(e.end for e in group)])


def _behind(reading: Reading, cue: Cue) -> bool:
    return reading.lists.language == "ar" or reading.has(cue.start, INVERTED)


def _after(reading: Reading, start: int, *, joined: bool = False) -> list[PlacedEntity]:
    """Return the names that stand together right behind word `start`.

    :param joined: "and" must lead to them, and a date must follow them.
    """
    for index in range(start, min(start + _REACH, len(reading.words))):
        entity = _name(reading, index)
        if entity is None:
            if joined and not _is_and(reading, index):
                return []
            if reading.predicate_between(index, index + 1):
                return []
            continue
        group = _together(reading, entity)
        if joined and _own_date(reading, group[-1].end) is None:
            return []
        return group
    return []


def _is_and(reading: Reading, index: int) -> bool:
    return reading.has(index, governing.AND) or reading.words[index].form == ","


def _before(reading: Reading, cue: Cue) -> list[PlacedEntity]:
    """Return the names right before the verb that are its subject."""
    for entity in reversed(reading.entities):
        if entity.end > cue.start or cue.start - entity.end > _REACH:
            continue
        if _name(reading, entity.start) is not entity or reading.predicate_between(
            entity.end, cue.start
        ):
            continue
        first = entity
        while (other := _joined_before(reading, first)) is not None:
            first = other
        if governing.governor(reading, first):
            return []
        return _together(reading, first)
    return []


def _joined_before(reading: Reading, entity: PlacedEntity) -> PlacedEntity | None:
    return next(
        (
            e
            for e in reading.entities
            if e.end <= entity.start
            and _name(reading, e.start) is e
            and governing.joined(reading, e, entity)
        ),
        None,
    )


def _together(reading: Reading, first: PlacedEntity) -> list[PlacedEntity]:
    group = [first]
    for entity in reading.entities:
        if entity.start >= group[-1].end and governing.joined(reading, group[-1], entity):
            if _name(reading, entity.start) is not entity:
                break
            if entity.mention.entity.kind != first.mention.entity.kind:
                break
            group.append(entity)
    return group


def _name(reading: Reading, index: int) -> PlacedEntity | None:
    return next(
        (
            e
            for e in reading.entities_at.get(index, ())
            if e.mention.form is Form.NAME
            and e.mention.entity.kind in {"state", "person"}
            and not set(e.mention.clitics) & {"ل", "ب", "ك"}
        ),
        None,
    )


def _own_date(reading: Reading, start: int) -> PlacedDate | None:
    """Return the date that follows word `start` before any other name or verb."""
    for date in reading.dates:
        if date.start < start:
            continue
        between = range(start, date.start)
        if len(between) > _REACH or reading.predicate_between(start, date.start):
            return None
        return None if any(reading.entities_at.get(i) for i in between) else date
    return None


def _repeated(
    said: Sequence[Statement], rules: Mapping[str, Rule], subject: PlacedEntity
) -> list[Statement]:
    """Return the statements that are repeated: the last ones whose subject is of this kind.

    What was said at once of several subjects, or of one in several organisations, is repeated
    once for each of the other participants.
    """
    fitting = [s for s in said if s.rule in rules and _role(rules[s.rule], subject)]
    fitting = [s for s in fitting if s.participant(_role(rules[s.rule], subject)) is not None]
    if not fitting:
        return []
    last = max(fitting, key=lambda s: (s.span.start, s.span.end))
    different: dict[tuple[str, ...], Statement] = {}
    for one in fitting:
        if (one.rule, one.sentence) == (last.rule, last.sentence) and one.date == last.date:
            role = _role(rules[one.rule], subject)
            others = tuple(p.entity.key for p in one.participants if p.role != role)
            different.setdefault(others, one)
    return list(different.values())


def _role(rule: Rule, subject: PlacedEntity) -> str:
    """Return the role that is the subject of what the rule reads, "" if it is of another kind."""
    fitting = [s for s in rule.slots if subject.mention.entity.kind in s.kinds]
    subjects = [s.role for s in fitting if s.where in _SUBJECTS]
    return (subjects or [s.role for s in fitting if s.role == rule.roles[0]] or [""])[0]


def _echo(
    reading: Reading,
    cue: Cue,
    source: Statement,
    role: str,
    subject: PlacedEntity,
    date: PlacedDate | None,
) -> Statement:
    words = [cue.start, cue.end, subject.start, subject.end]
    if date is not None:
        words += [date.start, date.end]
    if subject.start > cue.end and date is not None and date.start > cue.end + _REACH:
        words = words[2:]  # what "and" adds stands by itself: "and Latvia a day later"
    span = reading.span(min(words), max(words))
    evidence = [Evidence(source.span, "participant-context")]
    same = cue.name == ALIKE and date is None
    if same and source.date_span is not None:
        evidence.append(Evidence(source.date_span, "date-context"))
    anchor = None if date is None else date.mention.anchor
    if anchor is not None and not span.covers(anchor):
        evidence.append(Evidence(anchor, "date-context"))
    participants = [
        Participant(role, subject.mention.entity, subject.mention.span)
        if p.role == role
        else replace(p, basis=weakest(p.basis, Basis.INHERITED))
        for p in source.participants
    ]
    mention = None if date is None else date.mention
    return replace(
        source,
        participants=tuple(participants),
        span=span,
        quote=span.of(reading.document.text),
        sentence=reading.sentence.number,
        basis=weakest(source.basis, Basis.INHERITED),
        date=mention.date if mention is not None else source.date if same else None,
        date_span=mention.span if mention is not None else source.date_span if same else None,
        date_rule=mention.rule if mention is not None else source.date_rule if same else None,
        attested=source.attested if same else None,
        numbers=(),
        evidence=tuple(dict.fromkeys(evidence)),
    )
