"""The words behind a statement: the sentence that holds them, with the words marked.

Offsets are code points of the document exactly as shipped, so the text is taken from the release
byte for byte and never normalised.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from loaders.document import Span
from loaders.mentions.mention import Sentence
from loaders.release.opening import Release
from loaders.text.sentences import split_sentences
from server.pages.language import direction_of
from server.pages.marking import Mark, segments
from server.pages.terms import Shown


@dataclass(frozen=True, slots=True)
class Cited:
    """A span that a statement cites.

    :ivar main: whether these are the words themselves; else words that a value rests on.
    """

    iri: str
    slug: str
    span: Span
    main: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence, marked or not."""

    text: str
    marked: bool
    contested: bool
    context: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """One or more sentences of a document with cited words marked.

    :ivar href: path of the place in the document page.
    :ivar start: first code point of the cited words (`end`: behind the last).
    :ivar main: whether it holds the statement's own words.
    """

    document: Shown
    href: str
    lang: str
    dir: str
    start: int
    end: int
    main: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document's text with its sentences in order."""

    slug: str
    language: str
    text: str
    sentences: tuple[Sentence, ...]

    def around(self, span: Span) -> Span:
        """Return the sentence or sentences that `span` lies in; `span` itself if in none."""
        touched = [s.span for s in self.sentences if s.span.overlaps(span)]
        if not touched:
            return span
        return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end))


def document_text(release: Release, slug: str) -> DocumentText:
    """Return a document of `release`, split into sentences; the latest are kept.

    :raises loaders.errors.ReleaseError: if the release has no such document.
    """
    return _read(_ById(release), slug)


@dataclass(frozen=True, slots=True)
class _ById:
    # A release is what its name says it is: two with one name have the same content.
    release: Release

    def __hash__(self) -> int:
        return hash(self.release.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.release.id == self.release.id


@lru_cache(maxsize=64)
def _read(known: _ById, slug: str) -> DocumentText:
    text = known.release.document_text(slug)
    language = next(d.language for d in known.release.manifest.documents if d.slug == slug)
    return DocumentText(slug, language, text, split_sentences(text))


def passage(
    document: DocumentText,
    cited: Sequence[Cited],
    *,
    shown: Shown,
    anchor: str,
    contested: bool,
) -> Passage:
    """Return the sentences around `cited` (all of one document) with those words marked.

    :param shown: the document as it is named and linked.
    :param anchor: fragment of the place in the document page.
    """
    within = document.around(_hull(c.span for c in cited))
    main = [c for c in cited if c.main] or list(cited)
    return Passage(
        shown,
        f"/documents/{document.slug}#{anchor}",
        document.language,
        direction_of(document.language),
        min(c.span.start for c in main),
        max(c.span.end for c in main),
        any(c.main for c in cited),
        tuple(
            Piece(
                piece.text,
                bool(piece.marks),
                contested and any(c.main for c in piece.marks),
                bool(piece.marks) and not any(c.main for c in piece.marks),
            )
            for piece in segments(document.text, within, [Mark(c.span, c) for c in cited])
        ),
    )


def by_sentence(document: DocumentText, cited: Iterable[Cited]) -> list[list[Cited]]:
    """Group cited spans that share a sentence, the group with the statement's own words first."""
    groups: list[tuple[Span, list[Cited]]] = []
    for one in sorted(cited, key=lambda c: c.span):
        around = document.around(one.span)
        if groups and groups[-1][0].overlaps(around):
            last, members = groups[-1]
            groups[-1] = (Span(last.start, max(last.end, around.end)), [*members, one])
        else:
            groups.append((around, [one]))
    return sorted((m for _, m in groups), key=lambda m: not any(c.main for c in m))


def _hull(spans: Iterable[Span]) -> Span:
    listed = list(spans)
    return Span(min(s.start for s in listed), max(s.end for s in listed))
