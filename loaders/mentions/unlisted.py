"""Entities made from the text: persons, treaties and places that no list knows."""

from __future__ import annotations

from loaders.entities import Entity
from loaders.mentions.persons.name_parts import city_names
from loaders.mentions.persons.transliteration import key_of, transliterate
from loaders.text.folding import fold


def unlisted(kind: str, name: str, language: str, english: str | None = None) -> Entity:
    """Make an entity that only the text knows.

    :param kind: ``person``, ``treaty`` or ``place``.
    :param name: the name as written.
    :param language: of the name; an Arabic one gets an English spelling as well.
    :param english: label of an Arabic name in the place of its spelling by letters.
    """
    written = " ".join(name.split())
    if language == "ar":
        if kind == "place" and english is None:
            english = city_names().get(fold(written).text)
        labels: tuple[tuple[str, str], ...] = (
            ("en", english or transliterate(written)),
            ("ar", written),
        )
    else:
        labels = (("en", written),)
    return Entity(key_of(kind, written), kind, labels, listed=False)
