"""Names for several states together: "the Baltic states joined" says it of each of the three."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from loaders.document import Span
from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.mentions.mention import EntityMention, Form
from loaders.mentions.names.entity_files import EntityTable
from loaders.mentions.names.phrases import Phrases
from loaders.mentions.passages import Prepared


def with_collectives(
    prepared: Prepared, mentions: list[EntityMention], table: EntityTable
) -> list[EntityMention]:
    """Put for each collective name its members, all at the same words, in the place of others.

    :param mentions: the names in the document.
    :param table: the listed entities.
    """
    added = list(_members(prepared, table))
    spans = {mention.span for mention in added}
    kept = [m for m in mentions if not any(span.covers(m.span) for span in spans)]
    kept += [m for m in added if not any(o.span.covers(m.span) for o in kept)]
    return kept


def _members(prepared: Prepared, table: EntityTable) -> Iterator[EntityMention]:
    for phrase in _phrases().find(prepared.text):
        span = prepared.span(phrase.start, phrase.end)
        outer = Span(prepared.folded.offsets[phrase.outer], span.end)
        if all(key in table.by_key for key in phrase.value):
            for key in phrase.value:
                entity: Entity = table.by_key[key].entity
                yield EntityMention(span, outer, entity, Form.NAME, phrase.clitics)


@cache
def _phrases() -> Phrases[tuple[str, ...]]:
    return Phrases(
        {
            name: tuple(entry["members"])
            for entry in word_list("collectives")["collectives"]
            for language in ("ar", "en")
            for name in entry[language]
        }
    )
