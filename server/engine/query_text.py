"""Reading a query's text without parsing it: SERVICE, updates, the prologue.

Oxigraph shows no parsed form of a query, so these few questions are answered from tokens. Its
grammar wants no boundary after a keyword (``trueSERVICE<u>`` is accepted), so keywords are looked
for inside of words.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from server.engine.tokens import Token, tokens

_UPDATES = frozenset(
    ("insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with")
)
_PROLOGUE = frozenset(("base", "prefix", "version"))


@dataclass(frozen=True, slots=True)
class ServiceCall:
    """A place where the query asks another endpoint.

    :param endpoint: the IRI as written, or None where the name is computed or not readable.
    :param start: where the keyword begins; ``end``: after the block, or after the keyword.
    :param block: what stands between the braces; None if no block could be made out.
    """

    endpoint: str | None
    silent: bool
    start: int
    end: int
    block: str | None


class _Reading:
    """The tokens of a text, read as far as they are asked for."""

    def __init__(self, text: str) -> None:
        self._rest = tokens(text)
        self.seen: list[Token] = []

    def at(self, index: int) -> Token | None:
        """Return a token by its number; None behind the last one."""
        while len(self.seen) <= index:
            token = next(self._rest, None)
            if token is None:
                return None
            self.seen.append(token)
        return self.seen[index]


def service_calls(text: str, most: int = 1) -> list[ServiceCall]:
    """Return the first `most` outermost SERVICE calls of a query, and whatever looks like one.

    The answer is a guess at another parser and serves for a clear message and for federation;
    that nothing goes out is the task of the worker's system call filter.
    """
    if "service" not in text.lower():
        return []
    reading = _Reading(text)
    declared: set[str] = set()
    calls: list[ServiceCall] = []
    covered = index = 0
    # For each call the text may be read to its end once more.
    while len(calls) < most and (token := reading.at(index)) is not None:
        if token.kind == "name" and index and reading.seen[index - 1].says("prefix"):
            declared.add(token.text.lower())
        if token.start >= covered and _may_say_service(token, declared):
            call = _service_call(text, reading, index)
            calls.append(call)
            covered = call.end
        index += 1
    return calls


def _may_say_service(token: Token, declared: set[str]) -> bool:
    if token.kind == "word":
        return "service" in token.text.lower()
    if token.kind == "name":
        prefix = token.text.partition(":")[0].lower()
        return "service" in prefix and f"{prefix}:" not in declared
    return False


def _service_call(text: str, reading: _Reading, index: int) -> ServiceCall:
    keyword = reading.seen[index]
    unreadable = ServiceCall(None, False, keyword.start, keyword.end, None)
    if not keyword.says("service"):
        return unreadable
    name = reading.at(index + 1)
    silent = name is not None and name.says("silent")
    if silent:
        name = reading.at(index + 2)
    opening = reading.at(index + 2 + silent)
    if name is None or opening is None or name.kind not in ("iri", "name"):
        return unreadable
    endpoint = _expanded(name, reading.seen)
    close = _closing(reading, index + 2 + silent) if opening.text == "{" else None
    if close is None:
        return ServiceCall(endpoint, silent, keyword.start, name.end, None)
    inside = text[opening.end : close.start]
    return ServiceCall(endpoint, silent, keyword.start, close.end, inside)


def _expanded(token: Token, found: list[Token]) -> str | None:
    """Return the IRI of an IRI token, or of a prefixed name whose prefix is declared before it."""
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    for keyword, name, iri in zip(found, found[1:], found[2:], strict=False):
        if keyword.says("prefix") and name.text == f"{prefix}:" and iri.kind == "iri":
            return iri.text[1:-1] + local.replace("\\", "")
    return None


def _closing(reading: _Reading, opening: int) -> Token | None:
    """Return the brace that closes the one at ``opening``."""
    depth = 0
    for index in count(opening):
        token = reading.at(index)
        if token is None:
            break
        if token.kind == "mark":
            depth += (token.text == "{") - (token.text == "}")
            if depth == 0:
                return token
    return None


def first_keyword(text: str) -> Token | None:
    """Return the word after the prologue: select, ask, insert and the like."""
    for token in tokens(text):
        if token.kind == "word" and token.text.lower() not in _PROLOGUE:
            return token
        if token.kind == "mark":
            return None
    return None


def is_update(text: str) -> bool:
    """Return whether the text begins like a SPARQL update."""
    keyword = first_keyword(text)
    return keyword is not None and keyword.text.lower() in _UPDATES


def prologue(text: str) -> str:
    """Return what stands before the query's first keyword: BASE and PREFIX declarations."""
    keyword = first_keyword(text)
    return text if keyword is None else text[: keyword.start]
