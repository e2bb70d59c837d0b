"""A request and its answer without sockets or framework: what the protocol's code works on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Exchange:
    """A request that has arrived in full.

    :ivar path: percent-decoded path.
    :ivar query: the query string as sent, undecoded.
    :ivar headers: fields by lower-case name; lines of the same name joined with a comma.
    :ivar base_url: scheme and authority of the service as the client addressed it, no final slash.
    :ivar client: opaque name of the client, for limits per client.
    :ivar query_hash: set when a SPARQL query was read: stands for it in the access log.
    """

    method: str
    path: str
    query: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    base_url: str = ""
    client: str = ""
    query_hash: str = ""

    def header(self, name: str) -> str | None:
        """Return the field value under the lower-case `name`."""
        return self.headers.get(name)


@dataclass(slots=True)
class Reply:
    """An answer; the body may still be under way.

    :ivar body: chunks of bytes; if it has ``close()`` it is called however the answer ends.
    :ivar etag: opaque strong validator of the uncoded body, without quotes; empty if there is none.
    :ivar repeated: the same question was answered before, and may well come again.
    :ivar head: status line and fields as they go out, where they are made already; what
        ``headers`` holds is then left out.
    """

    status: int
    headers: list[tuple[str, str]]
    body: Iterable[bytes] = ()
    etag: str = ""
    repeated: bool = False
    head: bytes = b""

    def get(self, name: str) -> str | None:
        """Return the first header called `name`, in any case."""
        wanted = name.lower()
        for key, value in self.headers:
            if key.lower() == wanted:
                return value
        return None

    def set_default(self, name: str, value: str) -> None:
        """Add the header unless there is one of that name."""
        if self.get(name) is None:
            self.headers.append((name, value))

    def add_vary(self, *names: str) -> None:
        """Name further request headers on which this answer depends."""
        current = self.get("Vary")
        if current is None:
            self.headers.append(("Vary", ", ".join(names)))
            return
        known = [part.strip() for part in current.split(",") if part.strip()]
        lower = {part.lower() for part in known}
        known += [name for name in names if name.lower() not in lower]
        self.headers = [item for item in self.headers if item[0].lower() != "vary"]
        self.headers.append(("Vary", ", ".join(known)))

    def close(self) -> None:
        """Release what the body holds."""
        close = getattr(self.body, "close", None)
        if close is not None:
            close()


def whole(status: int, media_type: str, body: bytes, *headers: tuple[str, str]) -> Reply:
    """Return an answer whose body is at hand."""
    fields = [("Content-Type", media_type), ("Content-Length", str(len(body))), *headers]
    return Reply(status, fields, (body,))
