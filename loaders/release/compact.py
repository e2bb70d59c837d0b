"""Short names for IRIs in Turtle, TriG and JSON-LD: prefixes chosen from what the data uses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.graph.names import PREFIXES

# The part of Turtle's PN_LOCAL that needs no escapes and that JSON-LD reads the same way.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*)\Z")
# A reader would resolve these segments away.
_DOTS = re.compile(r"(?:^|/)\.\.?(?:[/?#]|$)")
_KIND = re.compile(r"[a-z][a-z0-9-]*\Z")


def namespace_of(iri: str) -> str:
    """Return `iri` up to and with its last ``#`` or, failing that, its last ``/``.

    >>> namespace_of("http://www.w3.org/ns/org#member")
    'http://www.w3.org/ns/org#'
    """
    return iri[: max(iri.rfind("#"), iri.rfind("/") if "#" not in iri else -1) + 1]


class Compactor:
    """Writes IRIs as prefixed names or relative to the base.

    :param base: the base IRI of the release, ending in ``/``.
    :param namespaces: the namespaces that occur in the data, as `namespace_of` gives them.
    """

    def __init__(self, base: str, namespaces: Iterable[str]) -> None:
        self.base = base
        used = set(namespaces)
        prefixes = {name: iri for name, iri in PREFIXES.items() if iri in used}
        for namespace in sorted(used):
            kind = namespace.removeprefix(f"{base}id/").removesuffix("/")
            if namespace.startswith(f"{base}id/") and _KIND.match(kind) and kind not in PREFIXES:
                prefixes[kind] = namespace
        self.prefixes = dict(sorted(prefixes.items()))
        self._by_namespace = {iri: name for name, iri in self.prefixes.items()}

    def prefixed(self, iri: str) -> str | None:
        """Return ``prefix:local``, or None if no prefix fits."""
        namespace = namespace_of(iri)
        prefix = self._by_namespace.get(namespace)
        local = iri[len(namespace) :]
        return f"{prefix}:{local}" if prefix is not None and _LOCAL.match(local) else None

    def turtle(self, term: str) -> str:
        """Turn ``<iri>`` into a prefixed name or into an IRI relative to the base."""
        iri = term[1:-1]
        short = self.prefixed(iri)
        if short is not None:
            return short
        relative = iri.removeprefix(self.base)
        plain = relative.startswith("id/") and not _DOTS.search(relative)
        return f"<{relative}>" if plain else term
