"""The reports of a release: what was extracted, what was covered, and the texts themselves."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from loaders.release.pieces import COVERAGE, REPORT, TEXT, Piece
from loaders.release.reader import Unreadable


def write_reports(
    pieces: list[Piece], skipped: list[Unreadable], made: Path
) -> list[dict[str, Any]]:
    """Write extraction report, coverage reports and document texts into the release `made`.

    :param pieces: in the order of their slugs.
    :returns: the summaries of the documents, in that order.
    """
    texts, coverage = made / "documents", made / "reports" / "coverage"
    texts.mkdir(exist_ok=True)
    summaries = []
    types: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    with (made / "reports" / "extraction.json").open("w", encoding="utf-8") as file:
        file.write('{"documents": {')
        separator = "\n"
        for piece in pieces:
            summary = piece.summary()
            shutil.copyfile(piece.file(TEXT), texts / f"{summary['slug']}.txt")
            shutil.copyfile(piece.file(COVERAGE), coverage / f"{summary['slug']}.json")
            report = json.loads(piece.file(REPORT).read_text(encoding="utf-8"))
            types.update(report["by_type"])
            totals["statements"] += report["statements"]
            totals["sentences"] += report["sentences"]
            totals["sentences_without_statements"] += len(report["sentences_without_statements"])
            totals["rejected"] += len(report["rejected"])
            entry = json.dumps(report, ensure_ascii=False, indent=1)
            file.write(f"{separator}{json.dumps(summary['slug'])}: {entry}")
            separator = ",\n"
            summaries.append(summary)
        rest = {
            "skipped": [{"name": item.name, "reason": item.reason} for item in skipped],
            "statements_by_type": dict(sorted(types.items())),
            "totals": dict(sorted(totals.items())),
        }
        text = json.dumps(rest, ensure_ascii=False, indent=1)
        file.write("\n},\n" + text[1:].lstrip("\n") + "\n")
    return summaries
