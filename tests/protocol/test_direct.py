"""What a worker says on a lent connection is what the server would say."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.config import ServerConfig
from server.engine.cache import cache_key, entity_tag
from server.engine.query import QueryAnswer
from server.protocol.answers import answer_reply
from server.protocol.delivery import finish
from server.protocol.message import Exchange
from server.protocol.question import read_question
from server.protocol.wire.direct import DirectHttp, lending
from server.protocol.wire.entry import Entry
from server.protocol.wire.reply_head import head_bytes

CONFIG = ServerConfig()
SPEAKER = DirectHttp(
    {**lending(CONFIG).settings, "release": "r1", "rows": None, "timeout": CONFIG.timeout}
)
JSON = "application/sparql-results+json"
TARGET = "/sparql?query=SELECT%20*%20%7B%7D"


def request(
    method: str = "GET",
    target: str = TARGET,
    body: str = "",
    version: str = "1.1",
    **fields: str,
) -> bytes:
    lines = [f"{method} {target} HTTP/{version}", "Host: a"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body.encode()


@given(
    coding=st.sampled_from(
        ["", "gzip", "br, gzip;q=0.5", "zstd", "identity", "*;q=0", "nonsense/"]
    ),
    body=st.binary(max_size=3000),
    known=st.booleans(),
)
def test_a_reply_has_the_fields_and_the_body_of_the_usual_way(
    coding: str, body: bytes, known: bool
) -> None:
    fields = {"Accept": JSON, **({"Accept_Encoding": coding} if coding else {})}
    exchange = Exchange(
        "GET",
        "/sparql",
        TARGET.partition("?")[2].encode(),
        {name.replace("_", "-").lower(): value for name, value in fields.items()},
        base_url="http://a",
    )
    asked = read_question(exchange, max_query_bytes=CONFIG.max_query_bytes)
    assert asked is not None
    tag = entity_tag(cache_key(asked, "r1"), None)
    if known:
        fields["If_None_Match"] = f'"{tag}"'
        exchange.headers = {**exchange.headers, "if-none-match": f'"{tag}"'}
    plain = SPEAKER.read(request("GET", TARGET, "", "1.1", **fields))
    assert plain is not None
    spoken = SPEAKER.reply(plain, "SELECT", JSON, body)
    answer = QueryAnswer("SELECT", JSON, (), iter((body,)), "r1", etag=tag, body=body)
    usual = finish(exchange, answer_reply(answer))
    assert spoken is not None and isinstance(usual.body, tuple)
    head, _, sent = spoken.data.partition(b"\r\n\r\n")
    assert sent == b"".join(usual.body)
    said = [line for line in head.splitlines() if not line.startswith(b"Date: ")]
    assert sorted(said) == sorted(head_bytes(usual, ()).splitlines())
    told = Entry(*spoken.told)
    assert (told.status, told.size, told.path) == (usual.status, len(sent), "/sparql")


@pytest.mark.parametrize(
    "data",
    [
        request("HEAD"),
        request("OPTIONS"),
        request("PUT"),
        request(target="/health"),
        request(target="/sparql"),
        request(target="/sparql?query=ASK%7B%7D&timeout=2"),
        request(target="/sparql?query=ASK%7B%7D&query=ASK%7B%7D"),
        request(target="/sparql?query=ASK%7BSERVICE%3Chttp://a%3E%7B%7D%7D"),
        request(version="1.0"),
        request(Connection="close"),
        request(Accept="text/html"),
        request(Expect="100-continue"),
        request("POST", body="query=ASK%7B%7D"),
        request("POST", body="ASK{}", Content_Type="application/sparql-update"),
        request("POST", Transfer_Encoding="chunked", Content_Type="application/sparql-query"),
        request()[:-2],
        request() + request(),
        b"nonsense\r\n\r\n",
    ],
)
def test_a_request_that_is_not_plain_is_left_to_the_server(data: bytes) -> None:
    assert SPEAKER.read(data) is None


def fresh() -> DirectHttp:
    return DirectHttp(
        {**lending(CONFIG).settings, "release": "r1", "rows": None, "timeout": CONFIG.timeout}
    )


@given(
    values=st.lists(
        st.text("aZ09%+?=&#/{}<>\\'\" .é") | st.sampled_from(["ASK%7B%7D", "%ff", "SERVICE", "+"]),
        min_size=2,
        max_size=4,
    ),
    around=st.sampled_from(
        [
            ("/sparql?query=", ""),
            ("/sparql?query=", "&format=csv"),
            ("/sparql?query=", "&query=ASK%7B%7D"),
            ("/sparql?query=", "&timeout=3"),
            ("/sparql?format=csv&query=", ""),
            ("/sparql?a?query=", ""),
            ("/sparql?a=?query=", "&query=ASK%7B%7D"),
            ("http://b/sparql?query=", ""),
            ("/sparql#?query=", ""),
            ("/sparql?format=csv#?query=", ""),
            ("/health?query=", ""),
        ]
    ),
)
@example(values=["é", "0é"], around=("/sparql?query=", ""))
def test_a_request_like_an_earlier_one_is_read_as_if_it_were_the_first(
    values: list[str], around: tuple[str, str]
) -> None:
    experienced = fresh()
    before, after = around
    for value in ["ASK%7B%7D", *values]:
        data = request(target=before + value + after, Accept=JSON)
        read, first = experienced.read(data), fresh().read(data)
        assert (read is None) == (first is None)
        if read is None or first is None:
            continue
        assert (read.raw, read.question) == (first.raw, first.question)
        replies = [
            speaker.reply(plain, "SELECT", JSON, b"{}")
            for speaker, plain in ((experienced, read), (fresh(), first))
        ]
        dateless = [
            [line for line in reply.data.splitlines() if not line.startswith(b"Date")]
            for reply in replies
            if reply is not None
        ]
        assert dateless[0] == dateless[1]
        assert replies[0] and replies[1] and replies[0].told[-1] == replies[1].told[-1]


@given(st.binary(max_size=300))
def test_no_bytes_confuse_the_reader(data: bytes) -> None:
    SPEAKER.read(data)
    SPEAKER.read(request(Accept="x").replace(b"Accept: x", data))
