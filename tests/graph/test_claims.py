from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from loaders.document import Document
from loaders.graph.claims import DocumentGraph
from loaders.graph.maker import GraphMaker
from loaders.graph.names import MITHAQ, term
from loaders.statements.statement import Extraction, Participant, Statement
from tests.graph import examples as ex

ID = "https://w3id.org/mithaq/id/"


@pytest.fixture(scope="module")
def maker() -> GraphMaker:
    return GraphMaker.load()


def graph(maker: GraphMaker, *statements: Statement, text: str = ex.TEXT) -> DocumentGraph:
    return maker.document(ex.document(text), Extraction(statements))


def triples(found: DocumentGraph) -> set[tuple[str, str, str]]:
    return {
        (
            quad.subject.value.removeprefix(ID),
            quad.predicate.value.removeprefix(MITHAQ),
            quad.object.value.removeprefix(ID).removeprefix(MITHAQ),
        )
        for quad in found.quads()
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
    }


def of(found: DocumentGraph, subject: str, predicate: str) -> set[str]:
    return {o for s, p, o in triples(found) if (s, p) == (subject, predicate)}


def test_agreed_fact_stands_as_a_plain_triple(maker: GraphMaker) -> None:
    found = graph(maker, ex.ADMISSION)
    assert ("state/georgia", "memberOf", "organisation/united-nations") in triples(found)


def test_contested_predicate_never_stands_as_a_plain_triple(maker: GraphMaker) -> None:
    found = graph(maker, ex.OCCUPATION)
    assert "occupierOf" not in {predicate for _, predicate, _ in triples(found)}
    (claim,) = found.claims
    assert claim.status.value == "Contested"
    assert claim.triple == (
        NamedNode(f"{ID}state/armenia"),
        term("m:occupierOf"),
        NamedNode(f"{ID}place/green-valley"),
    )


def test_reported_words_are_not_the_documents_own(maker: GraphMaker) -> None:
    found = graph(maker, ex.REPORTED)
    (claim,) = found.claims
    node = claim.iri.value.removeprefix(ID)
    assert ("state/georgia", "cooperatesWith", "organisation/united-nations") not in triples(found)
    assert of(found, node, "accordingTo") == {"person/jane-doe"}
    assert of(found, node, "reportedBy") == {"document/example"}
    assert of(found, node, "voice") == {"SpeakerVoice"}


def test_that_somebody_said_it_is_the_documents_own(maker: GraphMaker) -> None:
    said = ex.statement(
        "utterance",
        "Jane Doe said that Georgia cooperates",
        (("speaker", ex.SPEAKER),),
        speaker=ex.SPEAKER,
    )
    (claim,) = graph(maker, said).claims
    assert claim.asserted


def test_demand_leads_to_the_resolution_that_the_document_names(maker: GraphMaker) -> None:
    found = graph(maker, ex.ADOPTION, ex.DEMAND, ex.OCCUPATION)
    resolution = "resolution/un-security-council-822"
    demand = "resolution-demand/un-security-council-822-cease-fire"
    assert of(found, demand, "ofResolution") == {resolution}
    assert of(found, demand, "demandKind") == {"CeaseFireDemand"}
    claim = found.claims[2].node.value.removeprefix(ID)
    assert of(found, claim, "addressedBy") == {resolution}
    assert of(found, claim, "edtf") == set()


def test_claim_is_addressed_by_the_resolution_that_its_sentence_names(maker: GraphMaker) -> None:
    text = "Resolution 822 of the Security Council concerns Green Valley occupied by Armenia."
    roles = (("organ", ex.COUNCIL), ("subject", ex.VALLEY))
    numbers = (("resolution", "822"),)
    adoption = ex.statement("resolution_adoption", text[:-1], roles, text=text, numbers=numbers)
    parties = (("occupier", ex.ARMENIA), ("territory", ex.VALLEY))
    claim = ex.statement("occupation", "Green Valley occupied by Armenia", parties, text=text)
    found = graph(maker, adoption, claim, text=text)
    node = found.claims[1].node.value.removeprefix(ID)
    assert of(found, node, "addressedBy") == {"resolution/un-security-council-822"}
    other = replace(adoption, numbers=(("resolution", "853"),))
    doubtful = graph(maker, adoption, other, claim, text=text)
    assert of(doubtful, node, "addressedBy") == set()


