"""Statements as pages show them: what is said, by whom, in which words, and how it was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.document import Span
from loaders.graph.names import MITHAQ, PREFIXES
from loaders.release.opening import Release
from ontology.statement_types import load_statement_types
from server.pages.graph import CONTEXTS, Resource, Resources
from server.pages.passages import Cited, Passage, by_sentence, document_text, passage
from server.pages.terms import DateShown, Shower, Shown

STATEMENT = f"{MITHAQ}Statement"
RDF_TYPE = f"{PREFIXES['rdf']}type"
# Properties of a described node that a page shows elsewhere or that say nothing to a reader.
_NOT_ROLES = {
    RDF_TYPE,
    f"{PREFIXES['rdfs']}label",
    f"{PREFIXES['skos']}prefLabel",
    f"{PREFIXES['skos']}altLabel",
    *(MITHAQ + name for name in ("edtf", "begins", "ends", "precision", "asWritten")),
    *(MITHAQ + name for name in ("normalisedBy", "wikidata", "describedBy")),
}
_DATE_DETAILS = (
    ("as_written", "asWritten"),
    ("begins", "begins"),
    ("ends", "ends"),
    ("precision", "precision"),
    ("normalised_by", "normalisedBy"),
    ("attested", "attestedEdtf"),
)


@dataclass(frozen=True, slots=True)
class Valued:
    """A value with the statements that say it."""

    shown: Shown
    cited: tuple[StatementView, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A property and its values."""

    predicate: Shown
    values: tuple[Valued, ...]


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement for templates.

    :ivar number: the hash that ends its IRI; `ordinal` counts within one page or document.
    :ivar subject: None where the text leaves open who did it.
    :ivar start: where its words begin, for the order of the text.
    """

    iri: str
    number: str
    ordinal: int
    href: str
    type: str
    type_label: str
    subject: Shown | None
    predicate: Shown
    object: Shown | None
    about: Shown | None
    status: str
    contested: bool
    voice: str
    according_to: Shown | None
    reported_by: Shown | None
    date: DateShown | None
    date_details: tuple[tuple[str, Shown], ...]
    basis: str
    rule: str
    roles: tuple[Group, ...]
    cited: tuple[Cited, ...]
    passages: tuple[Passage, ...]

    @property
    def anchor(self) -> str:
        """Return the fragment that names the statement in a page."""
        return f"st-{self.number}"

    @property
    def is_of_node(self) -> bool:
        """Return whether the text leaves out what the type's plain triple needs.

        The statement then relates what it describes to one of its parts, which says no more than
        the name of what it describes.
        """
        known = load_statement_types().get(self.type)
        is_plain = known is not None and self.predicate.iri == MITHAQ + known.direct.predicate
        return self.subject is not None and self.subject == self.about and not is_plain

    @property
    def kind(self) -> str:
        """Return the local name of the class of what it describes; several types may share one."""
        return local_name(class_of(self.type)) or self.type

    @property
    def in_document(self) -> str:
        """Return the path of the statement's words in the document's page."""
        slug = self.cited[0].slug if self.cited else ""
        return f"/documents/{slug}#{self.anchor}"

    @property
    def main(self) -> Cited | None:
        """Return the statement's own words."""
        return next((c for c in self.cited if c.main), None)

    @property
    def plain(self) -> str:
        """Return what is said as plain text, for citing."""
        if self.is_of_node and self.about is not None:
            return self.about.text
        parts = (self.subject, self.predicate, self.object)
        return " – ".join(part.text for part in parts if part is not None)


def local_name(iri: str | None) -> str:
    """Return the last step of an IRI, empty for None."""
    return "" if iri is None else iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def class_of(kind: str) -> str | None:
    """Return the IRI of the class of what statements of a type describe, None if not known."""
    known = load_statement_types().get(kind)
    return None if known is None else MITHAQ + known.cls


def named_in(found: Resources) -> set[str]:
    """Return every IRI that a view of the statements in `found` may want a label for."""
    kinds = {v.text for node in found.values() for v in node.all("statementType")}
    return found.iris() | {cls for kind in kinds if (cls := class_of(kind)) is not None}


def nodes_of_statements(found: Resources) -> list[Resource]:
    """Return the statements among `found`, in the order of their words in the documents."""
    nodes = [
        node
        for node in found.values()
        if node.one("subject") or node.one("predicate") or node.one("statementType")
    ]
    return sorted(nodes, key=lambda node: (_place(node, found), node.iri))


