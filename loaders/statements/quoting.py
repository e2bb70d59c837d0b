"""Which words of a document say what a statement says."""

from __future__ import annotations

from loaders.document import Span
from loaders.statements.candidate import Candidate, Dated, Filler, Item
from loaders.statements.lists.items import distributive, in_order, pieces_of
from loaders.statements.sentence.list_names import DOCUMENT_NOUNS, NEGATORS, NOT_BEING
from loaders.statements.statement import Evidence

_TAIL = 16  # a clause's last words are quoted too unless there are more of them than this
Roles = tuple[tuple[str, Filler], ...]


def evidence_of(span: Span, roles: Roles, dated: Dated | None) -> tuple[Evidence, ...]:
    """Return the further places that the date and the participants rest on."""
    found: list[Evidence] = []
    if dated is not None:
        mention = dated.placed.mention
        if not span.covers(mention.span):
            found.append(Evidence(mention.span, "date-context"))
        if mention.anchor is not None and not span.covers(mention.anchor):
            found.append(Evidence(mention.anchor, "date-context"))
    for _, filler in roles:
        mention_span = filler.span
        if mention_span is not None and not span.covers(mention_span):
            found.append(Evidence(mention_span, "participant-context"))
        antecedent = filler.placed.mention.antecedent if filler.placed is not None else None
        if antecedent is not None and not span.covers(antecedent):
            found.append(Evidence(antecedent, "participant-context"))
    return tuple(dict.fromkeys(found))


def span_of(
    candidate: Candidate,
    item: Item | None,
    roles: Roles,
    dated: Dated | None,
    counted: list[tuple[int, int]],
) -> Span:
    """Return the words that say it: the clause, or for a listed item the item's own words."""
    reading, clause = candidate.reading, candidate.clause
    if candidate.rule.extent == "sentence":
        return _trimmed(candidate, 0, len(reading.words))
    if candidate.rule.extent == "quotation":
        behind = reading.words[candidate.match.end - 1].start
        quoted = [q.span for q in reading.quotations if q.span.start >= behind]
        return quoted[0] if quoted else reading.span(candidate.match.start, candidate.match.end)
    if candidate.rule.extent == "numbers":
        counted = [*counted, (candidate.match.start, candidate.match.end)]
        return _trimmed(candidate, min(s for s, _ in counted), max(e for _, e in counted))
    fillers: dict[str, list[Filler]] = {}
    for role, filler in roles:
        fillers.setdefault(role, []).append(filler)
    if item is not None and in_order(candidate):
        item = None  # "A and B in resolutions 709 and 710 respectively": only the whole says it
    pieces = pieces_of(candidate, item, fillers)
    several = item is not None and distributive(candidate)
    if item is None and candidate.items:
        pieces.append((candidate.items[0].start, candidate.items[-1].end))
    if several and item is not None:
        pieces += [f.words for _, f in roles if f.words and item.start <= f.words[0] < item.stop]
    if dated is not None and not dated.elsewhere and candidate.rule.date != "attested":
        date = (dated.placed.start, dated.placed.end)
        behind = date[0] >= candidate.items[-1].end if candidate.items else False
        if not several or behind or (item is not None and item.start <= date[0] < item.stop):
            pieces.append(date)
    start, end = min(s for s, _ in pieces), max(e for _, e in pieces)
    if several and item is not None and item.number is not None:
        start = _with_noun(candidate, start)
    if candidate.rule.extent == "whole" and not several:
        return _trimmed(candidate, min(start, clause.start), max(end, _said_end(candidate)))
    if candidate.rule.extent == "clause" and not several:
        start = min(start, clause.start)
        behind = max(end, candidate.match.end)
        tail = range(behind, _tail_end(candidate, behind))
        tail_free = not reading.predicate_between(tail.start, tail.stop) and not any(
            reading.has(index, NOT_BEING) for index in tail
        )
        if tail.stop - end <= _TAIL and tail_free:
            end = max(end, tail.stop)
    return _trimmed(candidate, start, end)


def _tail_end(candidate: Candidate, end: int) -> int:
    """Return where the words end that may be quoted with it: before what is denied of others.

    "…, whereas Norway did not sign it", "…, an organisation to which neither of them belongs".
    """
    reading, stop = candidate.reading, candidate.clause.end
    denied = next((i for i in range(end, stop) if reading.has(i, NEGATORS)), None)
    if denied is None or reading.lists.language != "en":
        return stop
    commas = [i for i in range(end, denied) if reading.words[i].form == ","]
    return commas[0] if commas else stop


def _with_noun(candidate: Candidate, start: int) -> int:
    """Return where the noun begins right before a listed number: القرارين 1312 و1320."""
    reading = candidate.reading
    nouns = (i for i in (start - 2, start - 1) if reading.has(i, DOCUMENT_NOUNS))
    return next((i for i in nouns if reading.has(start, DOCUMENT_NOUNS, end=True)), start)


def _said_end(candidate: Candidate) -> int:
    """Return where the words end that a verb of saying or supporting governs."""
    reading, clause = candidate.reading, candidate.clause
    follows = any(
        reading.has(index, "complementisers") for index in range(candidate.match.end, clause.end)
    )
    if not follows:
        return clause.end
    later = [c for c in reading.clauses if c.start >= clause.end]
    for following in later:
        if any(reading.has(index, "pointed") for index in (following.start, following.start + 1)):
            return following.start
    return len(reading.words)


def _trimmed(candidate: Candidate, start: int, end: int) -> Span:
    """Return the span of the words without punctuation at its ends."""
    reading = candidate.reading
    while end - 1 > start and reading.words[end - 1].form in ",.;:!?-(…؟":
        end -= 1
    while start < end - 1 and reading.words[start].form in ",.;:)-(":
        start += 1
    return reading.span(start, end)
