"""The servers that are compared: how each loads a graph, starts and stops, and its memory."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import MithaqError, UsageError

#: Longest wait for a server to answer its first request, in seconds.
START_PATIENCE = 180.0


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers.

    :ivar address: URL of its SPARQL endpoint.
    :ivar process: number of its first process.
    """

    address: str
    process: int

    def peak_memory(self) -> int:
        """Return the peak resident memory of all its processes together, in bytes (Linux)."""
        return sum(_peak(process) for process in _family(self.process))


@dataclass(frozen=True, slots=True)
class Contender:
    """One server, with the command lines that load and start it.

    :ivar name: as the table calls it.
    :ivar program: what must be installed.
    :ivar path: of the SPARQL endpoint.
    :ivar largest: number of triples beyond which it is not asked to go.
    """

    name: str
    program: str
    path: str
    largest: int

    def prepare(self, graph: Path, folder: Path) -> None:
        """Load the N-Triples file `graph` into `folder` where the server needs that."""
        if self.name == "mithaq":
            from server.benchmark.store import release_of

            release_of(graph, folder)
        elif self.name == "oxigraph":
            _run(self.program, "load", "--location", str(folder), "--file", str(graph))
            # As its own hint after loading asks for, and as a release of Mithaq is made.
            _run(self.program, "optimize", "--location", str(folder))

    def command(self, graph: Path, folder: Path, port: int) -> tuple[str, ...]:
        """Return the command line that serves what `prepare` loaded."""
        if self.name == "mithaq":
            arguments = [
                "serve",
                "--release",
                str(folder),
                "--port",
                str(port),
                "--rate-limit",
                "0",
            ]
            return (sys.executable, "-m", "server.command", *arguments)
        if self.name == "oxigraph":
            bind = f"127.0.0.1:{port}"
            return (self.program, "serve-read-only", "--location", str(folder), "--bind", bind)
        return (self.program, "serve", "--port", str(port), str(graph))

    def installed(self) -> bool:
        """Return whether its program is there."""
        return self.name == "mithaq" or _found(self.program) is not None

    @contextmanager
    def serving(self, graph: Path, folder: Path) -> Iterator[Running]:
        """Serve on a free port until the block ends; everything that was started is stopped."""
        port = _free_port()
        log = folder.parent / f"{self.name}.log"
        command = list(self.command(graph, folder, port))
        command[0] = _found(command[0]) or command[0]
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 - our own command line
                command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
        try:
            _wait(process, port, self.path, log)
            yield Running(f"http://127.0.0.1:{port}{self.path}", process.pid)
        finally:
            _stop(process)


CONTENDERS = (
    Contender("mithaq", "mithaq", "/sparql", 50_000_000),
    Contender("oxigraph", "oxigraph", "/query", 50_000_000),
    # Its store lives in memory and its evaluator is pure Python: larger graphs only waste hours.
    Contender("rdflib-endpoint", "rdflib-endpoint", "/", 200_000),
)


def _found(program: str) -> str | None:
    beside = Path(sys.executable).parent / program
    return str(beside) if beside.exists() else shutil.which(program)


def _run(program: str, *arguments: str) -> None:
    found = _found(program)
    if found is None:
        raise UsageError(f"{program} is not installed.", remedy="Install the extra: mithaq[bench].")
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise MithaqError(f"{program} could not load the graph: {done.stderr.strip()[-400:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", f"{path}?query=ASK%7B%7D", headers={"Accept": "*/*"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    words = log.read_text(errors="replace").strip()[-400:]
    raise MithaqError(f"The server did not start within {START_PATIENCE:.0f} s: {words}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(15)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
        break


def _family(process: int) -> list[int]:
    """Return `process` and its descendants."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    family = [process]
    for member in family:
        family.extend(parents.get(member, ()))
    return family


def _peak(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0
