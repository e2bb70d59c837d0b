"""Numbers and qualifiers as RDF terms, by the ranges that the ontology gives their properties."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from loaders.graph.closed_lists import load_closed_lists
from loaders.graph.names import MITHAQ, term

_RANGE = term("rdfs:range")
_TYPE = term("rdf:type")
_NOTATION = term("skos:notation")
_LABEL = term("rdfs:label")
_XSD = {name: term(f"xsd:{name}") for name in ("boolean", "date", "integer", "string")}
_COUNTS = {
    term(f"xsd:{name}")
    for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")
}
_LANG_STRING = term("rdf:langString")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


class Values:
    """Makes terms for the values of datatype properties and of properties with closed lists.

    :param ontology: the triples of the ontology.
    """

    def __init__(self, ontology: Iterable[Quad]) -> None:
        self._ranges: dict[str, NamedNode] = {}
        self._members: dict[NamedNode, dict[str, NamedNode]] = {}
        self._labels: dict[NamedNode, dict[str, str]] = {}
        notations: dict[NamedNode, str] = {}
        typed: list[tuple[NamedNode, NamedNode]] = []
        for quad in ontology:
            subject, value = quad.subject, quad.object
            if not isinstance(subject, NamedNode):
                continue
            if quad.predicate == _RANGE and isinstance(value, NamedNode):
                self._ranges[subject.value] = value
            elif quad.predicate == _TYPE and isinstance(value, NamedNode):
                typed.append((subject, value))
            elif quad.predicate == _NOTATION and isinstance(value, Literal):
                notations[subject] = value.value
            elif quad.predicate == _LABEL and isinstance(value, Literal) and value.language:
                self._labels.setdefault(subject, {})[value.language] = value.value
        for member, cls in typed:
            names = self._members.setdefault(cls, {})
            names[_bare(member.value.rsplit("#", 1)[-1])] = member
            if member in notations:
                names[_bare(notations[member])] = member

    def word(self, prop: str, value: str) -> str | None:
        """Return `value` as the closed list of `prop` calls it; unchanged if there is no list.

        None means that the list has no member for it: then only the quotation keeps the words.
        """
        members = self._members.get(self._ranges.get(MITHAQ + prop, _TYPE))
        if members is None or _bare(value) in members:
            return value
        words = load_closed_lists().get(prop)
        return None if words is None else words.notation(value)

    def term(self, prop: str, value: str, language: str) -> NamedNode | Literal:
        """Return `value` as the property's range asks for it.

        A value that the range does not admit stays a literal of its own words, so that nothing
        is lost and the shapes tell.

        :param prop: local name of a property of the ontology.
        :param language: language tag of the document, for values that are words of it.
        """
        kind = self._ranges.get(MITHAQ + prop)
        if kind in self._members:
            member = self._members[kind].get(_bare(value))
            if member is not None:
                return member
        if kind in _COUNTS and value.isascii() and value.isdigit():
            return Literal(value.lstrip("0") or "0", datatype=_XSD["integer"])
        if kind == _XSD["boolean"]:
            return Literal(value.lower() in ("true", "yes", "1"))
        if kind == _XSD["date"] and _DAY.match(value):
            return Literal(value, datatype=kind)
        if kind == _XSD["string"] or (kind != _LANG_STRING and value.isascii()):
            return Literal(value)
        return Literal(value, language=language)

    def words(self, prop: str, value: str, language: str) -> str:
        """Return `value` as a reader of `language` would say it.

        Members of closed lists have names in every language; other words stay as they are.
        """
        members = self._members.get(self._ranges.get(MITHAQ + prop, _TYPE), {})
        member = members.get(_bare(value))
        return value if member is None else self._labels.get(member, {}).get(language, value)

    def member(self, cls: str, name: str) -> NamedNode:
        """Return the member called `name` of the closed list `cls`, both local names."""
        members = self._members.get(NamedNode(MITHAQ + cls), {})
        return members.get(_bare(name), NamedNode(MITHAQ + name[:1].upper() + name[1:]))


def _bare(name: str) -> str:
    return re.sub(r"[^\w]|_", "", name).casefold()
