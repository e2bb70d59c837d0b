from __future__ import annotations

import pytest

from loaders.errors import UsageError
from loaders.graph.names import DEFAULT_BASE, Names, check_base


@pytest.mark.parametrize(
    "base",
    ["", "mithaq/", "https://example.org", "ftp://example.org/", "https://example.org/a b/",
     "https://example.org/#", "https://مثال.example/", "https://example.org/?q/"],
)  # fmt: skip
def test_impossible_base_is_refused(base: str) -> None:
    with pytest.raises(UsageError):
        check_base(base)


def test_possible_bases_are_taken() -> None:
    for base in (DEFAULT_BASE, "http://127.0.0.1:8000/"):
        assert check_base(base) == base


def test_keys_that_are_no_ascii_still_give_different_ascii_addresses() -> None:
    names = Names()
    first, second = names.thing("person/كوفي"), names.thing("person/عنان")
    assert first != second
    assert first.value.isascii()
    assert first.value.startswith(f"{DEFAULT_BASE}id/person/")
