"""Where in an entity file a fault stands: lines are found only when there is one to report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml

from loaders.errors import EntityError


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one entry.

    :ivar path: the file.
    :ivar position: the entry's place in its file, from 0.
    :ivar what: what is wrong.
    :ivar words: the offending words, as they stand in the file.
    """

    path: Path
    position: int
    what: str
    words: str


def raise_problems(problems: Sequence[Problem]) -> NoReturn:
    """Raise one `EntityError` that tells all `problems`, in the order of file and line."""
    documents = {path: _nodes(path) for path in {problem.path for problem in problems}}
    placed = sorted(
        (
            (str(problem.path), _line(documents[problem.path], problem), problem)
            for problem in problems
        ),
        key=lambda entry: entry[:2],
    )
    _, line, first = placed[0]
    others = "".join(
        f"\n{path}:{number}: {problem.what} «{problem.words}»"
        for path, number, problem in placed[1:]
    )
    raise EntityError(
        first.what,
        path=first.path,
        line=line,
        excerpt=first.words,
        remedy=f"Mend the entry; data/entities/README.md explains the form.{others}",
    )


def _nodes(path: Path) -> list[yaml.Node]:
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return list(root.value) if isinstance(root, yaml.SequenceNode) else []


def _line(entries: list[yaml.Node], problem: Problem) -> int:
    """Return the 1-based line of the problem's words within its entry, else of the entry."""
    entry = entries[problem.position]
    pending: list[yaml.Node] = [entry]
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.ScalarNode) and node.value == problem.words:
            return int(node.start_mark.line) + 1
        if isinstance(node, yaml.SequenceNode):
            pending += node.value
        elif isinstance(node, yaml.MappingNode):
            pending += [part for pair in node.value for part in pair]
    return int(entry.start_mark.line) + 1
