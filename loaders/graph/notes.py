"""Editorial notes: what the makers of the graph remark on disagreements in the sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Quad

from loaders.graph.disagreements import Comparison
from loaders.graph.facts import DATE, NUMBER, SESSION, TRIPLE, Fact
from loaders.graph.names import Names, digest, term

_OPEN_BEGIN, _OPEN_END = "0000", "9999-99"


@dataclass(frozen=True, slots=True)
class Note:
    """A disagreement: the facts that do not go together, ordered by value and statement."""

    kind: str
    node: str
    facts: tuple[Fact, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """Return the distinct values, in order."""
        return tuple(dict.fromkeys(fact.value for fact in self.facts))


def corroborated(facts: Sequence[Fact]) -> bool:
    """Return whether facts with the same plain triple come from two different documents.

    A copy of a document under another name is no second source.
    """
    return facts[0].kind == TRIPLE and len({fact.sha256 for fact in facts}) > 1


def disagreement(facts: Sequence[Fact]) -> Note | None:
    """Return the note on facts of one kind and subject, or None where they agree."""
    kind = facts[0].kind
    clash = (
        kind == SESSION
        or (kind == NUMBER and len({fact.value for fact in facts}) > 1)
        or (kind == DATE and any(_exclude(a, b) for a, b in combinations(_distinct(facts), 2)))
    )
    if not clash:
        return None
    ordered = sorted(facts, key=lambda fact: (fact.value, fact.statement))
    return Note(kind, facts[0].node, tuple(ordered))


def _distinct(facts: Sequence[Fact]) -> list[Fact]:
    return list({fact.value: fact for fact in facts}.values())


def _exclude(first: Fact, second: Fact) -> bool:
    """Return whether no day lies in both dates, or both are closed intervals that differ."""
    begins = max(first.begin or _OPEN_BEGIN, second.begin or _OPEN_BEGIN)
    ends = min(first.end or _OPEN_END, second.end or _OPEN_END)
    if begins > ends:
        return True
    # Two closed intervals (terms of office) must be the same; an open one says less, not otherwise.
    closed = all("/" in fact.value and fact.begin and fact.end for fact in (first, second))
    return closed and (first.begin, first.end) != (second.begin, second.end)


def note_quads(note: Note, comparison: Comparison, names: Names) -> Iterator[Quad]:
    """Yield the note as a node of the graph of metadata."""
    graph = names.graph("meta")
    mark = digest(note.kind, note.node, *(f"{f.statement} {f.value}" for f in note.facts))
    node = names.thing(f"note/{mark}")
    yield Quad(node, term("rdf:type"), term("m:EditorialNote"), graph)
    yield Quad(node, term("m:noteKind"), Literal(f"disagreement-{note.kind}"), graph)
    yield Quad(node, term("m:noteOn"), NamedNode(note.node), graph)
    for fact in note.facts:
        yield Quad(node, term("m:disagreement"), NamedNode(fact.statement), graph)
    for language, text in note_texts(note, comparison).items():
        yield Quad(node, term("rdfs:label"), Literal(text, language=language), graph)


def note_texts(note: Note, comparison: Comparison) -> dict[str, str]:
    """Return the wording of a note by language."""
    labels = dict(note.facts[0].labels)
    return {
        language: template.format(
            label=labels.get(language, note.node), values=_JOINERS[language].join(note.values)
        )
        for language, template in comparison.notes[note.kind].items()
    }


_JOINERS = {"en": ", ", "ar": "، "}
