"""Triples as text, indexed for walking: what a small validator needs of a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.release.jsonld import unescape

Term = str
"""A term as N-Triples writes it."""

_XSD = "http://www.w3.org/2001/XMLSchema#"


class GraphIndex:
    """The triples of a graph by subject and by object.

    :param triples: subject, predicate and object, each as N-Triples writes it.
    """

    def __init__(self, triples: Iterable[tuple[Term, Term, Term]]) -> None:
        self._forward: dict[Term, dict[Term, list[Term]]] = {}
        self._backward: dict[tuple[Term, Term], list[Term]] = {}
        for subject, predicate, value in triples:
            self._forward.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if value[0] != '"':
                self._backward.setdefault((value, predicate), []).append(subject)

    def step(self, node: Term, predicate: Term, inverse: bool) -> list[Term]:
        """Return what a predicate leads to from `node`, or from where it leads to `node`."""
        if inverse:
            return self._backward.get((node, predicate), [])
        return self._forward.get(node, {}).get(predicate, [])

    def predicates(self, node: Term) -> Iterator[Term]:
        """Yield the predicates that `node` has."""
        yield from self._forward.get(node, {})

    def subjects(self, predicate: Term, value: Term) -> list[Term]:
        """Return the subjects that have `value` (an IRI) for `predicate`."""
        return self._backward.get((value, predicate), [])

    def having(self, predicate: Term) -> list[Term]:
        """Return the subjects that have `predicate` at all."""
        return [node for node, values in self._forward.items() if predicate in values]


def lexical_of(term: Term) -> str:
    """Return the text of a literal, or the IRI."""
    return unescape(term[1 : term.rindex('"')]) if term[0] == '"' else term[1:-1]


def language_of(term: Term) -> str:
    """Return the language tag of a literal; empty for anything else."""
    return term.rsplit("@", 1)[1] if term[0] == '"' and term[-1] not in '">' else ""


def datatype_of(term: Term) -> Term:
    """Return the datatype of a literal; empty for an IRI."""
    if term[0] != '"':
        return ""
    if term[-1] == '"':
        return f"<{_XSD}string>"
    if term[-1] == ">":
        return term.rsplit("^^", 1)[1]
    return "<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>"
