"""The names of each paragraph, and which of them can be no subject: owners and company."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.document import Span
from loaders.mentions.mention import EntityMention
from loaders.mentions.passages import Prepared
from loaders.mentions.references.referring_words import company

VERB = 24  # letters before a name among which its Arabic verb begins
LISTED = re.compile(r"(?:,? and (?:the )?|, (?:the )?)")
_GENITIVE = re.compile(r"['’]s?(?!\w)")


@dataclass(frozen=True, slots=True)
class Named:
    """The names of one paragraph, in order, and where each begins.

    :ivar owners: the names in the English genitive, which are no subjects: "Namibia's neighbour".
    :ivar beside: those named as company, with what "and" joins to them: in "alongside Austria and
        Sweden it became a member" it is not Sweden.
    """

    mentions: tuple[EntityMention, ...]
    starts: tuple[int, ...]
    owners: frozenset[Span] = frozenset()
    beside: frozenset[Span] = frozenset()


def by_paragraph(prepared: Prepared, mentions: list[EntityMention]) -> dict[int, Named]:
    """Group names by the paragraph that they stand in."""
    starts = [passage.sentence.span.start for passage in prepared.passages]
    grouped: dict[int, list[EntityMention]] = {}
    for mention in sorted(mentions, key=lambda mention: mention.span.start):
        index = max(0, bisect_right(starts, mention.span.start) - 1)
        paragraph = prepared.passages[index].sentence.paragraph
        grouped.setdefault(paragraph, []).append(mention)
    return {
        paragraph: Named(
            tuple(named),
            tuple(mention.span.start for mention in named),
            frozenset(m.span for m in named if _GENITIVE.match(prepared.document.text, m.span.end)),
            frozenset(_beside(prepared.document.text, named)),
        )
        for paragraph, named in grouped.items()
    }


def _beside(text: str, named: list[EntityMention]) -> Iterator[Span]:
    """Yield the names behind "alongside", "together with" and the like, and their lists."""
    before: Span | None = None
    for mention in named:
        start = mention.outer.start
        listed = before is not None and LISTED.fullmatch(text, before.end, start) is not None
        if listed or company().search(text[max(0, start - VERB) : start]):
            before = mention.span
            yield before
