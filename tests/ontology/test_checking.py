"""What the checks of ``mithaq check`` say of sound and of broken files."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from loaders.errors import OntologyError
from ontology import checking
from ontology.vocabulary import SHAPES_FILE, VOCABULARY_FILE
from server.command import check


def changed(tmp_path: Path, file: Path, good: str, bad: str) -> Path:
    text = file.read_text(encoding="utf-8")
    assert good in text
    path = tmp_path / file.name
    path.write_text(text.replace(good, bad), encoding="utf-8")
    return path


def test_the_quick_checks_pass_on_what_is_shipped(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.run(Namespace(quick=True)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["ok", name] for name in ("Turtle", "terms", "labels", "shapes", "queries")
    ]


def test_an_undeclared_term_is_named(tmp_path: Path) -> None:
    shapes = changed(tmp_path, SHAPES_FILE, "m:evidence", "m:evidenze")
    with pytest.raises(OntologyError, match="does not declare: evidenze"):
        checking.check_syntax([VOCABULARY_FILE, shapes])


def test_a_missing_translation_is_named(tmp_path: Path) -> None:
    path = changed(tmp_path, VOCABULARY_FILE, '"state"@en , "دولة"@ar', '"state"@en')
    with pytest.raises(OntologyError, match=r"State \(label@ar: 0\)"):
        checking.check_labels(path)


def test_a_malformed_shape_is_reported(tmp_path: Path) -> None:
    path = changed(tmp_path, SHAPES_FILE, "sh:path m:occupierOf ; sh:maxCount 0", "sh:maxCount 0")
    with pytest.raises(OntologyError, match="not well-formed"):
        checking.check_shapes(path)


def test_a_contested_property_without_its_shape_is_named(tmp_path: Path) -> None:
    good, bad = "sh:targetSubjectsOf m:occupierOf", "sh:targetSubjectsOf m:memberOf"
    with pytest.raises(OntologyError, match="occupierOf"):
        checking.check_shapes(changed(tmp_path, SHAPES_FILE, good, bad))


def test_a_counterexample_that_is_admitted_is_named(tmp_path: Path) -> None:
    harmless = tmp_path / "harmless.ttl"
    harmless.write_text(
        "PREFIX m: <https://w3id.org/mithaq/ontology#>\n<https://a.example/s> a m:State .\n",
        encoding="utf-8",
    )
    with pytest.raises(OntologyError, match=r"admits: harmless\.ttl"):
        checking.check_counterexamples(tmp_path)


def test_a_directory_without_counterexamples_is_no_proof(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no counterexample"):
        checking.check_counterexamples(tmp_path)
