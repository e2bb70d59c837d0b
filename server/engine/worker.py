"""The worker process: one confined engine over one release, fed by one pool."""

from __future__ import annotations

import gc
import marshal
import os
import select
import socket
import sys
import threading
from typing import Any

from loaders.errors import EngineFailure
from server.engine.frames import QUERY, READY, Link, LinkLost, failure_frame, frame
from server.engine.sandbox import enter_sandbox
from server.engine.seccomp import SandboxError

# Deep nesting is parsed by recursion: 5,000 parentheses overflow the usual 8 MiB.
_STACK_BYTES = 256 * 1024 * 1024


def main(orders: dict[str, Any], end: socket.socket) -> None:
    """Run until the pool closes the link.

    :param orders: ``parent`` process id, ``store`` directory, ``memory_mb``, ``result_bytes``,
        ``file_bytes``, and ``spool`` directory or None.
    :param end: the worker's end of the link.
    """
    link = Link(end)
    try:
        enter_sandbox(
            link=end.fileno(),
            parent=orders["parent"],
            memory_mb=orders["memory_mb"],
            file_bytes=orders["file_bytes"],
        )
    except SandboxError as error:
        link.send(failure_frame(EngineFailure(str(error))))
        return
    threading.stack_size(_STACK_BYTES)
    threading.Thread(target=_serve, args=(link, orders), daemon=True).start()
    _wait_for_hangup(end)
    # Whatever the engine is busy with: nobody is left to hear of it.
    os._exit(0)


def _wait_for_hangup(end: socket.socket) -> None:
    poll = select.poll()
    poll.register(end, select.POLLRDHUP)
    while not poll.poll():
        pass


def _serve(link: Link, orders: dict[str, Any]) -> None:
    try:
        _answer_queries(link, orders)
    except LinkLost:
        os._exit(0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(70)


def _answer_queries(link: Link, orders: dict[str, Any]) -> None:
    import pyoxigraph

    from server.engine.answering import Answerer

    try:
        store = pyoxigraph.Store.read_only(orders["store"])
        # A first query touches index blocks and code that every later one needs.
        next(iter(store), None)
    except (OSError, RuntimeError, ValueError) as error:
        link.send(failure_frame(EngineFailure(f"The store is broken: {error}")))
        return
    answerer = Answerer(store, link, result_bytes=orders["result_bytes"], directory=orders["spool"])
    # What is here by now stays: the collector need not look at it again.
    gc.freeze()
    link.send(frame(READY))
    while True:
        letter, body = link.receive()
        if letter != QUERY:
            raise LinkLost("not a query")
        answerer.answer(marshal.loads(body))  # noqa: S302 - the pool is trusted
