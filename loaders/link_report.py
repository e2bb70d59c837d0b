"""Checks links to Wikidata against the entities, and counts what is linked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.links import CLOSE, EXACT, Mapping
from loaders.mentions.names.entity_files import EntityTable

# Below this a mapping is a candidate, at it or above it a verified link (design: two sources).
VERIFIED = 0.8


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many entities of one kind are linked, and how.

    :ivar kind: the entities' kind.
    :ivar listed: how many entities the files list.
    :ivar exact: how many have a verified exact match.
    :ivar close: how many have a verified close match.
    :ivar candidates: how many have an item from one source only.
    :ivar not_found: how many were searched for in vain.
    """

    kind: str
    listed: int
    exact: int
    close: int
    candidates: int
    not_found: int


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What the SSSOM files say about the entities.

    :ivar counts: one a kind, the kind with most entities first.
    :ivar problems: (line in its file, what is wrong), verified file first; empty if all is well.
    """

    counts: tuple[KindCount, ...]
    problems: tuple[tuple[int, str], ...]


def report_links(
    table: EntityTable, verified: Iterable[Mapping], candidates: Iterable[Mapping]
) -> LinkReport:
    """Return the report on both mapping files: every subject listed, no item given twice."""
    verified, candidates = tuple(verified), tuple(candidates)
    listed = Counter(entry.entity.kind for entry in table.entries)
    exact = _by_kind(m for m in verified if m.predicate == EXACT)
    close = _by_kind(m for m in verified if m.predicate == CLOSE)
    possible = _by_kind(m for m in candidates if m.qid is not None)
    vain = _by_kind(m for m in candidates if m.qid is None)
    counts = tuple(
        KindCount(kind, number, exact[kind], close[kind], possible[kind], vain[kind])
        for kind, number in listed.most_common()
    )
    problems = (*_verified_problems(table, verified), *_candidate_problems(table, candidates))
    return LinkReport(counts, problems)


def _by_kind(mappings: Iterable[Mapping]) -> Counter[str]:
    return Counter(kind for kind, _ in {tuple(m.key.split("/", 1)) for m in mappings})


def _verified_problems(
    table: EntityTable, mappings: tuple[Mapping, ...]
) -> Iterator[tuple[int, str]]:
    owners: dict[str, str] = {}
    linked: set[tuple[str, str]] = set()
    for mapping in mappings:
        yield from _subject_problems(table, mapping)
        if mapping.qid is None or mapping.confidence < VERIFIED:
            yield mapping.line, f"{mapping.key} is not verified; it belongs among the candidates"
            continue
        if (mapping.key, mapping.predicate) in linked:
            yield mapping.line, f"{mapping.key} has two rows with {mapping.predicate}"
        linked.add((mapping.key, mapping.predicate))
        if mapping.predicate == EXACT:
            owner = owners.setdefault(mapping.qid, mapping.key)
            if owner != mapping.key:
                yield mapping.line, f"{mapping.qid} is already the item of {owner}"


def _candidate_problems(
    table: EntityTable, mappings: tuple[Mapping, ...]
) -> Iterator[tuple[int, str]]:
    for mapping in mappings:
        yield from _subject_problems(table, mapping)
        if mapping.confidence >= VERIFIED:
            yield mapping.line, f"{mapping.key} is verified; it belongs into the other file"


def _subject_problems(table: EntityTable, mapping: Mapping) -> Iterator[tuple[int, str]]:
    entry = table.by_key.get(mapping.key)
    if entry is None:
        yield mapping.line, f"{mapping.key} is no listed entity"
    elif entry.entity.label() != mapping.label:
        yield mapping.line, f"{mapping.key} is labelled {entry.entity.label()} in the entity files"
    if not mapping.comment:
        yield mapping.line, f"{mapping.key} has no evidence in its comment"
