"""Cutting a sentence into clauses, each with one main predicate.

The cuts decide which subject, which date and which negation belong to a verb. Words that open a
clause are word lists (``clause-*`` in the files of word lists); this module knows only where a
list's word counts as a cut:

* a conjunction that opens a clause, before a predicate somewhere after it;
* و or ف attached to a verb, or "and" and the like before one, also with a date in between;
* a comma before a verb, or before a name that a verb follows;
* parentheses, and the semicolon.
"""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.statements.sentence.governing import opens_dated
from loaders.statements.sentence.insertions import holds, is_naming
from loaders.statements.sentence.list_names import (
    BEING,
    COMPLEMENTISERS,
    HAPPENING,
    IN_WHICH,
    PASSIVE_AGENTS,
    PREPOSITIONS,
    RELATIVES,
    TIME_RELATIONS,
    TURNS,
    WAS_NTH,
)
from loaders.statements.sentence.reading import Clause, Reading
from loaders.statements.sentence.runs import lists_on
from loaders.statements.sentence.verbs_ahead import (
    AND,
    attached_verb,
    behind_links,
    dated_verb,
    follows_at_once,
    phrase_then_verb,
    subject_name,
    tells_apart,
    verb_ahead,
    verb_before,
    verb_soon,
)

OPENERS = "clause-openers"  # subordinate: bring their own date and may bring their own subject
COORDINATORS = "clause-coordinators"  # coordinate: share subject and fronted date
_MARKS = frozenset({",", ":"})
_PAUSES = frozenset({",", ";"})
_AND_THAT = frozenset({"وذلك", "ذلك"})
COUNTED_TIME = "counted-time"  # units of time, behind which "after that" counts from what was told
HAD = "قد"  # behind "was": had done
_TIME_PHRASE = 9  # words of "and after …" before its verb
_CLEFT = 6  # words of "it was not until on" before its date
ASIDES = "asides"


def cut(reading: Reading) -> list[Clause]:
    """Return the clauses of a sentence; together they cover it without overlap."""
    cuts: dict[int, str] = {0: "main"}
    open_at: int | None = None
    for index, word in enumerate(reading.words):
        if word.form == "(":
            open_at = index
        elif word.form == ")" and open_at is not None:
            if reading.predicate_between(open_at, index) and not is_naming(reading, open_at):
                cuts[open_at] = "parenthesis"
                cuts.setdefault(index + 1, "resumed")
            open_at = None
        elif index and index not in cuts and not holds(reading, index):
            kind = _kind(reading, index, max(cuts))
            if kind is not None:
                cuts[index] = kind
    return _clauses(cuts, len(reading.words))


def _clauses(cuts: dict[int, str], length: int) -> list[Clause]:
    starts = sorted(start for start in cuts if start < length)
    ends = [*starts[1:], length]
    return [Clause(s, e, cuts[s]) for s, e in zip(starts, ends, strict=True)]


def _kind(reading: Reading, index: int, opened: int) -> str | None:
    """Return the kind of clause that opens at word `index`, or None if none does."""
    if reading.inside_mention(index) and not _attached_and(reading, index):
        return None
    word = reading.words[index].form
    if word == ";":
        return None if lists_on(reading, index) else "coordinate"
    if opens_dated(reading, index) or tells_apart(reading, index):
        return "subordinate"
    cue = reading.cue(index, COORDINATORS)
    if cue is not None and _is_office(reading, cue.end):
        cue = None  # "Frank Aiken, then foreign minister, addressed …"
    if cue is not None and (_tells_time(reading, index) or _apposed(reading, index)):
        cue = None
    if cue is not None and _lists_states(reading, index, cue.end):
        cue = None
    if cue is not None and any(d.end > cue.end for d in reading.dates_at.get(index, ())):
        cue = None  # وبعد ذلك بيومين: a date, which may be that of what is listed next
    if cue is not None and verb_ahead(
        reading, cue.end, _next_opener(reading, cue.end), texts=False
    ):
        return "coordinate"
    cue = reading.cue(index, OPENERS)
    longer = reading.cue(index, PREPOSITIONS)
    if longer is not None and cue is not None and longer.end > cue.end:
        cue = None  # "فيما يتعلق" is no "فيما"
    if cue is not None and _only_tells_when(reading, cue.end):
        cue = None
    if cue is not None and verb_ahead(reading, cue.end):
        return "subordinate"
    if follows_at_once(reading, opened, index):
        return "coordinate"
    if _had_before(reading, index) and reading.predicate_between(opened, index):
        return "resumed"
    if attached_verb(reading, index) and not _tells_when_it_was(reading, opened, index):
        return "coordinate"
    cue = reading.cue(index, AND)
    if cue is not None and _joins_dates(reading, index, cue.end):
        return None
    if cue is not None:
        own_subject = _own_subject(reading, opened, index)
        if verb_soon(reading, cue.end, through_name=own_subject) is not None:
            return None if verb_before(reading, index) else "coordinate"
    if word in _MARKS and reading.predicate_between(_past_cleft(reading, opened), index):
        if word == "," and _same_time_when(reading, index + 1):
            return "subordinate"
        if _closes_aside(reading, index):
            return None
        verb = verb_soon(reading, index + 1, through_name=True)
        if verb is not None and not reading.has(verb + 1, PASSIVE_AGENTS):
            return None if _and_behind_date(reading, index, verb) else "coordinate"
        if _time_then_verb(reading, index + 1) or phrase_then_verb(reading, index + 1):
            return "coordinate"
    if _attached_and(reading, index) and dated_verb(reading, index):
        return "coordinate"
    return None


