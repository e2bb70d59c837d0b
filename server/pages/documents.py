"""Source documents: the list, and the text with every statement marked at its words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from loaders.document import Span
from loaders.errors import BadRequest, NotFound
from server.pages.blueprint import blueprint
from server.pages.graph import Resource, Resources
from server.pages.language import direction_of, languages
from server.pages.marking import Mark, Segment, segments
from server.pages.page import Page, here, open_page
from server.pages.passages import DocumentText, document_text
from server.pages.statements import StatementView, Viewer, named_in, nodes_of_statements
from server.pages.terms import Shower

DOCUMENTS_A_PAGE = 100
CONTESTED = "contested"
_TITLES = (
    "http://purl.org/dc/terms/title",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document's head."""

    slug: str
    iri: str
    href: str
    title: str
    title_lang: str
    other_title: str
    other_lang: str
    language: str
    dir: str
    language_name: str
    revised: str
    statements: int
    characters: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence, or the white space between two, in pieces."""

    pieces: tuple[PieceView, ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece of text with the statements that cover it, begin and end here."""

    text: str
    marks: tuple[StatementView, ...]
    opens: tuple[StatementView, ...]
    closes: tuple[StatementView, ...]
    contested: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter."""

    text: str
    href: str
    count: int
    chosen: bool


@blueprint.get("/documents/")
def documents() -> Response:
    """List the source documents."""
    page = open_page()
    offset = _offset()
    listed = listed_documents(page, DOCUMENTS_A_PAGE, offset)
    more = offset + DOCUMENTS_A_PAGE < len(page.release.slugs)
    return page.render(
        "documents",
        documents=listed,
        previous=here(offset=str(max(0, offset - DOCUMENTS_A_PAGE))) if offset else None,
        following=here(offset=str(offset + DOCUMENTS_A_PAGE)) if more else None,
    )


@blueprint.get("/documents/<slug>.txt")
def document_file(slug: str) -> Response:
    """Send a document exactly as it was read."""
    page = open_page()
    _known(page, slug)
    entry = next(d for d in page.release.manifest.documents if d.slug == slug)
    response = Response(
        page.release.document_text(slug).encode(), content_type="text/plain; charset=utf-8"
    )
    response.headers["Content-Language"] = entry.language
    response.set_etag(entry.sha256)
    return response


@blueprint.get("/documents/<slug>")
def document(slug: str) -> BaseResponse:
    """Show a document with the words of its statements marked."""
    page = open_page()
    _known(page, slug)
    iri = f"{page.addresses.base}id/document/{slug}"
    found = page.graph.resources("statements_in_document", document=iri)
    about = page.graph.resources("thing", thing=iri)
    show = page.shower(named_in(found) | {iri})
    views = Viewer(show, found).all(nodes_of_statements(found))
    chosen = request.args.get("type", "")
    shown = [s for s in views if _fits(s, chosen)]
    text = document_text(page.release, slug)
    return page.render(
        "document",
        document=_view(page, slug, about.get(iri), len(views), text),
        paragraphs=_paragraphs(text, views, shown),
        statements=shown,
        choices=_choices(page, views, chosen),
    )


def listed_documents(page: Page, most: int, offset: int = 0) -> list[DocumentView]:
    """Return the heads of the release's documents, `most` of them from `offset` on."""
    entries = page.release.manifest.documents[offset : offset + most]
    found = page.graph.resources("documents") if entries else Resources()
    return [
        _view(
            page,
            entry.slug,
            found.get(f"{page.addresses.base}id/document/{entry.slug}"),
            entry.statements,
        )
        for entry in entries
    ]


def document_view(page: Page, slug: str) -> DocumentView:
    """Return the head of one document.

    :raises NotFound: if the release has none of that name.
    """
    _known(page, slug)
    iri = f"{page.addresses.base}id/document/{slug}"
    entry = next(d for d in page.release.manifest.documents if d.slug == slug)
    about = page.graph.resources("thing", thing=iri).get(iri)
    return _view(page, slug, about, entry.statements)


