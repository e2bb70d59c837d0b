"""An optional extractor that asks a language model, behind the same interface as the rules.

Off by default. Whoever has a model at an OpenAI-compatible address names it, and the model then
proposes statements paragraph by paragraph. A proposal is never trusted: it becomes a statement only
if its quote stands verbatim in the paragraph, its type and roles are the ontology's, and every
participant, date and number is a mention that Mithaq itself found inside that quote
(`loaders.language_model.verification`). What fails is refused, with the reason, and counted.
"""

from __future__ import annotations

from dataclasses import dataclass

from loaders.document import Document
from loaders.language_model.dialogue import Endpoint, ask, instructions
from loaders.language_model.verification import verify
from loaders.mentions.mention import Mentions
from loaders.statements.statement import Extraction, Rejected, Statement
from ontology.statement_types import StatementType

__all__ = ["Endpoint", "LanguageModelExtractor", "combined"]


@dataclass(frozen=True, slots=True)
class LanguageModelExtractor:
    """Find statements by asking the model at `endpoint`.

    :ivar endpoint: where the model is and how to ask it.
    :ivar types: the types of statement that the model may use.
    """

    endpoint: Endpoint
    types: tuple[StatementType, ...]

    def find_statements(self, document: Document, mentions: Mentions) -> Extraction:
        """Return the proposals that the text bears out, and the refused ones with their reasons.

        :raises loaders.errors.DocumentError: if the model cannot be reached or does not answer in
            the agreed form; nothing is kept of a half-read document.
        """
        system = instructions(self.types)
        statements: list[Statement] = []
        refused: list[Rejected] = []
        for start, end in _paragraphs(mentions):
            for proposal in ask(self.endpoint, system, document, start, end):
                outcome = verify(proposal, document, mentions, self.types, (start, end))
                if isinstance(outcome, Rejected):
                    refused.append(outcome)
                else:
                    statements.append(outcome)
        statements.sort(key=lambda statement: (statement.span, statement.type))
        return Extraction(tuple(statements), tuple(refused))


def combined(read: Extraction, proposed: Extraction) -> Extraction:
    """Return what the rules read and what the model adds to it.

    A proposal adds nothing where a rule read a statement of its type and participants from words
    that it overlaps: the rule says more of where each part stands.
    """

    def known(proposal: Statement) -> bool:
        return any(
            statement.type == proposal.type
            and statement.span.overlaps(proposal.span)
            and _cast(proposal) <= _cast(statement)
            for statement in read.statements
        )

    added = (statement for statement in proposed.statements if not known(statement))
    return Extraction(
        tuple(sorted((*read.statements, *added), key=lambda found: (found.span, found.type))),
        (*read.rejected, *proposed.rejected),
    )


def _cast(statement: Statement) -> set[tuple[str, str]]:
    return {(part.role, part.entity.key) for part in statement.participants}


def _paragraphs(mentions: Mentions) -> tuple[tuple[int, int], ...]:
    """Return the start and end of each paragraph, from its first to its last sentence."""
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in mentions.sentences:
        start, _ = bounds.get(sentence.paragraph, (sentence.span.start, 0))
        bounds[sentence.paragraph] = (start, sentence.span.end)
    return tuple(bounds[number] for number in sorted(bounds))
