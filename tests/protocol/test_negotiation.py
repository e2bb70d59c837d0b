"""Fields of preference: what is read from them, and that reading them takes no time to speak of."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import BadRequest, HeadersTooLarge
from server.protocol.negotiation import Offer, choose, choose_coding, choose_language
from server.protocol.parameters import decode_form
from server.protocol.wire.head import parse_head
from tests.protocol.conftest import Client
from tests.protocol.problems import assert_problem

OFFERS = [Offer(name) for name in ("text/csv", "text/turtle", "application/xml")]
# How elements and parameters were told apart before an unfinished quoted string was refused.
ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
PARAMETER = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*")+')

quoted = st.text(st.sampled_from(' a,;="\\q1/*'), max_size=8).map(
    lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
)
parameter = st.tuples(st.sampled_from(["a", "title", "x"]), quoted | st.just("plain")).map("=".join)
weight = st.sampled_from(["", ";q=0", ";q=0.5", "; q=1.0", ";q=.2"])
element = st.tuples(
    st.sampled_from(["text/csv", "text/*", "*/*", "application/xml", "image/png"]),
    st.lists(parameter, max_size=3).map(lambda found: "".join(f" ;{one}" for one in found)),
    weight,
).map("".join)


def plain(field: str) -> str:
    """Return the ranges and weights of a field by the former reading, without parameters."""
    kept = []
    for found in ELEMENT.findall(field):
        name, *rest = (part.strip() for part in PARAMETER.findall(found))
        kept.append(";".join([name, *(part for part in rest if part.startswith("q="))]))
    return ",".join(kept)


@given(st.lists(element, min_size=1, max_size=5).map(" , ".join))
def test_quoted_strings_hide_what_would_end_a_range_or_a_parameter(field: str) -> None:
    chosen, expected = choose(field, OFFERS), choose(plain(field), OFFERS)
    assert (chosen and (chosen.offer, chosen.quality)) == (
        expected and (expected.offer, expected.quality)
    )


@pytest.mark.parametrize("field", ['text/csv;a="', 'text/csv;a="b\\"', 'text/csv;a="\\', '"'])
def test_a_quoted_string_that_does_not_end_is_refused(field: str) -> None:
    with pytest.raises(BadRequest, match="malformed"):
        choose(field, OFFERS)
    assert choose_language(field, ("en", "ar")) == "en"


def test_fields_of_preference_have_a_longest_length() -> None:
    field = "text/csv, " * 500
    with pytest.raises(HeadersTooLarge, match="Accept"):
        choose(field, OFFERS)
    with pytest.raises(HeadersTooLarge):
        choose_coding(field, ("gzip",))
    assert choose_language(field, ("en", "ar")) == "en"


@pytest.mark.parametrize("name", ["Accept", "Accept-Encoding", "Accept-Language"])
@pytest.mark.parametrize("target", ["/sparql?query=ASK%7B%7D", "/"])
def test_a_long_field_of_unfinished_strings_is_answered(
    client: Client, name: str, target: str
) -> None:
    # It took a quarter of a minute, and with four times the length hours.
    answer = client.ask("GET", target, {name: 'text/csv;a="' + '\\"' * 30_000})
    assert answer.status == (431 if name == "Accept" and target != "/" else 200)


def test_a_field_of_blanks_with_a_forbidden_character_is_refused(client: Client) -> None:
    # A thousand blanks took three seconds, and the time grows with their cube.
    head = b"GET /health HTTP/1.1\r\nHost: x\r\nA:" + b" " * 60_000 + b"x\x01\r\n\r\n"
    assert b" 400 " in client.exchange(head).partition(b"\r\n")[0]


blank = st.text(st.sampled_from(" \t"), max_size=5)


@given(blank, st.text(st.sampled_from("ab \t:;é"), max_size=8), blank)
def test_white_space_around_a_field_is_no_part_of_it(before: str, value: str, after: str) -> None:
    data = f"GET / HTTP/1.1\r\nHost: x\r\nA:{before}{value}{after}".encode("latin-1")
    assert parse_head(data, 100, 1000).headers["a"] == value.strip(" \t")


def test_a_form_of_ever_so_many_parameters_is_refused(client: Client) -> None:
    media_type = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.ask("POST", "/sparql", media_type, b"query=ASK%7B%7D" + b"&a=" * 300_000)
    assert "parameters" in str(assert_problem(answer, 400)["detail"])


@given(st.lists(st.sampled_from(["%", "\\", "x41", "%41", "%4", "é", "%C3%A9", "\\u0041", "4"])))
def test_a_percent_sign_that_begins_no_escape_stands_for_itself(parts: list[str]) -> None:
    value = "".join(parts).encode()
    assert decode_form(b"a=" + value, "It") == [("a", unquote_to_bytes(value).decode())]
