"""Documents in, a release out: read, compare, assemble, check, publish."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from loaders.errors import DocumentError
from loaders.graph.maker import GraphMaker
from loaders.graph.meta import dataset_quads
from loaders.graph.names import MITHAQ, check_base
from loaders.mentions.names.entity_files import WIKIDATA_LINKS, load_entities
from loaders.release.assembly import Tally, compare, one_label, write_merged
from loaders.release.corpus import Source, list_sources, read_all
from loaders.release.dumps import DISTRIBUTIONS, LINKS, NAME, REIFIED, write_dumps
from loaders.release.fingerprint import project_fingerprint
from loaders.release.lines import graph_of, sorted_lines, without_graph
from loaders.release.loading import load_store
from loaders.release.manifest import (
    DocumentEntry,
    Manifest,
    SkippedEntry,
    list_files,
    release_id,
)
from loaders.release.opening import Release
from loaders.release.pieces import CLAIMS, REIFIERS, SHARED, Piece, clear_unused
from loaders.release.progress import event
from loaders.release.publishing import WORK, only_build, prune, publish, scratch, writing
from loaders.release.reader import Unreadable
from loaders.release.reports import write_reports
from loaders.release.settings import BuildSettings
from loaders.release.shapes import REPORT, check_shapes, report_text
from loaders.release.sorting import merged, reduce_files, write_lines

_STATIC = "static"


def build_release(settings: BuildSettings) -> Release:
    """Make a release of the documents, publish it and make it current.

    Documents that cannot be used are left out and listed in `Release.skipped`. A document that
    was read before and has not changed since, nor the code or data that read it, is not read
    again; so a build that was killed goes on where it was.

    :raises UsageError: if base or directory of documents are impossible.
    :raises DataError: if ontology, entities, links or rules are malformed, or there is no
        document at all that can be used. The release that was current stays so.
    :raises ReleaseError: if the release cannot be written or fails a check; likewise.
    """
    check_base(settings.base)
    project = project_fingerprint(settings.base, settings.model)
    sources, unreadable = list_sources(settings.documents, project)
    with only_build(settings.out):
        work = settings.out / WORK
        with writing(settings.out):
            work.mkdir(exist_ok=True)
        event("build", documents=len(sources), out=settings.out)
        pieces, skipped = _read(settings, sources, unreadable, work)
        with scratch(settings.out, "release") as made, scratch(settings.out, "work") as space:
            with writing(settings.out):
                manifest = _make(settings, project, pieces, skipped, work, made, space)
            release = publish(made, manifest, settings.out)
        clear_unused(work, [*(s.key for s in sources), _static_key(project)])
        if settings.keep is not None:
            for name in prune(settings.out, settings.keep):
                event("removed", release=name)
    event("done", release=release.id, statements=manifest.counts["statements"])
    return release


def _read(
    settings: BuildSettings, sources: list[Source], unreadable: list[Unreadable], work: Path
) -> tuple[list[Piece], list[Unreadable]]:
    """Return the pieces in the order of their slugs, and what cannot be used."""
    pieces: dict[str, tuple[str, Piece]] = {}
    skipped = list(unreadable)
    readings = read_all(sources, work, settings)
    for source, reading in sorted(readings, key=lambda pair: pair[0].path.name):
        if isinstance(reading, Unreadable):
            skipped.append(reading)
            event("skipped", document=reading.name, reason=repr(reading.reason))
            continue
        slug = reading.summary()["slug"]
        if slug in pieces:
            error = DocumentError(
                f"Its name gives the same address, {slug}, as {pieces[slug][0]}.",
                path=source.path,
                remedy="Rename one of the two.",
            )
            skipped.append(Unreadable(source.path.name, str(error)))
            continue
        pieces[slug] = (source.path.name, reading)
    if not pieces:
        raise DocumentError(
            "No document can be used: " + " ".join(item.reason for item in skipped[:3]),
            remedy="The release that was current still is.",
        )
    return [piece for _, (_, piece) in sorted(pieces.items())], sorted(
        skipped, key=lambda item: item.name
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a build counts on the way."""

    statements: int
    notes: int
    reifiers: int
    tally: Tally


