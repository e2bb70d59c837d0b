"""``mithaq build``: bad input, interruption, repetition, several documents."""

from __future__ import annotations

import fcntl
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import Store

from tests.release.conftest import ADMITTED, PROJECT, TEXT, Site, mithaq, select

M = "PREFIX m: <https://w3id.org/mithaq/ontology#> "
TOO_LARGE = 65 * 1024 * 1024


def files_of(release: Path) -> dict[str, bytes]:
    return {
        path.relative_to(release).as_posix(): path.read_bytes()
        for path in sorted(release.rglob("*"))
        if path.is_file() and "store" not in path.relative_to(release).parts
    }


def quads_of(release: Path) -> set[str]:
    return {str(quad) for quad in Store.read_only(str(release / "store"))}


def test_same_input_gives_the_same_bytes(built: Site, tmp_path: Path) -> None:
    other = Site(tmp_path / "elsewhere" / "docs", tmp_path / "out")
    shutil.copytree(built.documents, other.documents)
    assert other.build(seed="4711").status == 0
    first, second = built.release(), other.release()
    assert first.id == second.id
    assert files_of(first.path) == files_of(second.path)
    assert quads_of(first.path) == quads_of(second.path)


def test_outcome_is_told_and_lines_off_a_terminal_are_structured(site: Site) -> None:
    site.write("a.txt", TEXT)
    outcome = site.build()
    assert outcome.status == 0
    assert str(site.release().path) in outcome.out
    assert f"event=done release={site.release().id}" in outcome.err
    assert "\r" not in outcome.err


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"caf\xe9 " + TEXT.encode(), "not UTF-8"),
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\x7fELF\0\0\0", "NUL byte"),
        (TEXT.encode("utf-16"), "binary, or UTF-16"),
    ],
)
def test_broken_document_is_reported_and_the_rest_is_built(
    site: Site, content: bytes, complaint: str
) -> None:
    site.write("good.txt", TEXT)
    site.write("broken.txt", content)
    outcome = site.build()
    assert outcome.status == 1
    assert "broken.txt" in outcome.err
    assert complaint in outcome.err
    assert "Traceback" not in outcome.err
    release = site.release()
    assert release.slugs == ("good",)
    (skipped,) = release.skipped
    assert skipped.name == "broken.txt"
    assert str(site.documents) not in json.dumps(skipped.reason)
    assert not site.litter()


def test_build_of_nothing_but_broken_documents_leaves_the_old_release(site: Site) -> None:
    good = site.write("only.txt", TEXT)
    assert site.build().status == 0
    before = site.release()
    good.write_bytes(b"\xff\xfe")
    outcome = site.build()
    assert outcome.status == 1
    assert "only.txt" in outcome.err
    assert site.release() == before
    assert not site.litter()


def test_enormous_document_is_refused_unread(site: Site) -> None:
    path = site.write("huge.txt", TEXT)
    os.truncate(path, TOO_LARGE)
    outcome = site.build()
    assert outcome.status == 1
    assert "at most" in outcome.err


def test_directory_that_is_not_there_is_wrong_usage(site: Site) -> None:
    site.documents.rmdir()
    outcome = site.build()
    assert outcome.status == 2
    assert "--documents" in outcome.err


def test_directory_without_documents_is_wrong_data(site: Site) -> None:
    outcome = site.build()
    assert outcome.status == 1
    assert "no document" in outcome.err


@pytest.mark.parametrize(
    "arguments", [["--jobs", "0"], ["--keep", "0"], ["--base", "ftp://x/"], ["--nonsense"]]
)
def test_impossible_arguments_are_wrong_usage(site: Site, arguments: list[str]) -> None:
    site.write("a.txt", TEXT)
    outcome = site.build(*arguments)
    assert outcome.status == 2
    assert "Traceback" not in outcome.err


def test_wrong_metadata_names_file_and_line(site: Site) -> None:
    site.write("a.txt", TEXT)
    site.write("a.yaml", "language: ar\ntitle: [\n")
    outcome = site.build()
    assert outcome.status == 1
    assert "a.yaml:3:" in outcome.err


def test_two_documents_with_one_address_are_told_apart(site: Site) -> None:
    site.write("A b.txt", TEXT)
    site.write("a-b.txt", ADMITTED)
    outcome = site.build()
    assert outcome.status == 1
    assert "Rename one" in outcome.err
    assert site.release().slugs == ("a-b",)


