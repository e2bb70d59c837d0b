"""Print recall and precision of the annotated documents: ``python -m tests.statements.measure``.

Folders with annotations may be named; by default the corpus that the rules must read and
the hard one are measured, each on its own.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from loaders.extraction import Extractor
from loaders.statements.facts import facts
from loaders.text.reading import read_document
from tests.statements.scoring import CORPUS, Score, score

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "documents"
HARD = CORPUS / "hard"


def measure(folder: Path, extractor: Extractor) -> list[Score]:
    """Return the score of every annotated document in `folder`, in order of their names."""
    scores = []
    for path in sorted(folder.glob("*.yaml")):
        annotation = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = folder / annotation["document"]
        source = read_document(text if text.exists() else SHIPPED / annotation["document"])
        scores.append(score(annotation, facts(source, extractor.extract(source))))
    return scores


def total(scores: Sequence[Score]) -> Score:
    """Return all scores as one."""
    whole = Score("all together")
    for one in scores:
        whole.found += one.found
        whole.missing += one.missing
        whole.wrong += one.wrong
    return whole


def main(arguments: Sequence[str]) -> None:
    """Print a line a document, and one for each folder."""
    extractor = Extractor()
    for folder in [Path(name) for name in arguments] or [CORPUS, HARD]:
        scores = measure(folder, extractor)
        for one in [*scores, total(scores)]:
            sys.stdout.write(one.report().splitlines()[0] + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
