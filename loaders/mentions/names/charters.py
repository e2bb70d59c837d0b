"""The treaties that found organisations, by their labels: "Charter of the United Nations"."""

from __future__ import annotations

from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.mentions.names.entity_files import EntityTable


def charters_of(table: EntityTable) -> dict[str, Entity]:
    """Return by the key of each founding treaty the organisation that it founds."""
    openings = tuple(word_list("references")["constitutions"])
    organisations = {
        text: entry.entity
        for entry in table.entries
        if entry.entity.kind in {"organisation", "organ"}
        for language, text in entry.names()
        if language == "en"
    }
    found: dict[str, Entity] = {}
    for entry in table.entries:
        if entry.entity.kind != "treaty":
            continue
        for language, label in entry.entity.labels:
            opening = next((o for o in openings if label.startswith(f"{o} ")), None)
            if language != "en" or opening is None:
                continue
            name = label.removeprefix(opening).strip().removeprefix("the ")
            if name in organisations:
                found[entry.entity.key] = organisations[name]
    return found


def charter_of(
    organisation: Entity, charters: dict[str, Entity], table: EntityTable
) -> Entity | None:
    """Return the treaty that founded an organisation, if it is listed."""
    key = next((k for k, founded in charters.items() if founded.key == organisation.key), None)
    return None if key is None else table.by_key[key].entity
