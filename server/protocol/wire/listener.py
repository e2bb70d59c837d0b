"""Open the port, serve until told to stop, stop in good order."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
from collections.abc import Callable

from flask import Flask

from loaders.errors import UsageError
from server.protocol.wire.connection import Connection
from server.protocol.wire.front import Front

_BACKLOG = 1024
# How soon a thread that computes lets the event loop go on; Python's 5 ms would be felt.
_SWITCH_SECONDS = 0.0005


def open_port(host: str, port: int) -> socket.socket:
    """Return a socket that listens on `host` and `port`; port 0 takes a free one.

    :raises UsageError: the address is in use, or not one of this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _unusable(host, port, error) from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise _unusable(host, port, error) from error
    listening.setblocking(False)
    return listening


def serve(app: Flask, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Serve `app` on `listening` until SIGTERM or SIGINT; answers under way are finished first.

    :param ready: called when requests are answered.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    asyncio.run(_serve(app, listening, ready))


async def _serve(app: Flask, listening: socket.socket, ready: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    front = Front(app, loop)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = await loop.create_server(
        lambda: Connection(front), sock=listening, backlog=_BACKLOG, start_serving=False
    )
    front.journal.start()
    watch = loop.create_task(front.watch())
    await server.start_serving()
    ready()
    await stop.wait()
    server.close()
    await _drain(front)
    watch.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watch
    front.courier.close()
    front.threads.close()
    front.journal.close()


async def _drain(front: Front) -> None:
    """Let the answers under way end, for as long as the configuration allows."""
    front.stopping = True
    for connection in tuple(front.connections):
        connection.stop()
    end = front.loop.time() + front.config.stop_timeout
    while front.connections and front.loop.time() < end:
        await asyncio.sleep(0.05)
    for connection in tuple(front.connections):
        connection.abort()


def _unusable(host: str, port: int, error: OSError) -> UsageError:
    reason = (error.strerror or str(error)).lower()
    return UsageError(
        f"Cannot listen on {host} port {port}: {reason}.",
        remedy="Choose another with --host and --port.",
    )
