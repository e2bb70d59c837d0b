"""A candidate: one trigger with its filled roles, on the way to statements."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.document import Span
from loaders.entities import Entity
from loaders.mentions.mention import Basis
from loaders.statements.rulebook.pattern import Match
from loaders.statements.rulebook.rule import Rule
from loaders.statements.sentence.reading import Clause, PlacedDate, PlacedEntity, Reading
from loaders.statements.statement import Statement

_STRENGTH = (Basis.EXPLICIT, Basis.INHERITED, Basis.RELATIVE, Basis.INFERRED)


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: an entity and, where it is said in this sentence, the mention.

    :ivar beside: whether it is only named beside the others: "together with Latvia".
    """

    entity: Entity
    placed: PlacedEntity | None = None
    span: Span | None = None
    basis: Basis = Basis.EXPLICIT
    beside: bool = False

    @property
    def words(self) -> tuple[int, int] | None:
        """Indices of the words of this sentence that name it, or None."""
        return None if self.placed is None else (self.placed.start, self.placed.end)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, with the words from it to the next item.

    :ivar filler: the entity listed, or None if a number is listed.
    :ivar number: the number listed.
    :ivar front: the date that stands before the item and is its own: "and, a day later, Latvia".
    """

    start: int
    end: int
    stop: int
    filler: Filler | None = None
    number: str | None = None
    front: PlacedDate | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as a candidate uses it."""

    placed: PlacedDate
    basis: Basis = Basis.EXPLICIT
    elsewhere: bool = False


@dataclass(slots=True)
class Candidate:
    """One trigger of one rule in one clause, with everything that was found for it.

    :ivar adopted: the resolutions told so far, the last ones last.
    :ivar cited: number of the resolution that the text cited last, or "".
    :ivar axis: the role whose listed items may have dates of their own; the rule's, or another
        that is listed where the rule's is not.
    :ivar instead: whether a role is filled by whom "not X but Y" puts in the place of another.
    """

    reading: Reading
    rule: Rule
    match: Match
    clause: Clause
    fillers: dict[str, list[Filler]] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    meeting: Statement | None = None
    last: Statement | None = None
    adopted: tuple[Statement, ...] = ()
    cited: str = ""
    axis: str = ""
    instead: bool = False

    @property
    def taken(self) -> list[PlacedEntity]:
        """Mentions that a role already uses."""
        return [
            filler.placed
            for fillers in self.fillers.values()
            for filler in fillers
            if filler.placed is not None
        ]

    @property
    def filled(self) -> set[str]:
        """The keys of the entities that have a role, also of those that are not named here."""
        return {filler.entity.key for fillers in self.fillers.values() for filler in fillers}


def weakest(*bases: Basis) -> Basis:
    """Return the basis that says least."""
    return max(bases, key=_STRENGTH.index, default=Basis.EXPLICIT)


def filler_of(placed: PlacedEntity) -> Filler:
    """Return the filler for a mention of this sentence."""
    mention = placed.mention
    return Filler(mention.entity, placed, mention.span, mention.basis)


def named_elsewhere(placed: PlacedEntity, basis: Basis = Basis.INHERITED) -> Filler:
    """Return the filler for a mention that stands in another part of the sentence than the role."""
    return Filler(placed.mention.entity, span=placed.mention.span, basis=basis)
