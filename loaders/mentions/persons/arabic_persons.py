"""Persons whom no list knows, in Arabic: beside a title, or as subject of a person's verb.

The surname of a person named before is enough after a title (الرئيس علييف): it is the nearest
person of that name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from loaders.entities import Entity
from loaders.mentions.mention import Form
from loaders.mentions.names.gazetteer import Hit
from loaders.mentions.names.respelled import Respellings
from loaders.mentions.persons.arabic_names import NameReader, is_common
from loaders.mentions.persons.repeated_persons import counts_kings, with_repetitions
from loaders.mentions.terrain import Terrain, Word, lexical_set
from loaders.mentions.unlisted import unlisted

_LIST = "persons.ar"
_MOST_BETWEEN = 6
_SHORTEST_STEM = 2  # letters


def find_persons(
    terrain: Terrain,
    parts: frozenset[str],
    listed: Mapping[str, Entity],
    respelled: Respellings,
) -> list[Hit]:
    """Return the persons that the text presents and no list knows, in order.

    :param parts: folded words that are known to be parts of personal names.
    :param listed: what `mentions.persons.learned_names.surnames` returns.
    :param respelled: the listed persons, to be found under other spellings.
    """
    reader = NameReader(terrain, parts)
    found: dict[int, Hit] = {}
    surnames = _Surnames(terrain, listed)
    for index, word in enumerate(terrain.words):
        if terrain.inside(word) is not None and word.text not in _honorifics():
            continue
        for hit in _at(terrain, reader, surnames, index, word):
            if not any(start <= hit.start < other.end for start, other in list(found.items())[-2:]):
                written = terrain.prepared.text[hit.start : hit.end]
                known = None if hit.entity.listed else respelled.find(written, parts)
                hit = hit if known is None else replace(hit, entity=known)
                found[hit.start] = hit
                surnames.note(hit)
    return with_repetitions(terrain, [found[start] for start in sorted(found)])


def _at(
    terrain: Terrain, reader: NameReader, surnames: _Surnames, index: int, word: Word
) -> Iterator[Hit]:
    """Yield the person whom the word at `index` presents, if it does."""
    office = terrain.office_at(word)
    if office is not None or _without_clitics(word.text) in _honorifics():
        after = terrain.index_at(office.end) if office is not None else index + 1
        start, described = _after_title(terrain, after)
        count = reader.forward(start) if terrain.joined(start) else 0
        if count:
            known = surnames.find(terrain.words[start]) if count == 1 else None
            if known is not None:
                yield _hit(terrain, start, 1, known)
            elif count > 1 or described or reader.evidence(start, 1):
                yield _hit(terrain, start, count)
        else:
            yield from _by_surname(terrain, surnames, start)
        if office is not None:
            yield from _before_title(terrain, reader, index)
    elif _is_verb(word.text):
        count = reader.forward(index + 1) if terrain.joined(index + 1) else 0
        following = index + 1 + count
        closes = following < len(terrain.words) and terrain.words[following].text in _closers()
        evidence = reader.evidence(index + 1, count)
        closed = (closes and terrain.joined(following)) or _titled(terrain, following)
        if count >= 2 and (evidence or closed):
            yield _hit(terrain, index + 1, count)
        elif count == 1 and not is_common(terrain.words[index + 1].text):
            known = surnames.find(terrain.words[index + 1])
            if known is not None:
                yield _hit(terrain, index + 1, 1, known)
        elif not count:
            yield from _by_surname(terrain, surnames, index + 1)
    elif _without_clitics(word.text) in _surname_leads():
        alone = terrain.joined(index + 1) and not is_common(terrain.words[index + 1].text)
        known = surnames.find(terrain.words[index + 1]) if alone else None
        if known is not None and terrain.inside(terrain.words[index + 1]) is None:
            yield _hit(terrain, index + 1, 1, known)
    elif _without_clitics(word.text) in _successor_verbs() and terrain.joined(index + 1):
        count = reader.forward(index + 1)
        if count >= 2 and (reader.evidence(index + 1, count) or _ends(terrain, index + 1 + count)):
            yield _hit(terrain, index + 1, count)


def _by_surname(terrain: Terrain, surnames: _Surnames, index: int) -> Iterator[Hit]:
    """Yield the person whose surname with the article stands at `index`: زار السادات القدس."""
    if not terrain.joined(index):
        return
    word = terrain.words[index]
    known = None if is_common(word.text) or terrain.inside(word) else surnames.find(word)
    if known is not None:
        yield _hit(terrain, index, 1, known)


def _titled(terrain: Terrain, index: int) -> bool:
    """Whether a comma and a title stand behind a name: "took over X Y, the foreign minister"."""
    if not 0 < index < len(terrain.words) or terrain.joined(index):
        return False
    word, before = terrain.words[index], terrain.words[index - 1]
    between = terrain.prepared.text[before.end : word.start]
    return between.strip() == "," and terrain.office_at(word) is not None


def _ends(terrain: Terrain, index: int) -> bool:
    """Whether a name of which nothing is known ends before word `index`: at a date, at a mark."""
    words = terrain.words
    return (
        index >= len(words)
        or not terrain.joined(index)
        or words[index].text in lexical_set(_LIST, "successor_closers")
    )


def _before_title(terrain: Terrain, reader: NameReader, index: int) -> Iterator[Hit]:
    """Yield the person named right before the office at `index`: سام نوجوما رئيس الجمهورية."""
    count = reader.backward(index)
    if count < 2 or not terrain.joined(index):
        return
    before = terrain.words[index - count - 1] if index - count else None
    is_after_verb = before is not None and _without_clitics(before.text) in _verbs()
    if reader.evidence(index - count, count) or is_after_verb:
        hit = _hit(terrain, index - count, count)
        yield _behind_particle(terrain, reader, hit) if before is not None else hit


def _behind_particle(terrain: Terrain, reader: NameReader, hit: Hit) -> Hit:
    """Return a name without the ب that its verb attaches to it: نودي بعبد الله ملكا."""
    index = terrain.index_at(hit.start)
    word, verb = terrain.words[index], terrain.words[index - 1].text
    led = _without_clitics(verb) in lexical_set(_LIST, "verbs_with_b") and word.text[0] == "ب"
    if not led or reader.evidence(index, 1):
        return hit
    span = terrain.prepared.span(hit.start + 1, hit.end)
    entity = unlisted("person", span.of(terrain.prepared.document.text), "ar")
    return Hit(hit.start + 1, hit.end, hit.start, entity, Form.NAME, ("ب",))


def _after_title(terrain: Terrain, index: int) -> tuple[int, bool]:
    """Skip what stands between a title and a name: of whom, former, his own other titles.

    Returns where the name may begin, and whether something that leaves no doubt stood between.
    """
    described = False
    for _ in range(_MOST_BETWEEN):
        if index >= len(terrain.words) or not terrain.joined(index):
            break
        word = terrain.words[index]
        hit = terrain.hit_at(word)
        office = terrain.office_at(word)
        if hit is not None and hit.entity.kind != "person":
            index = terrain.index_at(hit.end)
            described = True
        elif office is not None and office.clitics[:1] != ("و",):
            index = terrain.index_at(office.end)
        elif word.text in _honorifics():
            index += 1
            described = True
        elif word.text in lexical_set(_LIST, "after_title"):
            index += 1
        else:
            break
    return index, described


class _Surnames:
    """The last words of the names of persons named so far, else of the one person who is listed."""

    def __init__(self, terrain: Terrain, listed: Mapping[str, Entity]) -> None:
        self._terrain = terrain
        self._known = listed
        self._listed: list[Hit] = sorted(
            (h for hits in terrain.hits.values() for h in hits if h.entity.kind == "person"),
            key=lambda hit: hit.start,
        )
        self._read = 0
        self._persons: dict[str, Entity] = {}

    def note(self, hit: Hit) -> None:
        words = self._terrain.prepared.text[hit.start : hit.end].split()
        if len(words) > 1:
            self._persons[words[-1]] = hit.entity
        if len(words) > 2 and not is_common(words[0]):
            self._persons.setdefault(words[0], hit.entity)  # موبوتو سيسي سيكو

    def find(self, word: Word) -> Entity | None:
        """Return the person with this surname who was named last before `word`."""
        while self._read < len(self._listed) and self._listed[self._read].start < word.start:
            self.note(self._listed[self._read])
            self._read += 1
        if counts_kings(word.text):
            return None
        return self._persons.get(word.text) or self._known.get(word.text)


def _hit(terrain: Terrain, index: int, count: int, entity: Entity | None = None) -> Hit:
    """Make the hit for a name of `count` words."""
    first, last = terrain.words[index], terrain.words[index + count - 1]
    if entity is None:
        span = terrain.prepared.span(first.start, last.end)
        entity = unlisted("person", span.of(terrain.prepared.document.text), "ar")
    return Hit(first.start, last.end, first.start, entity, Form.NAME)


def _is_verb(text: str) -> bool:
    """Whether this is a person's verb, perhaps with its object attached: زارها أردوغان."""
    verb = _without_clitics(text)
    stem = verb.removesuffix("ها").removesuffix("هما")
    return verb in _verbs() or (len(stem) > _SHORTEST_STEM and stem in _verbs())


def _without_clitics(text: str) -> str:
    """Return a title or verb without an attached و, ف, ب or ل."""
    if text.startswith("لل"):
        return "ال" + text[2:]
    return text if text in _presenting() or text[0] not in "وفبلك" else text[1:]


@cache
def _presenting() -> frozenset[str]:
    """Return all words behind which a person's name may stand."""
    return _honorifics() | _verbs() | _successor_verbs() | _surname_leads()


def _honorifics() -> frozenset[str]:
    return lexical_set(_LIST, "honorifics")


def _verbs() -> frozenset[str]:
    return lexical_set(_LIST, "person_verbs")


def _surname_leads() -> frozenset[str]:
    return lexical_set(_LIST, "surname_leads")


def _successor_verbs() -> frozenset[str]:
    return lexical_set(_LIST, "successor_verbs")


def _closers() -> frozenset[str]:
    return lexical_set(_LIST, "name_closers")
