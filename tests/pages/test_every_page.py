"""What holds for every page: language, direction, validity, no scripts, no outside host."""

from __future__ import annotations

import re
from collections import deque
from urllib.parse import unquote, urlsplit

import pytest

from server.pages.language import languages
from tests.pages.html import read
from tests.pages.site import Site

PATHS = [
    "/",
    "/about",
    "/search?q=أذربيجان",
    "/search",
    "/query",
    "/query?query=SELECT * { ?s a ?c } LIMIT 20",
    "/query?query=SELECT",
    "/queries",
    "/documents/",
    "/documents/{slug}",
    "/documents/{slug}?type=contested",
    "/coverage/{slug}",
    "/dumps/",
    "/ontology",
    "/page/state/azerbaijan",
    "/page/organisation/united-nations",
    "/page/state/not-there",
    "/nothing/here",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_page_is_whole_in_both_languages(site: Site, path: str, tag: str) -> None:
    path = path.format(slug=site.slug) if "slug" in path else path
    answer = site.get(path, accept_language=tag)
    assert answer.media_type == "text/html"
    page = read(answer.text)
    root = page.one("html")
    assert (root.get("lang"), root.get("dir")) == (tag, languages()[tag].direction)
    assert answer.headers["content-language"] == tag
    assert page.faults == []
    assert len(page.all("h1")) == 1
    assert page.one("title").text.strip()
    assert page.one("main").get("id") == "content"
    assert "#content" in page.links


@pytest.mark.parametrize("path", PATHS)
def test_a_page_needs_no_script_and_no_other_host(site: Site, path: str) -> None:
    answer = site.get(path.format(slug=site.slug) if "slug" in path else path)
    page = read(answer.text)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    for element in page.elements:
        assert element.tag not in {"script", "style", "iframe", "object", "embed"}
        assert "style" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")]
        loads = element.get("src") or (
            element.get("href")
            if element.tag == "link" and element.get("rel") in {"stylesheet", "icon"}
            else ""
        )
        assert not loads or loads.startswith("/assets/")


def test_first_view_is_light(site: Site) -> None:
    page = site.get("/", accept_encoding="gzip")
    css = read(site.get("/").text).one("link", rel="stylesheet").get("href")
    sheet = site.get(css, accept_encoding="gzip")
    fonts = re.findall(r'url\("([^"]+)"\)', site.get(css).text)
    sizes = [len(page.body), len(sheet.body)]
    sizes += [len(site.get(f"/assets/{font}").body) for font in fonts]
    assert sum(sizes) < 62_000, sizes


def test_the_style_sheet_speaks_of_no_side(site: Site) -> None:
    css = site.get(read(site.get("/").text).one("link", rel="stylesheet").get("href")).text
    sided = r"(?:margin|padding|border)-(?:left|right)|[\s;{](?:left|right)\s*:|float\s*:"
    assert re.findall(sided, css) == []
    assert "http" not in css


def test_every_link_of_the_site_leads_somewhere(site: Site) -> None:
    todo, seen, texts = deque(["/"]), {"/"}, {}
    fragments: list[tuple[str, str, str]] = []
    while todo and len(seen) < 900:
        path = todo.popleft()
        answer = site.get(path)
        assert answer.status in {200, 303}, path
        if answer.media_type != "text/html" or answer.status != 200:
            continue
        page = read(answer.text)
        assert page.faults == [], path
        texts[path] = set(page.ids)
        for href in page.links:
            parts = urlsplit(href)
            if parts.scheme or parts.netloc:
                assert parts.scheme in {"http", "https"}
                continue
            target = f"{parts.path or urlsplit(path).path}" + (
                f"?{parts.query}" if parts.query else ""
            )
            if not parts.path and not parts.query:
                target = path
            if parts.fragment:
                fragments.append((path, target, unquote(parts.fragment)))
            if target not in seen and not _is_big(target):
                seen.add(target)
                todo.append(target)
    assert len(texts) > 50
    missing = [f for f in fragments if f[1] in texts and f[2] not in texts[f[1]]]
    assert missing == []


def _is_big(target: str) -> bool:
    # Dumps are read by the tests of downloads; a language switch doubles every page.
    return target.startswith("/dumps/m") or "lang=" in target


def test_the_language_switch_keeps_the_page(site: Site) -> None:
    page = read(site.get("/search?q=a%26b&lang=en").text)
    switch = page.all("a", hreflang="ar")
    assert [e.get("href") for e in switch] == ["/search?q=a%26b&lang=ar"]
    arabic = read(site.get(switch[0].get("href")).text)
    assert arabic.one("input", id="q").get("value") == "a&b"


def test_a_chosen_language_stays_chosen(site: Site) -> None:
    page = read(site.get("/documents/?lang=ar", accept_language="en").text)
    own = [href for href in page.links if href.startswith("/") and "/dumps/m" not in href]
    assert own
    assert all("lang=" in href for href in own)


def test_a_page_that_did_not_change_is_not_sent_again(site: Site) -> None:
    first = site.get("/page/state/azerbaijan")
    again = site.get("/page/state/azerbaijan", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    other = site.get("/page/state/azerbaijan", accept_language="ar")
    assert other.headers["etag"] != first.headers["etag"]
    assert "accept-language" in first.headers["vary"].lower()


@pytest.mark.parametrize(
    "path", ["/page/state/not-there", "/nothing", "/documents/none", "/queries/none"]
)
def test_what_is_not_there_is_said_to_people_and_to_programs(site: Site, path: str) -> None:
    page = site.get(path)
    assert (page.status, page.media_type) == (404, "text/html")
    problem = site.get(path, accept="application/json")
    assert (problem.status, problem.media_type) == (404, "application/problem+json")
