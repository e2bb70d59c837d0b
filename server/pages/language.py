"""The two languages of the pages: which one a request wants, and what the pages say in it.

Texts are data: one YAML file a language in ``texts/``, with the same keys in each. A further
language is a further file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from markupsafe import Markup, escape

from loaders.errors import UsageError
from server.protocol.negotiation import choose_language

FOLDER = Path(__file__).parent / "texts"
DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the pages speak.

    :ivar tag: BCP 47 tag, also the value of ``?lang=``.
    :ivar name: what the language calls itself.
    :ivar direction: ``ltr`` or ``rtl``.
    :ivar texts: all texts, key with dots -> string or list.
    """

    tag: str
    name: str
    direction: Literal["ltr", "rtl"]
    texts: Mapping[str, Any]

    def __call__(self, key: str, **values: object) -> str:
        """Return the text under `key`, with `values` put into its places.

        :raises KeyError: if the language has no such text: a mistake of ours, not of a user.
        """
        text = str(self.texts[key])
        return text.format(**values) if values else text

    def marked(self, key: str, **values: object) -> Markup:
        """Return the text under `key`, each value kept apart from the direction of the rest."""
        isolated = {name: Markup("<bdi>{}</bdi>").format(v) for name, v in values.items()}
        return escape(self(key)).format(**isolated)

    def items(self, key: str) -> list[Any]:
        """Return the list under `key`."""
        return list(self.texts[key])

    def has(self, key: str) -> bool:
        """Return whether there is a text under `key`."""
        return key in self.texts


def _flat(tree: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


@cache
def languages() -> Mapping[str, Language]:
    """Return the languages by tag, read once.

    :raises UsageError: if a file of texts is missing or is not YAML.
    """
    found: dict[str, Language] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        try:
            texts = dict(_flat(yaml.safe_load(path.read_text(encoding="utf-8"))))
            found[path.stem] = Language(
                path.stem, texts["language.name"], texts["language.direction"], texts
            )
        except (yaml.YAMLError, KeyError, AttributeError) as error:
            raise UsageError(
                f"{path.name}: the texts of the pages cannot be read ({error}).",
                remedy="Compare the file with en.yaml.",
            ) from error
    return found


def choose(asked: str | None, accepted: str | None) -> Language:
    """Return the language for a request: ``?lang=`` first, then ``Accept-Language``.

    :param asked: the value of ``?lang=`` or None; an unknown one counts as none.
    :param accepted: the header, or None.
    """
    known = languages()
    if asked is not None and asked in known:
        return known[asked]
    # English first: where a client accepts all languages alike, the default is the answer.
    return known[choose_language(accepted, sorted(known, key=lambda tag: tag != DEFAULT))]


def direction_of(tag: str | None) -> str:
    """Return the writing direction for text in language `tag`, ``auto`` if that is not known.

    >>> direction_of("ar-EG"), direction_of("en"), direction_of(None)
    ('rtl', 'ltr', 'auto')
    """
    if not tag:
        return "auto"
    language = tag.lower().partition("-")[0]
    return "rtl" if language in {"ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "yi"} else "ltr"
