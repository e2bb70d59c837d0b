"""Entities that rules name themselves: by key, or derived from another ("territories of …")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from loaders.entities import Entity, whole_of

PLAIN = "plain"  # what the file of derived things says of bodies that number in one count
ORGANISATIONS = "organisation"  # what a slot says where an organ stands for its organisation


@dataclass(frozen=True, slots=True)
class Derivation:
    """A thing that is named after another one.

    :ivar key: key with ``{name}`` for the last part of the other's key.
    :ivar kind: kind of the derived entity.
    :ivar labels: labels by language with ``{label}`` for the other's label.
    """

    key: str
    kind: str
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the file of derived things says; all by entity key.

    :ivar derivations: by name.
    :ivar belongs: office to the body that it belongs to by its name.
    :ivar refined: (office, body) to the more particular office.
    :ivar usually: office to the body that it belongs to where the text names none.
    :ivar ruled: title of a ruler to the states whose ruler it may mean where the text names none.
    :ivar numbering: body to how it numbers its resolutions: ``plain``, or by session since a year.
    """

    derivations: Mapping[str, Derivation]
    belongs: Mapping[str, str]
    refined: Mapping[tuple[str, str], str]
    usually: Mapping[str, str]
    ruled: Mapping[str, frozenset[str]]
    numbering: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Things:
    """Looks up entities by key and makes derived ones."""

    listed: Callable[[str], Entity | None]
    knowledge: Knowledge

    def entity(self, key: str) -> Entity | None:
        """Return the entity that the entity files know under `key`, or None."""
        return self.listed(key)

    def derived(self, name: str, base: Entity) -> Entity:
        """Return the thing that derivation `name` makes of `base`; the same for the same base."""
        derivation = self.knowledge.derivations[name]
        return Entity(
            derivation.key.format(name=base.key.rpartition("/")[2]),
            derivation.kind,
            tuple(
                (language, template.format(label=base.label(language)))
                for language, template in derivation.labels
            ),
            part_of=base.key,
            listed=False,
        )

    def whole(self, organ: Entity) -> Entity:
        """Return the organisation that an organ belongs to, or `organ` itself if none is listed."""
        return whole_of(organ, self.entity)

    def body_of(self, office: Entity) -> Entity | None:
        """Return the body that an office belongs to by its name, or None."""
        key = self.knowledge.belongs.get(office.key)
        return None if key is None else self.entity(key)

    def usual_body(self, office: Entity) -> Entity | None:
        """Return the body that an office belongs to if the text says nothing else, or None."""
        key = self.knowledge.usually.get(office.key)
        return None if key is None else self.entity(key)

    def ruled_by(self, office: Entity) -> frozenset[str]:
        """Return the keys of the states that a ruler of this title may be of; none: any."""
        return self.knowledge.ruled.get(office.key, frozenset())

    def numbers_so(self, body: Entity, plain: bool, year: int | None) -> bool | None:
        """Return whether `body` gives its resolutions such a number; None if that is not known.

        :param plain: whether it is a number alone (1264), without a session (71/5, 2145 (XXI)).
        :param year: when the resolution was adopted, if that is known.
        """
        how = self.knowledge.numbering.get(body.key)
        if how is None:
            return None
        if how == PLAIN:
            return plain
        if not plain:
            return True
        return None if year is None else year < int(how)

    def refined(self, office: Entity, body: Entity) -> Entity:
        """Return the particular office that `office` is in `body`, else `office` itself."""
        key = self.knowledge.refined.get((office.key, body.key))
        return (self.entity(key) if key is not None else None) or office
