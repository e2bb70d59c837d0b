"""Mentions to statements: the rule engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from loaders.document import Document, Span
from loaders.entities import Entity
from loaders.mentions.mention import Basis, Form, Mentions
from loaders.mentions.references.relations import tells_relation
from loaders.statements import matching
from loaders.statements.assembly import Speaker, statements
from loaders.statements.assertion import reporting, status
from loaders.statements.resolutions.matters import note_matter
from loaders.statements.retold.echoes import echoes
from loaders.statements.retold.gapping import gapped
from loaders.statements.retold.paired import paired
from loaders.statements.roles import context, objects, told
from loaders.statements.roles.clause_subjects import clause_subject
from loaders.statements.roles.topics import context_of
from loaders.statements.rulebook.pattern import Match
from loaders.statements.rulebook.rule import Rule
from loaders.statements.rulebook.rules import RuleSet, load_rules
from loaders.statements.rulebook.things import Things
from loaders.statements.rulebook.wordlists import Cue
from loaders.statements.selection import Made, selected, without_retold
from loaders.statements.sentence import (
    appositions,
    clauses,
    governing,
    insertions,
    leads,
    runs,
    time_phrases,
)
from loaders.statements.sentence.placing import readings
from loaders.statements.sentence.reading import PlacedEntity, Reading
from loaders.statements.statement import Extraction, Rejected, Statement
from loaders.statements.times import anchors
from loaders.statements.times.compared import compared
from loaders.statements.times.told_next import date_last
from loaders.statements.votes import tallies
from loaders.statements.votes.ballots import balloted

_ATTENDED = ("participation", "debate", "session")
_DENIAL = "denial"
_ACCUSED = ("occupier", "alleged_aggressor")

__all__ = ["RuleSet", "find_statements", "load_rules"]


def find_statements(
    document: Document,
    mentions: Mentions,
    rules: RuleSet,
    listed: Callable[[str], Entity | None] = lambda key: None,
) -> Extraction:
    """Return what a document states, and the candidates that the status filter refused.

    :param listed: looks up an entity of the entity files by its key, for rules that name one.
    """
    # What goes on about an earlier statement is read when that has been made.
    own = sorted(rules.rules.get(document.language, ()), key=_goes_on)
    if not own:
        return Extraction(())
    things = Things(listed, rules.knowledge)
    cues = rules.status[document.language]
    known = context_of(document, mentions)
    by_name = {rule.name: rule for rule in own}
    found: list[Statement] = []
    rejected: list[Rejected] = []
    for reading in readings(document, mentions, rules.lists[document.language]):
        objects.without_reflexive(reading)
        leads.enter(reading)
        reading.insertions = insertions.found(reading)
        time_phrases.enter(reading)
        reading.tails = {**reading.insertions, **dict(appositions.tails(reading))}
        reading.runs = runs.found(reading)
        reading.clauses = clauses.cut(reading)
        reading.tallies_at = {tally.start: tally for tally in tallies.tallies(reading)}
        known.enter(reading)
        date_last(reading, known, found, by_name)
        said = reporting.speakers(reading, known)
        made: list[Made] = []
        refused_before = len(rejected)
        for rule in own:
            made += _apply(reading, rule, known, things, cues, said, rejected)
        own_statements = selected(made, rejected[refused_before:])
        own_statements = [*own_statements, *paired(reading, by_name, own_statements)]
        own_statements = [*own_statements, *gapped(reading, by_name, own_statements)]
        own_statements = [*own_statements, *balloted(reading, by_name, own_statements)]
        told_again = echoes(reading, by_name, tuple(own_statements), known.repeatable())
        own_statements = [*own_statements, *told_again]
        counted = compared(reading, by_name, tuple(own_statements))
        own_statements = sorted(
            [*own_statements, *counted], key=lambda s: (s.span.start, s.span.end, s.rule)
        )
        own_statements = without_retold(own_statements, known.before)
        known.before = own_statements
        found += own_statements
        known.last = max((s for s in own_statements if s.date), key=_dated_at, default=known.last)
        _remember(reading, known)
    return Extraction(tuple(found), tuple(_unstated(rejected, found)))


def _dated_at(statement: Statement) -> tuple[int, int]:
    """Return where in the text a statement has its date: the last of several is told last."""
    own = statement.date_span
    if own is None or not statement.span.covers(own):
        return statement.span.start, statement.span.end
    return own.start, statement.span.end


def _goes_on(rule: Rule) -> bool:
    return rule.resumes or any(slot.inherit == "again" for slot in rule.slots)


def _apply(
    reading: Reading,
    rule: Rule,
    known: context.Context,
    things: Things,
    cues: tuple[status.StatusCue, ...],
    said: list[Speaker],
    rejected: list[Rejected],
) -> Iterable[Made]:
    for match in matching.matches(reading, rule):
        clause = reading.around(match.start, match.end)
        clause = insertions.narrowed(reading, match.start, match.end, clause)
        if not matching.admitted(reading, rule, clause):
            continue
        if anchors.only_names(reading, match):
            continue
        if rule.resumes and not told.just_told(known, rule.type, reading, match.start):
            continue
        candidate = matching.fill(reading, rule, match, clause, known, things)
        if candidate is None:
            continue
        trigger = reading.span(match.start, match.end)
        spanned = insertions.spanned(reading, match.start, match.end)
        aside = tuple(reading.span(start, end) for start, end in spanned)
        refused = status.refusal(reading, rule, match, cues, instead=candidate.instead)
        if refused is not None and not _is_claim(rule, match, said, refused):
            cue, reason = refused
            words = (
                "" if cue is None else reading.span(cue.start, cue.end).of(reading.document.text)
            )
            rejected.append(Rejected(rule.type, rule.name, trigger, words, reason))
            continue
        for statement in statements(candidate, said):
            _note(statement, known)
            yield Made(statement, rule, trigger, aside)


def _is_claim(
    rule: Rule, match: Match, said: list[Speaker], refused: tuple[Cue | None, str]
) -> bool:
    """Whether what somebody denies behind it stays the claim of the one who makes it.

    "According to Costa Rica its forces occupied the island, which Nicaragua denied": that is so of
    what is contested anyway, and of nothing that a newspaper said.
    """
    cue, reason = refused
    behind = cue is not None and cue.start >= match.end
    claimed = any(speaker.start <= match.start < speaker.end for speaker in said)
    return rule.contested and reason == _DENIAL and behind and claimed


def _note(statement: Statement, known: context.Context) -> None:
    known.note_latest(statement)
    if statement.type in _ATTENDED and not _repeats(known.meeting, statement):
        known.note_meeting(statement)
    if statement.type == "cooperation" and statement.basis is Basis.EXPLICIT:
        known.cooperation = statement
    for participant in statement.participants:
        if participant.role == "of":
            known.note_office(statement)
        if participant.role in _ACCUSED and participant.span is not None:
            known.note_accused(context.Antecedent(participant.entity, participant.span))


def _repeats(meeting: Statement | None, statement: Statement) -> bool:
    """Whether a statement about a meeting says less than what the same sentence said of it."""
    return (
        meeting is not None
        and meeting.sentence == statement.sentence
        and meeting.date is not None
        and statement.date is None
    )


def _remember(reading: Reading, known: context.Context) -> None:
    """Keep the subjects and mentions of a sentence for the sentences after it.

    What a subordinate clause is about is soonest forgotten.
    """
    known.joint = []
    known.last_verb = reading.words[reading.predicates[-1]].start if reading.predicates else 0
    lower = {"subordinate", "parenthesis"}
    related = tells_relation(" ".join(word.form for word in reading.words))
    for clause in sorted(reading.clauses, key=lambda clause: clause.kind not in lower):
        subjects = clause_subject(reading, clause.start, clause.end)
        for kind in ("state", "person", "organ", "organisation"):
            own = [s for s in subjects if s.mention.entity.kind == kind]
            if not own or (related and kind == "state" and len({*own}) == 1):
                continue  # «وكانت كندا أكبر شريك تجاري لها»: the text goes on about another
            group = [own[0]]
            for other in own[1:]:
                if governing.joined(reading, group[-1], other):
                    group.append(other)
            if len(group) > 1:
                known.joint = [entity.mention.entity for entity in group]
            plural = len(group) > 1 or _with_pronoun(reading, group[0])
            for entity in group:
                known.note_subject(entity, plural=plural)
    _note_theme(reading, known)
    note_matter(reading, known)
    states = {
        e.mention.entity.key: e.mention.entity
        for e in reading.entities
        if e.mention.entity.kind == "state"
        and e.mention.form is not Form.ADJECTIVE
        and not reading.voting(e.start)
    }
    known.states_before = list(states.values())
    for entity in reading.entities:
        known.note_mention(entity)
        if entity.mention.entity.kind == "person" and (state := _origin(reading, entity)):
            known.origins[entity.mention.entity.key] = state


def _origin(reading: Reading, person: PlacedEntity) -> Entity | None:
    """Return the state of which an adjective right before a name says that the person comes."""
    return next(
        (
            e.mention.entity
            for e in reading.entities
            if e.end == person.start
            and e.mention.form is Form.ADJECTIVE
            and e.mention.entity.kind == "state"
        ),
        None,
    )


def _with_pronoun(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a pronoun and a name are the subject together: تصبح هي وألبانيا عضوين."""
    before = entity.start - 1
    return "و" in entity.mention.clitics and reading.has(before, governing.SUBJECT_PRONOUNS)


def _note_theme(reading: Reading, known: context.Context) -> None:
    """Remember the one state of which a sentence tells that an organ did something about it.

    "The Council discussed Namibia. In 1990 it joined …": the next subject is Namibia, not the
    state that was the subject before. A text that is about one state needs no such help.
    """
    if known.dominant is not None:
        return
    subjects = clause_subject(reading, 0, len(reading.words))
    kinds = {subject.mention.entity.kind for subject in subjects}
    named = [
        entity
        for entity in reading.entities
        if entity.mention.entity.kind == "state" and entity.mention.form is Form.NAME
    ]
    single = len({entity.mention.entity.key for entity in named}) == 1
    if single and "state" not in kinds and kinds & {"organ", "organisation"}:
        known.note_subject(named[0])


def _unstated(rejected: list[Rejected], found: list[Statement]) -> Iterable[Rejected]:
    """Give each refused place once, unless another rule asserted the same type there."""
    seen: set[tuple[str, Span]] = set()
    for one in rejected:
        key = (one.type, one.span)
        if key in seen:
            continue
        seen.add(key)
        yield one