def _past_cleft(reading: Reading, opened: int) -> int:
    """Return where a clause has its own words: behind "it was on 3 May that", if it begins so."""
    words = reading.words
    if words[opened].form != "it" or not reading.has(opened + 1, BEING):
        return opened
    return next(
        (
            date.end + 1
            for date in reading.dates
            if 0 < date.start - opened <= _CLEFT and reading.has(date.end, COMPLEMENTISERS)
        ),
        opened,
    )


def _joins_dates(reading: Reading, index: int, end: int) -> bool:
    """Whether "and" stands between two dates: "in 1983 and 1984, and was again a member"."""
    return bool(reading.dates_at.get(end)) and any(date.end == index for date in reading.dates)


def _is_office(reading: Reading, index: int) -> bool:
    """Whether an English title stands here, perhaps behind its owner."""
    return reading.lists.language != "ar" and any(
        entity.mention.entity.kind == "office"
        for at in range(index, min(index + 3, len(reading.words)))
        for entity in reading.entities_at.get(at, ())
        if not reading.predicate_between(index, at)
    )


def _tells_time(reading: Reading, index: int) -> bool:
    """Whether "then" is that of "until then", or "after that" counts: "a month after that"."""
    return reading.has(index - 1, COUNTED_TIME) or (
        reading.lists.language == "en" and reading.has(index, PREPOSITIONS, end=True)
    )


def _apposed(reading: Reading, index: int) -> bool:
    """Whether "then" only says what somebody was at the time: "X, then in exile, addressed …"."""
    words = reading.words
    if reading.lists.language != "en" or words[index].form != "then" or not index:
        return False
    if words[index - 1].form != "," or not any(e.end == index - 1 for e in reading.entities):
        return False
    closing = next((i for i in range(index + 2, len(words)) if words[i].form == ","), None)
    return (
        closing is not None
        and not reading.predicate_between(index, closing)
        and not any(index < date.start < closing for date in reading.dates)
    )


def _lists_states(reading: Reading, index: int, end: int) -> bool:
    """Whether "then" stands between two states that do the same: وقعت ليبيا ثم تونس المعاهدة."""
    if reading.lists.language != "ar":
        return False
    before = any(e.end == index and e.mention.entity.kind == "state" for e in reading.entities)
    behind = [e.end for e in reading.entities_at.get(end, ()) if e.mention.entity.kind == "state"]
    stop = _next_opener(reading, end)
    return before and any(not reading.predicate_between(at, stop) for at in behind)


def _closes_aside(reading: Reading, index: int) -> bool:
    """Whether a comma ends an adverb behind a name: "to which X, by contrast, was admitted"."""
    return any(
        reading.words[cue.start - 1].form == ","
        and any(e.end == cue.start - 1 for e in reading.entities)
        for cue in reading.cues
        if cue.name == ASIDES and cue.end == index and cue.start > 0
    )


def _and_behind_date(reading: Reading, index: int, verb: int) -> bool:
    """Whether a comma leads to a date of what was told: ", on 3 May 1990 and was admitted"."""
    return reading.lists.language == "en" and any(
        index < date.start
        and date.end < verb
        and reading.has(date.end + (reading.words[date.end].form == ","), AND)
        for date in reading.dates
    )


