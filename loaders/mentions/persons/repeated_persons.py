"""Arabic persons named again: by their full name, or by the last word of it alone."""

from __future__ import annotations

from functools import cache

from loaders.mentions.mention import Form
from loaders.mentions.names.gazetteer import Hit
from loaders.mentions.names.phrases import Phrase, Phrases
from loaders.mentions.numbers.number_words import arabic_ordinals
from loaders.mentions.persons.arabic_names import is_common
from loaders.mentions.terrain import Terrain

_SHORTEST = 5  # letters of a last name that is told from ordinary words
_HIGHEST = 30  # kings of a name are counted


def with_repetitions(terrain: Terrain, hits: list[Hit]) -> list[Hit]:
    """Add the places where persons are named again without a title.

    :param hits: the persons that the text presents and no list knows.
    """
    hits = [*hits, *_in_full(terrain, hits)]
    return sorted([*hits, *_by_last_name(terrain, hits)], key=lambda hit: hit.start)


def _in_full(terrain: Terrain, hits: list[Hit]) -> list[Hit]:
    text = terrain.prepared.text
    names = {text[hit.start : hit.end]: hit.entity for hit in hits}
    names = {name: entity for name, entity in names.items() if " " in name}
    taken = {hit.start for hit in hits}
    return [
        Hit(phrase.start, phrase.end, phrase.outer, phrase.value, Form.NAME, phrase.clitics)
        for phrase in (Phrases(names).find(text) if names else ())
        if phrase.start not in taken and _is_free(terrain, phrase.outer)
    ]


def _by_last_name(terrain: Terrain, hits: list[Hit]) -> list[Hit]:
    """Return where the last word of a full name that stands before is written alone."""
    text = terrain.prepared.text
    listed = (h for at in terrain.hits.values() for h in at if h.entity.kind == "person")
    bearers: dict[str, list[Hit]] = {}
    for hit in sorted([*hits, *listed], key=lambda hit: hit.start):
        first, _, last = text[hit.start : hit.end].rpartition(" ")
        if first and _tells_apart(last):
            bearers.setdefault(last, []).append(hit)
    taken = {position for hit in hits for position in range(hit.outer, hit.end)}
    found: list[Hit] = []
    for phrase in Phrases(bearers).find(text) if bearers else ():
        earlier = [hit for hit in phrase.value if hit.end <= phrase.outer]
        if not earlier or phrase.start in taken or not _stands_alone(terrain, phrase):
            continue
        person = earlier[-1].entity
        found.append(Hit(phrase.start, phrase.end, phrase.outer, person, Form.NAME, phrase.clitics))
    return found


def _tells_apart(name: str) -> bool:
    """Whether a last name is none of the words that texts use otherwise."""
    arabic = "\u0600" <= name[0] <= "\u06ff"
    bare = name.removeprefix("ال")
    return arabic and len(bare) >= _SHORTEST and not is_common(name) and not counts_kings(name)


def counts_kings(name: str) -> bool:
    """Whether a word only tells one king of a name from another: محمد السادس."""
    return name in _ordinals()


def _stands_alone(terrain: Terrain, phrase: Phrase[list[Hit]]) -> bool:
    """Whether the word belongs to no name, not even to one that is not known: جسر زيلينسكي."""
    return _is_free(terrain, phrase.outer) and set(phrase.clitics) <= {"و", "ف", "ل", "ب"}


def _is_free(terrain: Terrain, position: int) -> bool:
    index = terrain.index_at(position)
    return index < len(terrain.words) and terrain.inside(terrain.words[index]) is None


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(arabic_ordinals(_HIGHEST))
