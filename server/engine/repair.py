"""Filters over Oxigraph's output where it is not what the format's specification asks for.

Each filter takes pieces of an answer in order and returns what may be sent. A search for the few
bytes that matter comes first, so that an answer without faults passes at the speed of memory.

* XML results and RDF/XML: a carriage return becomes ``&#13;`` (a parser would turn a raw one into
  a line feed). XML 1.0 has no way to write the other control characters, U+FFFE and U+FFFF: the
  answer fails with a message that names the character and the formats that can carry it.
* RDF/XML: a predicate that has no ending which is an XML name (``http://e/123``) cannot be
  written as an element; Oxigraph writes an ill-formed one. The answer fails with that message. So
  do predicates that RDF/XML reserves for its own syntax.
* JSON, XML and TSV results, Turtle and its kin: a literal's base direction is left out unless the
  client asked for version 1.2. Triple terms have no form in RDF 1.1; they are written as in 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from loaders.errors import NotAcceptable
from server.engine.formats import (
    CSV,
    JSON,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    TRIG,
    TSV,
    TURTLE,
    XML,
    Format,
)

_UNWRITABLE = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_INNOCENT = bytes(set(range(256)) - set(range(32)) | {9, 10})
_BAD_ELEMENT = re.compile(
    rb'<oxprefix: xmlns:oxprefix="([^"]*)"'
    rb"|<(RDF|Description|ID|about|bagID|parseType|resource|nodeID|datatype|li|aboutEach"
    rb'|aboutEachPrefix) xmlns="http://www\.w3\.org/1999/02/22-rdf-syntax-ns#"'
)
_DIRECTION_XML = re.compile(
    rb' its:dir="(?:ltr|rtl)"(?: xmlns:its="http://www\.w3\.org/2005/11/its")?'
    rb'(?: its:version="2\.0")?'
)
_DIRECTION_RDF_XML = re.compile(
    rb' rdf:version="1\.2-basic"| its:version="2\.0"| its:dir="(?:ltr|rtl)"'
)
_TAGGED = re.compile(rb'("(?:[^"\\\n]|\\.)*"(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*)?)(?:--(?:ltr|rtl))?')


class Filter(Protocol):
    """Takes the pieces of an answer in order; ``last`` marks the final one."""

    def __call__(self, piece: bytes, last: bool) -> bytes:
        """Return what may be sent of all pieces so far."""


def repair_for(form: Format) -> Filter | None:
    """Return the filter that a format needs; None where Oxigraph's bytes can go as they are."""
    steps = _steps(form)
    return _Pieces(steps, _BOUNDARIES[form.name]) if steps else None


@lru_cache(maxsize=64)
def _steps(form: Format) -> tuple[Callable[[bytes], bytes], ...]:
    steps: list[Callable[[bytes], bytes]] = []
    if form.name in (XML, RDF_XML):
        steps.append(_well_formed)
    if form.name == RDF_XML:
        steps.append(_with_names)
    if not form.rdf12:
        steps += _WITHOUT_DIRECTION.get(form.name, [])
    return tuple(steps)


class _Pieces:
    """Applies steps to pieces cut where no pattern of theirs can be split."""

    def __init__(self, steps: tuple[Callable[[bytes], bytes], ...], boundary: bytes) -> None:
        self._steps = steps
        self._boundary = boundary
        self._rest = b""

    def __call__(self, piece: bytes, last: bool) -> bytes:
        if self._rest:
            piece = self._rest + piece
        if last:
            self._rest = b""
        else:
            cut = piece.rfind(self._boundary) + 1
            piece, self._rest = piece[:cut], piece[cut:]
        for step in self._steps:
            piece = step(piece)
        return piece


def _well_formed(piece: bytes) -> bytes:
    if not piece.translate(None, _INNOCENT) and b"\xef\xbf" not in piece:
        return piece
    unwritable = _UNWRITABLE.search(piece)
    if unwritable is not None:
        character = unwritable.group().decode("utf-8")
        raise NotAcceptable(
            f"The answer holds the character U+{ord(character):04X}, which XML cannot carry.",
            remedy="Ask for another format, such as JSON results or N-Triples.",
        )
    return piece.replace(b"\r", b"&#13;")


def _with_names(piece: bytes) -> bytes:
    bad = _BAD_ELEMENT.search(piece)
    if bad is None:
        return piece
    name = bad.group(1) or b"http://www.w3.org/1999/02/22-rdf-syntax-ns#" + bad.group(2)
    raise NotAcceptable(
        f"The answer holds the predicate <{name.decode('utf-8', 'replace')}>, which RDF/XML "
        "cannot write as an element name.",
        remedy="Ask for another format, such as Turtle or JSON-LD.",
    )


def _json_without_direction(piece: bytes) -> bytes:
    # A quotation mark inside a JSON string is escaped, so that data cannot look like these.
    if b',"its:dir":"' not in piece:
        return piece
    return piece.replace(b',"its:dir":"rtl"', b"").replace(b',"its:dir":"ltr"', b"")


def _xml_without_direction(piece: bytes) -> bytes:
    return _DIRECTION_XML.sub(b"", piece) if b" its:dir=" in piece else piece


def _rdf_xml_without_direction(piece: bytes) -> bytes:
    return _DIRECTION_RDF_XML.sub(b"", piece) if b" its:dir=" in piece else piece


def _turtle_without_direction(piece: bytes) -> bytes:
    if b"--rtl" not in piece and b"--ltr" not in piece:
        return piece
    return _TAGGED.sub(rb"\1", piece)


_WITHOUT_DIRECTION: dict[str, list[Callable[[bytes], bytes]]] = {
    JSON: [_json_without_direction],
    XML: [_xml_without_direction],
    RDF_XML: [_rdf_xml_without_direction],
    TSV: [_turtle_without_direction],
    TURTLE: [_turtle_without_direction],
    N_TRIPLES: [_turtle_without_direction],
    N_QUADS: [_turtle_without_direction],
    TRIG: [_turtle_without_direction],
}
# The byte after which an answer may be cut: a row's or an element's end that data cannot hold raw.
_BOUNDARIES = {
    JSON: b"}",
    XML: b">",
    RDF_XML: b">",
    CSV: b"\n",
    TSV: b"\n",
    TURTLE: b"\n",
    N_TRIPLES: b"\n",
    N_QUADS: b"\n",
    TRIG: b"\n",
    JSON_LD: b"}",
}
