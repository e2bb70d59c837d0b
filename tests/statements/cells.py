"""Sentences made of clauses, dates and names: every clause of a family with every form of a date.

An annotated document shows that one sentence is read. A matrix shows that a construct does not
depend on the verb, the date or the name it was first met with. A file ``matrix/FAMILY.LANG.yaml``
has

* ``type``, ``language``;
* ``fills``: for each placeholder the names that it may stand for, as ``[text, English label]``;
* ``dates``: texts for ``{D}`` with their EDTF, relative ones with the sentence ``before`` them;
* ``clauses``: sentences with placeholders and the facts that they state (none: nothing of this
  type may be read); ``date`` and ``numbers`` where a fact has its own.

What is not read yet stands under ``unread_dates`` and ``unread_clauses``, where nothing tests it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

MATRICES = Path(__file__).parent / "matrix"
NO_DATE: dict[str, Any] = {"text": "", "edtf": None}


@dataclass(frozen=True, slots=True)
class Cell:
    """One clause with one date and names.

    :ivar text: what is read.
    :ivar start: where in it the clause begins; what stands before is not asked for.
    :ivar type: of the facts that are asked for.
    :ivar expected: the facts that the clause states.
    """

    text: str
    start: int
    type: str
    expected: tuple[dict[str, Any], ...]

    def mistakes(self, facts: list[dict[str, Any]]) -> list[str]:
        """Return what of `facts`, read of the text, is missing or wrong; empty if it is right."""
        got = [fact for fact in facts if fact["type"] == self.type and fact["end"] > self.start]
        missing = [want for want in self.expected if not any(_is(fact, want) for fact in got)]
        wrong = [fact for fact in got if not any(_is(fact, want) for want in self.expected)]
        return [f"missing {want}" for want in missing] + [f"wrong {_told(fact)}" for fact in wrong]


def cells(path: Path) -> Iterator[Cell]:
    """Yield every clause of a file with every date; the names are drawn, the same each time."""
    matrix = yaml.safe_load(path.read_text(encoding="utf-8"))
    for row, clause in enumerate(matrix["clauses"]):
        dates = matrix["dates"] if "{D}" in clause["text"] else [NO_DATE]
        for column, date in enumerate(dates):
            chance = random.Random(row * 1000 + column)
            yield _cell(matrix["type"], clause, date, _drawn(matrix["fills"], chance))


def _drawn(fills: dict[str, list[list[str]]], chance: random.Random) -> dict[str, list[str]]:
    """Return a name for each placeholder, none twice where there are enough."""
    drawn: dict[str, list[str]] = {}
    for placeholder, names in fills.items():
        taken = [label for _, label in drawn.values()]
        drawn[placeholder] = chance.choice([n for n in names if n[1] not in taken] or names)
    return drawn


def _cell(
    kind: str, clause: dict[str, Any], date: dict[str, Any], names: dict[str, list[str]]
) -> Cell:
    texts = {"D": date["text"]} | {key: text for key, (text, _) in names.items()}
    labels = {key: label for key, (_, label) in names.items()}
    told = _filled(clause["text"], texts)
    before = " ".join(filter(None, (clause.get("before"), date.get("before"))))
    text = f"{_filled(before, texts)} {told}".strip()
    expected = []
    for fact in clause["facts"]:
        participants = {
            role: labels.get(value, value)
            for role, value in fact.items()
            if role not in ("date", "numbers")
        }
        expected.append(
            {
                "participants": participants,
                "date": fact.get("date", date["edtf"]),
                "numbers": fact.get("numbers", {}),
            }
        )
    return Cell(text[0].upper() + text[1:], len(text) - len(told), kind, tuple(expected))


def _filled(text: str, texts: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: texts[found[1]], text)


def _is(fact: dict[str, Any], wanted: dict[str, Any]) -> bool:
    told = _told(fact)
    return (
        all(told["participants"].get(k) == v for k, v in wanted["participants"].items())
        and told["date"] == wanted["date"]
        and all(str(told["numbers"].get(k)) == str(v) for k, v in wanted["numbers"].items())
    )


def _told(fact: dict[str, Any]) -> dict[str, Any]:
    """Return a fact as a matrix writes it."""
    return {
        "participants": {
            role: value["label"] if isinstance(value, dict) else value
            for role, value in fact["participants"].items()
        },
        "date": fact.get("date"),
        "numbers": fact.get("numbers") or {},
    }
