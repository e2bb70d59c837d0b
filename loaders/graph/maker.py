"""The maker of graphs: what is the same for all documents, and how each becomes quads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from loaders.document import Document
from loaders.entities import Entity
from loaders.graph.claims import Claim, DocumentGraph
from loaders.graph.disagreements import Comparison, load_comparison
from loaders.graph.entity_graph import entity_pairs, listed_entities, named_entities
from loaders.graph.facts import Fact, document_facts
from loaders.graph.labels import LabelTemplates, load_labels
from loaders.graph.link_graph import link_quads
from loaders.graph.meta import document_record
from loaders.graph.names import DEFAULT_BASE, Names, term
from loaders.graph.ontology_graph import ONTOLOGY, TERMS_FILE, ontology_graph, read_turtle
from loaders.graph.values import Values
from loaders.links import read_mappings
from loaders.mentions.mention import EntityMention, Mentions
from loaders.mentions.names.entity_files import WIKIDATA_LINKS, EntityTable
from loaders.statements.statement import Extraction, Statement
from ontology.statement_types import StatementType, load_statement_types


@dataclass(frozen=True, slots=True)
class GraphMaker:
    """Makes graphs under one base IRI."""

    names: Names
    types: Mapping[str, StatementType]
    values: Values
    labels: LabelTemplates
    comparison: Comparison

    @classmethod
    def load(cls, base: str = DEFAULT_BASE, ontology: Path = ONTOLOGY) -> GraphMaker:
        """Read ontology, table of statement types, label templates and what is compared.

        :raises OntologyError: if one of them is malformed.
        """
        return cls(
            Names(base),
            load_statement_types(),
            Values(read_turtle(ontology / TERMS_FILE)),
            load_labels(),
            load_comparison(),
        )

    def document(self, document: Document, extraction: Extraction) -> DocumentGraph:
        """Return the graph of what was read in `document`."""
        return DocumentGraph(
            document,
            extraction.statements,
            names=self.names,
            types=self.types,
            values=self.values,
            labels=self.labels,
        )

    def shared_quads(
        self, document: Document, mentions: Mentions, extraction: Extraction
    ) -> Iterator[Quad]:
        """Yield what a document adds to the graphs of entities and of metadata."""
        used = [entity for s in extraction.statements for entity in _entities(s)]
        named: tuple[EntityMention, ...] = mentions.entities
        yield from named_entities(document, named, used, self.names)
        yield from document_record(document, self.names)

    def entity_quads(self, extraction: Extraction) -> Iterator[Quad]:
        """Yield what is known of the things that statements use, listed or not."""
        graph = self.names.graph("entities")
        for statement in extraction.statements:
            for entity in _entities(statement):
                node = self.names.thing(entity.key)
                for predicate, value in entity_pairs(entity, self.names):
                    yield Quad(node, predicate, value, graph)

    def facts(self, graph: DocumentGraph) -> Iterator[Fact]:
        """Yield what can be compared with other documents."""
        return document_facts(graph, self.comparison, self.labels, self.values)

    def static_quads(
        self, entities: EntityTable, links: Path = WIKIDATA_LINKS, ontology: Path = ONTOLOGY
    ) -> Iterator[Quad]:
        """Yield what no document changes: listed entities, verified links, the ontology."""
        yield from listed_entities(entities, self.names)
        yield from link_quads(read_mappings(links).mappings, self.names)
        yield from ontology_graph(self.names.graph("ontology"), ontology)

    def status_quad(self, graph: NamedNode, statement: NamedNode, status: str) -> Quad:
        """Return the quad that gives a statement its status, by the name of a `m:Status`."""
        return Quad(statement, term("m:status"), self.values.member("Status", status), graph)

    def reifier(self, claim: Claim) -> Quad:
        """Return the RDF 1.2 triple that makes the statement node a reifier of what it says."""
        graph = self.names.graph("rdf12")
        return Quad(claim.iri, term("rdf:reifies"), Triple(*claim.triple), graph)


def _entities(statement: Statement) -> Iterator[Entity]:
    for participant in statement.participants:
        yield participant.entity
    if statement.attributed_to is not None:
        yield statement.attributed_to
