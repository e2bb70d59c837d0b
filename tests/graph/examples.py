"""Statements made by hand from a text, so that graph and release are tested without any rule."""

from __future__ import annotations

import hashlib
from datetime import date

from loaders.document import Document, Span
from loaders.entities import Entity
from loaders.mentions.dates.edtf import EdtfDate
from loaders.mentions.mention import (
    Basis,
    DateMention,
    EntityMention,
    Form,
    Mentions,
    Sentence,
)
from loaders.statements.statement import Extraction, Participant, Statement, Status


def entity(key: str, english: str, arabic: str = "", *, listed: bool = True) -> Entity:
    labels = (("en", english), ("ar", arabic)) if arabic else (("en", english),)
    return Entity(key, key.split("/")[0], labels, listed=listed)


GEORGIA = entity("state/georgia", "Georgia", "جورجيا")
ARMENIA = entity("state/armenia", "Armenia", "أرمينيا")
UN = entity("organisation/united-nations", "United Nations", "الأمم المتحدة")
COUNCIL = entity("organ/un-security-council", "United Nations Security Council", "مجلس الأمن")
ASSEMBLY = entity("organ/un-general-assembly", "United Nations General Assembly", "الجمعية العامة")
VALLEY = entity("place/green-valley", "Green Valley", listed=False)
SPEAKER = entity("person/jane-doe", "Jane Doe", listed=False)

TEXT = (
    "Georgia joined the United Nations on 31 July 1992. "
    "The Security Council adopted resolution 822 on 30 April 1993. "
    "The resolution demanded a cease-fire. "
    "Armenia occupied Green Valley. "
    "Jane Doe said that Georgia cooperates with the United Nations. "
    "Nothing here."
)


def document(text: str = TEXT, slug: str = "example") -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(f"{slug}.txt", slug, text, digest, "en", (("en", "An example"),))


def day(year: int, month: int, number: int) -> EdtfDate:
    value = date(year, month, number)
    return EdtfDate(value.isoformat(), value, value, "day")


def year(number: int) -> EdtfDate:
    return EdtfDate(str(number), date(number, 1, 1), date(number, 12, 31), "year")


def years(first: int, last: int) -> EdtfDate:
    return EdtfDate(f"{first}/{last}", date(first, 1, 1), date(last, 12, 31), "interval")


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def sentences(text: str) -> tuple[Sentence, ...]:
    found, start = [], 0
    for number, part in enumerate(text.split(". ")):
        end = min(start + len(part) + 1, len(text))
        found.append(Sentence(Span(start, end), number, 0))
        start = end + 1
    return tuple(found)


def statement(
    kind: str,
    quote: str,
    roles: tuple[tuple[str, Entity], ...],
    *,
    text: str = TEXT,
    when: EdtfDate | None = None,
    written: str = "",
    numbers: tuple[tuple[str, str], ...] = (),
    qualifiers: tuple[tuple[str, str], ...] = (),
    speaker: Entity | None = None,
    status: Status = Status.REPORTED,
    attested: EdtfDate | None = None,
) -> Statement:
    span = span_of(text, quote)
    number = next((s.number for s in sentences(text) if s.span.covers(span)), 0)
    return Statement(
        kind,
        tuple(Participant(role, thing) for role, thing in roles),
        span,
        quote,
        number,
        f"{kind}.test",
        Basis.EXPLICIT,
        when,
        span_of(text, written) if written else None,
        "day" if when is not None else None,
        attested,
        numbers,
        qualifiers,
        speaker,
        "speaker" if speaker else "document",
        status,
    )


ADMISSION = statement(
    "membership_admission",
    "Georgia joined the United Nations on 31 July 1992",
    (("member", GEORGIA), ("organisation", UN)),
    when=day(1992, 7, 31),
    written="31 July 1992",
)
ADOPTION = statement(
    "resolution_adoption",
    "The Security Council adopted resolution 822 on 30 April 1993",
    (("organ", COUNCIL),),
    when=day(1993, 4, 30),
    written="30 April 1993",
    numbers=(("resolution", "822"),),
)
DEMAND = statement(
    "resolution_demand",
    "The resolution demanded a cease-fire",
    (("organ", COUNCIL),),
    numbers=(("resolution", "822"),),
    qualifiers=(("demand", "cease-fire"),),
)
OCCUPATION = statement(
    "occupation",
    "Armenia occupied Green Valley",
    (("occupier", ARMENIA), ("territory", VALLEY)),
    numbers=(("resolution", "822"),),
    qualifiers=(("reading", "explicit"),),
    status=Status.CONTESTED,
)
REPORTED = statement(
    "cooperation",
    "Georgia cooperates with the United Nations",
    (("party", GEORGIA), ("partner", UN)),
    speaker=SPEAKER,
)
STATEMENTS = (ADMISSION, ADOPTION, DEMAND, OCCUPATION, REPORTED)
EXTRACTION = Extraction(STATEMENTS)


def mentions(text: str = TEXT) -> Mentions:
    named = ((GEORGIA, "Georgia"), (COUNCIL, "Security Council"), (VALLEY, "Green Valley"))
    return Mentions(
        sentences(text),
        tuple(
            EntityMention(span_of(text, words), span_of(text, words), thing, Form.NAME)
            for thing, words in named
            if words in text
        ),
        (DateMention(span_of(text, "31 July 1992"), day(1992, 7, 31)),)
        if "31 July 1992" in text
        else (),
        (),
        (),
    )
