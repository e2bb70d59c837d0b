"""The document page: the whole text, every statement's words marked, lists that lead there."""

from __future__ import annotations

import json
import re

import pytest

from tests.pages.html import read
from tests.pages.site import Site


def body_without_numbers(html: str) -> str:
    return re.sub(r"<sup.*?</sup>", "", html, flags=re.DOTALL)


def test_the_text_is_whole_and_in_its_own_direction(site: Site) -> None:
    answer = site.get(f"/documents/{site.slug}", accept_language="en")
    shown = read(body_without_numbers(answer.text)).one("div", class_="document")
    assert (shown.get("lang"), shown.get("dir")) == ("ar", "rtl")
    assert shown.text.split() == site.release.document_text(site.slug).split()


def test_the_marked_words_of_each_statement_are_its_quote(site: Site) -> None:
    coverage = json.loads(site.get(f"/coverage/{site.slug}?format=json").body)
    statements = [s for sentence in coverage["sentences"] for s in sentence["statements"]]
    assert statements
    html = body_without_numbers(site.get(f"/documents/{site.slug}").text)
    text = site.release.document_text(site.slug)
    for statement in statements:
        anchor = f'id="st-{statement["iri"].rsplit("/", 1)[1]}"></a>'
        assert html.count(anchor) == 1
        after = read(f"<p>{html.split(anchor)[1].split('</div>')[0]}").elements[0].text
        quote = text[statement["start"] : statement["end"]]
        assert "".join(after.split()).startswith("".join(quote.split()))


def test_each_statement_is_listed_and_linked_both_ways(site: Site) -> None:
    page = read(site.get(f"/documents/{site.slug}").text)
    entry = next(d for d in site.release.manifest.documents if d.slug == site.slug)
    numbers = [i for i in page.ids if re.fullmatch(r"s\d+", i)]
    anchors = [i for i in page.ids if i.startswith("st-")]
    assert numbers == [f"s{n}" for n in range(1, entry.statements + 1)]
    assert len(anchors) == entry.statements
    for name in (*numbers, *anchors):
        assert f"#{name}" in page.links


def test_a_filter_shows_only_its_kind(site: Site) -> None:
    page = read(site.get(f"/documents/{site.slug}?lang=en").text)
    choices = {e.text: e.get("href") for e in page.all("a") if "type=" in e.get("href")}
    assert "Contested claims" in choices
    for href in choices.values():
        filtered = read(site.get(href).text)
        items = [e for e in filtered.all("li") if re.fullmatch(r"s\d+", e.get("id"))]
        marks = filtered.all("a", class_="target")
        assert 0 < len(items) == len(marks) < len(page.all("a", class_="target"))
    contested = read(site.get(choices["Contested claims"]).text)
    items = [e for e in contested.all("li") if re.fullmatch(r"s\d+", e.get("id"))]
    assert all("contested" in item.text for item in items)


def test_a_filter_that_fits_nothing_says_so(site: Site) -> None:
    answer = site.get(f"/documents/{site.slug}?type=%3Cscript%3E&lang=en")
    assert answer.status == 200
    assert "No statement of this kind." in answer.text
    assert "<script>" not in answer.text


def test_sentences_without_statements_are_visible(site: Site) -> None:
    coverage = json.loads(site.get(f"/coverage/{site.slug}?format=json").body)
    without = [s for s in coverage["sentences"] if not s["statements"]]
    page = read(body_without_numbers(site.get(f"/documents/{site.slug}").text))
    empty = [" ".join(e.text.split()) for e in page.all("span", class_="empty") if e.get("title")]
    # A statement may reach over two sentences; it is counted where it begins.
    assert {*empty} <= {" ".join(s["text"].split()) for s in without}
    table = read(site.get(f"/coverage/{site.slug}?lang=en").text)
    assert len(table.all("tr")) == 1 + len(coverage["sentences"])
    assert sum("without a statement" in row.text for row in table.all("tr")) == len(without)


def test_the_file_is_sent_as_it_was_read(site: Site) -> None:
    answer = site.get(f"/documents/{site.slug}.txt")
    assert answer.text == site.release.document_text(site.slug)
    assert answer.headers["content-language"] == "ar"


@pytest.mark.parametrize("offset", ["-1", "x", "٣x", "9999999999"])
def test_a_strange_offset_is_refused(site: Site, offset: str) -> None:
    assert site.get(f"/documents/?offset={offset}").status == 400
