"""``mithaq dump`` and ``mithaq diff``."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import RdfFormat, parse

from tests.release.conftest import ADMITTED, DECLARED, RESOLVED, Site, mithaq

FORMS = {
    "ttl": ("mithaq.ttl", RdfFormat.TURTLE),
    "nt": ("mithaq.nt", RdfFormat.N_TRIPLES),
    "nq": ("mithaq.nq", RdfFormat.N_QUADS),
    "trig": ("mithaq.trig", RdfFormat.TRIG),
    "jsonld": ("mithaq.jsonld", RdfFormat.JSON_LD),
    "rdf12": ("mithaq-rdf12.ttl", RdfFormat.TURTLE),
}
DOCUMENT_GRAPH = "https://w3id.org/mithaq/graph/document/georgia"


@pytest.mark.parametrize("form", FORMS)
def test_dump_is_the_file_of_the_release(built: Site, form: str) -> None:
    outcome = mithaq("dump", "--release", built.out, "--format", form)
    assert outcome.status == 0, outcome.err
    path = built.release().path / "dumps" / FORMS[form][0]
    assert outcome.out == path.read_bytes().decode()


@pytest.mark.parametrize("form", [form for form in FORMS if form != "rdf12"])
def test_dump_of_a_graph_has_all_of_it_and_nothing_else(built: Site, form: str) -> None:
    outcome = mithaq("dump", "--release", built.out, "--format", form, "--graph", DOCUMENT_GRAPH)
    assert outcome.status == 0, outcome.err
    quads = parse(path=built.release().path / "dumps" / "mithaq.nq", format=RdfFormat.N_QUADS)
    expected = {str(q.triple) for q in quads if str(q.graph_name) == f"<{DOCUMENT_GRAPH}>"}
    assert {str(q.triple) for q in parse(outcome.out, format=FORMS[form][1])} == expected


def test_dump_of_what_is_not_there_is_wrong_usage(built: Site) -> None:
    outcome = mithaq("dump", "--release", built.out, "--graph", "https://nowhere.example/")
    assert outcome.status == 2
    assert DOCUMENT_GRAPH in outcome.err


def test_dump_without_a_release_says_how_to_make_one(site: Site) -> None:
    outcome = mithaq("dump", "--release", site.out)
    assert outcome.status == 1
    assert "mithaq build" in outcome.err


def test_diff_tells_what_changed_as_facts(site: Site) -> None:
    site.write("a.txt", f"{ADMITTED}\n{DECLARED}\n")
    site.write("gone.txt", RESOLVED)
    assert site.build().status == 0
    before = site.release().path
    (site.documents / "gone.txt").unlink()
    site.write("a.txt", f"{ADMITTED.replace('٣١', '٣٠')}\n")
    assert site.build().status == 0
    told = mithaq("diff", before, site.out)
    assert told.status == 0, told.err
    assert "document a: changed" in told.out
    assert "document gone: removed" in told.out
    assert "~ Georgia — member of — United Nations" in told.out
    assert "edtf: 1992-07-31 → 1992-07-30" in told.out
    assert "- Georgia — declared — Declaration of independence" in told.out
    assert f"«{DECLARED[:-1]}»" in told.out
    found = json.loads(mithaq("diff", before, site.out, "--format", "json").out)
    assert found["documents"] == {"a": "changed", "gone": "removed"}
    assert [change["after"]["details"]["edtf"] for change in found["changed"]] == ["1992-07-30"]
    assert not found["added"]


def test_statement_that_only_moved_is_no_change_of_fact(site: Site) -> None:
    site.write("a.txt", ADMITTED)
    assert site.build().status == 0
    before = site.release().path
    site.write("a.txt", f"\n\n{ADMITTED}")
    assert site.build().status == 0
    told = mithaq("diff", before, site.out)
    assert "1 only moved" in told.out
    assert "added" not in told.out
    assert "removed" not in told.out


def test_release_does_not_differ_from_itself(built: Site) -> None:
    told = mithaq("diff", built.out, built.out)
    assert told.status == 0
    assert "no statement changed" in told.out
