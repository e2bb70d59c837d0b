"""Overlapping spans become pieces that do not overlap and lose no letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from loaders.document import Span
from server.pages.marking import Mark, segments

TEXT = "في ٢ مارس عام ١٩٩٢ اصدرت الدورة قرارا."
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).map(
    lambda pair: Span(min(pair[0], pair[1] - 1), max(pair[0] + 1, pair[1]))
)


@given(within=spans, marked=st.lists(spans, max_size=8))
def test_the_pieces_are_the_text(within: Span, marked: list[Span]) -> None:
    pieces = segments(TEXT, within, [Mark(span, i) for i, span in enumerate(marked)])
    assert "".join(piece.text for piece in pieces) == within.of(TEXT)


@given(marked=st.lists(spans, min_size=1, max_size=8))
def test_the_pieces_of_a_mark_are_its_words(marked: list[Span]) -> None:
    pieces = segments(TEXT, Span(0, len(TEXT)), [Mark(span, i) for i, span in enumerate(marked)])
    for number, span in enumerate(marked):
        assert "".join(p.text for p in pieces if number in p.marks) == span.of(TEXT)
        assert sum(number in p.opens for p in pieces) == 1
        assert sum(number in p.closes for p in pieces) == 1


def test_a_mark_from_outside_is_clipped() -> None:
    pieces = segments("abcdef", Span(2, 4), [Mark(Span(0, 3), "x")])
    assert [(p.text, p.marks) for p in pieces] == [("c", ("x",)), ("d", ())]
