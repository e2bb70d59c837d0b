"""Events that a span of time is counted from in English: "three days before that address".

What an event is called may differ from what the text told of it; `verbs_of` of the word list says
which verbs tell it. A pronoun goes back to the event counted from before it: "five days after it".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.names.phrases import alternation


@dataclass(frozen=True, slots=True)
class Event:
    """What stands behind a count.

    :ivar noun: the event's name, or a pronoun.
    :ivar sign: 1 for what came after it, -1 for what came before.
    :ivar begun: whether a stretch of time counts by its beginning.
    :ivar told_last: whether it is what has just been told: "that admission".
    """

    noun: str
    sign: int
    begun: bool
    told_last: bool


def event_behind(text: str, position: int) -> Event | None:
    """Return the event that a count which ends at `position` is counted from, if one is named."""
    match = _behind().match(text, position)
    if match is None:
        return None
    sign = -1 if match["link"] in _ahead() else 1
    begun = match["begin"] is not None or (sign < 0 and match["end"] is None)
    noun = match["noun"] or match["pronoun"]
    return Event(noun, sign, begun, match["determiner"] in _demonstratives())


def pronouns() -> frozenset[str]:
    """Return the pronouns that stand for an event."""
    return frozenset(word_list("time.en")["event_pronouns"])


@cache
def named_event() -> str:
    """Return what matches the name of an event with its article or owner, as group ``event``."""
    nouns = alternation(word_list("time.en")["event_nouns"])
    owner = r"(?:the )?(?:[^\W\d]+ ){0,2}[^\W\d]+'s? "
    determiner = rf"(?:(?P<determiner>{alternation(word_list('time.en')['event_determiners'])}) )"
    return rf"(?:{owner}|{determiner})?(?:[^\W\d_]+ )?(?P<event>{nouns})"


@cache
def _ahead() -> frozenset[str]:
    return frozenset(word_list("time.en")["anchor_ahead"])


@cache
def _demonstratives() -> frozenset[str]:
    return frozenset(word_list("time.en")["event_pointing"])


@cache
def _behind() -> re.Pattern[str]:
    words = word_list("time.en")
    links = alternation([*_ahead(), *words["event_links"]])
    begin, end = (alternation(words["event_edges"][edge]) for edge in ("begin", "end"))
    named = named_event().replace("?P<event>", "?P<noun>")
    return re.compile(
        rf" (?P<link>{links}) (?:(?:(?P<begin>{begin}) |(?P<end>{end}) )?{named}(?!\w|')"
        rf"|(?P<pronoun>{alternation(words['event_pronouns'])})"
        rf"(?= ?(?:[,.;:)]|$)| {alternation(words['event_pronouns_before'])}(?!\w)))"
    )


__all__ = ["Event", "event_behind", "named_event", "pronouns"]
