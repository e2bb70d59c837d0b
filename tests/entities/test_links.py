from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from loaders.errors import EntityError
from loaders.link_report import report_links
from loaders.links import CLOSE, COLUMNS, EXACT, Mapping, exact_items, read_mappings
from loaders.mentions.names.entity_files import (
    WIKIDATA_CANDIDATES,
    WIKIDATA_LINKS,
    EntityTable,
    load_entities,
)
from server.command import link


@pytest.fixture(scope="module")
def table() -> EntityTable:
    return load_entities()


@pytest.fixture(scope="module")
def verified() -> tuple[Mapping, ...]:
    return read_mappings(WIKIDATA_LINKS).mappings


@pytest.fixture(scope="module")
def candidates() -> tuple[Mapping, ...]:
    return read_mappings(WIKIDATA_CANDIDATES).mappings


@pytest.mark.parametrize("path", [WIKIDATA_LINKS, WIKIDATA_CANDIDATES])
def test_the_header_is_that_of_a_mapping_set(path: Path) -> None:
    header = read_mappings(path).header
    assert header["mapping_set_id"].startswith("https://w3id.org/mithaq/links/")
    assert header["license"].startswith("https://")
    assert header["curie_map"]["wikidata"] == "http://www.wikidata.org/entity/"
    assert header["curie_map"]["mithaq"] == "https://w3id.org/mithaq/id/"
    assert {"skos", "semapv", "sssom"} <= header["curie_map"].keys()


def test_the_files_and_the_entities_agree(
    table: EntityTable, verified: tuple[Mapping, ...], candidates: tuple[Mapping, ...]
) -> None:
    assert report_links(table, verified, candidates).problems == ()


def test_items_are_addressed_as_wikidata_itself_addresses_them(
    verified: tuple[Mapping, ...],
) -> None:
    for mapping in verified:
        assert mapping.item == f"http://www.wikidata.org/entity/{mapping.qid}"


def test_no_two_entities_share_an_item(table: EntityTable) -> None:
    items = [entry.entity.qid for entry in table.entries if entry.entity.qid]
    assert len(items) == len(set(items)) > 300


def test_every_member_state_is_linked(table: EntityTable) -> None:
    missing = [
        entry.entity.key
        for entry in table.entries
        if entry.entity.kind == "state" and entry.codes and entry.entity.qid is None
    ]
    assert missing == []


def test_only_verified_exact_matches_reach_an_entity(
    table: EntityTable, verified: tuple[Mapping, ...], candidates: tuple[Mapping, ...]
) -> None:
    exact = {m.key for m in verified if m.predicate == EXACT}
    linked = {entry.entity.key for entry in table.entries if entry.entity.qid}
    assert linked == exact
    doubtful = {m.key for m in candidates} | {m.key for m in verified if m.predicate == CLOSE}
    assert not linked & doubtful


def test_no_city_has_the_item_of_its_district(
    verified: tuple[Mapping, ...], candidates: tuple[Mapping, ...]
) -> None:
    items = {m.key: m.qid for m in verified + candidates if m.qid}
    pairs = [
        (qid, items[key.replace("-city", "-district")])
        for key, qid in items.items()
        if key.endswith("-city") and key.replace("-city", "-district") in items
    ]
    assert len(pairs) == 6
    assert all(city != district for city, district in pairs)


# Errors that public sources were seen to make: design notes on links, "Errors met on the way".
@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("place/jabrayil-city", "Q1020627"),  # Jalilabad
        ("place/zangilan-district", "Q249226"),  # the city
        ("place/nagorno-karabakh", "Q244165"),  # the former Republic of Artsakh
        ("organisation/unhcr", "Q28606331"),
        ("organisation/unifem", "Q641576"),  # UN Women, the successor
        ("organ/commission-on-sustainable-development", "Q17078095"),  # the successor
        ("organisation/ctbto-preparatory-commission", "Q356694"),  # the treaty's organisation
        ("organisation/world-bank", "Q320863"),  # the Group
        ("organisation/world-bank", "Q191384"),  # the IBRD
        ("place/lisbon", "Q33690701"),
        ("place/lisbon", "Q207199"),  # the district
        ("place/new-york", "Q1384"),  # the state
        ("state/denmark", "Q756617"),  # the realm
    ],
)
def test_known_errors_of_sources_are_not_repeated(
    verified: tuple[Mapping, ...], candidates: tuple[Mapping, ...], key: str, wrong: str
) -> None:
    exact = [m.qid for m in verified + candidates if m.key == key and m.predicate == EXACT]
    assert exact
    assert wrong not in exact


