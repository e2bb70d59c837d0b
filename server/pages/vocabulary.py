"""The ontology: documentation made from its own labels and definitions, and the ontology as RDF."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from loaders.errors import NotFound
from loaders.graph.names import MITHAQ, PREFIXES
from server.pages.blueprint import blueprint
from server.pages.formats import GRAPHS, graph_response, wanted
from server.pages.graph import Resource, filled
from server.pages.page import Page, open_page
from server.pages.statements import RDF_TYPE
from server.pages.terms import Shower, Shown

_OWL, _RDFS, _SKOS = PREFIXES["owl"], PREFIXES["rdfs"], PREFIXES["skos"]
_SCHEMA = PREFIXES["schema"]
_PROPERTIES = {f"{_OWL}{kind}Property" for kind in ("Object", "Datatype", "Annotation")}
# What is told of a term, in this order: text key -> properties.
_DETAILS = (
    ("type", ()),
    ("super_class", (f"{_RDFS}subClassOf",)),
    ("super_property", (f"{_RDFS}subPropertyOf",)),
    ("domain", (f"{_RDFS}domain", f"{_SCHEMA}domainIncludes")),
    ("range", (f"{_RDFS}range", f"{_SCHEMA}rangeIncludes")),
    ("inverse", (f"{_OWL}inverseOf",)),
    (
        "aligned",
        (
            f"{_OWL}equivalentClass",
            f"{_OWL}equivalentProperty",
            *(f"{_SKOS}{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of the ontology."""

    name: str
    label: str
    lang: str
    other_label: str
    other_lang: str
    contested: bool
    definitions: list[Shown]
    details: list[tuple[str, list[Shown]]]


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of terms."""

    id: str
    terms: list[TermView]


@blueprint.get("/ontology")
def ontology() -> Response:
    """Show the ontology, or send it as RDF."""
    page = open_page()
    name = wanted(GRAPHS)
    graph = f"{page.addresses.base}graph/ontology"
    if name != "html":
        return graph_response(page, filled("ontology_graph", graph=graph), name)
    found = page.graph.resources("ontology", graph=graph)
    show = page.shower(found.iris())
    sections: dict[str, list[TermView]] = {
        "classes": [],
        "properties": [],
        "individuals": [],
        "other": [],
    }
    for node in found.values():
        if node.iri != MITHAQ:
            sections[_section(node)].append(_term(page, show, node))
    return page.render(
        "ontology",
        namespace=MITHAQ,
        sections=[
            Section(key, sorted(terms, key=lambda term: term.label.casefold()))
            for key, terms in sections.items()
            if terms
        ],
        format_links=[(known, f"/ontology.{known}") for known in GRAPHS],
    )


@blueprint.get("/ontology.<ending>")
def ontology_file(ending: str) -> BaseResponse:
    """Send the ontology as RDF."""
    if ending not in GRAPHS:
        raise NotFound(
            f"The ontology has no form “{ending}”.", remedy=f"It has: {', '.join(GRAPHS)}."
        )
    page = open_page()
    graph = f"{page.addresses.base}graph/ontology"
    return graph_response(page, filled("ontology_graph", graph=graph), ending)


def _section(node: Resource) -> str:
    kinds = {value.text for value in node.all(RDF_TYPE)}
    if f"{_OWL}Class" in kinds or f"{_RDFS}Class" in kinds:
        return "classes"
    if kinds & _PROPERTIES:
        return "properties"
    return "individuals" if f"{_OWL}NamedIndividual" in kinds else "other"


def _term(page: Page, show: Shower, node: Resource) -> TermView:
    label, lang = show.label(node.iri)
    labels = show.texts(node.all(f"{_RDFS}label"))
    other = next((text for text in labels if text.lang != lang), None)
    definitions = show.texts(
        value
        for name in (f"{_SKOS}definition", f"{_RDFS}comment", f"{_SKOS}scopeNote")
        for value in node.all(name)
    )
    in_language = [text for text in definitions if text.lang == page.language.tag]
    kinds = {value.text for value in node.all(RDF_TYPE)}
    return TermView(
        name=node.iri.removeprefix(MITHAQ),
        label=label,
        lang=lang,
        other_label=other.text if other else "",
        other_lang=other.lang if other else "",
        contested=f"{MITHAQ}ContestedProperty" in kinds,
        definitions=in_language or definitions,
        details=_details(show, node),
    )


def _details(show: Shower, node: Resource) -> list[tuple[str, list[Shown]]]:
    details = []
    for key, names in _DETAILS:
        if key == "type":
            # What is plain from the section (class, property) is not repeated.
            values = [v for v in node.all(RDF_TYPE) if v.text.startswith(MITHAQ)]
        else:
            values = [v for name in names for v in node.all(name)]
        shown = [show(value) for value in values if value.kind == "iri"]
        if shown:
            details.append((key, shown))
    return details
