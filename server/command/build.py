"""``mithaq build``: make a release of the documents and make it current."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from server.command.model_options import add_model_options, chosen_model


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "build",
        help="make a release of the documents and make it current",
        description="Reads all documents, builds the graph, checks it, writes store and dumps, "
        "and makes the release current. Exit status 1 if a document had to be left out.",
    )
    parser.add_argument("--documents", type=Path, metavar="DIR", help="directory of *.txt files")
    parser.add_argument("--out", type=Path, metavar="DIR", help="directory of releases")
    parser.add_argument("--base", metavar="IRI", help="base of all addresses, ending in /")
    parser.add_argument(
        "--jobs", type=_positive, default=0, metavar="N", help="processes that read documents"
    )
    parser.add_argument(
        "--keep", type=_positive, metavar="N", help="remove all but the newest N releases"
    )
    add_model_options(parser)
    parser.set_defaults(run=run)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("a number of at least 1 is needed")
    return number


def run(arguments: argparse.Namespace) -> int:
    """Build; 0 if every document is in the release, 1 if some had to be left out."""
    from loaders.release.build import build_release
    from loaders.release.settings import BuildSettings

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    names = ("documents", "out", "base", "jobs", "keep")
    given = {name: value for name in names if (value := getattr(arguments, name)) is not None}
    release = build_release(BuildSettings(**given, model=chosen_model(arguments)))
    for item in release.skipped:
        print(f"mithaq: left out: {item.reason}", file=sys.stderr)  # noqa: T201
    counts = release.manifest.counts
    sys.stdout.write(
        f"release {release.id}: {counts['documents']} documents, {counts['statements']} "
        f"statements, {counts['triples']} triples, {counts['notes']} disagreements\n"
        f"{release.path}\n"
    )
    return 1 if release.skipped else 0
