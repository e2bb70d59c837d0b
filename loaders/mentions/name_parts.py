"""Customary English spellings of parts of personal names: ``data/entities/name-parts.tsv``."""

from __future__ import annotations

from functools import cache

from loaders.errors import EntityError
from loaders.mentions.entity_files import ENTITY_FILES
from loaders.text.folding import fold

NAME_PARTS = ENTITY_FILES / "name-parts.tsv"


@cache
def name_parts() -> dict[str, str]:
    """Return the customary English spelling of parts of names, by their folded Arabic spelling.

    :raises EntityError: a line of the file is not ``arabic<TAB>english``.
    """
    table: dict[str, str] = {}
    if not NAME_PARTS.is_file():
        return table
    for number, line in enumerate(NAME_PARTS.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) < 2 or not all(field.strip() for field in fields[:2]):
            raise EntityError(
                "not arabic, a tab, english", path=NAME_PARTS, line=number, excerpt=line[:40]
            )
        table.setdefault(fold(fields[0].strip()).text, fields[1].strip())
    return table
