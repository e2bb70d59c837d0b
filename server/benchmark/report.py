"""Run the whole comparison and print it, as ratios to the native Oxigraph server."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from server.benchmark.contenders import CONTENDERS, Running
from server.benchmark.generate import write_graph
from server.benchmark.load import Load, Measurement, measure_apart
from server.benchmark.workload import QueryClass, query_classes

#: The server that all others are compared with.
YARDSTICK = "oxigraph"
_WARM_UP = 2.0  # seconds for each class


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured.

    :ivar triples: size of the generated graph.
    :ivar clients: numbers of clients, one round each.
    :ivar seconds: length of one measurement.
    :ivar classes: names of the query classes; empty for all.
    """

    triples: int
    clients: tuple[int, ...] = (1, 8, 64)
    seconds: float = 3.0
    classes: tuple[str, ...] = ()

    def chosen(self) -> tuple[QueryClass, ...]:
        """Return the query classes that the plan names."""
        return tuple(k for k in query_classes() if not self.classes or k.name in self.classes)


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement: who, what, with how many clients, repeated or not."""

    contender: str
    kind: str
    clients: int
    repeated: bool
    seen: Measurement


@dataclass(frozen=True, slots=True)
class Comparison:
    """All measurements of one run and the peak memory of each server in bytes."""

    triples: int
    lines: tuple[Line, ...]
    memory: tuple[tuple[str, int], ...]


def compare(plan: Plan, folder: Path, tell: Callable[[str], None]) -> Comparison:
    """Start the servers on the same graph and measure them one after the other.

    :param folder: where graph and stores are made; it may be deleted afterwards.
    :param tell: called with a line of progress now and then.
    """
    graph = folder / "graph.nt"
    written = write_graph(graph, plan.triples)
    tell(f"{written:,} triples generated")
    with ExitStack() as servers:
        running: dict[str, Running] = {}
        for contender in CONTENDERS:
            if not contender.installed() or written > contender.largest:
                tell(
                    f"{contender.name}: left out (not installed, or the graph is too large for it)"
                )
                continue
            store = folder / contender.name
            store.mkdir()
            contender.prepare(graph, store)
            running[contender.name] = servers.enter_context(contender.serving(graph, store))
        lines = _measure_all(plan, {name: one.address for name, one in running.items()}, tell)
        memory = tuple((name, one.peak_memory()) for name, one in running.items())
    return Comparison(written, tuple(lines), memory)


def _measure_all(
    plan: Plan, addresses: Mapping[str, str], tell: Callable[[str], None]
) -> list[Line]:
    """Measure all servers, class by class.

    What is compared is measured within seconds: a machine's speed drifts by half within minutes.
    """
    lines = []
    # A store that has just been loaded is still being compacted and in no cache: one round of all
    # classes comes before the first figure, for every server alike.
    for kind in plan.chosen():
        for address in addresses.values():
            clients = min(8, max(plan.clients))
            measure_apart(Load(address, kind, clients, min(_WARM_UP, plan.seconds)))
    for kind in plan.chosen():
        for clients, repeated in product(plan.clients, (False, True)):
            for name, address in addresses.items():
                seen = measure_apart(Load(address, kind, clients, plan.seconds, repeated))
                lines.append(Line(name, kind.name, clients, repeated, seen))
        tell(f"{kind.name} measured")
    return lines


def table(comparison: Comparison) -> str:
    """Return the comparison as Markdown: native figures, and each other server's ratio to them."""
    yardstick = {
        (line.kind, line.clients, line.repeated): line.seen
        for line in comparison.lines
        if line.contender == YARDSTICK
    }
    others = [name for name, _ in comparison.memory if name != YARDSTICK]
    head = ["query", "clients", "asked", "native/s", "native ms", "p95", "first byte"]
    head += [f"{name} rate ×" for name in others] + [f"{name} p95 ms" for name in others]
    rows = []
    for (kind, clients, repeated), native in yardstick.items():
        seen = [_find(comparison.lines, name, kind, clients, repeated) for name in others]
        rows.append(
            [kind, str(clients), "again" if repeated else "anew"]
            + [f"{native.rate:.0f}", f"{native.median:.2f}", f"{native.p95:.2f}"]
            + [f"{native.first_byte:.2f}"]
            + [f"{one.rate / native.rate:.2f}" if one else "–" for one in seen]
            + [f"{one.p95:.2f}" if one else "–" for one in seen]
        )
    memory = ", ".join(f"{name} {size / 1e6:.0f} MB" for name, size in comparison.memory)
    return (
        f"{comparison.triples:,} triples; peak memory: {memory}\n\n"
        + "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])
        + "\n"
    )


def _find(
    lines: Sequence[Line], name: str, kind: str, clients: int, repeated: bool
) -> Measurement | None:
    wanted = (name, kind, clients, repeated)
    for line in lines:
        if (line.contender, line.kind, line.clients, line.repeated) == wanted:
            return line.seen
    return None