def test_a_neighbouring_item_is_a_close_match(verified: tuple[Mapping, ...]) -> None:
    close = {m.key: m.qid for m in verified if m.predicate == CLOSE}
    assert close["place/nagorno-karabakh"] == "Q244165"
    assert close["organisation/unifem"] == "Q641576"


def test_the_committed_items_of_the_questions_are_right(table: EntityTable) -> None:
    expected = {
        "state/azerbaijan": "Q227",
        "state/armenia": "Q399",
        "organisation/united-nations": "Q1065",
        "organ/un-security-council": "Q37470",
        "person/heydar-aliyev": "Q157451",
        "place/aghdam-district": "Q201647",
    }
    assert {key: table.by_key[key].entity.qid for key in expected} == expected


HEADER = """\
#mapping_set_id: https://example.org/set
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  mithaq: https://w3id.org/mithaq/id/
"""
GOOD = {
    "subject_id": "mithaq:state/qatar",
    "subject_label": "Qatar",
    "predicate_id": EXACT,
    "object_id": "wikidata:Q846",
    "object_label": "Qatar",
    "mapping_justification": "semapv:ManualMappingCuration",
    "confidence": "0.9",
    "author_id": "mithaq:project",
    "mapping_date": "2026-11-23",
    "comment": "two sources",
}


def write(tmp_path: Path, *rows: dict[str, str], header: str = HEADER) -> Path:
    path = tmp_path / "set.sssom.tsv"
    lines = ["\t".join(COLUMNS), *("\t".join(row[name] for name in COLUMNS) for row in rows)]
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_row_becomes_a_mapping_with_its_line(tmp_path: Path) -> None:
    (mapping,) = read_mappings(write(tmp_path, GOOD)).mappings
    assert (mapping.key, mapping.qid, mapping.line) == ("state/qatar", "Q846", 6)


def test_a_search_without_result_has_no_item(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD | {"object_id": "sssom:NoTermFound"})
    assert read_mappings(path).mappings[0].item is None
    assert exact_items(path) == {}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"subject_id": "state/qatar"}, "subject must begin"),
        ({"object_id": "https://www.wikidata.org/wiki/Q846"}, "no Wikidata item"),
        ({"object_id": "wikidata:Q0"}, "no Wikidata item"),
        ({"predicate_id": "owl:sameAs"}, "predicate must be"),
        ({"mapping_justification": "guess"}, "no semapv"),
        ({"confidence": "high"}, "no number"),
        ({"confidence": "1.5"}, "between 0 and 1"),
        ({"comment": "a\tb"}, "cells instead of"),
    ],
)
def test_a_malformed_row_is_refused_with_its_line(
    tmp_path: Path, change: dict[str, str], told: str
) -> None:
    with pytest.raises(EntityError, match=told) as caught:
        read_mappings(write(tmp_path, GOOD, GOOD | change))
    assert caught.value.line == 7


def test_a_header_without_licence_is_refused(tmp_path: Path) -> None:
    header = "\n".join(line for line in HEADER.splitlines() if "license" not in line) + "\n"
    with pytest.raises(EntityError, match="license"):
        read_mappings(write(tmp_path, GOOD, header=header))


def test_a_missing_file_of_mappings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EntityError, match="no such file"):
        read_mappings(tmp_path / "none.tsv")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([GOOD, GOOD | {"subject_id": "mithaq:state/oman"}], "already the item of state/qatar"),
        ([GOOD | {"subject_id": "mithaq:state/atlantis"}], "no listed entity"),
        ([GOOD | {"subject_label": "Katar"}], "is labelled Qatar"),
        ([GOOD | {"confidence": "0.5"}], "is not verified"),
        ([GOOD | {"comment": ""}], "no evidence"),
        ([GOOD, GOOD], "two rows"),
    ],
)
def test_the_report_tells_what_is_wrong_with_links(
    table: EntityTable, tmp_path: Path, rows: list[dict[str, str]], told: str
) -> None:
    problems = report_links(table, read_mappings(write(tmp_path, *rows)).mappings, ()).problems
    assert any(told in what for _, what in problems), problems


def test_a_verified_row_among_the_candidates_is_told(table: EntityTable, tmp_path: Path) -> None:
    mappings = read_mappings(write(tmp_path, GOOD)).mappings
    problems = report_links(table, (), mappings).problems
    assert "belongs into the other file" in problems[0][1]


def test_the_command_reports_and_fails_on_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    link.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["link"])
    assert arguments.run(arguments) == 0
    assert "state" in capsys.readouterr().out

    wrong = write(tmp_path, GOOD, GOOD | {"subject_id": "mithaq:state/atlantis"})
    arguments = parser.parse_args(["link", "--links", str(wrong)])
    assert arguments.run(arguments) == 1
    assert "line 7: state/atlantis is no listed entity" in capsys.readouterr().err
