"""The short way to an answer's head says what the long way says."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

import pytest

from server.engine.query import QueryAnswer
from server.protocol.answers import answer_reply
from server.protocol.delivery import finish
from server.protocol.message import Exchange
from server.protocol.parameters import decode_form
from server.protocol.wire.plain import plain_reply
from server.protocol.wire.reply_head import head_bytes

_LONG = b"x" * 5000


def _answer(
    body: bytes, *, etag: str | None = "tag", rows: int | None = None, from_cache: bool = False
) -> QueryAnswer:
    return QueryAnswer(
        "SELECT",
        "text/csv; charset=utf-8",
        ("a",),
        iter((body,)),
        "release",
        etag=etag,
        body=body,
        row_limit=rows,
        from_cache=from_cache,
    )


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("accept_encoding", [None, "identity", "gzip", "gzip;q=nonsense"])
@pytest.mark.parametrize(
    "answer",
    [
        _answer(b"short"),
        _answer(b""),
        _answer(b"short", etag=None),
        _answer(b"short", rows=7),
        _answer(b"short", from_cache=True),
        _answer(_LONG),
    ],
    ids=["plain", "empty", "unrepeatable", "limited", "kept", "long"],
)
def test_plain_answers_have_the_fields_of_all_answers(
    method: str, accept_encoding: str | None, answer: QueryAnswer
) -> None:
    headers = {} if accept_encoding is None else {"accept-encoding": accept_encoding}
    exchange = Exchange(method, "/sparql", headers=headers)
    usual = finish(exchange, answer_reply(answer))
    plain = plain_reply(exchange, answer)
    if plain is None:
        assert usual.get("Content-Encoding") == "gzip" or usual.repeated
        return
    assert b"".join(plain.body) == b"".join(usual.body) == answer.body
    length = (("Content-Length", str(len(answer.body or b""))),)
    assert sorted(head_bytes(plain, length).splitlines()) == sorted(
        head_bytes(usual, ()).splitlines()
    )


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("HEAD", {}),
        ("GET", {"if-none-match": '"tag"'}),
        ("GET", {"if-none-match": "*"}),
        ("GET", {"if-match": '"tag"'}),
    ],
)
def test_conditions_and_head_take_the_long_way(method: str, headers: dict[str, str]) -> None:
    assert plain_reply(Exchange(method, "/sparql", headers=headers), _answer(b"short")) is None


@pytest.mark.parametrize(
    "value",
    [
        b"a%20b",
        b"%D8%B9%D8%B1",
        b"%",
        b"%4",
        b"%zz%41",
        b"%5Cx41",
        rb"\x41%41",
        b"%25%32%35",
        b"%0A%00",
    ],
)
def test_escapes_are_decoded_once_and_stand_for_themselves_if_malformed(value: bytes) -> None:
    assert decode_form(b"query=" + value, "It") == [("query", unquote_to_bytes(value).decode())]
