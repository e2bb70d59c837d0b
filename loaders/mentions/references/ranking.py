"""The former and the latter: which of two named before a word that ranks stands for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache

from loaders.document import Span
from loaders.lexicon import word_list
from loaders.mentions.mention import EntityMention, Form
from loaders.mentions.names.phrases import alternation
from loaders.mentions.passages import Prepared
from loaders.mentions.references.antecedents import fits
from loaders.mentions.references.beside_names import is_oblique
from loaders.mentions.references.paragraph_names import Named
from loaders.mentions.references.referring_words import Reference

# So near "the former" is looked for, of so many.
_NEAR, _PAIR = 3, 2


def ranked(
    prepared: Prepared,
    reference: Reference,
    span: Span,
    named: Named,
    sentences: list[int],
    pair: tuple[EntityMention, ...],
    kinds: tuple[str, ...],
) -> EntityMention | None:
    """Return the first or the second of the two of a kind that a sentence before `span` names.

    :param pair: the two states that the document is about: they are meant also among others.
    :param kinds: of which kind the two can be, the likeliest first.
    """
    own = bisect_right(sentences, span.start) - 1
    start = prepared.folded.position(span.start)
    for number in range(own, max(-1, own - _NEAR), -1):
        end = span.start if number == own else sentences[number + 1]
        first, last = bisect_left(named.starts, sentences[number]), bisect_left(named.starts, end)
        begin = prepared.folded.position(sentences[number])
        if "person" in kinds and _texts().search(prepared.text, begin, start):
            return None  # the first or the second of two resolutions
        here = named.mentions[first:last]
        found = (_two_of(prepared, reference, kind, here, pair) for kind in kinds)
        if two := next(filter(None, found), None):
            return two[reference.rank - 1]
    return None


@cache
def _texts() -> re.Pattern[str]:
    return re.compile(alternation(word_list("references")["ranked_texts"]["ar"]))


def _two_of(
    prepared: Prepared,
    reference: Reference,
    kind: str,
    named: tuple[EntityMention, ...] | list[EntityMention],
    pair: tuple[EntityMention, ...],
) -> list[EntityMention]:
    """Return the two of a kind that are named, or those of the document if more are; else none."""
    wanted = replace(reference, kinds=frozenset({kind}))
    about = {mention.entity.key for mention in pair}
    of_kind = {
        m.entity.key: m
        for m in reversed(named)
        if fits(wanted, m)
        and m.form is not Form.ADJECTIVE
        and (kind == "treaty" or not is_oblique(prepared, m))
    }
    known = [m for m in reversed(of_kind.values()) if m.entity.key in about]
    two = known if len(known) == _PAIR else list(reversed(of_kind.values()))
    return two if len(two) == _PAIR else []
