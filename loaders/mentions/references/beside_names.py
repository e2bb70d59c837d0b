"""What the words beside a name tell of its part: visited, acted on, left, told of by "which"."""

from __future__ import annotations

import re
from bisect import bisect_right

from loaders.document import Span
from loaders.mentions.mention import EntityMention
from loaders.mentions.passages import Prepared
from loaders.mentions.references.paragraph_names import LISTED, VERB, Named
from loaders.mentions.references.referring_words import (
    done_to_others,
    oblique,
    of_own,
    turning,
    visiting,
)

CLAUSE_END = re.compile(r"[,;:.]| (?:and|but|when|while|whereas|that|which|who) ")
_RELATIVE = re.compile(r"(?<!\w)(?:which|whom|that) $")
_OF_IT = re.compile(r",? (?:which|whom|that) ")
_WITH_OBJECT = re.compile(r"(?<!\w)[^\W\d]{2,}(?:ها|هما|ته) $")


def joined(prepared: Prepared, first: EntityMention, second: EntityMention) -> bool:
    """Whether "and" stands between two names and nothing else of weight."""
    between = prepared.document.text[first.span.end : second.outer.start]
    return LISTED.fullmatch(between) is not None or ("و" in second.clitics and not between.strip())


def _before(prepared: Prepared, mention: EntityMention) -> str:
    """Return the folded letters right before a name, among which its verb or particle stands."""
    start = prepared.folded.position(mention.outer.start)
    return prepared.text[_begin(prepared, start) : start]


def _begin(prepared: Prepared, start: int) -> int:
    """Return where the words before a name begin: the sentence before tells nothing of it."""
    passages = prepared.passages
    own = bisect_right([passage.start for passage in passages], start) - 1
    return max(0, start - VERB, passages[own].start if own >= 0 else 0)


def is_oblique(prepared: Prepared, mention: EntityMention) -> bool:
    """Return whether a name stands behind a preposition: "independent of Britain"."""
    return oblique().search(_before(prepared, mention)) is not None


def is_turned_to(prepared: Prepared, mention: EntityMention) -> bool:
    """Whether the sentence turns to a name: أما البرازيل فكان استقلالها."""
    return turning().search(_before(prepared, mention)) is not None


def does_its_own(prepared: Prepared, mention: EntityMention, span: Span) -> bool:
    """Whether a name alone stands between a verb and what is its own: استكملت كوستاريكا انضمامها.

    Whomever the clause before tells of, the joining is that of the verb's subject.
    """
    begin = prepared.document.text.rfind(" ", 0, span.start)
    beside = mention.span.end == begin
    return beside and of_own().search(_before(prepared, mention)) is not None


def is_visited(prepared: Prepared, mention: EntityMention) -> bool:
    """Whether somebody only went there: "visited Portugal. The country …" is another one."""
    return visiting().search(_before(prepared, mention)) is not None


def acts_on_it(prepared: Prepared, mention: EntityMention) -> bool:
    """Whether a verb with its object attached stands before: فضمها الاتحاد السوفيتي is of "ها"."""
    return _WITH_OBJECT.search(_before(prepared, mention)) is not None


def acts_on_another(prepared: Prepared, mention: EntityMention) -> bool:
    """Whether a verb right behind a name tells of what it did to another one."""
    begin = prepared.folded.position(mention.span.end)
    return done_to_others(prepared.text[begin : begin + VERB].strip().partition(" ")[0])


def does_to_it(prepared: Prepared, mention: EntityMention, span: Span) -> bool:
    """Whether a clause tells what a name did to the one meant: "Iraq invaded the country".

    "Syria entered Lebanon and occupied the country" tells it of neither: a clause lies between.
    In Arabic the verb stands before the name, and the one meant right behind: غزت ألمانيا البلاد.
    """
    begin, end = (prepared.folded.position(p) for p in (mention.span.end, span.start))
    between = prepared.text[begin:end]
    if prepared.document.language == "ar":
        return not between.strip() and is_acted_on(prepared, mention)
    same = prepared.document.language == "en" and CLAUSE_END.search(between) is None
    return same and done_to_others(between)


def is_acted_on(prepared: Prepared, mention: EntityMention) -> bool:
    """Whether such a verb stands right before a name: "after Russia invaded Ukraine, …"."""
    return done_to_others(_before(prepared, mention).strip().rpartition(" ")[2])


def related(prepared: Prepared, mention: EntityMention) -> bool:
    """Return whether a name is the subject of a relative clause: "…, which Peru never joined"."""
    return _RELATIVE.search(_before(prepared, mention)) is not None


def _has_relative(prepared: Prepared, mention: EntityMention) -> bool:
    """Whether an English relative clause tells of a name: "Samoa, which New Zealand occupied"."""
    begin = prepared.folded.position(mention.span.end)
    return _OF_IT.match(prepared.text, begin) is not None


def said_of(prepared: Prepared, mention: EntityMention, span: Span) -> str:
    """Return the folded words from a name, and the verb before it, to a pronoun behind it.

    A relative clause that tells of the name is left out:
    "Samoa, which New Zealand occupied, gained its independence", but "The Soviet Union, which had
    annexed the country, recognised its independence".
    """
    start = prepared.folded.position(mention.outer.start)
    words = prepared.text[_begin(prepared, start) : prepared.folded.position(span.start)]
    return words.rpartition(",")[2] if _has_relative(prepared, mention) else words


def without_owners(
    prepared: Prepared, named: Named, fitting: list[EntityMention]
) -> list[EntityMention]:
    """Return the names that stand in no genitive, if one of them can be a subject.

    In "Uganda's independence from Britain …; its admission" that is none but the owner.
    """
    others = [m for m in fitting if m.span not in named.owners]
    return others if not all(is_visited(prepared, m) for m in others) else fitting


def not_acting(prepared: Prepared, fitting: list[EntityMention], span: Span) -> list[EntityMention]:
    """Return the names but those of which a verb before `span` tells what they did to another.

    In English that is the one named last before the verb: "Bangladesh waited, since China vetoed
    its application".
    """
    kept, is_english = list[EntityMention](), prepared.document.language == "en"
    for index, mention in enumerate(fitting):
        following = [m for m in fitting[index + 1 :] if is_english and not is_oblique(prepared, m)]
        end = next((m.span for m in following if not joined(prepared, mention, m)), span)
        if not done_to_others(said_of(prepared, mention, end)):
            kept.append(mention)
    return kept
