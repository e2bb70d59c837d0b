"""Terms as readers see them: labels, links, directions, dates within Arabic labels."""

from __future__ import annotations

import pytest

from loaders.errors import NotFound
from server.pages.addresses import Addresses, is_iri
from server.pages.graph import filled
from server.pages.language import languages
from server.pages.terms import Shower, Value, isolated

BASE = "https://example.org/graph/"
STATE = f"{BASE}id/state/qatar"


def shower(tag: str) -> Shower:
    labels = {STATE: {"en": "Qatar", "ar": "قطر"}, f"{BASE}id/x": {"fr": "Quatar"}}
    return Shower(Addresses(BASE), languages()[tag], labels)


def test_a_label_is_in_the_language_of_the_page_where_there_is_one() -> None:
    assert [shower(tag).iri(STATE).text for tag in ("en", "ar")] == ["Qatar", "قطر"]
    assert shower("ar").iri(f"{BASE}id/x").lang == "fr"
    assert shower("ar").iri(f"{BASE}id/y/z").text == "y/z"


@pytest.mark.parametrize(
    ("iri", "href"),
    [
        (STATE, "/page/state/qatar"),
        (f"{BASE}id/document/x", "/documents/x"),
        ("https://w3id.org/mithaq/ontology#memberOf", "/ontology#memberOf"),
        (f"{BASE}graph/links", "/graphs?graph=https%3A%2F%2Fexample.org%2Fgraph%2Fgraph%2Flinks"),
        ("http://www.wikidata.org/entity/Q846", "http://www.wikidata.org/entity/Q846"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("urn:x:y", None),
    ],
)
def test_only_web_addresses_become_links(iri: str, href: str | None) -> None:
    shown = shower("en").iri(iri)
    assert shown.href == href
    assert shown.outside == (href is not None and href.startswith("http"))


def test_literals_have_language_direction_and_type() -> None:
    show = shower("en")
    arabic = show(Value("literal", "قطر", "ar"))
    assert (arabic.lang, arabic.dir, arabic.tag) == ("ar", "rtl", "ar")
    day = show(Value("literal", "1992-03-02", None, "http://www.w3.org/2001/XMLSchema#date"))
    assert (day.dir, day.tag) == ("ltr", "xsd:date")
    assert show(Value("literal", "plain")).tag == ""


def test_a_date_within_a_label_keeps_its_order_and_the_rest_is_escaped() -> None:
    assert isolated("دورة، 1992-03-02 <b>") == 'دورة، <bdi dir="ltr">1992-03-02</bdi> &lt;b&gt;'
    assert isolated("القرار 62/249") == "القرار 62/249"
    assert isolated("11992-03") == "11992-03"


@pytest.mark.parametrize("iri", ["", "x", "http://a b", "http://a>", "http://a\n", "http://a\\"])
def test_nothing_but_an_iri_gets_into_a_query(iri: str) -> None:
    assert not is_iri(iri)
    with pytest.raises(ValueError, match="not an IRI"):
        filled("thing", thing=iri)


def test_a_query_is_never_sent_with_a_gap() -> None:
    with pytest.raises(ValueError, match="nothing was given for «thing»"):
        filled("thing")


@pytest.mark.parametrize("key", ["", "/x", "x//y", "x/../y", "x y", "x>", "ع", "x\n"])
def test_a_key_that_was_never_made_is_not_found(key: str) -> None:
    with pytest.raises(NotFound):
        Addresses(BASE).thing(key)
