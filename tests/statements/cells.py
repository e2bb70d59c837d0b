"""Sentences made of clauses, dates and names: every clause of a family with every form of a date.

An annotated document shows that one sentence is read. A matrix shows that a construct does not
depend on the verb, the date or the name it was first met with. A file ``matrix/FAMILY.LANG.yaml``
has

* ``type``, ``language``;
* ``fills``: for each placeholder the names that it may stand for, as ``[text, English label]``;
* ``dates``: texts for ``{D}`` with their EDTF, relative ones with the sentence ``before`` them;
* ``least``: the share of its cells that is read right, as a floor that is raised with the loaders;
* ``clauses``: sentences with placeholders and the facts that they state (none: nothing of this
  type may be read); ``date`` and ``numbers`` where a fact has its own.

What is not read yet stands under ``unread_dates`` and ``unread_clauses``, where nothing tests it.

The tests try every clause with every third date, each date with every third clause. All of them,
or those of a file, with what is wrong and where most goes wrong::

    python -m tests.statements.cells [FILE…]
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from loaders.extraction import Extractor
from loaders.statements.facts import facts
from tests.statements.conftest import document

MATRICES = Path(__file__).parent / "matrix"
NO_DATE: dict[str, Any] = {"text": "", "edtf": None}


@dataclass(frozen=True, slots=True)
class Cell:
    """One clause with one date and names.

    :ivar row, column: numbers of the clause and of the date.
    :ivar text: what is read.
    :ivar start: where in it the clause begins; what stands before is not asked for.
    :ivar type: of the facts that are asked for.
    :ivar expected: the facts that the clause states.
    """

    row: int
    column: int
    text: str
    start: int
    type: str
    expected: tuple[dict[str, Any], ...]

    def mistakes(self, read: list[dict[str, Any]]) -> list[str]:
        """Return what is missing or wrong in `read`, the facts of the text; empty if right."""
        got = [fact for fact in read if fact["type"] == self.type and fact["end"] > self.start]
        missing = [want for want in self.expected if not any(_is(fact, want) for fact in got)]
        wrong = [fact for fact in got if not any(_is(fact, want) for want in self.expected)]
        return [f"missing {want}" for want in missing] + [f"wrong {_told(fact)}" for fact in wrong]


def cells(path: Path, share: int = 1) -> Iterator[Cell]:
    """Yield the clauses of a file with dates; the names are drawn, the same each time.

    :param share: every how manieth date each clause is told with.
    """
    matrix = yaml.safe_load(path.read_text(encoding="utf-8"))
    for row, clause in enumerate(matrix["clauses"]):
        dates = matrix["dates"] if "{D}" in clause["text"] else [NO_DATE]
        for column, date in enumerate(dates):
            if len(dates) > 1 and (row + column) % share:
                continue
            names = _drawn(matrix["fills"], random.Random(row * 1000 + column))
            text, start, expected = _told_with(clause, date, names)
            yield Cell(row, column, text, start, matrix["type"], expected)


def least(path: Path) -> float:
    """Return the share of a file's cells that must be read right."""
    return float(yaml.safe_load(path.read_text(encoding="utf-8"))["least"])


def _drawn(fills: dict[str, list[list[str]]], chance: random.Random) -> dict[str, list[str]]:
    """Return a name for each placeholder, none twice where there are enough."""
    drawn: dict[str, list[str]] = {}
    for placeholder, names in fills.items():
        taken = [label for _, label in drawn.values()]
        drawn[placeholder] = chance.choice([n for n in names if n[1] not in taken] or names)
    return drawn


def _told_with(
    clause: dict[str, Any], date: dict[str, Any], names: dict[str, list[str]]
) -> tuple[str, int, tuple[dict[str, Any], ...]]:
    """Return the text, where the clause begins in it, and the facts that it states."""
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
    return text[0].upper() + text[1:], len(text) - len(told), tuple(expected)


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


def main() -> None:
    """Try all cells of the files named on the command line, or of all."""
    extractor = Extractor()
    out = sys.stdout.write
    for path in [Path(name) for name in sys.argv[1:]] or sorted(MATRICES.glob("*.yaml")):
        right, rows, columns = 0, Counter[int](), Counter[int]()
        for cell in cells(path):
            source = document(cell.text)
            mistakes = cell.mistakes(facts(source, extractor.extract(source)))
            if not mistakes:
                right += 1
                continue
            rows[cell.row] += 1
            columns[cell.column] += 1
            out(f"{cell.text}\n" + "".join(f"    {mistake}\n" for mistake in mistakes))
        out(f"{path.name}: {right} of {right + rows.total()} right; wrong by clause ")
        out(f"{dict(rows.most_common(9))}, by date {dict(columns.most_common(9))}\n")


if __name__ == "__main__":
    main()
