"""Which particle governs a mention: what stands before a name tells its part in the clause."""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.mentions.names.clitics import CERTAIN_PRONOUNS
from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.rulebook.wordlists import FINITE, NOMINAL, OBJECT_SUFFIXES
from loaders.statements.sentence.leading_up import begins_list
from loaders.statements.sentence.list_names import (
    CONJUNCTIONS,
    FILLERS,
    PREPOSITIONS,
    WAS,
)
from loaders.statements.sentence.reading import PlacedEntity, Reading

OPENING = "also-conjunctions"  # "after", before a name and its verb
MEMBER = "member-noun"
SUBJECT_PRONOUNS = "subject-pronouns"  # هي، هو, "it"
PARTITIVE = "كل"
IDAFA = "idafa"  # governed by a noun before it
_OWNERS = frozenset({"state", "place"})
_DATED = 8  # words that a date between commas takes at most
_PAIR = 2


AUXILIARIES = ("had", "how-adopted")
MADE_POSSIBLE = "made-possible"  # أتيح لغانا الانضمام
DID_BEFORE = "did-before"  # سبق لـ: of whom the verb behind "that" tells what was done earlier


def governor(reading: Reading, entity: PlacedEntity) -> str:
    """Return the particle that governs a mention, ``idafa`` for a noun, or "" if nothing does.

    Words such as "the", منظمة or عضوية between the particle and the name do not count, and the
    second of two coordinated names has the governor of the first.
    """
    attached = [c for c in entity.mention.clitics if c in {"ل", "ب", "ك"}]
    if attached:
        for_it = any(reading.has(entity.start, n, end=True) for n in (DID_BEFORE, MADE_POSSIBLE))
        return "" if for_it and attached[-1] == "ل" else attached[-1]
    if is_possessive(reading, entity):
        return "" if _by_its_forces(reading, entity) else POSSESSIVE
    if entity.mention.form is Form.PRONOUN and (own := _own_particle(reading, entity)):
        return own
    index = entity.start - 1
    skipped = False
    while index >= 0 and (filler := _ending(reading, index, FILLERS)) is not None:
        particle = reading.words[filler].form
        attached_particle = _attached(reading, filler)
        if attached_particle:
            return attached_particle
        if (
            particle
            and particle[0] == "و"
            and "و" not in entity.mention.clitics
            and len(particle) > 3
            and _joins(reading, filler)
        ):
            break
        index = filler - 1
        skipped = skipped or not reading.has(filler, DETERMINERS)
    if index < 0:
        return ""
    if (start := _ending(reading, index, PREPOSITIONS)) is not None:
        if start in reading.predicates and not any(e.end == start for e in reading.entities):
            return ""  # قُبل المغرب: "was admitted", spelt like "before"
        if _opens(reading, start, entity):
            return ""
        return " ".join(w.form for w in reading.words[start : index + 1]).removeprefix("و")
    joined = _coordinated_with(reading, entity)
    if joined is not None and not skipped:
        return "" if _in_next_clause(reading, joined, entity) else governor(reading, joined)
    if _nominal_ends(reading, index) and not skipped and not _begins(reading, entity):
        return IDAFA
    if not skipped and entity.mention.entity.kind in _OWNERS and _of_noun(reading, index, entity):
        return IDAFA
    return ""


def _opens(reading: Reading, start: int, entity: PlacedEntity) -> bool:
    """Whether a preposition opens a clause: "after Russia invaded Ukraine in February 2022"."""
    verb = _behind_date(reading, entity.end)
    while any(reading.has(verb, name) for name in AUXILIARIES) and not reading.has(verb, WAS):
        verb += 1  # "after the Council had unanimously adopted"
    return reading.has(start, OPENING) and reading.predicate_between(verb, verb + 1)


def opens_dated(reading: Reading, index: int) -> bool:
    """Return whether a clause opens with a name and a date: "before Georgia, in 1991, left"."""
    cue = reading.cue(index, OPENING)
    named = reading.entities_at.get(cue.end, ()) if cue is not None else ()
    behind = ((e.end, _behind_date(reading, e.end)) for e in named)
    return any(end != verb and reading.predicate_between(verb, verb + 1) for end, verb in behind)


