"""Dates that a clause has not itself: those of the clause or sentence before, or of a meeting.

Whether a candidate may borrow one, and which goes first, is decided in `statements.times.timing`.
"""

from __future__ import annotations

from dataclasses import replace

from loaders.mentions.dates import edtf
from loaders.mentions.mention import Basis, DateMention
from loaders.statements.candidate import Candidate, Dated, Filler, weakest
from loaders.statements.lists.number_lists import cited_numbers
from loaders.statements.sentence.list_names import CONJUNCTIONS, RELATIVES, TIME_RELATIONS
from loaders.statements.sentence.reading import Clause, PlacedDate
from loaders.statements.statement import Statement
from loaders.statements.times import dating

# What organs vote on: a count that follows tells of that vote.
VOTED = frozenset({"resolution_adoption", "membership_admission", "membership_term"})
# "The first of them", ثانيهما: word lists with the place in a list that each means.
NTH = {"first-of-them": 0, "second-of-them": 1, "third-of-them": 2, "last-of-them": -1}
_COUNTED_OFF = 6  # words from such a word to the counts
_BEHIND = 6  # words: "and that was in its twenty-fourth session in 1969"
THAT_WAS = "that-was"  # وكان ذلك, "that was": before the date of what was just told
THEREBY = "thereby"  # بذلك, "thus": what follows came about by what was told before
AT_IT = "at-it"  # فيها, خلالها: at the meeting that was told of
CONVENED = "convened"  # "met", before the day of a meeting
DELIBERATED = "deliberated"  # "examined", before the day on which it was decided as well
_AT_IT = 4
WHEN = "when-openers"  # "in 2002, when it joined"
_WITH_ASIDE = 2  # clauses before the one that goes on: what the date stands in, and the aside
DAY_THAT = "day-that"  # في اليوم الذي بدأ فيه الغزو، أي 25 حزيران


def behind_clause(candidate: Candidate) -> range:
    """Return the words with which a clause right behind may begin."""
    end = candidate.clause.end
    return range(max(candidate.match.end, end - 1), min(end + 3, len(candidate.reading.words)))


def told_behind(candidate: Candidate) -> PlacedDate | None:
    """Return the date that a clause right behind gives: "…, and that was on 14 December 1967"."""
    reading = candidate.reading
    apart = range(candidate.match.end, candidate.clause.end)  # ", which happened on 13 July"
    related = [i for i in apart if reading.words[i - 1].form == "," and reading.has(i, RELATIVES)]
    for start in (*related, *behind_clause(candidate)):
        cue = reading.cue(start, THAT_WAS)
        if cue is not None:
            return next((d for d in reading.dates if 0 <= d.start - cue.end <= _BEHIND), None)
    return None


def handed_over(candidate: Candidate) -> Dated | None:
    """Return when the one before left the office: "… from 1960 to 1980, and B succeeded him"."""
    start = candidate.clause.start
    for placed in candidate.reading.dates:
        last = edtf.last_of(placed.mention.date)
        if placed.end <= start <= placed.end + 1 and last is not None:
            mention = replace(placed.mention, date=last, basis=Basis.INHERITED)
            return Dated(replace(placed, mention=mention), Basis.INHERITED)
    return None


def consequence(candidate: Candidate) -> bool:
    """Whether the sentence begins with a verb with ف: what it says followed from the last one."""
    verb = next((cue for cue in candidate.match.cues), None)
    return (
        verb is not None
        and verb.start == 0
        and verb.form.conjunction
        and candidate.reading.words[0].form.startswith("ف")
    )


def thereby(candidate: Candidate) -> bool:
    """Whether the clause says what came about by that: "and thereby became a member"."""
    reading, clause = candidate.reading, candidate.clause
    opening = range(clause.start, min(clause.start + 4, clause.end))
    return any(reading.has(index, THEREBY) for index in opening) or _adopted_therefore(candidate)


def meets(candidate: Candidate) -> bool:
    """Whether it was done at the meeting just told of: عقدت جلسة في …، واعتمدت فيها القرار."""
    reading, match = candidate.reading, candidate.match
    around = range(candidate.clause.start, min(match.start + _AT_IT, candidate.clause.end))
    return any(reading.has(index, AT_IT) for index in around) or _convened_before(candidate)


def _convened_before(candidate: Candidate) -> bool:
    """Whether "and" goes on about a body that met: "The Council met on 25 June and adopted …"."""
    reading, start = candidate.reading, candidate.clause.start
    before = reading.clause_before(start)
    if before is None or candidate.clause.kind != "coordinate":
        return False
    verbs = [p for p in reading.predicates if before.start <= p < start]
    if not verbs or reading.has(verbs[-1], CONVENED):
        return bool(verbs)
    # "The Assembly, which had debated it in 1961, recommended": that was another time.
    return reading.has(verbs[-1], DELIBERATED) and reading.has(start, CONJUNCTIONS)


