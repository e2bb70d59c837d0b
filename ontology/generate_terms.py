"""Write ``ontology/terms.py`` from ``ontology/mithaq.ttl``: ``python -m ontology.generate_terms``.

The Turtle is what people edit; code gets its terms from the module that this makes, so that a
misspelt term is an error of the type checker, not a query that finds nothing. A test fails when
the two differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from ontology.vocabulary import NAMESPACE, Vocabulary, read_vocabulary

TERMS_FILE = Path(__file__).with_name("terms.py")

_HEAD = '''"""The terms of ``mithaq.ttl`` as constants.

Made by ``python -m ontology.generate_terms``: edit the Turtle and make this module anew.
Every constant is a string, its full IRI.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

NAMESPACE = "{namespace}"


def term(name: str) -> str:
    """Return the IRI of the term with the local name `name`, which the ontology must know.

    :raises KeyError: if there is no such term.
    """
    if name not in _NAMES:
        raise KeyError(f"{{name!r}} is not a term of the ontology")
    return NAMESPACE + name
'''


def constant(name: str) -> str:
    """Return the name of the constant for a term's local name.

    >>> constant("allegedOccupier"), constant("MembershipTerm"), constant("isoAlpha2")
    ('ALLEGED_OCCUPIER', 'MEMBERSHIP_TERM', 'ISO_ALPHA2')
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


def generate(vocabulary: Vocabulary) -> str:
    """Return the source text of ``terms.py`` for `vocabulary`."""
    parts = [
        _HEAD.format(namespace=NAMESPACE),
        _enumeration("Class", "Classes.", vocabulary.classes),
        _enumeration("Property", "Object and datatype properties.", vocabulary.properties),
        _enumeration("Concept", "Members of the closed lists.", vocabulary.concepts),
        _closed_lists(vocabulary.closed_lists),
        "_NAMES = frozenset(\n"
        "    iri.removeprefix(NAMESPACE) for kind in (Class, Property, Concept) for iri in kind\n"
        ")\n",
    ]
    return "\n\n".join(parts[:-1]) + "\n" + parts[-1]


def _enumeration(name: str, docstring: str, terms: Iterable[str]) -> str:
    members = (f'    {constant(term)} = NAMESPACE + "{term}"' for term in terms)
    return "\n".join([f"class {name}(StrEnum):", f'    """{docstring}"""', "", *members, ""])


def _closed_lists(lists: Mapping[str, Mapping[str, str]]) -> str:
    lines = ["CLOSED_LISTS: Mapping[str, Mapping[str, Concept]] = {"]
    for name, members in lists.items():
        lines.append(f'    "{name}": {{')
        lines += [f'        "{word}": Concept.{constant(iri)},' for word, iri in members.items()]
        lines.append("    },")
    docstring = '"""Property with a closed list: the word in rules and statements, its concept."""'
    return "\n".join([*lines, "}", docstring, ""])


if __name__ == "__main__":
    TERMS_FILE.write_text(generate(read_vocabulary()), encoding="utf-8")
