"""Descriptions and pronouns: what "the organisation", "the country", "to it" stand for.

An antecedent is looked for in the paragraph before the word; a state otherwise is the document's
main one, the state that it names most. What is resolved is marked `INHERITED` and carries its
antecedent.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.document import Span
from loaders.entities import Entity, whole_of
from loaders.mentions.charters import charter_of
from loaders.mentions.entity_files import EntityTable
from loaders.mentions.mention import Basis, EntityMention, Form
from loaders.mentions.passages import Prepared
from loaders.mentions.phrases import Phrase
from loaders.mentions.references import (
    Reference,
    capitalised,
    company,
    complement,
    done_to_others,
    governing,
    oblique,
    references,
)

# Sentences of a paragraph that an antecedent is looked for in, its own included.
_FARTHEST = 12
_VERB = 24  # letters before a name among which its Arabic verb begins
_NAMING = frozenset({Form.NAME, Form.METONYM, Form.ADJECTIVE})


_DEFINITE = re.compile("[وف]?[بك]?(?:ال|لل)|.*(?:ه|ها|هم|هما)$")
_GENITIVE = re.compile(r"['’]s?(?!\w)")
_LISTED = re.compile(r"(?:,? and (?:the )?|, (?:the )?)")
_ORGANISATION = Reference(frozenset({"organisation"}), (), Form.DESCRIPTION)


def with_references(
    prepared: Prepared,
    mentions: list[EntityMention],
    table: EntityTable,
    charters: dict[str, Entity],
) -> list[EntityMention]:
    """Add the descriptions and pronouns that can be resolved; everything in document order.

    :param mentions: the names in the document, in order.
    :param table: the listed entities: an organ also brings its organisation to mind.
    :param charters: what `charters_of` returns.
    """
    taken = {
        p
        for m in mentions
        if m.within is None and m.form is not Form.ADJECTIVE
        for p in range(m.span.start, m.span.end)
    }
    main = _main_state(mentions)
    starts = [passage.start for passage in prepared.passages]
    named = _by_paragraph(prepared, [*mentions, *_implied(mentions, table, charters)])
    sentences = _sentence_starts(prepared)
    adjectives = {m.outer.start: m for m in mentions if m.form is Form.ADJECTIVE}
    found: list[EntityMention] = []
    centres: dict[int, EntityMention] = {}
    for phrase in _phrases(prepared):
        passage = prepared.passages[max(0, bisect_right(starts, phrase.start) - 1)]
        span = prepared.span(phrase.start, phrase.end)
        if phrase.end > passage.end or any(p in taken for p in range(span.start, span.end)):
            continue
        outer_start = prepared.folded.offsets[phrase.outer]
        adjective = adjectives.get(span.end + 1)
        if adjective is not None and "state" in phrase.value.kinds:
            # الدولة الأذربيجانية names the state outright.
            whole = Span(span.start, adjective.span.end)
            outer = Span(outer_start, whole.end)
            found.append(
                EntityMention(whole, outer, adjective.entity, Form.DESCRIPTION, phrase.clitics)
            )
            continue
        paragraph = passage.sentence.paragraph
        named_here = named.get(paragraph, _Named((), ()))
        antecedent = _antecedent(
            prepared, phrase.value, span, named_here, sentences[paragraph], centres
        )
        if antecedent is None and phrase.value.unlike:
            any_kind = replace(phrase.value, unlike=())
            antecedent = _antecedent(
                prepared, any_kind, span, named_here, sentences[paragraph], centres
            )
        if antecedent is None and phrase.value.near and phrase.value.form is Form.DESCRIPTION:
            # "The Council" is any council that the document has named.
            antecedent = _last_named(phrase.value, span, mentions)
        entity = None if antecedent is None else antecedent.entity
        if phrase.value.founding and (entity is None or entity.key not in charters):
            founded = _antecedent(
                prepared, _ORGANISATION, span, named_here, sentences[paragraph], {}
            )
            charter = None if founded is None else charter_of(founded.entity, charters, table)
            if charter is not None:
                antecedent, entity = founded, charter
        before = main is not None and main.span.start < span.start
        if antecedent is None and main is not None and before and _fits(phrase.value, main):
            antecedent = main
        begin = passage.sentence.span.start
        if antecedent is not None and (
            span.start == begin or _goes_back(phrase.value, antecedent, begin)
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


def _phrases(prepared: Prepared) -> Iterator[Phrase[Reference]]:
    """Yield the referring words that nothing beside them gives another sense."""
    text, source = prepared.text, prepared.document.text
    for phrase in references().find(text):
        before = text[max(0, phrase.outer - 20) : phrase.outer]
        noun = before.split()[-1:] or [""]
        if phrase.value.alone and _DEFINITE.match(noun[0]):
            continue
        governed = phrase.value.form is Form.DESCRIPTION and governing().search(before)
        if governed or complement().match(text, phrase.end):
            continue
        written = prepared.span(phrase.start, phrase.end).of(source)
        if text[phrase.start] < "\u0600":
            last_word = written.split()[-1]
            if last_word.lower() in capitalised() and not last_word[0].isupper():
                continue
        yield phrase


def _antecedent(
    prepared: Prepared,
    reference: Reference,
    span: Span,
    named: _Named,
    sentences: list[int],
    centres: dict[int, EntityMention],
) -> EntityMention | None:
    """Return the name before `span` in its paragraph that the reference stands for.

    In its own sentence that is the nearest, or for a possessive the first, which is the subject as
    a rule; in the sentences before, one after the other, it is the first. An adjective (the Soviet
    veto) brings its state to mind only where no name does.

    :param sentences: where the paragraph's sentences begin.
    :param centres: by where it begins, whom a sentence goes on about: the one whom its first word
        or a pronoun that leads back to an earlier sentence means ("China vetoed its application").
        It is meant again by what the next sentence refers to.
    """
    own = bisect_right(sentences, span.start) - 1
    starts = named.starts
    is_possessive = reference.form is Form.PRONOUN and "state" in reference.kinds
    for forms in ({Form.NAME, Form.METONYM}, {Form.ADJECTIVE}):
        for number in range(own, max(-1, own - _FARTHEST), -1):
            end = span.start if number == own else sentences[number + 1]
            first, last = bisect_left(starts, sentences[number]), bisect_left(starts, end)
            fitting = [m for m in named.mentions[first:last] if _fits(reference, m)]
            if is_possessive:
                fitting = [m for m in fitting if m.span not in named.owners] or fitting
            if is_possessive and number == own:
                fitting = [m for m in fitting if not done_to_others(_words_from(prepared, m, span))]
            opening = centres.get(sentences[number])
            if number != own and opening is not None and _fits(reference, opening):
                return opening
            if number == own:
                fitting = [m for m in fitting if m.span not in named.beside]
            if number == own and not is_possessive:
                fitting.reverse()
                if "state" in reference.kinds:
                    fitting.sort(key=lambda m: _is_oblique(prepared, m))
            for mention in fitting:
                aside = number != own and mention.form is Form.METONYM and first < last
                if aside and mention is not named.mentions[first]:
                    continue  # "… and visited Washington": the city, not a state to go on about
                if mention.form in forms:
                    return mention
    return None


def _is_oblique(prepared: Prepared, mention: EntityMention) -> bool:
    """Return whether a name stands behind a preposition: "independent of Britain"."""
    start = prepared.folded.position(mention.outer.start)
    return oblique().search(prepared.text[max(0, start - _VERB) : start]) is not None


def _words_from(prepared: Prepared, mention: EntityMention, span: Span) -> str:
    """Return the folded words from a name, and the verb before it, to a pronoun behind it."""
    start = prepared.folded.position(mention.outer.start)
    return prepared.text[max(0, start - _VERB) : prepared.folded.position(span.start)]


def _goes_back(reference: Reference, antecedent: EntityMention, begin: int) -> bool:
    """Return whether a pronoun stands for a state named before its sentence."""
    is_pronoun = reference.form is Form.PRONOUN and "state" in reference.kinds
    return is_pronoun and antecedent.span.end <= begin


def _last_named(
    reference: Reference, span: Span, mentions: list[EntityMention]
) -> EntityMention | None:
    """Return what the reference stands for if nothing in its own paragraph will do."""
    return next(
        (
            m
            for m in reversed(mentions)
            if m.span.end <= span.start and m.form is Form.NAME and _fits(reference, m)
        ),
        None,
    )


def _fits(reference: Reference, mention: EntityMention) -> bool:
    if mention.entity.kind not in reference.kinds:
        return False
    key = mention.entity.key
    if any(word in key for word in reference.unlike):
        return False
    return not reference.near or any(word in key for word in reference.near)


def _main_state(mentions: list[EntityMention]) -> EntityMention | None:
    """Return the first mention of the state that the document names most."""
    states = [m for m in mentions if m.entity.kind == "state" and m.form in _NAMING]
    if not states:
        return None
    counts = Counter(mention.entity.key for mention in states)
    # Of equals, the one that was named first: Counter keeps the order of insertion.
    key = counts.most_common(1)[0][0]
    return next(mention for mention in states if mention.entity.key == key)


@dataclass(frozen=True, slots=True)
class _Named:
    """The names of one paragraph, in order, and where each begins.

    :ivar owners: the names in the English genitive, which are no subjects: "Namibia's neighbour".
    :ivar beside: those named as company, with what "and" joins to them: in "alongside Austria and
        Sweden it became a member" it is not Sweden.
    """

    mentions: tuple[EntityMention, ...]
    starts: tuple[int, ...]
    owners: frozenset[Span] = frozenset()
    beside: frozenset[Span] = frozenset()


def _by_paragraph(prepared: Prepared, mentions: list[EntityMention]) -> dict[int, _Named]:
    """Group names by the paragraph that they stand in."""
    starts = [passage.sentence.span.start for passage in prepared.passages]
    grouped: dict[int, list[EntityMention]] = {}
    for mention in sorted(mentions, key=lambda mention: mention.span.start):
        index = max(0, bisect_right(starts, mention.span.start) - 1)
        paragraph = prepared.passages[index].sentence.paragraph
        grouped.setdefault(paragraph, []).append(mention)
    return {
        paragraph: _Named(
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
        listed = before is not None and _LISTED.fullmatch(text, before.end, start) is not None
        if listed or company().search(text[max(0, start - _VERB) : start]):
            before = mention.span
            yield before
