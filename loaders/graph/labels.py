"""Labels of domain nodes in every language that ``labels.yaml`` has templates for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from loaders.errors import OntologyError
from loaders.graph.values import Values
from loaders.statements.statement import Statement
from ontology.statement_types import StatementType, load_statement_types

LABELS_FILE = Path(__file__).with_name("labels.yaml")
QUOTE_LENGTH = 60

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class LabelTemplates:
    """The templates by class and language, and each language's way to join and to quote."""

    templates: Mapping[str, Mapping[str, str]]
    joiners: Mapping[str, str]
    quotes: Mapping[str, str]

    def labels(
        self, statement: Statement, kind: StatementType, values: Values
    ) -> tuple[tuple[str, str], ...]:
        """Return the labels of the node that `statement` is about: (language tag, text)."""
        return tuple(
            (language, self._fill(template, statement, kind, values, language))
            for language, template in self.templates[kind.cls].items()
        )

    def _fill(
        self,
        template: str,
        statement: Statement,
        kind: StatementType,
        values: Values,
        language: str,
    ) -> str:
        def value(name: str) -> str:
            if name == "quote":
                return self.quotes[language].format(shortened(statement.quote))
            if name == "date":
                numbered = kind.cls == "Resolution" and statement.number("resolution")
                date = statement.date
                return date.edtf.split("/")[0] if date is not None and not numbered else ""
            if kind.role(name) is not None:
                entities = {
                    p.entity.key: p.entity for p in statement.participants if p.role == name
                }
                texts = [entities[key].label(language) for key in sorted(entities)]
                return self.joiners[language].join(texts)
            if word := dict(statement.qualifiers).get(name):
                return values.words(kind.qualifiers.get(name, ""), word, language)
            return statement.number(name) or ""

        def optional(match: re.Match[str]) -> str:
            names = _PLACE.findall(match[1])
            return match[1] if all(value(name) for name in names) else ""

        return _PLACE.sub(lambda m: value(m[1]), _OPTIONAL.sub(optional, template)).strip()


def shortened(quote: str) -> str:
    """Return `quote` on one line, cut at a word's end if it is long."""
    text = " ".join(quote.split())
    if len(text) <= QUOTE_LENGTH:
        return text
    return text[: QUOTE_LENGTH + 1].rsplit(" ", 1)[0] + " …"


@cache
def load_labels(path: Path = LABELS_FILE) -> LabelTemplates:
    """Read the templates and check them against the table of statement types.

    :raises OntologyError: if the file is malformed, a class has no template, or a template uses
        what is no part of the identity of its class.
    """
    try:
        content: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        languages, classes = content["languages"], content["classes"]
        templates = LabelTemplates(
            classes,
            {language: words["and"] for language, words in languages.items()},
            {language: words["quote"] for language, words in languages.items()},
        )
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise OntologyError(
            f"The label templates are not YAML: {error.problem}.", path=path, line=line
        ) from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise OntologyError(f"The label templates cannot be read: {error!r}.", path=path) from error
    _check(templates, path)
    return templates


def _check(templates: LabelTemplates, path: Path) -> None:
    identities: dict[str, set[str]] = {}
    for kind in load_statement_types().values():
        identities.setdefault(kind.cls, set()).update(kind.identity)
    for cls, identity in identities.items():
        by_language = templates.templates.get(cls)
        if not by_language or set(by_language) != set(templates.joiners):
            raise OntologyError(
                f"Class {cls} has no label template in every language.",
                path=path,
                remedy="Add one for each language under 'classes'.",
            )
        for template in by_language.values():
            strange = set(_PLACE.findall(template)) - identity
            if strange:
                raise OntologyError(
                    f"The template of {cls} uses what does not identify it: {sorted(strange)}.",
                    path=path,
                    excerpt=template,
                )
