"""How much of a document was understood: every sentence with its statements, and what was left."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from loaders.graph.names import MITHAQ
from server.pages.blueprint import blueprint
from server.pages.documents import document_view
from server.pages.formats import JSON, wanted
from server.pages.page import open_page
from server.pages.statements import class_of
from server.pages.terms import Shower


@dataclass(frozen=True, slots=True)
class Taken:
    """A statement that was taken from a sentence."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of the coverage table."""

    number: int
    text: str
    statements: tuple[Taken, ...]
    unused: tuple[str, ...]
    hint: bool


@blueprint.get("/coverage/<slug>")
def coverage(slug: str) -> Response:
    """Show the coverage of a document, or send it as JSON."""
    page = open_page()
    name = wanted(JSON)
    document = document_view(page, slug)
    path = page.release.coverage_path(slug)
    if name == "json":
        response = Response(path.read_bytes(), content_type="application/json")
        response.set_etag(f"{page.release.id}-{slug}")
        response.vary.update(("Accept",))
        return response
    report: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    sentences = report["sentences"]
    kinds = {s["type"] for sentence in sentences for s in sentence["statements"]}
    show = page.shower(cls for kind in kinds if (cls := class_of(kind)) is not None)
    covered = sum(bool(sentence["statements"]) for sentence in sentences)
    share = f"{100 * covered / len(sentences):.0f} %" if sentences else "–"
    return page.render(
        "coverage",
        document=document,
        figures={"sentences": len(sentences), "covered": covered, "share": share},
        rows=[_row(show, sentence) for sentence in sentences],
    )


def _row(show: Shower, sentence: Mapping[str, Any]) -> Row:
    return Row(
        int(sentence["number"]) + 1,
        str(sentence["text"]),
        tuple(
            Taken(
                show.label(class_of(s["type"]) or MITHAQ + s["type"])[0],
                show.addresses.path(s["iri"]),
            )
            for s in sentence["statements"]
        ),
        tuple(dict.fromkeys(str(m["text"]) for m in sentence["unused_mentions"])),
        bool(sentence["unread"]),
    )
