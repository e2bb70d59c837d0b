"""Where a thing's IRI leads on this host, whatever host that is.

Things have IRIs under the configured base; the server that answers may be anywhere. Pages
therefore link by path, and show the IRI itself only where it is to be copied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from loaders.errors import NotFound
from loaders.graph.names import MITHAQ, PREFIXES

# Keys are readable ASCII (see loaders/entities.py); anything else was never minted here.
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*(?:/[A-Za-z0-9][A-Za-z0-9._~-]*)*")
# What may stand between < and > in SPARQL: production IRIREF of SPARQL 1.1, section 19.8.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")


def is_iri(text: str) -> bool:
    """Return whether `text` can stand between angle brackets in a query."""
    return _IRI.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Addresses:
    """The IRIs under one base, and the paths and short names that stand for them.

    >>> a = Addresses("https://w3id.org/mithaq/")
    >>> a.path("https://w3id.org/mithaq/id/state/qatar")
    '/page/state/qatar'
    >>> a.short("https://w3id.org/mithaq/ontology#memberOf")
    'm:memberOf'
    """

    base: str

    def prefixes(self) -> dict[str, str]:
        """Return prefix -> namespace, those of this graph first."""
        return {"id": f"{self.base}id/", "m": MITHAQ} | PREFIXES

    def thing(self, key: str) -> str:
        """Return the IRI of the thing with `key`.

        :raises NotFound: if no thing can have such a key.
        """
        if not _KEY.fullmatch(key):
            raise NotFound(
                f"Nothing has the key “{key}”.", remedy="Look for its name on the search page."
            )
        return f"{self.base}id/{key}"

    def key(self, iri: str) -> str | None:
        """Return the key of a thing of this graph, or None."""
        start = f"{self.base}id/"
        return iri[len(start) :] if iri.startswith(start) else None

    def path(self, iri: str) -> str | None:
        """Return where `iri` leads: a path here, an outside web address, or None for no link.

        Only http and https become links: an IRI in the data must never run as a script.
        """
        key = self.key(iri)
        if key is not None:
            if key.startswith("document/"):
                return f"/documents/{quote(key.removeprefix('document/'))}"
            return f"/page/{quote(key)}"
        if iri.startswith(MITHAQ):
            return f"/ontology#{quote(iri[len(MITHAQ) :])}"
        if iri.startswith(f"{self.base}graph/"):
            return f"/graphs?graph={quote(iri, safe='')}"
        return iri if iri.startswith(("http://", "https://")) else None

    def short(self, iri: str) -> str:
        """Return `iri` with a prefix where one fits, else as it is."""
        for prefix, namespace in self.prefixes().items():
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri
