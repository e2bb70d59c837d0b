"""YAML with the line of every key, so that an error can name the place in the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from loaders.errors import RuleError

Lines = dict[tuple[str | int, ...], int]


def read_yaml(path: Path) -> tuple[Any, Lines]:
    """Return the content of a YAML file and the 1-based line of each key and item.

    The lines are addressed by the path of keys and indices that leads to a value:
    ``lines[("rules", 0, "trigger")]``.

    :raises RuleError: the file cannot be read, is not UTF-8 or is not YAML; or a mapping
        repeats a key, which YAML would silently overwrite.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise RuleError(f"cannot be read: {error.strerror}.", path=path) from error
    except UnicodeDecodeError as error:
        raise RuleError("is not UTF-8.", path=path, remedy="Save it as UTF-8.") from error
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        content = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise RuleError(
            f"is not YAML: {getattr(error, 'problem', None) or error}.",
            path=path,
            line=mark.line + 1 if mark else None,
            remedy="Check indentation and quotes.",
        ) from error
    if node is None:
        raise RuleError("is empty.", path=path)
    lines: Lines = {}
    _walk(node, (), lines, path)
    return content, lines


def _walk(node: yaml.Node, place: tuple[str | int, ...], lines: Lines, path: Path) -> None:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise RuleError(
                    "repeats a key.",
                    path=path,
                    line=key.start_mark.line + 1,
                    excerpt=key.value,
                    remedy="Merge the two entries.",
                )
            seen.add(key.value)
            lines[(*place, key.value)] = key.start_mark.line + 1
            _walk(value, (*place, key.value), lines, path)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _walk(value, (*place, index), lines, path)
