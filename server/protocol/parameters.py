"""Read a SPARQL query operation from a request, to the letter of the protocol.

SPARQL 1.1 Protocol, section 2.1: https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.errors import BadRequest, ContentTooLarge, QueryRefused, UnsupportedMediaType
from server.protocol.message import Exchange

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

_ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*\Z")
# A percent sign that begins no escape.
_STRAY = re.compile(rb"%(?![0-9A-Fa-f]{2})")
# More parameters than this are nobody's question, and reading two million takes seconds.
_MOST_PARAMETERS = 10_000
_UTF8_NAMES = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_NO_UPDATES = "This service is read-only: it does not offer SPARQL Update."
_OF_UPDATES = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})
_UPDATE_REMEDY = "Send a query (SELECT, ASK, CONSTRUCT, DESCRIBE) as “query”."


@dataclass(frozen=True, slots=True)
class QueryCall:
    """A query operation.

    :ivar text: the query; None if the request has none (then it asks for the service description).
    :ivar format: value of ``format``, None if not given.
    :ivar timeout: seconds that the client is willing to wait, None if not given.
    """

    text: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    timeout: float | None = None


Parameters = list[tuple[str, str]]


def read_call(exchange: Exchange, *, max_query_bytes: int) -> QueryCall:
    """Return the query operation that `exchange` asks for.

    :raises BadRequest: missing, repeated, conflicting or malformed parameters.
    :raises QueryRefused: an update.
    :raises UnsupportedMediaType: a body in another media type or character encoding.
    :raises ContentTooLarge: a query over `max_query_bytes`.
    """
    parameters = decode_form(exchange.query, "The address")
    if exchange.method != "POST":
        return _from_parameters(parameters, max_query_bytes, need_query=False)
    media_type = _body_media_type(exchange)
    if media_type == FORM:
        if any(name == "query" for name, _ in parameters):
            raise BadRequest(
                "The query stands in the address, and the body is a form.",
                # SPARQL 1.1 Protocol, section 2.1.2.
                remedy="Send the query in the form, or with GET.",
            )
        parameters += decode_form(exchange.body, "The body")
        return _from_parameters(parameters, max_query_bytes, need_query=True)
    if any(name == "query" for name, _ in parameters):
        raise BadRequest(
            "The query is given twice: in the address and in the body.",
            remedy="Send it in one place.",
        )
    parameters.append(("query", _utf8(exchange.body, "The body")))
    return _from_parameters(parameters, max_query_bytes, need_query=True)


def decode_form(data: bytes, place: str) -> Parameters:
    """Return the name-value pairs of an ``application/x-www-form-urlencoded`` string.

    Percent-decoding happens exactly once; a percent sign that begins no escape stands for itself
    (https://url.spec.whatwg.org/#urlencoded-parsing).

    :param place: what the data is, for the error message.
    :raises BadRequest: not UTF-8 after decoding, or too many pairs.

    >>> decode_form(b"query=a%2525+b", "The address")
    [('query', 'a%25 b')]
    """
    if data.count(b"&") >= _MOST_PARAMETERS:
        raise BadRequest(
            f"{place} has more than {_MOST_PARAMETERS} parameters.", remedy="Send fewer."
        )
    pairs = []
    for part in data.split(b"&"):
        if part:
            name, _, value = part.partition(b"=")
            pairs.append((decode_value(name, place), decode_value(value, place)))
    return pairs


def absolute_iri(value: str, name: str) -> str:
    """Return `value` if it is an absolute IRI.

    :raises BadRequest: it is not; `name` says which parameter it was.
    """
    if not _ABSOLUTE_IRI.match(value):
        raise BadRequest(
            f"The value of “{name}” is not an absolute IRI.",
            remedy="Write it in full, such as https://example.org/graph, percent-encoded.",
            excerpt=value[:200],
        )
    return value


def decode_value(value: bytes, place: str) -> str:
    """Return one name or value of such a string, decoded.

    :raises BadRequest: not UTF-8 after decoding.
    """
    value = value.replace(b"+", b" ")
    if b"%" in value:
        value = _without_escapes(value)
    return _utf8(value, place)


def _without_escapes(value: bytes) -> bytes:
    """Return `value` percent-decoded: 2 us for a query where urllib's loop takes 20.

    Python's own escape for a byte, a backslash with x, is decoded by the interpreter in one go.
    """
    if b"\\" not in value:
        try:
            return _unescaped(value)
        except UnicodeDecodeError:
            pass  # a percent sign that begins no escape
    return _unescaped(_STRAY.sub(b"%25", value).replace(b"\\", b"%5C"))


def _unescaped(value: bytes) -> bytes:
    return value.replace(b"%", b"\\x").decode("unicode_escape").encode("latin-1")


def _utf8(value: bytes, place: str) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(
            f"{place} is not UTF-8 (byte {error.start}).", remedy="Encode the query in UTF-8."
        ) from None


def _body_media_type(exchange: Exchange) -> str:
    """Return which of the two body forms a POST has."""
    accepted = {"Accept-Post": f"{QUERY}, {FORM}"}
    content_type = exchange.header("content-type")
    coding = (exchange.header("content-encoding") or "identity").strip().lower()
    if coding != "identity":
        raise UnsupportedMediaType(
            f"The body is compressed ({coding[:40]}), which is not understood here.",
            remedy="Send it as it is.",
            headers={"Accept-Encoding": "identity"},
        )
    if not content_type or not content_type.strip():
        raise UnsupportedMediaType(
            "The POST request has no Content-Type.",
            remedy=f"Send {QUERY} or {FORM}.",
            headers=accepted,
        )
    media_type, *rest = (part.strip() for part in content_type.split(";"))
    media_type = media_type.lower()
    if media_type == UPDATE:
        raise QueryRefused(_NO_UPDATES, remedy=_UPDATE_REMEDY)
    if media_type not in (FORM, QUERY):
        raise UnsupportedMediaType(
            f"The body's media type “{media_type[:80]}” is not understood here.",
            remedy=f"Send {QUERY} or {FORM}.",
            headers=accepted,
        )
    for parameter in rest:
        name, _, value = parameter.partition("=")
        charset = value.strip().strip("\"'").lower()
        if name.strip().lower() == "charset" and charset not in _UTF8_NAMES:
            raise UnsupportedMediaType(
                f"The body's character encoding “{charset[:40]}” is not understood here.",
                remedy="Send UTF-8.",
                headers=accepted,
            )
    return media_type


def _from_parameters(
    parameters: Parameters, max_query_bytes: int, *, need_query: bool
) -> QueryCall:
    values: dict[str, list[str]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(value)
    if not _OF_UPDATES.isdisjoint(values):
        raise QueryRefused(_NO_UPDATES, remedy=_UPDATE_REMEDY)
    text = _once(values, "query")
    default_graphs = _graphs(values, "default-graph-uri")
    named_graphs = _graphs(values, "named-graph-uri")
    if text is None and (need_query or default_graphs or named_graphs):
        raise BadRequest(
            "The parameter “query” is missing.", remedy="Send exactly one query parameter."
        )
    if text is not None:
        _check_text(text, max_query_bytes)
    return QueryCall(text, default_graphs, named_graphs, _once(values, "format"), _timeout(values))


def _graphs(values: dict[str, list[str]], name: str) -> tuple[str, ...]:
    given = values.get(name)
    return () if given is None else tuple(absolute_iri(value, name) for value in given)


def _check_text(text: str, max_query_bytes: int) -> None:
    if not text or text.isspace():
        raise BadRequest("The query is empty.", remedy="Send a SPARQL query.")
    # No character takes more than four bytes.
    if 4 * len(text) > max_query_bytes < len(text.encode()):
        raise ContentTooLarge(
            f"The query is longer than {max_query_bytes} bytes.", remedy="Shorten it."
        )


def _once(values: dict[str, list[str]], name: str) -> str | None:
    found = values.get(name)
    if found is None:
        return None
    if len(found) > 1:
        raise BadRequest(
            f"The parameter “{name}” is given {len(found)} times.", remedy="Give it once."
        )
    return found[0]


def _timeout(values: dict[str, list[str]]) -> float | None:
    text = _once(values, "timeout")
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text) and float(text) > 0:
        return float(text)
    raise BadRequest(
        f"The timeout “{text[:40]}” is not a positive number of seconds.",
        remedy="An example that works: timeout=2.5.",
    )
