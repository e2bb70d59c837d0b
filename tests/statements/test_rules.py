"""Rule files: every rule does what its examples say, and every mistake is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import RuleError
from loaders.extraction import Extractor
from loaders.statements.rulebook.checking import failures
from loaders.statements.rulebook.rule import Rule
from loaders.statements.rulebook.rules import load_rules

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "documents"
RULES = sorted(load_rules(), key=lambda rule: rule.name)

WORDS = """\
lists:
  joined: {perfect: [انضم], imperfect: [ينضم]}
"""
RULE = """\
rules:
  - name: admission.ar.test
    type: membership_admission
    description: A state joins.
    trigger: ["<joined>"]
    slots:
      member: {where: subject}
      organisation: {where: after, after: [الى]}
    examples:
      - {text: انضمت قطر, gives: null}
"""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_finds_what_its_examples_say(rule: Rule, extractor: Extractor) -> None:
    shipped = [path.read_text(encoding="utf-8") for path in SHIPPED.glob("*.txt")]
    found = [str(f) for f in failures([rule], extractor.extract, extractor.mentions, shipped)]
    assert found == []


def _directory(root: Path, rule: str = RULE, words: str = WORDS) -> Path:
    (root / "words.ar.yaml").write_text(words, encoding="utf-8")
    (root / "test.ar.yaml").write_text(rule, encoding="utf-8")
    (root / "derived.yaml").write_text("things: {}\n", encoding="utf-8")
    return root


def test_a_well_formed_directory_of_rules_is_read(tmp_path: Path) -> None:
    rules = load_rules(_directory(tmp_path))
    assert [rule.name for rule in rules] == ["admission.ar.test"]


@pytest.mark.parametrize(
    ("wrong", "right", "line", "what"),
    [
        ("type: membership_admission", "type: admision", 3, "no type"),
        ("<joined>", "<joind>", 5, "no word list"),
        ("<joined>", "{somebody}", 5, "no slot"),
        ("<joined>", "<joined", 5, "not an element"),
        ("where: subject", "where: nowhere", 7, "no value for `where`"),
        ("member:", "membre:", 7, "no role"),
        ("where: after,", "wheer: after,", 8, "no key"),
        ("description: A state joins.", "priority: 1", 2, "lacks"),
    ],
)
def test_a_mistake_in_a_rule_is_told_with_its_line(
    tmp_path: Path, wrong: str, right: str, line: int, what: str
) -> None:
    with pytest.raises(RuleError) as caught:
        load_rules(_directory(tmp_path, RULE.replace(wrong, right)))
    assert caught.value.line == line
    assert what in str(caught.value)
    assert str(caught.value.path).endswith("test.ar.yaml")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("rules: [", "is not YAML"),
        ("", "is empty"),
        ("rules: []\nrules: []\n", "repeats a key"),
    ],
)
def test_a_file_that_is_no_rule_file_is_one_clear_error(
    tmp_path: Path, content: str, what: str
) -> None:
    with pytest.raises(RuleError, match=what):
        load_rules(_directory(tmp_path, content))


def test_a_file_that_is_not_utf8_is_one_clear_error(tmp_path: Path) -> None:
    directory = _directory(tmp_path)
    (directory / "test.ar.yaml").write_bytes(b"rules: \xff\xfe")
    with pytest.raises(RuleError, match="UTF-8"):
        load_rules(directory)


def test_a_rule_without_a_counter_example_is_a_failure(
    tmp_path: Path, extractor: Extractor
) -> None:
    rule = RULE.replace("{text: انضمت قطر, gives: null}", "{text: انضمت قطر, gives: {}}")
    rules = list(load_rules(_directory(tmp_path, rule)))
    found = [str(f) for f in failures(rules, extractor.extract, extractor.mentions)]
    assert any("must not match" in f for f in found)
    assert any("two states" in f for f in found)
