"""What a document and its paragraphs are about: the states that they name most."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from loaders.document import Document
from loaders.entities import Entity
from loaders.mentions.mention import Form, Mentions
from loaders.statements.roles.context import Antecedent, Context

# A document about two states names each at least so often.
_OFTEN = 4
_LONGEST_TITLE = 12  # words
# "British rule" and "the Turkish troops" tell less of what a paragraph is about than a name.
_WEIGHT = {Form.NAME: 2, Form.ADJECTIVE: 1}
_FULL_STOPS = (".", "؟", "?", "!", ":", "؛", ";", "،", ",")


def context_of(document: Document, mentions: Mentions) -> Context:
    """Return the context at the beginning of a document."""
    counts: Counter[str] = Counter()
    first: dict[str, Antecedent] = {}
    for mention in mentions.entities:
        if mention.within is None and mention.entity.kind in {"state", "organ", "organisation"}:
            counts[mention.entity.key] += 1
            first.setdefault(mention.entity.key, Antecedent(mention.entity, mention.span))
    context = Context(counts=counts)
    for key, antecedent in first.items():
        kind = antecedent.entity.kind
        best = context.topics.get(kind)
        if kind == "state" and (best is None or counts[key] > counts[best.entity.key]):
            context.topics[kind] = antecedent
    titled = _titled(document, mentions)
    context.dominant = titled[0] if len(titled) == 1 else None
    topic = context.topics.get("state")
    states = sum(counts[k] for k, a in first.items() if a.entity.kind == "state")
    others = [counts[k] for k, a in first.items() if a.entity.kind == "state" and a is not topic]
    if topic is not None and context.dominant is None:
        own = counts[topic.entity.key]
        if 2 * own > states or 2 * own >= 5 * max(others, default=0):
            context.dominant = topic
    context.stated.update(_paragraphs_with_states(mentions))
    states_named = [a.entity for a in first.values() if a.entity.kind == "state"]
    context.pair = _pair(counts, states_named)
    if len(titled) == 2:
        context.pair = tuple(a.entity for a in titled)
    context.leaders.update(_leaders(mentions, {e.key for e in context.pair}))
    return context


def _titled(document: Document, mentions: Mentions) -> list[Antecedent]:
    """Return the states that the document's title names: a first line that is no sentence."""
    if len(mentions.sentences) < _OFTEN:
        return []
    title, following = mentions.sentences[:2]
    words = title.span.of(document.text)
    if following.paragraph == title.paragraph or words.rstrip().endswith(_FULL_STOPS):
        return []
    if len(words.split()) > _LONGEST_TITLE:
        return []
    named = [
        m
        for m in mentions.entities
        if m.entity.kind == "state" and title.span.covers(m.span) and m.form is not Form.PRONOUN
    ]
    colon = title.span.start + words.find(":")
    subjects = [m for m in named if m.span.end <= colon] or named  # "Mali: from empire to …"
    return list({m.entity.key: Antecedent(m.entity, m.span) for m in subjects}.values())


def _pair(counts: Counter[str], states: list[Entity]) -> tuple[Entity, ...]:
    """Return the two states, in the order of the text, that are named far more than any other."""
    ranked = sorted(states, key=lambda e: -counts[e.key])
    if len(ranked) < 2 or counts[ranked[1].key] < _OFTEN:
        return ()
    third = counts[ranked[2].key] if len(ranked) > 2 else 0
    first, second = counts[ranked[0].key], counts[ranked[1].key]
    if second < 2 * third or first > 3 * second:
        return ()
    return tuple(e for e in states if e in ranked[:2])


def _paragraphs_with_states(mentions: Mentions) -> Iterator[int]:
    starts = [sentence.span.start for sentence in mentions.sentences]
    for mention in mentions.entities:
        if mention.entity.kind == "state" and mention.form in {Form.NAME, Form.ADJECTIVE}:
            index = max(0, bisect_right(starts, mention.span.start) - 1)
            yield mentions.sentences[index].paragraph


def _leaders(mentions: Mentions, pair: set[str]) -> Iterator[tuple[int, Antecedent]]:
    """Give (paragraph, state) where a paragraph names one state more often than any other.

    :param pair: the two states that the document is about: where one of them is named, a third is
        not what the paragraph is about, and of both it is the one named first.
    """
    starts = [sentence.span.start for sentence in mentions.sentences]
    counts: dict[int, Counter[str]] = {}
    named: set[int] = set()
    first: dict[tuple[int, str], Antecedent] = {}
    for mention in mentions.entities:
        entity = mention.entity
        if entity.kind != "state" or mention.form not in {Form.NAME, Form.ADJECTIVE}:
            continue
        if mention.within is not None:
            continue  # اتفاق الجزائر is not about Algeria
        index = max(0, bisect_right(starts, mention.span.start) - 1)
        paragraph = mentions.sentences[index].paragraph
        if mention.form is Form.NAME:
            named.add(paragraph)
        counts.setdefault(paragraph, Counter())[entity.key] += _WEIGHT[mention.form]
        first.setdefault((paragraph, entity.key), Antecedent(entity, mention.span))
    for paragraph, count in counts.items():
        if paragraph not in named:
            continue  # "the Burmese U Thant" alone makes it no paragraph about Myanmar
        if own := pair & count.keys():
            count = Counter({key: count[key] + (key == next(iter(count))) for key in own})
        ranked = count.most_common(2)
        if len(ranked) == 1 or ranked[0][1] > ranked[1][1]:
            yield paragraph, first[paragraph, ranked[0][0]]
