"""Two values for what can have one only: found, noted, never settled by the loaders.

``disagreements.yaml`` says what is compared and how a note is worded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from loaders.errors import OntologyError
from loaders.mentions.dates.edtf import EdtfDate

COMPARISON_FILE = Path(__file__).with_name("disagreements.yaml")


@dataclass(frozen=True, slots=True)
class SessionRule:
    """When the numbered yearly sessions of a body are held.

    :ivar before_first: session n opens in this year plus n.
    :ivar opens: (month, day) from which it may sit.
    :ivar ends: (month, day) of the following year until which it may sit.
    :ivar from_session: the first session to which the rule applies.
    """

    before_first: int
    opens: tuple[int, int]
    ends: tuple[int, int]
    from_session: int

    def fits(self, session: int, when: EdtfDate) -> bool:
        """Return whether the session may have sat at some day of `when`."""
        year = self.before_first + session
        if session < self.from_session or year >= date.max.year:
            return True
        opens, ends = date(year, *self.opens), date(year + 1, *self.ends)
        after = when.begin is not None and when.begin > ends
        before = when.end is not None and when.end < opens
        return not (after or before)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared, and the wording of notes by kind and language."""

    dates: frozenset[str]
    numbers: Mapping[str, tuple[str, ...]]
    sessions: Mapping[str, SessionRule]
    notes: Mapping[str, Mapping[str, str]]


@cache
def load_comparison(path: Path = COMPARISON_FILE) -> Comparison:
    """Read what is compared.

    :raises OntologyError: if the file is malformed.
    """
    try:
        content: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return Comparison(
            frozenset(content["dates"]),
            {name: tuple(numbers) for name, numbers in content["numbers"].items()},
            {key: _session_rule(value) for key, value in content["sessions"].items()},
            content["notes"],
        )
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise OntologyError(f"This is not YAML: {error.problem}.", path=path, line=line) from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise OntologyError(f"The file cannot be read: {error!r}.", path=path) from error


def _session_rule(value: Mapping[str, Any]) -> SessionRule:
    return SessionRule(
        int(value["before_first"]),
        _month_day(value["opens"]),
        _month_day(value["ends"]),
        int(value["from_session"]),
    )


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)
