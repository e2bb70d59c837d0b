"""The dataset that a query names: each graph counts once, however often it is named.

SPARQL 1.1 Query Language, section 13.2: the default graph is the RDF merge of the graphs after
FROM, a set of triples. Oxigraph reads each graph as often as it is named, and gives each solution
as often. So it does with a triple that several of these graphs hold; that stays, since nothing
short of making the merge for each query would mend it.
"""

from __future__ import annotations

import re

from server.engine.query_text import first_keyword
from server.engine.tokens import Token, tokens

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NOT_LINE_END = re.compile(r"[^\r\n]")


def without_repeats(text: str) -> str:
    """Return the query without FROM and FROM NAMED clauses that say again what one before said.

    They are replaced by blanks, so that all else stays at its place. Names that are written in two
    ways are found to be the same where both are absolute.
    """
    if text.lower().count("from") < 2:
        return text
    found = list(tokens(text))
    prefixes = _prefixes(text, found)
    seen: set[tuple[bool, str]] = set()
    kept: list[str] = []
    done = 0
    for index, token in enumerate(found):
        if not token.says("from"):
            continue
        is_named = index + 1 < len(found) and found[index + 1].says("named")
        name = found[index + 1 + is_named : index + 2 + is_named]
        if not name or name[0].kind not in ("iri", "name"):
            continue
        clause = is_named, _same_for_same(name[0], prefixes)
        if clause in seen:
            start, end = token.start, name[0].end
            kept += text[done:start], _NOT_LINE_END.sub(" ", text[start:end])
            done = end
        seen.add(clause)
    return "".join(kept) + text[done:]


def _prefixes(text: str, found: list[Token]) -> dict[str, str]:
    """Return what the prologue declares; the last declaration of a prefix holds."""
    keyword = first_keyword(text)
    end = len(text) if keyword is None else keyword.start
    return {
        name.text: iri.text[1:-1]
        for says_prefix, name, iri in zip(found, found[1:], found[2:], strict=False)
        if says_prefix.says("prefix") and iri.kind == "iri" and iri.end <= end
    }


def _same_for_same(name: Token, prefixes: dict[str, str]) -> str:
    """Return an absolute IRI, or the name as it is written where that is not known."""
    if name.kind == "iri":
        iri = name.text[1:-1]
    else:
        prefix, _, local = name.text.partition(":")
        iri = prefixes.get(f"{prefix}:", "") + local.replace("\\", "")
    # With a blank before it what is written is never taken for an IRI.
    return iri if _ABSOLUTE.match(iri) and "\\" not in iri else f" {name.text}"
