"""The table of statement types, ``statement-types.yaml``, as typed values.

The table says for each type of statement which class its domain node has, who may fill which role,
and which plain triple it amounts to. Rules and graph both read it here, so that a new type needs
no Python. A mistake in the table is an `OntologyError` with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from loaders.errors import OntologyError
from ontology.yaml_lines import Node, Table, read_table

STATEMENT_TYPES_FILE = Path(__file__).with_name("statement-types.yaml")

KINDS = frozenset(
    {
        *("state", "organisation", "organ", "person", "office", "place"),
        *("treaty", "event", "document", "resolution"),
    }
)
"""The kinds of entity that may fill a role (see `loaders.entities.Entity.kind`)."""

NODE = "node"
"""Stands for the domain node itself in `Direct`."""

DOCUMENT = "document"
"""Stands for the source document in `Direct`."""

_FREE_IDENTITY = frozenset({"date", "quote"})
_FIELDS = frozenset({"class", "roles", "numbers", "qualifiers", "direct", "identity", "contested"})
_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_CAMEL = re.compile(r"[a-z][A-Za-z0-9]*")
_CLASS = re.compile(r"[A-Z][A-Za-z0-9]*")


@dataclass(frozen=True, slots=True)
class Role:
    """A part that an entity plays in a statement.

    :ivar name: the role's name, snake_case (``alleged_aggressor``).
    :ivar property: local name of its property on the domain node (``allegedAggressor``).
    :ivar kinds: kinds of entity that may fill it.
    :ivar required: whether there is no statement without it.
    :ivar many: whether several entities may fill it at once.
    """

    name: str
    property: str
    kinds: frozenset[str]
    required: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Direct:
    """The plain triple of a type: role names, `NODE` or `DOCUMENT`, and a property's local name."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class StatementType:
    """One type of statement.

    :ivar name: the type's name (``membership_admission``).
    :ivar cls: local name of the domain node's class (``Admission``).
    :ivar roles: the roles in the order of the table.
    :ivar numbers: number name to property (``resolution`` to ``number``).
    :ivar qualifiers: qualifier name to property (``demand`` to ``demandKind``).
    :ivar direct: the plain triple.
    :ivar identity: what makes two mentions one domain node.
    :ivar contested: whether the predicate must never occur as a plain triple.
    """

    name: str
    cls: str
    roles: tuple[Role, ...]
    numbers: Mapping[str, str]
    qualifiers: Mapping[str, str]
    direct: Direct
    identity: tuple[str, ...]
    contested: bool = False

    def role(self, name: str) -> Role | None:
        """Return the role called `name`, or None."""
        return next((role for role in self.roles if role.name == name), None)

    @property
    def properties(self) -> tuple[str, ...]:
        """Local names of all properties of the domain node that the table itself names."""
        of_roles = (role.property for role in self.roles)
        return (*of_roles, *self.numbers.values(), *self.qualifiers.values())


@cache
def load_statement_types(path: Path = STATEMENT_TYPES_FILE) -> Mapping[str, StatementType]:
    """Read the table of statement types; the mapping keeps the table's order.

    :raises OntologyError: with file and line, if the table is not well-formed.
    """
    table = read_table(path)
    types = {name: _statement_type(name, node) for name, node in table.items()}
    if not types:
        raise OntologyError("The table has no statement type.", path=path, line=1)
    return MappingProxyType(types)


def _statement_type(name: str, node: Node) -> StatementType:
    node.expect(name, _SNAKE, "the name of a statement type in snake_case")
    entry = node.table(allowed=_FIELDS)
    cls = entry.required("class").word(_CLASS, "a class name in CamelCase")
    roles = tuple(_role(key, value) for key, value in entry.table("roles").items())
    numbers = _properties(entry.table("numbers"))
    qualifiers = _properties(entry.table("qualifiers"))
    role_names = {role.name for role in roles}
    return StatementType(
        name=name,
        cls=cls,
        roles=roles,
        numbers=numbers,
        qualifiers=qualifiers,
        direct=_direct(entry.required("direct"), role_names),
        identity=entry.required("identity").words(
            allowed=role_names | set(numbers) | set(qualifiers) | _FREE_IDENTITY
        ),
        contested=entry.flag("contested"),
    )


def _role(name: str, node: Node) -> Role:
    node.expect(name, _SNAKE, "the name of a role in snake_case")
    entry = node.table(allowed=frozenset({"kinds", "required", "list", "property"}))
    given = entry.get("property")
    return Role(
        name=name,
        property=_camel(name) if given is None else given.word(_CAMEL, "a property in camelCase"),
        kinds=frozenset(entry.required("kinds").words(allowed=KINDS)),
        required=entry.flag("required"),
        many=entry.flag("list"),
    )


def _camel(snake: str) -> str:
    first, *rest = snake.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _properties(table: Table) -> Mapping[str, str]:
    return MappingProxyType(
        {name: node.word(_CAMEL, "a property in camelCase") for name, node in table.items()}
    )


def _direct(node: Node, roles: set[str]) -> Direct:
    entry = node.table(allowed=frozenset({"subject", "predicate", "object"}))
    places = re.compile("|".join(sorted(roles | {NODE, DOCUMENT}, key=len, reverse=True)))
    return Direct(
        subject=entry.required("subject").word(places, "a role of this type, node or document"),
        predicate=entry.required("predicate").word(_CAMEL, "a property in camelCase"),
        object=entry.required("object").word(places, "a role of this type, node or document"),
    )