def _adopted_therefore(candidate: Candidate) -> bool:
    """Whether a resolution was adopted as what was told before led to it: "…, فاعتُمد القرار"."""
    start = candidate.match.start
    verb = candidate.reading.words[start].form
    return (
        candidate.rule.type == "resolution_adoption"
        and 0 <= start - candidate.clause.start <= 1
        and candidate.clause.start > 0
        and verb.startswith("ف")
        and any(cue.form.conjunction for cue in candidate.match.cues if cue.start == start)
    )


def last_before(candidate: Candidate) -> Dated | None:
    """Return the last point in time that the sentence names before the clause."""
    reading = candidate.reading
    for placed in reversed(reading.dates):
        aside = placed.mention.role in {"name", "document"} or (
            reading.clause(placed.start).kind == "subordinate" and not dating.free(reading, placed)
        )
        if placed.end <= candidate.clause.start and not dating.is_range(placed) and not aside:
            return Dated(placed, weakest(placed.mention.basis, Basis.INHERITED), elsewhere=True)
    return None


def from_sentence_before(candidate: Candidate) -> Dated | None:
    """Return the last date of the sentence before, unless that is a stretch of time."""
    last = candidate.last
    if last is None or last.date is None or last.date_span is None or "/" in last.date.edtf:
        return None
    mention = DateMention(last.date_span, last.date, Basis.INHERITED)
    return Dated(PlacedDate(mention, 0, 0), Basis.INHERITED, elsewhere=True)


def date_of_decision(candidate: Candidate) -> Dated | None:
    """Return the date that the sentence, or the one before, gives to what was voted on."""
    last, reading = candidate.last, candidate.reading
    issued = dating.of_noun(reading, 0, candidate.match.start)
    if issued is not None:
        return Dated(issued, weakest(issued.mention.basis, Basis.INHERITED))
    if last is None or reading.dates or last.sentence != reading.sentence.number - 1:
        return None
    return from_sentence_before(candidate) if last.type in VOTED else None


def of_counted(candidate: Candidate) -> Dated | None:
    """Return the date of the resolution that a word counts off: "the second was adopted by ten".

    It is one of those that the sentence, or the one before, lists.
    """
    place = _counted(candidate)
    listed: dict[str, Statement] = {}
    for number in (candidate.reading.sentence.number, candidate.reading.sentence.number - 1):
        told = [s for s in candidate.adopted if s.sentence == number and s.date is not None]
        for one in sorted(told, key=_dated_at):
            listed.setdefault(one.number("resolution") or "", one)
        if len(listed) > 1:
            break
        listed.clear()
    several = list(listed.values())
    if place is None or not several or place >= len(several):
        return None
    meant = several[place]
    if meant.date is None or meant.date_span is None:
        return None
    mention = DateMention(meant.date_span, meant.date, Basis.INHERITED)
    return Dated(PlacedDate(mention, 0, 0), Basis.INHERITED, elsewhere=True)


def _dated_at(statement: Statement) -> tuple[int, int]:
    """Return where a statement has its date, which orders a list that one verb leads."""
    own = statement.date_span or statement.span
    return own.start, statement.span.start


def _counted(candidate: Candidate) -> int | None:
    """Return the place in a list of the one that is counted off close before the counts."""
    reading, match = candidate.reading, candidate.match
    first = min((number.start for _, number in match.numbers), default=match.end)
    for index in range(first - 1, max(candidate.clause.start, first - _COUNTED_OFF) - 1, -1):
        for name, place in NTH.items():
            if reading.has(index, name) and not reading.inside_mention(index):
                return place
    return None


def meeting_date(candidate: Candidate) -> Dated | None:
    """Return the date of the meeting attended before, if that is where this takes place."""
    meeting = candidate.meeting
    if meeting is None or meeting.date is None or meeting.date_span is None:
        return None
    places = {p.entity.key for p in meeting.participants}
    if not any(f.entity.key in places for f in _venues(candidate)):
        return None
    mention = DateMention(meeting.date_span, meeting.date, Basis.INHERITED)
    return Dated(PlacedDate(mention, 0, 0), Basis.INHERITED, elsewhere=True)


def when_or_meeting(candidate: Candidate) -> Dated | None:
    """Return the date before the clause's "when", else that of the meeting attended before."""
    then = candidate.reading.has(candidate.clause.start, WHEN)
    return (just_before(candidate) if then else None) or meeting_date(candidate)


