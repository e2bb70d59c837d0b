"""The way in: home page, search by name, what the site is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request

from server.pages.blueprint import blueprint
from server.pages.documents import listed_documents
from server.pages.graph import query_text
from server.pages.language import DEFAULT, direction_of
from server.pages.names import name_index
from server.pages.page import Page, open_page
from server.pages.saved import titles
from server.pages.search import NameIndex
from server.pages.terms import Shown

HITS = 100
QUERIES_SHOWN = 8
DOCUMENTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that a search found."""

    shown: Shown
    other: str
    other_lang: str
    kind: str


@blueprint.get("/")
def home() -> Response:
    """Show the home page."""
    page = open_page()
    return page.render(
        "home",
        figures=_figures(page),
        documents=listed_documents(page, DOCUMENTS_SHOWN),
        queries=titles(page)[:QUERIES_SHOWN],
        example=query_text("example"),
    )


@blueprint.get("/about")
def about() -> Response:
    """Show what the site is and how it treats contested claims."""
    return open_page().render("about")


@blueprint.get("/search")
def search() -> Response:
    """Find things by name."""
    page = open_page()
    words = request.args.get("q", "").strip()[:200]
    index = name_index(page) if words else NameIndex(())
    found = index.find(words, HITS + 1) if words else []
    kinds = {kind for thing in found for kind in thing.kinds}
    show = page.shower(kinds)
    hits = []
    for thing in found[:HITS]:
        tag = page.language.tag
        lang = next((t for t in (tag, DEFAULT, *thing.labels) if t in thing.labels), "")
        text = thing.labels.get(lang) or page.addresses.key(thing.iri) or thing.iri
        others = [t for t in ("ar", "en") if t != lang and t in thing.labels]
        other = others[0] if others else ""
        hits.append(
            Hit(
                Shown("iri", text, lang, direction_of(lang), href=page.addresses.path(thing.iri)),
                thing.labels.get(other, ""),
                other,
                page.language("language.separator").join(
                    sorted(show.label(kind)[0] for kind in thing.kinds)
                ),
            )
        )
    return page.render("search", words=words, found=hits, more=len(found) > HITS)


def _figures(page: Page) -> list[tuple[str, str]]:
    counts = page.release.manifest.counts
    rows = page.graph.rows("figures", things=f"{page.addresses.base}id/")
    counted = {name: value.text for row in rows for name, value in row.items()}
    figures = {
        "documents_count": str(counts.get("documents", len(page.release.slugs))),
        "statements_count": counted.get("statements", "0"),
        "contested_count": counted.get("contested", "0"),
        "entities_count": counted.get("entities", "0"),
        "triples_count": str(counts.get("triples", "")),
    }
    return [(name, _grouped(number)) for name, number in figures.items() if number]


def _grouped(number: str) -> str:
    # A narrow space groups digits in both languages; a comma or point would mean different things.
    return f"{int(number):,}".replace(",", "\u202f")
