"""Parameters of saved queries: their types, and how a typed value becomes an RDF term."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pyoxigraph

from loaders.errors import BadRequest

_XSD = "http://www.w3.org/2001/XMLSchema#"
_KEY = re.compile(r"[a-z0-9]+(?:[-/.][a-z0-9]+)*")
# An absolute IRI without any of the characters that SPARQL forbids between < and >.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_KINDS = (
    *("state", "organisation", "organ", "person", "office", "place", "treaty", "event"),
    *("resolution", "document", "entity", "statement"),
)


@dataclass(frozen=True, slots=True)
class ParameterType:
    """A type of parameter.

    :ivar name: ``xsd:date``, ``xsd:integer``, ``xsd:string`` or ``iri:<kind>``.
    :ivar kind: for IRIs the kind of thing (``state``), for forms that offer a choice; else None.
    :ivar example: a value that would do, for forms and messages.
    """

    name: str
    kind: str | None
    example: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a saved query.

    :ivar name: the variable without its question mark.
    :ivar default: as a user would type it: ``2003-01-01``, ``state/azerbaijan``.
    :ivar label: what the form calls it, by language tag.
    """

    name: str
    type: ParameterType
    default: str
    label: Mapping[str, str]

    def term(self, value: str) -> str:
        """Return `value` as SPARQL source text of one term.

        :param value: what a user typed; digits may be Arabic, an IRI may be an entity's key.
        :raises BadRequest: if it does not have this parameter's type.
        """
        make = _MAKERS.get(self.type.name, _iri)
        term = make(value)
        if term is None:
            raise BadRequest(
                f"The value of {self.name} is not of the type {self.type.name}.",
                excerpt=value[:100],
                remedy=f"For example: {self.type.example}.",
            )
        return term


def parameter_type(name: str) -> ParameterType | None:
    """Return the type called `name`, or None if there is none."""
    return _TYPES.get(name)


def _date(value: str) -> str | None:
    text = value.translate(_DIGITS)
    try:
        # fromisoformat also takes 20030101 and 2003-W01-1, which are no xsd:date.
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None
    return None if day is None else _literal(day.isoformat(), "date")


def _integer(value: str) -> str | None:
    text = value.translate(_DIGITS)
    return _literal(str(int(text)), "integer") if re.fullmatch(r"-?\d{1,18}", text) else None


def _string(value: str) -> str | None:
    # Surrogates and NUL cannot stand in a query that travels as UTF-8 text.
    if len(value) > 1000 or re.search("[\x00\ud800-\udfff]", value):
        return None
    return str(pyoxigraph.Literal(value))


def _iri(value: str) -> str | None:
    if len(value) > 2000:
        return None
    if _KEY.fullmatch(value):
        return f"<id/{value}>"
    if not _IRI.fullmatch(value):
        return None
    try:
        return str(pyoxigraph.NamedNode(value))
    except ValueError:
        return None


def _literal(text: str, datatype: str) -> str:
    return str(pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(_XSD + datatype)))


_MAKERS: Mapping[str, Callable[[str], str | None]] = {
    "xsd:date": _date,
    "xsd:integer": _integer,
    "xsd:string": _string,
}
_TYPES: Mapping[str, ParameterType] = {
    type_.name: type_
    for type_ in (
        ParameterType("xsd:date", None, "2003-01-01"),
        ParameterType("xsd:integer", None, "1993"),
        ParameterType("xsd:string", None, "Azerbaijan"),
        *(ParameterType(f"iri:{kind}", kind, f"{kind}/…") for kind in _KINDS),
    )
}
