"""The process from which workers are forked: small, single-threaded, with everything imported.

The web process has threads and must not fork; a fresh interpreter for each worker would cost
fifty milliseconds of processor time just when the machine is busiest. So one fresh interpreter is
started, imports what a worker needs, and forks on demand::

    pool → zygote   Q  JSON, with the worker's end of its link and files for its last words
                             and its ledger
    zygote → pool   R  JSON  {"pid": …}, with a descriptor of the process
                    E  JSON  {"pid": …, "status": …}: a worker has ended
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import select
import signal
import socket
import sys
from typing import Any

from server.engine.frames import END, QUERY, READY, Link, LinkLost, json_frame
from server.engine.heap import keep_freed_memory
from server.engine.sandbox import die_with_parent
from server.engine.worker import MakeSpeaker
from server.engine.worker import main as work


def main(argument: str) -> None:
    """Serve the pool until it closes the link.

    :param argument: JSON: ``link``, ``parent``, and ``speaker``, what makes one, or None.
    """
    orders = json.loads(argument)
    die_with_parent(orders["parent"])
    keep_freed_memory()
    make_speaker = _import_everything(orders["speaker"])
    end = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, fileno=orders["link"])
    with contextlib.suppress(LinkLost):
        _bear_workers(Link(end), make_speaker)


def _import_everything(speaker: str | None) -> MakeSpeaker | None:
    """Load what every worker needs, so that each has it without work of its own."""
    import pyoxigraph  # noqa: F401

    import server.engine.answering  # noqa: F401

    if speaker is None:
        return None
    module, _, name = speaker.partition(":")
    make: MakeSpeaker = getattr(importlib.import_module(module), name)
    return make


def _bear_workers(link: Link, make_speaker: MakeSpeaker | None) -> None:
    bell, ring = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(ring, warn_on_full_buffer=False)
    poll = select.poll()
    poll.register(bell, select.POLLIN)
    poll.register(link.socket, select.POLLIN)
    while True:
        ready = {descriptor for descriptor, _ in poll.poll()}
        if bell in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(bell, 4096)
        _report_ended(link)
        if link.socket.fileno() not in ready:
            continue
        link.fill()
        while (found := link.next_frame()) is not None:
            letter, body = found
            if letter != QUERY:
                raise LinkLost("not an order")
            _bear(link, json.loads(body), make_speaker)


def _report_ended(link: Link) -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            code = os.waitstatus_to_exitcode(status)
            link.send(json_frame(END, {"pid": pid, "status": code}))


def _bear(link: Link, orders: dict[str, Any], make_speaker: MakeSpeaker | None) -> None:
    theirs, words, ledger = (link.take_descriptor() for _ in range(3))
    zygote = os.getpid()
    pid = os.fork()
    if pid == 0:
        orders |= {"parent": zygote, "ledger": ledger}
        _become_worker(link, theirs, words, orders, make_speaker)
    for descriptor in (theirs, words, ledger):
        os.close(descriptor)
    process = os.pidfd_open(pid)
    link.send_descriptors(json_frame(READY, {"pid": pid}), process)
    os.close(process)


def _become_worker(
    link: Link,
    theirs: int,
    words: int,
    orders: dict[str, Any],
    make_speaker: MakeSpeaker | None,
) -> None:
    """Turn the forked process into a worker; never returns."""
    status = 70
    try:
        # A group of its own, by which the pool sets the priority of all its threads.
        os.setpgid(0, 0)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        link.close()
        os.dup2(words, 2)
        os.close(words)
        end = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, fileno=theirs)
        work(orders, end, make_speaker)
        status = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(status)
