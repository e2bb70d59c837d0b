"""The small language in which rules say which words stand side by side.

Elements are separated by blanks and match one after the other::

    كلمة|word        one of these words (folded; و or ف may be attached in Arabic)
    =كلمة            one of these words with nothing attached
    ~قرار            a noun with whatever particles and article are attached
    <joined>         a word or phrase of the list; <joined:perfect,noun> only in these moods
    {member}         a mention that may fill this slot
    #for             a number, called `for`; #session:ordinal only an ordinal or with digits;
                     #resolution:cited a cardinal or a symbol, not "the first resolution"
    %tally           the counts of a vote, each caught under its side
    @                a date; @start names where it goes (`date` if nothing is said)
    ...3             up to three words of any kind, as few as will do; at the end as many as
                     there are before a punctuation mark
    ,                a comma
    x?               the element before the question mark may be missing
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.statements.rulebook.wordlists import folded

_ELEMENT = re.compile(
    r"^(?:(?P<gap>\.\.\.(?P<most>\d+))|<(?P<list>[\w.-]+)(?::(?P<moods>[\w,]+))?>"
    r"|\{(?P<slot>\w+)\}|(?P<tally>%tally)|#(?P<number>\w+)?(?::(?P<kind>\w+))?|@(?P<date>\w+)?"
    r"|(?P<exact>=)?(?P<noun>~)?(?P<words>[^<>{}#@%?\s]+))(?P<optional>\?)?$"
)

CITED = frozenset({"cardinal", "symbol"})


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern."""

    kind: str  # words, noun, list, slot, number, date, tally, gap
    name: str = ""
    words: frozenset[str] = frozenset()
    moods: frozenset[str] = frozenset()
    most: int = 0
    optional: bool = False
    exact: bool = False


def elements_of(source: str) -> tuple[Element, ...]:
    """Return the elements of a pattern, in order.

    :raises ValueError: one of them is not of the language described above.
    """
    elements: list[Element] = []
    for token in source.split():
        parsed = _ELEMENT.match(token)
        if parsed is None:
            raise ValueError(f"not an element of a pattern: {token}")
        elements.append(_element(parsed))
    if not elements or all(e.optional or e.kind == "gap" for e in elements):
        raise ValueError("a pattern must require at least one word")
    return tuple(elements)


def _element(parsed: re.Match[str]) -> Element:
    optional = parsed["optional"] is not None
    if parsed["gap"]:
        return Element("gap", most=int(parsed["most"]))
    if parsed["list"]:
        moods = frozenset((parsed["moods"] or "").split(",")) - {""}
        return Element("list", parsed["list"], moods=moods, optional=optional)
    if parsed["tally"]:
        return Element("tally", optional=optional)
    if parsed["slot"]:
        return Element("slot", parsed["slot"], optional=optional)
    if parsed["words"]:
        words = frozenset(folded(word) for word in parsed["words"].split("|"))
        kind = "noun" if parsed["noun"] else "words"
        return Element(kind, words=words, optional=optional, exact=parsed["exact"] is not None)
    if parsed["number"] is not None or parsed.group().startswith("#"):
        kinds = CITED if parsed["kind"] == "cited" else frozenset({parsed["kind"]} - {None})
        return Element("number", parsed["number"] or "", moods=kinds, optional=optional)
    return Element("date", parsed["date"] or "date", optional=optional)