@pytest.mark.parametrize(
    ("words", "member"),
    [
        ("بانسحاب القوات", "WithdrawalDemand"),
        ("وقفِ إطلاق النار", "CeaseFireDemand"),
        ("to withdraw all forces", "WithdrawalDemand"),
        ("withdrawal", "WithdrawalDemand"),
        ("something else", "OtherDemand"),
    ],
)
def test_words_of_a_demand_become_a_member_of_the_list(
    maker: GraphMaker, words: str, member: str
) -> None:
    found = graph(maker, replace(ex.DEMAND, qualifiers=(("demand", words),)))
    assert of(found, found.claims[0].node.value.removeprefix(ID), "demandKind") == {member}


def test_word_that_a_closed_list_lacks_is_left_to_the_quotation(maker: GraphMaker) -> None:
    found = graph(maker, replace(ex.OCCUPATION, qualifiers=(("reading", "dreamt"),)))
    assert of(found, found.claims[0].node.value.removeprefix(ID), "reading") == set()


def test_number_without_a_named_resolution_makes_no_link(maker: GraphMaker) -> None:
    found = graph(maker, ex.DEMAND)
    assert not any(predicate == "ofResolution" for _, predicate, _ in triples(found))


def test_number_that_two_organs_share_makes_no_link_without_an_organ(maker: GraphMaker) -> None:
    other = replace(ex.ADOPTION, participants=(Participant("organ", ex.ASSEMBLY),))
    demand = replace(ex.DEMAND, participants=())
    found = graph(maker, ex.ADOPTION, other, demand)
    assert not any(predicate == "ofResolution" for _, predicate, _ in triples(found))


def test_each_participant_of_a_list_has_its_own_triple_and_statement(maker: GraphMaker) -> None:
    conflict = ex.statement(
        "conflict",
        "Armenia occupied Green Valley",
        (("party", ex.ARMENIA), ("party", ex.GEORGIA)),
    )
    found = graph(maker, conflict)
    assert {claim.triple[0].value.removeprefix(ID) for claim in found.claims} == {
        "state/armenia",
        "state/georgia",
    }
    assert len({claim.node.value for claim in found.claims}) == 1


def test_statement_without_its_subject_speaks_of_the_node(maker: GraphMaker) -> None:
    nobody = replace(ex.OCCUPATION, participants=ex.OCCUPATION.participants[1:])
    (claim,) = graph(maker, nobody).claims
    assert claim.triple[0] == claim.node
    assert claim.triple[1] == term("m:territory")
    assert not claim.asserted


def test_of_dates_that_fit_together_the_node_has_the_most_exact(maker: GraphMaker) -> None:
    vague = replace(ex.ADMISSION, date=ex.year(1992), span=ex.span_of(ex.TEXT, "Georgia joined"))
    found = graph(maker, ex.ADMISSION, vague)
    assert of(found, "admission/georgia-united-nations", "edtf") == {"1992-07-31"}
    assert {date for s, p, date in triples(found) if p == "edtf" and s.startswith("stat")} == {
        "1992",
        "1992-07-31",
    }


def test_dates_that_exclude_each_other_both_stay(maker: GraphMaker) -> None:
    other = replace(ex.ADMISSION, date=ex.year(1993), span=ex.span_of(ex.TEXT, "Georgia joined"))
    found = graph(maker, ex.ADMISSION, other)
    assert of(found, "admission/georgia-united-nations", "edtf") == {"1992-07-31", "1993"}


def test_attested_date_never_becomes_a_date_of_office(maker: GraphMaker) -> None:
    office = ex.entity("office/president", "President")
    held = ex.statement(
        "office_held",
        "Jane Doe said",
        (("person", ex.SPEAKER), ("office", office)),
        attested=ex.year(2004),
    )
    found = graph(maker, held)
    (claim,) = found.claims
    node = claim.iri.value.removeprefix(ID)
    assert of(found, node, "attestedEdtf") == {"2004"}
    assert of(found, node, "attestedBegins") == {"2004-01-01"}
    assert of(found, claim.node.value.removeprefix(ID), "begins") == set()


