"""A place in a rule file: what is asked of the values there, and where a mistake is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from loaders.errors import RuleError
from loaders.statements.rulebook.located import Lines

_CHOICES: dict[str, tuple[str, ...]] = {
    "date": (
        "clause",
        "term",
        "range",
        "elected",
        "state",
        "start",
        "adjacent",
        "beside",
        "governed",
        "each",
        "issued",
        "when",
        "witnessed",
        "from",
        "vote",
        "caught",
        "attested",
        "venue",
        "attended",
        "held",
        "none",
    ),
    "extent": ("clause", "match", "numbers", "sentence", "quotation", "whole"),
    "voice": ("document", "speaker", "resolution"),
    "basis": ("explicit", "inherited", "inferred"),
    "where": ("subject", "object", "after", "before", "anywhere", "item", "caught"),
    "inherit": (
        "topic",
        "mentioned",
        "heading",
        "acceded-to",
        "spoken-of",
        "other",
        "accused",
        "referent",
        "place-near",
        "venue",
        "attended",
        "office-of",
        "cooperating",
        "grouped",
        "office-holder",
        "again",
        "text-topic",
        "suffix",
        "none",
    ),
    "take": ("number", "rest", "quotation", "match", "date", "cited"),
    "scope": (
        "near",
        "clause",
        "sentence",
        "after",
        "behind",
        "opening",
        "leading",
        "that",
        "had",
        "governing",
        "direct",
        "from",
        "subject",
        "object",
    ),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a rule file, for errors."""

    path: Path
    lines: Lines
    at: tuple[str | int, ...]

    def within(self, *keys: str | int) -> Place:
        """Return the place under `keys`."""
        return Place(self.path, self.lines, (*self.at, *keys))

    @property
    def line(self) -> int | None:
        """The 1-based line of the place, or of the nearest thing around it."""
        at = self.at
        while at and at not in self.lines:
            at = at[:-1]
        return self.lines.get(at)

    def fail(self, what: str, excerpt: object = "", remedy: str = "") -> NoReturn:
        """Raise a `RuleError` at this place."""
        raise RuleError(what, path=self.path, line=self.line, excerpt=str(excerpt), remedy=remedy)

    def known(self, raw: Any, allowed: frozenset[str]) -> dict[str, Any]:
        """Return the table `raw`, all of whose keys must be among `allowed`."""
        if not isinstance(raw, dict):
            self.fail("should be a table (key: value).", raw)
        for key in raw:
            if key not in allowed:
                names = ", ".join(sorted(allowed))
                self.within(key).fail("is no key that belongs here.", key, f"Use one of: {names}.")
        return raw

    def choice(self, raw: Any, name: str) -> str:
        """Return `raw`, which must be a value of the field `name`."""
        if raw not in _CHOICES[name]:
            names = ", ".join(_CHOICES[name])
            self.fail(f"is no value for `{name}`.", raw, f"Use one of: {names}.")
        return str(raw)

    def words(self, raw: Any) -> list[str]:
        """Return a word or a list of words as a list."""
        if isinstance(raw, str):
            return [raw]
        if not isinstance(raw, list) or not all(isinstance(w, str) for w in raw):
            self.fail("should be a list of words.", raw, "Put numbers and yes/no in quotes.")
        return list(raw)
