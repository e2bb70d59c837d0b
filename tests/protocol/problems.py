"""The one shape that every failure has."""

from __future__ import annotations

import json

from tests.protocol.conftest import Answer

MEMBERS = {"type", "title", "status", "detail", "instance", "position", "excerpt", "remedy"}


def assert_problem(answer: Answer, status: int) -> dict[str, object]:
    """Assert that `answer` is a well-formed problem document and return it."""
    assert answer.status == status, answer.body[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "accept" in answer.headers["vary"].lower()
    assert answer.headers["cache-control"] == "no-store"
    document: dict[str, object] = json.loads(answer.body)
    assert {"type", "title", "status", "detail", "instance"} <= set(document) <= MEMBERS
    assert document["status"] == status
    assert str(document["instance"]).startswith("/")
    assert str(document["type"]).startswith("/problems/")
    assert document["detail"]
    text = answer.body.decode()
    assert "Traceback" not in text
    assert ".py" not in text
    if status == 405:
        assert answer.headers["allow"]
    if status in (429, 503):
        assert int(answer.headers["retry-after"]) > 0
    return document
