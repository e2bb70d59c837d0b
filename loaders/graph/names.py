"""How things are called: namespaces, and the IRIs of entities, nodes, statements, spans, graphs.

All IRIs derive from content, so that a rebuild gives the same ones; all are readable ASCII; no
blank node is ever made.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from loaders.document import Document, Span
from loaders.errors import UsageError

DEFAULT_BASE = "https://w3id.org/mithaq/"
MITHAQ = "https://w3id.org/mithaq/ontology#"

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "m": MITHAQ,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_UNSAFE = re.compile(r"[^a-z0-9]+")
_IRI_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9/._~-]*\Z")


def term(name: str) -> NamedNode:
    """Return the IRI of a prefixed name with one of `PREFIXES`, such as ``prov:used``."""
    prefix, local = name.split(":", 1)
    return NamedNode(PREFIXES[prefix] + local)


def camel(name: str) -> str:
    """Turn the snake case of roles into the camel case of properties.

    >>> camel("alleged_aggressor")
    'allegedAggressor'
    """
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def kebab(name: str) -> str:
    """Turn a class name into the first step of its nodes' addresses.

    >>> kebab("MembershipTerm")
    'membership-term'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def slug(text: str) -> str:
    """Return what of `text` can stand in an address: lower-case ASCII letters, digits, hyphens.

    >>> slug("62/249"), slug("Resolution 48/114 (1993)")
    ('62-249', 'resolution-48-114-1993')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _UNSAFE.sub("-", plain).strip("-")


def digest(*parts: str, length: int = 12) -> str:
    """Return the first `length` hexadecimal digits of a hash over `parts`, kept apart."""
    text = "\x1f".join(parts)
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def check_base(base: str) -> str:
    """Return `base` if things can be named under it.

    :raises UsageError: if it is no absolute ASCII http(s) IRI that ends in ``/``.
    """
    parts = urlsplit(base)
    fit = parts.scheme in ("http", "https") and parts.netloc and base.isascii()
    if not fit or not base.endswith("/") or re.search(r"[\s<>\"{}|\\^`?#]", base):
        raise UsageError(
            f"{base!r} cannot be the base of addresses.",
            remedy="Give an absolute http or https address that ends in '/', "
            f"such as {DEFAULT_BASE}.",
        )
    return base


class Names:
    """The IRIs under one base.

    :param base: absolute IRI ending in ``/``.
    """

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        self.base = base

    def thing(self, key: str) -> NamedNode:
        """Return the IRI of the entity or node with `key`, such as ``state/azerbaijan``."""
        if not _IRI_KEY.match(key):
            kind, _, name = key.partition("/")
            key = f"{slug(kind)}/{slug(name) or 'x'}-{digest(key, length=8)}"
        return NamedNode(f"{self.base}id/{key}")

    def document(self, document: Document) -> NamedNode:
        """Return the IRI of a source document."""
        return self.thing(f"document/{document.slug}")

    def span(self, document: Document, span: Span) -> NamedNode:
        """Return the IRI of a stretch of a document."""
        return self.thing(f"span/{document.slug}/{span.start}-{span.end}")

    def graph(self, name: str) -> NamedNode:
        """Return the IRI of a named graph: ``entities``, ``links``, ``ontology``, ``meta``."""
        return NamedNode(f"{self.base}graph/{name}")

    def document_graph(self, document: Document) -> NamedNode:
        """Return the IRI of the graph that holds what a document says."""
        return self.graph(f"document/{document.slug}")
