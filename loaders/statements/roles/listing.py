"""Which mentions fit a slot, and which are joined to one by "and"."""

from __future__ import annotations

from functools import cache

from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.mentions.mention import Form
from loaders.statements.assertion.told_apart import is_other
from loaders.statements.retold.paired import takes_its_own
from loaders.statements.rulebook.pattern import DETERMINERS, Fits
from loaders.statements.rulebook.rule import Rule, Slot
from loaders.statements.rulebook.wordlists import folded
from loaders.statements.sentence.governing import (
    MEMBER,
    STATE_BODIES,
    governor,
    is_possessive,
    opens_clause,
)
from loaders.statements.sentence.list_names import (
    ACCORDING_TO,
    CONJUNCTIONS,
    DOCUMENT_NOUNS,
    FILLERS,
    HONORIFICS,
    PREPOSITIONS,
)
from loaders.statements.sentence.reading import PlacedEntity, Reading

FROM = "من"
STATE_ITSELF = "state-itself"  # a noun that with an adjective means the state alone
_OWNERS = frozenset({"state", "organisation", "organ"})  # of an office: الرئيس الفرنسي
_PARENTHESIS = 14  # words from one parenthesis to the other: "Guinea (1972–1973 and 2002–2003)"
LACKING = "lacking"  # دون, باستثناء: who stands behind has no part in it
APART = "apart-in-time"  # "on 11 November, five months after Mozambique": no list goes on


def fits(reading: Reading, slot: Slot, entity: PlacedEntity) -> bool:
    """Return whether a mention is of a kind and form that the slot takes.

    A state named for how it voted says nothing but that: "with Cuba against".
    """
    mention = entity.mention
    return (
        mention.entity.kind in slot.kinds
        and not _is_capital_city(reading, slot, entity)
        and not (mention.entity.kind == "state" and reading.voting(entity.start))
        and (mention.form.value in slot.forms or acts_for_state(reading, slot, entity))
        and (not slot.keys or mention.entity.key in slot.keys)
        and not (slot.without and _is_named(mention.entity, slot.without))
        and not is_other(reading, entity)
    )


def _is_capital_city(reading: Reading, slot: Slot, entity: PlacedEntity) -> bool:
    """Whether a name that stands for a state as well is taken for the city where states act."""
    if slot.where != "subject" or entity.mention.entity.kind != "place":
        return False
    return "state" in slot.kinds and any(
        e.mention.form is Form.METONYM and e.end == entity.end
        for e in reading.entities_at.get(entity.start, ())
    )


def _is_named(entity: Entity, words: frozenset[str]) -> bool:
    """Return whether the key or the English label of an entity holds one of these words."""
    named = f"{entity.key} {entity.label().lower()}"
    return any(word in named for word in words)


def fitting(rule: Rule) -> Fits:
    """Return what decides whether a mention may fill a role of `rule`; see `fits`."""

    def decides(reading: Reading, role: str, entity: PlacedEntity) -> bool:
        slot = rule.slot(role)
        return slot is not None and fits(reading, slot, entity)

    return decides


def acts_for_state(reading: Reading, slot: Slot, entity: PlacedEntity) -> bool:
    """Return whether an adjective names a state by who acts: "British troops", "the Dutch"."""
    return (
        entity.mention.form is Form.ADJECTIVE
        and Form.NAME.value in slot.forms
        and (
            reading.has(entity.end, STATE_BODIES)
            or _is_people(reading, entity)
            or _is_itself(reading, entity)
        )
    )


