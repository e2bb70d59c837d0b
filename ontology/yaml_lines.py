"""YAML with line numbers: what the table of statement types and saved queries are read with.

PyYAML's plain loader forgets where a value stood and silently keeps the last of two equal keys.
This reader keeps lines, refuses doubled and unknown keys, and raises the caller's kind of error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml

from loaders.errors import DataError, OntologyError


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file that knows where it stands, and which error to raise there."""

    path: Path
    value: yaml.Node
    error: type[DataError] = OntologyError

    def fail(self, what: str, *, excerpt: str = "", remedy: str = "") -> NoReturn:
        """Raise the file's kind of error at this place."""
        line = self.value.start_mark.line + 1
        raise self.error(what, path=self.path, line=line, excerpt=excerpt, remedy=remedy)

    def expect(self, word: str, pattern: re.Pattern[str], wanted: str) -> None:
        """Fail unless all of `word`, which stands at this place, matches `pattern`."""
        if not pattern.fullmatch(word):
            self.fail(f"Expected {wanted}.", excerpt=word)

    def word(self, pattern: re.Pattern[str], wanted: str) -> str:
        """Return the scalar, which must match `pattern` in full; `wanted` says what that means."""
        text = self.text()
        self.expect(text, pattern, wanted)
        return text

    def words(self, *, allowed: frozenset[str] | set[str]) -> tuple[str, ...]:
        """Return a list of words, each of which must be one of `allowed`."""
        items = self.items()
        found = tuple(item.text() for item in items)
        for word, item in zip(found, items, strict=True):
            if word not in allowed:
                remedy = f"Use one of: {', '.join(sorted(allowed))}."
                item.fail("Unknown word.", excerpt=word, remedy=remedy)
        return found

    def text(self) -> str:
        """Return the scalar at this place as it stands."""
        if not isinstance(self.value, yaml.ScalarNode):
            self.fail("Expected a text, found a list or a table.")
        return str(self.value.value)

    def items(self) -> tuple[Node, ...]:
        """Return the members of the list at this place."""
        if not isinstance(self.value, yaml.SequenceNode):
            self.fail("Expected a list.")
        return tuple(self._at(item) for item in self.value.value)

    def table(self, *, allowed: frozenset[str] | None = None) -> Table:
        """Return the table at this place; its keys must be among `allowed` if that is given."""
        if not isinstance(self.value, yaml.MappingNode):
            self.fail("Expected a table (key: value).")
        entries: dict[str, Node] = {}
        for key, value in self.value.value:
            name, here = str(key.value), self._at(key)
            if name in entries:
                here.fail("The same key stands here twice.", excerpt=name)
            if allowed is not None and name not in allowed:
                remedy = f"Known keys: {', '.join(sorted(allowed))}."
                here.fail("Unknown key.", excerpt=name, remedy=remedy)
            entries[name] = self._at(value)
        return Table(self, entries)

    def _at(self, value: yaml.Node) -> Node:
        return Node(self.path, value, self.error)


@dataclass(frozen=True, slots=True)
class Table:
    """The keys and values of one YAML mapping, in the order of the file."""

    node: Node
    entries: dict[str, Node]

    def items(self) -> Iterator[tuple[str, Node]]:
        """Yield key and value in the order of the file."""
        return iter(self.entries.items())

    def get(self, key: str) -> Node | None:
        """Return the value of `key`, or None."""
        return self.entries.get(key)

    def required(self, key: str) -> Node:
        """Return the value of `key`; fail where it is missing."""
        if key not in self.entries:
            self.node.fail(f"The key {key!r} is missing here.")
        return self.entries[key]

    def table(self, key: str) -> Table:
        """Return the table under `key`, an empty one if there is none."""
        return self.entries[key].table() if key in self.entries else Table(self.node, {})

    def flag(self, key: str) -> bool:
        """Return the boolean under `key`, False if there is none."""
        if key not in self.entries:
            return False
        word = self.entries[key].word(re.compile("true|false"), "true or false")
        return word == "true"


def read_table(path: Path, *, error: type[DataError] = OntologyError) -> Table:
    """Read the YAML mapping in the file at `path`.

    :raises DataError: of the type `error`, if the file is missing, not UTF-8 or not a mapping.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as missing:
        raise error("There is no such file.", path=path) from missing
    except UnicodeDecodeError as undecodable:
        raise error("The file is not UTF-8.", path=path) from undecodable
    return parse_table(text, path, error=error)


def parse_table(text: str, path: Path, *, error: type[DataError] = OntologyError) -> Table:
    """Read the YAML mapping in `text`, which stands at the beginning of the file at `path`.

    :raises DataError: of the type `error`, if the text is not YAML or not a mapping.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as malformed:
        mark = malformed.problem_mark
        line = None if mark is None else mark.line + 1
        raise error(f"Not YAML: {malformed.problem}.", path=path, line=line) from malformed
    if root is None:
        raise error("There is nothing in it.", path=path, line=1)
    return Node(path, root, error).table()
