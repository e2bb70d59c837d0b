"""Participants that the clause has, but that no mention stands for.

"Guerrillas occupied the town": the verb has a subject, only none that is known, so that the topic
of the text is not meant. The word lists say which words are no participant (adverbs, auxiliary
verbs) and which stand for the state that the text is about.
"""

from __future__ import annotations

from loaders.mentions.names.clitics import PRONOUNS
from loaders.statements.candidate import Candidate
from loaders.statements.roles.clause_subjects import told_of_another
from loaders.statements.roles.counted import behind_dates
from loaders.statements.roles.listing import fits
from loaders.statements.roles.other_kinds import (
    are_other_states,
    ends_no_person,
    ends_place,
    is_pair_of_places,
    is_territory,
)
from loaders.statements.rulebook.pattern import COUNTED, DETERMINERS
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.governing import SUBJECT_PRONOUNS, governor
from loaders.statements.sentence.list_names import PREPOSITIONS, RELATIVES, TALLY_TIME, TROOPS
from loaders.statements.sentence.reading import PlacedEntity, Reading
from loaders.statements.times.dating import WEEKDAYS

STATE_NOUNS = "state-nouns"
OTHER_ACTORS = "other-actors"
_SOME_TWO = "some-two"
_LONGEST_NAME = 5  # words
_TITLED_NAME = 12  # words of a name with its titles behind it
_OWNED = ("ته", "تها", "تهما")
_PASSED_OVER = (
    "clause-links",
    "clause-openers",
    "clause-coordinators",
    "participle-links",
    "prepositions",
    RELATIVES,
    WEEKDAYS,
)


def is_unknown(candidate: Candidate, slot: Slot) -> bool:
    """Whether the clause fills an unfilled slot with words that no mention stands for."""
    if slot.inherit not in {"topic", "mentioned"}:
        return False
    return has_unknown_subject(candidate, slot) or has_unknown_object(candidate, slot)


def has_unknown_subject(candidate: Candidate, slot: Slot) -> bool:
    """Whether the verb's own subject stands before it and is nothing that a mention names."""
    reading, match = candidate.reading, candidate.match
    if slot.where != "subject":
        return False
    if is_territory(candidate, slot) or _of_unknown_person(candidate, slot):
        return True
    if is_pair_of_places(candidate, slot):
        return True
    if reading.lists.language == "ar":
        return (
            is_counted(candidate, slot)
            or follows_unknown(candidate, slot)
            or _by_two_persons(candidate, slot)
            or of_some_two(reading, match.start)
        )
    if slot.kinds == {"person"} and (
        match.start > 0 and reading.words[match.start - 1].form == "it"
    ):
        return True  # no person
    return _before_english_verb(candidate, slot)


def _before_english_verb(candidate: Candidate, slot: Slot) -> bool:
    """Whether what stands right before an English verb in the past is named by no mention."""
    reading, match = candidate.reading, candidate.match
    verb = next((cue for cue in match.cues if cue.form.mood in {"past", "third"}), None)
    if verb is None or verb.start != match.start:
        return False
    if told_of_another(reading, slot, match.start):
        return True
    index = match.start - 1
    while index >= candidate.clause.start:
        governed = next(
            (e for e in reading.entities if e.end == index + 1 and governor(reading, e)), None
        )
        if reading.has(index, SUBJECT_PRONOUNS):
            return False  # "By a large majority, it passed …"
        if governed is not None:
            index = governed.start - 1
        elif _passed_over(reading, index):
            index -= 1
        else:
            break
    if index < candidate.clause.start or reading.words[index].is_mark:
        return False
    if slot.kinds == {"person"} and ends_no_person(reading, index):
        return True  # "when New Zealand held the presidency": no person's
    if ends_place(reading, slot, index):
        return True
    if reading.inside_mention(index) or _ends(reading, index, STATE_NOUNS):
        return False
    return index not in reading.predicates


