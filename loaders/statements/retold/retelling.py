"""One statement told again of others: who they are, when, and what it rests on.

Used by `statements.retold.echoes` and `statements.retold.gapping`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from loaders.document import Span
from loaders.mentions.dates import edtf
from loaders.mentions.mention import Basis, Form
from loaders.statements.candidate import weakest
from loaders.statements.retold.complements import complement_at
from loaders.statements.retold.echo_words import described_at
from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.rulebook.rule import Rule
from loaders.statements.sentence import governing
from loaders.statements.sentence.list_names import (
    CONJUNCTIONS,
    ONE_OF_TWO,
    PREPOSITIONS,
    RELATIVES,
    TURNS,
)
from loaders.statements.sentence.reading import PlacedDate, PlacedEntity, Reading
from loaders.statements.statement import Evidence, Participant, Statement
from loaders.statements.times import dating
from loaders.statements.values import ORDINAL, nth_told_behind

# Words between a verb or "and" and a name, and between a name and a date of its own.
REACH = 4
DATE_REACH = 9
NOT_REPEATED = frozenset({"resolution_adoption", "resolution_mention", "vote_result", "quotation"})
PAUSES = frozenset({",", ";"})  # before the next one of whom it is told
_NO_SUBJECT = frozenset({"عن", "من", "الي", "علي"})
_ASIDE = 16  # words between commas that a name and its date stand around
# What such words begin with.
_OPENING = ("clause-openers", RELATIVES, PREPOSITIONS)
AND_THEN = "and-then"  # وبعدها: before who did the same later
_VERB = 3  # words from a date to the verb that it belongs to
GAP_LINKS = "gap-links"  # "but", before a name and its date
NONE: Mapping[str, PlacedEntity] = MappingProxyType({})
_NAMED = frozenset({"state", "person", "place"})
_SUBJECTS = ("subject", "object")
_ADMISSION = "membership_admission"
TERM = "membership_term"  # a year or two: terms of both lengths stand in one list
_ONCE = frozenset({"founding_member"})  # who comes later is no founder


def names_after(reading: Reading, start: int, *, joined: bool = False) -> list[PlacedEntity]:
    """Return the names that stand together right behind word `start`.

    :param joined: "and" must lead to them, and a date must follow them.
    """
    for index in range(start, min(start + REACH, len(reading.words))):
        entity = name_at(reading, index)
        if entity is None and index == start and not joined:
            entity = described_at(reading, index)  # ولحقت بها السلطنة
        if entity is None:
            if any(e.mention.entity.kind == "office" for e in reading.entities_at.get(index, ())):
                continue  # ثم البابا فرنسيس
            if joined and not (
                _is_and(reading, index)
                or reading.has(index, DETERMINERS)
                or _is_noun_of_place(reading, index)
            ):
                return []
            if reading.predicate_between(index, index + 1):
                return []
            continue
        if index > start and reading.words[index - 1].form in _NO_SUBJECT:
            return []  # واستقلت غانا في العام التالي، 1957، عن بريطانيا
        group = together(reading, entity)
        taken = complement_at(reading, group[-1].end) if joined else None
        date = own_date(reading, (taken or group[-1]).end)
        if joined and date is None:
            return []
        turned = any(reading.has(i, TURNS) for i in range(start, index))
        if turned and date is not None and reading.predicate_between(date.end, date.end + _VERB):
            return []  # أما سنغافورة ففي 1965 انضمت: a verb of its own tells the deed
        return group
    return []


def _is_noun_of_place(reading: Reading, index: int) -> bool:
    """Whether a word tells what kind of place the name behind it is: ثم ناحية زالامبيسا."""
    named = name_at(reading, index + 1)
    return named is not None and named.mention.entity.kind == "place"


def _is_and(reading: Reading, index: int) -> bool:
    joins = any(reading.has(index, name) for name in (CONJUNCTIONS, TURNS, GAP_LINKS))
    return joins or _leads_on(reading, index) or reading.words[index].form in {",", ";"}


def _leads_on(reading: Reading, index: int) -> bool:
    """Whether a word is part of what says that others did it then: ومن بعدها بيرو."""
    return any(
        cue.name == AND_THEN and cue.start <= index < cue.end
        for start in range(max(0, index - 2), index + 1)
        for cue in reading.cues_at.get(start, ())
    )


def together(reading: Reading, first: PlacedEntity) -> list[PlacedEntity]:
    """Return a name and those of its kind that "and" joins to it, in order."""
    group = [first]
    for entity in reading.entities:
        if entity.start >= group[-1].end and governing.joined(reading, group[-1], entity):
            if name_at(reading, entity.start) is not entity:
                break
            if entity.mention.entity.kind != first.mention.entity.kind:
                break
            group.append(entity)
    return group


def name_at(reading: Reading, index: int) -> PlacedEntity | None:
    """Return what is named at word `index` without a preposition, or None.

    A capital's name may stand for its state, and does so before it is a place.
    """
    named = [
        e
        for e in reading.entities_at.get(index, ())
        if (e.mention.form is Form.NAME or _is_capital(e) or _is_one_of_two(reading, e))
        and e.mention.entity.kind in _NAMED
        and not set(e.mention.clitics) & {"ل", "ب", "ك"}
    ]
    return min(named, key=lambda e: e.mention.entity.kind == "place", default=None)


def _is_capital(entity: PlacedEntity) -> bool:
    """Whether a capital's name stands for its state: "and Zagreb in 2013"."""
    return entity.mention.form is Form.METONYM


