"""The shapes let a sound graph pass and name what is wrong with an unsound one."""

from __future__ import annotations

from functools import cache

import pyshacl
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from ontology.vocabulary import SHAPES_FILE, parse_turtle, read_vocabulary

SOUND = """
PREFIX m: <https://w3id.org/mithaq/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX x: <https://a.example/>

x:doc a m:SourceDocument ; rdfs:label "A document"@en ; m:characters 100 ;
    m:sha256 "e4b42ab1b6b2699fbe4272401d122630f0a606774446638b2f28b6e76504d963" .
x:span a m:Span ; m:inDocument x:doc ; m:start 5 ; m:end 9 ; m:quote "four"@en .

x:oman a m:State ; rdfs:label "Oman"@en , "عُمان"@ar ; skos:prefLabel "Oman"@en ; m:listed true .
x:council a m:Organ ; rdfs:label "Council"@en ; skos:prefLabel "Council"@en ; m:listed true .
x:valley a m:Place ; rdfs:label "Valley"@en ; skos:prefLabel "Valley"@en ; m:listed false .

x:term a m:MembershipTerm ; rdfs:label "Term"@en ; m:member x:oman ; m:organ x:council ;
    m:begins "1994-01-01"^^xsd:date ; m:ends "1995-12-31"^^xsd:date ; m:precision m:Interval .
x:said a m:Statement ; m:statementType "membership_term" ; m:about x:term ;
    m:subject x:oman ; m:predicate m:servedOn ; m:object x:council ;
    m:evidence x:span ; m:accordingTo x:doc ; m:status m:Reported ; m:voice m:DocumentVoice ;
    m:basis m:Explicit ; m:extractionRule "term" ; m:edtf "1994/1995" ;
    m:begins "1994-01-01"^^xsd:date ; m:ends "1995-12-31"^^xsd:date .
x:oman m:servedOn x:council .

x:claim a m:OccupationClaim ; rdfs:label "Claim"@en ; m:territory x:valley ;
    m:allegedOccupier x:oman ; m:reading m:PartyFromContext .
x:claimed a m:Statement ; m:statementType "occupation" ; m:about x:claim ;
    m:subject x:oman ; m:predicate m:occupierOf ; m:object x:valley ;
    m:evidence x:span ; m:accordingTo x:doc ; m:status m:Contested ; m:voice m:DocumentVoice ;
    m:basis m:Inherited ; m:extractionRule "occupation" .

x:resolution a m:Resolution ; rdfs:label "Resolution"@en ; m:organ x:council ; m:number "62/243" .
"""


@cache
def shapes() -> Graph:
    return parse_turtle(SHAPES_FILE)


def faults(turtle: str) -> set[str]:
    """Validate and return which shape's constraints are broken, as focus node and path."""
    data = Graph().parse(data=turtle, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes())
    assert isinstance(report, Graph)
    return {
        f"{_name(report.value(result, SH.focusNode))} {_name(report.value(result, SH.resultPath))}"
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def _name(node: object) -> str:
    # Blank nodes (an anonymous thing, a path of several steps) have no name to expect.
    named = isinstance(node, URIRef)
    return str(node).rsplit("/", 1)[-1].rsplit("#", 1)[-1] if named else "-"


def test_a_sound_graph_passes() -> None:
    assert faults(SOUND) == set()


def test_the_shapes_are_well_formed() -> None:
    conforms, _, report = pyshacl.validate(
        Graph().parse(data=SOUND, format="turtle"), shacl_graph=shapes(), meta_shacl=True
    )
    assert conforms, report


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("x:oman m:servedOn", "x:oman m:occupierOf x:valley ; m:servedOn", "oman occupierOf"),
        ("x:oman m:servedOn", "x:oman m:aggressorAgainst x:a ; m:servedOn",
         "oman aggressorAgainst"),
        ("x:oman m:servedOn", "x:oman m:saidNotToComply x:a ; m:servedOn", "oman saidNotToComply"),
        ("m:evidence x:span ; m:accordingTo x:doc ; m:status m:Reported",
         "m:accordingTo x:doc ; m:status m:Reported", "said evidence"),
        ("m:accordingTo x:doc ; m:status m:Reported", "m:status m:Reported", "said accordingTo"),
        ("m:status m:Reported", "m:status m:Reported , m:Retracted", "said status"),
        ("m:status m:Reported ;", "", "said status"),
        ("m:status m:Reported", "m:status m:Corroborated", "said -"),
        ("m:accordingTo x:doc ; m:status m:Reported ; m:voice m:DocumentVoice",
         "m:accordingTo x:oman ; m:status m:Reported ; m:voice m:SpeakerVoice", "said -"),
        ('m:edtf "1994/1995"', 'm:edtf "1994-1995"', "said edtf"),
        ('m:begins "1994-01-01"^^xsd:date ; m:ends "1995-12-31"^^xsd:date ; m:precision',
         'm:begins "1996-01-01"^^xsd:date ; m:ends "1995-12-31"^^xsd:date ; m:precision',
         "term begins"),
        ("m:member x:oman ;", "m:member x:council ;", "term member"),
        ("m:start 5", "m:start 9", "span start"),
        ('; m:quote "four"@en', "", "span quote"),
        ("x:claim a m:OccupationClaim ; rdfs:label \"Claim\"@en ; m:territory x:valley ;",
         "x:claim a m:OccupationClaim ; rdfs:label \"Claim\"@en ;", "claim territory"),
        ("m:allegedOccupier x:oman ;",
         'm:allegedOccupier x:oman ; m:begins "1993-04-30"^^xsd:date ;', "claim -"),
        ("m:status m:Contested", "m:status m:Reported", "claim -"),
        ('m:number "62/243"', 'm:number "٦٢/٢٤٣"', "resolution number"),
        ('x:oman a m:State ; rdfs:label "Oman"@en , "عُمان"@ar ;', "x:oman a m:State ;",
         "oman label"),
        ('skos:prefLabel "Oman"@en', 'skos:prefLabel "Oman"@en , "Uman"@en', "oman prefLabel"),
        ("x:valley a m:Place", "[] a m:Place", "- -"),
    ],
)  # fmt: skip
def test_an_unsound_graph_fails(good: str, bad: str, fault: str) -> None:
    assert good in SOUND
    assert fault in faults(SOUND.replace(good, bad, 1))


def test_a_claim_may_have_a_date_that_its_words_give() -> None:
    words = 'm:begins "1990-08-02"^^xsd:date ; m:asWritten "2 August 1990" ;'
    dated = SOUND.replace("m:allegedOccupier x:oman ;", f"m:allegedOccupier x:oman ; {words}")
    assert faults(dated) == set()


def test_every_contested_property_is_kept_from_plain_triples() -> None:
    targets = {_name(target) for target in shapes().objects(None, SH.targetSubjectsOf)}
    assert targets == read_vocabulary().contested
