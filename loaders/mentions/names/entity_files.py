"""Entity files: reads ``data/entities/*.yaml`` and the Wikidata items from ``data/links/``.

A file is a list of entries, one mapping each::

    - key: state/azerbaijan              # kind/name, ASCII; the IRI is made from it
      kind: state                        # see `KINDS`; must be the key's first part
      part_of: organisation/…            # organs and parts of organisations only
      labels: {en: Azerbaijan, ar: أذربيجان}       # en and ar are required
      aliases: {ar: [جمهورية أذربيجان]}            # other names and spellings
      adjectives: {ar: [أذربيجاني], en: [Azerbaijani]}
      metonyms: {ar: [باكو], en: [Baku]}           # capitals, for the government
      ambiguous: [قطري]                  # texts from above that are also ordinary words or
                                         # other names: to be trusted only in a fitting context
      codes: {iso2: AZ, iso3: AZE, m49: "031"}
      note: free text for whoever edits the file; not loaded

Arabic adjectives are the masculine singular indefinite; feminine, plural and article are made by
code, and in an adjective of two words (``كوري جنوبي``) both words inflect. Spellings that differ
only in what `loaders.text.folding` folds (hamza, ta marbuta, diacritics, case) are not listed.
Two entries of one kind never share a label or an alias; entries of different kinds may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from loaders.entities import Entity
from loaders.errors import EntityError
from loaders.links import exact_items
from loaders.mentions.names.entity_problems import Problem, raise_problems

DATA = Path(__file__).resolve().parents[3] / "data"
ENTITY_FILES = DATA / "entities"
WIKIDATA_LINKS = DATA / "links" / "wikidata.sssom.tsv"
WIKIDATA_CANDIDATES = DATA / "links" / "wikidata-candidates.sssom.tsv"

KINDS = frozenset(
    {"state", "organisation", "organ", "person", "office", "place", "treaty", "event"}
    | {"document", "resolution"}
)
REQUIRED_LANGUAGES = ("en", "ar")
FIELDS = frozenset(
    {"key", "kind", "part_of", "labels", "aliases", "adjectives", "metonyms", "ambiguous"}
    | {"codes", "note"}
)
_KEY = re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")

Texts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EntityEntry:
    """One entry of an entity file: the entity and the words by which texts name it.

    :ivar entity: the entity with its labels; `Entity.qid` from the verified exact matches.
    :ivar aliases: other names and spellings, (language tag, text).
    :ivar adjectives: nisba adjectives; Arabic ones masculine, singular, indefinite.
    :ivar metonyms: names that stand for the entity, such as a capital for its government.
    :ivar codes: identifiers by scheme: ``iso2``, ``iso3``, ``m49`` (with leading zeros).
    :ivar ambiguous: those of the texts that are also ordinary words or other names.
    """

    entity: Entity
    aliases: Texts = ()
    adjectives: Texts = ()
    metonyms: Texts = ()
    codes: tuple[tuple[str, str], ...] = ()
    ambiguous: frozenset[str] = frozenset()

    def names(self) -> Texts:
        """Return labels and aliases, each (language tag, text)."""
        return self.entity.labels + self.aliases


@dataclass(frozen=True, slots=True)
class EntityTable:
    """All entities of the entity files, in the order of file name and position.

    :ivar entries: one a listed entity.
    :ivar by_key: the same, by `Entity.key`.
    """

    entries: tuple[EntityEntry, ...]
    by_key: Mapping[str, EntityEntry] = field(repr=False)

    def entity(self, key: str) -> Entity | None:
        """Return the entity that is listed under `key`, or None."""
        entry = self.by_key.get(key)
        return None if entry is None else entry.entity


@cache
def shipped_entities() -> EntityTable:
    """Return the entities of the shipped files, which are read once.

    :raises EntityError: as `load_entities`.
    """
    return load_entities()


def load_entities(directory: Path = ENTITY_FILES, links: Path = WIKIDATA_LINKS) -> EntityTable:
    """Read all entity files of `directory` and the verified items of the SSSOM file `links`.

    :raises EntityError: for a file that is not YAML of the form above; for unknown kinds or
        fields, duplicate keys, texts that two entities of one kind share, missing labels,
        a bad `part_of`. All faults of all files are told at once, each with file and line.
    """
    if not directory.is_dir():
        raise EntityError("there is no such directory of entity files", path=directory)
    items = exact_items(links)
    problems: list[Problem] = []
    entries: list[EntityEntry] = []
    places: list[tuple[Path, int]] = []
    for path in sorted(directory.glob("*.yaml")):
        for position, raw in enumerate(_read(path)):
            found = list(_faults(raw))
            problems += [Problem(path, position, what, words) for what, words in found]
            if not found:
                entries.append(_entry(raw, items))
                places.append((path, position))
    problems += _clashes(entries, places)
    if problems:
        raise_problems(problems)
    return EntityTable(tuple(entries), {entry.entity.key: entry for entry in entries})


def _read(path: Path) -> list[Any]:
    try:
        raw = _plain(path, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise EntityError("not UTF-8", path=path, remedy="Save the file as UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        line = None if error.problem_mark is None else error.problem_mark.line + 1
        what = f"not YAML: {error.problem}"
        raise EntityError(what, path=path, line=line, remedy="Mend the syntax.") from error
    except yaml.YAMLError as error:
        raise EntityError(f"not YAML: {error}", path=path) from error
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise EntityError("not a list of entries", path=path, line=1, remedy="Begin with `- key:`.")
    return raw


def _plain(path: Path, text: str) -> Any:
    """Return the YAML document `text` as mappings, lists and texts, no scalar being interpreted.

    Made from the parser's events, which takes a third of the time that loading takes and reads
    ``iso2: NO`` as Norway's code.
    """
    root: list[Any] = []
    open_: list[list[Any]] = [root]
    starts: list[yaml.Event] = []
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.ScalarEvent):
            open_[-1].append(event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            open_.append([])
            starts.append(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            start, done = starts.pop(), open_.pop()
            is_mapping = isinstance(start, yaml.MappingStartEvent)
            open_[-1].append(_mapping(path, done, start) if is_mapping else done)
        elif isinstance(event, yaml.AliasEvent):
            raise EntityError("aliases are not used here", path=path, excerpt=f"*{event.anchor}")
    return root[0] if root else None


def _mapping(path: Path, parts: list[Any], start: yaml.Event) -> dict[str, Any]:
    names = [name if isinstance(name, str) else "" for name in parts[::2]]
    mapping = dict(zip(names, parts[1::2], strict=True))
    if len(mapping) < len(names):
        line = None if start.start_mark is None else start.start_mark.line + 1
        raise EntityError("a field stands twice in the entry", path=path, line=line)
    return mapping


def _faults(raw: object) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one entry by itself: (what, offending words)."""
    if not isinstance(raw, dict):
        yield "an entry must be a mapping that begins with `key:`", str(raw)[:40]
        return
    for name in raw.keys() - FIELDS:
        yield f"unknown field; known are {', '.join(sorted(FIELDS))}", str(name)
    key, kind = raw.get("key"), raw.get("kind")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        yield "the key must be kind/name in lower-case ASCII with hyphens", str(key)
    elif kind not in KINDS:
        yield f"unknown kind; known are {', '.join(sorted(KINDS))}", str(kind)
    elif not key.startswith(f"{kind}/"):
        yield f"the key must begin with its kind, {kind}/", key
    labels = raw.get("labels")
    if not isinstance(labels, dict):
        yield "labels must be a mapping from language to text", str(key)
    else:
        for language in REQUIRED_LANGUAGES:
            if language not in labels:
                yield f"no label in {language}", str(key)
        for text in labels.values():
            if not _is_text(text):
                yield "a label must be a text", str(text)
    for name in ("aliases", "adjectives", "metonyms"):
        yield from _list_faults(name, raw.get(name, {}))
    codes = raw.get("codes", {})
    if not isinstance(codes, dict) or not all(_is_text(code) for code in codes.values()):
        yield "codes must be a mapping from scheme to code", str(key)
    ambiguous = raw.get("ambiguous", [])
    if not isinstance(ambiguous, list):
        yield "ambiguous must be a list of texts", str(key)
    elif isinstance(labels, dict):
        yield from (
            ("ambiguous is no name of the entry", t) for t in ambiguous if t not in _all(raw)
        )


