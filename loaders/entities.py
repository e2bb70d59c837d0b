"""What the world calls things: entities with labels, spelling variants and identifiers.

Entities are read from ``data/entities/`` and ``data/links/``; a thing that no list knows is made
from its context while a document is read, with an IRI of its own (`Entity.listed` is then False).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that documents name.

    :ivar key: stable readable ASCII key, ``kind/name``, from which the IRI is made
        (``state/azerbaijan``, ``organisation/united-nations``, ``person/kofi-annan``).
    :ivar kind: ``state``, ``organisation``, ``organ``, ``person``, ``office``, ``place``,
        ``treaty``, ``event``, ``document`` or ``resolution``.
    :ivar labels: preferred labels, (language tag, text), English first where there is one.
    :ivar part_of: key of the entity that this one is an organ or a part of, or None.
    :ivar qid: Wikidata item, only where an exact match is verified in the SSSOM file, or None.
    :ivar listed: whether a file of names knows the entity.
    """

    key: str
    kind: str
    labels: tuple[tuple[str, str], ...]
    part_of: str | None = None
    qid: str | None = None
    listed: bool = True

    def label(self, language: str = "en") -> str:
        """Return the label in `language`, else in English, else whichever comes first."""
        by_language = dict(self.labels)
        return by_language.get(language) or by_language.get("en") or self.labels[0][1]


def whole_of(organ: Entity, listed: Callable[[str], Entity | None]) -> Entity:
    """Return the organisation that an organ belongs to, as far as it is listed.

    :param listed: looks up an entity by its key.
    """
    whole = organ
    while whole.kind == "organ" and whole.part_of is not None:
        larger = listed(whole.part_of)
        if larger is None:
            break
        whole = larger
    return whole
