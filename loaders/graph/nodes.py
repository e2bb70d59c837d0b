"""Domain nodes: which statements speak of one and the same thing, and what it is called.

``identity`` in the table of statement types says what makes two mentions one node. The node's
address is made from those parts, so that the same thing has the same address in every document.
Three refinements keep different things apart where a text leaves parts of the identity out:

* a numbered resolution is known by its organ and number, whatever date is given for it;
* an unnumbered resolution is known by organ and day; with a vaguer date or none it stays within
  its document and, without any date, within its sentence;
* any other node whose identity has a date that the text does not give stays within its document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from loaders.document import Document
from loaders.entities import Entity
from loaders.graph.names import Names, digest, kebab, slug
from loaders.statements.statement import Statement
from ontology.statement_types import StatementType

NUMBER = "number"
OF_RESOLUTION = "ofResolutionNumber"
ADDRESSED_BY = "addressedByNumber"
RESOLUTION_CLASS = "Resolution"
_ORGANS = ("organ", "body")
_READABLE_LENGTH = 100
# Kinds that texts and lists use for each other; anything else is told apart in an address.
_FAMILIES = {"organ": "organisation", "place": "place"}


@dataclass(frozen=True, slots=True)
class IdentityPart:
    """One part of what identifies a node.

    :ivar text: the part exactly.
    :ivar readable: the part for an address; empty if it has no readable form.
    """

    text: str
    readable: str


def resolution_number(statement: Statement, kind: StatementType) -> str | None:
    """Return the number of a resolution that a statement is about by itself, or None."""
    names = (name for name, prop in kind.numbers.items() if prop == NUMBER)
    return next((number for name in names if (number := statement.number(name))), None)


def organ_of(statement: Statement) -> Entity | None:
    """Return the organ whose act a statement tells, or None."""
    found = (statement.participant(role) for role in _ORGANS)
    return next((organ for organ in found if organ is not None), None)


class ResolutionIndex:
    """The numbered resolutions that one document names, by number and organ."""

    def __init__(self, statements: Iterable[Statement], types: Mapping[str, StatementType]) -> None:
        self._organs: dict[str, dict[str, Entity]] = {}
        self._concerning: dict[tuple[int, str], set[str]] = {}
        for statement in statements:
            kind = types[statement.type]
            number = resolution_number(statement, kind)
            organ = organ_of(statement)
            if kind.cls == RESOLUTION_CLASS and number and organ:
                self._organs.setdefault(number, {})[organ.key] = organ
                for participant in statement.participants:
                    place = (statement.sentence, participant.entity.key)
                    self._concerning.setdefault(place, set()).add(number)

    def organ(self, number: str, organ: Entity | None = None) -> Entity | None:
        """Return the organ of the resolution `number`.

        :param organ: the organ if the statement names one; then only that one's resolution fits.
        :returns: None if the document names no such resolution or leaves open which is meant.
        """
        organs = self._organs.get(number, {})
        if organ is not None:
            return organs.get(organ.key)
        return next(iter(organs.values())) if len(organs) == 1 else None

    def concerning(self, statement: Statement, thing: Entity) -> str | None:
        """Return the number of the one resolution that the same sentence says concerns `thing`.

        "Resolution 822, concerning the occupation of Kalbajar" makes two statements; this is what
        joins them. None if there is no such resolution or more than one.
        """
        numbers = self._concerning.get((statement.sentence, thing.key), set())
        return next(iter(numbers)) if len(numbers) == 1 else None


class NodeNamer:
    """Gives each statement of one document the address of the node that it is about."""

    def __init__(
        self, names: Names, types: Mapping[str, StatementType], document: Document
    ) -> None:
        self._names = names
        self._types = types
        self._document = document

    def node(self, statement: Statement, resolutions: ResolutionIndex) -> NamedNode:
        """Return the IRI of the domain node of `statement`."""
        kind = self._types[statement.type]
        number = resolution_number(statement, kind)
        if kind.cls == RESOLUTION_CLASS and number:
            return self.resolution(resolutions.organ(number) or organ_of(statement), number)
        parts, missing = self._identity(statement, kind)
        scope = self._scope(statement, kind, missing)
        return self._names.thing(self._key(kind.cls, parts, scope))

    def resolution(self, organ: Entity | None, number: str) -> NamedNode:
        """Return the IRI of the resolution `number` of `organ`."""
        if organ is None:
            key = self._key(RESOLUTION_CLASS, [IdentityPart(number, slug(number))], "unknown-organ")
            return self._names.thing(key)
        parts = [IdentityPart(organ.key, _local(organ)), IdentityPart(number, slug(number))]
        return self._names.thing(self._key(RESOLUTION_CLASS, parts, ""))

    def _identity(
        self, statement: Statement, kind: StatementType
    ) -> tuple[list[IdentityPart], set[str]]:
        parts, missing = [], set()
        for name in kind.identity:
            part = _part(statement, kind, name)
            if part is None:
                missing.add(name)
            else:
                parts.append(IdentityPart(f"{name}={part.text}", part.readable))
        return parts, missing

    def _scope(self, statement: Statement, kind: StatementType, missing: set[str]) -> str:
        document = self._document.slug
        if kind.cls == RESOLUTION_CLASS:
            if statement.date is None:
                return f"{document} {statement.sentence}"
            return "" if statement.date.precision == "day" else document
        return document if "date" in missing or not kind.identity else ""

    @staticmethod
    def _key(cls: str, parts: list[IdentityPart], scope: str) -> str:
        readable = "-".join(part.readable for part in parts)
        texts = [part.text for part in parts]
        whole = all(part.readable for part in parts) and len(readable) <= _READABLE_LENGTH
        if whole and parts and not scope:
            return f"{kebab(cls)}/{readable}"
        stem = readable[:_READABLE_LENGTH].strip("-") if whole or scope else ""
        mark = digest(cls, *texts, scope)
        return f"{kebab(cls)}/{stem}-{mark}" if stem else f"{kebab(cls)}/{mark}"


def _part(statement: Statement, kind: StatementType, name: str) -> IdentityPart | None:
    if name == "quote":
        return IdentityPart(statement.quote, "")
    if name == "date":
        if statement.date is None:
            return None
        # A term is known by when it began: that one source gives no end makes it no other term.
        begin = statement.date.edtf.split("/")[0]
        begin = statement.date.edtf if begin in ("", "..") else begin
        return IdentityPart(begin, slug(begin))
    role = kind.role(name)
    if role is not None:
        entities = sorted(
            {p.entity.key: p.entity for p in statement.participants if p.role == name}.items()
        )
        if not entities:
            return None
        return IdentityPart(
            " ".join(key for key, _ in entities),
            "-".join(_local(entity, role.kinds) for _, entity in entities),
        )
    value = statement.number(name) or dict(statement.qualifiers).get(name)
    if not value:
        return None
    return IdentityPart(value, slug(value) if value.isascii() else "")


def _local(entity: Entity, kinds: frozenset[str] = frozenset()) -> str:
    """Return the entity's name in an address, with its kind where another kind is as likely."""
    kind, _, local = entity.key.partition("/")
    local = slug(local)
    families = {_FAMILIES.get(other, other) for other in kinds}
    ambiguous = "state" in families and "place" in families and kind == "place"
    return f"{kind}-{local}" if ambiguous else local
