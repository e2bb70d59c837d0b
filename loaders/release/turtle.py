"""Turtle and TriG for people: sorted, prefixed, one block a subject, one value a line.

Only what Turtle 1.1 has, in its plainest form. Each predicate ends in ``;`` and each block in a
full stop on its own line, so that a change of one value is a change of one line.
Source: RDF 1.1 Turtle and RDF 1.1 TriG, W3C Recommendations of 25 February 2014.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from loaders.release.compact import Compactor
from loaders.release.lines import RDF_TYPE, by_subject

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")


class TurtleWriter:
    """Writes sorted N-Triples lines as Turtle blocks."""

    def __init__(self, compactor: Compactor) -> None:
        self._compactor = compactor
        self._iri = lru_cache(maxsize=4096)(compactor.turtle)

    def header(self) -> Iterator[str]:
        """Yield the lines that declare base and prefixes."""
        yield f"@base <{self._compactor.base}> .\n"
        for prefix, namespace in self._compactor.prefixes.items():
            yield f"@prefix {prefix}: <{namespace}> .\n"

    def blocks(self, triples: Iterable[bytes], indent: str = "") -> Iterator[str]:
        """Yield one block of text for each subject of the sorted lines `triples`."""
        for subject, pairs in by_subject(triples):
            lines = [f"\n{indent}{self.term(subject)}\n"]
            values: dict[str, list[str]] = {}
            for predicate, value in pairs:
                values.setdefault(predicate, []).append(self.term(value))
            types = values.pop(RDF_TYPE, [])
            if types:
                lines.append(f"{indent}    a {' , '.join(types)} ;\n")
            for predicate, texts in values.items():
                lines.append(self._values(self.term(predicate), texts, indent))
            lines.append(f"{indent}.\n")
            yield "".join(lines)

    @staticmethod
    def _values(predicate: str, texts: list[str], indent: str) -> str:
        if len(texts) == 1:
            return f"{indent}    {predicate} {texts[0]} ;\n"
        joined = f" ,\n{indent}        ".join(texts)
        return f"{indent}    {predicate}\n{indent}        {joined} ;\n"

    def term(self, term: str) -> str:
        """Turn a term of N-Triples into its shortest plain form in Turtle."""
        if term[0] == "<":
            if term.startswith("<<"):
                subject, predicate, value = term[4:-4].split(" ", 2)
                return f"<<( {self._iri(subject)} {self._iri(predicate)} {self.term(value)} )>>"
            return self._iri(term)
        if term[-1] != ">":
            return term
        text, datatype = term.rsplit("^^", 1)
        if datatype == f"<{_XSD}integer>" and _INTEGER.match(text[1:-1]):
            return text[1:-1]
        if datatype == f"<{_XSD}boolean>" and text in ('"true"', '"false"'):
            return text[1:-1]
        return f"{text}^^{self._iri(datatype)}"


def turtle(triples: Iterable[bytes], compactor: Compactor) -> Iterator[str]:
    """Yield the text of a Turtle document for sorted N-Triples lines."""
    writer = TurtleWriter(compactor)
    yield from writer.header()
    yield from writer.blocks(triples)


def trig(graphs: Iterable[tuple[str, Iterable[bytes]]], compactor: Compactor) -> Iterator[str]:
    """Yield the text of a TriG document.

    :param graphs: (graph IRI, its sorted N-Triples lines), in order.
    """
    writer = TurtleWriter(compactor)
    yield from writer.header()
    for name, triples in graphs:
        yield f"\nGRAPH <{name}> {{\n"
        yield from writer.blocks(triples, indent="  ")
        yield "}\n"
