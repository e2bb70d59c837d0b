"""What the world calls things: entities with labels, spellings, codes and parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from loaders.document import Document
from loaders.entities import Entity
from loaders.graph.names import Names, term
from loaders.graph.times import Pair
from loaders.mentions.mention import EntityMention, Form
from loaders.mentions.names.entity_files import EntityTable

_TYPE = term("rdf:type")
_CODES = {"iso2": term("m:isoAlpha2"), "iso3": term("m:isoAlpha3"), "m49": term("m:m49")}
_NAMES = frozenset({Form.NAME})


def entity_class(kind: str) -> NamedNode:
    """Return the class of the things of `kind`."""
    name = {"document": "SourceDocument"}.get(kind, kind.capitalize())
    return term(f"m:{name}")


def entity_pairs(entity: Entity, names: Names) -> Iterator[Pair]:
    """Yield predicate and object of what is known of `entity` itself."""
    yield _TYPE, entity_class(entity.kind)
    for language, text in entity.labels:
        yield term("skos:prefLabel"), Literal(text, language=language)
        yield term("rdfs:label"), Literal(text, language=language)
    if entity.part_of is not None:
        yield term("m:partOf"), names.thing(entity.part_of)
    yield term("m:listed"), Literal(entity.listed)


def listed_entities(table: EntityTable, names: Names) -> Iterator[Quad]:
    """Yield all that the entity files say."""
    graph = names.graph("entities")
    for entry in table.entries:
        node = names.thing(entry.entity.key)
        for predicate, value in entity_pairs(entry.entity, names):
            yield Quad(node, predicate, value, graph)
        for language, text in entry.aliases:
            yield Quad(node, term("skos:altLabel"), Literal(text, language=language), graph)
        for scheme, code in entry.codes:
            yield Quad(node, _CODES.get(scheme, term("dcterms:identifier")), Literal(code), graph)


def named_entities(
    document: Document, mentions: Iterable[EntityMention], used: Iterable[Entity], names: Names
) -> Iterator[Quad]:
    """Yield what a document adds: spellings as found, and things that no list knows.

    :param mentions: the mentions of the document; only names count as spellings.
    :param used: entities that its statements use, mentioned by name or not.
    """
    graph = names.graph("entities")
    unlisted = {entity.key: entity for entity in used if not entity.listed}
    for mention in mentions:
        entity = mention.entity
        if not entity.listed:
            unlisted.setdefault(entity.key, entity)
        spelling = " ".join(mention.span.of(document.text).split())
        labels = [text for language, text in entity.labels if language == document.language]
        if mention.form in _NAMES and spelling not in labels:
            found = Literal(spelling, language=document.language)
            yield Quad(names.thing(entity.key), term("skos:altLabel"), found, graph)
    for entity in unlisted.values():
        node = names.thing(entity.key)
        for predicate, value in entity_pairs(entity, names):
            yield Quad(node, predicate, value, graph)