def _is_itself(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether an adjective and its noun are the state: "the Finnish state", no "state of Goa"."""
    behind = entity.end + 1
    return reading.has(entity.end, STATE_ITSELF) and not (
        behind < len(reading.words) and reading.words[behind].form == "of"
    )


def _is_people(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether an English adjective is used as a noun: no noun stands behind "the Japanese"."""
    behind = entity.end
    if reading.lists.language == "ar" or reading.words[entity.start - 1].form != "the":
        return False
    if entity.mention.entity.kind != "state" or not entity.start:
        return False
    return (
        behind == len(reading.words)
        or behind in reading.predicates
        or reading.words[behind].form in {".", ";"}
        or (reading.has(behind, PREPOSITIONS) and behind not in reading.entities_at)
    )


def fits_caught(reading: Reading, slot: Slot, entity: PlacedEntity) -> bool:
    """Return whether a trigger's pattern may catch the mention for the slot."""
    if not fits(reading, slot, entity):
        return False
    if slot.where == "subject" and entity.mention.form is Form.PRONOUN:
        return governor(reading, entity) in {"", *slot.after}
    if slot.where != "caught" or not slot.after:
        return True
    return governor(reading, _with_title(reading, entity)) in slot.after


def _with_title(reading: Reading, person: PlacedEntity) -> PlacedEntity:
    """Return the title right before an English person, which is governed with him, or himself."""
    led = person.start in reading.leads
    if led or reading.lists.language == "ar" or person.mention.entity.kind != "person":
        return person
    titles = (
        e
        for e in reading.entities
        if e.mention.entity.kind == "office"
        and e.end <= person.start
        and all(reading.has(i, FILLERS) for i in range(e.end, person.start))
    )
    return next(titles, person) if not is_possessive(reading, person) else person


def coordinated(reading: Reading, first: PlacedEntity, slot: Slot, end: int) -> list[PlacedEntity]:
    """Return `first` and the mentions joined to it by "and" or commas, in order.

    Dates, numbers, parentheses and the same preposition may stand between two of them, so that
    "to the UN in 1992, to UNESCO in 1993" is one list; any other word ends the list.
    """
    found = [first, *_same_words(reading, slot, first)]
    index = first.end
    linked = False
    while index < end:
        nested = next((e for e in reading.entities_at.get(index, ()) if e.end <= end), None)
        if nested is not None and _of_next_name(reading, nested) and "و" in nested.mention.clitics:
            index, linked = nested.end, True  # وجارتها زامبيا
            continue
        if (
            nested is not None
            and fits(reading, slot, nested)
            and (linked or "و" in nested.mention.clitics)
            and not opens_clause(reading, found[-1].end, nested)
            and not is_possessive(reading, nested)
            and not _whose_text(reading, nested)
            and not (slot.undated and _has_own_date(reading, first, nested))
            and not _has_own_object(reading, nested)
            and not takes_its_own(reading, slot, first, nested)
        ):
            found += [nested, *_same_words(reading, slot, nested)]
            index, linked = nested.end, False
            continue
        if slot.undated and index in reading.dates_at:
            break
        if index in reading.insertions:  # استقلت إريتريا، وهي دولة صغيرة، عن إثيوبيا
            index = reading.insertions[index]
            continue
        step = _title(reading, slot, index, end) or _link(reading, index)
        step = step or _aside(reading, index, first)
        if step is None and (linked or reading.words[index - 1].form == ","):
            step = _insertion(reading, slot, index, end)
        if step is None:
            break
        index, joins = step
        linked = linked or joins
    return found


def _whose_text(reading: Reading, nested: PlacedEntity) -> bool:
    """Whether a pronoun only tells whose a text is: "recommended A and B in its resolutions"."""
    return reading.lists.language == "en" and reading.has(nested.end, DOCUMENT_NOUNS)


def _has_own_date(reading: Reading, first: PlacedEntity, nested: PlacedEntity) -> bool:
    """Whether a date stands behind a name though the clause has one before the list.

    في الثالث من آب 1960 استقلت النيجر عن فرنسا، وبوركينا فاسو في الخامس: who did the same then.
    """
    clause = reading.clause(first.start)
    told = any(clause.start <= date.start and date.end <= first.start for date in reading.dates)
    return told and any(0 <= date.start - nested.end <= 1 for date in reading.dates)


def _has_own_object(reading: Reading, nested: PlacedEntity) -> bool:
    """Whether an English name with a date stands right behind another: who did it then to whom.

    "Italy occupied Albania in April 1939, Germany Denmark in April 1940".
    """
    return reading.lists.language == "en" and any(
        other.mention.form is nested.mention.form is Form.NAME
        and any(0 <= date.start - other.end <= 1 for date in reading.dates)
        for start in (nested.end, nested.end + reading.has(nested.end, DETERMINERS))
        for other in reading.entities_at.get(start, ())
    )


def _of_next_name(reading: Reading, nested: PlacedEntity) -> bool:
    """Whether an Arabic description only says what the name right behind it is: جارتها زامبيا."""
    return (
        reading.lists.language == "ar"
        and nested.mention.form is Form.DESCRIPTION
        and any(
            e.mention.form is Form.NAME
            and not e.mention.clitics
            and e.mention.entity.kind == nested.mention.entity.kind
            for e in reading.entities_at.get(nested.end, ())
        )
    )


def _same_words(reading: Reading, slot: Slot, entity: PlacedEntity) -> list[PlacedEntity]:
    """Return the others whom the same words name: "the Baltic states"."""
    return [
        other
        for other in reading.entities_at.get(entity.start, ())
        if other.end == entity.end
        and other.mention.entity.key != entity.mention.entity.key
        and other.mention.entity.kind == entity.mention.entity.kind == "state"
        and other.mention.form is entity.mention.form is Form.NAME
        and fits(reading, slot, other)
    ]


def _title(reading: Reading, slot: Slot, index: int, end: int) -> tuple[int, bool] | None:
    """Return where a title before a listed person ends: والرئيس الفرنسي فرانسوا هولاند.

    The second part says whether "and" is attached to it.
    """
    office = next(
        (e for e in reading.entities_at.get(index, ()) if e.mention.entity.kind == "office"), None
    )
    if office is None or "person" not in slot.kinds:
        return None
    at, joins = office.end, "و" in office.mention.clitics
    while at < end:
        named = reading.entities_at.get(at, ())
        if any(e.mention.entity.kind == "person" for e in named):
            return at, joins
        owner = next((e for e in named if e.mention.entity.kind in _OWNERS), None)
        if owner is None and not reading.has(at, HONORIFICS):
            return None
        at = at + 1 if owner is None else owner.end
    return None


def _aside(reading: Reading, index: int, first: PlacedEntity) -> tuple[int, bool] | None:
    """Return where a state named beside ends: "joined NATO with Croatia in 2009, and …".

    A place may be said to be taken from its owner: احتلت سيناء من مصر، والجولان من سوريا.
    """
    if first.mention.entity.kind == "state":
        return None
    beside = next(
        (e for e in reading.entities_at.get(index, ()) if e.mention.entity.kind == "state"), None
    )
    taken = first.mention.entity.kind == "place" and reading.lists.language == "ar"
    joining = company() | {FROM} if taken else company()
    if beside is None or governor(reading, beside) not in joining:
        return None
    return beside.end, False


@cache
def company() -> frozenset[str]:
    """Return the particles that join somebody to the subject: "together with"."""
    return frozenset(folded(w) for words in word_list("company").values() for w in words)


def _insertion(reading: Reading, slot: Slot, index: int, end: int) -> tuple[int, bool] | None:
    """Return where words set between commas end: "and, years after its independence, the …"."""
    for close in range(index, min(index + 9, end)):
        if reading.words[close].form == ",":
            return close + 1, True
        if reading.lists.language == "en" and reading.has(close, DOCUMENT_NOUNS):
            return None  # "to Haiti, in resolution 841, and to Rwanda": another text's
        if close in reading.predicates or any(
            fits(reading, slot, e) and e.mention.form is Form.NAME
            for e in reading.entities_at.get(close, ())
        ):
            return None
    return None


def _link(reading: Reading, index: int) -> tuple[int, bool] | None:
    """Return where a link word or date at `index` ends and whether it coordinates."""
    word = reading.words[index].form
    if word == "," or (word == ";" and reading.lists.language == "ar"):
        return index + 1, True
    if reading.has(index, LACKING):
        return None  # كينيا وزامبيا دون ملاوي
    cue = reading.cue(index, CONJUNCTIONS)
    if cue is not None:
        return cue.end, True
    if dates := reading.dates_at.get(index):
        joins = reading.lists.language == "ar" and word.startswith("و")
        return dates[0].end, joins and dates[0].mention.span.start > reading.words[index].start
    if word == "(":
        for close in range(index + 1, min(index + _PARENTHESIS, len(reading.words))):
            if reading.words[close].form == ")":
                return close + 1, False
        return None
    if reading.has(index, ACCORDING_TO) or reading.has(index, APART):
        return None
    for number in reading.numbers_at.get(index, ()):
        if number.mention.kind == "ordinal":
            return number.end, False
    for name in (PREPOSITIONS, FILLERS, MEMBER, "date-words"):
        cue = reading.cue(index, name)
        if cue is not None:  # "the kingdom of", but not where these are words of the next name
            named = (i for i in range(index + 1, cue.end) if i in reading.entities_at)
            return next(named, cue.end), cue.form.conjunction
    return None
