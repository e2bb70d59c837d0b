"""What an extraction rule is, once read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from loaders.statements.rulebook.pattern import Pattern


@dataclass(frozen=True, slots=True)
class Slot:
    """How one role is filled.

    :ivar role: role of the type of statement.
    :ivar kinds: entity kinds that may fill it.
    :ivar forms: mention forms that may fill it.
    :ivar where: ``subject``, ``object``, ``after``, ``before``, ``anywhere``; ``item`` for what
        each item of a list has of its own; ``caught`` if only the trigger's pattern can fill it.
    :ivar after: particles of which one must govern the mention; "" stands for none.
    :ivar within: how many words the mention may stand off from the trigger.
    :ivar many: coordinated mentions are all taken, each a statement of its own unless `together`.
    :ivar undated: they end at a date: what follows is somebody else who did the same then.
    :ivar together: coordinated mentions go into one statement.
    :ivar inherit: ``topic``: an unsaid subject is the last one of its kind, else the topic of the
        document; ``mentioned``: the last one named in the paragraph; ``acceded-to``: the same, if
        no treaty or organisation of the other kind was named since; ``heading``: what a list is
        said to be about before it begins; ``accused``: the last one that a contested statement
        accuses; ``suffix``: what a pronoun attached to the verb stands for; ``place-near``: the
        nearest place; ``venue`` and
        ``attended``: the meeting attended before; ``office-of``: whose office it is;
        ``referent``: as topic, but the one state that the sentence has named before goes first;
        ``again``: the role's filler in the last statement of the type; ``none``.
    :ivar required: without it there is no statement.
    :ivar default: key of the entity that fills it where the text leaves it unsaid.
    :ivar keys: only these entities, if any are named.
    :ivar without: words that the key of the entity must not hold: a tribunal adopts no resolution.
    :ivar prefer: kinds that go before others: the state of "a site in Kazakhstan".
    :ivar companions: particles that join further participants: "together with Latvia".
    :ivar derive: name of a derived thing ("territories of …") that the mention stands for, or
        ``capital``: a capital's name means the city here, not its government; or
        ``organisation``: an organ stands for the organisation it belongs to.
    """

    role: str
    kinds: frozenset[str]
    forms: frozenset[str]
    where: str = "anywhere"
    after: frozenset[str] = frozenset()
    within: int = 40
    many: bool = False
    undated: bool = False
    together: bool = False
    inherit: str = "none"
    required: bool = False
    default: str = ""
    keys: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    prefer: frozenset[str] = frozenset()
    companions: frozenset[str] = frozenset()
    derive: str = ""


@dataclass(frozen=True, slots=True)
class Valued:
    """Where the value of a number or a qualifier comes from.

    :ivar pattern: must be found in the clause, if there is one.
    :ivar value: constant value; "" if what the pattern found gives it.
    :ivar take: ``number`` (the number caught under the name), ``rest`` (the words behind the
        match), ``quotation`` (the words between the marks behind the match), ``match``,
        ``cited`` (the number of the resolution cited last: "this resolution").
    :ivar role: if given, `value` holds where the clause names who fills it, and `take` otherwise.
    """

    name: str
    pattern: Pattern | None
    value: str = ""
    take: str = "number"
    role: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with what the rule must make of it, or None if it must make nothing."""

    text: str
    gives: tuple[tuple[tuple[str, str], ...], ...] | None
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One extraction rule.

    :ivar triggers: patterns; the first that matches at a place counts.
    :ivar near: patterns that must all be found in the clause as well.
    :ivar unless: patterns none of which may be found in the clause.
    :ivar needs: patterns of which one must be found in the sentence.
    :ivar until: patterns behind the trigger whose date ends what the date began.
    :ivar date: ``clause`` (a point in time of the verb), ``term`` (a stretch of time as well),
        ``state`` (as term; "since" opens an interval), ``start`` (the time opens an interval),
        ``adjacent`` (only directly behind), ``beside`` (the same, and there
        must be one), ``governed`` (directly behind, and only if the noun
        is itself an adverbial of time or a subject), ``issued`` ("dated …" first),
        ``range`` (there must be a stretch of time), ``when`` (a point, a stretch, or open since),
        ``witnessed`` (as ``state``, else attested by what was dated before), ``from`` ("since"
        dates a beginning), ``vote`` (also the date of what was voted on), ``caught``,
        ``elected`` (the term; the day of election is a qualifier), ``held`` (opens an interval
        unless it is one), ``venue`` and ``attended`` (else the date of the meeting attended
        before), ``attested`` or ``none``.
    :ivar axis: the role, or ``#number``, whose listed items may each have a date of their own.
    :ivar extent: which words the statement quotes: ``clause``, ``match``, ``numbers``, ``whole``
        (with all that is said), ``quotation`` or ``sentence``.
    :ivar present: whether the Arabic imperfect asserts.
    :ivar resumes: whether it goes on about a fact of its type that was told just before.
    :ivar allow: reasons of the status filter that do not refuse this rule.
    :ivar excludes: types that the same words then do not state.
    :ivar roles: the roles of the type, in the table's order.
    :ivar contested: whether the type is one of claims.
    :ivar voice: ``document``, ``speaker`` or ``resolution``.
    """

    name: str
    type: str
    language: str
    description: str
    path: Path
    line: int
    triggers: tuple[Pattern, ...]
    slots: tuple[Slot, ...]
    numbers: tuple[Valued, ...] = ()
    qualifiers: tuple[Valued, ...] = ()
    near: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    needs: tuple[Pattern, ...] = ()
    until: tuple[Pattern, ...] = ()
    date: str = "clause"
    axis: str = ""
    extent: str = "clause"
    present: bool = False
    resumes: bool = False
    allow: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    voice: str = "document"
    basis: str = "explicit"
    roles: tuple[str, ...] = ()
    contested: bool = False
    priority: int = 0
    examples: tuple[Example, ...] = ()

    def slot(self, role: str) -> Slot | None:
        """Return the slot for `role`, or None."""
        return next((slot for slot in self.slots if slot.role == role), None)
