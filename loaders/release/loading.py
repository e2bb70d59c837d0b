"""The Oxigraph store of a release: every triple in its named graph and once in the default graph.

The reifiers of the RDF 1.2 layer are in their named graph only: a client that knows RDF 1.1 alone
never meets them by accident.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from loaders.errors import ReleaseError

# The bulk loader's memory grows with what it is given at once; slices keep it flat. Of six million
# quads, slices of 100,000 lines took 258 MB, of 20,000 lines about 110 MB and less time.
LINES_AT_ONCE = 20_000


def load_store(
    place: Path, *, quads: Path, triples: Path, reifiers: Path, reifier_graph: NamedNode
) -> int:
    """Make the store at `place` from sorted dumps and return how many quads it has.

    :param quads: N-Quads of all named graphs but the one of the reifiers.
    :param triples: N-Triples of the default graph.
    :param reifiers: N-Triples (RDF 1.2) for `reifier_graph`.
    :raises ReleaseError: if the engine does not accept what the build made.
    """
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
    count = len(store)
    del store
    return count


def _slices(path: Path) -> Iterator[BytesIO]:
    with path.open("rb") as file:
        while lines := list(islice(file, LINES_AT_ONCE)):
            yield BytesIO(b"".join(lines))
