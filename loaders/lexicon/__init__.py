"""Word lists: what is known about words, apart from names of things.

One YAML file a subject and, where the subject differs by language, a language
(``numbers.ar.yaml``). A new language is a new set of files. Words are written as people write
them; the readers fold them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from loaders.errors import RuleError

DIRECTORY = Path(__file__).parent


@cache
def word_list(name: str) -> dict[str, Any]:
    """Return the content of the word list ``<name>.yaml``.

    :raises RuleError: the file is missing, not YAML or not a mapping.
    """
    return read_word_list(DIRECTORY / f"{name}.yaml")


def read_word_list(path: Path) -> dict[str, Any]:
    """Read the word list at `path`; see `word_list`."""
    try:
        content: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=_WordLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise RuleError(
            f"The word list is not YAML: {error.problem}.", path=path, line=line
        ) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RuleError(f"The word list cannot be read: {error}.", path=path) from error
    if not isinstance(content, dict):
        raise RuleError(
            "The word list is not a mapping.", path=path, remedy="Write lines like 'name: [words]'."
        )
    return content


class _WordLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads plain values; ``on``, ``no`` and ``yes`` are words here, not truth values.

    The C loader, where there is one, reads ten times faster.
    """


_WordLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in _WordLoader.yaml_implicit_resolvers.items()
}
