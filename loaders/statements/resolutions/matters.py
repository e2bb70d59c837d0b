"""The matter that a text speaks of: "the dispute over Kashmir", القضية القبرصية.

A body that adopts a resolution next deals with that matter, unless it is told to be about another.
"""

from __future__ import annotations

from loaders.mentions.mention import Basis, Form
from loaders.statements.candidate import Candidate, Filler
from loaders.statements.roles.context import Antecedent, Context
from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.sentence.governing import IDAFA, governor, is_possessive
from loaders.statements.sentence.list_names import FILLERS
from loaders.statements.sentence.reading import PlacedEntity, Reading

MATTERS = "matters"
_REACH = 9  # words from a resolution's number to what it is about
_NEAR = 3  # words from the noun to the name: "the war in neighbouring Angola"
_SUBJECTS = frozenset({"state", "place"})
_OF = frozenset({"of", "over", "in", "about", "on", "concerning", "regarding", "with"}) | {
    IDAFA,
    "حول",
    "علي",
    "بشان",
    "في",
}


def of_its_affairs(candidate: Candidate) -> PlacedEntity | None:
    """Return the state of whose affairs it is said to be: القضية القبرصية, "the Libyan crisis".

    The words stand behind the resolution's number, with no other verb between.
    """
    reading, number = candidate.reading, candidate.match.end
    arabic = reading.lists.language == "ar"
    for entity in reading.entities:
        beside = entity.start - 1 if arabic else entity.end
        if (
            entity.mention.form is Form.ADJECTIVE
            and entity.mention.entity.kind == "state"
            and number <= entity.start < min(number + _REACH, candidate.clause.end)
            and reading.has(beside, MATTERS)
            and not reading.predicate_between(number, entity.start)
        ):
            return entity
    return None


def spoken_matter(candidate: Candidate, context: Context) -> Filler | None:
    """Return of whose affairs the text speaks as it comes to tell of a resolution.

    That is the one whose matter the sentence names before it; else that of the sentences before in
    this paragraph, if none has named another state or place since and nor does this one.
    """
    reading = candidate.reading
    own = _matters(reading, candidate.match.start)
    if own:
        named = own[-1].mention
        return Filler(named.entity, span=named.span, basis=Basis.INFERRED)
    told = context.matter
    if told is None or told.paragraph != reading.sentence.paragraph or _others(reading, told):
        return None
    return Filler(told.entity, span=told.span, basis=Basis.INFERRED)


def note_matter(reading: Reading, context: Context) -> None:
    """Remember the matter of a sentence for the next ones; another state's name ends it."""
    found = {e.mention.entity.key: e for e in _matters(reading, len(reading.words))}
    if len(found) == 1:
        (entity,) = found.values()
        named = entity.mention
        context.matter = Antecedent(named.entity, named.span, paragraph=reading.sentence.paragraph)
    if context.matter is not None and (len(found) > 1 or _others(reading, context.matter)):
        context.matter = None


def _matters(reading: Reading, stop: int) -> list[PlacedEntity]:
    """Return the names of whose matters the words before `stop` speak, in order."""
    ends = [cue.end for cue in reading.cues if cue.name == MATTERS and cue.end < stop]
    return [
        e
        for e in reading.entities
        if e.end <= stop
        and e.mention.entity.kind in _SUBJECTS
        and (_has_matter(reading, e) or _of_matter(reading, e, ends))
    ]


def _of_matter(reading: Reading, entity: PlacedEntity, ends: list[int]) -> bool:
    """Whether a name stands behind a matter that ends at one of `ends`: "the war in Angola"."""
    start = entity.start
    return (
        entity.mention.form in {Form.NAME, Form.DESCRIPTION}
        and governor(reading, entity) in _OF
        and any(0 <= start - end <= _NEAR and _leads(reading, end, start) for end in ends)
    )


def _has_matter(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether an English matter stands behind its owner: "Mali's entry", "the Libyan crisis"."""
    return (
        reading.lists.language == "en"
        and reading.has(entity.end, MATTERS)
        and (entity.mention.form is Form.ADJECTIVE or is_possessive(reading, entity))
    )


def _leads(reading: Reading, start: int, end: int) -> bool:
    """Whether nothing but a preposition and words of no weight stand between noun and name."""
    words = reading.words[start:end]
    return all(
        word.form in _OF
        or reading.has(start + place, FILLERS)
        or reading.has(start + place, DETERMINERS)
        for place, word in enumerate(words)
    )


def _others(reading: Reading, told: Antecedent) -> bool:
    """Whether a sentence names a state or place other than the one of whose matter was told."""
    return any(
        e.mention.entity.kind in _SUBJECTS
        and e.mention.form is not Form.PRONOUN
        and e.mention.entity.key != told.entity.key
        for e in reading.entities
    )
