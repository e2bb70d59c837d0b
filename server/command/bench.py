"""``mithaq bench``: measure the endpoint beside its peers, and the loaders."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command with its two subjects to the command line."""
    parser = commands.add_parser("bench", help="measure the endpoint or the loaders")
    subjects = parser.add_subparsers(dest="subject", metavar="SUBJECT", required=True)
    serve = subjects.add_parser("serve", help="Mithaq beside other SPARQL servers")
    serve.add_argument("--triples", type=int, default=100_000, help="size of the generated graph")
    serve.add_argument("--clients", type=int, nargs="+", default=[1, 8, 64])
    serve.add_argument("--seconds", type=float, default=3.0, help="length of one measurement")
    serve.add_argument("--classes", nargs="+", default=[], help="query classes; all by default")
    serve.set_defaults(run=run_serve)
    extract = subjects.add_parser("extract", help="reading rate, and growth with many documents")
    extract.add_argument("--documents", type=int, default=200, help="documents read for the rate")
    extract.add_argument("--grow", type=int, nargs="*", default=[1, 10, 100, 1000])
    extract.set_defaults(run=run_extract)


def run_serve(arguments: argparse.Namespace) -> int:
    """Compare the servers and print the table."""
    from server.benchmark.report import Plan, compare, table

    plan = Plan(
        triples=arguments.triples,
        clients=tuple(arguments.clients),
        seconds=arguments.seconds,
        classes=tuple(arguments.classes),
    )
    with tempfile.TemporaryDirectory(prefix="mithaq-bench-") as folder:
        sys.stdout.write(table(compare(plan, Path(folder), _tell)))
    return 0


def run_extract(arguments: argparse.Namespace) -> int:
    """Measure reading and building and print both."""
    from loaders.extraction import Extractor
    from server.benchmark.corpus import growth, throughput

    extractor = Extractor()
    rate = throughput(extractor, arguments.documents)
    sys.stdout.write(
        f"{rate.documents} documents, {rate.size / 1e6:.2f} MB, {rate.statements} statements in "
        f"{rate.seconds:.1f} s on one core: {rate.megabytes_a_minute:.2f} MB a minute\n"
    )
    if arguments.grow:
        with tempfile.TemporaryDirectory(prefix="mithaq-bench-") as folder:
            rows = growth(extractor, tuple(arguments.grow), Path(folder), _tell)
        sys.stdout.write("\n| documents | seconds | seconds a document | peak memory |\n")
        sys.stdout.write("| --- | --- | --- | --- |\n")
        for row in rows:
            each = row.seconds / row.documents
            memory = row.memory / 1e6
            sys.stdout.write(
                f"| {row.documents:,} | {row.seconds:.1f} | {each:.4f} | {memory:.0f} MB |\n"
            )
    return 0


def _tell(line: str) -> None:
    sys.stderr.write(f"mithaq bench: {line}\n")
