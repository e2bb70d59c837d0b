"""Customary English spellings of Arabic names that no list of entities has.

Parts of personal names stand in ``data/entities/name-parts.tsv``, names of cities in
``data/entities/city-names.tsv``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from loaders.errors import EntityError
from loaders.mentions.names.entity_files import ENTITY_FILES
from loaders.text.folding import fold

NAME_PARTS = ENTITY_FILES / "name-parts.tsv"
CITY_NAMES = ENTITY_FILES / "city-names.tsv"


@cache
def name_parts() -> dict[str, str]:
    """Return the customary English spelling of parts of names, by their folded Arabic spelling.

    :raises EntityError: a line of the file is not ``arabic<TAB>english``.
    """
    return _spellings(NAME_PARTS)


@cache
def city_names() -> dict[str, str]:
    """Return the English names of cities by their folded Arabic ones.

    :raises EntityError: a line of the file is not ``arabic<TAB>english``.
    """
    return _spellings(CITY_NAMES)


def _spellings(path: Path) -> dict[str, str]:
    table: dict[str, str] = {}
    if not path.is_file():
        return table
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) < 2 or not all(field.strip() for field in fields[:2]):
            raise EntityError(
                "not arabic, a tab, english", path=path, line=number, excerpt=line[:40]
            )
        table.setdefault(fold(fields[0].strip()).text, fields[1].strip())
    return table
