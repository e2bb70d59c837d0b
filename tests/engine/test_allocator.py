"""Query processes use the allocator that the installation brings."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

from server.engine.allocator import environment

PLAIN = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
MAPS = "print(open('/proc/self/maps').read())"


def loaded(variables: dict[str, str]) -> str:
    started = subprocess.run(
        [sys.executable, "-I", "-S", "-c", MAPS],
        env=variables,
        capture_output=True,
        text=True,
        check=True,
    )
    assert started.stderr == ""
    return started.stdout


@pytest.mark.skipif(
    platform.machine() not in ("x86_64", "aarch64"), reason="mimalloc is not made for this machine"
)
def test_a_new_process_uses_mimalloc() -> None:
    assert "libmimalloc" in loaded(environment(PLAIN))
    assert "libmimalloc" not in loaded(PLAIN)


def test_without_it_the_usual_allocator_is_tuned() -> None:
    chosen = environment(PLAIN, package="no-such-package")
    assert "LD_PRELOAD" not in chosen
    assert "malloc" in chosen["GLIBC_TUNABLES"]
    assert "libmimalloc" not in loaded(chosen)


def test_what_the_operator_chose_stays() -> None:
    own = {**PLAIN, "LD_PRELOAD": "/lib/own.so", "GLIBC_TUNABLES": "glibc.malloc.arena_max=1"}
    assert environment(own) == own
    assert environment(own, package="no-such-package") == own
