"""Store the answers of saved queries for review: ``python -m tests.queries.record [NAME ...]``.

Asks a release of the shipped document, made anew and served over HTTP. Read the difference before
committing it: what is stored is what the tests then hold to be true.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from server.saved_queries import load_saved_queries
from tests.pages.site import serving
from tests.queries.expected import BOTH, answer_of, write_expected


def main(names: list[str]) -> None:
    """Record the answers of the queries called `names`, or of all."""
    with tempfile.TemporaryDirectory() as directory, serving(Path(directory)) as site:
        for name, query in load_saved_queries().items():
            if query.federated or (names and name not in names):
                continue
            answer = site.get(f"/queries/{name}", accept=BOTH)
            write_expected(query, answer_of(answer.media_type, answer.body))


if __name__ == "__main__":
    main(sys.argv[1:])
