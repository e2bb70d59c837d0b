"""What an Arabic phrase behind "concerning" is about: بشأن الحالة في الأراضي الأذربيجانية المحتلة.

The name may stand deep in the phrase, and may be an adjective only. Of "the presence of A in B",
"A's attack on B" and "the withdrawal of the troops of A from B" the matter is B's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.mention import Form
from loaders.statements.roles import listing
from loaders.statements.rulebook.pattern import is_noun
from loaders.statements.rulebook.rule import Slot
from loaders.statements.rulebook.wordlists import folded
from loaders.statements.sentence.governing import IDAFA, governor
from loaders.statements.sentence.list_names import DOCUMENT_NOUNS, RELATIVES
from loaders.statements.sentence.reading import PlacedEntity, Reading

COUNTED_OFF = ("first-of-them", "second-of-them", "third-of-them")
_LEADS = frozenset({"about", "topic-leads"})
_LONGEST = 16  # words of such a phrase
_DEED_REACH = 2  # words from the deed to whose it is: انسحاب قوات جنوب أفريقيا
# A title between quotation marks is kept as it stands.
_MARKS = frozenset(',.;:()؛«»“”"')
_DONE_TO = frozenset({"في", "علي", "من", "ل", "ضد", "الي", "ب"})
_NAMES = frozenset({Form.NAME, Form.DESCRIPTION})


def topic_between(reading: Reading, slot: Slot, start: int, end: int) -> list[PlacedEntity]:
    """Return what the first such phrase between the words says that it is about; [] if none."""
    if reading.lists.language != "ar":
        return []
    for cue in reading.cues:
        if (
            cue.name in _LEADS
            and start <= cue.start
            and cue.end <= end
            and _says(reading, cue.start)
        ):
            stop = _stop(reading, cue.end, end)
            if found := _meant(reading, slot, cue.end, stop):
                return found
    return []


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(folded(word) for word in word_list("topics")["ar"][name])


def _is_deed(reading: Reading, index: int) -> bool:
    return is_noun(reading.words[index].form, _words("deeds"))


def theme_of(reading: Reading, slot: Slot, index: int) -> list[PlacedEntity]:
    """Return who is said to be what the text at word `index` is about: كانت مالي موضوع القرار."""
    if not index or not is_noun(reading.words[index - 1].form, _words("themes")):
        return []
    named = [
        e
        for e in reading.entities
        if e.end == index - 1 and e.mention.form in _NAMES and listing.fits(reading, slot, e)
    ]
    return named[:1]


def of_a_tenure(reading: Reading, entity: PlacedEntity) -> bool:
    """Return whether it is only told who sat in the body then: وأثناء عضوية غانا في المجلس."""
    before = entity.start - 1
    return before >= 0 and is_noun(reading.words[before].form, _words("tenures"))


def _says(reading: Reading, index: int) -> bool:
    """Whether a word means "concerning" here, and not as in "it expressed its concern about"."""
    if reading.words[index].form not in _words("loosely"):
        return True
    before = (DOCUMENT_NOUNS, *COUNTED_OFF)
    return any(reading.has(index, name, end=True) for name in before) or any(
        n.end == index for n in reading.numbers
    )


def _stop(reading: Reading, start: int, end: int) -> int:
    """Return where the phrase that begins at `start` ends."""
    for index in range(start, min(end, start + _LONGEST)):
        if (
            reading.words[index].form in _MARKS
            or index in reading.predicates
            or index in reading.dates_at
            or reading.has(index, RELATIVES)
            or reading.words[index].form in _words("ends")
            or reading.has(index, DOCUMENT_NOUNS)
        ):
            return index
    return min(end, start + _LONGEST)


def _meant(reading: Reading, slot: Slot, start: int, stop: int) -> list[PlacedEntity]:
    """Return the names of a phrase that say whose matter it is, else the adjectives."""
    names = [
        e
        for e in reading.entities
        if start <= e.start < stop and e.mention.form in _NAMES and listing.fits(reading, slot, e)
    ]
    if not names:
        return list(_adjectives(reading, slot, start, stop))
    first = names[0]
    if _does(reading, first, start):  # whose deed it is goes behind where or against whom
        first = next((e for e in names[1:] if _is_done_to(reading, e)), first)
    return listing.coordinated(reading, first, slot, stop)


def _does(reading: Reading, entity: PlacedEntity, start: int) -> bool:
    """Whether a deed may be a state's: عدوان إسرائيل على لبنان."""
    near = range(max(start, entity.start - _DEED_REACH), entity.start)
    return governor(reading, entity) in {"", IDAFA} and any(_is_deed(reading, i) for i in near)


def _is_done_to(reading: Reading, entity: PlacedEntity) -> bool:
    return "و" not in entity.mention.clitics and governor(reading, entity) in _DONE_TO


def _adjectives(reading: Reading, slot: Slot, start: int, stop: int) -> Iterator[PlacedEntity]:
    """Give the states of the first noun that has such adjectives: الحدود العراقية الكويتية."""
    at: int | None = None
    for entity in reading.entities:
        if (
            not start < entity.start < stop
            or entity.mention.form is not Form.ADJECTIVE
            or entity.mention.entity.kind not in slot.kinds
        ):
            continue
        if at is None and _is_deed(reading, entity.start - 1):
            continue
        if at is not None and entity.start != at:
            return
        yield entity
        at = entity.end