def _of_unknown_person(candidate: Candidate, slot: Slot) -> bool:
    """Whether an Arabic relative clause tells of somebody nobody knows: فلان الذي شغل المنصب."""
    reading, start = candidate.reading, candidate.match.start
    if reading.lists.language != "ar" or slot.kinds != {"person"}:
        return False
    relative = next((i for i in (start - 1, start - 2) if reading.has(i, RELATIVES)), 0)
    before = relative - 1 - (reading.words[relative - 1].form == ",")
    if not relative or before < 0 or reading.words[start].form.endswith(PRONOUNS):
        return False
    return not any(
        before - _TITLED_NAME < e.end <= relative and e.mention.entity.kind == "person"
        for e in reading.entities
    )


def _by_two_persons(candidate: Candidate, slot: Slot) -> bool:
    """Whether two persons do behind an Arabic verb what states do: ووقع رابين والملك حسين المعاهدة.

    Each acts for a state of his own, which the clause does not name.
    """
    reading, end = candidate.reading, candidate.match.end
    if "state" not in slot.kinds or "person" in slot.kinds:
        return False
    persons = [
        e
        for e in reading.entities
        if e.mention.entity.kind == "person" and end <= e.start < candidate.clause.end
    ]
    if len(persons) < 2 or persons[0].start - end > _TITLED_NAME or governor(reading, persons[0]):
        return False
    between = range(persons[0].end, persons[1].start + 1)
    return len(between) <= _LONGEST_NAME and any(
        reading.words[index].form.startswith("و") for index in between
    )


def of_some_two(reading: Reading, verb: int) -> bool:
    """Return whether a verb tells of two that nobody has named yet: إلى دولتين قبلتا."""
    return reading.has(verb - 1, _SOME_TWO)


def has_other_subject(candidate: Candidate, slot: Slot, found: PlacedEntity) -> bool:
    """Whether an English verb between a name and its own shows that it has another subject.

    "Ban travelled to Juba, and members of the Council paid a visit to the country".
    """
    reading, match = candidate.reading, candidate.match
    return (
        slot.where == "subject"
        and reading.lists.language != "ar"
        and reading.predicate_between(found.end, match.start)
        and has_unknown_subject(candidate, slot)
    )


def follows_unknown(candidate: Candidate, slot: Slot) -> bool:
    """Return whether an Arabic verb's subject stands right behind it, but nobody knows it.

    *زارت الأم تيريزا تيرانا*, and behind a verb with its object attached *احتلها الألمان*.
    """
    reading = candidate.reading
    if reading.lists.language != "ar" or slot.where != "subject":
        return False
    verb = candidate.match.perfect
    if verb is None or verb.start != candidate.match.start or verb.end >= len(reading.words):
        return False
    form = reading.words[verb.end].form
    if reading.inside_mention(verb.end) or reading.words[verb.end].is_mark:
        return False
    if "state" in slot.kinds and reading.has(verb.end, TROOPS):
        return True  # احتلت القوات … of nobody known
    if "state" in slot.kinds and are_other_states(reading, verb.end):
        return True
    others = reading.has(verb.end, OTHER_ACTORS) and not reading.inside_mention(verb.end + 1)
    if "state" in slot.kinds and others:
        return True  # أعلنت حكومة الأقلية …; حكومة أنقرة is the state's
    if reading.cues_at.get(verb.end) or reading.numbers_at.get(verb.end):
        return False
    if not form.startswith("ال"):
        return slot.kinds == {"person"} and (
            _before_object(candidate, slot, verb.end) or _before_title(reading, verb.end)
        )
    return bool(verb.form.suffix) or (
        slot.kinds == {"person"} and _has_object(candidate, slot, verb.end)
    )


def _before_title(reading: Reading, start: int) -> bool:
    """Whether words that nobody knows are closed by a comma and a title: X, the minister."""
    for index in range(start + 1, min(start + _LONGEST_NAME, len(reading.words) - 1)):
        if reading.words[index].form == ",":
            titles = reading.entities_at.get(index + 1, ())
            return any(e.mention.entity.kind == "office" for e in titles)
        if reading.inside_mention(index):
            return False
    return False


