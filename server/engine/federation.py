"""SERVICE for endpoints that the operator allows.

The workers have no way to the network. So the calls of a query are made here, one after the
other, and each ``SERVICE <e> { … }`` is replaced by a VALUES block of what ``e`` answered to
``SELECT * { … }``, before a worker sees the query. Consequences: the whole block is answered by the
other endpoint without knowledge of the rest of the query; its blank nodes come as IRIs of the form
``urn:mithaq:blank:…``; the name of the endpoint has to stand in the query as it is.
"""

from __future__ import annotations

import re
import urllib.parse
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from loaders.errors import QueryRefused, QueryTooBig, Unavailable
from server.engine.query_text import ServiceCall, prologue, service_calls
from server.engine.remote import Endpoint, RemoteError, allowed_addresses, ask
from server.engine.settings import EngineSettings

_MOST_CALLS = 8
_CALLS_AT_ONCE = 16
_VARIABLE = re.compile(r"\w(?:\w|\u00b7)*")
_IRI = re.compile(r"[^\x00-\x20<>\"{}|^`\\]*")
_LANGUAGE = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_EMPTY_SOLUTION = "{ VALUES () { () } }"


class Federation:
    """Answers the SERVICE calls of queries before they reach a worker."""

    def __init__(self, settings: EngineSettings) -> None:
        self._settings = settings
        self._allowed = frozenset(settings.service_allow_list)
        self._threads = ThreadPoolExecutor(_CALLS_AT_ONCE, thread_name_prefix="mithaq-service")

    def resolved(self, text: str) -> str:
        """Return the query with its SERVICE calls replaced by what they answered.

        :raises QueryRefused: an endpoint is not on the list, or its name is not plainly there.
        :raises Unavailable: an endpoint failed, and the query did not say SILENT.
        """
        calls = service_calls(text, _MOST_CALLS + 1)
        if not calls:
            return text
        for call in calls:
            self._refuse(call)
        if len(calls) > _MOST_CALLS:
            raise QueryTooBig(f"The query asks other endpoints more than {_MOST_CALLS} times.")
        head = prologue(text)
        pieces: list[str] = []
        done = 0
        for number, call in enumerate(calls):
            pieces += [text[done : call.start], self._answer(head, call, number)]
            done = call.end
        return "".join([*pieces, text[done:]])

    def _refuse(self, call: ServiceCall) -> None:
        allowed = ", ".join(f"<{iri}>" for iri in sorted(self._allowed))
        remedy = (
            f"SERVICE may ask {allowed}, named in the query as it is."
            if allowed
            else "Ask that endpoint directly and join the answers yourself."
        )
        if call.endpoint is None:
            raise QueryRefused(
                "The query asks with SERVICE, and the endpoint's name is not plainly there.",
                remedy=remedy,
            )
        if call.endpoint not in self._allowed:
            raise QueryRefused(
                f"The query asks <{call.endpoint}> with SERVICE, which is not allowed here.",
                remedy=remedy,
            )
        if call.block is None:
            raise QueryRefused("The block after SERVICE cannot be made out.", remedy=remedy)

    def _answer(self, head: str, call: ServiceCall, number: int) -> str:
        query = f"{head}\nSELECT * WHERE {{{call.block}\n}}"
        future = self._threads.submit(self._fetch, str(call.endpoint), query)
        try:
            return values_block(self._wait(future), number)
        except RemoteError as error:
            if call.silent:
                return _EMPTY_SOLUTION
            raise Unavailable(
                f"The endpoint <{call.endpoint}> did not answer: {error}.",
                remedy="Try again later, or use SERVICE SILENT.",
            ) from error

    def _wait(self, future: Future[dict[str, Any]]) -> dict[str, Any]:
        # Resolving a name knows no deadline of its own.
        try:
            return future.result(self._settings.service_timeout + 0.5)
        except TimeoutError as error:
            future.cancel()
            raise RemoteError("it took too long") from error

    def _fetch(self, iri: str, query: str) -> dict[str, Any]:
        settings = self._settings
        endpoint = Endpoint.parse(iri)
        addresses = allowed_addresses(endpoint, private=settings.service_private_addresses)
        return ask(
            endpoint,
            addresses[0],
            query,
            seconds=settings.service_timeout,
            most=settings.service_bytes,
        )

    def close(self) -> None:
        """Let no further call begin."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def values_block(document: dict[str, Any], number: int) -> str:
    """Return a SPARQL JSON results document as a group with a VALUES block.

    :param number: tells apart the blank nodes of several calls.
    :raises RemoteError: the document holds what cannot be written in a query.
    """
    names = [_checked(_VARIABLE, name) for name in document["head"]["vars"]]
    rows = []
    try:
        for binding in document["results"]["bindings"]:
            terms = (_term(binding[n], number) if n in binding else "UNDEF" for n in names)
            rows.append(f"({' '.join(terms)})")
    except (KeyError, TypeError, AttributeError) as error:
        raise RemoteError("its answer is no SPARQL JSON results document") from error
    columns = " ".join(f"?{name}" for name in names)
    return f"{{ VALUES ({columns}) {{ {' '.join(rows)} }} }}"


def _term(value: dict[str, Any], number: int) -> str:
    kind = value["type"]
    if kind == "uri":
        return f"<{_checked(_IRI, value['value'])}>"
    if kind == "bnode":
        return f"<urn:mithaq:blank:{number}:{urllib.parse.quote(value['value'], safe='')}>"
    if kind == "triple":
        parts = value["value"]
        terms = (_term(parts[role], number) for role in ("subject", "predicate", "object"))
        return f"<<( {' '.join(terms)} )>>"
    if kind not in ("literal", "typed-literal"):
        raise RemoteError("its answer holds a term of an unknown kind")
    quoted = "".join(_escaped(character) for character in value["value"])
    if "xml:lang" in value:
        return f'"{quoted}"@{_checked(_LANGUAGE, value["xml:lang"])}'
    if "datatype" in value:
        return f'"{quoted}"^^<{_checked(_IRI, value["datatype"])}>'
    return f'"{quoted}"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return f"\\u{ord(character):04X}" if character < " " else character


def _checked(pattern: re.Pattern[str], text: Any) -> str:
    """Return the text if all of it is of the pattern: nothing slips out of its place."""
    if not isinstance(text, str) or pattern.fullmatch(text) is None:
        raise RemoteError("its answer holds what cannot be written in a query")
    return text
