from __future__ import annotations

import os
import socket
from collections.abc import Iterator

import pytest

from loaders.errors import QueryTooBig
from server.engine import writing
from server.engine.frames import END, HEADER, LENGTH, SPOOL, WHOLE, Link
from server.engine.writing import INLINE_BYTES, PIECE, AnswerWriter

Ends = tuple[Link, Link]


@pytest.fixture
def ends() -> Iterator[Ends]:
    ours, theirs = map(Link, socket.socketpair())
    yield ours, theirs
    ours.close()
    theirs.close()


def _writer(link: Link, most: int = 100 * INLINE_BYTES) -> AnswerWriter:
    return AnswerWriter(link, b'{"kind": "ASK"}', repair=None, most=most, directory=None)


def _letters(link: Link, count: int) -> list[tuple[bytes, bytes]]:
    return [link.receive() for _ in range(count)]


def test_a_small_answer_is_one_message(ends: Ends) -> None:
    writer = _writer(ends[1])
    writer.write(b"small")
    writer.finish()
    header = b'{"kind": "ASK"}'
    assert _letters(ends[0], 1) == [(WHOLE, LENGTH.pack(len(header)) + header + b"small")]


@pytest.mark.parametrize("slow", [False, True])
@pytest.mark.parametrize("size", [PIECE - 1, PIECE, 8192, 1])
def test_a_large_answer_goes_to_one_file(
    ends: Ends, size: int, slow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = _writer(ends[1])
    total = INLINE_BYTES + 3 * PIECE
    written = 0
    while written < total:
        # Whether size or time comes first, and also if both come at once: one file.
        if slow and written > INLINE_BYTES - max(size, 1000):
            monkeypatch.setattr(writing, "TRICKLE_SECONDS", -1.0)
        written += writer.write(b"x" * max(size, 1000))
    writer.finish()
    assert [letter for letter, _ in _letters(ends[0], 3)] == [HEADER, SPOOL, END]
    file = ends[0].take_descriptor()
    assert os.fstat(file).st_size == written
    os.close(file)


def test_too_many_bytes_end_the_writing(ends: Ends) -> None:
    writer = _writer(ends[1], most=PIECE)
    writer.write(b"x" * PIECE)
    with pytest.raises(QueryTooBig):
        writer.write(b"x" * PIECE)
    assert isinstance(writer.problem, QueryTooBig)


def test_a_trickle_is_passed_on_before_a_piece_is_full(
    ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "TRICKLE_SECONDS", -1.0)
    writer = _writer(ends[1])
    writer.write(b"first")
    assert [letter for letter, _ in _letters(ends[0], 2)] == [HEADER, SPOOL]
    file = ends[0].take_descriptor()
    writer.write(b", second")
    assert os.pread(file, 100, 0) == b"first, second"
    os.close(file)
    writer.finish()
