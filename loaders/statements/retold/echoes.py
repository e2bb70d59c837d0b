"""Sentences that repeat what was just said of somebody else: "Estonia followed a day later".

An echo has a subject and perhaps a date of its own; all else it takes from the statement before:
*ولحقت بها المجر في 1 أيار 2004*, "as were Micronesia and the Marshall Islands", "Estonia did so
nine months later". Which words make an echo is said in the word lists ``echo-…``. The statement
keeps the rule that read what is repeated, and the repeated words are its further evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from loaders.entities import Entity
from loaders.statements.retold.complements import complement_at, role_of
from loaders.statements.retold.echo_again import FATE, MET, again, fated_role
from loaders.statements.retold.echo_words import (
    had_done,
    leads_on,
    negated,
    refused,
    tail,
    turned_to,
)
from loaders.statements.retold.retelling import (
    DATE_REACH,
    REACH,
    TERM,
    further_dates,
    name_at,
    names_after,
    own_date,
    says_the_same,
    subject_role,
    together,
    told_of,
    with_next_year,
)
from loaders.statements.roles import listing
from loaders.statements.rulebook.rule import Rule
from loaders.statements.rulebook.wordlists import Cue
from loaders.statements.sentence import governing
from loaders.statements.sentence.list_names import ECHO_LATER, PASSIVE_AGENTS, RESPECTIVELY, THERE
from loaders.statements.sentence.reading import PlacedDate, PlacedEntity, Reading
from loaders.statements.statement import Statement
from loaders.statements.times import anchors, dating
from loaders.statements.times.compared import names_counted_from

ALIKE = "echo-alike"  # "as did", كذلك فعلت: at the same time unless another is said
AROUND = "echo-around"  # فعلت … الأمر نفسه: around the subject, with one of two other lists
_AROUND = frozenset({AROUND, MET})
TURNED = "echo-turned"  # أما … فكان ذلك
OF_IT = "echo-it"  # نالته: only with its pronoun
_NAMES = frozenset({ECHO_LATER, ALIKE, AROUND, TURNED, OF_IT, FATE, MET})
INVERTED = "echo-inverted"  # of these, the English ones whose subject stands behind
_COMPANY = 4  # words between a name and those beside it: ", together with"


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
    # Of a verb and the phrase it begins (لحقت, لحقت بهما) the longer one counts.
    cues = {c.start: c for c in sorted(reading.cues, key=lambda c: c.end) if c.name in _NAMES}
    for cue in cues.values():
        if reading.inside_mention(cue.start):
            continue
        if refused(reading, cue) or (cue.name not in _AROUND and leads_on(reading, cue)):
            continue
        if cue.name == OF_IT and not cue.form.suffix:
            continue
        start = reading.words[cue.start].start
        said = [s for s in own if s.span.start < start] or list(before)
        terms = bool(said) and max(said, key=_place).type == TERM
        for subjects, taken, date in _subjects(reading, cue, terms=terms):
            own_words = reading.lists.language != "ar" or reading.has(cue.end, THERE)
            if own_words and any(_reads(s, subjects[0], start) for s in own):
                continue
            known = {s.type for s in own if subjects[0].mention.entity in _entities(s)}
            repeatable = [s for s in said if s.type not in known]
            for source in _repeated(repeatable, rules, subjects[0]):
                rule = rules[source.rule]
                fated = cue.name in {FATE, MET}
                role = (fated_role if fated else subject_role)(rule, subjects[0])
                others = (
                    {} if taken is None else {role_of(reading, rule, source, role, taken): taken}
                )
                if "" in others:
                    continue
                for subject in subjects:
                    echo = _echo(reading, cue, source, role, subject, date, others)
                    if not any(says_the_same(echo, one) for one in said):
                        yield echo
    yield from again(reading, rules, own, before)


def _place(statement: Statement) -> tuple[int, int]:
    return statement.span.start, statement.span.end


def _reads(statement: Statement, subject: PlacedEntity, start: int) -> bool:
    """Whether a rule has read the echo itself: وهي منظمة سبقتها إليها ليبيا."""
    told = statement.span.start <= start < statement.span.end
    return told and any(
        participant.span == subject.mention.span for participant in statement.participants
    )


def _entities(statement: Statement) -> list[Entity]:
    return [participant.entity for participant in statement.participants]


def _subjects(
    reading: Reading, cue: Cue, *, terms: bool
) -> Iterator[tuple[list[PlacedEntity], PlacedEntity | None, PlacedDate | None]]:
    """Give the subjects of an echo, and of what "and" adds to it, each with its own date.

    Between them stands what the verb takes this time, if that is said: "did so from Spain".

    :param terms: two years that follow each other are one time: "Togo did so in 1982 and 1983".
    """
    if (by := _followed_by(reading, cue)) is not None:
        yield by[0], None, by[1]
        return
    group = names_after(reading, cue.end) if _behind(reading, cue) else _before(reading, cue)
    if cue.name == TURNED:
        group = turned_to(reading, cue.start)
    end = max([cue.end, *(e.end for e in group)])
    if not group and reading.lists.language == "ar":
        group = had_done(reading, cue)
    if cue.name in _AROUND:
        behind = tail(reading, cue, end)
        if behind is None:
            return
        end = behind
    if not _behind(reading, cue) and any(
        reading.has(i, RESPECTIVELY) for i in range(end, len(reading.words))
    ):
        yield from _in_turn(reading, end, group)
        return
    while group:
        taken = None if _behind(reading, cue) else complement_at(reading, end)
        end = end if taken is None else taken.end
        date = own_date(reading, end)
        if date is None and _behind(reading, cue):  # وتلاه في اليوم نفسه وليد المعلم
            between = (d for d in reading.dates if cue.end <= d.start and d.end <= group[0].start)
            date = next(between, None)
        if date is None and reading.lists.language == "ar":  # وفي اليوم نفسه حذت مصر حذوها
            date = next((d for d in reading.dates if d.end == cue.start), None)
        if date is None and not _behind(reading, cue):
            date = _counted_from(reading, group[0])
            date = date or dating.fronted(reading, reading.clause(cue.start))
        if date is not None and terms:
            date = with_next_year(reading, date)
        several = date is not None and dating.is_range(date)
        dates = (
            further_dates(reading, date, terms=terms) if date is not None and several else [date]
        )
        for one in dates:
            yield group, taken, one
            date = one
        end = max(end, date.end if date is not None else end)
        group = names_after(reading, end, joined=True)
        end = max([end, *(e.end for e in group)])


def _in_turn(
    reading: Reading, end: int, group: Sequence[PlacedEntity]
) -> Iterator[tuple[list[PlacedEntity], None, PlacedDate]]:
    """Give each of several subjects its own date: "followed on 3 and 9 May respectively".

    Of one subject that would be its dates for several deeds, which are not told apart here.
    """
    stop = next(i for i in range(end, len(reading.words)) if reading.has(i, RESPECTIVELY))
    dates = [d for d in reading.dates if end <= d.start < stop]
    if len(dates) == len(group) and not reading.predicate_between(end, stop):
        for subject, date in zip(group, dates, strict=True):
            yield [subject], None, date


def _followed_by(reading: Reading, cue: Cue) -> tuple[list[PlacedEntity], PlacedDate] | None:
    """Return who is told with a date before: "Chad joined, followed two years later by Mali"."""
    date = next((d for d in reading.dates if 0 <= d.start - cue.end <= 1), None)
    if date is None or reading.lists.language != "en" or cue.name != ECHO_LATER:
        return None
    index = date.end + (date.end < len(reading.words) and reading.words[date.end].form == ",")
    if not reading.has(index, PASSIVE_AGENTS):
        return None
    group = names_after(reading, index + 1)
    return (group, date) if group else None


def _behind(reading: Reading, cue: Cue) -> bool:
    return reading.lists.language == "ar" or reading.has(cue.start, INVERTED)


def _before(reading: Reading, cue: Cue) -> list[PlacedEntity]:
    """Return the names right before the verb that are its subject."""
    for entity in reversed(reading.entities):
        if entity.end > cue.start or cue.start - entity.end > REACH:
            continue
        if name_at(reading, entity.start) is not entity or reading.predicate_between(
            entity.end, cue.start
        ):
            continue
        first = entity
        while (other := _joined_before(reading, first)) is not None:
            first = other
        particle = governing.governor(reading, first)
        if _counted_from(reading, first) is not None:
            return together(reading, first)  # "…, nine days after Albania had joined it"
        if particle == "of" and (holder := _whose(reading, first)) is not None:
            return [holder]
        if particle in listing.company():
            return [*_accompanied(reading, first), *together(reading, first)]
        opened = reading.has(first.start, governing.OPENING, end=True)  # "as Chad had done in 1973"
        return together(reading, first) if opened or not particle else []
    return []


def _counted_from(reading: Reading, name: PlacedEntity) -> PlacedDate | None:
    """Return the measure of time counted from what a name did: "a day after Peru did so"."""
    return next(
        (
            d
            for d in reading.dates
            if 0 < name.start - d.end <= REACH
            and anchors.measure(reading, d)
            and name in names_counted_from(reading, d)
        ),
        None,
    )


def _whose(reading: Reading, state: PlacedEntity) -> PlacedEntity | None:
    """Return the person with whose name a state stands: "Kenneth Kaunda of Zambia did so"."""
    return next(
        (
            e
            for e in reading.entities
            if e.end == state.start - 1 and e.mention.entity.kind == "person"
        ),
        None,
    )


def _accompanied(reading: Reading, beside: PlacedEntity) -> list[PlacedEntity]:
    """Return whom others accompany: "Estonia, together with Latvia, followed"."""
    before = [e for e in reading.entities if e.end < beside.start <= e.end + _COMPANY]
    named = [e for e in before if name_at(reading, e.start) is e]
    return [e for e in named[-1:] if not governing.governor(reading, e)]


def _joined_before(reading: Reading, entity: PlacedEntity) -> PlacedEntity | None:
    return next(
        (
            e
            for e in reading.entities
            if e.end <= entity.start
            and name_at(reading, e.start) is e
            and governing.joined(reading, e, entity)
        ),
        None,
    )


def _repeated(
    said: Sequence[Statement], rules: Mapping[str, Rule], subject: PlacedEntity
) -> list[Statement]:
    """Return the statements that are repeated: the last ones whose subject is of this kind.

    What was said at once of several subjects, or of one in several organisations, is repeated
    once for each of the other participants.
    """
    fitting = [s for s in said if s.rule in rules and subject_role(rules[s.rule], subject)]
    fitting = [
        s for s in fitting if s.participant(subject_role(rules[s.rule], subject)) is not None
    ]
    if not fitting:
        return []
    last = max(fitting, key=_place)
    different: dict[tuple[str, ...], Statement] = {}
    for one in fitting:
        if (one.rule, one.sentence) == (last.rule, last.sentence) and one.date == last.date:
            role = subject_role(rules[one.rule], subject)
            others = tuple(p.entity.key for p in one.participants if p.role != role)
            different.setdefault(others, one)
    return list(different.values())


def _echo(
    reading: Reading,
    cue: Cue,
    source: Statement,
    role: str,
    subject: PlacedEntity,
    date: PlacedDate | None,
    others: Mapping[str, PlacedEntity],
) -> Statement:
    words = (cue.start - negated(reading, cue), cue.end)
    if subject.start > cue.end and date is not None and date.start > cue.end + DATE_REACH:
        words = (subject.start, subject.end)  # what "and" adds: "and Latvia a day later"
    alike = cue.name != ECHO_LATER
    return told_of(reading, words, source, role, subject, date, alike=alike, others=others)
