"""Things by their address: entities, nodes, statements and spans, as pages and as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from loaders.document import Span
from loaders.errors import BadRequest, NotFound
from loaders.graph.names import MITHAQ, PREFIXES
from ontology.statement_types import load_statement_types
from server.pages.answers import query_link
from server.pages.blueprint import blueprint
from server.pages.formats import GRAPHS, alternate_links, graph_response, wanted
from server.pages.graph import Resource, Row, filled
from server.pages.language import languages
from server.pages.page import Page, here, link, open_page
from server.pages.passages import Cited, document_text, passage
from server.pages.statements import (
    RDF_TYPE,
    Group,
    StatementView,
    Valued,
    Viewer,
    local_name,
    named_in,
    nodes_of_statements,
)
from server.pages.terms import Shower, Shown

STATEMENTS_A_PAGE = 50
INCOMING_SHOWN = 200
_SKOS, _RDFS = PREFIXES["skos"], PREFIXES["rdfs"]
_LABELS = (f"{_SKOS}prefLabel", f"{_RDFS}label", f"{PREFIXES['dcterms']}title")
_MATCHES = (
    f"{_SKOS}exactMatch",
    f"{_SKOS}closeMatch",
    f"{_SKOS}broadMatch",
    f"{_SKOS}relatedMatch",
)
_COMMENTS = (f"{_RDFS}comment", f"{_SKOS}definition", f"{_SKOS}note", f"{_SKOS}editorialNote")
_NOTE_ON = f"{MITHAQ}noteOn"
_SHOWN_ELSEWHERE = {
    *_LABELS,
    *_MATCHES,
    *_COMMENTS,
    f"{_SKOS}altLabel",
    RDF_TYPE,
    f"{MITHAQ}listed",
}


@dataclass(frozen=True, slots=True)
class Match:
    """A link to the same thing elsewhere."""

    href: str
    text: str
    relation: str
    wikidata: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """The head of an entity page."""

    iri: str
    key: str
    label: str
    lang: str
    dir: str
    kinds: list[str]
    other_labels: list[Shown]
    spellings: list[Shown]
    comments: list[Shown]
    matches: list[Match]
    claim: bool


@blueprint.get("/id/<path:key>")
def identifier(key: str) -> BaseResponse:
    """Answer a thing's IRI: 303 to its page or its data, as the client likes."""
    page = open_page()
    page.addresses.thing(key)
    name = wanted(GRAPHS)
    target = link(f"/page/{key}") if name == "html" else f"/data/{key}.{name}"
    response = redirect(target, 303)
    response.vary.update(("Accept", "Accept-Language"))
    return response


@blueprint.get("/data/<path:key>")
def data(key: str) -> Response:
    """Answer a thing's data, by ending, ``?format=`` or Accept."""
    page = open_page()
    stem, _, ending = key.rpartition(".")
    if ending not in GRAPHS or not stem:
        stem, ending = key, wanted(GRAPHS, page=False)
    iri = page.addresses.thing(stem)
    if not page.graph.rows("known", thing=iri):
        raise _unknown(stem)
    response = graph_response(page, filled("neighbourhood", thing=iri), ending)
    response.headers["Link"] = f'</page/{stem}>; rel="alternate"; type="text/html"'
    return response


@blueprint.get("/page/<path:key>")
def page_of_thing(key: str) -> BaseResponse:
    """Show a thing."""
    page = open_page()
    iri = page.addresses.thing(key)
    kind, _, rest = key.partition("/")
    if kind == "document":
        return redirect(link(f"/documents/{rest}"), 303)
    if kind == "statement":
        return _statement_page(page, key, iri)
    if kind == "span":
        return _span_page(page, key, iri)
    return _entity_page(page, key, iri)


def _entity_page(page: Page, key: str, iri: str) -> Response:
    thing = page.graph.resources("thing", thing=iri).get(iri)
    if thing is None:
        raise _unknown(key)
    offset = _offset()
    listed = page.graph.rows(
        "statements_about", thing=iri, limit=STATEMENTS_A_PAGE + 1, offset=offset
    )
    order = list(dict.fromkeys(row["statement"].text for row in listed))
    found = page.graph.statements(order[:STATEMENTS_A_PAGE])
    incoming = page.graph.rows("incoming", thing=iri, limit=INCOMING_SHOWN + 1)
    named = thing.iris() | named_in(found) | {v.text for row in incoming for v in row.values()}
    show = page.shower(named)
    views = Viewer(show, found, page.release).all([found[s] for s in order if s in found])
    own = [s for s in views if s.about is not None and s.about.iri == iri]
    claim = bool(own) and all(s.contested for s in own)
    more = len(order) > STATEMENTS_A_PAGE
    plain = {MITHAQ + kind.direct.predicate for kind in load_statement_types().values()}
    notes = [row["node"].text for row in incoming if row["property"].text == _NOTE_ON]
    return page.render(
        "entity",
        thing=_head(page, show, thing, key, claim=claim),
        site_languages=list(languages()),
        notes=[show.iri(note) for note in notes],
        facts=_facts(show, thing, views, plain & thing.values.keys()),
        details=_facts(show, thing, views, thing.values.keys() - plain - _SHOWN_ELSEWHERE),
        claims=[s for s in views if s.contested],
        statements=[s for s in views if not s.contested],
        incoming=_incoming(
            show, [r for r in incoming[:INCOMING_SHOWN] if r["property"].text != _NOTE_ON]
        ),
        incoming_cut=len(incoming) > INCOMING_SHOWN,
        incoming_query=query_link(f"SELECT ?property ?node WHERE {{ ?node ?property <{iri}> }}"),
        previous=here(offset=str(max(0, offset - STATEMENTS_A_PAGE))) if offset else None,
        following=here(offset=str(offset + STATEMENTS_A_PAGE)) if more else None,
        format_links=alternate_links(key),
    )


