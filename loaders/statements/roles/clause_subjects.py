"""Which names of a clause can be its subject."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.mentions.mention import Form
from loaders.statements.roles.listing import fits
from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.governing import STATE_BODIES, governor
from loaders.statements.sentence.list_names import CONJUNCTIONS, FILLERS, PREPOSITIONS, RELATIVES
from loaders.statements.sentence.reading import PlacedEntity, Reading

_AGENTS = "state-agents"  # nouns that act for the state named behind them
_FROM = frozenset({"of", "from"})
_OBLIGED = "obliged"  # وكان على جيبوتي أن تنتظر: of whom something was wanted
_BEING = ("being", "not-being")  # كان لغانا مقعد: who had something
_LIGHT_VERBS = "light-verbs"  # جرى, تم: the noun behind tells the deed
_NAMED = frozenset({Form.NAME, Form.DESCRIPTION, Form.PRONOUN, Form.METONYM})


def clause_subject(reading: Reading, start: int, end: int) -> list[PlacedEntity]:
    """Return the mentions that can be the subject of the clause: named and not governed."""
    here = [
        entity
        for entity in reading.entities
        if start <= entity.start < end
        and not (entity.mention.entity.kind == "state" and reading.voting(entity.start))
    ]
    own = [
        entity
        for entity in here
        if (entity.mention.form in _NAMED and not governor(reading, entity))
        or _by_agents(reading, entity)
        or _by_own_forces(reading, entity)
        or _behind_passive(reading, entity)
        or reading.has(entity.start, _OBLIGED, end=True)
        or _possessor(reading, entity)
    ]
    return own or [entity for entity in here if _of_light_verb(reading, entity)]


def _possessor(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a state is said to have something: لم تكن لمولدوفا عضوية، فانضمت."""
    return (
        entity.mention.entity.kind == "state"
        and "ل" in entity.mention.clitics
        and any(reading.has(entity.start, name, end=True) for name in _BEING)
    )


def _behind_passive(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a name stands behind a passive of several words: أعيد انتخاب زائير."""
    return entity.mention.form in _NAMED and any(
        cue.end == entity.start and cue.end - cue.start > 1 and cue.form.mood == "perfect"
        for index in range(max(0, entity.start - 3), entity.start - 1)
        for cue in reading.cues_at.get(index, ())
    )


def _of_light_verb(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a noun tells its deed behind a verb that only says that it was: جرى توقيع مصر."""
    return entity.mention.entity.kind == "state" and reading.has(entity.start - 2, _LIGHT_VERBS)


def _by_agents(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether the mention tells whose forces or government act: القوات العراقية, "Iraqi forces"."""
    before = entity.start - 1
    return (
        entity.mention.entity.kind == "state"
        and not set(entity.mention.clitics) & {"و", "ل", "ب", "ك"}
        and any(
            cue.name == _AGENTS and cue.end == entity.start and not cue.form.particle
            for index in (before, before - 1)
            for cue in reading.cues_at.get(index, ())
        )
        and not reading.has(before - 1, "prepositions")
    )


def _by_own_forces(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether an English adjective before the verb tells whose troops act: "Iraqi forces entered".

    What they entered is then no subject of what "and" goes on with.
    """
    return (
        reading.lists.language == "en"
        and entity.mention.form is Form.ADJECTIVE
        and reading.has(entity.end, STATE_BODIES)
        and not governor(reading, entity)
        and not reading.predicate_between(reading.clause(entity.start).start, entity.start)
    )


def was_doing(reading: Reading, before: int, verb: int) -> bool:
    """Return whether "was" leads to who did it: التي كانت جنوب أفريقيا تحتلها منذ 1915.

    Nobody stands behind the verb, as in كانت الكويت قد احتلها العراق.
    """
    return reading.has(before, _BEING[0]) and reading.has(verb + 1, PREPOSITIONS)


def told_of_another(reading: Reading, slot: Slot, verb: int) -> bool:
    """Return whether "which" before an English verb is of a name that cannot be its subject.

    "Serbia borders on Kosovo, which declared …" tells of Kosovo, be it a state or not.
    """
    if reading.lists.language == "ar" or verb < 2 or not reading.has(verb - 1, RELATIVES):
        return False
    noun = verb - 1 - (reading.words[verb - 2].form == ",")
    named = [e for e in reading.entities if e.end == noun]
    named += [e for own in named for e in reading.entities if _comes_from(reading, e, own)]
    return bool(named) and not any(fits(reading, slot, e) for e in named)


def _comes_from(reading: Reading, person: PlacedEntity, state: PlacedEntity) -> bool:
    """Whether only "of" stands between a person and a state: "U Thant of Burma, who"."""
    links = range(person.end, state.start)
    return (
        person.mention.entity.kind == "person"
        and bool(links)
        and all(reading.has(i, FILLERS) or reading.words[i].form in _FROM for i in links)
    )


def apposed(
    reading: Reading, entity: PlacedEntity, before: Sequence[PlacedEntity], verb: int
) -> bool:
    """Return whether an English mention only tells what one before it is, between commas.

    "Kenya, until then a colony of Britain, became independent"; in "Kenya, the Gambia, Chad and
    Peru" there is nothing but an article before the name.
    """
    words = reading.words
    ends = (e.end for e in before if e.end < entity.start and words[e.end].form == ",")
    opening = max(ends, default=-1)
    inside = range(opening + 1, entity.start)
    closing = next((i for i in range(entity.end, verb) if words[i].form == ","), None)
    return (
        opening > 0
        and closing is not None
        and reading.lists.language == "en"
        and any(not reading.has(index, DETERMINERS) for index in inside)
        and not any(words[index].form == "," for index in inside)
        and not any(reading.has(index, CONJUNCTIONS) for index in (opening + 1, closing + 1))
        and not reading.predicate_between(opening, closing)
    )
