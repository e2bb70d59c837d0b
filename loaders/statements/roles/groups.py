"""Subjects that take up states named before: a pronoun with others, "both", "all three"."""

from __future__ import annotations

from itertools import pairwise

from loaders.mentions.mention import Basis
from loaders.statements.candidate import Candidate, Filler, filler_of, named_elsewhere
from loaders.statements.lists.dated_lists import listed_apart, listed_behind
from loaders.statements.roles import listing
from loaders.statements.roles.context import Context
from loaders.statements.roles.joined_pronouns import VERBAL, named_between, with_pronoun
from loaders.statements.roles.other_kinds import is_pair_of_places, nor
from loaders.statements.roles.unnamed import of_some_two
from loaders.statements.rulebook.pattern import Match
from loaders.statements.rulebook.rule import Slot
from loaders.statements.rulebook.things import Things
from loaders.statements.rulebook.wordlists import OBJECT_SUFFIXES, Cue
from loaders.statements.sentence.agreement import of_other_case
from loaders.statements.sentence.governing import ends_with, governor, joined
from loaders.statements.sentence.list_names import PAST_NEGATORS, PREPOSITIONS, RELATIVES
from loaders.statements.sentence.reading import Reading

# Word lists by how many states they take up: "both states", "all three", الدول الأربع.
GROUPS = {2: "both-states", 3: "three-states", 4: "four-states", 5: "five-states"}
_THESE, _MANY = "these-states", 3  # هذه الدول, of which the text has named so many at least
_ALL = (*GROUPS.values(), _THESE)
# The endings of a verb whose subject is two, before it or nowhere: feminine, as most states are.
DUAL = "تا"
_MASCULINE_DUAL = "ا"
_OF_TWO = "هما"
_THEY = "they"
_COUNTRIES = "البلدان"  # the two countries, or many
_REACH = 2  # words between "they" and its verb
_GONE = 3  # words between a verb and where its subject went: "travelled to"
# Words between "both" and the names: "both successor states, the".
_APART = 4


def taken_up(candidate: Candidate, slot: Slot, context: Context, things: Things) -> list[Filler]:
    """Return the states that the subject takes up, or nothing if it is no such subject."""
    if not slot.many or "state" not in slot.kinds:
        return []
    return (
        _group(candidate, slot, context)
        or with_pronoun(candidate, slot, context, things)
        or _dual(candidate, slot, context)
    )


def _dual(candidate: Candidate, slot: Slot, context: Context) -> list[Filler]:
    """Return the two states that a dual verb without a subject of its own goes on about: انضمتا."""
    reading, match, clause = candidate.reading, candidate.match, candidate.clause
    verb = _noun_of_two(reading, match) or match.perfect or _after_not(reading, match)
    if reading.lists.language != "ar" or slot.where not in VERBAL or verb is None:
        return []
    others = of_some_two(reading, verb.start) or is_pair_of_places(candidate, slot)
    if others or not _is_dual(reading, verb):
        return []
    usable = [e for e in reading.entities if listing.fits(reading, slot, e)]
    # Before a noun its verb's subject may stand as well: نالت مالي وغانا استقلالهما.
    passive = slot.where == "object" and verb.form.mood != "noun"  # كانت كينيا وغانا قد قُبلتا
    begin = verb.start if passive else clause.start
    own = range(begin, clause.end if slot.where == "object" else verb.start)
    if any(e.start in own and not governor(reading, e) for e in usable):
        return []
    before = [e for e in usable if e.end <= match.start and e.mention.entity.kind == "state"]
    pairs = [(a, b) for a, b in pairwise(before) if joined(reading, a, b) or nor(reading, a, b)]
    if pairs:
        return [named_elsewhere(e) for e in pairs[-1]]
    span = reading.span(verb.start, verb.end)
    two = context.last_states(2)
    return [Filler(e, span=span, basis=Basis.INHERITED) for e in two] if len(two) > 1 else []


def _noun_of_two(reading: Reading, match: Match) -> Cue | None:
    """Return the verbal noun of a trigger if it is said to be that of two: كان دخولهما."""
    nouns = (cue for cue in match.cues if cue.form.mood == "noun")
    return next((c for c in nouns if reading.words[c.end - 1].form.endswith(_OF_TWO)), None)


def _after_not(reading: Reading, match: Match) -> Cue | None:
    """Return the imperfect of a trigger that "did not" makes past: لم تنضما إلا في عام 1992."""
    cues = (cue for cue in match.cues if cue.form.mood == "imperfect")
    return next((c for c in cues if c.start and reading.has(c.start - 1, PAST_NEGATORS)), None)