def _behind_date(reading: Reading, index: int) -> int:
    """Return the word behind a date between commas: "before Georgia, on 9 April 1991, declared"."""
    near = range(index, min(index + _DATED, len(reading.words)))
    commas = [i for i in near if reading.words[i].form == ","]
    if len(commas) < _PAIR or commas[0] != index:
        return index
    dated = any(commas[0] < d.start and d.end == commas[1] for d in reading.dates)
    return commas[1] + 1 if dated else index


def _of_noun(reading: Reading, index: int, entity: PlacedEntity) -> bool:
    """Whether an Arabic word is a bare noun behind a preposition: بشأن ربط إريتريا بإثيوبيا."""
    word = reading.words[index]
    return (
        reading.lists.language == "ar"
        and word.form[:1].isalpha()
        and not word.form.startswith("ال")
        and "و" not in entity.mention.clitics
        and not reading.cues_at.get(index)
        and index not in reading.entities_at
        and ends_with(reading, index - 1, PREPOSITIONS)
    )


def _begins(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether an English mention begins a clause: "two weeks after its independence it joined".

    A name does behind a noun, and not behind a participle, whose object it is.
    """
    participle = entity.start > 0 and reading.words[entity.start - 1].form.endswith("ing")
    return (
        reading.lists.language == "en"
        and (reading.has(entity.start, SUBJECT_PRONOUNS) or not participle)
        and reading.predicate_between(entity.end, entity.end + 2)
    )


def _own_particle(reading: Reading, entity: PlacedEntity) -> str:
    """Return the preposition to which a pronoun is attached (إليها، عليها), or ""."""
    form = reading.words[entity.start].form
    for suffix in OBJECT_SUFFIXES:
        stem = form.removesuffix(suffix)
        if stem != form and reading.lists.has(PREPOSITIONS, stem):
            return stem.removeprefix("و") if len(stem) > 2 else stem
    return ""


def _ending(reading: Reading, index: int, name: str) -> int | None:
    """Return where the longest cue of list `name` that ends with word `index` begins."""
    if name == FILLERS and index + 1 in reading.leads:
        return reading.leads[index + 1]
    for length in (5, 4, 3, 2, 1):
        start = index - length + 1
        if start >= 0 and any(
            cue.name == name and cue.end == index + 1 for cue in reading.cues_at.get(start, ())
        ):
            return start
    return None


def ends_with(reading: Reading, index: int, name: str) -> bool:
    """Return whether a cue of list `name` ends with word `index`."""
    return index >= 0 and _ending(reading, index, name) is not None


def _joins(reading: Reading, index: int) -> bool:
    """Whether the "and" of a word before a name is no letter of its own: not in واحة البريمي."""
    here = [cue for cue in reading.cues_at.get(index, ()) if cue.name == FILLERS]
    return all(cue.form.conjunction for cue in here)


def _attached(reading: Reading, index: int) -> str:
    for cue in reading.cues_at.get(index, ()):
        if cue.name == FILLERS and cue.form.particle:
            return cue.form.particle
    return ""


def _nominal_ends(reading: Reading, index: int) -> bool:
    if reading.lists.language == "ar" and reading.words[index].form.endswith(CERTAIN_PRONOUNS):
        return False  # كان دخولها عصبة الأمم: a noun with its pronoun governs no other
    here = [cue for cue in reading.cues_at.get(index, ()) if cue.end == index + 1]
    # An English noun has its object behind "of": "after the war the Council met".
    moods = NOMINAL if reading.lists.language == "ar" else {"gerund"}
    return any(cue.form.mood in moods and cue.name != FILLERS for cue in here) and not any(
        cue.form.mood in FINITE and cue.start in reading.predicates for cue in here
    )


def _coordinated_with(reading: Reading, entity: PlacedEntity) -> PlacedEntity | None:
    """Return the mention that "and" joins this one to, if it stands directly before."""
    index = reading.leads.get(entity.start, entity.start)
    if index in reading.insertions.values():
        return None  # زار كوفي عنان، وهو من غانا، نيجيريا: an insertion ends before it
    if "و" not in entity.mention.clitics:
        if index in reading.insertions.values():
            return None  # احتلت إيطاليا، بدعم من ألمانيا، ألبانيا
        while (before := _before_link(reading, index)) < index:
            index = before
        if index == entity.start or opens_clause(reading, index, entity):
            return None
        if not _linked(reading, index, entity.start):
            return None
        if _behind_front(reading, index, entity):
            return None
    return next(
        (
            other
            for other in reversed(reading.entities)
            if other.end == index
            and other.start < entity.start
            and _may_be_listed(reading, other, entity)
        ),
        None,
    )


def _before_link(reading: Reading, index: int) -> int:
    """Return where the comma, "and" or noun begins that ends before word `index`, if one does.

    A noun may be of several words: كينيا والدولة الجزرية فيجي.
    """
    last = index - 1
    if last < 0 or reading.has(last, CONJUNCTIONS) or reading.words[last].form == ",":
        return max(last, 0)
    if reading.has(last, FILLERS):
        return last
    noun = _ending(reading, last, FILLERS)
    return index if noun is None else noun


def _behind_front(reading: Reading, index: int, entity: PlacedEntity) -> bool:
    """Whether a comma parts a state from a body put in front: "In the United Nations, Cuba and".

    So it does from what leads up to the sentence's subject: "Thanks to the help of Panama, Nepal
    and Laos were admitted", "When fighting broke out in Haiti, Mali, then a member, called".
    """
    if reading.lists.language != "en" or entity.mention.entity.kind != "state":
        return False
    if any(reading.has(at, CONJUNCTIONS) for at in range(index, entity.start)):
        return False
    if begins_list(reading, index, entity):
        return True
    return any(
        other.end == index
        and other.mention.entity.kind in _BODIES
        and any(
            cue.name == PREPOSITIONS and cue.end in {other.start, other.start - 1}
            for cue in reading.cues_at.get(0, ())
        )
        for other in reading.entities
    )


def _in_next_clause(reading: Reading, before: PlacedEntity, entity: PlacedEntity) -> bool:
    """Whether an English clause begins between: "intends to accede to it and Yemen signed it"."""
    if reading.lists.language == "ar" or not reading.clauses:
        return False
    begun = reading.clause(entity.start).start >= before.end
    return begun and reading.predicate_between(entity.end, entity.end + 2)


def _linked(reading: Reading, start: int, end: int) -> bool:
    """Whether words between two names join them: رومانيا أراضي مولدوفا are no list.

    Nor is "on Namibia the Security Council adopted".
    """
    arabic = reading.lists.language == "ar"
    return any(
        reading.words[index].form == ","
        or (arabic and reading.words[index].form.startswith("و"))
        or reading.has(index, CONJUNCTIONS)
        for index in range(start, end)
    )


def _may_be_listed(reading: Reading, one: PlacedEntity, other: PlacedEntity) -> bool:
    """Whether two mentions can stand in one list: a treaty is listed with treaties only.

    Nor in English is a person with a state: "the Emir of Kuwait, Jaber Al-Sabah, spoke".
    """
    kinds = {one.mention.entity.kind, other.mention.entity.kind}
    apart = {"treaty", "person"} if reading.lists.language == "en" else {"treaty"}
    return kinds.isdisjoint(apart) or len(kinds) == 1


def joined(reading: Reading, first: PlacedEntity, second: PlacedEntity) -> bool:
    """Return whether "and" or a comma joins `second` directly to `first`."""
    return _coordinated_with(reading, second) is first


def _by_its_forces(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether the English possessive of a state tells whose army or government acts."""
    return entity.mention.entity.kind == "state" and reading.has(entity.end, STATE_BODIES)


STATE_BODIES = "state-bodies"  # what acts for a state: "British troops", "Uganda's army"
_BODIES = frozenset({"organisation", "organ"})
POSSESSIVE = "'s"  # what the mention has is said behind it


def is_possessive(reading: Reading, entity: PlacedEntity) -> bool:
    """Return whether the mention is an English possessive (Ghana's, the United States')."""
    last = reading.words[entity.end - 1]
    if last.end > entity.mention.span.end and last.form.endswith("'s"):
        return True
    return (
        last.form.endswith("s")
        and entity.end < len(reading.words)
        and reading.words[entity.end].form == "'"
        and reading.words[entity.end].start == last.end
    )


def opens_clause(reading: Reading, index: int, entity: PlacedEntity) -> bool:
    """Whether only a comma stands before the mention, and its verb behind: "…, Turkey …"."""
    between = {word.form for word in reading.words[index : entity.start]}
    return (
        reading.lists.language != "ar"
        and "," in between
        and not any(reading.has(i, CONJUNCTIONS) for i in range(index, entity.start))
        and reading.predicate_between(entity.end, entity.end + 2)
    )
