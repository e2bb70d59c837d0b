"""Capitals as places: "visited Nairobi" is about the city, not about the government."""

from __future__ import annotations

from functools import cache

from loaders.entities import Entity
from loaders.mentions.entity_files import shipped_entities
from loaders.mentions.transliteration import key_of

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
