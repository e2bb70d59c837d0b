"""Which name before a referring word it stands for: a state, an organisation, a treaty."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter

from loaders.document import Span
from loaders.mentions.mention import EntityMention, Form
from loaders.mentions.passages import Prepared
from loaders.mentions.references.beside_names import (
    CLAUSE_END,
    acts_on_another,
    acts_on_it,
    does_its_own,
    does_to_it,
    is_acted_on,
    is_oblique,
    is_turned_to,
    is_visited,
    joined,
    not_acting,
    related,
    without_owners,
)
from loaders.mentions.references.paragraph_names import Named
from loaders.mentions.references.referring_words import Reference
from loaders.mentions.references.relations import tells_relation

# Sentences of a paragraph that an antecedent is looked for in, its own included.
_FARTHEST = 12
_NEIGHBOURS = 8  # names before "its neighbour" among which it is looked for


def antecedent_of(
    prepared: Prepared,
    reference: Reference,
    span: Span,
    named: Named,
    sentences: list[int],
    centres: dict[int, EntityMention],
    main: EntityMention | None = None,
) -> EntityMention | None:
    """Return the name before `span` in its paragraph that the reference stands for.

    In its own sentence that is the nearest, or for a possessive the first, which is the subject as
    a rule; in the sentences before, one after the other, it is the first. An adjective (the Soviet
    veto) brings its state to mind only where no name does.

    :param sentences: where the paragraph's sentences begin.
    :param main: the state that the document is about, if it is about one.
    :param centres: by where it begins, whom a sentence goes on about: the one whom its first word
        or a pronoun that leads back to an earlier sentence means ("China vetoed its application").
        It is meant again by what the next sentence refers to.
    """
    own = bisect_right(sentences, span.start) - 1
    starts = named.starts
    apart = _told_with(prepared, reference, span, named)
    is_possessive = reference.form is Form.PRONOUN and "state" in reference.kinds
    for forms in ({Form.NAME, Form.METONYM}, {Form.ADJECTIVE}):
        for number in range(own, max(-1, own - _FARTHEST), -1):
            end = span.start if number == own else sentences[number + 1]
            first, last = bisect_left(starts, sentences[number]), bisect_left(starts, end)
            fitting = [m for m in named.mentions[first:last] if fits(reference, m)]
            if number != own and _only_related(prepared, fitting, (sentences[number], end)):
                continue
            if reference.form is Form.DESCRIPTION and not reference.near:
                # "That body" is the Assembly rather than what it belongs to.
                organs = {m.span for m in fitting if m.entity.kind == "organ"}
                fitting = [m for m in fitting if m.entity.kind == "organ" or m.span not in organs]
            if is_possessive:
                fitting = without_owners(prepared, named, fitting)
            if is_possessive and number == own:
                fitting = _turned_to(prepared, fitting)
                fitting = not_acting(prepared, fitting, span)
                own_deed = [m for m in fitting if does_its_own(prepared, m, span)]
                fitting = own_deed or fitting
            opening = centres.get(sentences[number])
            others = [m for m in fitting if m.entity.key not in apart]
            if number != own and not all(is_oblique(prepared, m) for m in others):
                fitting = others
                opening = None if opening and opening.entity.key in apart else opening
            if number != own and opening is not None and fits(reference, opening):
                return opening
            if number == own and reference.form is Form.DESCRIPTION:
                fitting = [m for m in fitting if not does_to_it(prepared, m, span)]
            if number == own:
                fitting = [m for m in fitting if m.span not in named.beside]
                if opening is not None and fits(reference, opening):
                    fitting = [m for m in fitting if not related(prepared, m)] or [opening]
            if number != own and fitting and "state" in reference.kinds:
                fitting = _single(prepared, fitting, main)
                fitting = [
                    m
                    for m in fitting
                    if not is_visited(prepared, m) and not acts_on_it(prepared, m)
                ]
                fitting.sort(key=lambda m: is_oblique(prepared, m))
                if main is not None:
                    # "Pakistan recognised the new state. In 1974 … admitted it".
                    fitting = [
                        m
                        for m in fitting
                        if m.entity.key == main.entity.key
                        or not (acts_on_another(prepared, m) or is_acted_on(prepared, m))
                    ]
            if number == own and not is_possessive:
                fitting.reverse()
            if number == own and "state" in reference.kinds:
                oblique_only = all(is_oblique(prepared, m) for m in fitting)
                if oblique_only and fitting and opening and fits(reference, opening):
                    fitting = [opening]  # "it became free of France, when it also joined"
                elif oblique_only and main is not None:
                    # "Independence from South Africa came when … the country's president".
                    fitting = [m for m in fitting if m.entity.key == main.entity.key]
                elif not is_possessive:
                    fitting.sort(key=lambda m: is_oblique(prepared, m))
            for mention in fitting:
                aside = number != own and mention.form is Form.METONYM and first < last
                own_state = main is not None and mention.entity.key == main.entity.key
                if aside and mention is not named.mentions[first] and not own_state:
                    continue  # "… and visited Washington": the city, not a state to go on about
                if mention.form in forms:
                    other = number != own and _only_described(prepared, reference, mention, main)
                    return None if other else mention
    return None


def _told_with(
    prepared: Prepared, reference: Reference, span: Span, named: Named
) -> frozenset[str]:
    """Return the states that an English pronoun cannot mean: its own words name them behind it.

    In "it gained its independence from South Africa" somebody else did.
    """
    pronoun = reference.form is Form.PRONOUN and "state" in reference.kinds
    if not pronoun or prepared.document.language != "en":
        return frozenset()
    end = CLAUSE_END.search(prepared.document.text, span.end)
    stop = len(prepared.document.text) if end is None else end.start()
    behind = slice(bisect_left(named.starts, span.end), bisect_left(named.starts, stop))
    return frozenset(
        m.entity.key
        for m in named.mentions[behind]
        if m.entity.kind == "state" and m.form is Form.NAME
    )


def _only_described(
    prepared: Prepared, reference: Reference, mention: EntityMention, main: EntityMention | None
) -> bool:
    """Whether an earlier sentence has another's adjective alone, so that `main` is meant.

    "Bombs went off at the American embassy in Nairobi. The country signed …" is about Kenya.
    """
    return (
        mention.form is Form.ADJECTIVE
        and prepared.document.language == "en"
        and main is not None
        and main.span.end <= mention.span.start
        and main.entity.key != mention.entity.key
        and fits(reference, main)
    )


def _only_related(
    prepared: Prepared, fitting: list[EntityMention], sentence: tuple[int, int]
) -> bool:
    """Whether an earlier sentence names one state for what it is to another that a pronoun means.

    «وكانت كندا أكبر شريك تجاري لها. وانضمت الجمهورية …»: that is not Canada.
    """
    start, end = (prepared.folded.position(p) for p in sentence)
    states = {m.entity.key for m in fitting if m.entity.kind == "state"}
    return len(states) == 1 and tells_relation(prepared.text[start:end])


def _turned_to(prepared: Prepared, fitting: list[EntityMention]) -> list[EntityMention]:
    """Return the names from the one that the sentence turned to: أما البرازيل فكان استقلالها."""
    for index in range(len(fitting) - 1, -1, -1):
        if is_turned_to(prepared, fitting[index]):
            return fitting[index:]
    return fitting


def _single(
    prepared: Prepared, fitting: list[EntityMention], main: EntityMention | None
) -> list[EntityMention]:
    """Return whom of an earlier sentence a single thing can be: none of two named together.

    After "Indonesia and Portugal signed it" the document's own state is "the country", be it one
    of the two or not.
    """
    if main is None or len(fitting) < 2 or not joined(prepared, fitting[0], fitting[1]):
        return fitting
    return [m for m in fitting if m.entity.key == main.entity.key]


def goes_back(reference: Reference, antecedent: EntityMention, begin: int) -> bool:
    """Return whether a pronoun stands for a state named before its sentence."""
    is_pronoun = reference.form is Form.PRONOUN and "state" in reference.kinds
    return is_pronoun and antecedent.span.end <= begin


def last_named(
    reference: Reference, span: Span, mentions: list[EntityMention]
) -> EntityMention | None:
    """Return what the reference stands for if nothing in its own paragraph will do."""
    return next(
        (
            m
            for m in reversed(mentions)
            if m.span.end <= span.start and m.form is Form.NAME and fits(reference, m)
        ),
        None,
    )


def pair_of(mentions: list[EntityMention]) -> tuple[EntityMention, ...]:
    """Return the first mentions of the two states that a document names more than any other."""
    first: dict[str, EntityMention] = {}
    counts: Counter[str] = Counter()
    for mention in mentions:
        if mention.entity.kind == "state":
            first.setdefault(mention.entity.key, mention)
            counts[mention.entity.key] += 1
    ranked = counts.most_common(3)
    if len(ranked) < 2 or (len(ranked) > 2 and ranked[1][1] == ranked[2][1]):
        return ()
    return tuple(first[key] for key, _ in ranked[:2])


def other_of(pair: tuple[EntityMention, ...], one: EntityMention | None) -> EntityMention | None:
    """Return the other one of two states, or None if `one` is none of them."""
    if one is None or one.entity.key not in {m.entity.key for m in pair}:
        return None
    return next(m for m in pair if m.entity.key != one.entity.key)


def other_named(
    prepared: Prepared, one: EntityMention | None, span: Span, named: Named
) -> EntityMention | None:
    """Return the state named last before `span` that is another than `one` and no oblique."""
    if one is None:
        return None
    last = bisect_left(named.starts, span.start)
    return next(
        (
            m
            for m in reversed(named.mentions[max(0, last - _NEIGHBOURS) : last])
            if m.entity.kind == "state"
            and m.form is Form.NAME
            and m.entity.key != one.entity.key
            and not is_oblique(prepared, m)
            and not acts_on_it(prepared, m)
        ),
        None,
    )


def fits(reference: Reference, mention: EntityMention) -> bool:
    """Return whether a reference may stand for what a mention names, by kind, key and name.

    "The Council" is one whose key or English name says so: the Gulf Cooperation Council.
    """
    if mention.entity.kind not in reference.kinds:
        return False
    key = mention.entity.key
    if not reference.heads(mention.entity):
        return False
    if not reference.near or any(word in key for word in reference.near):
        return True
    return not set(reference.near).isdisjoint(mention.entity.label("en").casefold().split())
