"""Descriptions and pronouns: what "the organisation", "the country", "to it" stand for.

An antecedent is looked for in the paragraph before the word; a state otherwise is the document's
main one, the state that it names most. What is resolved is marked `INHERITED` and carries its
antecedent.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from loaders.document import Span
from loaders.entities import Entity, whole_of
from loaders.mentions.mention import Basis, EntityMention, Form
from loaders.mentions.names.charters import charter_of
from loaders.mentions.names.entity_files import EntityTable
from loaders.mentions.names.phrases import Phrase, Phrases
from loaders.mentions.passages import Prepared
from loaders.mentions.references.antecedents import (
    antecedent_of,
    fits,
    goes_back,
    last_named,
    other_named,
    other_of,
    pair_of,
)
from loaders.mentions.references.paragraph_names import Named, by_paragraph
from loaders.mentions.references.pointing import pointed_at
from loaders.mentions.references.ranking import ranked
from loaders.mentions.references.referring_words import (
    Reference,
    capitalised,
    complement,
    expletive,
    governing,
    kinds_of_two,
    takes_up_one_of_two,
)

# So many times as often as any other a document names the state that it is about.
_DOMINANT = 2
_STATES = frozenset({"state"})
_NAMING = frozenset({Form.NAME, Form.METONYM, Form.ADJECTIVE})


_DEFINITE = re.compile("[وف]?[بك]?(?:ال|لل)|.*(?:ه|ها|هم|هما)$")
_ORGANISATION = Reference(frozenset({"organisation"}), (), Form.DESCRIPTION)


def with_references(
    prepared: Prepared,
    mentions: list[EntityMention],
    table: EntityTable,
    charters: dict[str, Entity],
    referring: Phrases[Reference],
) -> list[EntityMention]:
    """Add the descriptions and pronouns that can be resolved; everything in document order.

    :param mentions: the names in the document, in order.
    :param table: the listed entities: an organ also brings its organisation to mind.
    :param charters: what `charters_of` returns.
    :param referring: what `references` returns.
    """
    taken = {
        p
        for m in mentions
        if m.within is None and m.form is not Form.ADJECTIVE
        for p in range(m.span.start, m.span.end)
    }
    main = _main_state(mentions)
    pair = pair_of(mentions)
    dominant = main if main is not None and _dominates(mentions, main) else None
    starts = [passage.start for passage in prepared.passages]
    named = by_paragraph(prepared, [*mentions, *_implied(mentions, table, charters)])
    sentences = _sentence_starts(prepared)
    states = {m.outer.start for m in mentions if m.entity.kind == "state" and m.form is Form.NAME}
    adjectives = {m.outer.start: m for m in mentions if m.form is Form.ADJECTIVE}
    chartered = _most_named_with_charter(mentions, table, charters)
    found: list[EntityMention] = []
    centres: dict[int, EntityMention] = {}
    told_apart: dict[int, tuple[str, ...]] = {}
    for phrase in _phrases(prepared, referring):
        passage = prepared.passages[max(0, bisect_right(starts, phrase.start) - 1)]
        span = prepared.span(phrase.start, phrase.end)
        if phrase.end > passage.end or any(p in taken for p in range(span.start, span.end)):
            continue
        outer_start = prepared.folded.offsets[phrase.outer]
        adjective = adjectives.get(span.end + 1)
        outright = phrase.value.kinds == _STATES and not (phrase.value.rank or phrase.value.points)
        if adjective is not None and outright:
            # الدولة الأذربيجانية names the state outright.
            whole = Span(span.start, adjective.span.end)
            outer = Span(outer_start, whole.end)
            found.append(
                EntityMention(whole, outer, adjective.entity, Form.DESCRIPTION, phrase.clitics)
            )
            continue
        paragraph = passage.sentence.paragraph
        named_here = named.get(paragraph, Named((), ()))
        antecedent = antecedent_of(
            prepared, phrase.value, span, named_here, sentences[paragraph], centres, main
        )
        if phrase.value.points:
            antecedent = pointed_at(
                prepared, phrase.value, span, named_here, sentences[paragraph], antecedent
            )
            if antecedent is None:
                continue
        elif phrase.value.rank:
            if not (passage.start in told_apart or _is_one_of_two(prepared, phrase)):
                continue
            before = prepared.text[max(0, phrase.outer - 20) : phrase.outer]
            kinds = kinds_of_two(phrase.value, before, told_apart.get(passage.start, ()))
            told_apart[passage.start] = kinds
            antecedent = ranked(
                prepared, phrase.value, span, named_here, sentences[paragraph], pair, kinds
            )
            if antecedent is None:
                continue
        elif phrase.value.neighbour and span.end + 1 in states:
            continue  # "its northern neighbour Guinea"
        elif phrase.value.neighbour:
            own = antecedent or main
            antecedent = other_of(pair, own) or other_named(prepared, own, span, named_here)
            if antecedent is None:
                continue
        elif dominant is not None and _means(phrase.value, dominant, span, named_here):
            antecedent = dominant
        if antecedent is None and phrase.value.headed == "rather":
            any_kind = replace(phrase.value, keys=None)
            antecedent = antecedent_of(
                prepared, any_kind, span, named_here, sentences[paragraph], centres, main
            )
        told = phrase.value.near or phrase.value.headed == "only"
        if antecedent is None and told and phrase.value.form is Form.DESCRIPTION:
            # "The Council" is any council that the document has named.
            antecedent = last_named(phrase.value, span, mentions)
        entity = None if antecedent is None else antecedent.entity
        if antecedent is None and phrase.value.usual:
            antecedent, entity = _usual(phrase.value, span, mentions, table)
        if phrase.value.founding and (entity is None or entity.key not in charters):
            founded = antecedent_of(
                prepared, _ORGANISATION, span, named_here, sentences[paragraph], {}
            )
            founded = founded or chartered
            charter = None if founded is None else charter_of(founded.entity, charters, table)
            if charter is not None:
                antecedent, entity = founded, charter
        known = main is not None and main.span.start < span.start
        if antecedent is None and main is not None and known and fits(phrase.value, main):
            antecedent = main
        begin = passage.sentence.span.start
        if antecedent is not None and (
            span.start == begin or goes_back(phrase.value, antecedent, begin)
        ):
            centres.setdefault(begin, antecedent)
        if antecedent is not None:
            found.append(
                EntityMention(
                    span,
                    Span(outer_start, span.end),
                    entity or antecedent.entity,
                    phrase.value.form,
                    phrase.clitics,
                    Basis.INHERITED,
                    antecedent.span,
                )
            )
    return sorted([*mentions, *found], key=lambda m: (m.span.start, -m.span.end))


def _usual(
    reference: Reference, span: Span, mentions: list[EntityMention], table: EntityTable
) -> tuple[EntityMention | None, Entity | None]:
    """Return what "the Assembly" is as a rule, with the name before of what it belongs to."""
    entity = table.entity(reference.usual)
    if entity is None:
        return None, None
    whole = whole_of(entity, table.entity)
    named = [m for m in mentions if m.span.end <= span.start and m.entity.key == whole.key]
    return (named[-1], entity) if named else (None, None)


def _most_named_with_charter(
    mentions: list[EntityMention], table: EntityTable, charters: dict[str, Entity]
) -> EntityMention | None:
    """Return the organisation with a listed charter that a document names most, by itself or organ.

    Where nothing before does, it tells whose "the Charter" is.
    """
    founded = {entity.key for entity in charters.values()}
    wholes = [replace(m, entity=whole_of(m.entity, table.entity)) for m in mentions]
    named = [m for m in wholes if m.entity.key in founded]
    counts = Counter(m.entity.key for m in named)
    return max(named, key=lambda m: counts[m.entity.key], default=None)


def _implied(
    mentions: list[EntityMention], table: EntityTable, charters: dict[str, Entity]
) -> Iterator[EntityMention]:
    """Yield stand-ins: for an organ its organisation, for a charter what it founded."""
    for mention in mentions:
        entity = mention.entity
        if entity.key in charters:
            yield EntityMention(mention.span, mention.outer, charters[entity.key])
        whole = whole_of(entity, table.entity)
        if whole.kind == "organisation" and entity.kind == "organ":
            yield EntityMention(mention.span, mention.outer, whole)


def _sentence_starts(prepared: Prepared) -> dict[int, list[int]]:
    """Return where the sentences of each paragraph begin in the source."""
    starts: dict[int, list[int]] = {}
    for passage in prepared.passages:
        sentence = passage.sentence
        starts.setdefault(sentence.paragraph, []).append(sentence.span.start)
    return starts


def _phrases(prepared: Prepared, referring: Phrases[Reference]) -> Iterator[Phrase[Reference]]:
    """Yield the referring words that nothing beside them gives another sense."""
    text, source = prepared.text, prepared.document.text
    for phrase in referring.find(text):
        before = text[max(0, phrase.outer - 20) : phrase.outer]
        noun = before.split()[-1:] or [""]
        ranks = phrase.value.rank and _is_one_of_two(prepared, phrase)
        described = noun[0][-1:].isalpha() and _DEFINITE.match(noun[0]) is not None
        if phrase.value.alone and described and not ranks:
            continue
        governed = phrase.value.form is Form.DESCRIPTION and governing().search(before)
        completed = complement().match(text, phrase.end) is not None and not phrase.value.rank
        if governed or completed:
            continue
        written = prepared.span(phrase.start, phrase.end).of(source)
        if text[phrase.start] < "\u0600":
            begin = prepared.span(phrase.start, phrase.end).start
            if expletive(text, phrase.start, source[begin : begin + 60]):
                continue
            last_word = written.split()[-1]
            if last_word.lower() in capitalised() and not last_word[0].isupper():
                continue
        yield phrase


def _is_one_of_two(prepared: Prepared, phrase: Phrase[Reference]) -> bool:
    """Whether a word that ranks is one of two states: the other one then needs no verb."""
    before = prepared.text[max(0, phrase.outer - 20) : phrase.outer]
    behind = prepared.text[phrase.end : phrase.end + 20]
    return takes_up_one_of_two(phrase.value, before, behind)


def _means(reference: Reference, dominant: EntityMention, span: Span, here: Named) -> bool:
    """Whether a description is of the document's state, of which the paragraph speaks too."""
    return (
        reference.form is Form.DESCRIPTION
        and not reference.newborn
        and fits(reference, dominant)
        and dominant.span.start < span.start
        and any(
            m.entity.key == dominant.entity.key and m.span.start < span.start for m in here.mentions
        )
    )


def _dominates(mentions: list[EntityMention], main: EntityMention) -> bool:
    """Whether a document names one state so much more than any other that it is "the country"."""
    counts = Counter(m.entity.key for m in mentions if m.entity.kind == "state")
    others = [count for key, count in counts.items() if key != main.entity.key]
    return counts[main.entity.key] >= _DOMINANT * max(others, default=1)


def _main_state(mentions: list[EntityMention]) -> EntityMention | None:
    """Return the first mention of the state that the document names most."""
    states = [m for m in mentions if m.entity.kind == "state" and m.form in _NAMING]
    if not states:
        return None
    counts = Counter(mention.entity.key for mention in states)
    # Of equals, the one that was named first: Counter keeps the order of insertion.
    key = counts.most_common(1)[0][0]
    return next(mention for mention in states if mention.entity.key == key)
