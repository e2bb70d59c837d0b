"""Oxigraph's syntax errors, made fit to be read."""

from __future__ import annotations

import re

from loaders.errors import QueryRefused, QuerySyntaxError, ServiceError
from server.engine.query_text import is_update

_POSITION = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\['.*?'\]|\[_\]", re.DOTALL)
_KEYWORD = re.compile(r"[A-Za-z_]+")
_EXCERPT = 200
_MOST_EXPECTED = 12


def syntax_error(text: str, message: str) -> ServiceError:
    """Return the error for a query that does not parse: place, line and what was expected.

    :param message: what Oxigraph says: ``error at LINE:COLUMN: expected one of …``.
    """
    if is_update(text):
        return QueryRefused(
            "This is an update; the service answers queries only.",
            remedy="Use SELECT, ASK, CONSTRUCT or DESCRIBE.",
        )
    found = _POSITION.match(message)
    if found is None:
        return QuerySyntaxError(f"The query cannot be parsed: {message}")
    expected = [
        part for part in _CHARACTER_CLASS.sub("", found.group(3)).split(", ") if part.strip("\n| ")
    ]
    offset = _offset(text, int(found.group(1)), int(found.group(2)))
    offset = max(0, offset - _overshoot(expected))
    line = text.count("\n", 0, offset) + 1
    begin = text.rfind("\n", 0, offset) + 1
    column = offset - begin + 1
    excerpt = text[begin:].partition("\n")[0].rstrip("\r")
    what = f"The query cannot be parsed at line {line}, column {column}"
    if expected:
        more = " …" if len(expected) > _MOST_EXPECTED else ""
        what += f": expected {', '.join(expected[:_MOST_EXPECTED])}{more}"
    return QuerySyntaxError(
        f"{what}.",
        position=(line, column),
        excerpt=excerpt[max(0, column - _EXCERPT) : column + _EXCERPT],
        remedy="Mend the query near that place; prefixes must be declared with PREFIX.",
    )


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(len(text), start + column - 1)


def _overshoot(expected: list[str]) -> int:
    """Return by how much the engine's position lies behind the place that failed.

    Its grammar notes a keyword that does not match at the place where that keyword would end; if
    only keywords of one length were expected there, this is what happened.
    """
    lengths = {len(word) for word in expected}
    if len(lengths) == 1 and all(_KEYWORD.fullmatch(word) for word in expected):
        return lengths.pop()
    return 0
