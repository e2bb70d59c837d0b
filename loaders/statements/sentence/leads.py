"""What stands before an English name and only describes it: "the landlocked country of Chad".

Such words part a name neither from its preposition nor from its verb: "was signed by communist
Bulgaria" is read as "was signed by Bulgaria". The words are those of the lists below, and any
adjectives before a noun that "of" ties to the name.
"""

from __future__ import annotations

from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.rulebook.wordlists import Cue
from loaders.statements.sentence.governing import is_possessive
from loaders.statements.sentence.list_names import FILLERS
from loaders.statements.sentence.person_leads import title_before
from loaders.statements.sentence.reading import PlacedEntity, Reading

DESCRIBING = "describing"  # tiny, communist
TAILS = "describing-tails"  # of a compound: "oil-rich"
OWN = "its-own"
BODY_NOUNS = "described-body-nouns"  # "the regional organisation ASEAN"
KIN = "described-kin"  # "its neighbour"
WITHDRAWING = ("withdrawal", "leaving-place")
PARTS = "described-parts"  # "two thirds of"
AMOUNTS = "described-amounts"  # some, two
_OF = frozenset({"described-nouns", "described-bodies", PARTS})
_FROM = frozenset({"described-bodies"})
_LINKS = {"of": _OF, "from": _FROM}
_STOPS = ("prepositions", "conjunctions", "relatives", "clause-openers")
_MODIFIERS = 4  # words between "the" and "country of"
_COMPOUND = 3  # "oil-rich"
_BODIES = frozenset({"organisation", "organ"})
_NAMED = frozenset({"state", "place", "person"}) | _BODIES


def enter(reading: Reading) -> None:
    """Note in a reading where the words begin that describe each name; drop names among them."""
    if reading.lists.language != "en":
        return
    ends: dict[int, list[Cue]] = {}
    for cue in reading.cues:
        ends.setdefault(cue.end, []).append(cue)
    for entity in reading.entities:
        start = _beginning(reading, ends, entity)
        if start < entity.start:
            reading.leads[entity.start] = start
    inside = {i for name, start in reading.leads.items() for i in range(start, name)}
    reading.predicates = [i for i in reading.predicates if i not in inside]  # "Rome-based"
    kept = [e for e in reading.entities if not _only_describes(reading, e)]
    if len(kept) < len(reading.entities):
        reading.entities = kept
        reading.entities_at.clear()
        for entity in kept:
            reading.entities_at.setdefault(entity.start, []).append(entity)
    for entity in kept:
        if entity.start in reading.leads:
            reading.led_at.setdefault(reading.leads[entity.start], []).append(entity)


def _beginning(reading: Reading, ends: dict[int, list[Cue]], entity: PlacedEntity) -> int:
    """Return where the words begin that describe a name, or its own first word."""
    kind, start = entity.mention.entity.kind, entity.start
    while start > 0 and kind in _NAMED:
        before = _before(reading, ends, start)
        if before is not None and kind in _BODIES and reading.words[start - 1].form in _LINKS:
            before = None  # "membership of" is no part of what a body is called
        if before is None and kind == "person":
            before = title_before(reading, entity, start)
        if before is None and kind in _BODIES:
            before = _body(reading, ends, entity, start)
        if before is None:
            return start
        start = before
    return start


def _body(
    reading: Reading, ends: dict[int, list[Cue]], entity: PlacedEntity, start: int
) -> int | None:
    """Return where begins what says what a body is: "the world body, the United Nations,".

    Or whose it is: "the UN's Security Council".
    """
    words, index = reading.words, start - 1
    closed = entity.end < len(words) and words[entity.end].is_mark
    end = index if words[index].form == "," and closed else start
    noun = next((cue.start for cue in ends.get(end, ()) if cue.name == BODY_NOUNS), None)
    if noun is not None:
        return _determined(reading, noun)
    owner = next((e for e in reading.entities if e.end == start), None)
    owned = owner is not None and owner.mention.entity.kind == "organisation"
    own = entity.mention.entity.kind == "organ"
    return owner.start if owner and own and owned and is_possessive(reading, owner) else None


def _only_describes(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a mention is part of a description: the region of "the Balkan state of Bulgaria".

    Nor is "its neighbour Mali" about whom "its" stands for.
    """
    own = reading.has(entity.start, DETERMINERS)
    return (own or entity.mention.entity.kind == "place") and any(
        start <= entity.start and entity.end < name for name, start in reading.leads.items()
    )


def _before(reading: Reading, ends: dict[int, list[Cue]], start: int) -> int | None:
    """Return where the next describing word, or phrase, before word `start` begins, or None."""
    index = start - 1
    here = {cue.name: cue.start for cue in reversed(ends.get(start, ()))}  # the longest goes last
    link = reading.words[index].form
    names = _LINKS.get(link, frozenset())
    nouns = [(cue.start, cue.name) for cue in ends.get(index, ()) if cue.name in names]
    if nouns and (link != "from" or _of_origin(reading, min(nouns)[0])):
        noun, name = min(nouns)
        return _amount(reading, noun) if name == PARTS else _determined(reading, noun)
    if TAILS in here and start >= _COMPOUND and reading.words[index - 1].form == "-":
        return start - _COMPOUND
    if index in reading.predicates:
        return None
    if KIN in here:
        return _determined(reading, here[KIN])
    if link == ",":  # "its neighbour to the north, Mali"
        kin = next((cue.start for cue in ends.get(index, ()) if cue.name == KIN), None)
        owned = kin is not None and reading.has(kin - 1, OWN)
        return kin - 1 if kin is not None and owned else None
    return next((here[name] for name in (FILLERS, DESCRIBING) if name in here), None)


def _amount(reading: Reading, noun: int) -> int:
    """Return where the phrase of a part begins: "some two thirds of", "about half of"."""
    start = _determined(reading, noun)
    while start and reading.has(start - 1, AMOUNTS):
        start -= 1
    return start


def _of_origin(reading: Reading, noun: int) -> bool:
    """Whether "from" tells whose troops they are, not from where the troops of others withdraw."""
    before = noun - 1
    owned = reading.has(before, DETERMINERS) or any(e.end == noun for e in reading.entities)
    return not owned and not any(name in reading.present for name in WITHDRAWING)


def _determined(reading: Reading, noun: int) -> int:
    """Return where the phrase of a noun begins: at its determiner, if only adjectives part them."""
    for index in range(noun - 1, max(noun - _MODIFIERS - 2, -1), -1):
        if reading.has(index, DETERMINERS):
            return index
        word = reading.words[index]
        stops = index in reading.predicates or any(reading.has(index, name) for name in _STOPS)
        if stops or (word.is_mark and word.form != "-"):
            break
    return noun
