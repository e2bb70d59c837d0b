"""How fast documents become statements, and whether time and memory grow with their number."""

from __future__ import annotations

import multiprocessing
import random
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from loaders.document import Document
from loaders.extraction import Extractor
from loaders.release.build import build_release
from loaders.release.settings import BuildSettings

#: Sentences in one generated document: about four thousand characters.
SENTENCES = 40


@dataclass(frozen=True, slots=True)
class Throughput:
    """Reading on one core: bytes of UTF-8, statements found, seconds."""

    documents: int
    size: int
    statements: int
    seconds: float

    @property
    def megabytes_a_minute(self) -> float:
        """Return the rate in 10⁶ bytes a minute."""
        return self.size / 1e6 / self.seconds * 60


@dataclass(frozen=True, slots=True)
class Growth:
    """A whole build: documents, seconds, and the peak memory of its largest process in bytes."""

    documents: int
    seconds: float
    memory: int


def make_documents(extractor: Extractor, number: int, seed: int = 1) -> tuple[str, ...]:
    """Return `number` texts made of the sentences that the Arabic rules give as examples.

    Each text has another order and other line breaks, so that none is known from before.
    """
    sentences = [
        example.text.rstrip(".") + "."
        for rule in extractor.rules
        if rule.language == "ar"
        for example in rule.examples
    ]
    chance = random.Random(seed)  # noqa: S311 - repeatable data, not a secret
    return tuple(
        "".join(
            chance.choice(sentences) + ("\n" if chance.random() < 0.2 else " ")
            for _ in range(SENTENCES)
        )
        for _ in range(number)
    )


def throughput(extractor: Extractor, number: int) -> Throughput:
    """Read `number` generated documents in this process."""
    texts = make_documents(extractor, number)
    found = 0
    begin = time.perf_counter()
    for position, text in enumerate(texts):
        name = f"generated-{position}"
        document = Document(f"{name}.txt", name, text, "0" * 64, "ar")
        found += len(extractor.extract(document).statements)
    seconds = time.perf_counter() - begin
    return Throughput(number, sum(len(text.encode()) for text in texts), found, seconds)


def growth(
    extractor: Extractor, numbers: tuple[int, ...], folder: Path, tell: Callable[[str], None]
) -> tuple[Growth, ...]:
    """Build releases of `numbers` generated documents, the smallest first.

    Each build has a process of its own, so that its peak memory is not that of one before it.
    """
    context = multiprocessing.get_context("spawn")
    measured = []
    for number in numbers:
        documents = folder / f"documents-{number}"
        documents.mkdir()
        for position, text in enumerate(make_documents(extractor, number, seed=number)):
            (documents / f"generated-{position:06}.ar.txt").write_text(text, encoding="utf-8")
        with ProcessPoolExecutor(1, context) as alone:
            built = alone.submit(_build, documents, folder / f"releases-{number}")
            seconds, memory = built.result()
        measured.append(Growth(number, seconds, memory))
        tell(f"{number:,} documents built")
    return tuple(measured)


def _build(documents: Path, out: Path) -> tuple[float, int]:
    """Build a release; return the seconds, and the largest resident set of any of its processes."""
    begin = time.perf_counter()
    build_release(BuildSettings(documents=documents, out=out))
    seconds = time.perf_counter() - begin
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return seconds, max(resource.getrusage(kind).ru_maxrss for kind in kinds) * 1024
