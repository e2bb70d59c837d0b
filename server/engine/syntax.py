"""Oxigraph's syntax errors, made fit to be read."""

from __future__ import annotations

import re
from collections.abc import Callable

from loaders.errors import QueryRefused, QuerySyntaxError, ServiceError
from server.engine.failing_place import Fault, find_fault, only_select
from server.engine.query_text import is_update
from server.engine.tokens import tokens

_POSITION = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
# What Oxigraph's own checks say; it stands in the list of what was expected.
_REASONS = {
    "Prefix not found": "the prefix is not declared",
    "IRI parsing failed": "the IRI is malformed, or relative to none",
    "Duplicated variable name in SELECT": "SELECT names a variable twice",
    "The SELECT contains a variable that is unbound": (
        "SELECT names a variable by which the solutions are not grouped"
    ),
    "The SELECT contains an expression with a variable that is unbound": (
        "an expression of SELECT has a variable by which the solutions are not grouped"
    ),
    "The SELECT overrides an existing variable using an expression": (
        "an expression of SELECT is named like a variable of the pattern"
    ),
    "SELECT * is not authorized with GROUP BY": "SELECT * does not go with groups",
}
_EXCERPT = 200


def syntax_error(text: str, message: str, parse: Callable[[str], object]) -> ServiceError:
    """Return the error for a query that does not parse: what is wrong and, if it is known, where.

    :param message: what Oxigraph says: ``error at LINE:COLUMN: expected one of …``.
    :param parse: has the engine parse a text, and raises SyntaxError.
    """
    if is_update(text):
        return QueryRefused(
            "This is an update; the service answers queries only.",
            remedy="Use SELECT, ASK, CONSTRUCT or DESCRIBE.",
        )
    found = _POSITION.match(message)
    if found is None:
        return QuerySyntaxError(f"The query cannot be parsed: {message}")
    fault = find_fault(text, lambda beginning: _reach(beginning, parse))
    said = [words for words in _REASONS if words in found.group(3)]
    if said and "SELECT" in said[-1]:
        # Checked at the end of the query or sub-query.
        fault = Fault(offset=only_select(tokens(text)))
    reason = _REASONS[said[-1]] if said else fault.what
    remedy = "Mend the query near that place; prefixes must be declared with PREFIX."
    if fault.offset is None:
        why = f": {reason}" if reason else ""
        return QuerySyntaxError(
            f"The query cannot be parsed{why}. The engine does not tell the place.",
            remedy="Variables that are given a value twice, groups and rows of VALUES are common.",
        )
    line = text.count("\n", 0, fault.offset) + 1
    begin = text.rfind("\n", 0, fault.offset) + 1
    column = fault.offset - begin + 1
    excerpt = text[begin:].partition("\n")[0].rstrip("\r")
    return QuerySyntaxError(
        f"The query cannot be parsed at line {line}, column {column}: {reason}.",
        position=(line, column),
        excerpt=excerpt[max(0, column - _EXCERPT) : column + _EXCERPT],
        remedy=remedy,
    )


def _reach(text: str, parse: Callable[[str], object]) -> int:
    """Return how far the parser has looked into a text that it cannot parse."""
    try:
        parse(text)
    except SyntaxError as error:
        found = _POSITION.match(str(error))
        if found is not None:
            return _offset(text, int(found.group(1)), int(found.group(2)))
    except (RuntimeError, ValueError):
        return 0
    return len(text)


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(len(text), start + column - 1)
