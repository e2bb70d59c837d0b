"""Numbers that a sentence lists: القراران 242 و338, "resolutions 425 and 426"."""

from __future__ import annotations

from loaders.mentions.mention import Basis
from loaders.statements.candidate import Candidate, Dated, Item
from loaders.statements.lists.items import own_dates, points_of
from loaders.statements.rulebook.pattern import COUNTED, Match
from loaders.statements.sentence import governing
from loaders.statements.sentence.list_names import (
    CONJUNCTIONS,
    DOCUMENT_NOUNS,
    PREPOSITIONS,
    RELATIVES,
    TIME_RELATIONS,
)
from loaders.statements.sentence.reading import PlacedDate, PlacedEntity, PlacedNumber, Reading

_COUNT = 2  # words from a span of time to the text that it is counted from: من صدور القرار
_FROM = frozenset({"من", "علي"})
RESOLUTION = "resolution"
_LIST_MARKS = frozenset({",", "(", ")"})
_LATER = ("second-of-them", "third-of-them", "last-of-them")
ISSUING = frozenset({"عن", "من قبل", "من جانب", "by"})  # before whoever issued a text


def cited_numbers(reading: Reading) -> list[int]:
    """Return where numbers begin that stand behind "resolution", in order; not القرار الثاني."""
    return sorted(
        {
            cue.end
            for cue in reading.cues
            if cue.name == DOCUMENT_NOUNS
            and any(n.mention.kind != "ordinal" for n in reading.numbers_at.get(cue.end, ()))
        }
    )


def passes_document(reading: Reading, match: Match) -> bool:
    """Return whether a match goes from the number of one document past that of another.

    Recalled "resolution 968 in the preamble of its resolution 1138, which it adopted": the day is
    that of the second. What "and" adds to the first is another matter.
    """
    ends = [number.end for _, number in match.numbers]
    own = [number.start for name, number in match.numbers if name == RESOLUTION]
    return bool(ends) and (
        any(
            ends[-1] <= start < match.end and _joined_from(reading, start) is None
            for start in cited_numbers(reading)
        )
        or any(_of_verb_behind(reading, match.start, number) for number in own)
        or any(_counted_from(reading, match.start, number) for number in own)
        or any(_issued_before(reading, match.start, number) for number in own)
        or any(_goes_on(reading, match.start, number) for number in own)
    )


def _of_verb_behind(reading: Reading, start: int, number: int) -> bool:
    """Whether another number, and then another verb, stand before the one caught.

    In صدر القرار 660 عن مجلس الأمن، ثم صدر القرار 661 the first verb has the first number, and so
    it has in كان القرار 3379 قد صدر عن الجمعية العامة وألغي بالقرار 46/86.
    """
    return any(
        reading.clause(start).start < other < number
        and reading.predicate_between(max(other, start + 1), number)
        for other in cited_numbers(reading)
    )


def _issued_before(reading: Reading, start: int, number: int) -> bool:
    """Whether an organ between is that of the number before: القرار 120 عن المجلس والقرار 1004."""
    earlier = [n for n in cited_numbers(reading) if start < n < number]
    return any(
        earlier[-1] < e.start < number and e.mention.entity.kind == "organ"
        for e in (reading.entities if earlier else ())
        if governing.governor(reading, e) in ISSUING
    )


def _goes_on(reading: Reading, start: int, number: int) -> bool:
    """Whether the number only goes on with a list: "adopted resolutions 709, 710 and 711"."""
    earlier = [n for n in cited_numbers(reading) if start <= n < number]
    return bool(earlier) and all(
        reading.words[index].form in _LIST_MARKS
        or index in reading.numbers_at
        or reading.has(index, CONJUNCTIONS)
        or reading.has(index, PREPOSITIONS)
        or any(date.start <= index < date.end for date in reading.dates)
        for index in range(earlier[-1], number)
    )


def _counted_from(reading: Reading, start: int, number: int) -> bool:
    """Whether the number only tells when: صدر أولهما بعد أربعة أيام من القرار 660."""
    noun = number - 1
    while noun > start and reading.has(noun - 1, DOCUMENT_NOUNS):
        noun -= 1
    if noun <= start or reading.lists.language != "ar":
        return False
    timed = {date.start for date in reading.dates if date.end == noun}  # ثم بعد أسبوع القرار 747
    return any(
        reading.has(noun - back, TIME_RELATIONS, end=False) and noun - back not in timed
        for back in (1, 2)
        if noun - back > start
    ) or any(
        0 < noun - date.end <= _COUNT and date.mention.basis is Basis.RELATIVE
        for date in reading.dates
        if reading.words[date.end].form in _FROM
    )


def numbered_items(candidate: Candidate, name: str) -> list[Item]:
    """Return the numbers listed from the one that the trigger caught as `name`, as items."""
    starts = _listed_numbers(candidate, name)
    if not starts:
        return []
    stops = [start for start, _, _ in starts[1:]] + [candidate.clause.end]
    fronts = [_front_of(candidate.reading, s) if s != starts[0][0] else None for s, _, _ in starts]
    stops = [s if f is None else f.start for s, f in zip(stops, [*fronts[1:], None], strict=True)]
    return [
        Item(start, end, stop, number=value, front=front)
        for (start, end, value), stop, front in zip(starts, stops, fronts, strict=True)
    ]


