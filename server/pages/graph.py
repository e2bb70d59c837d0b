"""What the pages read from the graph: named queries in ``sparql/``, through the query pool.

The queries are files, so that they can be read and tried. A placeholder ``«name»`` is replaced by
a term that this module has written, never by text that came from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.graph.names import MITHAQ, PREFIXES
from server.engine.query import Table, Term
from server.pages.addresses import is_iri
from server.pages.terms import Labels, Value

if TYPE_CHECKING:
    from server.engine.pool import QueryPool

FOLDER = Path(__file__).parent / "sparql"
# Labels are asked for in one query; a page that would need more shows short IRIs for the rest.
MOST_LABELS = 2000
# What leads from a statement to further words that it rests on.
CONTEXTS = ("contextSpan", "dateContext", "participantContext", "resolutionContext")

Row = Mapping[str, Value]


@cache
def query_text(name: str) -> str:
    """Return the text of the page query `name`, with the prefixes that it uses."""
    text = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    text = text.replace("«context»", "|".join(f"m:{context}" for context in CONTEXTS))
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"{prefix}:" in text}
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in used.items()) + text


def filled(name: str, **terms: str | int | Sequence[str]) -> str:
    """Return the page query `name` with its placeholders filled.

    :param terms: placeholder -> IRI, several IRIs, or a whole number.
    :raises ValueError: a value is no IRI: it would not be safe in a query.
    """
    text = query_text(name)
    for placeholder, value in terms.items():
        if isinstance(value, int):
            written = str(value)
        else:
            iris = [value] if isinstance(value, str) else value
            if strange := [iri for iri in iris if not is_iri(iri)]:
                raise ValueError(f"not an IRI: {strange[0]!r}")
            written = " ".join(f"<{iri}>" for iri in iris)
        text = text.replace(f"«{placeholder}»", written)
    if left := re.search("«[a-z]+»", text):
        raise ValueError(f"nothing was given for {left.group()} in {name}.rq")
    return text


def value_of(term: Term) -> Value:
    """Return a term of the engine as the pages know it."""
    return Value(term.kind, term.value, term.language, term.datatype)


@dataclass(slots=True)
class Resource:
    """A node with its properties."""

    iri: str
    values: dict[str, list[Value]] = field(default_factory=dict)

    def all(self, name: str) -> list[Value]:
        """Return the values of the property `name` of the ontology (or a full IRI), sorted."""
        iri = name if ":" in name else MITHAQ + name
        return sorted(self.values.get(iri, []), key=lambda v: (v.text, v.language or ""))

    def one(self, name: str) -> Value | None:
        """Return the first value of the property, or None."""
        found = self.all(name)
        return found[0] if found else None

    def text(self, name: str) -> str | None:
        """Return the first value of the property as text, or None."""
        found = self.one(name)
        return None if found is None else found.text

    def iris(self) -> set[str]:
        """Return all IRIs that it names: itself, its properties and their values."""
        objects = {v.text for values in self.values.values() for v in values if v.kind == "iri"}
        return {self.iri, *self.values, *objects}


class Resources(dict[str, Resource]):
    """Nodes by IRI, from rows of ``?node ?property ?value``."""

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Resources:
        """Collect rows; a row that came twice counts once."""
        found = cls()
        for row in rows:
            node = found.setdefault(row["node"].text, Resource(row["node"].text))
            values = node.values.setdefault(row["property"].text, [])
            if row["value"] not in values:
                values.append(row["value"])
        return found

    def iris(self) -> set[str]:
        """Return all IRIs that the nodes name."""
        return set().union(*(node.iris() for node in self.values()))


@dataclass(frozen=True, slots=True)
class Graph:
    """The graph of the release, for the time of one request.

    :ivar client: who asks, so that the limits per client hold for pages as well.
    """

    pool: QueryPool
    client: str

    def rows(self, name: str, **terms: str | int | Sequence[str]) -> list[Row]:
        """Return the rows of the page query `name`.

        :raises loaders.errors.ServiceError: as the pool does.
        """
        return _rows(self.pool.table(filled(name, **terms), client=self.client))

    def resources(self, name: str, **terms: str | int | Sequence[str]) -> Resources:
        """Return the nodes of a page query that gives ``?node ?property ?value``."""
        return Resources.of(self.rows(name, **terms))

    def statements(self, iris: Sequence[str]) -> Resources:
        """Return statements with their spans and the nodes that they describe."""
        return self.resources("statements", statements=iris) if iris else Resources()

    def labels(self, iris: Iterable[str], own: Sequence[str]) -> Labels:
        """Return the labels of `iris` by IRI and language.

        :param own: namespaces in which things have labels here; the rest is not asked for.
        """
        wanted = sorted(iri for iri in set(iris) if iri.startswith(tuple(own)) and is_iri(iri))
        if not wanted:
            return {}
        found: dict[str, dict[str, str]] = {}
        for row in self.rows("labels", iris=wanted[:MOST_LABELS]):
            by_language = found.setdefault(row["node"].text, {})
            by_language.setdefault(row["label"].language or "", row["label"].text)
        return found


def _rows(table: Table) -> list[Row]:
    return [{name: value_of(term) for name, term in row.items()} for row in table.rows]
