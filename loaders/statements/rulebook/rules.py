"""Reading the rule files: every mistake is told with file and line.

``loaders/rules/words.<language>.yaml`` holds the word lists that rules share, ``derived.yaml``
the things that are named after others, and every other ``<family>.<language>.yaml`` holds rules.
Which types, roles, numbers and qualifiers there are is said by ``ontology/statement-types.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from loaders.errors import RuleError
from loaders.statements.assertion.status import StatusCue
from loaders.statements.rulebook.located import read_yaml
from loaders.statements.rulebook.rule import Rule
from loaders.statements.rulebook.rule_parts import read_rule
from loaders.statements.rulebook.rule_place import Place
from loaders.statements.rulebook.things import PLAIN, Derivation, Knowledge
from loaders.statements.rulebook.wordlists import MOODS, WordLists

RULES = Path(__file__).resolve().parents[2] / "rules"
COMBINED = "combined"  # parts of phrases, one of each of which makes a noun phrase; "" for none


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules and word lists, by language."""

    rules: Mapping[str, tuple[Rule, ...]]
    lists: Mapping[str, WordLists]
    status: Mapping[str, tuple[StatusCue, ...]]
    knowledge: Knowledge

    def __iter__(self) -> Any:
        return (rule for rules in self.rules.values() for rule in rules)

    def named(self, name: str) -> Rule | None:
        """Return the rule called `name`, or None."""
        return next((rule for rule in self if rule.name == name), None)


@cache
def load_rules(directory: Path = RULES) -> RuleSet:
    """Read all rule files of `directory`.

    :raises RuleError: with file and line, at the first mistake.
    """
    lists: dict[str, WordLists] = {}
    status: dict[str, tuple[StatusCue, ...]] = {}
    for path in sorted(directory.glob("words.*.yaml")):
        language = path.name.split(".")[-2]
        lists[language], status[language] = _read_words(path, language)
    knowledge = _read_knowledge(directory / "derived.yaml")
    found: dict[str, list[Rule]] = {language: [] for language in lists}
    names: dict[str, Rule] = {}
    for path in sorted(directory.glob("*.*.yaml")):
        if path.name.startswith("words."):
            continue
        language = path.name.split(".")[-2]
        if language not in lists:
            raise RuleError("has no word lists for its language.", path=path, excerpt=language)
        for rule in _read_rules(path, language, lists[language], knowledge.derivations):
            if rule.name in names:
                raise RuleError(
                    "names a rule that there is already.",
                    path=path,
                    line=rule.line,
                    excerpt=rule.name,
                )
            names[rule.name] = rule
            found[language].append(rule)
    return RuleSet({k: tuple(v) for k, v in found.items()}, lists, status, knowledge)


def _read_words(path: Path, language: str) -> tuple[WordLists, tuple[StatusCue, ...]]:
    raw, lines = read_yaml(path)
    place = Place(path, lines, ())
    place.known(raw, frozenset({"lists", "status"}))
    lists = WordLists(language)
    for name, entries in raw.get("lists", {}).items():
        here = place.within("lists", name)
        if isinstance(entries, list):
            entries = {"words": entries}
        here.known(entries, frozenset({*MOODS, "suffixes", COMBINED}))
        moods = {m: here.within(m).words(w) for m, w in entries.items() if m in MOODS}
        if COMBINED in entries:
            moods["noun"] = [*moods.get("noun", ()), *_combined(here, entries[COMBINED])]
        lists.add(name, moods, suffixes=bool(entries.get("suffixes", False)))
    cues = []
    for index, entry in enumerate(raw.get("status", [])):
        here = place.within("status", index)
        here.known(entry, frozenset({"list", "reason", "scope", "reach"}))
        if entry.get("list") not in lists.names:
            here.fail("is no word list.", entry.get("list"))
        scope = here.choice(entry.get("scope", "near"), "scope")
        cues.append(StatusCue(entry["list"], entry["reason"], scope, entry.get("reach", 2)))
    return lists, tuple(cues)


def _combined(place: Place, entries: list[list[list[str]]]) -> Iterator[str]:
    """Give the phrases of which each part is chosen apart: "the southern part of"."""
    for index, parts in enumerate(entries):
        here = place.within(COMBINED, index)
        chosen = [here.within(number).words(words) for number, words in enumerate(parts)]
        yield from (" ".join(filter(None, words)) for words in product(*chosen))


def _read_knowledge(path: Path) -> Knowledge:
    raw, lines = read_yaml(path)
    place = Place(path, lines, ())
    place.known(raw, frozenset({"things", "belongs", "usually", "ruled", "numbering", "refined"}))
    derivations = {}
    for name, entry in raw.get("things", {}).items():
        place.within("things", name).known(entry, frozenset({"key", "kind", "labels"}))
        derivations[name] = Derivation(entry["key"], entry["kind"], tuple(entry["labels"].items()))
    refined = {}
    for index, entry in enumerate(raw.get("refined", [])):
        place.within("refined", index).known(entry, frozenset({"office", "of", "is"}))
        refined[(entry["office"], entry["of"])] = entry["is"]
    numbering = raw.get("numbering", {})
    for body, how in numbering.items():
        if how != PLAIN and not isinstance(how, int):
            place.within("numbering", body).fail("is neither a year nor", PLAIN)
    ruled = {office: frozenset(states) for office, states in raw.get("ruled", {}).items()}
    return Knowledge(
        derivations, raw.get("belongs", {}), refined, raw.get("usually", {}), ruled, numbering
    )


def _read_rules(
    path: Path, language: str, lists: WordLists, derivations: Mapping[str, Derivation]
) -> list[Rule]:
    raw, lines = read_yaml(path)
    place = Place(path, lines, ())
    place.known(raw, frozenset({"rules"}))
    return [
        read_rule(place.within("rules", index), entry, language, lists, derivations)
        for index, entry in enumerate(raw["rules"])
    ]
