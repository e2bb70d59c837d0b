"""Content codings for answers: whole and streaming."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

import brotli
import zstandard

# Best first where the client likes several equally: speed and size as measured on result documents.
CODINGS = ("zstd", "br", "gzip")
# Below this the headers outweigh what is saved.
SMALLEST = 1024

_GZIP_LEVEL = 1
_BROTLI_QUALITY = 4
_ZSTD_LEVEL = 3
_COMPRESSIBLE = ("text/", "application/json", "application/problem+json", "image/svg+xml")
_COMPRESSIBLE_WORDS = ("json", "xml", "trig", "n-triples", "n-quads", "javascript")


def is_compressible(content_type: str) -> bool:
    """Return whether a body of this type is text that shrinks."""
    media_type = content_type.split(";")[0].strip().lower()
    if media_type.startswith(_COMPRESSIBLE):
        return True
    return any(word in media_type for word in _COMPRESSIBLE_WORDS)


class _Encoder(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...
    def finish(self) -> bytes: ...


class _Gzip:
    def __init__(self) -> None:
        self._object = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, 31)
        self.compress = self._object.compress

    def flush(self) -> bytes:
        return self._object.flush(zlib.Z_SYNC_FLUSH)

    def finish(self) -> bytes:
        return self._object.flush(zlib.Z_FINISH)


class _Brotli:
    def __init__(self) -> None:
        self._object = brotli.Compressor(quality=_BROTLI_QUALITY)

    def compress(self, data: bytes, /) -> bytes:
        return bytes(self._object.process(data))

    def flush(self) -> bytes:
        return bytes(self._object.flush())

    def finish(self) -> bytes:
        return bytes(self._object.finish())


class _Zstd:
    def __init__(self) -> None:
        self._object = zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compressobj()

    def compress(self, data: bytes, /) -> bytes:
        return self._object.compress(data)

    def flush(self) -> bytes:
        return self._object.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def finish(self) -> bytes:
        return self._object.flush(zstandard.COMPRESSOBJ_FLUSH_FINISH)


_ENCODERS: dict[str, type[_Gzip] | type[_Brotli] | type[_Zstd]] = {
    "gzip": _Gzip,
    "br": _Brotli,
    "zstd": _Zstd,
}


def compress(body: bytes, coding: str) -> bytes:
    """Return `body` in `coding`; the same bytes every time, so that entity tags hold."""
    if coding == "gzip":
        return gzip.compress(body, _GZIP_LEVEL, mtime=0)
    if coding == "br":
        return bytes(brotli.compress(body, quality=_BROTLI_QUALITY))
    return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(body)


class CompressedStream:
    """Chunks in a coding; the first one is sent at once, later ones when they fill a block.

    An error of the source passes through, so that the answer breaks off instead of ending well.
    """

    def __init__(self, source: Iterable[bytes], coding: str) -> None:
        self._source = source
        self._chunks = self._encode(_ENCODERS[coding]())

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks

    def __next__(self) -> bytes:
        return next(self._chunks)

    def _encode(self, encoder: _Encoder) -> Iterator[bytes]:
        source = iter(self._source)
        first = next(source, b"")
        yield encoder.compress(first) + encoder.flush()
        for piece in map(encoder.compress, source):
            if piece:
                yield piece
        yield encoder.finish()

    def close(self) -> None:
        """Release the source."""
        close = getattr(self._source, "close", None)
        if close is not None:
            close()
