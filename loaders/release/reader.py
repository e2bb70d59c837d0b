"""Reads one document into a piece: mentions, statements, graph, checks, reports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.document import Document
from loaders.errors import DocumentError, MithaqError, ReleaseError
from loaders.extraction import Extractor
from loaders.graph.claims import DocumentGraph
from loaders.graph.facts import TRIPLE, Fact
from loaders.graph.maker import GraphMaker
from loaders.language_model import Endpoint
from loaders.release.coverage import coverage, extraction_report
from loaders.release.lines import sorted_lines, triple_line
from loaders.release.pieces import (
    CLAIMS,
    COVERAGE,
    FACTS,
    REIFIERS,
    REPORT,
    SHARED,
    TEXT,
    Piece,
    json_bytes,
    write_piece,
)
from loaders.release.progress import LOG
from loaders.release.shapes import check_shapes
from loaders.statements.statement import Extraction
from loaders.text.reading import read_document


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that cannot be used, and why."""

    name: str
    reason: str


class Reader:
    """Holds what is the same for all documents and reads one after the other.

    :param work: directory of pieces.
    :param base: base IRI.
    :param model: a language model that is asked as well.
    """

    def __init__(self, work: Path, base: str, model: Endpoint | None = None) -> None:
        self._work = work
        self._extractor = Extractor(model=model)
        self._maker = GraphMaker.load(base)

    def read(self, path: Path, key: str) -> Piece | Unreadable:
        """Read the document at `path` into the piece `key`.

        :raises ReleaseError: if a statement does not stand where it says it stands.
        """
        try:
            document = read_document(path)
        except DocumentError as error:
            # Where the directory lies is nothing that a release should depend on.
            return Unreadable(path.name, str(error).replace(f"{path.parent}/", ""))
        try:
            mentions = self._extractor.mentions(document)
            extraction = self._extractor.extract(document)
        except MithaqError:
            raise
        except Exception as error:
            # One text that trips the loaders must not keep ten thousand others from being read.
            LOG.debug("event=fault document=%s", document.name, exc_info=True)
            return Unreadable(
                path.name,
                f"{path.name}: The loaders fail on it: {type(error).__name__}: {error}. "
                "This is a fault of the loaders: please report it with the document.",
            )
        check_spans(document, extraction)
        graph = self._maker.document(document, extraction)
        facts = list(self._maker.facts(graph))
        claims, shared = (
            list(graph.quads()),
            list(self._maker.shared_quads(document, mentions, extraction)),
        )
        self._check_shapes(graph, [*claims, *shared], extraction)
        covered = coverage(document, mentions, graph)
        files = {
            CLAIMS: sorted_lines([*claims, *self._own_statuses(graph, facts)]),
            SHARED: sorted_lines(shared),
            REIFIERS: sorted({triple_line(self._maker.reifier(c)) for c in graph.claims}),
            FACTS: sorted(fact.line() for fact in facts),
            COVERAGE: [json_bytes(covered)],
            REPORT: [json_bytes(extraction_report(document, covered, graph, extraction))],
            TEXT: [document.text.encode()],
        }
        summary = {
            "slug": document.slug,
            "name": document.name,
            "sha256": document.sha256,
            "language": document.language,
            "statements": len(graph.claims),
        }
        return write_piece(self._work, key, files, summary)

    def _check_shapes(
        self, graph: DocumentGraph, quads: list[Quad], extraction: Extraction
    ) -> None:
        """Check the document's graph with what the entity files say of the things in it."""
        name = self._maker.names.document_graph(graph.document)
        statuses = [
            self._maker.status_quad(name, claim.iri, claim.status.value) for claim in graph.claims
        ]
        context = self._maker.entity_quads(extraction)
        lines = {triple_line(quad) for quad in (*quads, *statuses, *context)}
        check_shapes(lines, graph.document.name)

    def _own_statuses(self, graph: DocumentGraph, facts: list[Fact]) -> list[Quad]:
        """Return the status of statements that no other document can corroborate."""
        shared = {fact.statement for fact in facts if fact.kind == TRIPLE}
        name = self._maker.names.document_graph(graph.document)
        return [
            self._maker.status_quad(name, claim.iri, claim.status.value)
            for claim in graph.claims
            if claim.iri.value not in shared
        ]


def check_spans(document: Document, extraction: Extraction) -> None:
    """Check that each statement's words stand exactly where it says.

    :raises ReleaseError: naming the first that does not.
    """
    for statement in extraction.statements:
        spans = [statement.span, *(evidence.span for evidence in statement.evidence)]
        spans += [p.span for p in statement.participants if p.span is not None]
        spans += [statement.date_span] if statement.date_span is not None else []
        outside = any(span.end > len(document.text) for span in spans)
        if outside or statement.span.of(document.text) != statement.quote:
            raise ReleaseError(
                f"{document.name}: a statement of rule {statement.rule!r} does not stand where "
                f"it says, at {statement.span.start}–{statement.span.end}.",
                remedy="Mend the rule; nothing was published.",
            )
