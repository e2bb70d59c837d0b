from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import OntologyError
from loaders.graph.labels import LABELS_FILE, load_labels
from loaders.graph.maker import GraphMaker
from loaders.statements.statement import Statement
from ontology.statement_types import load_statement_types
from tests.graph import examples as ex


def labels(statement: Statement) -> dict[str, str]:
    values = GraphMaker.load().values
    return dict(load_labels().labels(statement, load_statement_types()[statement.type], values))


def test_label_names_the_parts_in_both_languages() -> None:
    assert labels(ex.ADMISSION) == {
        "en": "Admission: Georgia, United Nations",
        "ar": "قبول جورجيا في عضوية الأمم المتحدة",
    }


def test_what_is_missing_leaves_no_trace() -> None:
    nameless = ex.statement("displacement", "Nothing here", ())
    assert labels(nameless) == {"en": "Displacement of persons", "ar": "نزوح أشخاص"}


def test_label_of_a_claim_says_that_it_is_said() -> None:
    assert labels(ex.OCCUPATION)["en"] == "Claim of occupation: Green Valley, said of Armenia"


def test_word_of_a_closed_list_is_said_in_the_readers_language() -> None:
    party = (("party", ex.GEORGIA), ("treaty", ex.entity("treaty/x", "Treaty X", "المعاهدة س")))
    acceded = ex.statement(
        "treaty_accession", "Nothing here", party, qualifiers=(("action", "ratification"),)
    )
    assert labels(acceded) == {
        "en": "Becoming a party: Georgia, Treaty X (Ratification)",
        "ar": "جورجيا طرفاً في المعاهدة س (تصديق)",
    }


def test_numbered_resolution_has_one_label_whatever_its_date() -> None:
    assert labels(ex.ADOPTION)["en"] == "Resolution 822, United Nations Security Council"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("{member}, {organisation}", "{member}, {date}", "does not identify"),
        ("  Admission:", "  Admissions:", "no label template"),
        ("classes:", "classes: [", "not YAML"),
        ("languages:", "tongues:", "cannot be read"),
    ],
)
def test_malformed_templates_are_refused(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    text = LABELS_FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "labels.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(OntologyError, match=complaint) as caught:
        load_labels(path)
    assert caught.value.path == path
