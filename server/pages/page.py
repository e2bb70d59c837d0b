"""What every page needs: its language, its links, the graph, the release, and how it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, g, make_response, render_template, request
from markupsafe import Markup

from loaders.graph.names import MITHAQ
from loaders.release.opening import Release
from server.pages.addresses import Addresses
from server.pages.graph import Graph
from server.pages.language import Language, choose, languages
from server.pages.terms import Shower
from server.protocol.origin import base_url, client_name
from server.service import Service, current_service

DATA_TYPES = (
    ("ttl", "text/turtle"),
    ("nt", "application/n-triples"),
    ("jsonld", "application/ld+json"),
    ("rdf", "application/rdf+xml"),
)


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A language that the same page can be read in."""

    tag: str
    name: str
    direction: str
    href: str


@dataclass(frozen=True, slots=True)
class Page:
    """One request for a page."""

    service: Service
    release: Release
    language: Language
    graph: Graph
    addresses: Addresses
    host: str

    def shower(self, iris: Iterable[str]) -> Shower:
        """Return what shows terms here, with the labels of `iris` (one query)."""
        own = (f"{self.addresses.base}id/", MITHAQ)
        return Shower(self.addresses, self.language, self.graph.labels(iris, own))

    def render(self, template: str, status: int = 200, **values: object) -> Response:
        """Return the page that `template` makes of `values`."""
        body = render_template(
            f"pages/{template}.html",
            t=self.language,
            release_id=self.release.id,
            host=self.host,
            **values,
        )
        return finish(make_response(body, status), self.language)


def open_page() -> Page:
    """Return the page context of the current request.

    :raises loaders.errors.ReleaseError: there is no release to show.
    """
    service = current_service()
    release = service.release
    headers = {name.lower(): value for name, value in request.headers.items()}
    client = client_name(service.config, headers, request.remote_addr or "")
    return Page(
        service,
        release,
        page_language(),
        Graph(service.pool, client),
        Addresses(release.base),
        base_url(service.config, headers, request.scheme),
    )


def page_language() -> Language:
    """Return the language of the current request."""
    if "language" not in g:
        g.language = choose(request.args.get("lang"), request.headers.get("Accept-Language"))
    language: Language = g.language
    return language


def finish(response: Response, language: Language) -> Response:
    """Put on a page what all pages have: language, validator, and what it depends on."""
    response.headers["Content-Language"] = language.tag
    response.vary.update(("Accept", "Accept-Language"))
    if response.status_code == 200 and request.method in {"GET", "HEAD"}:
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
    return response


def link(href: str, **values: str) -> str:
    """Return a link within the site that keeps the language if the reader chose one."""
    if not href.startswith("/"):
        return href
    if "lang" in request.args:
        values["lang"] = page_language().tag
    if not values:
        return href
    path, hash_sign, fragment = href.partition("#")
    joint = "&" if "?" in path else "?"
    return f"{path}{joint}{urlencode(values)}{hash_sign}{fragment}"


def here(**changes: str | None) -> str:
    """Return the address of this very page with some parameters changed; None takes one away."""
    values = [(k, v) for k, v in request.args.items(multi=True) if k not in changes]
    values += [(k, v) for k, v in changes.items() if v is not None]
    return f"{request.path}?{urlencode(values)}" if values else request.path


def other_languages() -> list[OtherLanguage]:
    """Return the further languages of the current page, each with its address."""
    return [
        OtherLanguage(other.tag, other.name, other.direction, here(lang=other.tag))
        for other in languages().values()
        if other is not page_language()
    ]


def lang_field() -> Markup:
    """Return a hidden form field that keeps the chosen language, or nothing."""
    if "lang" not in request.args:
        return Markup("")
    return Markup('<input type="hidden" name="lang" value="{}">').format(page_language().tag)


def template_helpers() -> dict[str, object]:
    """Return what all templates may call."""
    return {
        "link": link,
        "here": here,
        "lang_field": lang_field,
        "other_languages": other_languages(),
        "data_types": DATA_TYPES,
    }
