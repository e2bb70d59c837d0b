"""Links to Wikidata: reads SSSOM files (Simple Standard for Sharing Ontological Mappings), as TSV.

A file begins with a YAML header in lines that start with ``#``, then a tab-separated table.
``wikidata.sssom.tsv`` holds what is verified and becomes triples; ``wikidata-candidates.sssom.tsv``
holds what has one source only, or none, and never becomes a triple.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from loaders.errors import EntityError

EXACT = "skos:exactMatch"
CLOSE = "skos:closeMatch"
NO_TERM = "sssom:NoTermFound"
WIKIDATA = "http://www.wikidata.org/entity/"
REQUIRED_HEADER = ("mapping_set_id", "license", "curie_map")
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "author_id",
    "mapping_date",
    "comment",
)
_SUBJECT = "mithaq:"
_ITEM = re.compile(r"wikidata:(Q[1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class Mapping:
    """One row of an SSSOM file.

    :ivar key: key of the entity (`Entity.key`), the subject without its prefix.
    :ivar label: the subject's English label.
    :ivar predicate: ``skos:exactMatch`` or ``skos:closeMatch``.
    :ivar qid: the Wikidata item, or None where the search found no term.
    :ivar item_label: the item's label in the sources.
    :ivar justification: ``semapv:…``.
    :ivar confidence: 0 to 1.
    :ivar comment: the sources that say so, or the reason for doubt.
    :ivar line: 1-based line in the file.
    """

    key: str
    label: str
    predicate: str
    qid: str | None
    item_label: str
    justification: str
    confidence: float
    comment: str
    line: int

    @property
    def item(self) -> str | None:
        """The item's IRI in Wikidata (http, as Wikidata itself writes it), or None."""
        return None if self.qid is None else WIKIDATA + self.qid


@dataclass(frozen=True, slots=True)
class MappingSet:
    """An SSSOM file: its header and its rows in file order."""

    header: dict[str, Any]
    mappings: tuple[Mapping, ...]


def read_mappings(path: Path) -> MappingSet:
    """Read an SSSOM file.

    :raises EntityError: with file and line, where header or table break the form.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise EntityError("not UTF-8", path=path, remedy="Save the file as UTF-8.") from error
    except FileNotFoundError as error:
        raise EntityError("there is no such file of mappings", path=path) from error
    start = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    header = _header(path, lines[:start])
    if start == len(lines) or tuple(lines[start].split("\t")) != COLUMNS:
        raise EntityError(
            "the table's first line must name its columns",
            path=path,
            line=start + 1,
            remedy=f"They are, separated by tabs: {' '.join(COLUMNS)}.",
        )
    rows = enumerate(lines[start + 1 :], start + 2)
    return MappingSet(header, tuple(_row(path, number, line) for number, line in rows if line))


def exact_items(path: Path) -> dict[str, str]:
    """Return the verified Wikidata item of each entity key that has an exact match in `path`.

    An empty result if the file does not exist: a project without links is a valid project.
    """
    if not path.exists():
        return {}
    mappings = read_mappings(path).mappings
    return {m.key: m.qid for m in mappings if m.predicate == EXACT and m.qid is not None}


def _header(path: Path, lines: list[str]) -> dict[str, Any]:
    try:
        header = yaml.safe_load("\n".join(line.removeprefix("#") for line in lines))
    except yaml.YAMLError as error:
        raise EntityError(f"the header is not YAML: {error}", path=path, line=1) from error
    for name in REQUIRED_HEADER:
        if not isinstance(header, dict) or name not in header:
            raise EntityError(
                "the header lacks a field",
                path=path,
                line=1,
                excerpt=name,
                remedy="SSSOM requires it; write it in a line that starts with #.",
            )
    return dict(header)


def _row(path: Path, number: int, line: str) -> Mapping:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise _wrong(path, number, f"{len(cells)} cells instead of {len(COLUMNS)}", line[:40])
    row = dict(zip(COLUMNS, cells, strict=True))
    if not row["subject_id"].startswith(_SUBJECT):
        raise _wrong(path, number, f"the subject must begin with {_SUBJECT}", row["subject_id"])
    item = _ITEM.fullmatch(row["object_id"])
    if item is None and row["object_id"] != NO_TERM:
        raise _wrong(path, number, "the object is no Wikidata item", row["object_id"])
    if row["predicate_id"] not in (EXACT, CLOSE):
        raise _wrong(path, number, f"the predicate must be {EXACT} or {CLOSE}", row["predicate_id"])
    if not row["mapping_justification"].startswith("semapv:"):
        raise _wrong(path, number, "no semapv: justification", row["mapping_justification"])
    try:
        confidence = float(row["confidence"])
    except ValueError:
        raise _wrong(path, number, "the confidence is no number", row["confidence"]) from None
    if not 0 <= confidence <= 1:
        raise _wrong(path, number, "the confidence is not between 0 and 1", row["confidence"])
    return Mapping(
        key=row["subject_id"].removeprefix(_SUBJECT),
        label=row["subject_label"],
        predicate=row["predicate_id"],
        qid=None if item is None else item[1],
        item_label=row["object_label"],
        justification=row["mapping_justification"],
        confidence=confidence,
        comment=row["comment"],
        line=number,
    )


def _wrong(path: Path, number: int, what: str, words: str) -> EntityError:
    return EntityError(what, path=path, line=number, excerpt=words, remedy="Mend the row.")
