"""What changed between two releases, as facts: statements added, removed, changed, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from loaders.graph.names import MITHAQ
from loaders.release.lines import by_subject
from loaders.release.manifest import DocumentEntry
from loaders.release.opening import Release

Properties = tuple[tuple[str, str], ...]

# What is told of a statement; where it stands says nothing of what it says.
_SHOWN = ("status", "edtf", "attestedEdtf", "accordingTo", "voice", "basis", "extractionRule")


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement in words.

    :ivar iri: of the statement node.
    :ivar says: subject, predicate, object by their English labels.
    :ivar details: status, dates, voice, basis and rule, by property.
    :ivar document: slug of the document.
    :ivar quote: the words it rests on.
    """

    iri: str
    says: tuple[str, str, str]
    details: dict[str, str]
    document: str
    quote: str

    def key(self) -> tuple[object, ...]:
        """Return what makes it the same fact at another place of the same document."""
        return (self.says, tuple(self.details.items()), self.document, self.quote)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one release to another.

    :ivar documents: slug to ``added``, ``removed`` or ``changed``.
    :ivar changed: (before, after) of statements that stayed where they were.
    :ivar moved: number of statements that only stand elsewhere in their document.
    """

    before: str
    after: str
    documents: dict[str, str]
    added: tuple[Fact, ...]
    removed: tuple[Fact, ...]
    changed: tuple[tuple[Fact, Fact], ...]
    moved: int

    def as_json(self) -> dict[str, Any]:
        """Return the difference as JSON values."""
        return {
            **asdict(self),
            "changed": [{"before": asdict(b), "after": asdict(a)} for b, a in self.changed],
        }

    def as_text(self) -> Iterator[str]:
        """Yield the difference as lines for people."""
        yield f"{self.before} → {self.after}"
        for slug, what in self.documents.items():
            yield f"document {slug}: {what}"
        for title, sign, facts in (("removed", "-", self.removed), ("added", "+", self.added)):
            if facts:
                yield f"\n{len(facts)} {title}"
            for fact in facts:
                yield from _lines(fact, sign)
        if self.changed:
            yield f"\n{len(self.changed)} changed"
        for before, after in self.changed:
            yield from _lines(after, "~")
            for name in sorted({*before.details, *after.details}):
                old, new = before.details.get(name, "–"), after.details.get(name, "–")
                if old != new:
                    yield f"    {name}: {old} → {new}"
        if self.moved:
            yield f"\n{self.moved} only moved within their documents"
        if not (self.added or self.removed or self.changed or self.documents):
            yield "no statement changed"


def _lines(fact: Fact, sign: str) -> Iterator[str]:
    yield f"{sign} {' — '.join(fact.says)}"
    details = ", ".join(fact.details.values())
    yield f"    {details}"
    yield f"    «{' '.join(fact.quote.split())}» ({fact.document})"


def difference(before: Release, after: Release) -> Difference:
    """Compare two releases statement by statement; both are read as streams."""
    old_store, new_store = (Store.read_only(str(r.store_path)) for r in (before, after))
    gone: list[Fact] = []
    come: list[Fact] = []
    changed: list[tuple[Fact, Fact]] = []
    for iri, old, new in _unequal(before, after):
        was = None if old is None else _fact(old_store, iri, old)
        now = None if new is None else _fact(new_store, iri, new)
        if was is not None and now is not None:
            if was.key() != now.key():
                changed.append((was, now))
        elif was is not None:
            gone.append(was)
        elif now is not None:
            come.append(now)
    kept = {fact.key() for fact in gone} & {fact.key() for fact in come}
    return Difference(
        before.id,
        after.id,
        _documents(before.manifest.documents, after.manifest.documents),
        _ordered(fact for fact in come if fact.key() not in kept),
        _ordered(fact for fact in gone if fact.key() not in kept),
        tuple(changed),
        sum(fact.key() in kept for fact in come),
    )


def _ordered(facts: Iterator[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (fact.document, fact.says, fact.iri)))


def _documents(
    before: tuple[DocumentEntry, ...], after: tuple[DocumentEntry, ...]
) -> dict[str, str]:
    old = {entry.slug: entry.sha256 for entry in before}
    new = {entry.slug: entry.sha256 for entry in after}
    found = {}
    for slug in sorted({*old, *new}):
        if old.get(slug) != new.get(slug):
            found[slug] = (
                "added" if slug not in old else "removed" if slug not in new else "changed"
            )
    return found


def _statements(release: Release) -> Iterator[tuple[str, Properties]]:
    mark = f"<{release.base}id/statement/".encode()
    with (release.path / "dumps" / "mithaq.nt").open("rb") as file:
        lines = (line for line in file if line.startswith(mark))
        for subject, pairs in by_subject(lines):
            yield subject[1:-1], tuple(pairs)


def _unequal(
    before: Release, after: Release
) -> Iterator[tuple[str, Properties | None, Properties | None]]:
    """Walk along both sorted dumps and yield the statements that are not the same in both."""
    olds, news = _statements(before), _statements(after)
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old[0] < new[0]):
            if old is not None:
                yield old[0], old[1], None
            old = next(olds, None)
        elif old is None or new[0] < old[0]:
            yield new[0], None, new[1]
            new = next(news, None)
        else:
            if old[1] != new[1]:
                yield old[0], old[1], new[1]
            old, new = next(olds, None), next(news, None)


def _fact(store: Store, iri: str, properties: Properties) -> Fact:
    values: dict[str, list[str]] = {}
    for predicate, value in properties:
        if predicate.startswith(f"<{MITHAQ}"):
            values.setdefault(predicate[len(MITHAQ) + 1 : -1], []).append(value)
    details = {
        name: ", ".join(_word(store, value) for value in values[name])
        for name in _SHOWN
        if name in values
    }
    span = (values.get("evidence") or [""])[0]
    subject, predicate, value = (
        _word(store, (values.get(name) or [""])[0]) for name in ("subject", "predicate", "object")
    )
    document, quote = _evidence(store, span[1:-1])
    return Fact(iri, (subject, predicate, value), details, document, quote)


def _word(store: Store, term: str) -> str:
    """Return a term of N-Triples as a person would say it."""
    if not term.startswith("<"):
        return term.rsplit("^^", 1)[0].strip('"')
    found = _label(store, NamedNode(term[1:-1]))
    return found or term[1:-1].rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _label(store: Store, node: NamedNode) -> str:
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    quads = store.quads_for_pattern(node, label, None, None)
    texts = [quad.object for quad in quads if isinstance(quad.object, Literal)]
    ordered = sorted(texts, key=lambda text: (text.language != "en", text.value))
    return ordered[0].value if ordered else ""


def _evidence(store: Store, span: str) -> tuple[str, str]:
    node = NamedNode(span)
    document = quote = ""
    for quad in store.quads_for_pattern(node, None, None, None):
        name = quad.predicate.value.removeprefix(MITHAQ)
        if name == "quote" and isinstance(quad.object, Literal):
            quote = quad.object.value
        elif name == "inDocument" and isinstance(quad.object, NamedNode):
            document = quad.object.value.rsplit("/", 1)[-1]
    return document, quote
