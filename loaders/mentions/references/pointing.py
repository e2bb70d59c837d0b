"""References that say themselves whom they mean: whose, "the last-named country", "the same power".

Others go by what a paragraph is about; these go by where names stand before them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from loaders.document import Span
from loaders.mentions.mention import EntityMention, Form
from loaders.mentions.passages import Prepared
from loaders.mentions.references.beside_names import is_oblique, is_visited, joined
from loaders.mentions.references.paragraph_names import Named
from loaders.mentions.references.referring_words import Reference, oblique

OWNER = "owner"  # whose: of the name right before it
FIRST, LAST = "first", "last"  # of several named together
POWER = "power"  # the one that others parted from, or that did something to them
SAME = "same"  # the same one in the same part: "from the same country"
_NEAR = 3  # sentences in which those named together are looked for
_FARTHEST = 6  # sentences in which "the same power" was named
_BEFORE_PREPOSITION = 12  # letters


def pointed_at(
    prepared: Prepared,
    reference: Reference,
    span: Span,
    named: Named,
    sentences: list[int],
    otherwise: EntityMention | None,
) -> EntityMention | None:
    """Return the name before `span` that a reference points at, or None.

    :param named: the names of the paragraph; `sentences`: where its sentences begin.
    :param otherwise: what is meant by "the same country" where it is the subject.
    """
    if reference.points == OWNER:
        return _right_before(prepared, reference, span, named)
    if reference.points == SAME and not _is_governed(prepared, span):
        return otherwise
    reach = _NEAR if reference.points in {FIRST, LAST} else _FARTHEST
    for states in _states_before(reference, span, named, sentences, reach):
        if reference.points in {FIRST, LAST}:
            several = _together(prepared, [m for m in states if not is_visited(prepared, m)])
            if len({m.entity.key for m in several}) > 1:
                return several[0 if reference.points == FIRST else -1]
        elif parted := [m for m in states if is_oblique(prepared, m)]:
            return parted[-1]
    return None


def _right_before(
    prepared: Prepared, reference: Reference, span: Span, named: Named
) -> EntityMention | None:
    """Return the state that a relative pronoun is of: "Gabon, whose independence …"."""
    text = prepared.document.text
    before = named.mentions[: bisect_left(named.starts, span.start)]
    return next(
        (
            m
            for m in reversed(before)
            if m.entity.kind in reference.kinds
            and m.form is not Form.ADJECTIVE
            and text[m.span.end : span.start].strip() in {"", ","}
        ),
        None,
    )


def _is_governed(prepared: Prepared, span: Span) -> bool:
    start = prepared.folded.position(span.start)
    return oblique().search(prepared.text[max(0, start - _BEFORE_PREPOSITION) : start]) is not None


def _states_before(
    reference: Reference, span: Span, named: Named, sentences: list[int], reach: int
) -> Iterator[list[EntityMention]]:
    """Give what sentence after sentence names of its kind, from the reference's own backwards."""
    own = bisect_right(sentences, span.start) - 1
    for number in range(own, max(-1, own - reach), -1):
        end = span.start if number == own else sentences[number + 1]
        first, last = bisect_left(named.starts, sentences[number]), bisect_left(named.starts, end)
        yield [m for m in named.mentions[first:last] if m.entity.kind in reference.kinds]


def _together(prepared: Prepared, states: list[EntityMention]) -> list[EntityMention]:
    """Return the last names that "and" joins to a list, or all if none are joined."""
    names = [m for m in states if m.form is not Form.ADJECTIVE]
    lists: list[list[EntityMention]] = []
    for mention in names:
        if lists and joined(prepared, lists[-1][-1], mention):
            lists[-1].append(mention)
        else:
            lists.append([mention])
    return next((names for names in reversed(lists) if len(names) > 1), names)
