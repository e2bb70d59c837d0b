"""What one document says, as quads of its graph: statements, domain nodes, plain triples, spans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from pyoxigraph import Literal, NamedNode, Quad

from loaders.document import Document, Span
from loaders.graph.labels import LabelTemplates
from loaders.graph.names import Names, camel, digest, term
from loaders.graph.nodes import (
    ADDRESSED_BY,
    OF_RESOLUTION,
    NodeNamer,
    ResolutionIndex,
    organ_of,
)
from loaders.graph.spans import span_quads
from loaders.graph.times import Pair, date_pairs, narrower
from loaders.graph.values import Values
from loaders.mentions.dates.edtf import EdtfDate
from loaders.statements.statement import Statement, Status
from ontology.statement_types import DOCUMENT, NODE, StatementType

_TYPE = term("rdf:type")
_LABEL = term("rdfs:label")
Triple = tuple[NamedNode, NamedNode, NamedNode]


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement in the graph.

    :ivar iri: of the statement node.
    :ivar statement: what was read.
    :ivar node: of the domain node.
    :ivar triple: what it says as one triple.
    :ivar contested: whether the type is contested by definition.
    :ivar asserted: whether the triple stands in the graph by itself as well.
    """

    iri: NamedNode
    statement: Statement
    node: NamedNode
    triple: Triple
    contested: bool
    asserted: bool

    @property
    def status(self) -> Status:
        """Return the status that this document alone gives the statement."""
        contested = self.contested or self.statement.status is Status.CONTESTED
        return Status.CONTESTED if contested else Status.REPORTED


