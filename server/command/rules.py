"""``mithaq rules``: list the extraction rules, or run the examples that they carry."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``rules list`` and ``rules test`` to the command line."""
    parser = commands.add_parser("rules", help="list extraction rules or run their examples")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="print every rule with its type and description")
    testing = actions.add_parser("test", help="run the examples of all rules")
    for action in (listing, testing):
        action.add_argument("names", nargs="*", metavar="RULE", help="only rules so named (prefix)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the rules, or their failing examples; 1 if an example fails.

    :raises UsageError: no rule has one of the names.
    :raises RuleError: a rule file is malformed.
    """
    from loaders.errors import UsageError
    from loaders.statements.rulebook.rules import load_rules

    rules = [
        rule
        for rule in load_rules()
        if not arguments.names or any(rule.name.startswith(n) for n in arguments.names)
    ]
    if not rules:
        raise UsageError(
            f"No rule is called {' or '.join(arguments.names)}.",
            remedy="`mithaq rules list` prints them all.",
        )
    if arguments.action == "list":
        for rule in rules:
            sys.stdout.write(f"{rule.name}\t{rule.type}\t{rule.description}\n")
        return 0
    from loaders.extraction import Extractor
    from loaders.statements.rulebook.checking import failures

    extractor = Extractor()
    failed = list(failures(rules, extractor.extract, extractor.mentions, _shipped()))
    for failure in failed:
        sys.stdout.write(f"{failure}\n")
    examples = sum(len(rule.examples) for rule in rules)
    sys.stdout.write(f"{len(rules)} rules, {examples} examples, {len(failed)} failures\n")
    return 1 if failed else 0


def _shipped() -> list[str]:
    directory = Path(__file__).resolve().parents[2] / "data" / "documents"
    return [path.read_text(encoding="utf-8") for path in sorted(directory.glob("*.txt"))]
