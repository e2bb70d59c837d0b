"""JSON-LD 1.1 from sorted triples: one node object a line, so that it streams, sorts and diffs.

Source: JSON-LD 1.1, W3C Recommendation of 16 July 2020.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from loaders.release.compact import Compactor
from loaders.release.lines import RDF_TYPE, by_subject

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER = re.compile(r"(?:0|-?[1-9][0-9]{0,14})\Z")
_ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"\'\\]))')
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def unescape(text: str) -> str:
    r"""Resolve the escapes of a literal of N-Triples.

    >>> unescape(r"a\"b")
    'a"b'
    """
    if "\\" not in text:
        return text

    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _LETTERS[match[3]]

    return _ESCAPE.sub(character, text)


def _value(term: str, compactor: Compactor) -> Any:
    if term[0] == "<":
        iri = term[1:-1]
        return {"@id": compactor.prefixed(iri) or iri}
    if term[-1] == '"':
        return unescape(term[1:-1])
    if term[-1] == ">":
        text, datatype = term.rsplit("^^", 1)
        iri = datatype[1:-1]
        if iri == f"{_XSD}integer" and _INTEGER.match(text[1:-1]):
            return int(text[1:-1])
        if iri == f"{_XSD}boolean" and text[1:-1] in ("true", "false"):
            return text[1:-1] == "true"
        return {"@type": compactor.prefixed(iri) or iri, "@value": unescape(text[1:-1])}
    text, language = term.rsplit("@", 1)
    return {"@language": language, "@value": unescape(text[1:-1])}


def node_object(subject: str, pairs: list[tuple[str, str]], compactor: Compactor) -> dict[str, Any]:
    """Return the node object of one subject, keys in the order of the triples."""
    iri = subject[1:-1]
    node: dict[str, Any] = {"@id": compactor.prefixed(iri) or iri}
    values: dict[str, list[Any]] = {}
    for predicate, term in pairs:
        if predicate == RDF_TYPE:
            name = term[1:-1]
            values.setdefault("@type", []).append(compactor.prefixed(name) or name)
        else:
            name = predicate[1:-1]
            values.setdefault(compactor.prefixed(name) or name, []).append(_value(term, compactor))
    for key in sorted(values):
        node[key] = values[key][0] if len(values[key]) == 1 else values[key]
    return node


def jsonld(triples: Iterable[bytes], compactor: Compactor) -> Iterator[str]:
    """Yield the text of a JSON-LD document for sorted N-Triples lines."""
    context = json.dumps(compactor.prefixes, ensure_ascii=False, indent=1)
    yield f'{{"@context": {context},\n"@graph": ['
    separator = "\n"
    for subject, pairs in by_subject(triples):
        node = node_object(subject, pairs, compactor)
        yield separator + json.dumps(node, ensure_ascii=False, separators=(", ", ": "))
        separator = ",\n"
    yield "\n]}\n"