def test_spans_lead_to_the_very_words(maker: GraphMaker) -> None:
    found = graph(maker, *ex.STATEMENTS)
    quads = list(found.quads())
    for span in {q.object for q in quads if q.predicate == term("m:evidence")}:
        values = {q.predicate: q.object for q in quads if q.subject == span}
        start, end = (values[term(name)] for name in ("m:start", "m:end"))
        assert isinstance(start, Literal)
        assert isinstance(end, Literal)
        words = ex.TEXT[int(start.value) : int(end.value)]
        assert values[term("m:quote")] == Literal(words, language="en")
        assert span == NamedNode(f"{ID}span/example/{start.value}-{end.value}")


def test_every_address_is_readable_ascii_and_no_node_is_blank(maker: GraphMaker) -> None:
    odd = ex.entity("place/كلبجر", "Kalbajar", listed=False)
    claim = replace(ex.OCCUPATION, participants=(Participant("territory", odd),))
    for quad in graph(maker, *ex.STATEMENTS, claim).quads():
        for node in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            assert not isinstance(node, BlankNode)
            if isinstance(node, NamedNode):
                assert node.value.isascii()


def test_same_document_gives_the_same_quads(maker: GraphMaker) -> None:
    first = [str(quad) for quad in graph(maker, *ex.STATEMENTS).quads()]
    second = [str(quad) for quad in graph(GraphMaker.load(), *ex.STATEMENTS).quads()]
    assert first == second


def test_base_names_everything_but_the_ontology(maker: GraphMaker) -> None:
    other = GraphMaker.load("http://127.0.0.1/x/")
    found = other.document(ex.document(), ex.EXTRACTION)
    subjects = {str(quad.subject) for quad in found.quads()}
    assert all(subject.startswith("<http://127.0.0.1/x/id/") for subject in subjects)
    assert {str(quad.graph_name) for quad in found.quads()} == {
        "<http://127.0.0.1/x/graph/document/example>"
    }


def test_two_documents_speak_of_one_node(maker: GraphMaker) -> None:
    other_text = "In 1992 the United Nations admitted Georgia."
    other = ex.statement(
        "membership_admission",
        other_text[:-1],
        (("member", ex.GEORGIA), ("organisation", ex.UN)),
        text=other_text,
        when=ex.year(1992),
    )
    first = graph(maker, ex.ADMISSION).claims[0]
    second = maker.document(ex.document(other_text, "other"), Extraction((other,))).claims[0]
    assert first.node == second.node
    assert first.iri != second.iri


def _node(maker: GraphMaker, statement: Statement, document: Document | None = None) -> str:
    found = maker.document(document or ex.document(), Extraction((statement,)))
    return found.claims[0].node.value.removeprefix(ID)


def test_addresses_of_nodes_are_readable(maker: GraphMaker) -> None:
    board = ex.entity("organ/unicef-executive-board", "UNICEF Executive Board")
    term_of_office = ex.statement(
        "membership_term",
        "Georgia joined",
        (("member", ex.GEORGIA), ("organ", board)),
        when=ex.years(1995, 1997),
    )
    assert _node(maker, term_of_office) == "membership-term/georgia-unicef-executive-board-1995"
    assert _node(maker, ex.ADOPTION) == "resolution/un-security-council-822"
    assert _node(maker, replace(ex.ADOPTION, numbers=(("resolution", "62/243"),))) == (
        "resolution/un-security-council-62-243"
    )


def test_resolution_is_the_same_whatever_date_is_given(maker: GraphMaker) -> None:
    later = replace(ex.ADOPTION, date=ex.day(1993, 5, 1))
    mention = replace(ex.ADOPTION, type="resolution_mention", date=None)
    assert _node(maker, ex.ADOPTION) == _node(maker, later) == _node(maker, mention)


def test_undated_or_vague_things_of_two_documents_stay_apart(maker: GraphMaker) -> None:
    unnumbered = replace(ex.ADOPTION, numbers=(), date=ex.year(1993))
    visit = ex.statement(
        "visit", "Georgia joined", (("visitor", ex.SPEAKER), ("destination", ex.GEORGIA))
    )
    for statement in (unnumbered, visit):
        assert _node(maker, statement) != _node(maker, statement, ex.document(slug="other"))


def test_all_quads_are_in_the_graph_of_the_document(maker: GraphMaker) -> None:
    found: list[Quad] = list(graph(maker, *ex.STATEMENTS).quads())
    names = {quad.graph_name for quad in found}
    assert names == {NamedNode("https://w3id.org/mithaq/graph/document/example")}