def _head(page: Page, show: Shower, thing: Resource, key: str, *, claim: bool) -> Thing:
    label, lang = show.label(thing.iri)
    texts = show.texts(value for name in _LABELS for value in thing.all(name))
    shown = show.iri(thing.iri)
    kinds = [v.text for v in thing.all(RDF_TYPE) if v.text.startswith(MITHAQ)]
    return Thing(
        iri=thing.iri,
        key=key,
        label=label,
        lang=lang,
        dir=shown.dir,
        kinds=[show.label(kind)[0] for kind in kinds],
        other_labels=[t for t in _once(texts) if t.text != label],
        spellings=_once(show.texts(thing.all(f"{_SKOS}altLabel"))),
        comments=_once(show.texts(v for name in _COMMENTS for v in thing.all(name))),
        matches=_matches(page, thing),
        claim=claim,
    )


def _once(shown: list[Shown]) -> list[Shown]:
    return list({(s.text, s.lang): s for s in shown}.values())


def _matches(page: Page, thing: Resource) -> list[Match]:
    exact, close = page.language("entity.wikidata_exact"), page.language("entity.wikidata_close")
    return [
        Match(
            value.text,
            local_name(value.text),
            exact if relation.endswith("exactMatch") else close,
            value.text.startswith(PREFIXES["wd"]),
        )
        for relation in _MATCHES
        for value in thing.all(relation)
        if value.text.startswith(("http://", "https://"))
    ]


def _facts(
    show: Shower, thing: Resource, views: list[StatementView], predicates: Iterable[str]
) -> list[Group]:
    """Return the plain triples of a thing, each with the statements on the page that say it."""
    said: dict[tuple[str, str], list[StatementView]] = {}
    for view in views:
        if view.subject is not None and view.object is not None and view.subject.iri == thing.iri:
            said.setdefault((view.predicate.iri, view.object.iri), []).append(view)
    return [
        Group(
            show.iri(predicate),
            tuple(
                Valued(show(value), tuple(said.get((predicate, value.text), ())))
                for value in thing.all(predicate)
            ),
        )
        for predicate in sorted(predicates, key=lambda p: show.label(p)[0])
    ]


def _incoming(show: Shower, rows: list[Row]) -> list[Group]:
    by_property: dict[str, list[str]] = {}
    for row in rows:
        by_property.setdefault(row["property"].text, []).append(row["node"].text)
    return [
        Group(show.iri(name), tuple(Valued(show.iri(node)) for node in nodes))
        for name, nodes in by_property.items()
    ]


def _statement_page(page: Page, key: str, iri: str) -> Response:
    found = page.graph.statements([iri])
    if iri not in found:
        raise _unknown(key)
    show = page.shower(named_in(found))
    statement = Viewer(show, found, page.release, with_roles=True).view(found[iri])
    return page.render(
        "statement", statement=statement, key_of=key, format_links=alternate_links(key)
    )


def _span_page(page: Page, key: str, iri: str) -> Response:
    span = page.graph.resources("thing", thing=iri).get(iri)
    start, end = (span.text("start"), span.text("end")) if span is not None else (None, None)
    document = span.text("inDocument") if span is not None else None
    if start is None or end is None or document is None:
        raise _unknown(key)
    citing = page.graph.rows("statements_citing", span=iri)
    found = page.graph.statements([row["statement"].text for row in citing])
    show = page.shower(named_in(found) | {document})
    cited = Cited(iri, local_name(document), Span(int(start), int(end)))
    views = Viewer(show, found, page.release).all(nodes_of_statements(found))
    words = passage(
        document_text(page.release, cited.slug),
        [cited],
        shown=show.iri(document),
        anchor=views[0].anchor if views else "content",
        contested=bool(views) and all(s.contested for s in views),
    )
    return page.render("span", words=words, statements=views, format_links=alternate_links(key))


def _offset() -> int:
    asked = request.args.get("offset", "0")
    if not asked.isdecimal() or len(asked) > 9:
        raise BadRequest("“offset” is not a number of statements.", remedy="Leave it out.")
    return int(asked)


def _unknown(key: str) -> NotFound:
    return NotFound(
        f"Nothing is known under “{key}” in this release.",
        remedy="Look for its name on the search page.",
    )
