"""``mithaq extract``: the facts that a text file states, one JSON object a line."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from server.command.model_options import add_model_options, chosen_model


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``extract FILE --format jsonl|json`` to the command line."""
    parser = commands.add_parser("extract", help="print the facts that a text file states")
    parser.add_argument("file", type=Path, metavar="FILE", help="a UTF-8 text, Arabic or English")
    parser.add_argument(
        "--format",
        choices=("jsonl", "json"),
        default="jsonl",
        help="one object a line (default), or one array",
    )
    add_model_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the facts of the file in document order.

    :raises UsageError: half of the options for a language model are given.
    :raises DocumentError: the file cannot be read as a document.
    """
    from loaders.extraction import Extractor
    from loaders.statements.facts import facts
    from loaders.text.reading import read_document

    model = chosen_model(arguments)
    document = read_document(arguments.file)
    found = facts(document, Extractor(model=model).extract(document))
    # Facts are Unicode whatever the terminal's locale says.
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    if arguments.format == "json":
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    else:
        for fact in found:
            sys.stdout.write(json.dumps(fact, ensure_ascii=False) + "\n")
    return 0
