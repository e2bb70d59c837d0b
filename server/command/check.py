"""``mithaq check``: check ontology, shapes and saved queries; say all that is wrong."""

from __future__ import annotations

import argparse
import sys
import time

from loaders.errors import DataError


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "check",
        help="check the ontology, its shapes and the saved queries",
        description="Checks that all Turtle parses, that terms, labels and definitions are "
        "complete, that the ontology is consistent (HermiT) and refuses the counterexamples, "
        "that the shapes are well-formed, and that the saved queries can be read.",
    )
    parser.add_argument(
        "--quick", action="store_true", help="leave out what needs the reasoner (half a minute)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run all checks, one line each; 0 if all pass, 1 otherwise."""
    from ontology.checking import CHECKS
    from server.saved_queries import load_saved_queries

    slow = {"consistency", "counterexamples"} if arguments.quick else set()
    checks = {name: check for name, check in CHECKS.items() if name not in slow}
    checks["queries"] = lambda: f"{len(load_saved_queries())} saved queries"
    failed = 0
    for name, check in checks.items():
        start = time.monotonic()
        try:
            verdict, line = "ok", check()
        except DataError as error:
            verdict, line = "FAILED", str(error)
            failed += 1
        seconds = time.monotonic() - start
        sys.stdout.write(f"{verdict:<7}{name:<16}{line} ({seconds:.1f} s)\n")
        sys.stdout.flush()
    if failed:
        sys.stderr.write(f"mithaq: {failed} of {len(checks)} checks failed\n")
    return 1 if failed else 0
