"""How long what a candidate says lasted: the end that the sentence gives it."""

from __future__ import annotations

from dataclasses import replace

from loaders.mentions.dates.edtf import EdtfDate
from loaders.mentions.mention import Form
from loaders.statements.candidate import Candidate, Dated, Filler
from loaders.statements.roles import listing
from loaders.statements.rulebook.wordlists import Cue
from loaders.statements.sentence.list_names import RELATIVES
from loaders.statements.sentence.reading import PlacedDate, PlacedEntity
from loaders.statements.times import dating


def ended(candidate: Candidate, dated: Dated | None, actors: frozenset[str]) -> Dated | None:
    """Return the date with the end that the sentence gives it: "occupied in 1975 … until 1999".

    Where only the end is told ("remained occupied until 1982") the beginning stays open.

    :param actors: who takes part in the statement; the end that another of several actors makes,
        in a clause of its own, does not count for it.
    """
    if not candidate.rule.until:
        return dated
    borrowed = dated is not None and dated.elsewhere
    reading = candidate.reading
    begun = None if dated is None else dated.placed.mention
    if begun is not None and (
        begun.date.edtf.startswith("..")
        or ("/" in begun.date.edtf and not begun.date.edtf.endswith("/.."))
        or begun.date.begin is None
        or (begun.date.end is None and "/.." not in begun.date.edtf)
    ):
        return dated
    fits = listing.fitting(candidate.rule)
    for pattern in candidate.rule.until:
        for match in pattern.find(reading, fits, candidate.match.start):
            placed = match.dates[0][1] if match.dates else None
            if placed is None or placed.mention.date.end is None:
                continue
            if _of_another(candidate, match.start, actors) or _done_again(candidate, match.start):
                continue
            if borrowed and not candidate.clause.start <= placed.start < candidate.clause.end:
                continue  # a borrowed beginning ends where its own clause says so, or not at all
            if begun is None or (dated is not None and dated.placed.start == placed.start):
                if placed.start < candidate.clause.end and not dating.is_range(placed):
                    first = _begun_before(candidate, placed)
                    whole = _until(placed) if first is None else _through(first, placed)
                    return Dated(whole, placed.mention.basis)
            elif begun.date.begin is not None and placed.mention.date.end > begun.date.begin:
                assert dated is not None  # noqa: S101 - begun is its mention
                return replace(dated, placed=_through(dated.placed, placed))
    return dated


def _begun_before(candidate: Candidate, end: PlacedDate) -> PlacedDate | None:
    """Return when the deed before began what lasted until `end`: "entered it and held it until"."""
    reading, clause = candidate.reading, candidate.clause
    before = reading.clause_before(clause.start)
    if candidate.rule.date != "when" or clause.kind != "coordinate" or before is None:
        return None
    told = {
        e.mention.entity.key
        for e in reading.entities
        if before.start <= e.start < before.end and e.mention.form is not Form.METONYM
    }
    if any(f.placed is not None and _is_named_anew(f.placed, told) for f in _objects(candidate)):
        return None  # "entered the city; the north remained occupied until": of another place
    last = next(reversed(dating.points(reading, before)), None)
    begin = None if last is None else last.mention.date.begin
    stop = end.mention.date.end
    return last if begin is not None and stop is not None and begin < stop else None


def _objects(candidate: Candidate) -> list[Filler]:
    """Return what the deed is done to."""
    return candidate.fillers.get(candidate.rule.axis, [])


def _is_named_anew(entity: PlacedEntity, told: set[str]) -> bool:
    return entity.mention.form is Form.NAME and entity.mention.entity.key not in told


def _of_another(candidate: Candidate, start: int, actors: frozenset[str]) -> bool:
    """Whether another of the candidate's actors is named again before word `start`."""
    listed = candidate.filled
    again = {
        entity.mention.entity.key
        for entity in candidate.reading.entities
        if candidate.match.end <= entity.start < start and entity not in candidate.taken
    } & listed
    return bool(again) and not again & actors


def _done_again(candidate: Candidate, start: int) -> bool:
    """Whether the same is done once more before word `start`: what follows is the end of that."""
    names = {cue.name for cue in candidate.match.cues[:1]}
    return any(
        cue.name in names and candidate.match.end <= cue.start < start
        for cue in candidate.reading.cues
        if cue.start in candidate.reading.predicates and not _went_on(candidate, cue, start)
    )


def _went_on(candidate: Candidate, cue: Cue, until: int) -> bool:
    """Whether a verb is only said again to tell until when: "…, which they occupied until 1945"."""
    reading = candidate.reading
    relative = any(reading.has(cue.start - back, RELATIVES) for back in (1, 2))
    taken_up = [word.form for word in reading.words[cue.end : until]] in (["it"], ["them"])
    return reading.lists.language == "en" and (taken_up or (relative and cue.end == until))


def _until(end: PlacedDate) -> PlacedDate:
    date = end.mention.date
    whole = EdtfDate(f"../{date.edtf.removeprefix('../')}", None, date.end, "interval")
    return replace(end, mention=replace(end.mention, date=whole))


def _through(begin: PlacedDate, end: PlacedDate) -> PlacedDate:
    begun, stop = begin.mention, end.mention.date
    edtf = f"{begun.date.edtf.split('/')[0]}/{stop.edtf.split('/')[-1]}"
    whole = EdtfDate(edtf, begun.date.begin, stop.end, "interval")
    return replace(begin, mention=replace(begun, date=whole))
