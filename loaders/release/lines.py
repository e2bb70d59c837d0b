"""Quads as sorted lines of N-Quads: the one form in which a build handles data too big for memory.

A line is ``subject predicate object graph .`` with single spaces, UTF-8, no escapes beyond those
that N-Quads demands. Byte order of such lines is the order of all dumps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import Quad, Triple

RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def quad_line(quad: Quad) -> bytes:
    """Return the N-Quads line of a quad in a named graph."""
    return f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name} .\n".encode()


def triple_line(quad: Quad) -> bytes:
    """Return the N-Triples line of a quad, without its graph; triple terms as in RDF 1.2."""
    value = quad.object
    text = f"<<( {value} )>>" if isinstance(value, Triple) else str(value)
    return f"{quad.subject} {quad.predicate} {text} .\n".encode()


def sorted_lines(quads: Iterable[Quad]) -> list[bytes]:
    """Return the distinct N-Quads lines of `quads` in byte order."""
    return sorted({quad_line(quad) for quad in quads})


def without_graph(line: bytes) -> bytes:
    r"""Turn an N-Quads line into the N-Triples line of its triple.

    >>> without_graph(b'<a:s> <a:p> "o g"@en <a:g> .' + bytes([10]))
    b'<a:s> <a:p> "o g"@en .\\n'
    """
    return line[: line.rindex(b" <")] + b" .\n"


def graph_of(line: bytes) -> bytes:
    """Return the graph name of an N-Quads line, with its angle brackets."""
    return line[line.rindex(b" <") + 1 : -3]


def distinct(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Drop each line that equals the one before it."""
    before = b""
    for line in lines:
        if line != before:
            yield line
            before = line


def split_triple(line: bytes) -> tuple[str, str, str]:
    """Return subject, predicate and object of an N-Triples line, as written there."""
    subject, predicate, rest = line.decode().split(" ", 2)
    return subject, predicate, rest[:-3]


def by_subject(triples: Iterable[bytes]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Group sorted N-Triples lines: each subject with its (predicate, object) pairs in order."""
    split = map(split_triple, triples)
    for subject, group in groupby(split, key=lambda triple: triple[0]):
        yield subject, [(predicate, value) for _, predicate, value in group]
