"""Where a mission is at work and an event took place, by name: the Interim Force in Lebanon."""

from __future__ import annotations

import re
from functools import cache

from loaders.entities import Entity
from loaders.mentions.names.entity_files import shipped_entities

_SITED = re.compile(r".*\b(?:in|for) (?:the )?(?:former )?(?P<site>[^,]+)\Z")
_DONE_TO = re.compile(r".*\b(?:invasion|annexation|occupation) of (?:the )?(?P<site>[^,]+)\Z")
_NAMED_SO = {"organ": _SITED, "organisation": _SITED, "event": _DONE_TO}
_SITES = frozenset({"state", "place"})


@cache
def site_of(named: Entity) -> Entity | None:
    """Return the state or place that the English name of a body or event ends with, if it does.

    A mission is for it or in it; an event counts only if it was done to it: "invasion of Kuwait".
    """
    pattern = _NAMED_SO.get(named.kind)
    match = None if pattern is None else pattern.match(named.label("en") or "")
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
