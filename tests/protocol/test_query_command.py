"""`mithaq query --endpoint` asks a real server."""

from __future__ import annotations

import argparse

import pytest

from loaders.errors import MithaqError, UsageError
from server.command import query
from tests.protocol.conftest import EX
from tests.served import Server

LABEL = f"SELECT ?label {{ <{EX}arabic> <http://www.w3.org/2000/01/rdf-schema#label> ?label }}"


def _ask(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    query.add_parser(parser.add_subparsers())
    parsed = parser.parse_args(["query", *arguments])
    status: int = parsed.run(parsed)
    return status


def _endpoint(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}/sparql"


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        (LABEL, (), '?label\n"أذربيجان"@ar\n'),
        (LABEL, ("--format", "csv"), "label\r\nأذربيجان\r\n"),
        (f"CONSTRUCT {{ <{EX}a> <{EX}b> 1 }} {{}}", ("--format", "nt"), f"<{EX}a> <{EX}b> "),
    ],
)
def test_the_answer_of_an_endpoint_is_printed(
    server: Server,
    capfdbinary: pytest.CaptureFixture[bytes],
    text: str,
    form: tuple[str, ...],
    expected: str,
) -> None:
    assert _ask(text, "--endpoint", _endpoint(server), *form) == 0
    assert capfdbinary.readouterr().out.decode().startswith(expected)


def test_what_an_endpoint_refuses_is_told(server: Server) -> None:
    with pytest.raises(MithaqError, match="answers 400") as caught:
        _ask("SELECT nonsense {", "--endpoint", _endpoint(server))
    assert "line" in str(caught.value)


def test_an_endpoint_that_is_none_is_told() -> None:
    with pytest.raises(MithaqError, match="cannot be reached"):
        _ask("ASK {}", "--endpoint", "http://127.0.0.1:1/sparql")
    with pytest.raises(UsageError, match="not a web address"):
        _ask("ASK {}", "--endpoint", "ftp://example.org/")
