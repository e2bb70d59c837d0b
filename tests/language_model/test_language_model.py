"""A language model proposes; only what the text bears out becomes a statement."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from loaders.document import Document
from loaders.errors import DocumentError
from loaders.extraction import Extractor
from loaders.language_model import Endpoint, LanguageModelExtractor
from loaders.statements.statement import Extraction, Status
from ontology.statement_types import load_statement_types

TEXT = "انضمت قطر إلى الأمم المتحدة في 21 سبتمبر 1971. واحتل العراق الكويت."


class _Model(ThreadingHTTPServer):
    """A service in the agreed form that gives one prepared answer and keeps what it was asked."""

    def __init__(self, answer: object) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.asked: list[dict[str, Any]] = []

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint(f"http://127.0.0.1:{self.server_address[1]}/v1", "test", "secret", 5)


class _Handler(BaseHTTPRequestHandler):
    server: _Model

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append({"path": self.path, **json.loads(body)})
        content = self.server.answer
        if not isinstance(content, str):
            content = json.dumps(content, ensure_ascii=False)
        answer = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture
def model(request: pytest.FixtureRequest) -> Iterator[_Model]:
    server = _Model(request.param)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def _extract(model: _Model, extractor: Extractor) -> Extraction:
    document = Document("qatar.txt", "qatar", TEXT, "0" * 64, "ar")
    mentions = extractor.mentions(document)
    types = tuple(load_statement_types().values())
    return LanguageModelExtractor(model.endpoint, types).find_statements(document, mentions)


ADMISSION: dict[str, Any] = {
    "type": "membership_admission",
    "quote": "انضمت قطر إلى الأمم المتحدة في 21 سبتمبر 1971",
    "participants": {"member": "قطر", "organisation": "الأمم المتحدة"},
    "date": "21 سبتمبر 1971",
    "numbers": {},
}


def _changed(**changes: object) -> dict[str, Any]:
    return {"statements": [{**ADMISSION, **changes}]}


@pytest.mark.parametrize("model", [{"statements": [ADMISSION]}], indirect=True)
def test_a_proposal_that_the_text_bears_out_becomes_a_statement(
    model: _Model, extractor: Extractor
) -> None:
    extraction = _extract(model, extractor)
    [statement] = extraction.statements
    assert statement.type == "membership_admission"
    assert [p.entity.label() for p in statement.participants] == ["Qatar", "United Nations"]
    assert statement.date is not None
    assert statement.date.edtf == "1971-09-21"
    assert statement.span.of(TEXT) == statement.quote
    assert statement.rule == "language-model"
    assert not extraction.rejected
    [asked] = model.asked
    assert asked["path"] == "/v1/chat/completions"
    assert "membership_admission" in asked["messages"][0]["content"]


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        (_changed(quote="انضمت قطر إلى الأمم المتحدة في عام 1971"), "quote"),
        (_changed(participants={**ADMISSION["participants"], "member": "البحرين"}), "member"),
        (_changed(participants={**ADMISSION["participants"], "member": "الكويت"}), "member"),
        (_changed(participants={"member": "قطر"}), "no organisation"),
        (_changed(participants={**ADMISSION["participants"], "guest": "قطر"}), "no role"),
        (_changed(date="22 سبتمبر 1971"), "date"),
        (_changed(numbers={"ordinal": "132"}), "number"),
        (_changed(type="invasion"), "no such type"),
    ],
    indirect=["model"],
)
def test_what_the_text_does_not_bear_out_is_refused_with_its_reason(
    model: _Model, reason: str, extractor: Extractor
) -> None:
    extraction = _extract(model, extractor)
    assert not extraction.statements
    [refused] = extraction.rejected
    assert reason in refused.reason


@pytest.mark.parametrize(
    "model",
    [
        {
            "statements": [
                {
                    "type": "occupation",
                    "quote": "واحتل العراق الكويت",
                    "participants": {"occupier": "العراق", "territory": "الكويت"},
                }
            ]
        }
    ],
    indirect=True,
)
def test_a_contested_type_stays_a_claim(model: _Model, extractor: Extractor) -> None:
    [statement] = _extract(model, extractor).statements
    assert statement.status is Status.CONTESTED


@pytest.mark.parametrize("model", [{"statements": [ADMISSION]}], indirect=True)
def test_the_rules_reading_stays_where_the_model_proposes_the_same(
    model: _Model, extractor: Extractor
) -> None:
    document = Document("qatar.txt", "qatar", TEXT, "0" * 64, "ar")
    alone = extractor.extract(document)
    together = Extractor(model=model.endpoint).extract(document)
    assert together.statements == alone.statements


UNREAD = "وردت قطر مع الأمم المتحدة في سجل واحد."


@pytest.mark.parametrize(
    "model",
    [
        {
            "statements": [
                {
                    "type": "cooperation",
                    "quote": "وردت قطر مع الأمم المتحدة في سجل واحد",
                    "participants": {"party": "قطر", "partner": "الأمم المتحدة"},
                }
            ]
        }
    ],
    indirect=True,
)
def test_the_command_line_adds_what_the_model_proposes_and_the_text_bears_out(
    model: _Model, tmp_path: Path
) -> None:
    text = tmp_path / "qatar.txt"
    text.write_text(UNREAD, encoding="utf-8")
    command = [sys.executable, "-m", "server.command", "extract", str(text)]
    alone = subprocess.run(command, capture_output=True, text=True, check=True)
    assert alone.stdout == ""
    options = ["--model-url", model.endpoint.url, "--model", "test"]
    asked = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    [line] = asked.stdout.splitlines()
    assert json.loads(line)["rule"] == "language-model"


def test_a_model_without_an_address_is_wrong_usage(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "server.command", "extract", "any.txt", "--model", "test"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--model-url" in done.stderr


@pytest.mark.parametrize("model", ["no JSON at all", '{"facts": []}'], indirect=True)
def test_an_unreadable_answer_is_one_clear_error(model: _Model, extractor: Extractor) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        _extract(model, extractor)


def test_an_address_where_nobody_answers_is_one_clear_error(extractor: Extractor) -> None:
    document = Document("qatar.txt", "qatar", TEXT, "0" * 64, "ar")
    mentions = extractor.mentions(document)
    nobody = LanguageModelExtractor(Endpoint("http://127.0.0.1:9/v1", "test", timeout=1), ())
    with pytest.raises(DocumentError, match="did not answer"):
        nobody.find_statements(document, mentions)