def _make(
    settings: BuildSettings,
    project: str,
    pieces: list[Piece],
    skipped: list[Unreadable],
    work: Path,
    made: Path,
    space: Path,
) -> Manifest:
    """Write everything but the manifest's place into `made` and return the manifest."""
    maker = GraphMaker.load(settings.base)
    dumps, reports = made / "dumps", made / "reports"
    dumps.mkdir()
    (reports / "coverage").mkdir(parents=True)
    parts = _assemble(settings, project, pieces, maker, work, dumps, reports, space)
    shutil.copyfile(WIKIDATA_LINKS, dumps / LINKS)
    write_dumps(dumps, space / "trig", settings.base, parts.tally.namespaces)
    event("dumped", triples=parts.tally.triples)
    store_quads = load_store(
        made / "store",
        quads=dumps / f"{NAME}.nq",
        triples=dumps / f"{NAME}.nt",
        reifiers=dumps / f"{REIFIED}.nt",
        reifier_graph=maker.names.graph("rdf12"),
    )
    (reports / REPORT).write_text(report_text(settings.base), encoding="utf-8")
    documents = write_reports(pieces, skipped, made)
    files = list_files(made)
    manifest = Manifest(
        id=release_id(settings.base, files),
        base=settings.base,
        version=version("mithaq"),
        counts={
            "documents": len(documents),
            "notes": parts.notes,
            "quads": sum(parts.tally.graphs.values()),
            "reifiers": parts.reifiers,
            "statements": parts.statements,
            "store_quads": store_quads,
            "triples": parts.tally.triples,
        },
        graphs=parts.tally.counts().graphs,
        files=files,
        documents=tuple(DocumentEntry(**piece.summary()) for piece in pieces),
        skipped=tuple(SkippedEntry(item.name, item.reason) for item in skipped),
    )
    manifest.write(made)
    return manifest


def _assemble(
    settings: BuildSettings,
    project: str,
    pieces: list[Piece],
    maker: GraphMaker,
    work: Path,
    dumps: Path,
    reports: Path,
    space: Path,
) -> _Parts:
    """Write ``mithaq.nq`` and ``mithaq-rdf12.nt``."""
    for name in ("compare", "shared", "claims", "all", "final", "reifiers"):
        (space / name).mkdir()
    compared = compare(pieces, maker, space / "compare", reports / "disagreements.json")
    shared_files = reduce_files([piece.file(SHARED) for piece in pieces], space / "shared")
    shared = space / "shared.nq"
    write_lines(one_label(merged(shared_files)), shared)
    claims = reduce_files([piece.file(CLAIMS) for piece in pieces], space / "claims")
    data = space / "data.nq"
    tally = Tally(without=maker.names.graph("meta").value)
    static = _static(project, maker, work)
    entities = maker.names.graph("entities").value
    write_merged([static, shared, compared.statuses, *claims], data, space / "all", tally, entities)
    described = space / "described.nq"
    lines = sorted_lines(
        dataset_quads(maker.names, tally.counts(), DISTRIBUTIONS, version("mithaq"))
    )
    write_lines(lines, described)
    whole = Tally()
    parts = [data, described, compared.notes]
    write_merged(parts, dumps / f"{NAME}.nq", space / "final", whole, entities)
    reifier_files = reduce_files([piece.file(REIFIERS) for piece in pieces], space / "reifiers")
    reifiers = write_lines(merged(reifier_files), dumps / f"{REIFIED}.nt")
    statements = tally.classes[f"{MITHAQ}Statement"]
    return _Parts(statements, compared.number_of_notes, reifiers, whole)


def _static_key(project: str) -> str:
    return hashlib.sha256(f"static {project}".encode()).hexdigest()


def _static(project: str, maker: GraphMaker, work: Path) -> Path:
    """Return the sorted quads of entities, links and ontology, made anew only where needed."""
    key = _static_key(project)
    path = work / key[:2] / key / "static.nq"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        lines = sorted_lines(maker.static_quads(load_entities()))
        entities = str(maker.names.graph("entities")).encode()
        known = [without_graph(line) for line in lines if graph_of(line) == entities]
        check_shapes(known, "the entities")
        write_lines(lines, part)
        part.replace(path)
    return path
