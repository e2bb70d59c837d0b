"""Rewriting the head and tail of a query: the columns of ``SELECT *``, the limit of rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from server.engine.tokens import Token, tokens

_GAP = r"(?:\s|\#[^\r\n]*[\r\n])*"
_PIECE = re.compile(r"\d+|(?:select|construct|ask)(?=\D)|\D+", re.IGNORECASE)
_MOST_LIMIT = 2**64 - 1
# What a text without it need not be tokenised for.
_STAR = re.compile(rf"select{_GAP}(?:(?:distinct|reduced){_GAP})?\*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StarProjection:
    """A query whose outermost SELECT says ``*``.

    :param star: where the star stands.
    :param order: all variables of the text in the order of their first appearance.
    :param probe: the same query made empty, to learn cheaply which variables it returns.
    """

    text: str
    star: int
    order: tuple[str, ...]
    probe: str

    def columns(self, returned: list[str]) -> tuple[str, ...]:
        """Return the variables of the answer in the order of the query."""
        known = set(returned)
        ordered = [name for name in self.order if name in known]
        return (*ordered, *(name for name in returned if name not in ordered))

    def explicit(self, columns: tuple[str, ...]) -> str:
        """Return the query with the star replaced by the columns."""
        names = " ".join(f"?{name}" for name in columns)
        return f"{self.text[: self.star]} {names} {self.text[self.star + 1 :]}"


def star_projection(text: str) -> StarProjection | None:
    """Return how to give ``SELECT *`` its columns; None if the outermost SELECT has no star.

    Oxigraph returns these columns by alphabet; readers expect the order of the query, which is
    what every other engine gives.
    """
    if "*" not in text or _STAR.search(text) is None:
        return None
    found = list(_keywords(text))
    start = next((i for i, t in enumerate(found) if t.kind == "word" and _begins(t)), None)
    if start is None or not found[start].says("select"):
        return None
    after = start + 1
    if after < len(found) and (found[after].says("distinct") or found[after].says("reduced")):
        after += 1
    if after >= len(found) or found[after].text != "*":
        return None
    probe = _emptied(text, found, after)
    if probe is None:
        return None
    order = dict.fromkeys(t.text[1:] for t in found if t.kind == "variable")
    return StarProjection(text, found[after].start, tuple(order), probe)


def _begins(token: Token) -> bool:
    return token.text.lower() in ("select", "ask", "construct", "describe")


def _emptied(text: str, found: list[Token], start: int) -> str | None:
    """Return the query with ``FILTER(false)`` put into its outermost group."""
    opening = next((i for i in range(start, len(found)) if found[i].text == "{"), None)
    if opening is None:
        return None
    depth = 0
    for token in found[opening:]:
        if token.kind == "mark":
            depth += (token.text == "{") - (token.text == "}")
            if depth == 0:
                begin = found[opening].end
                inside = text[begin : token.start]
                return f"{text[:begin]} FILTER(false) {{{inside}\n}} {text[token.start :]}"
    return None


def _keywords(text: str) -> Iterator[Token]:
    """Return the tokens of a query with words taken apart where Oxigraph reads several keywords.

    It reads ``LIMIT10OFFSET5`` as four tokens, ``SELECTDISTINCT`` and ``CONSTRUCTWHERE`` as two.
    """
    for token in tokens(text):
        if token.kind != "word":
            yield token
            continue
        for match in _PIECE.finditer(token.text):
            kind = "number" if match[0].isdecimal() else "word"
            start, end = token.start + match.start(), token.start + match.end()
            yield replace(token, kind=kind, text=match[0], start=start, end=end)


def limit_rows(text: str, rows: int) -> str:
    """Return the query with at most so many solutions, whatever limit it has itself.

    The limit goes where the grammar wants it: behind the last group's modifiers and before a
    closing VALUES. ASK and text that does not read as a query come back unchanged.
    """
    found = list(_keywords(text))
    start = next((i for i, t in enumerate(found) if t.kind == "word" and _begins(t)), None)
    if start is None or found[start].says("ask"):
        return text
    depth, place = 0, len(text)
    for index in range(start, len(found)):
        token = found[index]
        if token.kind == "mark" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        elif depth == 0 and token.says("values"):
            place = token.start
            break
        elif depth == 0 and token.says("limit") and index + 1 < len(found):
            number = found[index + 1]
            if number.kind != "number" or not number.text.isdecimal():
                return text
            if int(number.text) > _MOST_LIMIT:
                return text  # which the engine refuses
            least = min(int(number.text), rows)
            return f"{text[: number.start]}{least}{text[number.end :]}"
    # A line break first: the text may end in a comment.
    return f"{text[:place]}\nLIMIT {rows}\n{text[place:]}"
