"""Which of the dates in a clause belongs to a candidate."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.statements.assertion.denied_subjects import GROUP_NOUNS
from loaders.statements.lists.number_lists import cited_numbers
from loaders.statements.rulebook.pattern import Match
from loaders.statements.rulebook.wordlists import FINITE, NOMINAL
from loaders.statements.sentence import insertions
from loaders.statements.sentence.governing import ends_with
from loaders.statements.sentence.list_names import HAPPENING, IN_WHICH, RELATIVES
from loaders.statements.sentence.reading import Clause, PlacedDate, Reading
from loaders.statements.times import anchors, noun_dates
from loaders.statements.times.dating import free, is_range, not_until, of_days, of_occasion, within
from loaders.statements.times.occasions import told_of_occasion

THAT_OF = "that-of"
SPEAKING = "spoke-light"
_CLEFT = 12  # words from "it was" to a date put first
_NEXT = 2  # words between a date and the counts of its vote


def choose(
    reading: Reading,
    match: Match,
    clause: Clause,
    policy: str,
    pieces: Sequence[tuple[int, int]],
) -> PlacedDate | None:
    """Return the date of the candidate whose words are `pieces`, within its own clause.

    A date at the front of the clause goes with its verb; one behind goes with the nearest verb
    before it. Where both are there, the later one only counts if it lies within the first.
    """
    if policy == "none" or anchors.dated_by_span(reading, match):
        return None
    usable = [
        d
        for d in reading.dates
        if clause.start <= d.start < clause.end and free(reading, d) and _suits(reading, d, policy)
    ]
    usable = [d for d in usable if not anchors.measured_from(reading, match, d)]
    if policy != "vote":  # القرار، الذي اعتمده المجلس في …، نال عشرة أصوات
        usable = insertions.without(reading, usable, match.end)
    start = _verb_of(match)
    behind = [
        d
        for d in usable
        if d.start >= start
        and (policy == "vote" or not _claimed(reading, match.end, d.start, match))
    ]
    if policy == "vote":
        behind = [d for d in behind if not _of_next_document(reading, match, clause, d)]
    governed = policy == "governed"
    if governed and (span := noun_dates.spanned(reading, clause, pieces)) is not None:
        return span
    if governed:
        if not noun_dates.temporal(reading, match) and not noun_dates.is_subject(
            reading, match, clause, pieces
        ):
            return noun_dates.lasted(reading, match, clause)
        policy = "adjacent"
    if policy in {"adjacent", "beside"}:
        end = max(e for _, e in pieces)
        near = [d for d in behind if d.start - end <= 2]
        if governed and reading.lists.language != "ar":  # "two days after the invasion, on 5 May"
            near = [d for d in near if reading.words[end].form != ","]
        if policy == "beside":
            said = max((cue.end for cue in match.cues), default=match.start)
            near = [d for d in near if d.start >= said and not anchors.counts_on(reading, match, d)]
        return near[0] if near else None
    before = [
        d
        for d in usable
        if d.end <= start and (policy == "vote" or not _embedded(reading, d.end, start))
    ]
    if policy != "vote":  # "resolution 1559, which was adopted on 2 September, had nine votes"
        before = [d for d in before if not _of_relative(reading, clause, d, match.start)]
    before = [d for d in before if not _of_apposition(reading, clause, d, match.start)]
    before = [d for d in before if not anchors.of_participle(reading, clause, d, match.start)]
    before = anchors.not_of_saying(reading, match, before)
    before = [
        d
        for d in before
        if not (anchors.counted_from(d, before) or anchors.told_beside(reading, match, d))
    ]
    if any(_related(reading, index) for index in (match.start, match.start + 1)):
        before = []  # "…, which Slovakia entered in 2004"
    if policy != "vote" and anchors.came_before(reading, match):
        before = []
    front = before[-1] if before else None
    after = behind[0] if behind else None
    if front is not None and (
        anchors.in_time_phrase(reading, clause, front)
        or anchors.of_deed_before(reading, match, clause, front)
    ):
        front = None
    if front is None or after is None:
        return front or after
    if of_occasion(reading, front):
        return after
    if policy == "vote" and _right_before(reading, front, match):
        return front
    if anchors.of_anchor(reading, clause, front) or anchors.counted_from(after, [front]):
        return after  # في اليوم التالي لاستقلال البلاد في ٩ يوليو: its own
    if _inserted(reading, clause, front) or _participial(reading, match):
        return after
    if anchors.own_of_noun(reading, match, after):
        return after
    told_of_verb = reading.lists.language != "ar" or anchors.is_nominal(match)
    if told_of_verb and reading.predicate_between(clause.start, front.start):
        return after  # the one before goes with the verb before
    return after if within(after, front) else front


def _related(reading: Reading, index: int) -> bool:
    """Whether a relative clause begins: not with "demanded that", whose verb has the date before.

    Nor with "that of Latvia in resolution 710".
    """
    complement = reading.has(index, "complementisers") and index - 1 in reading.predicates
    return reading.has(index, RELATIVES) and not complement and not reading.has(index, THAT_OF)


def _of_next_document(reading: Reading, match: Match, clause: Clause, date: PlacedDate) -> bool:
    """Whether it dates a further resolution: "adopted 143 by 8 votes, and 145 on 22 July"."""
    cited = cited_numbers(reading)
    own = any(clause.start <= index < match.start for index in cited)
    return own and any(match.end <= index < date.start for index in cited)


def _verb_of(match: Match) -> int:
    """Return where a trigger begins to tell: a name that it begins with may have a date behind it.

    "The Assembly of 1947, which adopted …, on 29 November, resolution 181".
    """
    verbs = [cue.start for cue in match.cues if cue.form.mood in FINITE]
    named = match.slots and match.slots[0][1].start == match.start
    return verbs[0] if named and verbs else match.start


def _of_relative(reading: Reading, clause: Clause, date: PlacedDate, start: int) -> bool:
    """Whether it dates a relative clause that a comma closes: "who served in 1947, lost …"."""
    closed = anchors.closes_relative(reading, date, start)
    return closed and any(
        reading.has(index, RELATIVES) and reading.predicate_between(index, date.start)
        for index in range(clause.start, date.start)
    )


def _of_apposition(reading: Reading, clause: Clause, date: PlacedDate, start: int) -> bool:
    """Whether it dates a title between commas: "Chowdhury, envoy from 1996 to 2001, later …"."""
    forms = [word.form for word in reading.words[:start]]
    if "," not in forms[date.end :]:
        return False
    return any(
        "," in forms[clause.start : title.start]
        and "," not in forms[title.end : date.start]
        and not reading.predicate_between(clause.start, date.start)
        for title in reading.entities
        if title.mention.entity.kind == "office" and clause.start < title.start < date.start
    )


def _right_before(reading: Reading, date: PlacedDate, match: Match) -> bool:
    """Whether English counts stand next to a date: "elected on 16 October 2007 by 183 votes, …"."""
    between = range(date.end, match.start)
    return (
        reading.lists.language == "en"
        and len(between) <= _NEXT
        and not any(reading.words[index].form in {";", ":"} for index in between)
        and not reading.predicate_between(date.end, match.start)
    )


def _inserted(reading: Reading, clause: Clause, date: PlacedDate) -> bool:
    """Whether the date stands in an English insertion: "Namibia, occupied since 1915, became …"."""
    return reading.lists.language != "ar" and any(
        clause.start <= e.start <= clause.start + 2 and e.end <= date.start
        for e in reading.entities
    )


def _participial(reading: Reading, match: Match) -> bool:
    """Whether the verb is that of a participle clause: "signed it, becoming members on …"."""
    return (
        reading.lists.language != "ar"
        and bool(match.cues)
        and match.cues[0].form.mood == "gerund"
        and match.start > 0
        and reading.words[match.start - 1].form == ","
    )


def _embedded(reading: Reading, start: int, end: int) -> bool:
    """Whether a relative or "that" clause begins between, so that the trigger lies deeper.

    It does not where the date itself is what is related: "the month in which she visited Peru",
    "it was on 3 May 1990 that …".
    """
    if _is_cleft(reading, start):
        start = _past_insertion(reading, start) + 1
    related = reading.cue(start, IN_WHICH)
    start = related.end if related is not None else start
    return any(
        (
            reading.has(index, RELATIVES)
            and not reading.inside_mention(index)  # "two months later that country became"
            and not _of_group(reading, start, index)
        )
        or (reading.has(index, "complementisers") and reading.predicate_between(start, index))
        for index in range(start, end)
        if not reading.has(index, THAT_OF)
    )


def _is_cleft(reading: Reading, end: int) -> bool:
    """Whether "that" follows a date, ending there, that "it was" puts first."""
    date = next((d for d in reading.dates if d.end == end), None)
    if date is None or not reading.has(_past_insertion(reading, end), RELATIVES):
        return False
    return any(
        reading.words[index].form == "it"
        and reading.has(index + 1, "being")
        and not reading.predicate_between(index + 2, date.start)
        for index in range(max(0, date.start - _CLEFT), date.start - 1)
    )


def _past_insertion(reading: Reading, end: int) -> int:
    """Return where English "that" may follow a date: "until 3 May, like X, that", "3 May, that"."""
    words = reading.words
    if reading.lists.language != "en" or words[end].form != ",":
        return end
    close = (i for i in range(end + 1, len(words) - 1) if words[i].form == ",")
    closing = end if reading.has(end + 1, RELATIVES) else next(close, end)
    return end if reading.predicate_between(end, closing) else closing + 1


def _of_group(reading: Reading, start: int, relative: int) -> bool:
    """Whether the relative clause says what its whole group did: "was among the states that …"."""
    return reading.has(relative, GROUP_NOUNS, end=True) and any(
        reading.has(index, "being") for index in range(start, relative)
    )


def _suits(reading: Reading, date: PlacedDate, policy: str) -> bool:
    role = date.mention.role
    if not_until(reading, date):
        return True
    if role == "name":
        # "the Treaty of 1996" names a treaty, "signed the Treaty on 30 September" dates the deed.
        if not (ends_with(reading, date.start - 1, "time-in") or of_occasion(reading, date)):
            return False
        role = "point"
    if role == "document":
        return False
    if policy in {"term", "state", "held", "attested", "when", "witnessed"}:
        return True
    if policy in {"elected", "range"}:
        return is_range(date)
    return (
        (not is_range(date) or _of_months(date) or of_days(date)) and role in {"point", "since"}
    ) or (policy == "from")


def _of_months(date: PlacedDate) -> bool:
    """Whether the date is "in July and August 1974": one time, if a long one."""
    first, _, last = date.mention.date.edtf.partition("/")
    return first.count("-") == 1 == last.count("-") and first[:4] == last[:4]


def _claimed(reading: Reading, start: int, end: int, match: Match) -> bool:
    """Whether another verb stands between the trigger and the date, and not one of happening.

    Nor one that only tells of the speech: "described in the address that he gave on …".
    """
    # كان قبولها قد تم في: the deed is the noun, of which both verbs tell that it was
    moods = [c.form.mood for c in match.cues if c.form.mood != "words" and c.name != HAPPENING]
    deed = not moods or moods[0] in NOMINAL
    return any(
        start <= p < end
        and not (deed and reading.has(p, HAPPENING) and not _of_other_noun(reading, p, match))
        and not (_tells_of_speech(reading, p - 1) and reading.has(p, SPEAKING))
        and not told_of_occasion(reading, p)
        and not insertions.aside(reading, p, match.end)
        and not any(c.start <= p < c.end for c in match.cues)
        and any(cue.form.mood in FINITE for cue in reading.cues_at.get(p, ()))
        for p in reading.predicates
    )


def _of_other_noun(reading: Reading, verb: int, match: Match) -> bool:
    """Whether "which came on" tells of a noun behind the trigger: "… independence, which came"."""
    relative = verb - 1
    noun = relative - 1 - (reading.words[relative - 1].form == ",")
    return reading.has(relative, RELATIVES) and noun > match.end


def _tells_of_speech(reading: Reading, index: int) -> bool:
    """Whether the verb behind a word tells only of a speech: "that he gave", بكلمة ألقتها."""
    return reading.has(index, RELATIVES) or reading.has(index, "speech-noun")
