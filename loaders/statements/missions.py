"""Where a mission or tribunal is at work, by its name: the Interim Force in Lebanon."""

from __future__ import annotations

import re
from functools import cache

from loaders.entities import Entity
from loaders.mentions.entity_files import shipped_entities

_SITED = re.compile(r".*\b(?:in|for) (?:the )?(?:former )?(?P<site>[^,]+)\Z")
_BODIES = frozenset({"organ", "organisation"})
_SITES = frozenset({"state", "place"})


@cache
def site_of(body: Entity) -> Entity | None:
    """Return the state or place that the English name of a body ends with; None if it does not."""
    if body.kind not in _BODIES:
        return None
    match = _SITED.match(body.label("en") or "")
    return None if match is None else _sites().get(match["site"])


@cache
def _sites() -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for entry in shipped_entities().entries:
        if entry.entity.kind in _SITES:
            for language, name in entry.names():
                if language == "en":
                    found.setdefault(name.removeprefix("the "), entry.entity)
    return found
