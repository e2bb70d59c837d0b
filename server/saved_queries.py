"""Saved queries: ``queries/*.rq``, each with a header that says what it asks and what it takes.

The header is YAML in comments that begin with ``#+``, from the first line on::

    #+ title: {en: Members of a body on a day, ar: أعضاء هيئة في يوم}
    #+ description: {en: …, ar: …}
    #+ tags: [membership, time]
    #+ parameters:
    #+   - {name: day, type: xsd:date, default: 2003-01-01, label: {en: Day, ar: اليوم}}

A parameter is a variable that one ``VALUES ?day { … }`` of the query binds, with the default in
it: the file is a plain query that any tool runs. `bind` replaces what stands between the braces by
terms that are checked and serialised here, so that no value can become anything but a value.
Relative IRIs (``<id/state/azerbaijan>``) are resolved against the ``BASE`` line, which `bind`
replaces where a graph has another base.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pyoxigraph

from loaders.errors import BadRequest, SavedQueryError
from ontology.yaml_lines import Node, Table, parse_table
from server.query_parameters import Parameter, parameter_type

QUERIES_DIRECTORY = Path(__file__).parent.parent / "queries"
LANGUAGES = ("en", "ar")

_HEADER = re.compile(r"#\+(?: |$)")
_FIELDS = frozenset({"title", "description", "tags", "parameters", "federated"})
_PARAMETER_FIELDS = frozenset({"name", "type", "default", "label"})
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_VARIABLE = re.compile(r"[a-z][A-Za-z0-9_]*")
_BASE = re.compile(r"^BASE\s+<([^<>]*)>", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A saved query.

    :ivar name: the file's name without ``.rq``, which stands in addresses.
    :ivar title: what it asks, by language tag.
    :ivar description: what the answer holds and how to read it, by language tag.
    :ivar tags: subjects, for lists.
    :ivar parameters: in the order of the header.
    :ivar text: the query with header and default values, as in the file.
    :ivar path: the file.
    :ivar federated: whether it asks another endpoint and so needs an allow list and a network.
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str
    path: Path
    federated: bool = False

    @property
    def query(self) -> str:
        """The query without its header."""
        lines = self.text.splitlines(keepends=True)
        return "".join(line for line in lines if not _HEADER.match(line)).lstrip("\n")

    @property
    def ordered(self) -> bool:
        """Whether the order of the rows is part of the answer."""
        tail = self.query[self.query.rfind("}") :]
        return re.search(r"\bORDER\s+BY\b", tail, re.IGNORECASE) is not None


def load_saved_queries(directory: Path = QUERIES_DIRECTORY) -> Mapping[str, SavedQuery]:
    """Read all saved queries of `directory`, by name, sorted.

    :raises SavedQueryError: with file and line, at the first that is malformed.
    """
    queries = (read_saved_query(path) for path in sorted(directory.glob("*.rq")))
    return MappingProxyType({query.name: query for query in queries})


def read_saved_query(path: Path) -> SavedQuery:
    """Read one saved query.

    :raises SavedQueryError: with file and line, if header, parameters or query are malformed.
    """
    text = _read(path)
    header = [line for line in text.splitlines() if _HEADER.match(line)]
    if not text.startswith("#+"):
        raise _error(path, 1, "The header is missing.", "Begin with lines of «#+ title: …».")
    # Lines of the header keep their numbers: it starts on the first line of the file.
    table = parse_table("\n".join(line[3:] for line in header), path, error=SavedQueryError)
    for key, node in table.items():
        if key not in _FIELDS:
            node.fail("Unknown key.", excerpt=key, remedy=f"Known: {', '.join(sorted(_FIELDS))}.")
    query = SavedQuery(
        name=_name(path),
        title=_texts(table.required("title")),
        description=_texts(table.required("description")),
        tags=tuple(tag.text() for tag in table.required("tags").items()),
        parameters=_parameters(table, text),
        text=text,
        path=path,
        federated=table.flag("federated"),
    )
    _check_syntax(query)
    return query


def bind(query: SavedQuery, values: Mapping[str, str], *, base: str | None = None) -> str:
    """Return the text of `query` with `values` in place of the defaults, without its header.

    :param values: parameter name to what a user typed; a missing or empty one keeps its default.
    :param base: the graph's base IRI where it is not the one of the file.
    :raises BadRequest: for an unknown parameter, or a value that does not have its type.
    """
    unknown = sorted(set(values) - {parameter.name for parameter in query.parameters})
    if unknown:
        names = ", ".join(parameter.name for parameter in query.parameters) or "none"
        raise BadRequest(
            f"The query {query.name} has no parameter {unknown[0]!r}.",
            remedy=f"Its parameters: {names}.",
        )
    terms = {
        parameter.name: parameter.term(values.get(parameter.name, "").strip() or parameter.default)
        for parameter in query.parameters
    }
    text = _filled(query.query, terms)
    if base is not None:
        text = _BASE.sub(f"BASE {pyoxigraph.NamedNode(base)}", text, count=1)
    return text


def _filled(text: str, terms: Mapping[str, str]) -> str:
    def fill(slot: re.Match[str]) -> str:
        return f"{slot[1]} {terms[slot['name']]} {slot[3]}"

    # All slots in one pass: a second one would look for slots inside the first one's value.
    return _slot("|".join(terms)).sub(fill, text) if terms else text


def _slot(name: str) -> re.Pattern[str]:
    return re.compile(rf"(\bVALUES\s+\?(?P<name>{name})\s*\{{)[^{{}}]*(\}})")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SavedQueryError("The file is not UTF-8.", path=path) from error


def _name(path: Path) -> str:
    if not _NAME.fullmatch(path.stem):
        raise _error(path, 1, "A file name is small letters, digits and hyphens.", "Rename it.")
    return path.stem


def _error(path: Path, line: int, what: str, remedy: str) -> SavedQueryError:
    return SavedQueryError(what, path=path, line=line, remedy=remedy)


def _texts(node: Node) -> Mapping[str, str]:
    table = node.table(allowed=frozenset(LANGUAGES))
    return MappingProxyType({tag: table.required(tag).text() for tag in LANGUAGES})


def _parameters(table: Table, text: str) -> tuple[Parameter, ...]:
    node = table.get("parameters")
    return () if node is None else tuple(_parameter(item, text) for item in node.items())


def _parameter(node: Node, text: str) -> Parameter:
    table = node.table(allowed=_PARAMETER_FIELDS)
    kind = table.required("type")
    type_ = parameter_type(kind.text())
    if type_ is None:
        kind.fail("Unknown type.", excerpt=kind.text(), remedy="Use xsd:date, iri:state and so on.")
    parameter = Parameter(
        name=table.required("name").word(_VARIABLE, "the name of a variable"),
        type=type_,
        default=table.required("default").text(),
        label=_texts(table.required("label")),
    )
    try:
        parameter.term(parameter.default)
    except BadRequest as error:
        node.fail(f"The default is wrong: {error.what}")
    if len(_slot(parameter.name).findall(text)) != 1:
        node.fail(
            f"The query must have exactly one «VALUES ?{parameter.name} {{ … }}».",
            remedy="Put the default value between its braces.",
        )
    return parameter


def _check_syntax(query: SavedQuery) -> None:
    if query.federated:
        return  # evaluating it, even over nothing, could open a connection
    try:
        pyoxigraph.Store().query(query.text)
    except SyntaxError as error:
        # The engine puts the place into the message: «error at 14:3: expected …».
        place = re.match(r"error at (\d+):\d+: ", str(error))
        line = int(place[1]) if place else error.lineno
        reason = str(error)[place.end() if place else 0 :]
        raise SavedQueryError(f"Not SPARQL: {reason}.", path=query.path, line=line) from error