def _is_one_of_two(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether "the latter" stands for a state: "the former in May and the latter in June"."""
    return entity.mention.form is Form.DESCRIPTION and any(
        reading.has(index, ONE_OF_TWO) for index in range(entity.start, entity.end)
    )


def own_date(reading: Reading, start: int) -> PlacedDate | None:
    """Return the date that follows word `start` before any other name or verb.

    Words between commas may part them: "and Hungary, although it was an ally, on 19 March".
    """
    start = _behind_aside(reading, start)
    for date in reading.dates:
        if date.start < start:
            continue
        between = range(start, date.start)
        if len(between) > DATE_REACH or reading.predicate_between(start, date.start):
            return None
        return None if any(reading.entities_at.get(i) for i in between) else date
    return None


def _behind_aside(reading: Reading, start: int) -> int:
    """Return where English words between commas end that a name and its date stand around."""
    words = reading.words
    if reading.lists.language == "ar" or start >= len(words) or words[start].form != ",":
        return start
    inside = range(start + 1, min(start + _ASIDE, len(words)))
    closing = next((i for i in inside if words[i].is_mark), start)
    dated = any(date.start - closing in {1, 2} for date in reading.dates)
    if closing == start or words[closing].form != "," or not dated:
        return start
    opens = any(reading.has(start + 1, name) for name in _OPENING)
    return closing if opens and start + 1 not in reading.dates_at else start


def subject_role(rule: Rule, subject: PlacedEntity) -> str:
    """Return the role that is the subject of what the rule reads, "" if it is of another kind.

    A rule whose slots do not tell has it first in its pattern: "{territory} under {occupier} rule".
    """
    fitting = [s for s in rule.slots if subject.mention.entity.kind in s.kinds]
    subjects = [s.role for s in fitting if s.where in _SUBJECTS]
    if not subjects and len(fitting) > 1:
        roles = {s.role for s in fitting}
        subjects = [e.name for e in rule.triggers[0].elements if e.name in roles]
    return (subjects or [s.role for s in fitting if s.role == rule.roles[0]] or [""])[0]


def says_the_same(one: Statement, other: Statement) -> bool:
    """Whether another statement says the same of the same ones, perhaps without its date."""
    return (
        one.type == other.type
        and {p.entity.key for p in one.participants} == {p.entity.key for p in other.participants}
        and (one.date is None or one.date == other.date)
    )


def told_of(
    reading: Reading,
    words: tuple[int, int],
    source: Statement,
    role: str,
    subject: PlacedEntity,
    date: PlacedDate | None,
    *,
    alike: bool = False,
    others: Mapping[str, PlacedEntity] = NONE,
) -> Statement:
    """Return `source` said of `subject`, at `date` or, if `alike`, at the same time.

    :param others: what else is another this time, by its role: "did so from Spain".
    """
    places = [*words, subject.start, subject.end]
    places += [place for other in others.values() for place in (other.start, other.end)]
    anew = {**others, role: subject}
    if date is not None:
        places += [date.start, date.end]
    span = reading.span(min(places), max(places))
    evidence = [Evidence(source.span, "participant-context")]
    same = alike and date is None
    if same and source.date_span is not None:
        evidence.append(Evidence(source.date_span, "date-context"))
    anchor = None if date is None else date.mention.anchor
    if anchor is not None and not span.covers(anchor):
        evidence.append(Evidence(anchor, "date-context"))
    participants = [
        Participant(p.role, anew[p.role].mention.entity, anew[p.role].mention.span)
        if p.role in anew
        else replace(p, basis=weakest(p.basis, Basis.INHERITED))
        for p in source.participants
    ]
    added = others.keys() - {p.role for p in source.participants}
    participants += [
        Participant(r, others[r].mention.entity, others[r].mention.span) for r in sorted(added)
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
        numbers=_ordinal(reading, source, subject, date),
        qualifiers=tuple(q for q in source.qualifiers if same or q[0] not in _ONCE),
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _ordinal(
    reading: Reading, source: Statement, subject: PlacedEntity, date: PlacedDate | None
) -> tuple[tuple[str, str], ...]:
    """Return the number of its own that a member has: "and Sweden the 32nd in 2024"."""
    if date is None:
        return ()
    if source.number(ORDINAL) is not None or source.type == _ADMISSION:
        between = range(subject.end, max(subject.end, date.start))
        told = (n.mention for i in between for n in reading.numbers_at.get(i, ()))
        own = next((n.value for n in told if n.kind == ORDINAL), None)
        if own is not None:
            return ((ORDINAL, own),)
    end = max(subject.end, date.end)
    nth = nth_told_behind(reading, end, end) if source.type == _ADMISSION else None
    return () if nth is None else ((ORDINAL, nth),)


def with_next_year(reading: Reading, date: PlacedDate) -> PlacedDate:
    """Return a year together with the next one where "and" joins them: في 1970 و1971."""
    after = _joined_by_and(reading, date)
    if after is None:
        return date
    one, other = date.mention.date, after.mention.date
    years = one.precision == other.precision == "year"
    if not years or one.begin is None or other.begin is None:
        return date
    if other.begin.year - one.begin.year != 1:
        return date
    span = Span(date.mention.span.start, after.mention.span.end)
    mention = replace(date.mention, span=span, date=edtf.interval(one, other))
    return replace(date, mention=mention, end=after.end)


def _joined_by_and(reading: Reading, date: PlacedDate) -> PlacedDate | None:
    """Return the date that "and", a word of its own or attached, joins to another."""
    after = next(iter(reading.dates_at.get(date.end, ())), None)
    if after is not None and reading.words[date.end].form.startswith("و"):
        return after
    apart = reading.has(date.end, CONJUNCTIONS) and reading.lists.language == "en"
    return next(iter(reading.dates_at.get(date.end + 1, ())), None) if apart else None


def further_dates(reading: Reading, date: PlacedDate, *, terms: bool = False) -> list[PlacedDate]:
    """Return the stretches of time that go on behind one: "in 1957-1958, 1975-1976 and …".

    :param terms: a bare year counts too: "in 1966, 1981-1982 and …".
    """
    found = [date]
    for other in reading.dates:
        if other.start < found[-1].end:
            continue
        if not (dating.is_range(other) or (terms and other.mention.date.precision == "year")):
            continue
        between = range(found[-1].end, other.start)
        if len(between) > 2 or any(reading.entities_at.get(i) for i in between):
            break
        if reading.predicate_between(found[-1].end, other.start):
            break
        found.append(with_next_year(reading, other) if terms else other)
    return found
