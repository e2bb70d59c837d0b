"""Numbers that are those of texts (resolution 1996), however much they look like years."""

from __future__ import annotations

import re
from bisect import bisect_right

from loaders.mentions.dates import date_words
from loaders.mentions.dates.date_points import Point
from loaders.mentions.passages import Prepared

_NUMBER = re.compile(r"(?<![0-9/.-])(?P<number>[0-9]{1,5})(?![0-9]|[/.,-][0-9])")
_LIST = re.compile(
    r"(?: \([^()]{1,12}\))?(?:,? ?(?:و|and |or |او |to |الي )(?:رقم |no\.? )?|, ?| ?- ?)"
)
_BEFORE = 48


def numbers_of_texts(prepared: Prepared, points: list[Point]) -> set[int]:
    """Return where the numbers of resolutions, articles and the like begin in the folded text.

    A number follows a word such as "resolution", or goes on a list that begins so: القرارات ٨٢٢
    و٨٥٣ و١٩٩٩, also where each of them has its date: 1996 (2011), 1999 on 13 July 2011.

    :param points: dates that are read already; the numbers in them are no numbers of texts.
    """
    text = prepared.text
    starts = [passage.start for passage in prepared.passages]
    dated = {point.start for point in points if point.year is not None}
    inside = {p for point in points for p in range(point.start, point.end)}
    found: set[int] = set()
    last_end, last_passage = -1, -1
    for match in _NUMBER.finditer(text):
        start = match.start()
        if start in inside:
            continue
        passage = bisect_right(starts, start)
        before = text[max(0, start - _BEFORE) : start]
        nouns = (date_words.number_before(), date_words.apposed_number_before())
        if any(noun.search(before) for noun in nouns):
            is_number = True
        elif last_passage != passage:
            is_number = False
        elif _LIST.fullmatch(text, last_end, start):
            is_number = True
        else:
            joined = before.endswith(("و", " and "))
            after = _DATED.match(text, match.end())
            is_number = joined and after is not None and after.end() in dated
        if is_number:
            found.add(start)
            last_end, last_passage = match.end(), passage
    return found


_DATED = re.compile(r" (?:في|بتاريخ|المورخ في|الصادر في|of|on|adopted on|dated) ")
