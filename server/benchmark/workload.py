"""The query classes of the benchmark, each with a parameter so that no two requests are alike."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from server.benchmark.generate import BODIES, ID, STATES

_QUERIES = Path(__file__).parent / "queries"


@dataclass(frozen=True, slots=True)
class QueryClass:
    """One kind of question.

    :ivar name: short name in the table.
    :ivar template: SPARQL with ``$state``, ``$body`` and ``$year`` where it varies.
    """

    name: str
    template: str

    @property
    def graph(self) -> bool:
        """Whether the answer is a graph."""
        return "CONSTRUCT" in self.template or "DESCRIBE" in self.template

    def text(self, chance: random.Random) -> str:
        """Return one question of this class, drawn with `chance`.

        A comment makes each text unique, so that "unrepeated" means that no cache can know it.
        """
        query = (
            self.template.replace("$state", f"<{ID}state/s{chance.randrange(STATES)}>")
            .replace("$body", f"<{ID}organ/b{chance.randrange(BODIES)}>")
            .replace("$year", str(1946 + chance.randrange(70)))
        )
        return f"{query}# {chance.randrange(1 << 60)}\n"


def query_classes() -> tuple[QueryClass, ...]:
    """Return all classes, one a file of the folder ``queries`` beside this module."""
    return tuple(
        QueryClass(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(_QUERIES.glob("*.rq"))
    )
