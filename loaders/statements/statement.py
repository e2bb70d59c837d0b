"""A statement: one fact that one stretch of a document says, with everything that led to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from loaders.document import Span
from loaders.entities import Entity
from loaders.mentions.dates.edtf import EdtfDate
from loaders.mentions.mention import Basis


class Status(StrEnum):
    """What Mithaq says of a statement. *Corroborated* needs two sources and is set by the graph."""

    REPORTED = "Reported"
    CONTESTED = "Contested"


@dataclass(frozen=True, slots=True)
class Participant:
    """Who or what takes part, where the text names it and how much of that was said.

    :ivar role: role name from the table of statement types (``member``, ``organ``).
    :ivar entity: the thing itself.
    :ivar span: where it is named, None where it was inherited from further off.
    :ivar basis: explicit, inherited or inferred.
    """

    role: str
    entity: Entity
    span: Span | None = None
    basis: Basis = Basis.EXPLICIT


@dataclass(frozen=True, slots=True)
class Evidence:
    """A further stretch of text that a value rests on.

    :ivar purpose: ``date-context``, ``participant-context``, ``resolution-context``.
    """

    span: Span
    purpose: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact at one place in a document.

    :ivar type: name from ``ontology/statement-types.yaml`` (``membership_admission``).
    :ivar participants: in the order of the type's roles; a role may occur more than once only
        where the type allows it (``list: true``).
    :ivar span: the stretch of the document that says it (``text[start:end] == quote``).
    :ivar quote: those words, verbatim.
    :ivar sentence: number of the sentence that the span lies in.
    :ivar rule: name of the extraction rule.
    :ivar basis: weakest basis of any part of the statement.
    :ivar date: when, with the precision of the text; None if the text gives no date for it.
    :ivar date_span: where the date stands.
    :ivar date_rule: which normalisation made the date.
    :ivar attested: a date at which a state of affairs is attested without being dated by it
        (an office-holder speaking in 2004-09), or None.
    :ivar numbers: (name, value) such as ``("resolution", "822")``, ``("for", "39")``.
    :ivar qualifiers: (name, value) in words of closed lists or of the text
        (``("action", "ratification")``, ``("demand", "withdrawal")``).
    :ivar attributed_to: who says it where the text reports somebody's words; None means that the
        document says it in its own voice.
    :ivar voice: ``document``, ``speaker`` or ``resolution``.
    :ivar status: Reported, or Contested for types that the table marks so.
    :ivar evidence: further spans.
    """

    type: str
    participants: tuple[Participant, ...]
    span: Span
    quote: str
    sentence: int
    rule: str
    basis: Basis = Basis.EXPLICIT
    date: EdtfDate | None = None
    date_span: Span | None = None
    date_rule: str | None = None
    attested: EdtfDate | None = None
    numbers: tuple[tuple[str, str], ...] = ()
    qualifiers: tuple[tuple[str, str], ...] = ()
    attributed_to: Entity | None = None
    voice: str = "document"
    status: Status = Status.REPORTED
    evidence: tuple[Evidence, ...] = ()

    def participant(self, role: str) -> Entity | None:
        """Return the first entity in `role`, or None."""
        return next((p.entity for p in self.participants if p.role == role), None)

    def number(self, name: str) -> str | None:
        """Return the number called `name`, or None."""
        return dict(self.numbers).get(name)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that a rule made and the status filter refused, with the cue that refused it."""

    type: str
    rule: str
    span: Span
    cue: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the loaders made of one document, in document order."""

    statements: tuple[Statement, ...]
    rejected: tuple[Rejected, ...] = ()
