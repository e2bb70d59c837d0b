"""Descriptions of the data itself: documents, the dataset (VoID, DCAT), how it was made (PROV)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from loaders.document import Document
from loaders.graph.names import MITHAQ, Names, digest, term

_TYPE = term("rdf:type")
LICENCE = NamedNode("https://spdx.org/licenses/MIT")
_IANA = "https://www.iana.org/assignments/media-types/"

TITLE = {"en": "Mithaq", "ar": "ميثاق"}
DESCRIPTION = {
    "en": "What documents say about states in international organisations: every statement with "
    "its sentence, its date as written and who says so.",
    "ar": "ما تقوله الوثائق عن الدول في المنظمات الدولية: كل قول مع جملته وتاريخه كما كُتب وقائله.",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of the data, the graph of metadata left out.

    :ivar triples: distinct triples.
    :ivar subjects: distinct subjects.
    :ivar classes: instances by class IRI.
    :ivar properties: triples by property IRI.
    :ivar graphs: triples by graph IRI.
    """

    triples: int
    subjects: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    graphs: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Distribution:
    """A dump to describe: file name, media type, what it holds in English and Arabic."""

    name: str
    media_type: str
    titles: tuple[tuple[str, str], ...]


def document_record(document: Document, names: Names) -> Iterator[Quad]:
    """Yield what is known of a source document beside its text."""
    graph, node = names.graph("meta"), names.document(document)
    titles = document.title or (("", document.name),)
    yield Quad(node, _TYPE, term("m:SourceDocument"), graph)
    yield Quad(node, _TYPE, term("prov:Entity"), graph)
    for language, text in titles:
        value = Literal(text, language=language) if language else Literal(text)
        yield Quad(node, term("dcterms:title"), value, graph)
        yield Quad(node, term("rdfs:label"), value, graph)
    yield Quad(node, term("dcterms:language"), Literal(document.language), graph)
    yield Quad(node, term("dcterms:identifier"), Literal(document.name), graph)
    yield Quad(node, term("m:sha256"), Literal(document.sha256), graph)
    yield Quad(node, term("m:characters"), Literal(len(document.text)), graph)
    if document.revised is not None:
        yield Quad(node, term("m:statedRevision"), Literal(document.revised), graph)
    activity = names.thing("activity/extraction")
    yield Quad(activity, term("prov:used"), node, graph)


def dataset_quads(
    names: Names, counts: Counts, distributions: tuple[Distribution, ...], version: str
) -> Iterator[Quad]:
    """Yield the description of the dataset, its parts, its downloads and its making."""
    graph, dataset = names.graph("meta"), names.thing("dataset/mithaq")
    for cls in ("void:Dataset", "dcat:Dataset", "prov:Entity"):
        yield Quad(dataset, _TYPE, term(cls), graph)
    for language, text in TITLE.items():
        yield Quad(dataset, term("dcterms:title"), Literal(text, language=language), graph)
        yield Quad(dataset, term("rdfs:label"), Literal(text, language=language), graph)
    for language, text in DESCRIPTION.items():
        yield Quad(dataset, term("dcterms:description"), Literal(text, language=language), graph)
    pairs = (
        ("dcterms:license", LICENCE),
        ("void:uriSpace", Literal(f"{names.base}id/")),
        ("void:vocabulary", NamedNode(MITHAQ.rstrip("#"))),
        ("void:triples", Literal(counts.triples)),
        ("void:distinctSubjects", Literal(counts.subjects)),
        ("void:classes", Literal(len(counts.classes))),
        ("void:properties", Literal(len(counts.properties))),
        ("prov:wasGeneratedBy", names.thing("activity/extraction")),
    )
    for predicate, value in pairs:
        yield Quad(dataset, term(predicate), value, graph)
    yield from _partitions(names, dataset, counts)
    yield from _distributions(names, dataset, distributions)
    yield from _making(names, version)


def _partitions(names: Names, dataset: NamedNode, counts: Counts) -> Iterator[Quad]:
    graph = names.graph("meta")
    for iri, number in counts.classes.items():
        part = names.thing(f"dataset/class-{_short(iri)}")
        yield Quad(dataset, term("void:classPartition"), part, graph)
        yield Quad(part, _TYPE, term("void:Dataset"), graph)
        yield Quad(part, term("void:class"), NamedNode(iri), graph)
        yield Quad(part, term("void:entities"), Literal(number), graph)
    for iri, number in counts.properties.items():
        part = names.thing(f"dataset/property-{_short(iri)}")
        yield Quad(dataset, term("void:propertyPartition"), part, graph)
        yield Quad(part, _TYPE, term("void:Dataset"), graph)
        yield Quad(part, term("void:property"), NamedNode(iri), graph)
        yield Quad(part, term("void:triples"), Literal(number), graph)
    for iri, number in counts.graphs.items():
        part = NamedNode(iri)
        yield Quad(dataset, term("void:subset"), part, graph)
        yield Quad(part, _TYPE, term("void:Dataset"), graph)
        yield Quad(part, term("void:triples"), Literal(number), graph)


def _short(iri: str) -> str:
    local = iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return local if iri == MITHAQ + local else f"{local}-{digest(iri, length=6)}"


def _distributions(
    names: Names, dataset: NamedNode, distributions: tuple[Distribution, ...]
) -> Iterator[Quad]:
    graph = names.graph("meta")
    for distribution in distributions:
        node = names.thing(f"distribution/{distribution.name}")
        address = NamedNode(f"{names.base}dumps/{distribution.name}")
        yield Quad(dataset, term("dcat:distribution"), node, graph)
        yield Quad(dataset, term("void:dataDump"), address, graph)
        yield Quad(node, _TYPE, term("dcat:Distribution"), graph)
        yield Quad(node, term("dcat:downloadURL"), address, graph)
        media_type = NamedNode(_IANA + distribution.media_type)
        yield Quad(node, term("dcat:mediaType"), media_type, graph)
        for language, text in distribution.titles:
            yield Quad(node, term("dcterms:title"), Literal(text, language=language), graph)


def _making(names: Names, version: str) -> Iterator[Quad]:
    """Yield the one activity that made all statements, without a time: same input, same bytes."""
    graph = names.graph("meta")
    activity, agent = names.thing("activity/extraction"), names.thing("agent/mithaq")
    labels = (
        (activity, "en", "Extraction of statements from the documents"),
        (activity, "ar", "استخراج الأقوال من الوثائق"),
        (agent, "en", f"Mithaq {version}"),
        (agent, "ar", f"ميثاق {version}"),
    )
    yield Quad(activity, _TYPE, term("prov:Activity"), graph)
    yield Quad(activity, term("prov:wasAssociatedWith"), agent, graph)
    yield Quad(agent, _TYPE, term("prov:SoftwareAgent"), graph)
    for node, language, text in labels:
        yield Quad(node, term("rdfs:label"), Literal(text, language=language), graph)