@pytest.mark.parametrize(
    ("file", "content", "complaint"),
    [
        ("data/entities/states.yaml", "- key: [\n", "states.yaml:2:"),
        ("data/links/wikidata.sssom.tsv", "nonsense\n", "wikidata.sssom.tsv"),
        ("ontology/mithaq.ttl", "PREFIX m: <x>\nm:a m:b\n", "mithaq.ttl:"),
        ("ontology/shapes.ttl", "PREFIX m: <x>\n\nm:a m:b ;; .\n", "shapes.ttl:"),
        ("ontology/statement-types.yaml", "session:\n  class: x\n", "statement-types.yaml:2:"),
        ("loaders/graph/labels.yaml", "languages: {\n", "labels.yaml:"),
        ("loaders/rules/broken.ar.yaml", "- id: [\n", "broken.ar.yaml:2"),
    ],
)
def test_malformed_file_of_the_project_is_one_clear_error(
    tmp_path: Path, built: Site, file: str, content: str, complaint: str
) -> None:
    project = tmp_path / "project"
    for tree in ("loaders", "ontology", "data", "server"):
        shutil.copytree(
            PROJECT / tree, project / tree, ignore=shutil.ignore_patterns("__pycache__")
        )
    (project / file).write_text(content, encoding="utf-8")
    releases = tmp_path / "releases"
    shutil.copytree(built.out, releases, symlinks=True)
    before = (releases / "current").readlink()
    outcome = mithaq("build", "--documents", built.documents, "--out", releases, project=project)
    assert outcome.status == 1, outcome.err
    assert complaint in outcome.err
    assert "Traceback" not in outcome.err
    assert (releases / "current").readlink() == before
    assert not Site(built.documents, releases).litter()


def test_unchanged_documents_are_not_read_again(site: Site) -> None:
    for number in range(3):
        site.write(f"d{number}.txt", f"{ADMITTED} {number}.")
    assert site.build().status == 0
    before = pieces(site)
    site.write("d1.txt", TEXT)
    site.write("d3.txt", TEXT)
    assert site.build().status == 0
    after = pieces(site)
    assert len(before) == 3
    assert len(after) == 4
    assert len({*before} & {*after}) == 2
    assert all(after[key] == before[key] for key in {*before} & {*after})


def pieces(site: Site) -> dict[str, int]:
    """Return the readings that a build keeps: name and the time they were written."""
    # What is still in the making stands beside them, and may be gone the next moment.
    made = (site.out / ".work").glob("[0-9a-f]*/*/summary.json")
    return {path.parent.name: path.stat().st_mtime_ns for path in made}


