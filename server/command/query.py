"""``mithaq query``: ask a SPARQL query of a release or of an endpoint."""

from __future__ import annotations

import argparse
import shutil
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from loaders.errors import DataError, MithaqError, ServiceError, UsageError

_FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
_TABLES = frozenset({"json", "xml", "csv", "tsv"})


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "query",
        help="ask a SPARQL query",
        description="Asks a query of the current release, or of any SPARQL endpoint.",
    )
    parser.add_argument(
        "query", metavar="FILE|-|TEXT", help="a file, - for standard input, or the query itself"
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--endpoint", metavar="URL", help="ask this SPARQL endpoint")
    source.add_argument("--release", type=Path, metavar="DIR", help="ask this release")
    parser.add_argument(
        "--format",
        choices=sorted(_FORMATS),
        help="form of the answer; otherwise tsv for tables, ttl for graphs",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the answer to standard output; 1 if the query fails."""
    text = _text(arguments.query)
    if arguments.endpoint is not None:
        _ask_endpoint(arguments.endpoint, text, arguments.format)
    else:
        _ask_release(arguments.release, text, arguments.format)
    return 0


def _text(source: str) -> str:
    """Return the query: from standard input, from a file, or `source` itself."""
    try:
        if source == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        # A query has a space or a brace; what has neither can only be meant as a file.
        if not any(mark in source for mark in " {\n") or Path(source).is_file():
            return Path(source).read_bytes().decode("utf-8")
    except OSError as error:
        if not any(mark in source for mark in " {\n"):
            raise UsageError(
                f"The query file {source} cannot be read: {error.strerror}.",
                remedy="Name a file, or give the query in quotes.",
            ) from error
    except UnicodeDecodeError as error:
        raise DataError(
            f"The query is not UTF-8 (byte {error.start}).", path=source, remedy="Encode it anew."
        ) from error
    return source


def _ask_release(release: Path | None, text: str, name: str | None) -> None:
    from loaders.release.settings import DEFAULT_RELEASES
    from server.engine.pool import QueryPool
    from server.engine.query import QueryRequest
    from server.engine.settings import EngineSettings

    request = QueryRequest(
        text,
        table_format=_FORMATS[name or "tsv"] if name is None or name in _TABLES else None,
        graph_format=_FORMATS[name or "ttl"] if name is None or name not in _TABLES else None,
    )
    pool = QueryPool(release or DEFAULT_RELEASES, EngineSettings(workers=1, cache_mb=0))
    try:
        answer = pool.run(request)
        try:
            for chunk in answer.chunks:
                sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
        finally:
            answer.close()
    except ServiceError as error:
        raise MithaqError(_shown(error), remedy=error.remedy) from error
    finally:
        pool.close()


def _shown(error: ServiceError) -> str:
    if error.position is None:
        return error.what
    line, column = error.position
    return f"line {line}, column {column}: {error.what}"


def _ask_endpoint(address: str, text: str, name: str | None) -> None:
    if urlsplit(address).scheme not in ("http", "https"):
        raise UsageError(f"{address} is not a web address.", remedy="Begin it with http://.")
    accept = _FORMATS[name] if name else f"{_FORMATS['tsv']}, {_FORMATS['ttl']}"
    request = urllib.request.Request(  # noqa: S310 - the scheme was checked
        address,
        data=text.encode(),
        headers={
            "Content-Type": "application/sparql-query",
            "Accept": accept,
            "User-Agent": "mithaq",
        },
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - the scheme was checked
            shutil.copyfileobj(answer, sys.stdout.buffer)
            sys.stdout.buffer.flush()
    except urllib.error.HTTPError as error:
        detail = error.read(2000).decode("utf-8", "replace").strip()
        raise MithaqError(f"{address} answers {error.code}: {detail}") from error
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise MithaqError(
            f"{address} cannot be reached: {reason}.", remedy="Is the address right?"
        ) from error
