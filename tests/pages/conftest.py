"""A release of the shipped document, served over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.site import Site, serving


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    releases: Path = tmp_path_factory.mktemp("releases")
    with serving(releases) as running:
        yield running
