from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from server.engine import nursery
from server.engine.sandbox import FIRST_LENT
from server.engine.seccomp import _MACHINES, _program

ATTEMPTS = {
    "socket": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "unix socket": "socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)",
    "udp": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "socketpair": "socket.socketpair()",
    "listen": "spare.listen()",
    "connect": "spare.connect('/nowhere')",
    "send on another socket": "other.sendall(b'x')",
    "send below the lent places": (
        f"os.dup2(other.fileno(), {FIRST_LENT - 1})\n"
        f"socket.socket(fileno={FIRST_LENT - 1}).send(b'x')"
    ),
    "connect at a lent place": (
        f"os.dup2(spare.fileno(), {FIRST_LENT})\nsocket.socket(fileno={FIRST_LENT}).connect('/x')"
    ),
    "fork": "os.fork()",
    "execve": "os.execv('/bin/true', ['true'])",
    "program": "subprocess.run(['/bin/true'])",
    "ptrace": "check(libc.ptrace(0, 0, 0, 0))",
    "io_uring_setup": "check(libc.syscall(425, 8, ctypes.create_string_buffer(256)))",
    "pidfd_open": "os.pidfd_open(os.getppid())",
    "unshare": "check(libc.unshare(0x40000000))",
    "chroot": "os.chroot('/')",
}
CONFINED = """
import ctypes, os, socket, subprocess, sys, threading
sys.path[:0] = {paths!r}
from server.engine.sandbox import enter_sandbox
libc = ctypes.CDLL(None, use_errno=True)
def check(result):
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
ours, theirs = socket.socketpair()
other, far = socket.socketpair()
spare = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
enter_sandbox(link=ours.fileno(), parent=os.getppid(), memory_mb=2048, file_bytes=1000)
{attempt}
"""


def _confined(attempt: str) -> subprocess.CompletedProcess[str]:
    program = CONFINED.format(paths=nursery._import_paths(), attempt=attempt)
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False
    )


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_a_worker_is_denied(attempt: str) -> None:
    done = _confined(attempt)
    assert "PermissionError" in done.stderr, (done.returncode, done.stderr)


def test_a_worker_keeps_what_it_needs() -> None:
    done = _confined(
        "ours.sendall(b'x'); assert theirs.recv(1) == b'x'\n"
        "thread = threading.Thread(target=print, args=('thread',)); thread.start(); thread.join()\n"
        "import tempfile\n"
        "with tempfile.TemporaryFile() as file: file.write(b'x')"
    )
    assert (done.returncode, done.stdout) == (0, "thread\n"), done.stderr


def test_a_worker_may_send_on_a_connection_that_is_lent() -> None:
    done = _confined(
        "from server.engine.sandbox import LentPlaces\n"
        "places = LentPlaces()\n"
        "place = places.take(other.detach())\n"
        "lent = socket.socket(fileno=place)\n"
        "lent.sendall(b'x'); assert far.recv(1) == b'x'\n"
        "places.clear(lent.detach())\n"
        "assert far.recv(1) == b'', 'the connection is still open'"
    )
    assert done.returncode == 0, done.stderr


def test_memory_and_files_are_limited() -> None:
    assert "MemoryError" in _confined("bytearray(3 * 1024**3)").stderr
    grown = _confined("import tempfile\nwith tempfile.TemporaryFile() as f: f.write(b'x' * 100000)")
    assert "File too large" in grown.stderr


def test_the_filter_fails_closed_if_the_kernel_refuses() -> None:
    # A thousand filters are beyond what the kernel takes: the next worker must not start.
    done = _confined(
        "from server.engine.seccomp import deny_network_and_processes\n"
        "for _ in range(2000): deny_network_and_processes(ours.fileno(), 900)"
    )
    assert "SandboxError" in done.stderr and "refused by the kernel" in done.stderr


@pytest.mark.parametrize("name", _MACHINES)
def test_filters_are_whole_instructions_without_doubles(name: str) -> None:
    machine = _MACHINES[name]
    assert len(_program(machine, 3, 900)) % 8 == 0
    numbers = [*machine.denied, *machine.sending, machine.clone, machine.clone3]
    assert len(numbers) == len(set(numbers))


def test_other_systems_are_told_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    from server.engine import seccomp

    deny: Callable[[int, int], None] = seccomp.deny_network_and_processes
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(seccomp.SandboxError, match="riscv64"):
        deny(3, 900)
