"""Runs the examples that rules carry: what a rule must find, and what it must leave alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from loaders.document import Document
from loaders.mentions.mention import Mentions
from loaders.statements.facts import facts
from loaders.statements.rulebook.rule import Example, Rule
from loaders.statements.statement import Extraction

Extract = Callable[[Document], Extraction]
FindMentions = Callable[[Document], Mentions]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that a rule does not meet, or a rule without the examples it needs."""

    rule: Rule
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.rule.path.name}:{self.line}: {self.rule.name}: {self.what}"


def failures(
    rules: Sequence[Rule], extract: Extract, mentions: FindMentions, shipped: Sequence[str] = ()
) -> Iterator[Failure]:
    """Give what is wrong with the rules' examples.

    :param shipped: texts of the documents that come with the project: an example is no example of
        generality if it stands in one of them.
    """
    for rule in rules:
        yield from _coverage(rule, mentions, shipped)
        for example in rule.examples:
            problem = _problem(rule, example, extract)
            if problem:
                yield Failure(rule, example.line, f"{problem} in «{example.text}»")


def _coverage(rule: Rule, mentions: FindMentions, shipped: Sequence[str]) -> Iterator[Failure]:
    positive = [e for e in rule.examples if e.gives is not None]
    if len(positive) == len(rule.examples):
        yield Failure(rule, rule.line, "has no example that must not match")
    elsewhere = [e for e in positive if not any(e.text.rstrip(".") in text for text in shipped)]
    states: set[str] = set()
    for example in elsewhere:
        named = mentions(document_of(example.text, rule.language)).entities
        states |= {m.entity.key for m in named if m.entity.kind == "state"} or {example.text}
    if len(elsewhere) < 2 or len(states) < 2:
        yield Failure(rule, rule.line, "needs matching examples from at least two states")


def document_of(text: str, language: str) -> Document:
    """Return a document that consists of an example's text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document("example.txt", "example", text, digest, language)


def _problem(rule: Rule, example: Example, extract: Extract) -> str | None:
    document = document_of(example.text, rule.language)
    extraction = extract(document)
    own = Extraction(tuple(s for s in extraction.statements if s.rule == rule.name))
    found = facts(document, own)
    if example.gives is None:
        same_type = [f for f in facts(document, extraction) if f["type"] == rule.type]
        return f"finds {_said(same_type[0])}" if same_type else None
    for wanted in example.gives:
        if not any(_meets(fact, wanted) for fact in found):
            said = "; ".join(_said(f) for f in found) or "nothing"
            return f"wants {dict(wanted)}, finds {said}"
    if len(found) > len(example.gives):
        return f"finds {len(found)} facts instead of {len(example.gives)}"
    return None


def _meets(fact: dict[str, Any], wanted: tuple[tuple[str, str], ...]) -> bool:
    values = _values(fact)
    return all(values.get(name) == value for name, value in wanted)


def _values(fact: dict[str, Any]) -> dict[str, str]:
    values = {role: _names(given) for role, given in fact["participants"].items()}
    values |= {name: str(value) for name, value in fact["numbers"].items()}
    values |= fact.get("qualifiers", {})
    if fact["date"] is not None:
        values["date"] = fact["date"]
    if fact["attributed_to"] is not None:
        values["attributed_to"] = _names(fact["attributed_to"])
    return values


def _names(value: Any) -> str:
    if isinstance(value, list):
        return " + ".join(_names(item) for item in value)
    return str(value["label"]) if isinstance(value, dict) else str(value)


def _said(fact: dict[str, Any]) -> str:
    return f"{fact['type']} {_values(fact)}"
