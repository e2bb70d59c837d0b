"""Take the body of a request from the stream: of known length, or chunked.

RFC 9112, section 7.1: https://www.rfc-editor.org/rfc/rfc9112#section-7.1
"""

from __future__ import annotations

import re

from loaders.errors import BadRequest, ContentTooLarge

_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\x00-\x08\x0a-\x1f\x7f]*)?\Z")
_LONGEST_SIZE_LINE = 256
_LONGEST_TRAILERS = 8192


class Body:
    """Collects one body; :meth:`take` is given what has arrived until :attr:`done`.

    :param length: bytes of the body; None if it is chunked.
    :param limit: more bytes than this are refused, before they are read where that is possible.
    :raises ContentTooLarge: `length` is over `limit`.
    """

    def __init__(self, length: int | None, limit: int) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._limit = limit
        self._chunked = length is None
        # Bytes that are still missing from the body or from the present chunk.
        self._missing = length or 0
        self._state = "size" if self._chunked else "data"
        self.done = not self._chunked and self._missing == 0
        self._check(self._missing)

    @property
    def data(self) -> bytes:
        """Return the body as far as it has arrived."""
        return self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)

    def take(self, buffer: bytearray) -> None:
        """Move what belongs to the body out of `buffer`, which may hold the next request as well.

        :raises BadRequest: the chunks are malformed.
        :raises ContentTooLarge: the body exceeds the limit.
        """
        while not self.done and self._step(buffer):
            pass

    def _step(self, buffer: bytearray) -> bool:
        """Make one step; return whether another one may be possible."""
        if self._state == "data":
            return self._take_data(buffer)
        line = self._take_line(buffer)
        if line is None:
            return False
        if self._state == "size":
            self._begin_chunk(line)
        elif self._state == "end":
            if line:
                raise _malformed()
            self._state = "size"
        elif not line:
            self.done = True
        else:
            self._missing += len(line)
            if self._missing > _LONGEST_TRAILERS:
                raise _malformed()
        return True

    def _take_data(self, buffer: bytearray) -> bool:
        if not buffer:
            return False
        part = bytes(buffer[: self._missing])
        del buffer[: len(part)]
        self._parts.append(part)
        self._size += len(part)
        self._missing -= len(part)
        if self._missing == 0:
            self.done = not self._chunked
            self._state = "end"
        return True

    def _take_line(self, buffer: bytearray) -> bytes | None:
        end = buffer.find(b"\r\n")
        if end < 0:
            if len(buffer) > _LONGEST_SIZE_LINE:
                raise _malformed()
            return None
        line = bytes(buffer[:end])
        del buffer[: end + 2]
        return line

    def _begin_chunk(self, line: bytes) -> None:
        match = _CHUNK_SIZE.match(line)
        if match is None or len(line) > _LONGEST_SIZE_LINE:
            raise _malformed()
        self._missing = int(match[1], 16)
        self._check(self._size + self._missing)
        self._state = "data" if self._missing else "trailers"

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise ContentTooLarge(
                f"The body of the request is larger than {self._limit} bytes.",
                remedy="Send a shorter query.",
            )


def _malformed() -> BadRequest:
    return BadRequest("The chunks of the body are malformed.", remedy="See RFC 9112, section 7.1.")
