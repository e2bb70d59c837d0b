"""Reading a query's text without parsing it: SERVICE, updates, the prologue.

Oxigraph shows no parsed form of a query, so these few questions are answered from tokens. Its
grammar wants no boundary after a keyword (``trueSERVICE<u>`` is accepted), so keywords are looked
for inside of words.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

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


def service_calls(text: str) -> list[ServiceCall]:
    """Return the outermost SERVICE calls of a query, and whatever looks like one.

    The answer is a guess at another parser and serves for a clear message and for federation;
    that nothing goes out is the task of the worker's system call filter.
    """
    if "service" not in text.lower():
        return []
    found = list(tokens(text))
    declared = {
        after.text.lower()
        for before, after in pairwise(found)
        if before.says("prefix") and after.kind == "name"
    }
    calls: list[ServiceCall] = []
    covered = 0
    for index, token in enumerate(found):
        if token.start < covered or not _may_say_service(token, declared):
            continue
        call = _service_call(text, found, index)
        calls.append(call)
        covered = call.end
    return calls


def _may_say_service(token: Token, declared: set[str]) -> bool:
    if token.kind == "word":
        return "service" in token.text.lower()
    if token.kind == "name":
        prefix = token.text.partition(":")[0].lower()
        return "service" in prefix and f"{prefix}:" not in declared
    return False


def _service_call(text: str, found: list[Token], index: int) -> ServiceCall:
    keyword = found[index]
    unreadable = ServiceCall(None, False, keyword.start, keyword.end, None)
    if not keyword.says("service"):
        return unreadable
    after = index + 1
    silent = after < len(found) and found[after].says("silent")
    after += silent
    if after + 1 >= len(found) or found[after].kind not in ("iri", "name"):
        return unreadable
    endpoint = _expanded(found[after], found)
    if found[after + 1].text != "{":
        return ServiceCall(endpoint, silent, keyword.start, found[after].end, None)
    close = _closing(found, after + 1)
    if close is None:
        return ServiceCall(endpoint, silent, keyword.start, found[after].end, None)
    inside = text[found[after + 1].end : found[close].start]
    return ServiceCall(endpoint, silent, keyword.start, found[close].end, inside)


def _expanded(token: Token, found: list[Token]) -> str | None:
    """Return the IRI of an IRI token, or of a prefixed name whose prefix the query declares."""
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    for keyword, name, iri in zip(found, found[1:], found[2:], strict=False):
        if keyword.says("prefix") and name.text == f"{prefix}:" and iri.kind == "iri":
            return iri.text[1:-1] + local.replace("\\", "")
    return None


def _closing(found: list[Token], opening: int) -> int | None:
    """Return the index of the brace that closes the one at ``opening``."""
    depth = 0
    for index in range(opening, len(found)):
        if found[index].kind == "mark":
            depth += (found[index].text == "{") - (found[index].text == "}")
            if depth == 0:
                return index
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
