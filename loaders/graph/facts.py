"""What can be compared between documents: plain triples, dates, figures.

A fact is one line ``key<US>payload``, so that the facts of a corpus sort and merge on disk and
equal keys come together. The payload is JSON with sorted keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby

from loaders.graph.claims import Claim, DocumentGraph
from loaders.graph.disagreements import Comparison, SessionRule
from loaders.graph.labels import LabelTemplates
from loaders.graph.values import Values
from ontology.statement_types import StatementType

_SEPARATOR = "\x1f"

TRIPLE = "triple"
DATE = "date"
NUMBER = "number"
SESSION = "session"


@dataclass(frozen=True, slots=True)
class Fact:
    """One comparable value at one place.

    :ivar kind: ``triple``, ``date``, ``number`` or ``session``.
    :ivar subject: what the value belongs to; facts with the same kind and subject are compared.
    :ivar node: IRI of the domain node.
    :ivar document: slug of the document.
    :ivar sha256: digest of the document, by which copies are told from independent sources.
    :ivar statement: IRI of the statement node.
    :ivar value: the value for people (EDTF, figure, session).
    :ivar begin: first day as ISO date, for dates; empty if open or no date.
    :ivar end: last day, likewise.
    :ivar labels: labels of the node by language.
    :ivar quote: the words.
    """

    kind: str
    subject: str
    node: str
    document: str
    sha256: str
    statement: str
    value: str = ""
    begin: str = ""
    end: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    quote: str = ""

    def line(self) -> bytes:
        """Return the fact as a line that sorts by kind and subject."""
        payload = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return f"{self.kind} {self.subject}{_SEPARATOR}{payload}\n".encode()


def read_fact(line: bytes) -> Fact:
    """Return the fact that `Fact.line` wrote."""
    values = json.loads(line.decode().split(_SEPARATOR, 1)[1])
    return Fact(**{**values, "labels": tuple((tag, text) for tag, text in values["labels"])})


def grouped(lines: Iterable[bytes]) -> Iterator[list[Fact]]:
    """Group sorted lines: each list holds all facts of one kind and subject."""
    separator = _SEPARATOR.encode()
    for _, group in groupby(lines, key=lambda line: line.split(separator, 1)[0]):
        yield [read_fact(line) for line in group]


def document_facts(
    graph: DocumentGraph, comparison: Comparison, labels: LabelTemplates, values: Values
) -> Iterator[Fact]:
    """Yield what can be compared of one document."""
    for claim in graph.claims:
        kind = graph.types[claim.statement.type]
        maker = _Maker(graph, claim, labels.labels(claim.statement, kind, values))
        if claim.asserted and claim.statement.voice == "document":
            subject = " ".join(part.value for part in claim.triple)
            yield maker.fact(TRIPLE, subject)
        yield from _functional(maker, claim, kind, comparison)


@dataclass(frozen=True, slots=True)
class _Maker:
    graph: DocumentGraph
    claim: Claim
    labels: tuple[tuple[str, str], ...]

    def fact(
        self, kind: str, subject: str, value: str = "", begin: str = "", end: str = ""
    ) -> Fact:
        compared = kind != TRIPLE
        return Fact(
            kind=kind,
            subject=subject,
            node=self.claim.node.value,
            document=self.graph.document.slug,
            sha256=self.graph.document.sha256,
            statement=self.claim.iri.value,
            value=value,
            begin=begin,
            end=end,
            labels=self.labels if compared else (),
            quote=self.claim.statement.quote if compared else "",
        )


def _functional(
    maker: _Maker, claim: Claim, kind: StatementType, comparison: Comparison
) -> Iterator[Fact]:
    statement, node = claim.statement, claim.node.value
    date = statement.date
    if date is not None and statement.type in comparison.dates:
        begin = "" if date.begin is None else date.begin.isoformat()
        end = "" if date.end is None else date.end.isoformat()
        yield maker.fact(DATE, node, date.edtf, begin, end)
    for name in comparison.numbers.get(statement.type, ()):
        if value := statement.number(name):
            yield maker.fact(NUMBER, f"{node} {kind.numbers.get(name, name)}", value)
    rule = _session_rule(claim, comparison)
    number = statement.number("session")
    if rule is not None and number and number.isdigit() and date is not None:
        fits = rule.fits(int(number), date)
        if not fits:
            yield maker.fact(SESSION, claim.iri.value, number)


def _session_rule(claim: Claim, comparison: Comparison) -> SessionRule | None:
    keys = (participant.entity.key for participant in claim.statement.participants)
    return next((comparison.sessions[key] for key in keys if key in comparison.sessions), None)
