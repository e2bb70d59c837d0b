"""``mithaq diff``: what changed from one release to another, as facts."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("diff", help="tell what changed between two releases, as facts")
    parser.add_argument("before", type=Path, metavar="RELEASE", help="directory of a release")
    parser.add_argument("after", type=Path, metavar="RELEASE", help="directory of a release")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the difference; 0 whether there is one or not."""
    from loaders.release.difference import difference
    from loaders.release.opening import open_release

    found = difference(open_release(arguments.before), open_release(arguments.after))
    if arguments.format == "json":
        json.dump(found.as_json(), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in found.as_text())
    return 0
