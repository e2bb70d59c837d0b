"""Names that each follow a date of their own: "On 3 May Mali, on 4 June Chad and …"."""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.statements.candidate import Candidate
from loaders.statements.sentence.reading import PlacedDate, Reading

_IN = 2  # words before a date in front: "and in"


def led_by_date(candidate: Candidate, index: int) -> bool:
    """Return whether the comma at word `index` joins dates with the names behind them.

    It does in English before the verb, where the first date has its name right behind it, and
    behind it where the clause begins with a date: "In 1958 it joined UNESCO, in 1961 Interpol".
    """
    reading, begin = candidate.reading, candidate.clause.start
    if index >= candidate.match.end:
        return _leads_objects(candidate, index)
    first = next((d for d in reading.dates if d.start >= begin), None)
    return (
        reading.lists.language == "en"
        and reading.words[index].form == ","
        and index < candidate.match.start
        and first is not None
        and reading.words[first.end].form != ","
        and any(e.start - first.end in {0, 1} for e in reading.entities)
    )


def _leads_objects(candidate: Candidate, index: int) -> bool:
    """Whether a comma behind an English verb has a date right behind it, as the clause has."""
    reading, begin = candidate.reading, candidate.clause.start
    dated = any(
        0 <= d.start - begin <= _IN and d.end <= candidate.match.start for d in reading.dates
    )
    return (
        reading.lists.language == "en"
        and reading.words[index].form == ","
        and dated
        and any(0 < d.start - index <= 1 + _IN for d in reading.dates)
    )


def leads_to_another(candidate: Candidate, date: PlacedDate) -> bool:
    """Return whether a date in front goes with who did the same then: "and, a day later, Tito"."""
    reading = candidate.reading
    closed = date.end < len(reading.words) and reading.words[date.end].form == ","
    named = reading.entities_at.get(date.end + closed, ())
    return reading.lists.language == "en" and any(
        e.mention.entity.kind == "person" and not reading.predicate_between(e.end, e.end + 2)
        for e in named
    )


def leads_to_other(reading: Reading, date: PlacedDate) -> bool:
    """Return whether an Arabic date with "and" has its name behind it: …، وفي 1964 زامبيا."""
    words = reading.words
    joined = any(words[i].form.startswith("و") for i in (date.start - 1, date.start))
    return (
        reading.lists.language == "ar"
        and joined
        and any(
            e.mention.form is Form.NAME
            and not e.mention.clitics
            and e.mention.entity.kind in {"state", "person"}
            and (e.end >= len(words) or words[e.end].is_mark or words[e.end].form.startswith("و"))
            for e in reading.entities_at.get(date.end, ())
        )
    )
