"""The tokens of a query, by the terminals of SPARQL 1.1 (section 19.8) and 1.2.

Which token a text holds depends on the place: ``?a<?b&&?c>?d`` compares, ``?a<b:c>?d`` names a
predicate. Oxigraph's grammar has no tokens of its own and reads ``<`` as the place wants it: behind
an operand of an expression it compares, anywhere else it opens an IRI. So does this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# PN_CHARS_BASE, PN_CHARS_U with digits, PN_CHARS, and what VARNAME goes on with.
_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_BEGIN = f"{_LETTERS}_0-9"
_MARKS = "\u00b7\u0300-\u036f\u203f\u2040"
_GO_ON = rf"{_BEGIN}{_MARKS}\-"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_OPENING = r"<<\(?|"
_IRI = r"""(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>) |"""
# What may stand before the colon of a name. Where no colon follows, it is words, numbers and marks.
_RUN = rf"[{_LETTERS}](?:[.]*+[{_GO_ON}])*+"
_SIMPLE = r"(?P<word>[^\W\d]\w*) | (?P<number>\d+(?:[.]\d+)?(?:[eE][+-]?\d+)?)"


def _string(quote: str) -> str:
    """Return the pattern of a string; to the end of its line, or of a text, if it is unfinished.

    Were an unfinished string no match, a text could be made whose rest is read from each of many
    places anew. The same goes for a run of words that is no name, which therefore is one match.
    """
    return (
        rf"{quote}{{3}}(?:{quote}{{0,2}}(?:[^{quote}\\]|\\.))*+"
        rf"(?:{quote}{{3}}|{quote}{{0,2}}\\?\Z)"
        rf"|{quote}(?!{quote}{{2}})(?:[^{quote}\\\n\r]|\\[^\n\r])*+(?:{quote}|\\?(?=[\n\r]|\Z))"
    )


def _pattern(iri: str, opening: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
          (?P<space>[ \t\r\n]+|\#[^\r\n]*) | {iri}
          (?P<string>{_string('"')}|{_string("'")})
        | (?P<variable>[?$][{_BEGIN}][{_BEGIN}{_MARKS}]*)
        | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
        | (?P<blank>_:[{_BEGIN}](?:[.]*+[{_GO_ON}])*+)
        | (?P<name>(?:{_RUN})?
                   :(?:(?:[{_BEGIN}:]|{_ESCAPED})(?:[.]*+(?:[{_GO_ON}:]|{_ESCAPED}))*+)?)
        | (?P<run>{_RUN})
        | {_SIMPLE}
        | (?P<mark>{opening}\)>>|.)
        """,
        re.VERBOSE | re.DOTALL,
    )


_TOKEN = _pattern(_IRI, _OPENING)
_TOKEN_BEHIND_OPERAND = _pattern("", "")
_PART = re.compile(rf"{_SIMPLE} | (?P<mark>.)", re.VERBOSE | re.DOTALL)
_OPERANDS = frozenset(("variable", "string", "tag", "name", "iri", "number", "blank"))
_CLOSING = frozenset((")", ")>>", "}"))

#: Where a token stands: outside of a group, where a query's clauses are; among the triples of a
#: group; in an expression; in a list, a path or a triple term.
Place = Literal["clauses", "triples", "expression", "terms"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the query: its kind, its words, where it begins and ends, and in what it stands.

    :param depth: how many groups and parentheses are open around it; those that it opens or closes
        itself do not count.
    """

    kind: str
    text: str
    start: int
    end: int
    place: Place = "clauses"
    depth: int = 0

    def says(self, keyword: str) -> bool:
        """Return whether this is the keyword, in any case of letters."""
        return self.kind == "word" and self.text.lower() == keyword


def tokens(text: str) -> Iterator[Token]:
    """Return the tokens of a query in order, without white space and comments."""
    around = _Surroundings()
    at = run_end = 0
    while at < len(text):
        pattern = _TOKEN_BEHIND_OPERAND if around.compares else _TOKEN
        match = (_PART if at < run_end else pattern).match(text, at)
        if match is None:
            return
        if match.lastgroup == "run":
            run_end = match.end()
            continue
        at, kind = match.end(), match.lastgroup
        if kind is not None and kind != "space":
            yield around.take(kind, match)


class _Surroundings:
    """What is open around the next token, and what stands before it."""

    def __init__(self) -> None:
        self._open: list[Place] = ["clauses"]
        self._before: Token | None = None
        self._calls = False

    @property
    def compares(self) -> bool:
        """Whether ``<`` is an operator here."""
        before = self._before
        return (
            before is not None
            and self._open[-1] == "expression"
            and (
                before.kind in _OPERANDS
                or before.text in _CLOSING
                or (before.kind == "word" and before.text.lower().endswith(("true", "false")))
            )
        )

    def take(self, kind: str, match: re.Match[str]) -> Token:
        """Return the next token, and go behind it."""
        text, opened = match.group(), self._open
        if kind == "mark" and text in _CLOSING and len(opened) > 1:
            opened.pop()
        elif kind == "word" and opened[-1] == "triples" and text.lower().startswith("select"):
            opened[-1] = "clauses"
        token = Token(kind, text, match.start(), match.end(), opened[-1], len(opened) - 1)
        if kind == "mark" and text in ("{", "(", "<<("):
            opened.append(self._inside(text))
        # The name of a function: FILTER e:f(?x).
        before = self._before
        self._calls = (
            kind in ("iri", "name")
            and before is not None
            and before.kind == "word"
            and before.text.lower().endswith("filter")
        )
        self._before = token
        return token

    def _inside(self, opening: str) -> Place:
        if opening == "{":
            return "triples"
        around, before = self._open[-1], self._before
        if opening == "<<(" or around == "terms":
            return "terms"
        if around != "triples":
            return "expression"
        # Behind FILTER, BIND or the name of a function; a list follows a term, which `a` is, too.
        word = before is not None and before.kind == "word" and before.text != "a"
        return "expression" if word or self._calls else "terms"
