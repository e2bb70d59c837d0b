"""``mithaq dump``: write a dump of a release, or one graph of it, to standard output."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

FORMATS = ("ttl", "nt", "nq", "trig", "jsonld", "rdf12")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("dump", help="write the data of a release to standard output")
    parser.add_argument("--release", type=Path, metavar="DIR", help="releases, or one release")
    parser.add_argument(
        "--format", choices=FORMATS, default="ttl", help="form of the data (default: ttl)"
    )
    parser.add_argument("--graph", metavar="IRI", help="only this named graph")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the dump."""
    from loaders.release.opening import open_release
    from loaders.release.settings import DEFAULT_RELEASES

    release = open_release(arguments.release or DEFAULT_RELEASES)
    if arguments.graph is not None:
        from loaders.release.dumps import graph_text

        for part in graph_text(release, arguments.graph, arguments.format):
            sys.stdout.buffer.write(part.encode())
        return 0
    suffix = "-rdf12.ttl" if arguments.format == "rdf12" else f".{arguments.format}"
    with (release.path / "dumps" / f"mithaq{suffix}").open("rb") as file:
        shutil.copyfileobj(file, sys.stdout.buffer)
    return 0
