"""What else than its name stands for a state: its capital ("Cairo joined"), and its parliament.

A city that is listed as a place and is also what a state is called by gets a second mention, of the
state, at the same words: which of the two a sentence means is decided by the role to be filled.
Behind a word of place ("in Cairo", إلى القاهرة) the city alone is meant, but not where its
government is named ("the government in Cairo joined"). A parliament that ratifies
a treaty does so for its state: صدق مجلس النواب الأردني.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.mentions.mention import EntityMention, Form
from loaders.mentions.names.entity_files import EntityTable
from loaders.mentions.passages import Prepared
from loaders.text.folding import fold

_LOCAL = frozenset({"ب"})
_IN = "in"


def governments(
    prepared: Prepared, mentions: Iterable[EntityMention], seats: dict[str, Entity]
) -> Iterator[EntityMention]:
    """Give the mentions of governments by the names of their seats, and of states by parliaments.

    :param mentions: the names in the document.
    :param seats: what `seats_of` returns, by the key of a place or a parliament.
    """
    for mention in mentions:
        state = seats.get(mention.entity.key)
        if state is None or mention.form is not Form.NAME or mention.within is not None:
            continue
        if mention.entity.kind == "organ" and mention.clitics:
            continue
        if set(mention.clitics) & _LOCAL or _is_city(prepared, mention):
            continue
        yield EntityMention(mention.span, mention.outer, state, Form.METONYM, mention.clitics)


def seats_of(table: EntityTable) -> dict[str, Entity]:
    """Return by the key of each place, or parliament, the state that its name can stand for."""
    names = {
        (language, fold(text).text): entry.entity
        for entry in table.entries
        if entry.entity.kind == "state"
        for language, text in entry.metonyms
    }
    seats: dict[str, Entity] = {}
    for entry in table.entries:
        whole = table.entity(entry.entity.part_of or "")
        if entry.entity.kind == "organ" and whole is not None and whole.kind == "state":
            seats[entry.entity.key] = whole
        if entry.entity.kind != "place":
            continue
        for language, text in entry.names():
            state = names.get((language, fold(text).text))
            if state is not None:
                seats.setdefault(entry.entity.key, state)
    return seats


def _is_city(prepared: Prepared, mention: EntityMention) -> bool:
    """Whether the words before a mention tell that it is the city and no government."""
    start = prepared.folded.position(mention.outer.start)
    words = prepared.text[max(0, start - 30) : start].split()
    word = words[-1] if words else ""
    local = word[1:] if word[:1] == "و" and word[1:] in _words("locatives") else word
    seated = word == _IN and len(words) > 1 and words[-2] in _words("seated")
    return local in _words("locatives") and not seated


@cache
def _words(name: str) -> frozenset[str]:
    lists = word_list("places")[name]
    return frozenset(fold(word).text for words in lists.values() for word in words)
