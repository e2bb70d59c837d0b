"""A small SHACL Core validator for graphs in sorted lines.

It knows the components that ``shapes.ttl`` uses and refuses any other, so that no constraint is
passed over in silence. pySHACL says the same, which the tests prove, and needs fifty times as
long: too long for each of ten thousand documents. Classes are compared as they stand: the graphs
that are checked hold no ``rdfs:subClassOf``.
Source: Shapes Constraint Language, W3C Recommendation of 20 July 2017, sections 2 to 4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Quad

from loaders.errors import OntologyError
from loaders.release.graph_index import GraphIndex, Term, datatype_of, language_of, lexical_of

_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = f"<{_RDF}type>"
# What says of a shape where it applies or what it is called, and constrains nothing.
_NOT_CONSTRAINTS = frozenset(
    {"path", "message", "targetClass", "targetSubjectsOf", "qualifiedValueShape"}
)
_FORMS = {
    "date": re.compile(r"-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?\Z"),
    "integer": re.compile(r"[+-]?\d+\Z"),
    "boolean": re.compile(r"(true|false|0|1)\Z"),
    "string": re.compile(r".*\Z", re.DOTALL),
}


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape: focus node, path and value as written, and the message."""

    focus: Term
    path: str
    value: Term
    message: str


Step = tuple[Term, bool]
Constraint = Callable[[GraphIndex, Term, list[Term]], Iterable[Term]]


@dataclass(frozen=True, slots=True)
class Shape:
    """A node or property shape; `constraints` yield the values that break them, with a name."""

    path: tuple[Step, ...]
    constraints: tuple[tuple[str, Constraint], ...]
    properties: tuple[Shape, ...]
    message: str

    def violations(self, graph: GraphIndex, focus: Term) -> Iterator[Violation]:
        """Yield what is wrong with `focus`."""
        values = [focus]
        for predicate, inverse in self.path:
            values = list(
                dict.fromkeys(v for node in values for v in graph.step(node, predicate, inverse))
            )
        shown = " ".join(f"^{step}" if inverse else step for step, inverse in self.path)
        for name, constraint in self.constraints:
            for value in constraint(graph, focus, values):
                yield Violation(focus, shown, value, self.message or f"breaks sh:{name}")
        for shape in self.properties:
            for value in values:
                yield from shape.violations(graph, value)

    def conforms(self, graph: GraphIndex, focus: Term) -> bool:
        """Return whether nothing is wrong with `focus`."""
        return next(self.violations(graph, focus), None) is None


