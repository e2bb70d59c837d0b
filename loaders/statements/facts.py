"""Statements in the neutral form of ``mithaq extract``: one fact once, whatever repeats it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from loaders.document import Document
from loaders.entities import Entity
from loaders.statements.statement import Extraction, Statement

COUNTS = frozenset(
    {"ordinal", "for", "against", "abstain", "session", "clauses", "item", "persons", "anniversary"}
)
"""Numbers that are given as integers; document numbers stay strings (``"64/35"``)."""

EVENTS = frozenset(
    {
        "membership_admission",
        "independence",
        "treaty_signature",
        "treaty_accession",
        "resolution_adoption",
        "membership_term",
        "speech",
        "visit",
    }
)
"""Types whose undated or less exactly dated mention adds nothing to a more exact one."""

SUBJECT = "subject"


def facts(document: Document, extraction: Extraction) -> list[dict[str, Any]]:
    """Return the facts of a document in document order, each with all places that state it."""
    found: dict[str, dict[str, Any]] = {}
    for fact in (f for s in extraction.statements for f in _apart(document, s)):
        key = repr((fact["type"], fact["participants"], fact["date"], fact["numbers"]))
        if fact["type"] in {"quotation", "utterance", "position"}:
            key += fact["quote"]
        place = {"start": fact["start"], "end": fact["end"]}
        if key in found:
            found[key]["spans"].append(place)
        else:
            found[key] = {**fact, "spans": [place]}
    return [f for f in found.values() if not _covered(f, found.values())]


def _apart(document: Document, statement: Statement) -> Iterator[dict[str, Any]]:
    """Give the facts of a statement, one for each of several states that a resolution is on.

    In the graph that is one resolution with two subjects; a fact has one state for a role.
    """
    fact = _fact(document, statement)
    subjects = [p for p in statement.participants if p.role == SUBJECT]
    # "The Baltic states" are named together: each may have had a resolution of its own.
    apart = len({p.span for p in subjects}) == len(subjects) > 1
    states = apart and all(p.entity.kind == "state" for p in subjects)
    if statement.type != "resolution_adoption" or not states:
        yield fact
        return
    for named in subjects:
        state = _named(named.entity)
        yield {**fact, "participants": {**fact["participants"], SUBJECT: state}}


def _covered(fact: dict[str, Any], others: Iterable[dict[str, Any]]) -> bool:
    if fact["type"] == "office_held" and any(_opens_it(o, fact) for o in others):
        return True
    if fact["type"] not in EVENTS:
        return False
    if fact["type"] == "membership_admission" and any(_numbers_it(o, fact) for o in others):
        return True
    if fact["type"] == "resolution_adoption" and not fact["numbers"]:
        return False
    return any(
        (_more_exact(other["date"], fact["date"]) or _names_more(other, fact))
        and other["type"] == fact["type"]
        and fact["participants"].items() <= other["participants"].items()
        and fact["numbers"].items() <= other["numbers"].items()
        for other in others
    )


def _numbers_it(other: dict[str, Any], fact: dict[str, Any]) -> bool:
    """Whether another fact tells the same and also which member it was."""
    return fact["numbers"].items() < other["numbers"].items() and all(
        fact[part] == other[part] for part in ("type", "participants", "date")
    )


def _opens_it(other: dict[str, Any], fact: dict[str, Any]) -> bool:
    """Whether the day of an election is told again as that on which the office was taken."""
    told = other["type"] == fact["type"] and other["participants"] == fact["participants"]
    return told and fact["date"] is not None and other["date"] == f"{fact['date']}/.."


def _names_more(other: dict[str, Any], fact: dict[str, Any]) -> bool:
    """Whether another fact of the same time and source has further participants."""
    return len(other["participants"]) > len(fact["participants"]) and all(
        fact[part] == other[part] for part in ("date", "attributed_to")
    )


def _more_exact(date: str | None, other: str | None) -> bool:
    """Whether `date` says more than `other`, which it agrees with."""
    if date is None or date == other:
        return False
    return other is None or ("/" not in date + other and date.startswith(other + "-"))


def _fact(document: Document, statement: Statement) -> dict[str, Any]:
    source: Any = None
    if statement.attributed_to is not None:
        source = _named(statement.attributed_to)
    elif statement.status.value == "Contested":
        source = document.name
    fact = {
        "doc": document.name,
        "type": statement.type,
        "participants": _participants(statement),
        "date": None if statement.date is None else statement.date.edtf,
        "numbers": {
            name: int(value) if name in COUNTS and value.isdigit() else value
            for name, value in statement.numbers
        },
        "start": statement.span.start,
        "end": statement.span.end,
        "quote": statement.quote,
        "attributed_to": source,
        "rule": statement.rule,
        "basis": statement.basis.value,
    }
    if statement.qualifiers:
        fact["qualifiers"] = dict(statement.qualifiers)
    return fact


def _participants(statement: Statement) -> dict[str, Any]:
    by_role: dict[str, list[Any]] = {}
    for participant in statement.participants:
        by_role.setdefault(participant.role, []).append(_named(participant.entity))
    return {role: named[0] if len(named) == 1 else named for role, named in by_role.items()}


def _named(entity: Entity) -> Any:
    label = entity.label("en")
    return {"label": label, "qid": entity.qid} if entity.qid else label