def test_killed_build_goes_on_where_it_was(site: Site, tmp_path: Path) -> None:
    for number in range(30):
        site.write(f"d{number:02}.txt", f"{TEXT} {number}.\n" * 20)
    whole = Site(site.documents, tmp_path / "whole")
    assert whole.build("--jobs", "2").status == 0
    build = subprocess.Popen(
        [sys.executable, "-c", "from server.command import main; main()", "build",
         "--documents", site.documents, "--out", site.out, "--jobs", "2"],
        cwd=PROJECT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    while build.poll() is None and len(pieces(site)) < 5:
        time.sleep(0.005)
    assert build.poll() is None, "the build was over before it could be killed"
    os.killpg(build.pid, signal.SIGKILL)
    build.wait()
    read = pieces(site)
    assert not (site.out / "current").exists()
    assert site.build("--jobs", "2").status == 0
    assert {key: pieces(site)[key] for key in read} == read
    assert site.release().manifest == whole.release().manifest
    assert not site.litter()


def test_litter_of_a_killed_build_is_cleared(site: Site) -> None:
    site.write("a.txt", TEXT)
    litter = site.out / ".tmp-release-1" / "store"
    litter.mkdir(parents=True)
    assert site.build().status == 0
    assert not site.litter()


def test_second_build_at_the_same_time_is_refused(site: Site) -> None:
    site.write("a.txt", TEXT)
    site.out.mkdir()
    with (site.out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        outcome = site.build()
    assert outcome.status == 1
    assert "Another build" in outcome.err


def test_place_that_cannot_be_written_is_told(site: Site) -> None:
    site.write("a.txt", TEXT)
    site.out.write_text("a file", encoding="utf-8")
    outcome = site.build()
    assert outcome.status == 1
    assert "cannot be written" in outcome.err
    assert "--out" in outcome.err


def test_full_disk_leaves_the_old_release_and_no_litter(site: Site) -> None:
    site.write("a.txt", TEXT)
    assert site.build().status == 0
    before = site.release()
    site.write("a.txt", ADMITTED)
    # A limit on the size of files fails the same calls as a full disk, in one process only.
    limit = (300_000, 300_000)
    outcome = site.build(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert outcome.status == 1, outcome.err
    assert "cannot be written" in outcome.err
    assert "Traceback" not in outcome.err
    assert site.release() == before
    assert not site.litter()


def test_damaged_release_of_the_same_content_is_replaced(site: Site) -> None:
    site.write("a.txt", TEXT)
    assert site.build().status == 0
    dump = site.release().path / "dumps" / "mithaq.nt"
    whole = dump.read_bytes()
    dump.write_bytes(whole[:-1] + b"x")
    assert site.build().status == 0
    assert site.release().path / "dumps" / "mithaq.nt" == dump
    assert dump.read_bytes() == whole
    assert not site.litter()


def test_all_releases_stay_unless_told_otherwise(site: Site) -> None:
    ids = []
    for number, arguments in enumerate(([], [], ["--keep", "2"])):
        site.write("a.txt", f"{TEXT} {number}.")
        assert site.build(*arguments).status == 0
        ids.append(site.release().id)
        there = {path.parent.name for path in site.out.glob("*/manifest.json")} - {"current"}
        assert there == set(ids[-2:]) if arguments else there == set(ids)


def test_base_names_all_addresses(site: Site) -> None:
    site.write("a.txt", TEXT)
    assert site.build("--base", "https://graph.example/x/").status == 0
    release = site.release()
    assert release.base == "https://graph.example/x/"
    text = (release.path / "dumps" / "mithaq.nq").read_text(encoding="utf-8")
    assert "https://w3id.org/mithaq/id/" not in text
    assert "<https://graph.example/x/id/state/georgia>" in text


def rows(site: Site, query: str) -> list[tuple[str, ...]]:
    store = Store.read_only(str(site.release().store_path))
    return select(store, M + query)


def test_two_documents_corroborate_and_share_one_node(site: Site) -> None:
    site.write("one.txt", TEXT)
    site.write("two.txt", f"{ADMITTED} وهذا نص آخر.")
    assert site.build().status == 0
    statuses = rows(
        site,
        "SELECT ?document ?status ?node { ?s m:statementType 'membership_admission' ; "
        "m:status ?status ; m:about ?node ; m:evidence/m:inDocument ?document }",
    )
    assert [row[0].rsplit("/", 1)[1] for row in statuses] == ["one", "two"]
    assert {row[1].rsplit("#", 1)[1] for row in statuses} == {"Corroborated"}
    assert len({row[2] for row in statuses}) == 1
    assert not rows(
        site, "SELECT ?s { ?s m:statementType 'independence' ; m:status m:Corroborated }"
    )


def test_copy_of_a_document_corroborates_nothing(site: Site) -> None:
    site.write("one.txt", TEXT)
    site.write("copy.txt", TEXT)
    assert site.build().status == 0
    assert not rows(site, "SELECT ?s { ?s m:status m:Corroborated }")


def test_disagreement_is_reported_and_noted_and_nothing_is_chosen(site: Site) -> None:
    site.write("one.txt", ADMITTED)
    site.write("two.txt", ADMITTED.replace("١٩٩٢", "١٩٩٣"))
    outcome = site.build()
    assert outcome.status == 0
    report = json.loads(
        (site.release().path / "reports" / "disagreements.json").read_text(encoding="utf-8")
    )
    (found,) = report["disagreements"]
    assert [value["value"] for value in found["values"]] == ["1992-07-31", "1993-07-31"]
    dates = rows(site, "SELECT ?date { ?node a m:Admission ; m:edtf ?date }")
    assert dates == [("1992-07-31",), ("1993-07-31",)]
    notes = rows(site, "SELECT ?n ?s { ?n a m:EditorialNote ; m:disagreement ?s ; m:noteOn ?x }")
    assert len(notes) == 2
    assert site.release().manifest.counts["notes"] == 1