def _view(
    page: Page,
    slug: str,
    about: Resource | None,
    statements: int,
    text: DocumentText | None = None,
) -> DocumentView:
    iri = f"{page.addresses.base}id/document/{slug}"
    entry = next(d for d in page.release.manifest.documents if d.slug == slug)
    titles: dict[str, str] = {}
    for name in _TITLES:
        for value in about.all(name) if about is not None else []:
            titles.setdefault(value.language or "", value.text)
    tags = [page.language.tag, entry.language, *titles]
    tag = next((t for t in tags if t in titles), "")
    others = [t for t in (entry.language, *titles) if t != tag and t in titles]
    revised = about.text("statedRevision") if about is not None else None
    date = Shower(page.addresses, page.language, {}).date(revised)
    known = languages()
    return DocumentView(
        slug=slug,
        iri=iri,
        href=f"/documents/{slug}",
        title=titles.get(tag, slug),
        title_lang=tag,
        other_title=titles[others[0]] if others else "",
        other_lang=others[0] if others else "",
        language=entry.language,
        dir=direction_of(entry.language),
        language_name=known[entry.language].name if entry.language in known else entry.language,
        revised=date.text if date is not None else "",
        statements=statements,
        characters=len(text.text) if text is not None else 0,
        sha256=entry.sha256,
    )


def _paragraphs(
    text: DocumentText, views: list[StatementView], shown: list[StatementView]
) -> list[list[SentenceView]]:
    marks = [Mark(s.main.span, s) for s in shown if s.main is not None]
    covered = [s.main.span for s in views if s.main is not None]
    paragraphs = []
    for _, sentences in groupby(text.sentences, key=lambda s: s.paragraph):
        views_of_paragraph: list[SentenceView] = []
        end = None
        for sentence in sentences:
            if end is not None and end < sentence.span.start:
                views_of_paragraph.append(_sentence(text.text, Span(end, sentence.span.start), []))
            empty = not any(span.overlaps(sentence.span) for span in covered)
            views_of_paragraph.append(_sentence(text.text, sentence.span, marks, empty=empty))
            end = sentence.span.end
        paragraphs.append(views_of_paragraph)
    return paragraphs


def _sentence(
    text: str, span: Span, marks: list[Mark[StatementView]], *, empty: bool = False
) -> SentenceView:
    return SentenceView(tuple(_piece(p, span) for p in segments(text, span, marks)), empty)


def _piece(piece: Segment[StatementView], within: Span) -> PieceView:
    end = piece.start + len(piece.text)
    return PieceView(
        piece.text,
        piece.marks,
        # A span that began in the sentence before has its anchor there.
        tuple(s for s in piece.opens if s.main is not None and s.main.span.start == piece.start),
        tuple(s for s in piece.closes if s.main is not None and s.main.span.end == end),
        any(s.contested for s in piece.marks),
    )


def _fits(statement: StatementView, chosen: str) -> bool:
    if chosen == CONTESTED:
        return statement.contested
    return not chosen or statement.kind == chosen


def _choices(page: Page, views: list[StatementView], chosen: str) -> list[Choice]:
    counts = Counter(s.kind for s in views)
    labels = {s.kind: s.type_label for s in views}
    choices = [Choice(page.language("documents.all"), here(type=None), len(views), not chosen)]
    contested = sum(s.contested for s in views)
    if contested:
        text = page.language("entity.contested")
        choices.append(Choice(text, here(type=CONTESTED), contested, chosen == CONTESTED))
    for name in sorted(counts, key=lambda kind: labels[kind]):
        choices.append(Choice(labels[name], here(type=name), counts[name], chosen == name))
    return choices


def _known(page: Page, slug: str) -> None:
    if slug not in page.release.slugs:
        raise NotFound(
            f"This release has no document “{slug}”.", remedy="All are listed under /documents/."
        )


def _offset() -> int:
    asked = request.args.get("offset", "0")
    if not asked.isdecimal() or len(asked) > 9:
        raise BadRequest("“offset” is not a number of documents.", remedy="Leave it out.")
    return int(asked)
