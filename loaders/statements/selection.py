"""Which statements stay where several rules speak of the same words.

The order is fixed: higher priority, more participants, longer span, earlier start, rule name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from loaders.document import Span
from loaders.mentions.mention import Basis
from loaders.statements.candidate import weakest
from loaders.statements.rulebook.rule import Rule
from loaders.statements.statement import Evidence, Rejected, Statement

# Numbers that say which one is meant.
_IDENTIFYING = frozenset({"resolution"})
_READ_OTHERWISE = frozenset({"not asserted", "negation"})
_MAYBE = "hypothesis"  # a rule that allows this only names, and asserts nothing that is refused


@dataclass(frozen=True, slots=True)
class Made:
    """A statement with the rule and the trigger that made it.

    :ivar aside: relative clauses between commas within the trigger, which are none of it.
    """

    statement: Statement
    rule: Rule
    trigger: Span
    aside: tuple[Span, ...] = ()

    @property
    def rank(self) -> tuple[int, int, int, int, str]:
        """Sort key: the best comes first."""
        span = self.statement.span
        return (
            -self.rule.priority,
            -len(self.statement.participants),
            span.start - span.end,
            span.start,
            self.rule.name,
        )

    def shares_words(self, other: Made) -> bool:
        """Whether both were made by some of the same words."""
        return self.trigger.overlaps(other.trigger) and not (
            any(span.covers(other.trigger) for span in self.aside)
            or any(span.covers(self.trigger) for span in other.aside)
        )


def selected(made: Iterable[Made], refused: Iterable[Rejected] = ()) -> list[Statement]:
    """Return the statements of one sentence that stay, in document order.

    :param refused: what the status filter refused: another rule of the type must not assert it.
    """
    kept: list[Made] = []
    barred = list(refused)
    for one in sorted(made, key=lambda m: m.rank):
        if any(_bars(refusal, one) for refusal in barred):
            continue
        if not any(_beaten(one, other) for other in kept):
            kept.append(one)
    kept = [m for m in kept if not any(_excluded(m, other) for other in kept)]
    kept.sort(key=lambda m: (m.statement.span.start, m.statement.span.end, m.rule.name))
    return [m.statement for m in kept]


def without_retold(own: list[Statement], before: list[Statement]) -> list[Statement]:
    """Leave out what only names again what was told with its number: "the resolution was adopted".

    :param own: the statements of a sentence, in order.
    :param before: those of the sentence before.
    """
    own = [_of_its_candidate(_of_its_organ(_with_date_of(one, own), own), own) for one in own]
    own = [_of_foundation(one, (*own, *before)) for one in own]
    own = [one for one in own if not any(_tells_less(one, other) for other in (*before, *own))]
    own = [one for one in own if not any(_occupied_then(one, other) for other in before)]
    own = [one for one in own if not any(_ended_then(one, other) for other in own)]
    return [one for one in own if not any(_same_independence(one, other) for other in own)]


def _ended_then(one: Statement, other: Statement) -> bool:
    """Whether a clause only adds how long it lasted: "it occupied Norway in 1940, until 1945".

    Of "invaded it on 2 August and kept it under occupation until February" the whole time stays.
    """
    if one is other or not one.type == other.type == "occupation":
        return False
    if one.date is None or other.date is None:
        return False
    same = _who(one) == _who(other) and one.attributed_to == other.attributed_to
    if one.span.start <= other.span.start:
        begun = other.date.edtf.startswith(f"{one.date.edtf}/")
        return same and begun and not other.date.edtf.endswith("..")
    open_start, _, end = one.date.edtf.partition("/")
    return same and (
        one.date == other.date or (open_start == ".." and other.date.edtf.endswith(f"/{end}"))
    )


def _occupied_then(one: Statement, other: Statement) -> bool:
    """Whether a noun only names what the sentence before dated: "on the invasion of Kuwait"."""
    return (
        one.type == other.type == "occupation"
        and one.date is None
        and one.attested is None
        and other.date is not None
        and _who(one) <= _who(other)
    )


def _same_independence(one: Statement, other: Statement) -> bool:
    """Whether one verb more of a sentence tells it: "it seceded from Sudan and became independent".

    What says from whom stays, and of two that say the same the first.
    """
    if one is other or one.type != "independence" or other.type != one.type:
        return False
    less = (_who(one), one.date is not None) != (_who(other), other.date is not None)
    return (
        _who(one) <= _who(other)
        and (one.date is None or one.date == other.date)
        and (less or one.span.start > other.span.start)
    )


def _with_date_of(one: Statement, own: list[Statement]) -> Statement:
    """Return an undated statement with the date that another one gives to the same admission.

    "It was admitted in May … and became the 117th member."
    """
    if one.date is not None or one.number("ordinal") is None:
        return one
    for other in own:
        same = other.type == one.type and _who(other) == _who(one)
        if same and other.date is not None and other.number("ordinal") is None:
            return _dated_like(one, other)
    return one


def _of_foundation(one: Statement, told: Iterable[Statement]) -> Statement:
    """Return an undated founder with the day on which the organisation is said to be founded."""
    if one.date is not None or dict(one.qualifiers).get("founding_member") is None:
        return one
    for other in told:
        founded = other.participant("founded") if other.type == "establishment" else None
        if founded is not None and founded.key in _who(one) and other.date is not None:
            return _dated_like(one, other)
    return one


def _dated_like(one: Statement, other: Statement) -> Statement:
    return replace(
        one,
        date=other.date,
        date_span=other.date_span,
        date_rule=other.date_rule,
        basis=weakest(one.basis, Basis.INHERITED),
        evidence=(*one.evidence, Evidence(other.span, "date-context")),
    )


def _of_its_organ(one: Statement, own: list[Statement]) -> Statement:
    """Return a vote with the organ that adopted what was voted on, where a whole body was meant.

    "It was admitted to the United Nations by resolution 273 (III) with 37 votes" tells of a vote of
    the General Assembly, by which such resolutions are numbered.
    """
    number = one.number("resolution")
    part = next((p for p in one.participants if p.role == "body"), None)
    if one.type != "vote_result" or number is None or part is None:
        return one
    for other in own:
        organ = next((p for p in other.participants if p.role == "organ"), None)
        adopted = other.type == "resolution_adoption" and other.number("resolution") == number
        if adopted and organ is not None and organ.entity.part_of == part.entity.key:
            parts = tuple(replace(organ, role="body") if p is part else p for p in one.participants)
            return replace(one, participants=parts, basis=weakest(one.basis, Basis.INFERRED))
    return one


def _of_its_candidate(one: Statement, own: list[Statement]) -> Statement:
    """Return a resolution with the state of which it recommends the admission, by its number.

    Whom بقبولها leads back to, the recommendation knows: who was the subject before.
    """
    number = one.number("resolution")
    about = next((p for p in one.participants if p.role == "subject"), None)
    if one.type != "resolution_adoption" or number is None:
        return one
    if about is not None and about.basis is Basis.EXPLICIT:
        return one
    for other in own:
        recommended = other.type == "admission_recommendation"
        candidates = [p for p in other.participants if p.role == "candidate"]
        if not recommended or other.number("resolution") != number or len(candidates) != 1:
            continue
        found = replace(candidates[0], role="subject", basis=weakest(Basis.INHERITED, one.basis))
        kept = tuple(p for p in one.participants if p is not about)
        return replace(one, participants=(*kept, found), basis=weakest(one.basis, Basis.INHERITED))
    return one


def _who(one: Statement) -> set[str]:
    return {participant.entity.key for participant in one.participants}


def _tells_less(one: Statement, other: Statement) -> bool:
    """Whether the other says the same with a number that identifies it."""
    numbers = set(one.numbers)
    further = {name for name, _ in set(other.numbers) - numbers}
    again = one.sentence == other.sentence and "ordinal" in further  # "…, thus the 149th member"
    return (
        one.type == other.type
        and numbers < set(other.numbers)
        and (again or bool(further & _IDENTIFYING))
        and _who(one) <= _who(other)
        and (one.date is None or one.date == other.date)
        and (again or one.span.end > other.span.start)
    )


def _bars(refusal: Rejected, one: Made) -> bool:
    """Whether what refused another rule there refuses this one too.

    A rule of claims holds where they are denied: the denial is another's word. So does one that
    reads what the other cannot: "was the first to become independent", "neither … nor".
    """
    allowed = one.rule.allow
    own = refusal.reason in allowed and (
        refusal.reason == "denial" or (refusal.reason in _READ_OTHERWISE and _MAYBE not in allowed)
    )
    return one.statement.type == refusal.type and one.trigger.overlaps(refusal.span) and not own


def _beaten(one: Made, other: Made) -> bool:
    a, b = one.statement, other.statement
    if a.type != b.type or _other_office(one, other):
        return False
    if one.rule is not other.rule and one.shares_words(other):
        return True
    if one.rule is other.rule and not set(a.qualifiers) <= set(b.qualifiers):
        return False
    return a.span.overlaps(b.span) and _says_no_more(a, b)


def _other_office(one: Made, other: Made) -> bool:
    """Whether a title in apposition stands beside the office that the sentence is about.

    "The foreign minister Peter Thomson was elected President of the Assembly" tells two offices.
    """
    a, b = (m.statement for m in (one, other))
    if a.type != "office_held" or "attested" not in {one.rule.date, other.rule.date}:
        return False
    offices = [s.participant("office") for s in (a, b)]
    spans = [p.span for s in (a, b) for p in s.participants if p.role == "office"]
    if len(spans) != 2 or None in spans:
        # "presided over the Assembly" has no word for the office itself.
        return offices[0] != offices[1] and one.rule.date != other.rule.date
    first, second = spans
    return first is not None and second is not None and not first.overlaps(second)


def _says_no_more(a: Statement, b: Statement) -> bool:
    """Whether everything that `a` says is said by `b` as well."""
    participants = {(p.role, p.entity.key) for p in b.participants}
    return (
        all((p.role, p.entity.key) in participants for p in a.participants)
        and (a.date is None or a.date == b.date)
        and set(a.numbers) <= set(b.numbers)
        and (a.type != "quotation" or a.span == b.span)
    )


def _excluded(one: Made, other: Made) -> bool:
    return one.statement.type in other.rule.excludes and (
        one.shares_words(other) or one.trigger.overlaps(other.statement.span)
    )
