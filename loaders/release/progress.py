"""Progress of long steps: a bar on a terminal, structured log lines anywhere else."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

LOG = logging.getLogger("mithaq.build")
SECONDS_BETWEEN_LINES = 10.0

T = TypeVar("T")


def event(name: str, **values: object) -> None:
    """Log one line ``event=… key=value …``; on a terminal the bars say it."""
    if not sys.stderr.isatty():
        pairs = " ".join(f"{key}={value}" for key, value in values.items())
        LOG.info("event=%s %s", name, pairs)


def tracked(items: Iterable[T], total: int, step: str, unit: str) -> Iterator[T]:
    """Yield `items` and show how far they are, how fast, and how long it will take.

    :param total: how many items there will be.
    :param step: name of the step.
    :param unit: what an item is.
    """
    if sys.stderr.isatty() and total > 1:
        from tqdm import tqdm

        yield from tqdm(items, total=total, desc=step, unit=unit, leave=False)
        return
    began = spoke = time.monotonic()
    for done, item in enumerate(items, start=1):
        yield item
        now = time.monotonic()
        if now - spoke >= SECONDS_BETWEEN_LINES:
            spoke, rate = now, done / (now - began)
            event(
                step,
                done=done,
                total=total,
                rate=f"{rate:.2f}/s",
                left=f"{(total - done) / rate:.0f}s",
            )
