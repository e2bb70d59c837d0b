"""The metadata file beside a document: language, titles, revision date, checksum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from loaders.errors import DocumentError

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_REVISED = re.compile(r"\d{4}(-\d{2}){0,2}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a metadata file says; every part is optional."""

    language: str | None = None
    title: tuple[tuple[str, str], ...] = ()
    revised: str | None = None
    sha256: str | None = None


def read_metadata(path: Path) -> Metadata:
    """Read a document's metadata file; keys that it does not know are left to others.

    A YAML file of another schema beside a document (an annotation, for instance) names a
    `sha256` and a `language` in the same way and is read like one.

    :raises DocumentError: not YAML, not a mapping, or a value of the wrong form.
    """
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DocumentError(
            f"The metadata is not YAML: {error.problem}.", path=path, line=line
        ) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DocumentError(f"The metadata cannot be read: {error}.", path=path) from error
    if content is None:
        return Metadata()
    if not isinstance(content, dict):
        raise DocumentError(
            "The metadata is not a mapping.", path=path, remedy="Write lines like 'language: ar'."
        )
    return Metadata(
        language=_text(content, "language", _LANGUAGE, "a language tag such as ar", path),
        title=_titles(content.get("title"), path),
        revised=_text(content, "revised", _REVISED, "a date such as 2008-07-15", path),
        sha256=_text(content, "sha256", _SHA256, "64 hexadecimal digits", path),
    )


def _text(
    content: dict[str, Any], key: str, form: re.Pattern[str], expected: str, path: Path
) -> str | None:
    """Return the value of `key` if its form is right."""
    value = content.get(key)
    if value is None:
        return None
    # YAML reads an unquoted 2008-07-15 as a date and an unquoted 2008 as a number.
    text = value.isoformat() if isinstance(value, date) else str(value).strip()
    if not form.fullmatch(text):
        raise DocumentError(
            f"The metadata's '{key}' is not {expected}.", path=path, excerpt=text[:80]
        )
    return text


def _titles(value: object, path: Path) -> tuple[tuple[str, str], ...]:
    """Return the titles by language."""
    if value is None:
        return ()
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise DocumentError(
            "The metadata's 'title' does not map languages to titles.",
            path=path,
            remedy="Write 'title: {ar: …, en: …}'.",
        )
    return tuple((str(language), text) for language, text in value.items())
