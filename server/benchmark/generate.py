"""Generated graphs of the ontology's own shape, the same for the same seed, as N-Triples."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ID = "https://w3id.org/mithaq/id/"
TERM = "https://w3id.org/mithaq/ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
XSD_DATE = "http://www.w3.org/2001/XMLSchema#date"
XSD_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"

STATES = 200
BODIES = 120
_FIRST_DAY = date(1946, 1, 1).toordinal()
_DAYS = 28_000


def write_graph(path: Path, triples: int, seed: int = 1) -> int:
    """Write a graph of about `triples` triples to `path` and return how many were written."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for line in _lines(random.Random(seed)):  # noqa: S311 - repeatable data, not a secret
            file.write(line)
            written += 1
            if written >= triples:
                break
    return written


def _lines(chance: random.Random) -> Iterator[str]:
    """Yield triples without end: states and bodies first, then facts in equal shares."""
    for number in range(STATES):
        node = f"state/s{number}"
        yield _link(node, TYPE, TERM + "State", absolute=True)
        yield _text(node, f"State {number}", "en")
        yield _text(node, f"دولة {number}", "ar")
    for number in range(BODIES):
        node = f"organ/b{number}"
        yield _link(node, TYPE, TERM + "Organ", absolute=True)
        yield _text(node, f"Body {number}", "en")
        yield _link(node, "partOf", f"organ/b{number // 10}")
    number = 0
    while True:
        yield from _resolution(number, chance)
        for _ in range(4):
            yield from _term(number, chance)
            number += 1


def _resolution(number: int, chance: random.Random) -> Iterator[str]:
    node = f"resolution/r{number}"
    adopted = _day(chance)
    yield _link(node, TYPE, TERM + "Resolution", absolute=True)
    yield _link(f"organ/b{chance.randrange(BODIES)}", "adopted", node)
    yield _link(node, "subject", f"state/s{chance.randrange(STATES)}")
    yield _value(node, "number", str(number), None)
    yield _value(node, "begins", adopted, XSD_DATE)
    yield _text(node, f"Resolution {number} on the situation of {adopted}", "en")
    for vote in range(6):
        ballot = f"vote/v{number}-{vote}"
        yield _link(ballot, TYPE, TERM + "Vote", absolute=True)
        yield _link(ballot, "ofResolution", node)
        yield _link(ballot, "party", f"state/s{chance.randrange(STATES)}")
        yield _value(ballot, "votesFor", str(chance.randrange(100)), XSD_INTEGER)


def _term(number: int, chance: random.Random) -> Iterator[str]:
    state, body = f"state/s{chance.randrange(STATES)}", f"organ/b{chance.randrange(BODIES)}"
    node, statement, span = f"term/t{number}", f"statement/t{number}", f"span/t{number}"
    begins = _day(chance)
    yield _link(node, TYPE, TERM + "MembershipTerm", absolute=True)
    yield _link(node, "member", state)
    yield _link(node, "organ", body)
    yield _value(node, "begins", begins, XSD_DATE)
    yield _value(node, "edtf", begins[:4], None)
    yield _link(statement, TYPE, TERM + "Statement", absolute=True)
    yield _link(statement, "subject", state)
    yield _link(statement, "predicate", TERM + "servedOn", absolute=True)
    yield _link(statement, "object", body)
    yield _link(statement, "about", node)
    yield _link(statement, "evidence", span)
    yield _value(span, "start", str(number * 80), XSD_INTEGER)
    yield _value(span, "end", str(number * 80 + 60), XSD_INTEGER)
    yield _text(span, f"State was a member of the body since {begins}", "en", "quote")


def _day(chance: random.Random) -> str:
    return (date.fromordinal(_FIRST_DAY) + timedelta(days=chance.randrange(_DAYS))).isoformat()


def _term_iri(name: str) -> str:
    return name if "://" in name else TERM + name


def _link(subject: str, predicate: str, target: str, *, absolute: bool = False) -> str:
    end = target if absolute else ID + target
    return f"<{ID}{subject}> <{_term_iri(predicate)}> <{end}> .\n"


def _value(subject: str, predicate: str, value: str, datatype: str | None) -> str:
    suffix = f"^^<{datatype}>" if datatype else ""
    return f'<{ID}{subject}> <{_term_iri(predicate)}> "{value}"{suffix} .\n'


def _text(subject: str, text: str, language: str, predicate: str = LABEL) -> str:
    return f'<{ID}{subject}> <{_term_iri(predicate)}> "{text}"@{language} .\n'
