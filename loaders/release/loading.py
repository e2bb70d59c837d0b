"""The Oxigraph store of a release: every triple in its named graph and once in the default graph.

The reifiers of the RDF 1.2 layer are in their named graph only: a client that knows RDF 1.1 alone
never meets them by accident.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from loaders.errors import ReleaseError

# The bulk loader's memory grows with what it is given at once; slices keep it flat. Of six million
# quads, slices of 100,000 lines took 258 MB, of 20,000 lines about 110 MB and less time.
LINES_AT_ONCE = 20_000

# The engine keeps as many of its files open as the process may have when it opens the store, less
# forty-eight, and of each the index and the filter in memory: so that grows with the store.
_OPEN_FILES = 160


def load_store(
    place: Path, *, quads: Path, triples: Path, reifiers: Path, reifier_graph: NamedNode
) -> int:
    """Make the store at `place` from sorted dumps and return how many quads it has.

    :param quads: N-Quads of all named graphs but the one of the reifiers.
    :param triples: N-Triples of the default graph.
    :param reifiers: N-Triples (RDF 1.2) for `reifier_graph`.
    :raises ReleaseError: if the engine does not accept what the build made.
    """
    with _few_files():
        store = Store(str(place))
    try:
        for part in _slices(quads):
            store.bulk_load(input=part, format=RdfFormat.N_QUADS)
        for part in _slices(triples):
            store.bulk_load(input=part, format=RdfFormat.N_TRIPLES)
        for part in _slices(reifiers):
            store.bulk_load(input=part, format=RdfFormat.N_TRIPLES, to_graph=reifier_graph)
    except SyntaxError as error:
        raise ReleaseError(
            f"The engine refuses a line that the build wrote: {error}.",
            remedy="This is a fault of the loaders; nothing was published.",
        ) from error
    store.flush()
    # Each slice left files of its own, and a lookup asks all of them. A release is written once and
    # read for ever: of four million quads, a join with OPTIONAL took 23 ms before and 8 ms after
    # these two seconds and 36 MB.
    store.optimize()
    count = len(store)
    del store
    return count


@contextmanager
def _few_files() -> Iterator[None]:
    """Let whatever asks in the meantime believe that this process may have few files open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft > _OPEN_FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _slices(path: Path) -> Iterator[BytesIO]:
    with path.open("rb") as file:
        while lines := list(islice(file, LINES_AT_ONCE)):
            yield BytesIO(b"".join(lines))
