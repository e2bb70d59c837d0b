"""Headers of every answer, entity tags, codings, HEAD, cross-origin requests."""

from __future__ import annotations

import gzip
import json
from urllib.parse import quote

import brotli
import pytest
import zstandard

from tests.protocol.conftest import Client
from tests.protocol.problems import assert_problem

TABLE = "/sparql?query=" + quote("SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 50")
LARGE = "/sparql?query=" + quote("SELECT ?a ?b { ?a ?x ?b . ?c ?y ?d } LIMIT 90000")


@pytest.mark.parametrize("target", [TABLE, LARGE])
@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_answers_are_coded_as_asked(client: Client, target: str, coding: str) -> None:
    plain = client.get(target)
    coded = client.get(target, Accept_Encoding=f"{coding};q=0.8, identity;q=0.1")
    assert coded.headers["content-encoding"] == coding
    assert len(coded.body) < len(plain.body)
    if coding == "gzip":
        decoded = gzip.decompress(coded.body)
    elif coding == "br":
        decoded = brotli.decompress(coded.body)
    else:
        decoded = zstandard.ZstdDecompressor().decompressobj().decompress(coded.body)
    assert decoded == plain.body
    assert plain.headers["etag"] != coded.headers["etag"]


def test_small_answers_are_not_coded(client: Client) -> None:
    answer = client.get("/sparql?query=ASK%7B%7D", Accept_Encoding="gzip, br")
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "deflate", "*;q=0, identity"])
def test_answers_stay_plain_where_no_coding_is_accepted(client: Client, accepted: str) -> None:
    assert "content-encoding" not in client.get(TABLE, Accept_Encoding=accepted).headers


@pytest.mark.parametrize("target", [TABLE, "/sparql", "/graphs?default", "/.well-known/void"])
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_an_entity_tag_brings_304(client: Client, target: str, coding: str) -> None:
    first = client.get(target, Accept_Encoding=coding)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    for condition in (tag, f'"other", W/{tag}', "*"):
        again = client.get(target, Accept_Encoding=coding, If_None_Match=condition)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == tag
        assert "accept" in again.headers["vary"].lower()
    assert client.get(target, If_None_Match='"other"').status == 200


@pytest.mark.parametrize("target", [TABLE, LARGE, "/sparql", "/graphs?default"])
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_an_answer_is_sent_only_if_it_is_the_one_insisted_on(
    client: Client, target: str, coding: str
) -> None:
    tag = client.get(target, Accept_Encoding=coding).headers["etag"]
    for condition in (tag, f'"a,b" , {tag}', "*"):
        assert client.get(target, Accept_Encoding=coding, If_Match=condition).status == 200
    for condition in ('"zz"', f"W/{tag}", tag.strip('"'), '"zz'):
        answer = client.get(target, Accept_Encoding=coding, If_Match=condition)
        problem = assert_problem(answer, 412)
        assert problem["title"] == "Precondition failed"
    both = {"If_Match": '"zz"', "If_None_Match": tag}
    assert client.get(target, Accept_Encoding=coding, **both).status == 412
    assert client.ask("HEAD", target, {"If-Match": '"zz"'}).status == 412


def test_a_condition_is_not_met_by_an_answer_without_a_tag(client: Client) -> None:
    assert client.get("/health", If_Match='"zz"').status == 412
    assert client.get("/health", If_Match="*").status == 200


def test_no_date_of_modification_means_no_condition_on_it(client: Client) -> None:
    since = "Mon, 01 Jan 2001 00:00:00 GMT"
    assert client.get(TABLE, If_Unmodified_Since=since).status == 200


def test_entity_tags_differ_by_format(client: Client) -> None:
    tags = {client.get(TABLE, accept).headers["etag"] for accept in ("text/csv", "*/*")}
    assert len(tags) == 2


def test_an_answer_that_differs_each_time_has_no_entity_tag(client: Client) -> None:
    answer = client.get("/sparql?query=" + quote("SELECT (RAND() AS ?r) {}"))
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "target", [TABLE, LARGE, "/sparql", "/graphs?default", "/health", "/", "/nothing"]
)
def test_head_has_the_headers_of_get(client: Client, target: str) -> None:
    get = client.ask("GET", target, {"Accept-Encoding": "gzip"})
    head = client.ask("HEAD", target, {"Accept-Encoding": "gzip"})
    assert head.status == get.status
    assert head.body == b""
    for name in ("content-type", "etag", "vary", "content-encoding", "cache-control"):
        assert head.headers.get(name) == get.headers.get(name)


@pytest.mark.parametrize("target", ["/sparql", "/graphs", "/health", "/.well-known/void"])
def test_preflight_is_answered(client: Client, target: str) -> None:
    headers = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = client.ask("OPTIONS", target, headers)
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "GET" in answer.headers["access-control-allow-methods"]
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize("target", [TABLE, "/sparql", "/nothing", "/", "/sparql?query=x"])
def test_every_answer_has_the_common_headers(client: Client, target: str) -> None:
    answer = client.ask("GET", target, {"Origin": "https://elsewhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "referrer-policy" in answer.headers
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert "date" in answer.headers


def test_a_repeated_request_gets_the_same_answer(client: Client) -> None:
    first, second, third = (client.get(TABLE) for _ in range(3))
    assert first.body == second.body == third.body
    assert first.headers["etag"] == third.headers["etag"]
    assert json.loads(third.body)["head"]["vars"] == ["s", "p", "o"]