class DocumentGraph:
    """The graph of one document.

    :param statements: all that was read in it.
    """

    def __init__(
        self,
        document: Document,
        statements: tuple[Statement, ...],
        *,
        names: Names,
        types: Mapping[str, StatementType],
        values: Values,
        labels: LabelTemplates,
    ) -> None:
        self.document = document
        self._names = names
        self.types = types
        self._values = values
        self._labels = labels
        statements = tuple(self._in_list_words(statement) for statement in statements)
        self._resolutions = ResolutionIndex(statements, types)
        self._namer = NodeNamer(names, types, document)
        self.claims = tuple(self._claims(statements))

    def quads(self) -> Iterator[Quad]:
        """Yield all quads but the statements' status, which other documents may change."""
        graph = self._names.document_graph(self.document)
        spans: set[Span] = set()
        for claim in self.claims:
            spans.add(claim.statement.span)
            spans.update(evidence.span for evidence in claim.statement.evidence)
            for predicate, value in self._statement_pairs(claim):
                yield Quad(claim.iri, predicate, value, graph)
            for predicate, value in self._node_pairs(claim):
                yield Quad(claim.node, predicate, value, graph)
            if claim.asserted:
                yield Quad(*claim.triple, graph)
        for node, date in self._dates().items():
            for predicate, value in date:
                yield Quad(node, predicate, value, graph)
        for span in sorted(spans):
            yield from span_quads(self.document, span, self._names)

    def _in_list_words(self, statement: Statement) -> Statement:
        """Return the statement with its qualifiers in the words of the ontology's closed lists."""
        properties = self.types[statement.type].qualifiers
        qualifiers = tuple(
            (name, word)
            for name, value in statement.qualifiers
            if (word := self._values.word(properties.get(name, ""), value)) is not None
        )
        return replace(statement, qualifiers=qualifiers)

    def _claims(self, statements: tuple[Statement, ...]) -> Iterator[Claim]:
        seen: set[str] = set()
        for statement in statements:
            kind = self.types[statement.type]
            node = self._namer.node(statement, self._resolutions)
            for triple in self._triples(statement, kind, node):
                mark = digest(
                    statement.type,
                    *(part.value for part in triple),
                    self.document.slug,
                    str(statement.span.start),
                )
                if mark in seen:
                    mark = digest(mark, str(statement.span.end), node.value)
                if mark in seen:
                    continue
                seen.add(mark)
                iri = self._names.thing(f"statement/{mark}")
                asserted = _is_asserted(statement, kind)
                yield Claim(iri, statement, node, triple, kind.contested, asserted)

    def _triples(
        self, statement: Statement, kind: StatementType, node: NamedNode
    ) -> Iterator[Triple]:
        """Yield what the statement says as plain triples, one for each of its participants.

        Where the text leaves out the subject or the object of the type's triple, the node itself
        is the subject of a triple with the first thing that the text does name.
        """
        subjects = self._fillers(statement, kind.direct.subject, node)
        objects = self._fillers(statement, kind.direct.object, node)
        if subjects and objects:
            predicate = term(f"m:{kind.direct.predicate}")
            for subject, value in product(subjects, objects):
                yield subject, predicate, value
            return
        for role in kind.roles:
            if things := self._fillers(statement, role.name, node):
                yield node, term(f"m:{role.property}"), things[0]
                return
        yield node, _TYPE, term(f"m:{kind.cls}")

    def _fillers(self, statement: Statement, place: str, node: NamedNode) -> list[NamedNode]:
        if place == NODE:
            return [node]
        if place == DOCUMENT:
            return [self._names.document(self.document)]
        keys = dict.fromkeys(p.entity.key for p in statement.participants if p.role == place)
        return [self._names.thing(key) for key in keys]

    def _statement_pairs(self, claim: Claim) -> Iterator[Pair]:
        statement, source = claim.statement, self._names.document(self.document)
        subject, predicate, value = claim.triple
        yield _TYPE, term("m:Statement")
        yield term("m:statementType"), Literal(statement.type)
        yield term("m:subject"), subject
        yield term("m:predicate"), predicate
        yield term("m:object"), value
        yield term("m:about"), claim.node
        if statement.attributed_to is None:
            yield term("m:accordingTo"), source
        else:
            yield term("m:accordingTo"), self._names.thing(statement.attributed_to.key)
            yield term("m:reportedBy"), source
        yield term("m:voice"), self._values.member("Voice", statement.voice)
        yield term("m:basis"), self._values.member("Basis", statement.basis.value)
        yield term("m:extractionRule"), Literal(statement.rule)
        yield term("prov:wasGeneratedBy"), self._names.thing("activity/extraction")
        yield term("m:sentenceNumber"), Literal(statement.sentence)
        yield term("m:evidence"), self._names.span(self.document, statement.span)
        for evidence in statement.evidence:
            context = camel(evidence.purpose.replace("-", "_"))
            yield term(f"m:{context}"), self._names.span(self.document, evidence.span)
        if statement.date is not None:
            yield from self._date_pairs(statement, statement.date)
        if statement.attested is not None:
            yield from self._attested(statement.attested)

    def _node_pairs(self, claim: Claim) -> Iterator[Pair]:
        statement, kind = claim.statement, self.types[claim.statement.type]
        language = self.document.language
        yield _TYPE, term(f"m:{kind.cls}")
        for participant in statement.participants:
            role = kind.role(participant.role)
            if role is not None:
                yield term(f"m:{role.property}"), self._names.thing(participant.entity.key)
        for name, text in (*statement.numbers, *self._addressing(statement, kind)):
            if prop := kind.numbers.get(name):
                yield term(f"m:{prop}"), self._values.term(prop, text, language)
                yield from self._resolution_pairs(statement, prop, text)
        for name, text in statement.qualifiers:
            if prop := kind.qualifiers.get(name):
                yield term(f"m:{prop}"), self._values.term(prop, text, language)
        for tag, text in self._labels.labels(statement, kind, self._values):
            yield _LABEL, Literal(text, language=tag)

    def _addressing(self, statement: Statement, kind: StatementType) -> Iterator[tuple[str, str]]:
        """Yield the number of the resolution that addresses a claim, where its sentence tells."""
        for name, prop in kind.numbers.items():
            territory = statement.participant("territory")
            if prop == ADDRESSED_BY and territory is not None and not statement.number(name):
                number = self._resolutions.concerning(statement, territory)
                if number is not None:
                    yield name, number

    def _resolution_pairs(self, statement: Statement, prop: str, number: str) -> Iterator[Pair]:
        """Yield the link to the resolution that a number names, if this document names it too."""
        link = {OF_RESOLUTION: "m:ofResolution", ADDRESSED_BY: "m:addressedBy"}.get(prop)
        organ = self._resolutions.organ(number, organ_of(statement))
        if link is not None and organ is not None:
            yield term(link), self._namer.resolution(organ, number)

    def _dates(self) -> dict[NamedNode, list[Pair]]:
        """Return the dates of the domain nodes; of dates that fit together, the most exact."""
        stated: dict[NamedNode, list[Claim]] = {}
        for claim in self.claims:
            if claim.statement.date is not None:
                stated.setdefault(claim.node, []).append(claim)
        return {
            node: [
                pair
                for claim in claims
                if claim.statement.date is not None
                and not _has_narrower(claim.statement.date, claims)
                for pair in self._date_pairs(claim.statement, claim.statement.date)
            ]
            for node, claims in stated.items()
        }

    def _date_pairs(self, statement: Statement, date: EdtfDate) -> Iterator[Pair]:
        span = statement.date_span
        return date_pairs(
            date,
            self._values,
            written="" if span is None else span.of(self.document.text),
            language=self.document.language,
            rule=statement.date_rule,
        )

    @staticmethod
    def _attested(date: EdtfDate) -> Iterator[Pair]:
        xsd_date = term("xsd:date")
        yield term("m:attestedEdtf"), Literal(date.edtf)
        if date.begin is not None:
            yield term("m:attestedBegins"), Literal(date.begin.isoformat(), datatype=xsd_date)
        if date.end is not None:
            yield term("m:attestedEnds"), Literal(date.end.isoformat(), datatype=xsd_date)


def _has_narrower(date: EdtfDate, claims: list[Claim]) -> bool:
    others = (claim.statement.date for claim in claims)
    return any(other is not None and narrower(other, date) for other in others)


def _is_asserted(statement: Statement, kind: StatementType) -> bool:
    """Return whether the plain triple may stand by itself.

    Contested predicates never do. What the text only reports of somebody's words is not asserted
    either, except that this somebody said it.
    """
    if kind.contested or statement.status is Status.CONTESTED:
        return False
    speaker = statement.attributed_to
    if speaker is None:
        return True
    return any(
        p.role == kind.direct.subject and p.entity.key == speaker.key
        for p in statement.participants
    )
