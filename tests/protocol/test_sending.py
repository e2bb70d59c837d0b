"""An answer on its way to a client, over a real connection."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from server.engine.failures import client_gone, query_timeout
from server.protocol.message import Reply
from server.protocol.wire.sending import Sending
from server.protocol.wire.threads import Threads

Receive = Callable[[bytes], bytes]


def _deliver(reply: Reply, steps: Callable[[Receive], None]) -> list[int | None]:
    """Send `reply`; `steps` runs as the client, in a thread, and returns how the sending ended."""
    near, far = socket.socketpair()
    far.settimeout(10)
    received = bytearray()
    outcome: list[int | None] = []

    def receive(until: bytes) -> bytes:
        while not received.endswith(until):
            if not (data := far.recv(65536)):
                raise AssertionError(f"the answer ended with {received[-60:]!r}")
            received.extend(data)
        return bytes(received)

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.connect_accepted_socket(asyncio.Protocol, near)
        sending = Sending(
            reply, transport=transport, loop=loop, threads=Threads(2), done=outcome.append
        )
        sending.start(method="GET", minor_version=1, keep_alive=False, date=b"")
        await asyncio.to_thread(steps, receive)
        transport.close()

    with far:
        asyncio.run(serve())
    return outcome


@pytest.mark.parametrize("length", [None, "12"])
def test_a_client_has_the_first_part_while_the_next_is_made(length: str | None) -> None:
    go_on = threading.Event()

    def body() -> Iterator[bytes]:
        yield b"first,"
        assert go_on.wait(10)
        yield b"second"

    def steps(receive: Receive) -> None:
        receive(b"first," if length else b"6\r\nfirst,\r\n")
        go_on.set()
        receive(b"second" if length else b"6\r\nsecond\r\n0\r\n\r\n")

    headers = [("Content-Length", length)] if length else []
    assert _deliver(Reply(200, headers, body()), steps) == [None]


def test_an_answer_that_breaks_off_after_its_first_part_is_reset() -> None:
    go_on = threading.Event()

    def body() -> Iterator[bytes]:
        yield b"first,"
        assert go_on.wait(10)
        raise OSError("the disk is full")

    def steps(receive: Receive) -> None:
        assert b"200 OK" in receive(b"6\r\nfirst,\r\n")
        go_on.set()
        with pytest.raises((AssertionError, ConnectionError)):
            receive(b"0\r\n\r\n")

    assert _deliver(Reply(200, [], body()), steps) == [500]


@pytest.mark.parametrize(("error", "status"), [(query_timeout(3), 503), (client_gone(), 499)])
def test_an_answer_that_breaks_off_is_noted_with_the_reason(error: Exception, status: int) -> None:
    def body() -> Iterator[bytes]:
        yield b"first,"
        raise error

    def steps(receive: Receive) -> None:
        with pytest.raises((AssertionError, ConnectionError)):
            receive(b"0\r\n\r\n")

    assert _deliver(Reply(200, [], body()), steps) == [status]


def test_an_answer_longer_than_announced_is_reset() -> None:
    def steps(receive: Receive) -> None:
        with pytest.raises((AssertionError, ConnectionError)):
            receive(b"more than twelve")

    reply = Reply(200, [("Content-Length", "12")], iter([b"more than twelve"]))
    assert _deliver(reply, steps) == [500]
