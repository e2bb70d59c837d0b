"""Saved queries: the list, and each as a page with a form and as a stable address for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from flask import Response, request
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from loaders.errors import BadRequest, NotFound, ServiceError
from loaders.graph.names import MITHAQ
from server.engine.query import QueryRequest
from server.pages.answers import Answer, ask, query_link
from server.pages.blueprint import as_response, blueprint
from server.pages.language import Language
from server.pages.names import name_index
from server.pages.page import Page, link, open_page
from server.pages.querying import Fault, fault_of
from server.protocol.answers import answer_reply
from server.protocol.parameters import QueryCall
from server.protocol.question import wanted_formats
from server.query_parameters import Parameter
from server.saved_queries import SavedQuery, bind, load_saved_queries

# What the address may hold beside the values of the query.
_OWN_PARAMETERS = frozenset({"lang", "format", "timeout"})
# A longer list of choices helps nobody; the form then takes a key or an IRI.
MOST_CHOICES = 600
_INPUTS = {"xsd:date": "date", "xsd:integer": "number"}
_HINTS = {"xsd:date": "saved.date_hint", "xsd:integer": "saved.number_hint"}


@dataclass(frozen=True, slots=True)
class Title:
    """A saved query in a list."""

    name: str
    title: str
    description: str
    parameters: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """The saved queries on one subject."""

    heading: str
    queries: tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form.

    :ivar input: type of the HTML input; `choices` make it a list instead.
    :ivar fault: whether the value cannot be used.
    """

    name: str
    label: str
    value: str
    input: str
    dir: str
    hint: Markup
    choices: tuple[tuple[str, str], ...]
    fault: bool


@cache
def _queries() -> Mapping[str, SavedQuery]:
    return load_saved_queries()


def titles(page: Page) -> list[Title]:
    """Return the saved queries in the language of the page, by name."""
    return [_title(query, page.language) for query in _queries().values()]


@blueprint.get("/queries")
def queries() -> Response:
    """List the saved queries by subject: each under its first tag."""
    page = open_page()
    by_tag: dict[str, list[Title]] = {}
    for query in _queries().values():
        by_tag.setdefault(query.tags[0] if query.tags else "", []).append(
            _title(query, page.language)
        )
    subjects = [
        Subject(_tag(tag, page.language), tuple(listed))
        for tag, listed in sorted(by_tag.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return page.render("queries", subjects=subjects)


def _title(query: SavedQuery, language: Language) -> Title:
    return Title(
        query.name,
        _said(query.title, language),
        _said(query.description, language),
        bool(query.parameters),
    )


def _tag(tag: str, language: Language) -> str:
    return language(f"tags.{tag}") if language.has(f"tags.{tag}") else tag


@blueprint.get("/queries/<name>")
def saved_query(name: str) -> Response:
    """Show a saved query with its answer, or send the answer alone."""
    page = open_page()
    query = _queries().get(name)
    if query is None:
        raise NotFound(
            f"There is no saved query “{name}”.", remedy="All are listed under /queries."
        )
    call = QueryCall(None, format=request.args.get("format"))
    wanted = wanted_formats(call, request.headers.get("Accept"))
    if not wanted.html:
        text = bind(query, _values(request.args), base=page.addresses.base)
        answer = page.service.pool.run(
            QueryRequest(
                text,
                table_format=wanted.table,
                graph_format=wanted.graph,
                client=page.graph.client,
            )
        )
        return as_response(answer_reply(answer))
    return _saved_page(page, query, _values(request.args))


def _saved_page(page: Page, query: SavedQuery, values: dict[str, str]) -> Response:
    fields = [_field(page, parameter, values) for parameter in query.parameters]
    answer: Answer | None = None
    fault: Fault | None = None
    status = 200
    text = query.query
    # Asked here it would only be refused; the page then says so instead of failing.
    refused = query.federated and not page.service.pool.settings.service_allow_list
    if any(field.fault for field in fields):
        status = 400
    elif refused:
        text = bind(query, values, base=page.addresses.base)
    else:
        try:
            text = bind(query, values, base=page.addresses.base)
            answer = _answer(page, query, text, values)
        except ServiceError as error:
            status, fault = error.status, fault_of(error, text)
    return page.render(
        "saved",
        status=status,
        saved=_title(query, page.language),
        refused=refused,
        fields=fields,
        answer=answer,
        error=fault,
        text=text,
        editor=query_link(text),
        api=f"{page.host}{_address(query, values)}{'&' if values else '?'}format=csv",
    )


def _answer(page: Page, query: SavedQuery, text: str, values: dict[str, str]) -> Answer:
    return ask(
        page,
        text,
        permalink=link(_address(query, values)),
        permalink_text=page.language("saved.permalink"),
        address=_address(query, values),
    )


def _address(query: SavedQuery, values: dict[str, str]) -> str:
    return f"/queries/{query.name}?{urlencode(values)}" if values else f"/queries/{query.name}"


def _values(arguments: MultiDict[str, str]) -> dict[str, str]:
    """Return the values of parameters that a request gives.

    :raises BadRequest: a parameter is given more than once.
    """
    values = {}
    for name, given in arguments.lists():
        if name in _OWN_PARAMETERS:
            continue
        if len(given) > 1:
            raise BadRequest(f"“{name[:40]}” is given {len(given)} times.", remedy="Give it once.")
        if given[0].strip():
            values[name] = given[0].strip()
    return values


def _field(page: Page, parameter: Parameter, values: Mapping[str, str]) -> Field:
    value = values.get(parameter.name, parameter.default)
    fault = False
    try:
        parameter.term(value)
    except BadRequest:
        fault = True
    kind = parameter.type.kind
    hint = _HINTS.get(parameter.type.name, "saved.iri_hint" if kind else "saved.text_hint")
    choices = () if fault or not kind else _choices(page, kind, value)
    example = parameter.default if kind else parameter.type.example
    return Field(
        name=parameter.name,
        label=_said(parameter.label, page.language),
        value=value,
        # A date field would drop what is no date; it must be seen to be mended.
        input="text" if fault else _INPUTS.get(parameter.type.name, "text"),
        dir="auto" if parameter.type.name == "xsd:string" else "ltr",
        hint=page.language.marked(hint, example=example),
        choices=choices,
        fault=fault,
    )


def _choices(page: Page, kind: str, value: str) -> tuple[tuple[str, str], ...]:
    """Return the things of a kind as (key, label), with the present value among them."""
    cls = None if kind == "entity" else f"{MITHAQ}{kind[:1].upper()}{kind[1:]}"
    things = name_index(page).of_class(cls, MOST_CHOICES + 1)
    if not things or len(things) > MOST_CHOICES:
        return ()
    keys = {
        page.addresses.key(thing.iri) or thing.iri: thing.label(page.language.tag)
        for thing in things
    }
    keys.setdefault(value, value)
    return tuple(sorted(keys.items(), key=lambda item: item[1].casefold()))


def _said(texts: Mapping[str, str], language: Language) -> str:
    return texts.get(language.tag) or texts["en"]
