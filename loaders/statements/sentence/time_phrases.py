"""English dates with all that leads to them: "at the beginning of May 1992", ", on 7 May 1992,".

Between the words of a pattern such a phrase stands for one word: "was, in mid-May 1992, occupied".
"""

from __future__ import annotations

from loaders.statements.rulebook.wordlists import Cue
from loaders.statements.sentence.reading import Reading

LEADS = "time-leads"  # on, "at the end of", "as early as"


def enter(reading: Reading) -> None:
    """Note in a reading where each phrase ends by where it begins, with the commas around it.

    And by each word that leads to a date, where that begins.
    """
    if reading.lists.language != "en" or not reading.dates:
        return
    leads: dict[int, list[Cue]] = {}
    for cue in reading.cues:
        if cue.name == LEADS:
            leads.setdefault(cue.end, []).append(cue)
    phrases = reading.time_phrases
    words = reading.words
    for date in reading.dates:
        start, end = date.start, date.end
        while start in leads:
            start = min(cue.start for cue in leads[start])
            reading.date_leads[start] = date.start
        phrases[start] = max(end, phrases.get(start, end))
        if start and end < len(words) and words[start - 1].form == words[end].form == ",":
            phrases[start - 1] = end + 1
