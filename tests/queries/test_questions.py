"""The fifteen questions, answered by hand from the shipped document and asked of its graph.

The stored answers of the queries are recorded; these are not. Each row below was read in the text
by a person, so that an answer that is recorded wrongly still fails here.
"""

from __future__ import annotations

import json

import pytest

from tests.pages.site import Site
from tests.queries.expected import RESULTS

DISTRICTS_1993 = [
    ("822", "Kalbajar", "1993-04-30", "0"),
    ("853", "Aghdam", "1993-07-29", "90"),
    ("874", "Fuzuli", "1993-10-14", "167"),
    ("874", "Jabrayil", "1993-10-14", "167"),
    ("874", "Qubadli", "1993-10-14", "167"),
    ("884", "Zangilan", "1993-11-12", "196"),
]
PARTNERS = [
    "counter-terrorism-committee",
    "ctbto",
    "iaea",
    "imf",
    "sanctions-committee-1267",
    "undp",
    "unesco",
    "unhcr",
    "unicef",
    "unido",
    "unifem",
    "wfp",
    "who",
    "world-bank",
]
CLAIMED = [
    "aghdam-district",
    "fuzuli-district",
    "jabrayil-district",
    "kalbajar-district",
    "nagorno-karabakh",
    "qubadli-district",
    "territories-adjacent-to-nagorno-karabakh",
    "territories-of-azerbaijan",
    "zangilan-district",
]

ANSWERS: dict[str, tuple[str, list[tuple[str | None, ...]]]] = {
    "cq01-independence-and-admission": ("independence admission", [("1991-10-18", "1992-03-02")]),
    "cq02-ordinal-of-member": ("ordinal source", [("181", "azerbaijan-united-nations-ar")]),
    "cq03-resolutions-on-districts": (
        "number place date days",
        [(number, f"{place.lower()}-district", *rest) for number, place, *rest in DISTRICTS_1993],
    ),
    "cq04-bodies-of-a-state-on-a-day": (
        "body",
        [("commission-on-sustainable-development",), ("un-economic-and-social-council",)],
    ),
    "cq05-share-of-abstentions": (
        "for against abstained recorded percent",
        [("39", "7", "100", "146", "68.5")],
    ),
    "cq06-head-of-state-at-a-resolution": (
        "person attested basis adopted",
        [
            ("ilham-aliyev", "2004-09", "Inferred", "2008-03-14"),
            ("ilham-aliyev", "2007-04-02", "Inferred", "2008-03-14"),
            ("ilham-aliyev", "2007-12-24", "Inferred", "2008-03-14"),
        ],
    ),
    "cq07-treaties-of-a-state": (
        "arabic act date",
        [
            ("اتفاقية مناهضة التعذيب", "TreatyAccession", None),
            ("اتفاقية مناهضة التعذيب", "TreatySignature", "1996"),
            ("الاتفاقية الدولية لقمع تمويل الإرهاب", "TreatyAccession", "2001-10"),
            ("اتفاقية التعاون مع اليونيسيف", "TreatySignature", "1994-09"),
        ],
    ),
    "cq08-secretaries-general-and-encounters": (
        "person encounter with date during kindOfVisit",
        [
            ("boutros-boutros-ghali", "Visit", "azerbaijan", "1994", None, None),
            (
                *("kofi-annan", "Meeting", "heydar-aliyev", "1997-07-28"),
                *("united-states", "OfficialVisit"),
            ),
        ],
    ),
    "cq10-speeches-of-a-person": (
        "venue session date",
        [
            ("un-general-assembly", "49", "1994-09-29"),
            ("un-general-assembly", None, "1995-10"),
            ("millennium-summit", None, "2000-09"),
        ],
    ),
    "cq11-occupation-claims": (
        "territory documents standing standings dates",
        [(place, "1", "Contested", "1", "0") for place in CLAIMED],
    ),
    "cq12-cooperation": ("partner", [(partner,) for partner in PARTNERS]),
    "cq14-recommendation-before-admission": (
        "organ recommended admitted days",
        [("un-security-council", "1992-02-14", "1992-03-02", "17")],
    ),
    "cq15-visits": (
        "visitor destination kind date attested",
        [
            ("boutros-boutros-ghali", "azerbaijan", None, "1994", None),
            ("heydar-aliyev", "united-states", "OfficialVisit", None, "1997-07-28"),
            ("walter-kalin", "azerbaijan", None, None, "2007-04-02"),
        ],
    ),
}


def rows(site: Site, name: str) -> list[dict[str, str]]:
    """Ask a saved query; things are given by the last part of their names."""
    content = json.loads(site.get(f"/queries/{name}", accept=RESULTS).body)
    return [
        {
            variable: cell["value"].rsplit("/", 1)[-1].rsplit("#", 1)[-1]
            if cell["type"] == "uri"
            else cell["value"]
            for variable, cell in row.items()
        }
        for row in content["results"]["bindings"]
    ]


def sortable(row: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(cell or "" for cell in row)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_question_is_answered_exactly(site: Site, name: str) -> None:
    columns, answer = ANSWERS[name]
    found = {tuple(row.get(column) for column in columns.split()) for row in rows(site, name)}
    assert sorted(found, key=sortable) == sorted(answer, key=sortable)


def test_decrees_with_date_and_subject(site: Site) -> None:
    found = rows(site, "cq09-decrees")
    assert [row.get("date") for row in found] == ["1994", "1998", "2002-05"]
    assert "اللجنة الوطنية للبلد لدى اليونيسكو" in found[0]["words"]
    assert "حقوق الانسان" in found[1]["words"]
    assert found[2]["resolutions"] == "1368, 1373, 1377"


def test_events_of_1992_in_order(site: Site) -> None:
    found = [(row["date"], row["kind"]) for row in rows(site, "cq13-events-of-a-year")]
    considered = {kind for date, kind in found if date == "1992-02-14"}
    assert considered == {"AdmissionRecommendation", "Debate"}
    assert {kind for date, kind in found if date == "1992-03-02"} == {
        "Admission",
        "FlagRaising",
        "Resolution",
    }
    assert [kind for date, kind in found if date.startswith("1992-05-06")] == ["Representation"]
    days = [date[:10] for date, _ in found]
    assert days == sorted(days)
    assert set(days) == {"1992-02-14", "1992-03-02", "1992-05-06"}
