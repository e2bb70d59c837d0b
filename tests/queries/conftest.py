"""A release of the shipped document, served over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pages.site import Site, serving


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("releases")) as running:
        yield running
