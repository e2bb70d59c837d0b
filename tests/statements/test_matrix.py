"""What is read does not depend on the verb, the date or the name that it is told with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.statements.cells import MATRICES, cells
from tests.statements.conftest import ReadText


@pytest.mark.parametrize("path", sorted(MATRICES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_clause_is_read_with_every_date(path: Path, read: ReadText) -> None:
    mistakes = [
        f"{cell.text}: {mistake}"
        for cell in cells(path, share=3)
        for mistake in cell.mistakes(read(cell.text))
    ]
    assert not mistakes, "\n".join(mistakes)
