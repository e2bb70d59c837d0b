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


@pytest.mark.parametrize(
    "field",
    ["seconds=1-2", "bytes=0-1,5-6", "bytes=", "bytes=-", "bytes=9-1", "bytes", "bytes=a-b", "x"],
)
def test_a_range_that_is_not_honoured_gets_the_whole_file(site: Site, field: str) -> None:
    dump = site.release.dumps[0]
    answer = site.get(f"/dumps/{dump.name}", range=field)
    assert (answer.status, len(answer.body)) == (200, dump.size)


@pytest.mark.parametrize(
    ("field", "start", "size"),
    [("bytes=0-1,", 0, 2), ("bytes= , 4-5 ,,", 4, 2), ("Bytes=10-10", 10, 1), ("bytes=-3", -3, 3)],
)
def test_a_range_may_be_written_in_several_ways(
    site: Site, field: str, start: int, size: int
) -> None:
    dump = site.release.dumps[0]
    answer = site.get(f"/dumps/{dump.name}", range=field)
    assert answer.status == 206
    assert answer.body == dump.path.read_bytes()[start:][:size]


def test_head_has_no_ranges(site: Site) -> None:
    answer = site.request("HEAD", f"/dumps/{site.release.dumps[0].name}", range="bytes=0-1")
    assert answer.status == 200


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("if_match", '"zz"', 412),
        ("if_match", "*", 206),
        ("if_unmodified_since", "Mon, 01 Jan 2001 00:00:00 GMT", 412),
        ("if_unmodified_since", "Fri, 01 Jan 2100 00:00:00 GMT", 206),
        ("if_unmodified_since", "yesterday", 206),
    ],
)
def test_a_part_is_sent_on_conditions(site: Site, field: str, value: str, status: int) -> None:
    path = f"/dumps/{site.release.dumps[0].name}"
    assert site.get(path, range="bytes=0-1", **{field: value}).status == status
    assert site.get(path, **{field: value}).status == (200 if status == 206 else status)


def test_what_is_known_is_not_sent_in_parts_either(site: Site) -> None:
    path = f"/dumps/{site.release.dumps[0].name}"
    etag = site.get(path).headers["etag"]
    assert site.get(path, range="bytes=0-1", if_none_match=etag).status == 304


def test_a_file_that_is_there_is_not_sent_again(site: Site) -> None:
    dump = site.release.dumps[0]
    etag = site.get(f"/dumps/{dump.name}").headers["etag"]
    assert site.get(f"/dumps/{dump.name}", if_none_match=etag).status == 304


def test_the_manifest_is_sent(site: Site) -> None:
    assert json.loads(site.get("/dumps/manifest.json").body)["id"] == site.release.id


def test_the_graph_of_the_reifiers_is_told_and_can_be_read(site: Site) -> None:
    name = f"{site.release.base}graph/rdf12"
    assert f'"{name}"' in site.get("/sparql", accept="application/ld+json").text
    answer = site.get(f"/graphs?graph={name}", accept="application/n-triples;version=1.2")
    assert answer.status == 200
    assert answer.body.count(b"\n") == site.release.graphs[name]


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