def one_each(candidate: Candidate, index: int) -> Dated | None:
    """Return the date of a listed number where one for each stands behind the list, or before it.

    So it is with the end of a list: القرار 1177 في 26 حزيران، والقراران 1226 و1227 في … و….
    """
    items, clause = candidate.items, candidate.clause
    if not candidate.rule.axis.startswith("#") or any(item.front for item in items):
        return None
    dates = candidate.reading.dates
    behind = [d for d in dates if items[-1].end <= d.start < clause.end]
    before = [d for d in dates if items[0].end <= d.start < items[-1].start]
    front = [d for d in dates if clause.start <= d.start < candidate.match.start]
    points = [] if before else points_of(candidate, behind) or points_of(candidate, front)
    first = 0
    if len(points) != len(items):
        dated = [bool(own_dates(candidate, item.end, item.stop)) for item in items]
        last = next((i for i in range(index, len(items)) if dated[i]), None)
        if last is None:
            return None
        first = last
        while first and not dated[first - 1]:
            first -= 1
        own = own_dates(candidate, items[last].end, items[last].stop)
        points = points_of(candidate, own)
        if first == last or len(points) != last - first + 1:
            return None
    placed = points[index - first]
    return Dated(placed, placed.mention.basis)


def _listed_numbers(candidate: Candidate, name: str) -> list[tuple[int, int, str]]:
    """Return (start, end, value) of the number the trigger caught and those listed after it."""
    reading = candidate.reading
    caught = [n for key, n in candidate.match.numbers if key == name]
    if not caught:
        return []
    found = [(caught[0].start, caught[0].end, caught[0].mention.value)]
    for number in reading.numbers:
        if number.start < found[-1][1] or number.start >= candidate.clause.end:
            continue
        if (
            reading.predicate_between(found[-1][1], number.start)
            and not _told_of(reading, found[-1][1], number.start)
            and not _gapped(candidate, found[-1][1], number)
        ):
            break
        if _in_digits(reading, caught[0]) and not _in_digits(reading, number):
            continue  # "resolution 1973, and five abstained"
        start = _joined_from(reading, number.start)
        counted = reading.has(number.end, COUNTED) or any(
            tally.start <= number.start < tally.end for tally in reading.tallies_at.values()
        )
        if start is None and reading.has(number.start - 1, DOCUMENT_NOUNS):
            break  # "…, and to resolutions 853 and 884": another list
        if start is not None and number.mention.kind != "ordinal" and not counted:
            found.append((start, number.end, number.mention.value))
    return found


def _told_of(reading: Reading, end: int, start: int) -> bool:
    """Whether a relative clause tells of the number before: القرار 174 الذي أوصى … والقرار 175."""
    noun = start - 1
    added = reading.has(noun, DOCUMENT_NOUNS) and reading.words[noun].form.startswith("و")
    return reading.has(end, RELATIVES) and added


def _gapped(candidate: Candidate, end: int, number: PlacedNumber) -> bool:
    """Whether the verb of the trigger holds for a further document as well, which has its date.

    "Resolution 242 was adopted on 22 November 1967, and resolution 338 on 22 October 1973".
    """
    reading, match = candidate.reading, candidate.match
    between = [p for p in reading.predicates if end <= p < number.start]
    return (
        reading.has(number.start - 1, DOCUMENT_NOUNS)
        and all(match.start <= p < match.end for p in between)
        and bool(own_dates(candidate, number.end, candidate.clause.end))
    )


def _in_digits(reading: Reading, number: PlacedNumber) -> bool:
    """Whether the number is written in digits."""
    return any(c.isdigit() for c in number.mention.span.of(reading.document.text))


def _front_of(reading: Reading, index: int) -> PlacedDate | None:
    """Return the date that stands right before a listed number with "and" before it."""
    if reading.lists.language == "en":
        return _front_behind_comma(reading, index)
    for date in reading.dates:
        if date.end != index:
            continue
        opened = range(max(0, date.start - 1), date.start + 1)
        if any(reading.words[i].form.startswith("و") for i in opened):
            return date
    return None


def _front_behind_comma(reading: Reading, index: int) -> PlacedDate | None:
    """Return the date before an English text: ", on 3 June resolution 660", "and, later, …"."""
    words = reading.words
    for date in reading.dates:
        closed = date.end < index and words[date.end].form == ","
        if date.end + closed != index or date.start < 1:
            continue
        start = date.start - reading.has(date.start - 1, PREPOSITIONS)
        opened = words[start - 1].form == ","
        at = start - 2 if opened and closed else start - 1
        if opened or reading.has(at, CONJUNCTIONS):
            return date
    return None


def further_issuer(reading: Reading, index: int) -> PlacedEntity | None:
    """Return the organ that "and" joins right before a text: والجمعية العامة القرار 57/1."""
    return next(
        (
            e
            for e in reading.entities
            if e.end == index and e.mention.entity.kind == "organ" and "و" in e.mention.clitics
        ),
        None,
    )


def _counts_off(reading: Reading, index: int) -> bool:
    """Whether the word is "and the second" of a list: …، والثاني رقم 1474."""
    later = any(reading.has(index, name) for name in _LATER) and not reading.inside_mention(index)
    return later and reading.words[index].form.startswith("و")


def _joined_from(reading: Reading, index: int) -> int | None:
    """Return where the conjunction before a listed number begins, or None if there is none."""
    if reading.words[index].form.startswith("و"):
        return index
    before = index - 1 - (index > 0 and reading.words[index - 1].form == "(")
    noun = before
    while before >= 0 and reading.has(before, DOCUMENT_NOUNS):
        if reading.words[before].form.startswith("و"):
            return before
        noun = before
        before -= 1
    if noun == before + 1 and noun < index and _front_of(reading, noun):
        return noun
    if noun == before + 1 and (issuer := further_issuer(reading, noun)) is not None:
        return issuer.start
    if noun == before + 1 and before >= 0 and _counts_off(reading, before):
        return before
    if before >= 0 and (reading.words[before].form == "," or reading.has(before, CONJUNCTIONS)):
        return min(noun, index)
    return None
