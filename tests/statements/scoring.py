"""Compares what was extracted from a text with its annotation and says what is missing or wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from loaders.mentions.names.entity_files import load_entities

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
TYPES = frozenset(
    [
        "membership_admission",
        "membership_term",
        "resolution_adoption",
        "occupation",
        "treaty_signature",
        "treaty_accession",
        "speech",
        "visit",
        "office_held",
        "vote_result",
        "independence",
    ]
)
_SPELLINGS = (("defense", "defence"), ("organiz", "organis"), ("labor ", "labour "))
OPTIONAL_ROLES = frozenset({"subject", "from", "of", "venue", "occupier"})


@dataclass(slots=True)
class Score:
    """Facts found, missing and wrong in one document."""

    document: str
    found: int = 0
    missing: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[dict[str, Any]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        whole = self.found + len(self.missing)
        return self.found / whole if whole else 1.0

    @property
    def precision(self) -> float:
        whole = self.found + len(self.wrong)
        return self.found / whole if whole else 1.0

    def report(self) -> str:
        lines = [f"{self.document}: recall {self.recall:.3f}, precision {self.precision:.3f}"]
        for name, facts in (("missing", self.missing), ("wrong", self.wrong)):
            for fact in facts:
                rule = f" [{fact['rule']}]" if "rule" in fact else ""
                lines.append(f"  {name}: {describe(fact)}{rule} «{fact['quote']}»")
        return "\n".join(lines)


def describe(fact: dict[str, Any]) -> str:
    roles = {r: sorted(_names(v)) for r, v in fact["participants"].items()}
    numbers = fact.get("numbers") or {}
    return f"{fact['type']} {roles} {fact.get('date')} {numbers}"


def gold(name: str) -> dict[str, Any]:
    """Return the annotation of the corpus document called `name` (without suffix)."""
    content: dict[str, Any] = yaml.safe_load((CORPUS / f"{name}.yaml").read_text(encoding="utf-8"))
    return content


def score(annotation: dict[str, Any], facts: list[dict[str, Any]]) -> Score:
    """Compare by type, participants, date, numbers and overlap of spans."""
    result = Score(annotation["document"])
    left = [f for f in facts if f["type"] in TYPES]
    for wanted in annotation["facts"]:
        match = next((f for f in left if same(wanted, f)), None)
        if match is None:
            result.missing.append(wanted)
        else:
            left.remove(match)
            result.found += 1
    result.wrong = left
    return result


def same(wanted: dict[str, Any], fact: dict[str, Any]) -> bool:
    """Whether a fact says what the annotation wants, at an overlapping place."""
    if wanted["type"] != fact["type"] or wanted.get("date") != fact["date"]:
        return False
    spans = fact.get("spans") or [fact]
    if not any(s["start"] < wanted["end"] and wanted["start"] < s["end"] for s in spans):
        return False
    for role, value in wanted["participants"].items():
        if not _alike(_names(value), _names(fact["participants"].get(role))):
            return False
    for role in fact["participants"].keys() - wanted["participants"].keys():
        if role not in OPTIONAL_ROLES:
            return False
    numbers = {k: str(v) for k, v in (wanted.get("numbers") or {}).items()}
    given = {k: str(v) for k, v in fact["numbers"].items()}
    return all(given.get(k) == v for k, v in numbers.items())


def _names(value: Any) -> set[str]:
    if value is None:
        return set()
    if isinstance(value, list):
        return {name for item in value for name in _names(item)}
    if isinstance(value, dict):
        return {str(value[k]) for k in ("label", "qid") if value.get(k)}
    return {str(value)}


def _alike(wanted: set[str], given: set[str]) -> bool:
    """Whether a name is meant by both: "Kalbajar" is "Kalbajar District".

    Names of one listed thing mean the same, whichever of them the annotator took ("ASEAN").
    """
    listed = _listed()
    if any(
        listed.get(a, a) == listed.get(b, b)
        for a in map(_plain, wanted)
        for b in map(_plain, given)
    ):
        return True
    plain_wanted = [set(_plain(name).split()) for name in wanted]
    plain_given = [set(_plain(name).split()) for name in given]
    return any(a and b and (a <= b or b <= a) for a in plain_wanted for b in plain_given)


def _plain(name: str) -> str:
    plain = name.casefold().replace("district", "").replace("the ", "").strip()
    for american, british in _SPELLINGS:
        plain = plain.replace(american, british)
    return plain


@cache
def _listed() -> dict[str, str]:
    """Return by each English name that only one listed thing has the label of that thing."""
    names = [
        (_plain(text), entry.entity.label("en"))
        for entry in load_entities().entries
        for text in {text for language, text in entry.names() if language == "en"}
    ]
    times = Counter(name for name, _ in names)
    return {name: label for name, label in names if times[name] == 1}
