"""Dumps: listed with checksums, resumable, never sent twice; the ontology page and files."""

from __future__ import annotations

import hashlib
import json

import pyoxigraph as ox
import pytest

from loaders.graph.names import MITHAQ
from tests.pages.html import read
from tests.pages.site import Site


def test_every_file_is_listed_with_its_checksum(site: Site) -> None:
    page = read(site.get("/dumps/").text)
    rows = [row.text.strip() for row in page.all("tr")]
    for dump in site.release.dumps:
        assert [r for r in rows if r.startswith(dump.name) and dump.sha256 in r]
        body = site.get(f"/dumps/{dump.name}").body
        assert hashlib.sha256(body).hexdigest() == dump.sha256


def test_a_download_can_be_resumed(site: Site) -> None:
    dump = next(d for d in site.release.dumps if d.name.endswith(".ttl"))
    whole = site.get(f"/dumps/{dump.name}")
    assert whole.headers["accept-ranges"] == "bytes"
    part = site.get(f"/dumps/{dump.name}", range="bytes=100-199", if_range=whole.headers["etag"])
    assert part.status == 206
    assert part.headers["content-range"] == f"bytes 100-199/{dump.size}"
    assert part.body == whole.body[100:200]
    beyond = site.get(f"/dumps/{dump.name}", range=f"bytes={dump.size}-")
    assert beyond.status == 416
    changed = site.get(f"/dumps/{dump.name}", range="bytes=100-199", if_range='"other"')
    assert changed.status == 200


def test_a_file_that_is_there_is_not_sent_again(site: Site) -> None:
    dump = site.release.dumps[0]
    etag = site.get(f"/dumps/{dump.name}").headers["etag"]
    assert site.get(f"/dumps/{dump.name}", if_none_match=etag).status == 304


def test_the_manifest_is_sent(site: Site) -> None:
    assert json.loads(site.get("/dumps/manifest.json").body)["id"] == site.release.id


@pytest.mark.parametrize("name", ["nothing.ttl", "../manifest.json", "..%2fmanifest.json"])
def test_nothing_else_can_be_fetched(site: Site, name: str) -> None:
    assert site.get(f"/dumps/{name}", accept="*/*").status == 404


def test_every_term_has_a_place_on_the_ontology_page(site: Site) -> None:
    data = site.get("/ontology.nt", accept="*/*")
    quads = list(ox.parse(data.body, ox.RdfFormat.N_TRIPLES))
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    terms = {
        q.subject.value.removeprefix(MITHAQ)
        for q in quads
        if q.predicate.value == label and q.subject.value.startswith(MITHAQ)
    }
    assert len(terms) > 150
    for tag in ("en", "ar"):
        assert terms <= set(read(site.get("/ontology", accept_language=tag).text).ids)


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ],
)
def test_the_ontology_answers_as_rdf(site: Site, accept: str, form: ox.RdfFormat) -> None:
    answer = site.get("/ontology", accept=accept)
    assert answer.media_type == accept
    assert len(list(ox.parse(answer.body, form))) > 1000
    assert "accept" in answer.headers["vary"].lower()


def test_contested_properties_are_named_as_such(site: Site) -> None:
    page = read(site.get("/ontology", accept_language="en").text)
    term = page.one("article", id="occupierOf")
    assert "Contested property" in term.text
