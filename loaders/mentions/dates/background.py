"""Times that lie behind what their sentence tells: "on 3 May 1965, after talks begun in 1960, …".

What comes next is counted from the time that the sentence tells, not from such a one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.dates.anchor import Anchor
from loaders.mentions.names.phrases import alternation
from loaders.mentions.passages import Prepared
from loaders.text.folding import fold

_BREAK = re.compile(r"[,;:()\n]")


def lies_behind(prepared: Prepared, anchor: Anchor, before: Iterable[Anchor]) -> bool:
    """Return whether a date is earlier than one told before it and stands in a clause of its own.

    :param before: the dates that the text has told before, in order.
    """
    told = [a for a in before if a.passage is anchor.passage]
    end = anchor.date.end
    later = [
        a
        for a in told
        if a.date.begin is not None
        and end is not None
        and end < a.date.begin
        and a.counted_from != anchor.span
    ]
    if not later:
        return False
    start = prepared.folded.position(anchor.span.start)
    low = max(anchor.passage.start, prepared.folded.position(told[-1].span.end))
    breaks = [match.end() for match in _BREAK.finditer(prepared.text, low, start)]
    return _leads_back().search(prepared.text, breaks[-1] if breaks else low, start) is not None


def is_closed(prepared: Prepared, anchor: Anchor, place: int) -> bool:
    """Return whether the clause of a date is over at `place`: behind a comma or its sentence."""
    end = prepared.folded.position(anchor.span.end)
    return place >= anchor.passage.end or _BREAK.search(prepared.text, end, place) is not None


@cache
def _leads_back() -> re.Pattern[str]:
    words = [fold(word).text for word in word_list("time.ar")["leads_back"]]
    return re.compile(rf"(?<!\w)[وف]?{alternation(words)}(?!\w)")