def _is_dual(reading: Reading, verb: Cue) -> bool:
    """Whether a verb in the perfect is said of two (انضمتا, وقعا, ووقعاها), or a noun (دخولهما)."""
    form = reading.words[verb.start].form
    if verb.form.mood == "noun":
        return form.endswith(_OF_TWO)
    endings = (s for s in OBJECT_SUFFIXES if verb.form.suffix and form.endswith(s))
    suffix = max(endings, key=len, default="")
    base = form.removesuffix(suffix)
    if base.endswith(DUAL):
        return True
    # The alif of بدأ or of تبناها is the verb's own: without it no form is left.
    single = base.removesuffix(_MASCULINE_DUAL)
    return single != base and reading.lists.has(verb.name, single + suffix)


def _group(candidate: Candidate, slot: Slot, context: Context) -> list[Filler]:
    """Return the states named last where the subject is so many of them."""
    reading = candidate.reading
    places = {"subject", "object"} if reading.lists.language == "ar" else {"subject"}
    if slot.where not in {*places, "after"}:
        return []
    if slot.where in places and (these := _these(candidate, context)):
        return these
    stands = _is_subject if slot.where in places else _is_behind
    for number, name in GROUPS.items():
        cues = (
            cue
            for cue in reading.cues
            if cue.name == name
            and _is_whole(reading, cue)
            and stands(candidate, cue)
            and _is_led(candidate, slot, cue)
        )
        said = next(
            (cue for cue in cues if not of_other_case(candidate, slot, cue)),
            _alone(candidate, name),
        )
        if said is None:
            continue
        if listed := listed_apart(candidate, slot, said.end):
            return listed
        if apposed := _apposed(candidate, slot, said.end, number):
            return apposed
        taken = _meant(candidate, said, number, context)
        return taken + _joined(candidate, slot, said.end)
    return []


def _these(candidate: Candidate, context: Context) -> list[Filler]:
    """Return all the states of the sentence before that stand behind the verb: ووقعت هذه الدول."""
    verb, reading = candidate.match.perfect, candidate.reading
    said = None if verb is None else reading.cue(verb.end, _THESE)
    if said is None or not _is_whole(reading, said):
        return []
    states = context.told_together()
    span = reading.span(said.start, said.end)
    few = len(states) < _MANY
    return [] if few else [Filler(e, span=span, basis=Basis.INHERITED) for e in states]


def _is_whole(reading: Reading, said: Cue) -> bool:
    """Whether no longer word for states begins with this one: البلدان الثلاثة are not two."""
    longest = max(c.end for name in _ALL for c in reading.cues_at[said.start] if c.name == name)
    many = said.name == GROUPS[2] and reading.has(said.start - 1, _THESE)
    return longest == said.end and not many


def _alone(candidate: Candidate, name: str) -> Cue | None:
    """Return the number that stands as subject right behind an Arabic verb: وانضمت الثلاث."""
    verb = candidate.match.perfect
    if verb is None:
        return None
    return candidate.reading.cue(verb.end, f"{name}-alone")


def they(candidate: Candidate, unsaid: Filler, context: Context) -> list[Filler]:
    """Return all of whom the sentence before told what it told of `unsaid`, if "they" did it."""
    start = candidate.match.start
    near = candidate.reading.words[max(candidate.clause.start, start - _REACH) : start]
    told = [s for s in context.before if unsaid.entity in [p.entity for p in s.participants]]
    if not any(word.form == _THEY for word in near):
        return [unsaid]
    if unsaid.entity in context.joint:
        return [Filler(e, span=unsaid.span, basis=unsaid.basis) for e in context.joint]
    if not told:
        return [unsaid]
    last = told[-1]
    role = next(p.role for p in last.participants if p.entity == unsaid.entity)
    alike = [s for s in context.before if (s.rule, s.span) == (last.rule, last.span)]
    group = {p.entity.key: p.entity for s in alike for p in s.participants if p.role == role}
    return [Filler(e, span=unsaid.span, basis=unsaid.basis) for e in group.values()]


def done_to(candidate: Candidate, slot: Slot, context: Context) -> list[Filler]:
    """Return the states of a fronted object: وكلتاهما احتلتها الولايات المتحدة; else nothing."""
    fronted = slot.many and "state" in slot.kinds
    if not fronted or not any(cue.form.suffix for cue in candidate.match.cues):
        return []
    for verb in candidate.match.cues:  # احتلتهما ألمانيا
        if verb.form.suffix and candidate.reading.words[verb.start].form.endswith(_OF_TWO):
            return _meant(candidate, verb, 2, context)
    for number, name in GROUPS.items():
        for said in candidate.reading.cues:
            if said.name == name and said.end == candidate.match.start:
                return _meant(candidate, said, number, context)
    return []


