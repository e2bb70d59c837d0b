"""``mithaq explain``: where a statement comes from: its words in their sentence, and its rule."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.errors import NotFound, UsageError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from loaders.release.opening import Release

_HASH = re.compile(r"(?:.*/)?(?P<hash>[0-9a-f]{12})/?\Z")
_ONTOLOGY = "https://w3id.org/mithaq/ontology#"
_OWN_LINES = ("subject", "predicate", "object", "about", "statementType")
_OPEN, _CLOSE = "[[", "]]"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``explain IRI`` to the command line."""
    parser = commands.add_parser(
        "explain", help="show a statement, its sentence with the words marked, and its rule"
    )
    parser.add_argument("iri", metavar="IRI", help="IRI of a statement, or its last twelve digits")
    parser.add_argument("--release", type=Path, metavar="DIR", help="the release to look in")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the explanation.

    :raises UsageError: the argument is no IRI of a statement.
    :raises NotFound: the release has no such statement.
    :raises ReleaseError: there is no release, or it is damaged.
    """
    from pyoxigraph import NamedNode, Store

    from loaders.release.opening import open_release
    from loaders.release.settings import DEFAULT_RELEASES

    parsed = _HASH.match(arguments.iri)
    if parsed is None:
        raise UsageError(
            f"{arguments.iri} is no IRI of a statement.",
            remedy="It ends in statement/ and twelve hexadecimal digits.",
        )
    release = open_release(arguments.release or DEFAULT_RELEASES)
    store = Store.read_only(str(release.store_path))
    node = NamedNode(f"{release.base}id/statement/{parsed['hash']}")
    values = _values(store, node.value)
    if not values:
        raise NotFound(
            f"The release {release.id} has no statement {node.value}.",
            remedy="`mithaq query` finds statements; their IRIs change when their words do.",
        )
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write("\n".join(_explanation(release, store, node.value, values)) + "\n")
    return 0


def _values(store: Store, iri: str) -> dict[str, list[str]]:
    """Return the values of a node by the local names of its properties, each list sorted."""
    from pyoxigraph import DefaultGraph, Literal, NamedNode

    found: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph()):
        name = re.split(r"[#/]", quad.predicate.value)[-1]
        if isinstance(quad.object, (NamedNode, Literal)):
            found.setdefault(name, []).append(quad.object.value)
    return {name: sorted(values) for name, values in sorted(found.items())}


def _explanation(
    release: Release, store: Store, iri: str, values: dict[str, list[str]]
) -> list[str]:
    lines = [iri]
    names = [n for n in _OWN_LINES if n in values]
    names += [n for n in values if n not in _OWN_LINES and n not in {"type", "evidence"}]
    lines += [f"  {name}: {_short(value)}" for name in names for value in values[name]]
    for evidence in values.get("evidence", []):
        lines += ["", *_marked(release, _values(store, evidence))]
    for rule in values.get("extractionRule", []):
        lines += ["", *_rule(rule)]
    return lines


def _short(value: str) -> str:
    return value.replace(_ONTOLOGY, "m:")


def _marked(release: Release, span: dict[str, list[str]]) -> list[str]:
    """Return the sentence of a span with its words between brackets."""
    from loaders.text.sentences import split_sentences

    slug = span["inDocument"][0].rpartition("/")[2]
    start, end = int(span["start"][0]), int(span["end"][0])
    text = release.document_text(slug)
    around = next((s for s in split_sentences(text) if s.span.start <= start < s.span.end), None)
    low = around.span.start if around is not None else start
    high = max(end, around.span.end if around is not None else end)
    words = f"{text[low:start]}{_OPEN}{text[start:end]}{_CLOSE}{text[end:high]}"
    number = f", sentence {around.number}" if around is not None else ""
    return [f"{slug}, {start}-{end}{number}:", f"  {' '.join(words.split())}"]


def _rule(name: str) -> list[str]:
    from loaders.statements.rulebook.rules import load_rules

    rule = load_rules().named(name)
    if rule is None:
        return [f"rule {name} (no longer among the rule files)"]
    return [f"rule {name} ({rule.path.name}:{rule.line})", f"  {rule.description}"]
