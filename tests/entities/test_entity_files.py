from __future__ import annotations

from pathlib import Path

import pytest

from loaders.entities import Entity
from loaders.errors import EntityError
from loaders.mentions.names.entity_files import KINDS, EntityEntry, EntityTable, load_entities
from loaders.text.folding import fold

# ISO 3166-1 alpha-2 codes of the members of the United Nations, as its list of members has them.
MEMBER_CODES = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF
CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD
GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP
KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY
MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG
SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE
VN VU WS YE ZA ZM ZW
"""
MEMBERS = frozenset(MEMBER_CODES.split())
OBSERVERS = frozenset({"VA", "PS"})


@pytest.fixture(scope="module")
def table() -> EntityTable:
    return load_entities()


def named(table: EntityTable, kind: str) -> dict[str, set[str]]:
    """Return the keys that each folded name of one kind stands for."""
    owners: dict[str, set[str]] = {}
    for entry in table.entries:
        if entry.entity.kind == kind:
            for _, text in entry.names():
                owners.setdefault(fold(text).text, set()).add(entry.entity.key)
    return owners


def test_every_member_and_observer_of_the_united_nations_is_a_state(table: EntityTable) -> None:
    assert len(MEMBERS) == 193
    codes = {
        dict(entry.codes)["iso2"]
        for entry in table.entries
        if entry.entity.kind == "state" and entry.codes
    }
    assert codes == MEMBERS | OBSERVERS


@pytest.mark.parametrize("scheme", ["iso2", "iso3", "m49"])
def test_codes_are_unique(table: EntityTable, scheme: str) -> None:
    codes = [dict(entry.codes)[scheme] for entry in table.entries if scheme in dict(entry.codes)]
    assert len(codes) == len(set(codes)) > 195


def test_m49_codes_keep_their_leading_zeros(table: EntityTable) -> None:
    assert dict(table.by_key["state/azerbaijan"].codes)["m49"] == "031"
    for entry in table.entries:
        code = dict(entry.codes).get("m49", "000")
        assert len(code) == 3, entry.entity.key
        assert code.isdigit(), entry.entity.key


def test_norway_is_not_read_as_a_refusal(table: EntityTable) -> None:
    assert dict(table.by_key["state/norway"].codes)["iso2"] == "NO"


def test_every_member_has_an_adjective_and_every_entity_both_labels(table: EntityTable) -> None:
    for entry in table.entries:
        languages = {language for language, _ in entry.entity.labels}
        assert {"en", "ar"} <= languages, entry.entity.key
        if dict(entry.codes).get("iso2") in MEMBERS:
            assert "ar" in dict(entry.adjectives), entry.entity.key
            assert "en" in dict(entry.adjectives), entry.entity.key


def test_arabic_texts_are_arabic_and_english_ones_are_not(table: EntityTable) -> None:
    for entry in table.entries:
        for language, text in entry.names() + entry.adjectives + entry.metonyms:
            has_arabic = any("\u0600" <= letter <= "\u06ff" for letter in text)
            assert has_arabic == (language == "ar"), (entry.entity.key, text)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_two_entities_of_a_kind_share_a_name_after_folding(
    table: EntityTable, kind: str
) -> None:
    assert {text: keys for text, keys in named(table, kind).items() if len(keys) > 1} == {}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("النيجر", "state/niger"),
        ("نيجيريا", "state/nigeria"),
        ("جمهورية الكونغو", "state/republic-of-the-congo"),
        ("جمهورية الكونغو الديمقراطية", "state/democratic-republic-of-the-congo"),
        ("كوريا الشمالية", "state/north-korea"),
        ("جمهورية كوريا", "state/south-korea"),
        ("غينيا", "state/guinea"),
        ("غينيا بيساو", "state/guinea-bissau"),
        ("غينيا الاستوائية", "state/equatorial-guinea"),
        ("السودان", "state/sudan"),
        ("جنوب السودان", "state/south-sudan"),
        ("دومينيكا", "state/dominica"),
        ("الجمهورية الدومينيكية", "state/dominican-republic"),
        ("قازاقستان", "state/kazakhstan"),
        ("قرغيزستان", "state/kyrgyzstan"),
        ("ساحل العاج", "state/cote-divoire"),
        ("روسيا البيضاء", "state/belarus"),
        ("بريطانيا", "state/united-kingdom"),
        ("أمريكا", "state/united-states"),
        ("جنوب إفريقيا", "state/south-africa"),
        ("Ivory Coast", "state/cote-divoire"),
        ("Turkey", "state/turkiye"),
    ],
)
def test_spellings_lead_to_the_state_they_mean(table: EntityTable, text: str, key: str) -> None:
    assert named(table, "state")[fold(text).text] == {key}


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [
        ("organisation", "مؤسسة منظمة الأمم المتحدة للأطفال", "organisation/unicef"),
        ("organisation", "برنامج التغذية العالمي", "organisation/wfp"),
        ("organisation", "حلف شمال الأطلسي", "organisation/nato"),
        ("organ", "مجلس الأمن", "organ/un-security-council"),
        ("organ", "مجلس الأمن لمنظمة الأمم المتحدة", "organ/un-security-council"),
        ("organ", "لجنة أممية في شئون النساء", "organ/commission-on-the-status-of-women"),
        ("organ", "المجلس الاجتماعي والاقتصادي", "organ/un-economic-and-social-council"),
        ("treaty", "اتفاقية مناهضة التعذيب", "treaty/convention-against-torture"),
        ("place", "كلبجر", "place/kalbajar-district"),
        ("place", "مدينة كلبجر", "place/kalbajar-city"),
        ("person", "بان كي مون", "person/ban-ki-moon"),
    ],
)
def test_translations_and_short_names_lead_to_what_they_mean(
    table: EntityTable, kind: str, text: str, key: str
) -> None:
    assert named(table, kind)[fold(text).text] == {key}


def test_organs_name_the_body_they_belong_to(table: EntityTable) -> None:
    def root(entry: EntityEntry) -> str:
        whole = entry.entity.part_of
        return entry.entity.key if whole is None else root(table.by_key[whole])

    assert root(table.by_key["organ/counter-terrorism-committee"]) == "organisation/united-nations"
    assert all(
        not entry.entity.part_of
        for entry in table.entries
        if entry.entity.kind in {"state", "person"}
    )


ENTRY = """\
- key: state/{name}
  kind: state
  labels: {{en: {en}, ar: {ar}}}
