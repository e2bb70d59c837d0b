"""The worker process: one confined engine over one release, fed by one pool."""

from __future__ import annotations

import marshal
import os
import select
import socket
import sys
import threading
from typing import Any

from loaders.errors import EngineFailure, QueryTooBig, ServiceError
from server.engine.frames import FAILURE, QUERY, READY, Link, LinkLost, frame, json_frame
from server.engine.sandbox import allow_processor_time, enter_sandbox
from server.engine.seccomp import SandboxError

# Deep nesting is parsed by recursion: 5,000 parentheses overflow the usual 8 MiB.
_STACK_BYTES = 256 * 1024 * 1024
# Beyond the deadline, for a pool that has lost its mind.
_PROCESSOR_FACTOR = 4.0
_PROCESSOR_SPARE = 5.0


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
        link.send(json_frame(FAILURE, _failure(EngineFailure(str(error)))))
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

    from server.engine.evaluation import Evaluator

    try:
        store = pyoxigraph.Store.read_only(orders["store"])
        # A first query touches index blocks and code that every later one needs.
        next(iter(store), None)
    except (OSError, RuntimeError, ValueError) as error:
        link.send(json_frame(FAILURE, _failure(EngineFailure(f"The store is broken: {error}"))))
        return
    evaluator = Evaluator(store)
    link.send(frame(READY))
    while True:
        letter, body = link.receive()
        if letter != QUERY:
            raise LinkLost("not a query")
        _answer(link, evaluator, marshal.loads(body), orders)  # noqa: S302 - the pool is trusted


def _answer(link: Link, evaluator: Any, request: dict[str, Any], orders: dict[str, Any]) -> None:
    from server.engine.repair import repair_for
    from server.engine.writing import AnswerWriter

    allow_processor_time(request["timeout"] * _PROCESSOR_FACTOR + _PROCESSOR_SPARE)
    writer = None
    try:
        evaluation = evaluator.evaluate(request)
        header = {
            "kind": evaluation.kind,
            "media_type": evaluation.form.content_type,
            "variables": evaluation.variables,
        }
        writer = AnswerWriter(
            link,
            header,
            repair=repair_for(evaluation.form),
            most=orders["result_bytes"],
            directory=orders["spool"],
        )
        evaluation.write(writer)
        writer.finish()
    except ServiceError as error:
        _fail(link, writer, error)
    except OSError as error:
        _fail(link, writer, EngineFailure(f"The answer cannot be put on disk: {error.strerror}."))
    except MemoryError:
        _fail(link, writer, QueryTooBig("The query needs more memory than one query may have."))


def _fail(link: Link, writer: Any, error: ServiceError) -> None:
    if writer is not None:
        writer.close()
    link.send(json_frame(FAILURE, _failure(error)))


def _failure(error: ServiceError) -> dict[str, Any]:
    return {
        "class": type(error).__name__,
        "what": error.what,
        "remedy": error.remedy,
        "position": error.position,
        "excerpt": error.excerpt,
    }