def _before_object(candidate: Candidate, slot: Slot, index: int) -> bool:
    """Return whether a bare word stands between an Arabic verb and its object: زار كلينتون أبوجا.

    It is a name that nobody knows, unless it has a particle or the ending of an adverb.
    """
    reading = candidate.reading
    form = reading.words[index].form
    if len(form) < 4 or form[0] in "وفبلك" or form.endswith("ا"):
        return False
    return any(
        fits(reading, other, entity) and not governor(reading, entity)
        for entity in reading.entities_at.get(index + 1, ())
        for other in candidate.rule.slots
        if other is not slot and (other.where == "object" or "" in other.after)
    )


def _has_object(candidate: Candidate, slot: Slot, start: int) -> bool:
    """Whether behind word `start` something stands that fills another role without a particle."""
    reading = candidate.reading
    return any(
        start < e.start < candidate.clause.end and fits(reading, s, e) and not governor(reading, e)
        for s in candidate.rule.slots
        if s is not slot and (s.where == "object" or (s.where == "after" and "" in s.after))
        for e in reading.entities
    )


def is_counted(candidate: Candidate, slot: Slot) -> bool:
    """Whether states are only counted behind an Arabic verb: وقعت 32 دولة.

    Those among them that the sentence names stand behind words of their own: من بينها توغو.
    """
    reading, end = candidate.reading, candidate.match.end
    if reading.lists.language != "ar" or slot.where != "subject" or "state" not in slot.kinds:
        return False
    behind_name = {
        e.end
        for index in (end, end + 1)
        for e in reading.entities_at.get(index, ())
        if governor(reading, e)
    }
    return any(
        reading.has(number.end, COUNTED)
        and not reading.has(number.end, TALLY_TIME)  # عضوا في المجلس لأربع سنوات
        and not reading.has(index - 1, PREPOSITIONS)
        for index in {end, end + 1, *behind_name, *behind_dates(reading, behind_name)}
        for number in reading.numbers_at.get(index, ())
    )


def has_unknown_object(candidate: Candidate, slot: Slot) -> bool:
    """Whether the verb's object is nothing that a mention names: "signed a pact".

    An Arabic verb right behind "which" has none either: الانقلاب الذي وقع في 1973.
    """
    reading, end = candidate.reading, candidate.match.end
    if slot.where != "object" or end >= len(reading.words):
        return False
    if reading.lists.language == "ar":
        if reading.words[end].form.endswith(_OWNED) and not reading.inside_mention(end):
            return True  # وقعت وثيقته الختامية خمس وثلاثون دولة
        if of_some_two(reading, candidate.match.start):
            return True
        taken_up = any(cue.form.suffix for cue in candidate.match.cues)
        taken_up = taken_up or reading.words[end].form.endswith(PRONOUNS)
        return not taken_up and reading.has(candidate.match.start - 1, RELATIVES)
    if any(reading.has(i, RELATIVES) for i in range(candidate.clause.start, candidate.match.start)):
        return False
    determined = reading.has(end, "determiners") and not reading.inside_mention(end)
    following = end + 1 if determined else end
    if following >= len(reading.words):
        return False
    if reading.inside_mention(following):
        # "the Riga Accords" of which only Riga is known
        return determined and following in reading.entities_at
    return determined or reading.document.text[reading.words[end].start].isupper()


def _passed_over(reading: Reading, index: int) -> bool:
    of_date = index + 1 in reading.dates_at and reading.has(index, DETERMINERS)  # "on the 25th of"
    return (
        of_date
        or any(_ends(reading, index, name) for name in _PASSED_OVER)
        or any(d.start <= index < d.end for d in reading.dates)
    )


def _ends(reading: Reading, index: int, name: str) -> bool:
    return any(
        cue.name == name and cue.start <= index < cue.end
        for start in range(max(0, index - 3), index + 1)
        for cue in reading.cues_at.get(start, ())
    )