"""


def load(tmp_path: Path, text: str, name: str = "states.yaml") -> EntityTable:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return load_entities(tmp_path, tmp_path / "none.tsv")


def failure(tmp_path: Path, text: str) -> EntityError:
    with pytest.raises(EntityError) as caught:
        load(tmp_path, text)
    return caught.value


def test_an_entry_becomes_an_entity(tmp_path: Path) -> None:
    table = load(
        tmp_path,
        ENTRY.format(name="qatar", ar="قطر", en="Qatar")
        + "  adjectives: {ar: [قطري]}\n  ambiguous: [قطري]\n  codes: {iso2: QA}\n",
    )
    assert table.by_key["state/qatar"] == EntityEntry(
        Entity("state/qatar", "state", (("en", "Qatar"), ("ar", "قطر"))),
        adjectives=(("ar", "قطري"),),
        codes=(("iso2", "QA"),),
        ambiguous=frozenset({"قطري"}),
    )


def test_an_empty_file_lists_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, "# nothing yet\n").entries == ()


def test_all_faults_of_all_files_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "places.yaml").write_text(
        "- key: place/doha\n  kind: town\n  labels: {en: Doha, ar: الدوحة}\n", encoding="utf-8"
    )
    error = failure(
        tmp_path,
        ENTRY.format(name="qatar", ar="قطر", en="Qatar")
        + ENTRY.format(name="katar", ar="قطر", en="Katar")
        + "- key: state/oman\n  kind: state\n  labels: {en: Oman}\n",
    )
    told = str(error)
    assert f"{tmp_path / 'places.yaml'}:2: unknown kind" in told
    assert f"{tmp_path / 'states.yaml'}:6: the name already belongs to state/qatar «قطر»" in told
    assert f"{tmp_path / 'states.yaml'}:7: no label in ar" in told


@pytest.mark.parametrize(
    ("text", "told", "line"),
    [
        ("states", "not a list", 1),
        ("- key: state/x\n  kind: [\n", "not YAML", 3),
        ("- key: State/Qatar\n  kind: state\n  labels: {en: a, ar: ب}\n", "lower-case", 1),
        ("- key: organ/x\n  kind: state\n  labels: {en: a, ar: ب}\n", "begin with its kind", 1),
        (
            "- key: state/x\n  kind: state\n  labels: {en: a, ar: ب}\n  alias: {en: [b]}\n",
            "unknown field",
            4,
        ),
        ("- key: state/x\n  kind: state\n  kind: organ\n", "stands twice", 1),
        ("- key: &a state/x\n  kind: *a\n", "aliases are not used", None),
        (
            "- key: state/x\n  kind: state\n  labels: {en: a, ar: ب}\n  part_of: state/y\n",
            "part_of names no other listed entity",
            4,
        ),
        (
            "- key: state/x\n  kind: state\n  labels: {en: a, ar: ب}\n  aliases: {en: b}\n",
            "must be a list",
            4,
        ),
        (
            "- key: state/x\n  kind: state\n  labels: {en: a, ar: ب}\n  ambiguous: [c]\n",
            "ambiguous is no name",
            4,
        ),
        ("- just words\n", "must be a mapping", 1),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(
    tmp_path: Path, text: str, told: str, line: int | None
) -> None:
    error = failure(tmp_path, text)
    assert told in str(error)
    assert error.line == line


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "states.yaml").write_bytes("- key: state/قطر".encode("cp1256"))
    with pytest.raises(EntityError, match="not UTF-8"):
        load_entities(tmp_path, tmp_path / "none.tsv")


def test_a_missing_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EntityError, match="no such directory"):
        load_entities(tmp_path / "nowhere", tmp_path / "none.tsv")