def _place(node: Resource, found: Resources) -> tuple[str, int, int]:
    spans = cited_of(node, found)
    return (spans[0].slug, spans[0].span.start, spans[0].span.end) if spans else ("", 0, 0)


def cited_of(node: Resource, found: Resources) -> tuple[Cited, ...]:
    """Return the spans that a statement cites: its own words, then words that it rests on."""
    return tuple(
        cited
        for name in ("evidence", *CONTEXTS)
        for value in node.all(name)
        if (cited := _cited(found.get(value.text), main=name == "evidence")) is not None
    )


def _cited(span: Resource | None, *, main: bool) -> Cited | None:
    if span is None:
        return None
    start, end, document = span.text("start"), span.text("end"), span.text("inDocument")
    if start is None or end is None or document is None:
        return None
    return Cited(span.iri, local_name(document), Span(int(start), int(end)), main)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Makes views of statements out of what was read of the graph.

    :ivar release: where the documents' texts are, None where a page shows no sentences.
    :ivar with_roles: whether the page shows all parts of what a statement describes.
    """

    shower: Shower
    found: Resources
    release: Release | None = None
    with_roles: bool = False

    def all(self, nodes: Sequence[Resource]) -> list[StatementView]:
        """Return the views of statements, numbered from 1 in the order given."""
        return [self.view(node, ordinal) for ordinal, node in enumerate(nodes, 1)]

    def view(self, node: Resource, ordinal: int = 1) -> StatementView:
        """Return the view of one statement."""
        show = self.shower
        cited = cited_of(node, self.found)
        about = node.text("about")
        kind = node.text("statementType") or ""
        described = self.found.get(about or "")
        contested = local_name(node.text("status")) == "Contested"
        return StatementView(
            iri=node.iri,
            number=local_name(node.iri),
            ordinal=ordinal,
            href=show.addresses.path(node.iri) or "",
            type=kind,
            type_label=self._type_label(kind),
            subject=self._shown(node, "subject"),
            predicate=self._shown(node, "predicate") or show.iri(STATEMENT),
            object=self._shown(node, "object"),
            about=self._shown(node, "about"),
            status=local_name(node.text("status")),
            contested=contested,
            voice=local_name(node.text("voice")).lower().removesuffix("voice") or "document",
            according_to=self._shown(node, "accordingTo"),
            reported_by=self._shown(node, "reportedBy"),
            date=show.date(node.text("edtf")),
            date_details=tuple(
                (key, show(value))
                for key, name in _DATE_DETAILS
                if (value := node.one(name)) is not None
            ),
            basis=local_name(node.text("basis")),
            rule=local_name(node.text("extractionRule")),
            roles=self.groups(described) if self.with_roles and described is not None else (),
            cited=cited,
            passages=self._passages(node, cited, contested=contested),
        )

    def groups(self, node: Resource, without: Iterable[str] = ()) -> tuple[Group, ...]:
        """Return the properties of a described node that say something to a reader."""
        left_out = _NOT_ROLES | set(without)
        return tuple(
            Group(
                self.shower.iri(predicate),
                tuple(Valued(self.shower(value)) for value in node.all(predicate)),
            )
            for predicate in sorted(node.values, key=lambda p: self.shower.label(p)[0])
            if predicate not in left_out
        )

    def _shown(self, node: Resource, name: str) -> Shown | None:
        value = node.one(name)
        return None if value is None else self.shower(value)

    def _type_label(self, kind: str) -> str:
        cls = class_of(kind)
        return kind.replace("_", " ") if cls is None else self.shower.label(cls)[0]

    def _passages(
        self, node: Resource, cited: Sequence[Cited], *, contested: bool
    ) -> tuple[Passage, ...]:
        if self.release is None:
            return ()
        passages = []
        for slug in dict.fromkeys(c.slug for c in cited):
            document = document_text(self.release, slug)
            shown = self.shower.iri(f"{self.shower.addresses.base}id/document/{slug}")
            for group in by_sentence(document, [c for c in cited if c.slug == slug]):
                passages.append(
                    passage(
                        document,
                        group,
                        shown=shown,
                        anchor=f"st-{local_name(node.iri)}",
                        contested=contested,
                    )
                )
        return tuple(passages)
