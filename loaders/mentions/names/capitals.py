"""Capitals as places: "visited Nairobi" is about the city, not about the government.

A capital may also be named by the state that it is the capital of: "the Kenyan capital",
العاصمة الكينية.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from loaders.document import Span
from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.mentions.mention import EntityMention, Form
from loaders.mentions.names.entity_files import shipped_entities
from loaders.mentions.passages import Prepared
from loaders.mentions.persons.transliteration import key_of
from loaders.text.folding import fold

CAPITALS = "capital"  # what a slot says in the place of a derived thing


@cache
def capital_of(state: Entity) -> Entity:
    """Return the capital of `state` as a place, or `state` itself if no capital is listed."""
    table = shipped_entities()
    entry = table.by_key.get(state.key)
    names = dict(reversed(entry.metonyms)) if entry is not None else {}
    english = names.get("en")
    if english is None:
        return state
    key = key_of("place", english)
    known = table.by_key.get(key)
    if known is not None:
        return known.entity
    labels = tuple((language, names[language]) for language in ("en", "ar") if language in names)
    return Entity(key, "place", labels, part_of=state.key, listed=False)


def capitals_of_adjectives(
    prepared: Prepared, mentions: Iterable[EntityMention]
) -> Iterator[EntityMention]:
    """Give the mentions of capitals by a noun with the state's adjective."""
    text, offsets = prepared.text, prepared.folded.offsets
    for mention in mentions:
        if mention.form is not Form.ADJECTIVE or mention.entity.kind != "state":
            continue
        city = capital_of(mention.entity)
        if city is mention.entity or _has_several(mention.entity):
            continue
        start = prepared.folded.position(mention.outer.start)
        end = prepared.folded.position(mention.span.end)
        before = text[max(0, start - 20) : start].rsplit(None, 1)
        behind = text[end : end + 20].split(None, 1)
        if before and before[-1] in _nouns("before") and text[start - 1] == " ":
            span = Span(offsets[start - 1 - len(before[-1])], mention.span.end)
        elif behind and text[end] == " " and behind[0].strip(",.;") in _nouns("behind"):
            span = Span(mention.span.start, offsets[end + len(behind[0].strip(",.;"))] + 1)
        else:
            continue
        yield EntityMention(span, span, city, Form.NAME)


@cache
def _has_several(state: Entity) -> bool:
    """Whether the state's government was called by two cities: which one was meant is a date's."""
    entry = shipped_entities().by_key.get(state.key)
    english = {name for language, name in entry.metonyms if language == "en"} if entry else set()
    return len(english) > 1


@cache
def _nouns(side: str) -> frozenset[str]:
    return frozenset(fold(word).text for word in word_list("places")["capital_nouns"][side])
