from __future__ import annotations

import pytest

from loaders.errors import NotAcceptable
from server.engine.formats import graph_format, table_format
from server.engine.repair import Filter, repair_for


def _filter(media_type: str) -> Filter:
    form = table_format(media_type) or graph_format(media_type)
    assert form is not None
    found = repair_for(form)
    assert found is not None
    return found


def _through(media_type: str, data: bytes, step: int) -> bytes:
    """Send data through the filter in pieces of a size."""
    repair = _filter(media_type)
    pieces = [repair(data[i : i + step], False) for i in range(0, len(data), step)]
    return b"".join([*pieces, repair(b"", True)])


@pytest.mark.parametrize("step", [1, 3, 7, 1000])
def test_carriage_returns_in_xml_survive_a_parser(step: int) -> None:
    data = b"<literal>a\rb\tc\nd</literal>"
    expected = b"<literal>a&#13;b\tc\nd</literal>"
    assert _through("application/sparql-results+xml", data, step) == expected


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x1f", "\ufffe", "\uffff"])
@pytest.mark.parametrize("step", [1, 1000])
def test_what_xml_cannot_carry_is_named(character: str, step: int) -> None:
    data = f"<literal>{character}</literal>".encode()
    with pytest.raises(NotAcceptable, match=f"U\\+{ord(character):04X}"):
        _through("application/rdf+xml", data, step)


def test_neighbours_of_noncharacters_pass() -> None:
    data = "<literal>\ufffd\uff0c\uf8ff أ 😀</literal>".encode()
    assert _through("application/rdf+xml", data, 1) == data


@pytest.mark.parametrize("step", [1, 5, 1000])
def test_predicates_without_a_local_name_are_named(step: int) -> None:
    data = b'<oxprefix: xmlns:oxprefix="http://e/123">n</oxprefix:>'
    with pytest.raises(NotAcceptable, match="http://e/123"):
        _through("application/rdf+xml", data, step)


@pytest.mark.parametrize("step", [1, 11, 1000])
@pytest.mark.parametrize(
    ("media_type", "data", "expected"),
    [
        (
            "application/sparql-results+json",
            b'{"value":"\\",\\"its:dir\\":\\"rtl\\"","xml:lang":"ar","its:dir":"rtl"}',
            b'{"value":"\\",\\"its:dir\\":\\"rtl\\"","xml:lang":"ar"}',
        ),
        (
            "text/turtle",
            b'<a:a> <a:b> "x\\"@ar--rtl y"@ar--rtl , "@en--ltr"@en .\n',
            b'<a:a> <a:b> "x\\"@ar--rtl y"@ar , "@en--ltr"@en .\n',
        ),
    ],
)
def test_base_direction_is_left_out_for_rdf_1_1(
    media_type: str, data: bytes, expected: bytes, step: int
) -> None:
    assert _through(media_type, data, step) == expected


def test_base_direction_stays_for_rdf_1_2() -> None:
    form = table_format("application/sparql-results+json; version=1.2")
    assert form is not None and form.rdf12
    assert repair_for(form) is None
