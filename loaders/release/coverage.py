"""How much of a document was understood: each sentence with its statements and what was left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from loaders.document import Document, Span
from loaders.graph.claims import Claim, DocumentGraph
from loaders.mentions.mention import DateMention, EntityMention, Mentions, Sentence
from loaders.statements.statement import Extraction, Statement

_ORGANISATIONS = frozenset({"organisation", "organ"})


def coverage(document: Document, mentions: Mentions, graph: DocumentGraph) -> dict[str, Any]:
    """Return the coverage of `document` as JSON values.

    Each sentence has its statements, the mentions that no statement used, and ``unread``: True
    where it holds a date or an organisation and no statement.
    """
    by_sentence: dict[int, list[Claim]] = {}
    for claim in graph.claims:
        by_sentence.setdefault(claim.statement.sentence, []).append(claim)
    sentences = [
        _sentence(document, sentence, mentions, by_sentence.get(sentence.number, []))
        for sentence in mentions.sentences
    ]
    totals = {
        "sentences": len(sentences),
        "sentences_with_statements": sum(bool(s["statements"]) for s in sentences),
        "sentences_unread": sum(s["unread"] for s in sentences),
        "statements": len(graph.claims),
        "unused_mentions": sum(len(s["unused_mentions"]) for s in sentences),
    }
    return {
        "document": document.slug,
        "name": document.name,
        "totals": totals,
        "sentences": sentences,
    }


def _sentence(
    document: Document, sentence: Sentence, mentions: Mentions, claims: list[Claim]
) -> dict[str, Any]:
    within = [m for m in mentions.entities if sentence.span.covers(m.span)]
    dates = [m for m in mentions.dates if sentence.span.covers(m.span)]
    statements = [claim.statement for claim in claims]
    unused = [
        *_unused_entities(document, within, statements),
        *_unused_dates(document, dates, statements),
    ]
    telling = bool(dates) or any(m.entity.kind in _ORGANISATIONS for m in within)
    return {
        "number": sentence.number,
        "paragraph": sentence.paragraph,
        **_place(document, sentence.span),
        "statements": [
            {
                "iri": claim.iri.value,
                "type": claim.statement.type,
                "rule": claim.statement.rule,
                **_place(document, claim.statement.span),
            }
            for claim in claims
        ],
        "unused_mentions": sorted(unused, key=lambda m: (m["start"], m["end"], m["kind"])),
        "unread": telling and not claims,
    }


def _unused_entities(
    document: Document, mentions: Iterable[EntityMention], statements: list[Statement]
) -> Iterator[dict[str, Any]]:
    used = {p.entity.key for statement in statements for p in statement.participants}
    used |= {s.attributed_to.key for s in statements if s.attributed_to is not None}
    for mention in mentions:
        if mention.entity.key not in used:
            yield {
                "kind": mention.entity.kind,
                "entity": mention.entity.key,
                **_place(document, mention.span),
            }


def _unused_dates(
    document: Document, mentions: Iterable[DateMention], statements: list[Statement]
) -> Iterator[dict[str, Any]]:
    used = [s.date_span for s in statements if s.date_span is not None]
    used += [evidence.span for s in statements for evidence in s.evidence]
    attested = {s.attested.edtf for s in statements if s.attested is not None}
    for mention in mentions:
        if mention.date.edtf in attested or any(mention.span.overlaps(span) for span in used):
            continue
        yield {"kind": "date", "edtf": mention.date.edtf, **_place(document, mention.span)}


def _place(document: Document, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(document.text)}


def extraction_report(
    document: Document, coverage_of: dict[str, Any], graph: DocumentGraph, extraction: Extraction
) -> dict[str, Any]:
    """Return what the extraction report says of one document, as JSON values."""
    types = Counter(claim.statement.type for claim in graph.claims)
    return {
        "name": document.name,
        "statements": len(graph.claims),
        "by_type": dict(sorted(types.items())),
        "sentences": len(coverage_of["sentences"]),
        "sentences_without_statements": [
            {key: sentence[key] for key in ("number", "start", "end", "text")}
            for sentence in coverage_of["sentences"]
            if not sentence["statements"]
        ],
        "rejected": [
            {
                "type": rejected.type,
                "rule": rejected.rule,
                "cue": rejected.cue,
                "reason": rejected.reason,
                **_place(document, rejected.span),
            }
            for rejected in extraction.rejected
        ],
    }
