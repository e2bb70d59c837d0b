"""The worker process: one confined engine over one release, fed by one pool."""

from __future__ import annotations

import contextlib
import gc
import marshal
import os
import select
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any

from loaders.errors import EngineFailure
from server.engine.frames import LEND, QUERY, READY, Link, LinkLost, failure_frame, frame
from server.engine.lent import Lent
from server.engine.loan import terms_of
from server.engine.sandbox import enter_sandbox
from server.engine.seccomp import SandboxError
from server.engine.speaker import Speaker

# Deep nesting is parsed by recursion: 5,000 parentheses overflow the usual 8 MiB.
_STACK_BYTES = 256 * 1024 * 1024


#: Makes the speaker of lent connections; see :class:`server.engine.nursery.Lending`.
MakeSpeaker = Callable[[dict[str, Any]], Speaker]

# While connections are lent, it is looked for a query that takes long this often.
_LOOK_MS = 10


def main(orders: dict[str, Any], end: socket.socket, make_speaker: MakeSpeaker | None) -> None:
    """Run until the pool closes the link.

    :param orders: ``parent`` process id, ``store`` directory, ``memory_mb``, ``result_bytes``,
        ``file_bytes``, ``spool`` directory or None, ``ledger`` descriptor, and ``lending``, what a
        speaker needs.
    :param end: the worker's end of the link.
    :param make_speaker: None: connections are not lent.
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
    lent = make_speaker and Lent(link, orders["ledger"], make_speaker(orders["lending"]))
    threading.stack_size(_STACK_BYTES)
    threading.Thread(target=_serve, args=(link, orders, lent), daemon=True).start()
    with contextlib.suppress(LinkLost):
        _wait_for_hangup(end, lent)
    # Whatever the engine is busy with: nobody is left to hear of it.
    os._exit(0)


def _wait_for_hangup(end: socket.socket, lent: Lent | None) -> None:
    poll = select.poll()
    poll.register(end, select.POLLRDHUP)
    if lent is not None:
        poll.register(lent.bell, select.POLLIN)
    while True:
        in_use = lent is not None and lent.is_in_use
        seen = {descriptor for descriptor, _ in poll.poll(_LOOK_MS if in_use else None)}
        if end.fileno() in seen:
            return
        if lent is not None:
            with contextlib.suppress(BlockingIOError):
                os.eventfd_read(lent.bell)
            lent.look_after()


def _serve(link: Link, orders: dict[str, Any], lent: Lent | None) -> None:
    try:
        _answer_queries(link, orders, lent)
    except LinkLost:
        os._exit(0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(70)


def _answer_queries(link: Link, orders: dict[str, Any], lent: Lent | None) -> None:
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
        if letter == QUERY:
            if lent is not None:
                lent.open()
            answerer.answer(marshal.loads(body))  # noqa: S302 - the pool is trusted
        elif letter == LEND and lent is not None:
            lent.serve(terms_of(body), answerer)
        else:
            raise LinkLost("not a query")
