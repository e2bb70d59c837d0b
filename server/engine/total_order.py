"""Rewriting ORDER BY so that it sorts by a total order.

The engine sorts by a comparison that goes in a circle where numbers meet words, or times with a
zone those without. Rust's sort ends the process when it notices ("may panic if the implementation
of Ord for T does not implement a total order", ``slice::sort_unstable_by``). Such a query is asked
once more with each order condition ``C`` turned into ``key(C)``; see :mod:`order_key`.

The grammar has no choices to guess at here (SPARQL 1.1, rules 23 and 24): behind ORDER BY come
variables, parentheses and calls, until LIMIT, OFFSET, VALUES or the end of the query or group. What
does not look like that is left alone.
"""

from __future__ import annotations

from server.engine.tokens import Token, tokens

#: The function that is put around the conditions.
KEY = "urn:x-mithaq:order-key"
_AFTER = ("limit", "offset", "values")


def totally_ordered(text: str) -> str | None:
    """Return the query with a total order; None if an ORDER BY cannot be made out, or none is."""
    found = [*tokens(text), Token("end", "", len(text), len(text))]
    cuts: list[tuple[int, int]] = []
    for index, token in enumerate(found):
        if token.place != "clauses" or token.kind != "word":
            continue
        word = token.text.lower()
        if word == "orderby" or (word == "order" and found[index + 1].says("by")):
            conditions = _conditions(found, index + 1 + (word == "order"))
            if conditions is None:
                return None
            cuts += conditions
        elif word.startswith("order"):
            return None  # ORDERBYSTR(?x): keywords need no space between
    parts, done = [], 0
    for start, end in cuts:
        parts.append(f"{text[done:start]}<{KEY}>({text[start:end]})")
        done = end
    return "".join(parts) + text[done:] if cuts else None


def _conditions(found: list[Token], at: int) -> list[tuple[int, int]] | None:
    """Return where each expression begins and ends that is sorted by."""
    places: list[tuple[int, int]] = []
    while True:
        token, after = found[at], found[min(at + 1, len(found) - 1)]
        if token.kind == "end" or token.text == "}":
            return places
        if token.kind == "word" and token.text.lower().startswith(_AFTER):
            return places
        if token.kind == "variable":
            places.append((token.start, token.end))
            at += 1
            continue
        opening = at
        if token.text != "(":
            if token.kind not in ("word", "name", "iri") or after.text != "(":
                return None
            opening += 1
        closing = _closing(found, opening)
        if closing is None:
            return None
        if token.says("asc") or token.says("desc"):
            places.append((after.end, found[closing].start))
        else:
            places.append((token.start, found[closing].end))
        at = closing + 1


def _closing(found: list[Token], opening: int) -> int | None:
    depth = found[opening].depth
    for index in range(opening + 1, len(found)):
        if found[index].text == ")" and found[index].depth == depth:
            return index
    return None