def _list_faults(name: str, texts: object) -> Iterator[tuple[str, str]]:
    if not isinstance(texts, dict):
        yield f"{name} must be a mapping from language to a list of texts", str(texts)[:40]
        return
    for listed in texts.values():
        if not isinstance(listed, list):
            yield f"{name} of a language must be a list", str(listed)[:40]
        else:
            for text in listed:
                if not _is_text(text):
                    yield f"{name} must be texts", str(text)


def _all(raw: Mapping[str, Any]) -> set[str]:
    listed = (raw.get(name, {}) for name in ("aliases", "adjectives", "metonyms"))
    groups = [texts for by_language in listed for texts in by_language.values()]
    return {text for texts in groups for text in texts} | set(raw["labels"].values())


def _is_text(text: object) -> bool:
    return isinstance(text, str) and text != "" and text == text.strip()


def _entry(raw: dict[str, Any], items: Mapping[str, str]) -> EntityEntry:
    key = raw["key"]
    labels = raw["labels"]
    ordered = sorted(labels.items(), key=lambda label: label[0] != "en")
    entity = Entity(key, raw["kind"], tuple(ordered), raw.get("part_of"), items.get(key))
    return EntityEntry(
        entity,
        _texts(raw.get("aliases")),
        _texts(raw.get("adjectives")),
        _texts(raw.get("metonyms")),
        tuple(raw.get("codes", {}).items()),
        frozenset(raw.get("ambiguous", ())),
    )


def _texts(by_language: Mapping[str, list[str]] | None) -> Texts:
    if not by_language:
        return ()
    return tuple((language, text) for language, texts in by_language.items() for text in texts)


def _clashes(entries: list[EntityEntry], places: list[tuple[Path, int]]) -> Iterator[Problem]:
    """Yield what is wrong between entries: shared keys, shared names, bad `part_of`."""
    keys: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    for entry, (path, position) in zip(entries, places, strict=True):
        entity = entry.entity
        if entity.key in keys:
            yield Problem(
                path, position, f"the key is already used in {keys[entity.key]}", entity.key
            )
        keys.setdefault(entity.key, path.name)
        for _, text in entry.names():
            owner = names.setdefault((entity.kind, text.casefold()), entity.key)
            if owner != entity.key:
                yield Problem(path, position, f"the name already belongs to {owner}", text)
    for entry, (path, position) in zip(entries, places, strict=True):
        whole = entry.entity.part_of
        if whole is not None and (whole not in keys or whole == entry.entity.key):
            yield Problem(path, position, "part_of names no other listed entity", whole)
