"""Things by their address: redirects, pages, data, and the place of contested claims."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from loaders.graph.names import MITHAQ
from tests.pages.html import Document, Element, read
from tests.pages.site import HTML, Site

AZERBAIJAN = "state/azerbaijan"
FORMATS = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
}


def statement_paths(site: Site, query: str = "") -> list[str]:
    page = read(site.get(f"/documents/{site.slug}{query}").text)
    return list(dict.fromkeys(h for h in page.links if h.startswith("/page/statement/")))


def test_an_identifier_leads_people_to_a_page_and_programs_to_data(site: Site) -> None:
    page = site.get(f"/id/{AZERBAIJAN}", accept=HTML)
    assert (page.status, page.headers["location"]) == (303, f"/page/{AZERBAIJAN}")
    for ending, (media_type, _) in FORMATS.items():
        data = site.get(f"/id/{AZERBAIJAN}", accept=media_type)
        assert (data.status, data.headers["location"]) == (303, f"/data/{AZERBAIJAN}.{ending}")
    assert "accept" in page.headers["vary"].lower()
    assert site.get(f"/id/{AZERBAIJAN}", accept="image/png").status == 406


@pytest.mark.parametrize("ending", FORMATS)
def test_data_has_the_same_triples_in_every_format(site: Site, ending: str) -> None:
    media_type, form = FORMATS[ending]
    answer = site.get(f"/data/{AZERBAIJAN}.{ending}")
    assert (answer.status, answer.media_type) == (200, media_type)
    triples = {str(q.triple) for q in ox.parse(answer.body, form)}
    plain = site.get(f"/data/{AZERBAIJAN}", accept="application/n-triples")
    assert triples == {str(q.triple) for q in ox.parse(plain.body, ox.RdfFormat.N_TRIPLES)}
    assert any("/span/" in triple for triple in triples)


def test_an_entity_page_has_both_names_and_its_links(site: Site) -> None:
    answer = site.get(f"/page/{AZERBAIJAN}", accept_language="ar")
    page = read(answer.text)
    assert page.one("h1").text == "أذربيجان"
    assert "Azerbaijan" in answer.text
    assert f"{site.release.base}id/{AZERBAIJAN}" in answer.text
    for ending in FORMATS:
        assert f"/data/{AZERBAIJAN}.{ending}" in page.links


def test_every_statement_shows_its_words_within_the_sentence(site: Site) -> None:
    text = site.release.document_text(site.slug)
    paths = statement_paths(site)
    assert len(paths) > 20
    for path in paths:
        answer = site.get(path)
        assert answer.status == 200
        page = read(answer.text)
        quote = page.all("blockquote")[0]
        assert quote.get("dir") == "rtl"
        assert quote.text in text
        marked = "".join(mark.text for mark in _own_marks(page, quote.text))
        assert marked
        assert marked in quote.text
        assert statement_quote(site, path) == marked


def _own_marks(page: Document, sentence: str) -> list[Element]:
    marks = [e for e in page.elements if e.tag == "mark" and e.get("class") != "context"]
    return [m for m in marks if m.text in sentence]


def statement_quote(site: Site, path: str) -> str:
    data = site.get(path.replace("/page/", "/data/") + ".nt", accept="*/*")
    iri = f"{site.release.base}id/{path.removeprefix('/page/')}"
    quads = list(ox.parse(data.body, ox.RdfFormat.N_TRIPLES))
    spans = {
        q.object.value
        for q in quads
        if q.subject == ox.NamedNode(iri) and q.predicate.value == f"{MITHAQ}evidence"
    }
    quotes = [
        q.object.value
        for q in quads
        if q.subject.value in spans and q.predicate.value == f"{MITHAQ}quote"
    ]
    assert len(quotes) == 1
    return str(quotes[0])


def test_spans_and_described_nodes_have_pages(site: Site) -> None:
    path = statement_paths(site)[0]
    data = site.get(path.replace("/page/", "/data/") + ".nt", accept="*/*").text
    for kind in ("span", "about"):
        iri = data.split(f"#{'evidence' if kind == 'span' else 'about'}> <")[1].split(">")[0]
        answer = site.get(iri.replace(f"{site.release.base}id/", "/page/"))
        assert answer.status == 200
        assert path in read(answer.text).links


def test_a_contested_claim_is_never_among_the_facts(site: Site) -> None:
    claims = statement_paths(site, "?type=contested")
    assert claims
    for path in claims:
        page = read(site.get(path).text)
        assert page.all("span", class_="badge")[0].get("class") == "badge contested"
        assert page.all("section", class_="claims")
    for key in ("state/armenia", AZERBAIJAN):
        page = read(site.get(f"/page/{key}").text)
        for statement in page.all("li", class_="statement"):
            is_claim = "claim" in statement.get("class").split()
            assert is_claim == any(
                statement.text in s.text for s in page.all("section", class_="claims")
            )


def test_claims_say_who_claims(site: Site) -> None:
    page = read(site.get("/page/state/armenia", accept_language="en").text)
    claims = page.all("li", class_="claim")
    assert claims
    assert all("Claimed by" in claim.text for claim in claims)


@pytest.mark.parametrize("key", ["state/azerbaijan>", "state/../x", "a b", "state/%00", "٣"])
def test_a_strange_key_is_not_found(site: Site, key: str) -> None:
    assert site.get(f"/page/{key}").status == 404