class Shapes:
    """The shapes of a shapes graph.

    :param quads: its triples.
    :raises OntologyError: if it uses a component that is not known here.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._graph = GraphIndex((str(q.subject), str(q.predicate), str(q.object)) for q in quads)
        self._targets: list[tuple[str, Term, Shape]] = []
        for node in self._graph.subjects(_TYPE, f"<{_SH}NodeShape>"):
            shape = self._shape(node)
            for kind in ("targetClass", "targetSubjectsOf"):
                for target in self._values(node, kind):
                    self._targets.append((kind, target, shape))

    def violations(self, graph: GraphIndex) -> list[Violation]:
        """Return everything that breaks a shape, in order."""
        found: set[Violation] = set()
        for kind, target, shape in self._targets:
            by_class = kind == "targetClass"
            nodes = graph.subjects(_TYPE, target) if by_class else graph.having(target)
            for node in nodes:
                found.update(shape.violations(graph, node))
        return sorted(found)

    def _values(self, node: Term, name: str) -> list[Term]:
        return self._graph.step(node, f"<{_SH}{name}>", False)

    def _shape(self, node: Term) -> Shape:
        constraints: list[tuple[str, Constraint]] = []
        properties: list[Shape] = []
        for predicate in self._graph.predicates(node):
            name = predicate[1:-1].removeprefix(_SH)
            if name in _NOT_CONSTRAINTS or not predicate.startswith(f"<{_SH}"):
                continue
            for value in self._graph.step(node, predicate, False):
                if name == "property":
                    properties.append(self._shape(value))
                else:
                    constraints.append((name, self._constraint(node, name, value)))
        messages = self._values(node, "message")
        english = [lexical_of(m) for m in messages if language_of(m) in ("", "en")]
        path = self._values(node, "path")
        steps = self._path(path[0]) if path else ()
        return Shape(steps, tuple(constraints), tuple(properties), " ".join(sorted(english)))

    def _path(self, node: Term) -> tuple[Step, ...]:
        if node.startswith("<"):
            return ((node, False),)
        if inverse := self._values(node, "inversePath"):
            return ((inverse[0], True),)
        items = self._list(node)
        if not items:
            raise OntologyError("A shape has a kind of path that is not known here.", excerpt=node)
        return tuple(step for item in items for step in self._path(item))

    def _list(self, node: Term) -> list[Term]:
        items = []
        while first := self._graph.step(node, f"<{_RDF}first>", False):
            items.append(first[0])
            node = self._graph.step(node, f"<{_RDF}rest>", False)[0]
        return items

    def _constraint(self, node: Term, name: str, value: Term) -> Constraint:
        if name == "or":
            return _any_of([self._shape(item) for item in self._list(value)])
        if name == "in":
            allowed = frozenset(self._list(value))
            return lambda _, __, values: [v for v in values if v not in allowed]
        if name == "languageIn":
            tags = tuple(lexical_of(item).lower() for item in self._list(value))
            return lambda _, __, values: [v for v in values if not _speaks(v, tags)]
        if name == "qualifiedMinCount":
            shape = self._shape(self._values(node, "qualifiedValueShape")[0])
            return _at_least(int(lexical_of(value)), shape)
        maker = _MAKERS.get(name)
        if maker is None:
            raise OntologyError(f"The shapes use sh:{name}, which is not known here.")
        return maker(value)


def _any_of(shapes: list[Shape]) -> Constraint:
    return lambda graph, _, values: [
        value for value in values if not any(shape.conforms(graph, value) for shape in shapes)
    ]


def _at_least(number: int, shape: Shape) -> Constraint:
    def check(graph: GraphIndex, focus: Term, values: list[Term]) -> list[Term]:
        return [] if sum(shape.conforms(graph, v) for v in values) >= number else [focus]

    return check


def _speaks(value: Term, tags: tuple[str, ...]) -> bool:
    language = language_of(value).lower()
    return any(language == tag or language.startswith(f"{tag}-") for tag in tags)


def _min_count(value: Term) -> Constraint:
    number = int(lexical_of(value))
    return lambda _, focus, values: [focus] if len(values) < number else []


def _max_count(value: Term) -> Constraint:
    number = int(lexical_of(value))
    return lambda _, focus, values: [focus] if len(values) > number else []


def _class(value: Term) -> Constraint:
    return lambda graph, _, values: [v for v in values if value not in graph.step(v, _TYPE, False)]


def _datatype(value: Term) -> Constraint:
    form = _FORMS.get(value[1:-1].removeprefix(_XSD))

    def fits(term: Term) -> bool:
        return datatype_of(term) == value and (form is None or bool(form.match(lexical_of(term))))

    return lambda _, __, values: [v for v in values if not fits(v)]


def _node_kind(value: Term) -> Constraint:
    if value != f"<{_SH}IRI>":
        raise OntologyError("The shapes use a node kind that is not known here.", excerpt=value)
    return lambda _, __, values: [v for v in values if not v.startswith("<")]


def _has_value(value: Term) -> Constraint:
    return lambda _, focus, values: [] if value in values else [focus]


def _pattern(value: Term) -> Constraint:
    expression = re.compile(lexical_of(value))
    return lambda _, __, values: [v for v in values if not expression.search(lexical_of(v))]


def _min_length(value: Term) -> Constraint:
    length = int(lexical_of(value))
    return lambda _, __, values: [v for v in values if len(lexical_of(v)) < length]


def _min_inclusive(value: Term) -> Constraint:
    least = float(lexical_of(value))

    def below(term: Term) -> bool:
        try:
            return float(lexical_of(term)) < least
        except ValueError:
            return True

    return lambda _, __, values: [v for v in values if below(v)]


def _unique_lang(_: Term) -> Constraint:
    def check(_: GraphIndex, focus: Term, values: list[Term]) -> list[Term]:
        tags = [language for value in values if (language := language_of(value))]
        return [focus] if len(tags) > len(set(tags)) else []

    return check


def _less_than(other: Term, *, or_equal: bool) -> Constraint:
    def check(graph: GraphIndex, focus: Term, values: list[Term]) -> list[Term]:
        limits = graph.step(focus, other, False)
        return [v for v in values if not all(_before(v, x, or_equal) for x in limits)]

    return check


def _before(first: Term, second: Term, or_equal: bool) -> bool:
    """Compare two whole numbers or two days; anything else has no order here."""
    if datatype_of(first) != datatype_of(second):
        return False
    one, two = lexical_of(first), lexical_of(second)
    if datatype_of(first) == f"<{_XSD}integer>":
        return int(one) <= int(two) if or_equal else int(one) < int(two)
    return one <= two if or_equal else one < two


_MAKERS: dict[str, Callable[[Term], Constraint]] = {
    "class": _class,
    "datatype": _datatype,
    "hasValue": _has_value,
    "lessThan": lambda other: _less_than(other, or_equal=False),
    "lessThanOrEquals": lambda other: _less_than(other, or_equal=True),
    "maxCount": _max_count,
    "minCount": _min_count,
    "minInclusive": _min_inclusive,
    "minLength": _min_length,
    "nodeKind": _node_kind,
    "pattern": _pattern,
    "uniqueLang": _unique_lang,
}