def _meant(candidate: Candidate, said: Cue, number: int, context: Context) -> list[Filler]:
    """Return so many states as a word for them means: of the sentence, or of those before."""
    reading = candidate.reading
    states = [
        e for e in reading.entities if e.end <= said.start and e.mention.entity.kind == "state"
    ]
    free = {e.mention.entity.key: e.mention.entity for e in states if not governor(reading, e)}
    named = {e.mention.entity.key: e.mention.entity for e in states}
    group = list((free if len(free) >= number else named).values())[-number:]
    # States of the sentence that "and" joins two by two are "both" then.
    pairs = [p for p in pairwise(states) if joined(reading, *p)] if number == 2 else []
    if pairs:
        group = [e.mention.entity for e in pairs[-1]]
    elif len(group) < number or (number == 2 and context.pair):
        group = context.last_states(number)
    span = reading.span(said.start, said.end)
    return [Filler(e, span=span, basis=Basis.INHERITED) for e in group]


def _goes_on(candidate: Candidate, said: Cue) -> bool:
    """Whether an English clause without a subject goes on: "Both were admitted … and joined …"."""
    reading, clause = candidate.reading, candidate.clause
    if reading.lists.language != "en" or clause.kind != "coordinate":
        return False
    before = [c for c in reading.clauses if c.end == clause.start]
    named = any(
        clause.start <= e.start < candidate.match.start and not governor(reading, e)
        for e in reading.entities
    )
    return bool(before) and not named and before[0].start <= said.start < before[0].start + 2


def _apposed(candidate: Candidate, slot: Slot, end: int, number: int) -> list[Filler]:
    """Return as many names as are meant that stand right behind: "both states, A and B, joined".

    An Arabic list of them may close the clause: أعلنت الجمهوريات الثلاث استقلالها: أوكرانيا في ….
    """
    reading = candidate.reading
    for entity in reading.entities:
        near = end <= entity.start <= end + _APART
        # "were deposited by both A and B"
        led = {"", *slot.after} if slot.where == "after" else {""}
        meant = near and governor(reading, entity) in led
        meant = meant or listed_behind(candidate, end, entity)
        if meant and listing.fits(reading, slot, entity):
            named = listing.coordinated(reading, entity, slot, candidate.clause.end)
            return [filler_of(e) for e in named] if len(named) == number else []
    return []


def _joined(candidate: Candidate, slot: Slot, end: int) -> list[Filler]:
    """Return the names joined to "both" and its like: الدولتين والبوسنة والهرسك."""
    reading = candidate.reading
    first = next(
        (
            e
            for e in reading.entities_at.get(end, ())
            if "و" in e.mention.clitics and listing.fits(reading, slot, e)
        ),
        None,
    )
    if first is None:
        return []
    return [filler_of(e) for e in listing.coordinated(reading, first, slot, len(reading.words))]


def _is_behind(candidate: Candidate, said: Cue) -> bool:
    """Whether the words stand behind the verb, as where somebody goes: "visited both countries"."""
    reading, start = candidate.reading, candidate.match.end
    if said.end == start and said.start > candidate.match.start:
        return True  # the trigger's own last words: وقبلت الأمم المتحدة الدولتين
    between = range(start, said.start)
    return 0 <= said.start - start <= _GONE + named_between(
        reading, candidate.match, said
    ) and not (
        any(reading.words[index].is_mark for index in between)
        or reading.predicate_between(start, said.start)
    )


def _is_led(candidate: Candidate, slot: Slot, said: Cue) -> bool:
    """Whether words for so many states stand behind a preposition, where an Arabic slot wants one.

    In استقلت الدولتان كينيا وأوغندا عن بريطانيا they are not those from whom.
    """
    reading = candidate.reading
    if reading.lists.language != "ar" or slot.where != "after" or not slot.after - {""}:
        return True
    attached = reading.words[said.start].form[0] in "لبوف"
    return "" in slot.after or attached or ends_with(reading, said.start - 1, PREPOSITIONS)


def _is_subject(candidate: Candidate, said: Cue) -> bool:
    """Whether the words stand where the subject of the candidate's verb stands."""
    clause = candidate.clause
    if candidate.reading.inside_mention(said.start):
        return False  # part of a name: مجموعة البلدان …
    if candidate.reading.has(said.end, RELATIVES):
        return False  # إحدى الدول الخمس التي أسست …: those of whom the next words tell
    governed = said.start > candidate.match.end and candidate.reading.has(
        said.start - 1, PREPOSITIONS
    )
    if candidate.reading.words[said.start].form == _COUNTRIES and governed:
        return False  # من البلدان التي أسست …: governed it is no dual, but all that did so
    if _goes_on(candidate, said):
        return True
    if any(w.form == ":" for w in candidate.reading.words[said.end : candidate.match.start]):
        return False  # "Both belong to it: Romania joined in 1993 and Moldova in 1995"
    if said.end == candidate.match.start and any(c.form.suffix for c in candidate.match.cues):
        return False  # وكلتاهما احتلتها الولايات المتحدة: it was done to them
    # English has it before the verb, or behind its first word: "were both admitted".
    before = said.start < candidate.match.start or (
        candidate.match.start < said.start and said.end < candidate.match.end
    )
    return clause.start <= said.start < clause.end and (
        before or candidate.reading.lists.language == "ar"
    )
