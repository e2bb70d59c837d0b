"""Words of documents for members of closed lists, from ``closed-lists.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from loaders.errors import OntologyError
from loaders.text.folding import fold

CLOSED_LISTS_FILE = Path(__file__).with_name("closed-lists.yaml")


@dataclass(frozen=True, slots=True)
class ListWords:
    """The words of one list: (folded words, notation) in order, and the notation for all others."""

    words: tuple[tuple[str, str], ...]
    otherwise: str | None

    def notation(self, text: str) -> str | None:
        """Return the notation of the member that `text` means, or None."""
        folded = fold(text).text.casefold()
        found = (notation for words, notation in self.words if words in folded)
        return next(found, self.otherwise)


@cache
def load_closed_lists(path: Path = CLOSED_LISTS_FILE) -> Mapping[str, ListWords]:
    """Read the words by local name of the property.

    :raises OntologyError: if the file is malformed.
    """
    try:
        content: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return {
            prop: ListWords(
                tuple(
                    (fold(word).text.casefold(), notation)
                    for notation, words in entry["words"].items()
                    for word in words
                ),
                entry.get("otherwise"),
            )
            for prop, entry in content.items()
        }
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise OntologyError(f"This is not YAML: {error.problem}.", path=path, line=line) from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise OntologyError(f"The file cannot be read: {error!r}.", path=path) from error
