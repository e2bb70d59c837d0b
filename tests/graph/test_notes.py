from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from pyoxigraph import Literal

from loaders.document import Document
from loaders.graph.facts import Fact, grouped, read_fact
from loaders.graph.maker import GraphMaker
from loaders.graph.names import term
from loaders.graph.notes import Note, corroborated, disagreement, note_quads, note_texts
from loaders.mentions.dates.edtf import EdtfDate
from loaders.statements.statement import Extraction, Statement
from tests.graph import examples as ex


@pytest.fixture(scope="module")
def maker() -> GraphMaker:
    return GraphMaker.load()


Said = tuple[Document, Statement]


def groups(maker: GraphMaker, said: Iterable[Said]) -> list[list[Fact]]:
    facts: list[Fact] = []
    for document, statement in said:
        facts += maker.facts(maker.document(document, Extraction((statement,))))
    return list(grouped(sorted(fact.line() for fact in facts)))


def notes(maker: GraphMaker, *said: Said) -> list[Note]:
    return [note for group in groups(maker, said) if (note := disagreement(group)) is not None]


def other(text: str = ex.TEXT + " Again.") -> Document:
    return ex.document(text, "other")


def admitted(when: EdtfDate) -> Statement:
    return replace(ex.ADMISSION, date=when)


def test_two_dates_for_one_admission_become_a_note(maker: GraphMaker) -> None:
    (note,) = notes(maker, (ex.document(), ex.ADMISSION), (other(), admitted(ex.day(1992, 8, 1))))
    assert note.kind == "date"
    assert note.values == ("1992-07-31", "1992-08-01")
    assert {fact.document for fact in note.facts} == {"example", "other"}


def test_a_year_and_a_day_within_it_agree(maker: GraphMaker) -> None:
    assert not notes(maker, (ex.document(), ex.ADMISSION), (other(), admitted(ex.year(1992))))


def test_terms_that_end_in_different_years_disagree(maker: GraphMaker) -> None:
    def term_until(last: int) -> Statement:
        return ex.statement(
            "membership_term",
            "Georgia joined",
            (("member", ex.GEORGIA), ("organ", ex.COUNCIL)),
            when=ex.years(1995, last),
        )

    assert notes(maker, (ex.document(), term_until(1996)), (other(), term_until(1997)))
    assert not notes(maker, (ex.document(), term_until(1996)), (other(), term_until(1996)))


def test_two_figures_for_one_vote_disagree(maker: GraphMaker) -> None:
    def vote(votes: str) -> Statement:
        return ex.statement(
            "vote_result",
            "Georgia joined",
            (("body", ex.ASSEMBLY),),
            when=ex.day(2008, 3, 14),
            numbers=(("for", votes), ("against", "7")),
        )

    (note,) = notes(maker, (ex.document(), vote("39")), (other(), vote("38")))
    assert note.kind == "number"
    assert note.values == ("38", "39")


@pytest.mark.parametrize(("session", "fits"), [("49", True), ("46", False), ("50", False)])
def test_session_that_does_not_fit_its_date_is_noted(
    maker: GraphMaker, session: str, fits: bool
) -> None:
    speech = ex.statement(
        "speech",
        "Jane Doe said",
        (("speaker", ex.SPEAKER), ("venue", ex.ASSEMBLY)),
        when=ex.day(1994, 9, 29),
        numbers=(("session", session),),
    )
    assert bool(notes(maker, (ex.document(), speech))) is not fits


def test_note_says_both_values_in_both_languages_and_leads_to_both_statements(
    maker: GraphMaker,
) -> None:
    (note,) = notes(maker, (ex.document(), ex.ADMISSION), (other(), admitted(ex.day(1992, 8, 1))))
    for text in note_texts(note, maker.comparison).values():
        assert "1992-07-31" in text
        assert "1992-08-01" in text
    quads = list(note_quads(note, maker.comparison, maker.names))
    assert sum(quad.predicate == term("m:disagreement") for quad in quads) == 2
    labels = [quad.object for quad in quads if quad.predicate == term("rdfs:label")]
    assert {label.language for label in labels if isinstance(label, Literal)} == {"en", "ar"}


def test_two_documents_corroborate_each_other(maker: GraphMaker) -> None:
    found = groups(maker, [(ex.document(), ex.ADMISSION), (other(), ex.ADMISSION)])
    assert any(corroborated(group) for group in found)


def test_a_copy_corroborates_nothing(maker: GraphMaker) -> None:
    copy = ex.document(ex.TEXT, "copy")
    found = groups(maker, [(ex.document(), ex.ADMISSION), (copy, ex.ADMISSION)])
    assert not any(corroborated(group) for group in found)


def test_claims_corroborate_nothing_however_often_made(maker: GraphMaker) -> None:
    found = groups(maker, [(ex.document(), ex.OCCUPATION), (other(), ex.OCCUPATION)])
    assert not any(corroborated(group) for group in found)


def test_fact_survives_its_line() -> None:
    fact = Fact(
        "date", "node", "node", "d", "0", "s", "1992", labels=(("ar", "قبول"),), quote="ق\n"
    )
    assert fact.line().count(b"\n") == 1
    assert read_fact(fact.line()) == fact
