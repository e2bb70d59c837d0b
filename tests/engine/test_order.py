"""ORDER BY over values that have no common order in the engine."""

from __future__ import annotations

import json
import logging
from itertools import pairwise
from random import Random

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loaders.errors import EngineFailure, OrderUndefined, QueryTooBig, QueryUnsupported
from server.engine.failures import failure_of_death
from server.engine.order_key import Term, order_key
from server.engine.pool import QueryPool
from server.engine.total_order import KEY, totally_ordered
from tests.engine.conftest import EX, PoolMaker, ask, body

STORE = ox.Store()
XSD = "http://www.w3.org/2001/XMLSchema#"
ABORT = -6
NUMBERS = range(5, 300)
KINDS = ("{0}", '"{0}"@en', '"{0}"', f'"{{0}}.0"^^<{XSD}decimal>')
ZONES = ("", "+14:00", "-14:00")
TIMES = [
    f"2001-01-0{day}T{hour:02}:{minute}:00{zone}"
    for day in (1, 2)
    for hour in range(24)
    for minute in ("00", "20", "40")
    for zone in ZONES
]


def shuffled(values: list[str], seed: int, order: str) -> str:
    """Return a query whose values lie so that the engine's sort notices that it goes in a circle.

    It does not always: then it returns what is no order.
    """
    Random(seed).shuffle(values)
    return f"SELECT ?v {{ VALUES ?v {{ {' '.join(values)} }} }} ORDER BY {order}"


def mixed(seed: int, order: str) -> str:
    return shuffled([KINDS[n % 4].format(n) for n in NUMBERS], seed, order)


def column(pool: QueryPool, text: str) -> list[str]:
    rows = json.loads(body(ask(pool, text)))["results"]["bindings"]
    return [row["v"]["value"] for row in rows]


@pytest.mark.parametrize(
    ("seed", "order"),
    [(0, "?v"), (2, "?v LIMIT 200"), (0, "DESC(?v)"), (3, "DESC(?v) OFFSET 7"), (0, "ASC(?v) ?u")],
)
def test_numbers_and_words_together_are_sorted(pool: QueryPool, seed: int, order: str) -> None:
    words = sorted(str(n) for n in NUMBERS if n % 4 in (1, 2))
    numbers = [str(n) for n in NUMBERS if n % 4 in (0, 3)]
    expected = [*numbers, *words][:: -1 if "DESC" in order else 1]
    expected = expected[7:] if "OFFSET" in order else expected
    found = column(pool, mixed(seed, order))
    assert found == (expected[:200] if "LIMIT" in order else expected)


@pytest.mark.parametrize("seed", [1, 3])
def test_times_with_and_without_a_zone_are_sorted(pool: QueryPool, seed: int) -> None:
    found = column(pool, shuffled([f'"{at}"^^<{XSD}dateTime>' for at in TIMES], seed, "?v"))
    assert sorted(found) == sorted(TIMES)
    for zone in ZONES:
        alike = [at for at in found if at[19:] == zone]
        assert alike == sorted(alike)


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT ?v {{ {{ {mixed(0, '?v')} }} }} ORDER BY ?v",
        mixed(0, "MAX(?v)")
        .replace("?v {", "(MAX(?v) AS ?m) {", 1)
        .replace("ORDER", "GROUP BY ?v ORDER"),
        mixed(0, "(STRLEN(STR(?v)) > 9) ?v").replace("SELECT ?v", "SELECT *"),
    ],
)
def test_every_sort_of_a_query_is_total(text: str) -> None:
    ordered = totally_ordered(text)
    assert ordered is not None
    found = STORE.query(ordered, custom_functions={ox.NamedNode(KEY): order_key})
    assert isinstance(found, ox.QuerySolutions)
    assert [row[0].value for row in found][:3] == ["7", "8", "11"]


def test_an_order_that_cannot_be_made_out_is_said_to_be_none(
    make_pool: PoolMaker, caplog: pytest.LogCaptureFixture
) -> None:
    pool = make_pool()
    with caplog.at_level(logging.CRITICAL), pytest.raises(OrderUndefined) as refusal:
        ask(pool, mixed(0, "ASC(?v)").replace("BY ASC", "BYASC"))
    assert refusal.value.status == 501
    assert "STR(?x)" in refusal.value.remedy
    assert not refusal.value.headers


