"""Terms of which the text gives the length and the beginning: "a two-year term from 1 January"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from loaders.mentions.dates.edtf import EdtfDate
from loaders.statements.candidate import Candidate, Dated
from loaders.statements.lists.items import in_order
from loaders.statements.retold.retelling import further_dates
from loaders.statements.sentence.governing import ends_with
from loaders.statements.sentence.reading import PlacedDate
from loaders.statements.times.dating import is_range

TERM = "membership_term"
BEGINNING = "term-beginnings"  # "beginning on", "from"
STARTING = "term-starting"  # "joined the Council on 1 January for a two-year term"
_LENGTHS = {f"terms-of-{years}-years": years for years in range(1, 7)}


def begun_term(candidate: Candidate) -> PlacedDate | None:
    """Return the term that begins with a date of the clause and lasts as long as it says."""
    reading, clause = candidate.reading, candidate.clause
    said = [c for c in reading.cues if c.name in _LENGTHS and clause.start <= c.start < clause.end]
    if not said:
        return None
    for placed in reading.dates:
        behind = 0 <= placed.start - said[0].end <= 4
        began = ends_with(reading, placed.start - 1, BEGINNING) and not is_range(placed)
        if behind and (began or reading.cue(placed.start, BEGINNING) is not None):
            return _lasting(placed, _LENGTHS[said[0].name])
    started = _started(candidate)
    return None if started is None else _lasting(started, _LENGTHS[said[0].name])


def _started(candidate: Candidate) -> PlacedDate | None:
    """Return the one date of a clause whose verb tells of a beginning."""
    reading, clause = candidate.reading, candidate.clause
    own = [d for d in reading.dates if clause.start <= d.start < clause.end]
    begins = any(
        cue.name == STARTING and candidate.match.start <= cue.start < candidate.match.end
        for cue in reading.cues
    )
    return own[0] if begins and len(own) == 1 and not is_range(own[0]) else None


def _lasting(placed: PlacedDate, years: int) -> PlacedDate | None:
    mention = placed.mention
    begin = mention.date.begin
    if begin is None:
        return None
    # A term that begins on a leap day ends with the February of its last year.
    next_begin = begin + timedelta(days=1) if (begin.month, begin.day) == (2, 29) else begin
    end = next_begin.replace(year=begin.year + years) - timedelta(days=1)
    last = end.isoformat()[: len(mention.date.edtf.removesuffix("/.."))]
    first = mention.date.edtf.removesuffix("/..")
    date = EdtfDate(f"{first}/{last}", begin, end, "interval")
    return replace(placed, mention=replace(mention, date=date))


def further_terms(candidate: Candidate, own: Dated | None) -> list[Dated]:
    """Return the terms behind the first one of its own: "the former in 2003–04 and 2015–16, …"."""
    if own is None or candidate.rule.type != TERM or not is_range(own.placed):
        return []
    if len(candidate.items) > 1 and in_order(candidate):
        return []  # what follows is the next one's
    found = further_dates(candidate.reading, own.placed)[1:]
    return [Dated(placed, placed.mention.basis) for placed in found]
