"""``mithaq link``: checks the links to Wikidata against the entities and reports on them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``link`` to the command line."""
    parser = commands.add_parser(
        "link",
        help="check the links to Wikidata and report on them",
        description=(
            "Check the SSSOM files of data/links against the entities of data/entities: every "
            "subject is listed, no item is given twice, nothing unverified becomes a triple. "
            "Needs no network."
        ),
    )
    parser.add_argument("--links", type=Path, metavar="FILE", help="verified mappings")
    parser.add_argument("--candidates", type=Path, metavar="FILE", help="candidates")
    parser.add_argument("--entities", type=Path, metavar="DIR", help="entity files")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the report; return 0 if nothing is wrong, else 1."""
    from loaders.link_report import report_links
    from loaders.links import read_mappings
    from loaders.mentions.names.entity_files import (
        ENTITY_FILES,
        WIKIDATA_CANDIDATES,
        WIKIDATA_LINKS,
        load_entities,
    )

    links = arguments.links or WIKIDATA_LINKS
    candidates = arguments.candidates or WIKIDATA_CANDIDATES
    table = load_entities(arguments.entities or ENTITY_FILES, links)
    report = report_links(table, read_mappings(links).mappings, read_mappings(candidates).mappings)
    lines = [f"{'kind':<14}{'listed':>8}{'exact':>8}{'close':>8}{'maybe':>8}{'none':>8}"]
    lines += [
        f"{c.kind:<14}{c.listed:>8}{c.exact:>8}{c.close:>8}{c.candidates:>8}{c.not_found:>8}"
        for c in report.counts
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    for line, what in report.problems:
        sys.stderr.write(f"line {line}: {what}\n")
    return 1 if report.problems else 0
