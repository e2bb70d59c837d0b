"""The former and the latter: which of two named before a word that ranks stands for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache

from loaders.document import Span
from loaders.lexicon import word_list
from loaders.mentions.antecedents import fits
from loaders.mentions.beside_names import is_oblique
from loaders.mentions.mention import EntityMention, Form
from loaders.mentions.paragraph_names import Named
from loaders.mentions.passages import Prepared
from loaders.mentions.phrases import alternation
from loaders.mentions.references import Reference, ranked_object

# So near "the former" is looked for, of so many.
_NEAR, _PAIR = 3, 2
_BEFORE = 12  # letters, enough for a preposition


def ranked(
    prepared: Prepared,
    reference: Reference,
    span: Span,
    named: Named,
    sentences: list[int],
    pair: tuple[EntityMention, ...],
) -> EntityMention | None:
    """Return the first or the second of the two of a kind that a sentence before `span` names.

    :param pair: the two states that the document is about: they are meant also among others.
    :returns: None as well if the sentence names two states and two persons.
    """
    own = bisect_right(sentences, span.start) - 1
    start = prepared.folded.position(span.start)
    led = ranked_object(reference, prepared.text[max(0, start - _BEFORE) : start])
    for number in range(own, max(-1, own - _NEAR), -1):
        end = span.start if number == own else sentences[number + 1]
        first, last = bisect_left(named.starts, sentences[number]), bisect_left(named.starts, end)
        begin = prepared.folded.position(sentences[number])
        if "person" in reference.kinds and _texts().search(prepared.text, begin, start):
            return None  # the first or the second of two resolutions
        two = [
            found
            for kind in led or reference.kinds
            if (found := _two_of(prepared, reference, kind, named.mentions[first:last], pair))
        ]
        if two:
            return two[0][reference.rank - 1] if len(two) == 1 else None
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
    states = {
        m.entity.key: m
        for m in reversed(named)
        if fits(wanted, m) and m.form is not Form.ADJECTIVE and not is_oblique(prepared, m)
    }
    known = [m for m in reversed(states.values()) if m.entity.key in about]
    two = known if len(known) == _PAIR else list(reversed(states.values()))
    return two if len(two) == _PAIR else []
