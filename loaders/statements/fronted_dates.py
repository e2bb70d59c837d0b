"""Names that each follow a date of their own: "On 3 May Mali, on 4 June Chad and …"."""

from __future__ import annotations

from loaders.statements.candidate import Candidate


def led_by_date(candidate: Candidate, index: int) -> bool:
    """Return whether the comma at word `index` joins dates with the names behind them.

    It does in English before the verb, where the first date has its name right behind it.
    """
    reading, begin = candidate.reading, candidate.clause.start
    first = next((d for d in reading.dates if d.start >= begin), None)
    return (
        reading.lists.language == "en"
        and reading.words[index].form == ","
        and index < candidate.match.start
        and first is not None
        and reading.words[first.end].form != ","
        and any(e.start - first.end in {0, 1} for e in reading.entities)
    )
