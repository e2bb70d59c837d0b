"""The command line: one module a command, each with ``add_parser`` and ``run``."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from loaders.errors import MithaqError

COMMANDS = (
    "build",
    "serve",
    "extract",
    "explain",
    "check",
    "query",
    "dump",
    "diff",
    "link",
    "rules",
    "bench",
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line, one subcommand a module of this package."""
    top = argparse.ArgumentParser(
        prog="mithaq",
        description="A knowledge graph of states in international organisations, from documents.",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        importlib.import_module(f"server.command.{name}").add_parser(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 wrong data, 2 wrong usage."""
    arguments = parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
    except MithaqError as error:
        print(f"mithaq: {error}", file=sys.stderr)  # noqa: T201 - the command line's own voice
        return error.exit_status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) is gone: not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return status
