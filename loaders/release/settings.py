"""What a build is asked to do."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.graph.names import DEFAULT_BASE

if TYPE_CHECKING:
    from loaders.language_model import Endpoint

PROJECT = Path(__file__).resolve().parents[2]
DEFAULT_DOCUMENTS = PROJECT / "data" / "documents"
DEFAULT_RELEASES = PROJECT / "releases"


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """The inputs and the place of a build.

    :ivar documents: directory of ``*.txt`` files with optional metadata files beside them.
    :ivar out: directory of releases; made if it is not there.
    :ivar base: base IRI of everything but the ontology, ending in ``/``.
    :ivar jobs: processes that read documents; 0 means one for each core.
    :ivar keep: how many releases stay, the current one among them; None keeps all.
    :ivar model: a language model that is asked as well; None, the default, asks none.
    """

    documents: Path = DEFAULT_DOCUMENTS
    out: Path = DEFAULT_RELEASES
    base: str = DEFAULT_BASE
    jobs: int = 0
    keep: int | None = None
    model: Endpoint | None = None

    @property
    def processes(self) -> int:
        """Return the number of processes to use."""
        return self.jobs or len(os.sched_getaffinity(0))