def _same_time_when(reading: Reading, index: int) -> bool:
    """Whether a clause is told to be of that time: ", the same month in which she visited Peru"."""
    dates = reading.dates_at.get(index)
    return dates is not None and reading.has(dates[0].end, IN_WHICH)


def _time_then_verb(reading: Reading, index: int) -> bool:
    """Whether "and after …" leads to a verb of its own: "، وبعد سقوط إيطاليا في ١٩٤٣ احتلها"."""
    words = reading.words
    cue = reading.cue(index, TIME_RELATIONS)
    if reading.lists.language != "ar" or cue is None or not cue.form.conjunction:
        return False
    ahead, last = cue.end, min(cue.end + _TIME_PHRASE, len(words))
    while ahead < last:
        if ahead in reading.predicates:
            return True
        if reading.has(ahead, RELATIVES):
            return False  # وبعد خمسة أيام القرار 1298 الذي حظر: the verb tells of the noun
        if words[ahead].form == ",":  # وقبل انقضاء العام، في 1 ديسمبر، انضمت
            told = [d for at in (ahead + 1, ahead + 2) for d in reading.dates_at.get(at, ())]
            closed = behind_links(reading, told[0].end) if told else len(words)
            return closed + 1 in reading.predicates and words[closed].form == ","
        ahead += 1
    return False


def _own_subject(reading: Reading, opened: int, index: int) -> bool:
    """Whether a name behind "and" can be the subject of a clause of its own.

    It can behind a verb ("joined NATO, and Malta became …"), but not behind "that", where the
    names may be the subject together ("said that Ghana and Togo joined").
    """
    before = [p for p in reading.predicates if opened <= p < index]
    return bool(before) and not any(
        reading.has(i, COMPLEMENTISERS) for i in range(before[-1], index)
    )


def _attached_and(reading: Reading, index: int) -> bool:
    form = reading.words[index].form
    if reading.lists.language != "ar" or len(form) < 2 or form[0] not in "وف":
        return False
    # The ف of فيصل is a letter of the name.
    names = [e for e in reading.entities_at.get(index, ()) if e.mention.form is Form.NAME]
    return not names or any(form[0] in e.mention.clitics for e in names)


def _had_before(reading: Reading, index: int) -> bool:
    """Whether a pluperfect opens here: عندما صدقت كينيا في 2005 كانت غانا قد صدقت في 2003."""
    words = reading.words
    if reading.lists.language != "ar" or not reading.has(index, BEING):
        return False
    end = subject_name(reading, index + 1) or index + 1
    return end < len(words) and words[end].form == HAD and reading.predicate_between(end, end + 2)


def _tells_when_it_was(reading: Reading, opened: int, index: int) -> bool:
    """Whether a verb with ف only tells when the deed was that its clause turns to.

    In أما تصديقها فتم في 2012 both are one clause.
    """
    return (
        reading.words[index].form.startswith("ف")
        and reading.has(index, HAPPENING)
        and any(reading.has(i, TURNS) for i in range(opened, min(opened + 3, index)))
        and not reading.predicate_between(opened, index)
        and any(
            cue.form.mood == "noun" and cue.name != PREPOSITIONS
            for i in range(opened, index)
            for cue in reading.cues_at.get(i, ())
        )
    )


def _next_opener(reading: Reading, index: int) -> int:
    """Return where the next clause opens behind word `index`: "then in 1991, while Hungary …".

    Arabic needs no comma before "and" and a verb: ثم بيرو إلى اليونسكو في 1960 وصدقت ….
    """
    return next(
        (
            i
            for i in range(index, len(reading.words))
            if reading.has(i, OPENERS)
            or reading.has(i, WAS_NTH)  # ثم إلى الأمم المتحدة في …، لتكون عضوها التاسع: no verb
            or (reading.words[i - 1].form == "," and attached_verb(reading, i))
            or (reading.lists.language == "ar" and i > index and attached_verb(reading, i))
        ),
        len(reading.words),
    )


def _only_tells_when(reading: Reading, index: int) -> bool:
    """Whether an Arabic opener leads to an adverbial alone: "وذلك في دورتها … عام ١٩٦٢"."""
    before = reading.words[index - 1].form
    marks = (i for i in range(index, len(reading.words)) if reading.words[i].form in _PAUSES)
    return before in _AND_THAT and not reading.predicate_between(
        index, next(marks, len(reading.words))
    )
