"""Where a query goes wrong, found by asking the engine about its beginnings.

Oxigraph's parser tells the furthest place that it looked at. That is behind the fault by the length
of a keyword that might have stood there, or by the whole group where a rule about variables was
broken, which is checked when the group is at its end: a fault of line 3 was shown at a brace of
line 4. So the place is searched: the first token with which the beginning of the query cannot be
read any more. Where a group comes just before it, the fault may be inside, and then either a
variable is found that another name would mend, or the place is not known.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from server.engine.tokens import Token, tokens

# Behind a beginning: longer than any keyword, and a character that is allowed nowhere.
_PADDING = " " * 40 + "\n\x00"
_SECONDS = 1.0
_FRESH = "?mithaq_has_no_other_name"
_UNFIT = "what this SELECT names does not fit the rest"

#: Parses a text and returns how far the parser has looked, as an offset.
Probe = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is known of a fault.

    :param what: a clause that says what is wrong; empty if that is not known.
    :param offset: where; None if that is not known.
    """

    what: str = ""
    offset: int | None = None


def find_fault(text: str, probe: Probe) -> Fault:
    """Return what is known of the fault in a query that does not parse."""
    return _Search(text, probe).fault()


class _Search:
    def __init__(self, text: str, probe: Probe) -> None:
        self._text = text
        self._probe = probe
        self._tokens = list(tokens(text))
        self._until = time.monotonic() + _SECONDS

    def fault(self) -> Fault:
        try:
            return self._fault()
        except TimeoutError:
            return Fault()

    def _fault(self) -> Fault:
        number = self._first_unreadable()
        if number == len(self._tokens):
            return self._fault_at_the_end()
        token, before = self._tokens[number], self._tokens[:number]
        last = before[-1].text if before else ""
        if last == "}" and not self._can_go_on(before):
            return Fault()
        if token.text == "}" and before and self._is_readable(f"{self._before(token)} FILTER"):
            # Where a filter may stand a group may end, unless a rule about variables is broken.
            return self._fault_of_a_group(before, token)
        select = _sub_query(before) if token.text == "}" else None
        if select is not None and self._is_readable(f"{self._before(token)} VALUES"):
            # The same for what may stand at the end of a sub-query.
            return Fault(_UNFIT, select.start)
        if last == ")" and token.text == "}":
            # A row of VALUES, most likely, that has not as many values as there are variables.
            return Fault()
        what = f"“{token.text[:40]}” is not expected there"
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if not any(
                first.says("prefix") and second.text == f"{prefix}:"
                for first, second in pairwise(before)
            ):
                what = f"the prefix of “{token.text[:40]}” is not declared"
        return Fault(what, token.start)

    def _first_unreadable(self) -> int:
        """Return the number of the first token that makes the beginning unreadable."""
        low, high = 0, len(self._tokens)
        while low < high:
            middle = (low + high) // 2
            if self._is_readable(self._text[: self._tokens[middle].end]):
                low = middle + 1
            else:
                high = middle
        return low

    def _is_readable(self, beginning: str) -> bool:
        if time.monotonic() > self._until:
            raise TimeoutError
        return self._probe(beginning + _PADDING) > len(beginning) + len(_PADDING) - 2

    def _can_go_on(self, before: list[Token]) -> bool:
        """Return whether something may stand behind these tokens, which end with a brace."""
        beginning = self._text[: before[-1].end]
        return any(self._is_readable(f"{beginning} {further}") for further in ("}", "VALUES", "{"))

    def _fault_at_the_end(self) -> Fault:
        if not self._tokens:
            return Fault("there is no query", 0)
        last = self._tokens[-1]
        marks = [token.text for token in self._tokens if token.kind == "mark"]
        is_open = sum((m in "{([") - (m in "})]") for m in marks) > 0
        if last.kind == "string" and last.text[:3] in ('"""', "'''"):
            return Fault("a string does not end", last.start)
        if is_open or last.text != "}":
            if self._is_readable(f"{self._text[: last.end]} VALUES") and not is_open:
                return Fault(_UNFIT, only_select(self._tokens))
            return Fault("it ends too early", last.end)
        if self._can_go_on(self._tokens):
            return Fault(_UNFIT, only_select(self._tokens))
        return Fault()

    def _before(self, token: Token) -> str:
        return self._text[: token.start]

    def _fault_of_a_group(self, before: list[Token], brace: Token) -> Fault:
        """Return the variable that is given a value twice, if the group could be read without."""
        for word, variable in pairwise(before):
            if word.says("as") and variable.kind == "variable":
                rest = self._text[variable.end : brace.end]
                if self._is_readable(f"{self._before(variable)}{_FRESH}{rest}"):
                    return Fault(
                        f"“{variable.text[:40]}” has a value already, and AS gives it another",
                        variable.start,
                    )
        return Fault()


def _sub_query(before: list[Token]) -> Token | None:
    """Return the SELECT of the sub-query that these tokens end in."""
    depth = 0
    for brace, first in reversed(list(pairwise(before))):
        depth += (brace.text == "{") - (first.text == "}")
        if depth > 0:
            return first if first.says("select") else None
    return None


def only_select(query: Iterable[Token]) -> int | None:
    """Return where the SELECT of a query stands; None if there are several, or none."""
    found = [token.start for token in query if token.says("select")]
    return found[0] if len(found) == 1 else None
