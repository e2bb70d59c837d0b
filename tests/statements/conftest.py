from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from loaders.document import Document
from loaders.extraction import Extractor
from loaders.statements.facts import facts
from loaders.text.script import language_of

Facts = list[dict[str, Any]]
ReadText = Callable[[str], Facts]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


def document(text: str, name: str = "text.txt") -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(name, "text", text, digest, language_of(text))


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> ReadText:
    """Return a function from a text to the facts that it states."""

    def read(text: str) -> Facts:
        source = document(text)
        return facts(source, extractor.extract(source))

    return read
