"""A mention: a place in a document that names a thing, a time or a number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from loaders.document import Span
from loaders.entities import Entity
from loaders.mentions.dates.edtf import EdtfDate
from loaders.text.sentences import Sentence as Sentence


class Form(StrEnum):
    """How a mention refers: this decides what a rule may use it for."""

    NAME = "name"  # أذربيجان, Azerbaijan
    ADJECTIVE = "adjective"  # الأذربيجاني, Azerbaijani: gives "of", never an actor by itself
    METONYM = "metonym"  # باكو for the government
    DESCRIPTION = "description"  # المنظمة، البلد، هذه الدولة, "the organisation"
    PRONOUN = "pronoun"  # إليها، خطابه, "its"
    TITLE = "title"  # الرئيس، الأمين العام without a name


class Basis(StrEnum):
    """How much of a value stands in the words themselves."""

    EXPLICIT = "explicit"
    INHERITED = "inherited"  # taken over from a clause or sentence before
    RELATIVE = "relative"  # computed from an anchor ("a year later", "the same day")
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A thing named in the text.

    :ivar span: the words of the name itself, without attached clitics.
    :ivar outer: the words with attached clitics (``وأذربيجان``, ``للجمعية``), else like `span`.
    :ivar entity: what is named; for descriptions and pronouns, what they were resolved to.
    :ivar form: how the mention refers.
    :ivar clitics: attached particles in order, folded: ``("و", "ل", "ال")``.
    :ivar basis: explicit, or inherited where a description or pronoun was resolved.
    :ivar antecedent: where the resolved antecedent stands, or None.
    :ivar within: the mention that this one is part of (the organisation in "President of the
        General Assembly", the party in a treaty's name, a parent after its organ), or None. Such a
        mention is not a participant by itself.
    """

    span: Span
    outer: Span
    entity: Entity
    form: Form = Form.NAME
    clitics: tuple[str, ...] = ()
    basis: Basis = Basis.EXPLICIT
    antecedent: Span | None = None
    within: Span | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time named in the text.

    :ivar span: the words, without a preposition before them.
    :ivar date: the normalised value with the precision of the text.
    :ivar basis: explicit, inherited (year from the context) or relative.
    :ivar anchor: where the year or the anchor date stands, or None: the second evidence span.
    :ivar rule: name of the normalisation that made it (``reversed-range``, ``hijri`` …).
    :ivar role: ``point``, ``since`` (منذ, since) or ``until``; ``document`` for a deictic
        expression ("now") that only the document's own date could resolve; ``name`` for a date that
        is part of a name (the 1984 convention, the events of 11 September 2001, resolution 242
        (1967)) and dates nothing else.
    """

    span: Span
    date: EdtfDate
    basis: Basis = Basis.EXPLICIT
    anchor: Span | None = None
    rule: str = "date"
    role: str = "point"


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number, an ordinal or a document number, in digits or in words.

    :ivar value: ``"822"``, ``"62/249"``, ``"181"``; always ASCII digits.
    :ivar kind: ``cardinal``, ``ordinal`` or ``symbol`` (with a slash or letters: ``64/35``).
    """

    span: Span
    value: str
    kind: str = "cardinal"


@dataclass(frozen=True, slots=True)
class QuotationMention:
    """Words between quotation marks; `span` is what stands between the marks."""

    span: Span


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that the mention stage found in one document, each list in document order."""

    sentences: tuple[Sentence, ...]
    entities: tuple[EntityMention, ...]
    dates: tuple[DateMention, ...]
    numbers: tuple[NumberMention, ...]
    quotations: tuple[QuotationMention, ...]
