"""The head of an answer as it goes over the wire."""

from __future__ import annotations

from server.protocol.message import Reply
from server.protocol.wsgi import status_line


def head_bytes(reply: Reply, further: tuple[tuple[str, str], ...]) -> bytes:
    """Return status line and header fields without Date and without the empty line."""
    if reply.head:
        return reply.head + b"".join(
            f"{name}: {value}\r\n".encode("ascii") for name, value in further
        )
    lines = [f"HTTP/1.1 {status_line(reply.status)}"]
    for name, value in (*reply.headers, *further):
        # A line end in a value would let whoever chose the value write headers of their own.
        clean = value.replace("\r", " ").replace("\n", " ")
        lines.append(f"{name}: {clean}")
    return ("\r\n".join(lines) + "\r\n").encode("latin-1", "replace")
