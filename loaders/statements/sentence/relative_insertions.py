"""Arabic relative clauses with no comma around them: انضمت غانا التي كانت … إلى الأمم المتحدة.

Where the verb and its subject alone stand before "which", the clause around goes on behind it with
what the verb still lacks: the body or treaty that is named last, with the noun that leads to it.
"""

from __future__ import annotations

from loaders.statements.sentence.governing import MEMBER, ends_with
from loaders.statements.sentence.list_names import PREPOSITIONS, RELATIVES
from loaders.statements.sentence.reading import PlacedEntity, Reading

_ENDS = frozenset({",", ";", ":", ".", "("})
_BODIES = frozenset({"organisation", "organ", "treaty"})
_LEADING = (MEMBER, "membership-noun", "seat-noun")  # عضوا في, مقعدا غير دائم في
_QUALIFYING = frozenset({"دائم", "دائما", "دائمه", "غير", "كامل", "كاملا", "جديدا"})
_OWN_WORDS = 3  # of the relative clause at least: التي + its verb + what that tells


def unmarked(reading: Reading) -> dict[int, int]:
    """Return where each such clause ends, by its relative pronoun; see `Reading.insertions`."""
    spans: dict[int, int] = {}
    relatives = reading.cue_starts.get(RELATIVES, ()) if reading.lists.language == "ar" else ()
    for index in relatives:
        subject = _subject_before(reading, index)
        if subject is not None and subject.start - 1 in reading.predicates:
            end = _resumed(reading, index)
            if end is not None and reading.predicate_between(index, end):
                spans[index] = end
    return spans


def _subject_before(reading: Reading, index: int) -> PlacedEntity | None:
    """Return the state that ends right before word `index`, if nothing governs it."""
    return next(
        (
            e
            for e in reading.entities
            if e.end == index and e.mention.entity.kind == "state" and not e.mention.clitics
        ),
        None,
    )


def _is_last(reading: Reading, index: int, stop: int) -> bool:
    """Whether only when, how or what else stands behind: no object (انضمت إلى … استقلالها)."""
    return (
        index >= stop
        or index in reading.dates_at
        or reading.has(index, PREPOSITIONS)
        or any(reading.has(index, name) for name in ("date-words", "clause-openers"))
        or reading.words[index].form.startswith("و")
    )


def _resumed(reading: Reading, relative: int) -> int | None:
    """Return where the clause goes on that the relative clause from `relative` on stands in."""
    words = reading.words
    stop = next((i for i in range(relative, len(words)) if words[i].form in _ENDS), len(words))
    bodies = [
        e
        for e in reading.entities
        if relative + _OWN_WORDS <= e.start < stop
        and e.mention.entity.kind in _BODIES
        and ends_with(reading, e.start - 1, PREPOSITIONS)
    ]
    if not bodies or not _is_last(reading, bodies[-1].end, stop):
        return None
    start = bodies[-1].start - 1
    while start > relative and (
        words[start - 1].form in _QUALIFYING
        or any(ends_with(reading, start - 1, name) for name in _LEADING)
    ):
        start -= 1
    return start if start >= relative + _OWN_WORDS else None
