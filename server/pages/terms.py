"""How an RDF term looks on a page: its label, where it leads, its language and direction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

from server.pages.addresses import Addresses
from server.pages.dates import written_out
from server.pages.language import Language, direction_of

_DATE = re.compile(r"(?<![0-9-])([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)(?![0-9-])")
_FIGURE = re.compile(r"[0-9X][0-9X~?%./:-]*")
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Value:
    """A term of an answer.

    :ivar kind: ``iri``, ``literal``, ``bnode`` or ``triple`` (an RDF 1.2 triple term).
    :ivar text: the IRI, the lexical form, or the triple term written out.
    """

    kind: Literal["iri", "literal", "bnode", "triple"]
    text: str
    language: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A term, ready for a template.

    :ivar text: what a reader sees first: a label, or the value.
    :ivar iri: the IRI, for IRIs only; `short` is the same with a prefix.
    :ivar href: a path on this host, an outside address, or None.
    :ivar outside: whether `href` leaves this site.
    :ivar tag: datatype or language, to be shown small beside a literal; empty if plain.
    """

    kind: str
    text: str
    lang: str
    dir: str
    iri: str = ""
    short: str = ""
    href: str | None = None
    outside: bool = False
    tag: str = ""


def isolated(text: str) -> Markup:
    """Return a label with its dates kept in their own direction.

    Behind Arabic letters the digits of ``1992-03-02`` would be shown in groups from right to left
    (Unicode Bidirectional Algorithm, rules W2 and W4), as another date.
    """
    parts = _DATE.split(text)
    return Markup("").join(
        Markup('<bdi dir="ltr">{}</bdi>').format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )


@dataclass(frozen=True, slots=True)
class DateShown:
    """A date: EDTF, and written out in the language of the page."""

    edtf: str
    text: str


@dataclass(frozen=True, slots=True)
class Shower:
    """Shows terms in one language, with the labels that were fetched for them."""

    addresses: Addresses
    language: Language
    labels: Labels

    def label(self, iri: str) -> tuple[str, str]:
        """Return label and language tag: the page's language, else any, else the short IRI."""
        known = self.labels.get(iri)
        if known:
            tag = self.language.tag
            tag = tag if tag in known else ("en" if "en" in known else next(iter(known)))
            return known[tag], tag
        return self._bare(iri), ""

    def _bare(self, iri: str) -> str:
        key = self.addresses.key(iri)
        return key if key is not None else self.addresses.short(iri)

    def iri(self, iri: str) -> Shown:
        """Return how the thing with `iri` is shown."""
        text, lang = self.label(iri)
        href = self.addresses.path(iri)
        return Shown(
            "iri",
            text,
            lang,
            direction_of(lang) if lang else "ltr",
            iri,
            self.addresses.short(iri),
            href,
            href is not None and not href.startswith("/"),
        )

    def __call__(self, value: Value) -> Shown:
        """Return how `value` is shown."""
        if value.kind == "iri":
            return self.iri(value.text)
        if value.language:
            lang = value.language
            return Shown("literal", value.text, lang, direction_of(lang), tag=lang)
        tag = ""
        if value.datatype and value.datatype != XSD_STRING:
            tag = self.addresses.short(value.datatype)
        # Numbers and dates must not be turned round in a right-to-left table.
        is_figure = bool(tag) or _FIGURE.fullmatch(value.text) is not None
        return Shown(value.kind, value.text, "", "ltr" if is_figure else "auto", tag=tag)

    def date(self, edtf: str | None) -> DateShown | None:
        """Return a date for a reader, or None."""
        return DateShown(edtf, written_out(edtf, self.language)) if edtf else None

    def texts(self, values: Iterable[Value]) -> list[Shown]:
        """Return literals, those in the language of the page first."""
        shown = [self(value) for value in values]
        return sorted(shown, key=lambda s: (s.lang != self.language.tag, s.lang, s.text))
