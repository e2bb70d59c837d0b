"""Columns and limits of generated queries, compared with what the engine itself reads."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.engine.projection import limit_rows, star_projection
from server.engine.tokens import tokens

STORE = ox.Store()
# The engine refuses letters beyond the basic plane, which the grammar has.
BEGIN = "abzX\u00e9_7\u0628\u0646\u0635\u064e\u0651\u200c\u4e2d"
names = st.builds(
    str.__add__, st.sampled_from(BEGIN), st.text(BEGIN + "\u00b7\u0300\u203f\u2040", max_size=3)
)


@dataclass
class Writer:
    """Writes a query, and notes its visible variables in the order in which they come."""

    draw: st.DrawFn
    seen: dict[str, None] = field(default_factory=dict)

    def one_of(self, *choices: str) -> str:
        return self.draw(st.sampled_from(choices))

    def gap(self) -> str:
        return self.one_of(" ", " ", "\n", "#?c <a>\n", "\t")

    def some(self) -> str:
        """Return what may stand where no space is needed."""
        return self.draw(st.sampled_from(["", "", " ", "#>'\n"]))

    def variable(self) -> str:
        name = self.draw(names)
        self.seen.setdefault(name)
        return self.one_of("?", "?", "$") + name

    def operand(self, depth: int) -> str:
        kind = self.draw(st.integers(0, 7 if depth else 4))
        if kind == 0:
            return self.one_of("'>'", '"}"', "'?q>'@en", '"<"^^<a:b>', "'''a'?r>'''", "true")
        if kind == 1:
            return self.one_of("5", "1.5", "2e3", "<a:b?c>", "e:x", "e:")
        if kind == 5:
            return f"({self.expression(depth - 1)})"
        if kind == 6:
            return f"{self.one_of('STR', 'str', '!bound')}({self.variable()})"
        if kind == 7:
            return f"<<({self.variable()}{self.some()}<a:b?d>{self.some()}{self.variable()})>>"
        return self.variable()

    def expression(self, depth: int = 2) -> str:
        text = self.operand(depth)
        for _ in range(self.draw(st.integers(0, 3))):
            operator = self.one_of("<", ">", "<=", "!=", "&&", "||", "+", "=")
            text += self.some() + operator + self.some() + self.operand(depth)
        return text

    def element(self, depth: int) -> str:
        kind = self.draw(st.integers(0, 8 if depth else 5))
        if kind == 0:
            return f"FILTER{self.some()}({self.expression()})"
        if kind == 1:
            return f"FILTER{self.gap()}NOT EXISTS{{{self.triple()}}}"
        if kind == 2:
            return f"BIND({self.expression()} AS {self.variable()})"
        if kind == 3:
            return f"VALUES {self.variable()}{self.some()}{{1 <a:b?e> '>'}}"
        if kind in (4, 5):
            return self.triple()
        if kind == 6:
            return f"{{{self.group(depth - 1)}}}UNION{{{self.group(depth - 1)}}}"
        if kind == 7:
            return f"OPTIONAL{self.some()}{{{self.group(depth - 1)}}}"
        return (
            f"{{SELECT{self.some()}*{self.some()}{{{self.group(depth - 1)}}}LIMIT{self.some()}3}}"
        )

    def triple(self) -> str:
        path = self.one_of("<a:b?f>", "e:p", "a", "(<a:b>/^e:p)*", "<a:b>|!(e:p|^<c:d?g>)", "")
        text = self.variable() + self.gap() + (path or self.variable()) + self.gap()
        target = self.draw(st.integers(0, 4))
        if target == 0:
            text += f"({self.variable()}{self.gap()}<a:b?h>{self.some()}{self.variable()})"
        elif target == 1:
            text += f"<<({self.variable()} e:p {self.variable()})>>"
        elif target == 2:
            text += f"[<a:b>{self.variable()}]"
        else:
            text += self.variable()
        return f"{text} ."

    def group(self, depth: int) -> str:
        elements = [self.element(depth) for _ in range(self.draw(st.integers(1, 3)))]
        return self.some().join(elements)


@dataclass(frozen=True)
class Query:
    text: str
    order: tuple[str, ...]


@st.composite
def queries(draw: st.DrawFn) -> Query:
    writer = Writer(draw)
    head = writer.one_of("SELECT*", "SELECTDISTINCT*", "selectREDUCED *", "SELECT # ?c\n*")
    group = writer.group(2)
    tail = writer.one_of("", "LIMIT3", " ORDERBY(5<6)", " OFFSET 2", "VALUES ?zz{<a:b>}")
    text = f"PREFIX e: <a:>{head}{writer.some()}{{{group}}}{tail}"
    return Query(text, tuple(dict.fromkeys((*writer.seen, "zz"))))


def engine_columns(text: str) -> list[str] | None:
    """Return the variables that the engine reads, by alphabet; None: it does not read the text."""
    with contextlib.suppress(SyntaxError, RuntimeError, ValueError):
        found = STORE.query(text)
        assert isinstance(found, ox.QuerySolutions)
        return [variable.value for variable in found.variables]
    return None


@given(queries())
@example(Query("SELECT*{FILTER(?z<?y&&?y>?x)?z ?x ?y}", ("z", "y", "x")))
@example(Query("SELECT*{?z ?y ?x FILTER(str(?z)<'>'||str(?x)!='}')}", ("z", "y", "x")))
@example(Query("SELECT*{<<?z?y?x>>?b<<(?a?b?c)>>}", ("z", "y", "x", "b", "a", "c")))
@example(Query("SELECT*{?\u0646\u0635\u0651 ?b ?a}", ("\u0646\u0635\u0651", "b", "a")))
@example(Query("SELECT*{?d ?c ?b FILTER(<a:?y><?d&&?b>'')}", ("d", "c", "b")))
def test_columns_come_in_the_order_of_the_query_whatever_it_is(query: Query) -> None:
    returned = engine_columns(query.text)
    if returned is None:
        return  # two BINDs of one variable, and the like
    star = star_projection(query.text)
    assert star is not None
    columns = star.columns(returned)
    assert columns == tuple(name for name in query.order if name in returned)
    assert engine_columns(star.probe) == returned
    if columns:
        assert engine_columns(star.explicit(columns)) == list(columns)


@given(queries())
def test_a_limit_leaves_a_query_readable(query: Query) -> None:
    returned = engine_columns(query.text)
    if returned is not None:
        assert engine_columns(limit_rows(query.text, 1)) == returned


@given(st.text("?<>(){}'\"ab:@^&|~ \n#\\-.1", max_size=30))
def test_tokens_cover_any_text_in_order(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end
        assert text[token.start : token.end] == token.text
        end = token.end


def test_a_limit_that_the_engine_refuses_is_left_to_it() -> None:
    text = "SELECT * {} LIMIT 18446744073709551616"
    assert limit_rows(text, 5) == text
    assert engine_columns(text) is None
    assert limit_rows("SELECT * {} LIMIT 18446744073709551615", 5) == "SELECT * {} LIMIT 5"


@pytest.mark.parametrize("head", ["SELECTDISTINCT?s", "CONSTRUCTWHERE", "SELECTREDUCED(1 AS?s)"])
def test_keywords_in_one_word_have_a_limit_too(head: str) -> None:
    assert limit_rows(head + "{?s ?p ?o}", 5).endswith("\nLIMIT 5\n")
