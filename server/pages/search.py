"""Search for things by name, in Arabic and English, whatever the spelling.

The names of a release are read once and folded; after that a search costs no query.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from loaders.graph.names import MITHAQ
from loaders.text.folding import fold
from server.pages.graph import Row


@dataclass(slots=True)
class Named:
    """A thing with all its names.

    :ivar labels: preferred names by language tag.
    :ivar folded: every name, folded.
    :ivar kinds: classes of the ontology that it belongs to.
    """

    iri: str
    labels: dict[str, str] = field(default_factory=dict)
    folded: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)

    def label(self, language: str) -> str:
        """Return the label in `language`, else in English, else any, else the IRI."""
        found = self.labels.get(language) or self.labels.get("en")
        return found or next(iter(self.labels.values()), self.iri)


def search_form(text: str) -> str:
    """Return `text` as it is compared: folded, without the article at the start.

    >>> search_form("  أذربيجان ") == search_form("اذربيجان")
    True
    """
    folded = fold(text).text.strip()
    return folded.removeprefix("ال") if len(folded) > 4 else folded


class NameIndex:
    """The names of one release.

    :param rows: rows of ``?node ?name ?preferred ?kind`` (names.rq).
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._things: dict[str, Named] = {}
        for row in rows:
            thing = self._things.setdefault(row["node"].text, Named(row["node"].text))
            name = row["name"]
            thing.folded.add(search_form(name.text))
            if "preferred" in row:
                thing.labels.setdefault(name.language or "", name.text)
            if row["kind"].text.startswith(MITHAQ):
                thing.kinds.add(row["kind"].text)

    def __len__(self) -> int:
        return len(self._things)

    def of_class(self, cls: str | None, limit: int) -> list[Named]:
        """Return the things of a class (of any, for None), `limit` at most."""
        found = (t for t in self._things.values() if cls is None or cls in t.kinds)
        return list(islice(found, limit))

    def find(self, words: str, limit: int) -> list[Named]:
        """Return the things of which a name holds `words`: whole names first, then beginnings.

        :param limit: the most to return.
        """
        wanted = search_form(words)
        if not wanted:
            return []
        ranked = []
        for thing in self._things.values():
            best = min(
                (_rank(name, wanted) for name in thing.folded if wanted in name), default=None
            )
            if best is not None:
                ranked.append((best, min(map(len, thing.folded)), thing.iri, thing))
        ranked.sort(key=lambda entry: entry[:3])
        return [entry[3] for entry in ranked[:limit]]


def _rank(name: str, wanted: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in name else 3
