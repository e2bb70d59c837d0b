"""A model's proposal becomes a statement only as far as the text itself bears it out."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.document import Document, Span
from loaders.language_model.dialogue import Proposal
from loaders.mentions.mention import DateMention, EntityMention, Mentions, NumberMention
from loaders.statements.statement import Participant, Rejected, Statement, Status
from ontology.statement_types import StatementType

RULE = "language-model"


class _RefusedError(Exception):
    """Why a proposal is refused; it never leaves this module."""


def verify(
    proposal: Proposal,
    document: Document,
    mentions: Mentions,
    types: Iterable[StatementType],
    paragraph: tuple[int, int],
) -> Statement | Rejected:
    """Return the statement that `proposal` makes, or why it is refused.

    A quote must stand in the paragraph to the letter; participants, date and numbers must be
    mentions found there by Mithaq, so that a fabricated name cannot borrow a real quote.
    """
    quote = proposal.quote.strip()
    start = document.text.find(quote, *paragraph) if quote else -1
    if start < 0:
        return Rejected(
            proposal.type, RULE, Span(*paragraph), quote[:200], "the quote is not in the paragraph"
        )
    span = Span(start, start + len(quote))
    try:
        kind = next((kind for kind in types if kind.name == proposal.type), None)
        if kind is None:
            raise _RefusedError("the ontology has no such type")
        participants = _participants(proposal, kind, document.text, mentions, span)
        date = _date(proposal, document.text, mentions, span)
        numbers = tuple(
            _number(name, words, kind, document.text, mentions, span)
            for name, words in proposal.numbers
        )
    except _RefusedError as refusal:
        return Rejected(proposal.type, RULE, span, quote[:200], str(refusal))
    return Statement(
        type=kind.name,
        participants=participants,
        span=span,
        quote=quote,
        sentence=next(s.number for s in mentions.sentences if s.span.end > start),
        rule=RULE,
        date=date.date if date else None,
        date_span=date.span if date else None,
        date_rule=date.rule if date else None,
        numbers=numbers,
        status=Status.CONTESTED if kind.contested else Status.REPORTED,
    )


def _participants(
    proposal: Proposal, kind: StatementType, text: str, mentions: Mentions, span: Span
) -> tuple[Participant, ...]:
    roles = {role.name: role for role in kind.roles}
    found: list[Participant] = []
    for name, words in proposal.participants:
        role = roles.get(name)
        if role is None:
            raise _RefusedError(f"the type has no role {name}")
        mention = next(
            (
                mention
                for mention in mentions.entities
                if mention.entity.kind in role.kinds and _named(mention, words, text, span)
            ),
            None,
        )
        if mention is None:
            raise _RefusedError(
                f"{name} «{words}» is no {'/'.join(sorted(role.kinds))} named in the quote"
            )
        if not role.many and any(participant.role == name for participant in found):
            raise _RefusedError(f"more than one {name}")
        found.append(Participant(name, mention.entity, mention.span))
    missing = [
        role.name
        for role in kind.roles
        if role.required and role.name not in {participant.role for participant in found}
    ]
    if missing:
        raise _RefusedError(f"no {missing[0]}")
    order = {role.name: position for position, role in enumerate(kind.roles)}
    return tuple(sorted(found, key=lambda participant: order[participant.role]))


def _named(mention: EntityMention, words: str, text: str, span: Span) -> bool:
    """Return whether `mention` is the thing that `words` name, inside the quote."""
    return span.covers(mention.span) and (
        mention.span.of(text) in words or words in mention.outer.of(text)
    )


def _date(proposal: Proposal, text: str, mentions: Mentions, span: Span) -> DateMention | None:
    if proposal.date is None:
        return None
    for mention in mentions.dates:
        words = mention.span.of(text)
        if span.covers(mention.span) and (words in proposal.date or proposal.date in words):
            return mention
    raise _RefusedError(f"the date «{proposal.date}» is not in the quote")


def _number(
    name: str, words: str, kind: StatementType, text: str, mentions: Mentions, span: Span
) -> tuple[str, str]:
    if name not in kind.numbers:
        raise _RefusedError(f"the type has no number {name}")

    def stands_for(mention: NumberMention) -> bool:
        return span.covers(mention.span) and words.strip() in (
            mention.span.of(text),
            mention.value,
        )

    mention = next((mention for mention in mentions.numbers if stands_for(mention)), None)
    if mention is None:
        raise _RefusedError(f"the number «{words}» is not in the quote")
    return name, mention.value