def test_last_words_tell_what_ended_a_process() -> None:
    place = (
        "thread '<unnamed>' (7) panicked at /rustc/0/library/core/src/slice/sort/shared/s.rs:8:5:"
    )
    order = "user-provided comparison function does not correctly implement a total order"
    assert isinstance(failure_of_death(ABORT, f"{place}\n{order}\n"), OrderUndefined)
    other = "thread '<unnamed>' (7) panicked at src/eval.rs:8:5:\nindex out of bounds\n"
    assert type(failure_of_death(ABORT, other)) is EngineFailure
    for words in ("", f"{order}\n", "memory allocation of 8 bytes failed\n"):
        assert isinstance(failure_of_death(ABORT, words), QueryTooBig)
    full = "thread '<unnamed>' (7) panicked at library/alloc/src/raw_vec.rs:8:5:\ncapacity overflow"
    assert isinstance(failure_of_death(ABORT, full), QueryTooBig)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("ORDER BY ?a", f"ORDER BY <{KEY}>(?a)"),
        ("orderby?a?b", f"orderby<{KEY}>(?a)<{KEY}>(?b)"),
        ("ORDER BY asc(?a) DESC (-?b)", f"ORDER BY asc(<{KEY}>(?a)) DESC (<{KEY}>(-?b))"),
        ("ORDER BY ASC( #)\n?a #)\n)", f"ORDER BY ASC(<{KEY}>( #)\n?a #)\n))"),
        ("ORDER BY STR(?a) LIMIT 3", f"ORDER BY <{KEY}>(STR(?a)) LIMIT 3"),
        ("ORDER BY RAND()OFFSET3", f"ORDER BY <{KEY}>(RAND())OFFSET3"),
        ("ORDER BY (?a<?b&&?c>?a)", f"ORDER BY <{KEY}>((?a<?b&&?c>?a))"),
        ("ORDER BY <a:f>(')')VALUES ?a{1}", f"ORDER BY <{KEY}>(<a:f>(')'))VALUES ?a{{1}}"),
        ("GROUP BY ?a ORDER BY COUNT(*)", f"GROUP BY ?a ORDER BY <{KEY}>(COUNT(*))"),
        ("ORDER BY EXISTS{?a ?b ?c}", None),
        ("ORDER BYSTR(?a)", None),
        ("ORDERBYSTR(?a)", None),
        ("#ORDER BY ?a", None),
        ("VALUES ?a {'ORDER BY ?a'}", None),
    ],
)
def test_only_what_is_surely_sorted_by_is_rewritten(order: str, expected: str | None) -> None:
    text = f"SELECT ?a {{ ?a ?b ?c }} {order}"
    assert totally_ordered(text) == (expected and text.replace(order, expected))


def numeric(kind: str) -> st.SearchStrategy[str]:
    whole = st.integers(-(2**63), 2**63 - 1) | st.integers(-20, 20)
    near = st.sampled_from([2**53, 2**53 + 1, 2**24, 2**24 + 1, -(2**53) - 1, 0])
    if kind == "integer":
        return (whole | near).map(str)
    if kind == "decimal":
        return st.builds("{}.{}".format, near | whole.map(lambda n: n // 100), st.integers(0, 999))
    width = 32 if kind == "float" else 64
    return st.floats(width=width).map(lambda x: repr(x).upper()) | near.map(str)  # type: ignore[arg-type]


def typed(kind: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[ox.Literal]:
    return values.map(lambda value: ox.Literal(value, datatype=ox.NamedNode(XSD + kind)))


zones = st.sampled_from(["", "Z", "+14:00", "-14:00", "+05:30"])
times = st.builds(
    lambda at, zone: f"{at.isoformat()}{zone}",
    st.datetimes(),
    zones,
)
literals = st.one_of(
    *(typed(kind, numeric(kind)) for kind in ("integer", "decimal", "float", "double")),
    typed("dateTime", times),
    typed("boolean", st.sampled_from(["true", "false", "1", "0"])),
    st.text(max_size=3).map(ox.Literal),
    st.text("ab\0", max_size=2).map(lambda value: ox.Literal(value, language="en")),
    st.sampled_from("abc").map(lambda value: ox.Literal(value, datatype=ox.NamedNode(XSD + "int"))),
)


def is_less(one: ox.Literal, other: ox.Literal) -> bool:
    """Return whether the engine's operator < holds between two literals of SPARQL 1.1's kinds."""
    values = f"VALUES (?one ?other) {{ ({one} {other}) }}"
    return bool(STORE.query(f"ASK {{ {values} FILTER(?one < ?other) }}"))


@given(st.lists(literals, min_size=2, max_size=6))
@example([ox.Literal(2**53), ox.Literal(2**53 + 1), ox.Literal(float(2**53))])
def test_keys_keep_every_order_that_the_operator_knows(terms: list[ox.Literal]) -> None:
    by_key = sorted(terms, key=lambda term: order_key(term).value)
    for index, term in enumerate(by_key):
        for later in by_key[index + 1 :]:
            assert not is_less(later, term)


def test_kinds_come_in_the_order_of_the_specification() -> None:
    name, other = ox.NamedNode(EX + "a"), ox.NamedNode(EX + "b")
    terms: list[Term] = [
        ox.BlankNode("a"),
        name,
        other,
        ox.Literal(9),
        ox.Literal(10),
        ox.Literal("a"),
        ox.Literal("a", language="en"),
        ox.Literal("a\0"),
        ox.Literal("ab"),
        ox.Triple(name, name, ox.Literal(9)),
        ox.Triple(name, name, ox.Literal(10)),
        ox.Triple(name, other, ox.Literal(9)),
    ]
    keys = [order_key(term).value for term in terms]
    assert all(one < two for one, two in pairwise(keys))


@pytest.mark.parametrize(
    "text",
    [
        "ASK { VALUES ?s {1} ?c ?d <<( ?s ?s ?s )>> }",
        f"ASK {{ <{EX}s1> ?p ?s . ?c ?d <<( ?s ?p 1 )>> }}",
    ],
)
def test_a_literal_in_the_place_of_a_subject_is_said_to_be_beyond_the_engine(
    pool: QueryPool, text: str
) -> None:
    with pytest.raises(QueryUnsupported) as refusal:
        ask(pool, text)
    assert refusal.value.status == 501
    assert "sameTerm(SUBJECT(?t), ?s)" in refusal.value.remedy
    advised = "ASK { VALUES ?s {1} ?a ?b ?t FILTER(isTRIPLE(?t) && sameTerm(SUBJECT(?t), ?s)) }"
    assert not json.loads(body(ask(pool, advised)))["boolean"]