def _venues(candidate: Candidate) -> list[Filler]:
    return candidate.fillers.get("venue", []) + candidate.fillers.get("body", [])


def from_before(candidate: Candidate, *, through: bool = False) -> Dated | None:
    """Return the date at the front of the clause that this one is coordinated with.

    "When the treaty was opened in July 1968, Ireland signed it": there the date stands anywhere.

    :param through: look through subordinate clauses as well, as for the vote on a resolution.
    """
    start = candidate.clause.start
    if (led := _before_colon(candidate)) is not None:
        return led
    earlier = [c for c in candidate.reading.clauses if c.end <= start]
    if through:  # what a relative clause between commas stands in: القرار، الذي أيدته 90 دولة، …
        around = (c for c in candidate.reading.clauses if c.start < start < c.end)
        earlier += [replace(c, end=start) for c in around]
    for clause in reversed(earlier):
        placed = _issued_there(candidate, clause) if through else None
        placed = placed or dating.fronted(candidate.reading, clause)
        whenever = any(candidate.reading.has(clause.start, name) for name in (WHEN, DAY_THAT))
        if placed is None and (through or whenever):
            placed = dating.any_point(candidate.reading, clause)
        if placed is not None and not dating.is_range(placed):
            placed = dating.finest(candidate.reading, placed)
            return Dated(placed, weakest(placed.mention.basis, Basis.INHERITED), elsewhere=True)
        if clause.kind != "coordinate" and not through:
            return None
    return None


def _before_colon(candidate: Candidate) -> Dated | None:
    """Return the date right before the colon behind which an English clause tells what was done.

    "The Assembly followed the recommendation on 28 May 1993: Monaco became a member".
    """
    reading, start = candidate.reading, candidate.clause.start
    if reading.lists.language != "en" or reading.words[start].form != ":":
        return None
    for placed in reading.dates:
        if placed.end == start and not dating.is_range(placed) and dating.free(reading, placed):
            return Dated(placed, weakest(placed.mention.basis, Basis.INHERITED), elsewhere=True)
    return None


def _issued_there(candidate: Candidate, clause: Clause) -> PlacedDate | None:
    """Return the date that a clause gives to the numbered document that it names."""
    reading = candidate.reading
    cited = [n for n in cited_numbers(reading) if clause.start <= n < clause.end]
    return dating.of_noun(reading, cited[0], clause.end - 1) if cited else None


def counted_back(candidate: Candidate) -> Dated | None:
    """Return the time that a span before the clause's "after" leads back to.

    "It joined on 24 April, thirteen days after it had ratified": the ratification was on the 11th.
    """
    reading, start = candidate.reading, candidate.clause.start
    if not reading.has(start, TIME_RELATIONS):
        return None
    for placed in reading.dates:
        mention = placed.mention
        anchored = mention.anchor is not None and mention.basis is Basis.RELATIVE
        if placed.end == start and anchored and _is_earlier(candidate, placed):
            return Dated(placed, Basis.RELATIVE, elsewhere=True)
    return None


def _is_earlier(candidate: Candidate, placed: PlacedDate) -> bool:
    """Whether a date lies before the one of its own sentence that it is counted from."""
    begin, anchor = placed.mention.date.begin, placed.mention.anchor
    return begin is not None and any(
        other.mention.span == anchor
        and other.mention.date.begin is not None
        and begin < other.mention.date.begin
        for other in candidate.reading.dates
    )


def just_before(candidate: Candidate) -> Dated | None:
    """Return the date that stands right before the clause's "when", of a stretch its end."""
    start = candidate.clause.start
    for placed in candidate.reading.dates:
        if placed.end <= start <= placed.end + 1 and not dating.is_range(placed):
            return Dated(placed, weakest(placed.mention.basis, Basis.INHERITED), elsewhere=True)
    return handed_over(candidate) if candidate.reading.lists.language == "en" else None


def before_aside(candidate: Candidate) -> Dated | None:
    """Return the date in front of an aside about that day, behind which the clause goes on.

    "On 7 December 2003, the day on which Zimbabwe left the Commonwealth, Chile signed it."
    """
    reading, start = candidate.reading, candidate.clause.start
    before = [c for c in reading.clauses if c.end <= start]
    if len(before) < _WITH_ASIDE or not reading.has(before[-1].start, WHEN):
        return None
    front = before[-2]
    if reading.lists.language != "en" or reading.predicate_between(front.start, front.end):
        return None
    placed = dating.fronted(reading, front)
    if placed is None or dating.is_range(placed):
        return None
    return Dated(placed, weakest(placed.mention.basis, Basis.INHERITED), elsewhere=True)
