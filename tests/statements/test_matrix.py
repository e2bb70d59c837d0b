"""What is read depends little on the verb, the date or the name that it is told with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.statements.cells import MATRICES, cells, least
from tests.statements.conftest import ReadText

FILES = sorted(MATRICES.glob("*.yaml"))


def test_there_are_matrices_of_both_languages() -> None:
    assert {path.stem.rpartition(".")[2] for path in FILES} == {"ar", "en"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_clauses_are_read_with_every_date(path: Path, read: ReadText) -> None:
    tried, mistakes = 0, []
    for cell in cells(path, share=3):
        tried += 1
        if found := cell.mistakes(read(cell.text)):
            mistakes.append("\n    ".join((cell.text, *found)))
    assert tried
    assert 1 - len(mistakes) / tried >= least(path), "\n".join(mistakes)
