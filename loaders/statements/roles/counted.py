"""States that are counted and then named: انضمت ثلاث دول هي زامبيا وماليزيا وأوغندا."""

from __future__ import annotations

from loaders.statements.candidate import Candidate, Filler, filler_of
from loaders.statements.roles import listing
from loaders.statements.roles.other_kinds import OTHER_STATES
from loaders.statements.rulebook.pattern import COUNTED
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.governing import governor
from loaders.statements.sentence.list_names import AMONG_THEM, PREPOSITIONS
from loaders.statements.sentence.reading import PlacedNumber, Reading

PAIRS = "counted-pairs"  # منظمتين
THINGS = "counted-things"  # منظمات, معاهدات behind a number
NAMELY = "namely"  # هي, التالية, ":" before all that were counted
_MARKS = frozenset({":", "(", ","})
_DESCRIBED = 4  # words from the noun that is counted to the names: دول جزرية صغيرة هي
_APART = 5  # words between a verb and the number: إلى منظمة


def named(candidate: Candidate, slot: Slot) -> list[Filler]:
    """Return the names that follow the number of those who did it, or nothing.

    What stands between the verb and the number is a mention or governed by a preposition:
    في 1962 انضمت إلى الأمم المتحدة ثلاث دول: موريتانيا وبيرو وبوتسوانا.
    """
    reading, start = candidate.reading, candidate.match.end
    if reading.lists.language != "ar" or "state" not in slot.kinds:
        return []
    for number in reading.numbers:
        if not reading.has(number.end, COUNTED) or not start <= number.start:
            continue
        if not _near(reading, start, number.start) or _may_act(candidate, slot, number):
            return []
        return _told(candidate, slot, number.end + 1)
    return []


def among(candidate: Candidate, slot: Slot) -> list[Filler]:
    """Return the names of those among some states who did it: انضمت دول عدة، من بينها كينيا."""
    reading, start = candidate.reading, candidate.match.end
    if reading.lists.language != "ar" or slot.where != "subject" or "state" not in slot.kinds:
        return []
    cue = next((c for c in reading.cues if c.name == OTHER_STATES and c.start >= start), None)
    if cue is None or cue.start >= candidate.clause.end or not _near(reading, start, cue.start):
        return []
    if any(number.end == cue.start for number in reading.numbers):
        return []  # مع ست دول أخرى، بينها رومانيا
    return _told(candidate, slot, cue.end)


def taken(candidate: Candidate, slot: Slot) -> list[Filler]:
    """Return the names behind the number of what a verb takes: إلى منظمتين هما …."""
    reading, start = candidate.reading, candidate.match.end
    if reading.lists.language != "ar" or slot.where not in {"after", "object"}:
        return []
    for begin, end in _counted(reading):
        if not start <= begin < candidate.clause.end:
            continue
        particle = begin > 0 and reading.words[begin - 1].form
        led = particle in slot.after or (slot.where == "object" and begin > start)
        if not led or reading.predicate_between(start, begin):
            return []
        return _told(candidate, slot, end)
    return []


def _counted(reading: Reading) -> list[tuple[int, int]]:
    """Return where what is counted begins and ends: ثلاث منظمات, and duals as منظمتين."""
    found = [(cue.start, cue.end) for cue in reading.cues if cue.name == PAIRS]
    found += [
        (number.start, number.end + 1)
        for number in reading.numbers
        if any(reading.has(number.end, name) for name in (COUNTED, THINGS))
    ]
    return sorted(found)


def _near(reading: Reading, start: int, end: int) -> bool:
    """Whether mentions and few words stand between a verb and those counted behind it."""
    between = [i for i in range(start, end) if not reading.inside_mention(i)]
    governed = reading.has(end, PREPOSITIONS, end=True)
    return len(between) <= _APART and not governed and not reading.predicate_between(start, end)


def _may_act(candidate: Candidate, slot: Slot, number: PlacedNumber) -> bool:
    """Whether a state between the verb and the number may be who did it to those counted.

    احتلت ألمانيا ثلاث دول and احتلت النمسا أربع دول differ in their cases alone.
    """
    reading = candidate.reading
    if not any(s.where == "object" and slot.kinds & s.kinds for s in candidate.rule.slots):
        return False
    between = (e for e in reading.entities if candidate.match.end <= e.start < number.start)
    return any(listing.fits(reading, slot, e) and not governor(reading, e) for e in between)


def _told(candidate: Candidate, slot: Slot, start: int) -> list[Filler]:
    reading = candidate.reading
    for index in range(start, min(start + _DESCRIBED + 1, len(reading.words))):
        end = _namely(reading, index)
        if end is None:
            if reading.inside_mention(index) and not _describes(reading, index):
                return []
            continue
        first = next(
            (e for e in reading.entities_at.get(end, ()) if listing.fits(reading, slot, e)), None
        )
        if first is None:
            return []
        stop = candidate.clause.end
        return [filler_of(e) for e in listing.coordinated(reading, first, slot, stop)]
    return []


def _namely(reading: Reading, index: int) -> int | None:
    """Return where the words end that lead from a number of states to their names, or None."""
    end = index
    cue = reading.cue(index, NAMELY) or reading.cue(index, AMONG_THEM)
    if cue is not None and reading.words[index].form not in _MARKS:
        end = cue.end
    while end < len(reading.words) and reading.words[end].form in _MARKS:
        end += 1
    return end if end > index and reading.entities_at.get(end) else None


def _describes(reading: Reading, index: int) -> bool:
    """Whether an adjective stands here: ثلاث دول أفريقية هي."""
    return any(e.mention.form.value == "adjective" for e in reading.entities_at.get(index, ()))


def behind_dates(reading: Reading, ends: set[int]) -> set[int]:
    """Return where dates end behind names: انضمت إلى الأمم المتحدة في عام 1960 ست عشرة دولة."""
    return {d.end for d in reading.dates for end in ends if d.start - end in {0, 1}}
