"""Names that only the text knows, joined with the listed ones."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.mentions.names.gazetteer import Gazetteer, Hit
from loaders.mentions.names.places import find_places
from loaders.mentions.passages import Prepared
from loaders.mentions.persons.arabic_persons import find_persons
from loaders.mentions.persons.english_persons import find_english_persons
from loaders.mentions.terrain import survey
from loaders.mentions.treaties.unlisted_treaties import find_treaties


@dataclass(frozen=True, slots=True)
class Placed:
    """A hit with the one that it is part of, if it is."""

    hit: Hit
    within: Hit | None = None


def place_names(
    prepared: Prepared, hits: list[Hit], dated: frozenset[int], gazetteer: Gazetteer
) -> list[Placed]:
    """Add names from context to listed ones and say which lies within which.

    :param hits: listed names.
    :param dated: positions of the folded text that belong to dates.
    :param gazetteer: for known parts of names and the topics of listed treaties.
    """
    hits = [hit for hit in hits if not _is_half_a_name(prepared, hit)]
    parts = gazetteer.name_parts
    terrain = survey(prepared, hits, dated)
    treaties = find_treaties(terrain, gazetteer.treaty_topics)
    persons = find_persons(terrain, parts, gazetteer.surnames, gazetteer.respelled)
    if any("a" <= letter <= "z" for letter in prepared.text[:4000]):
        persons += find_english_persons(terrain, gazetteer.surnames)
    places = find_places(terrain, parts)
    new = _apart([*treaties, *persons, *places])
    return _nested([*hits, *new])


def _is_half_a_name(prepared: Prepared, hit: Hit) -> bool:
    """Whether what looks like a title is the second half of a name: عبد الملك."""
    before = prepared.text[max(0, hit.outer - 5) : hit.outer]
    return hit.entity.kind == "office" and before.removeprefix(" ") in {"عبد ", "وعبد ", "لعبد "}


def _apart(hits: list[Hit]) -> list[Hit]:
    """Return hits that do not overlap: treaties before persons before places, as they come."""
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in hits:
        positions = range(hit.start, hit.end)
        if taken.isdisjoint(positions):
            taken.update(positions)
            kept.append(hit)
    return kept


def _nested(hits: list[Hit]) -> list[Placed]:
    """Order hits and find for each the longer one that it is part of."""
    placed: list[Placed] = []
    open_hits: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.entity.kind == "office")):
        open_hits = [other for other in open_hits if other.end > hit.start]
        container = next((o for o in open_hits if hit.end <= o.end and o is not hit), None)
        if container is not None and not _may_hold(container, hit):
            continue
        placed.append(Placed(hit, container))
        open_hits.append(hit)
    return placed


def _may_hold(container: Hit, hit: Hit) -> bool:
    """Return whether a name within another is worth knowing: the party in a treaty's name.

    A title or an adjective inside a person's or an organisation's name is part of that name.
    """
    if container.entity.kind == "office":
        return hit.entity.kind != "office"
    return container.entity.kind == "treaty" and hit.entity.kind in {
        "state",
        "organisation",
        "organ",
        "place",
    }
