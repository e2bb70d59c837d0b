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
from loaders.statements.insertions import holds
from loaders.statements.pattern import DETERMINERS
from loaders.statements.reading import Clause, Reading
from loaders.statements.wordlists import FINITE

OPENERS = "clause-openers"  # subordinate: bring their own date and may bring their own subject
COORDINATORS = "clause-coordinators"  # coordinate: share subject and fronted date
AND = "clause-and"  # cut only directly before a verb
NEGATORS = "negators"
THAT_IS = "اي"  # before a date that is told again
COMPANY = "company"
INVERTED = "inverting"  # "did" before its subject
IN_WHICH = "in-which"  # behind a date: what follows took place then
_MARKS = frozenset({",", ":"})
_PAUSES = frozenset({",", ";"})
LINKS = "clause-links"  # adverbs that may stand between a conjunction and its verb
PREPOSITIONS = "prepositions"
RELATIONS = "time-relations"
TURNS = "turns"  # أما: the clause turns to what stands behind
HAPPENING = "happening"
BEING = "being"
HAD = "قد"  # behind "was": had done
_DATE_REST = 3  # words of a stretch of time that are no part of its date: "a month and one day"
_TIME_PHRASE = 9  # words of "and after …" before its verb
COMPLEMENTISERS = "complementisers"
PASSIVE = "passive-agents"  # "adopted by": a participle that opens no clause


def cut(reading: Reading) -> list[Clause]:
    """Return the clauses of a sentence; together they cover it without overlap."""
    cuts: dict[int, str] = {0: "main"}
    open_at: int | None = None
    for index, word in enumerate(reading.words):
        if word.form == "(":
            open_at = index
        elif word.form == ")" and open_at is not None:
            if reading.predicate_between(open_at, index):
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
        return "coordinate"
    cue = reading.cue(index, COORDINATORS)
    if cue is not None and _is_office(reading, cue.end):
        cue = None  # "Frank Aiken, then foreign minister, addressed …"
    if cue is not None and _verb_ahead(reading, cue.end, _next_opener(reading, cue.end)):
        return "coordinate"
    cue = reading.cue(index, OPENERS)
    longer = reading.cue(index, PREPOSITIONS)
    if longer is not None and cue is not None and longer.end > cue.end:
        cue = None  # "فيما يتعلق" is no "فيما"
    if cue is not None and _only_tells_when(reading, cue.end):
        cue = None
    if cue is not None and _verb_ahead(reading, cue.end):
        return "subordinate"
    if _had_before(reading, index) and reading.predicate_between(opened, index):
        return "resumed"
    if _attached_verb(reading, index) and not _tells_when_it_was(reading, opened, index):
        return "coordinate"
    cue = reading.cue(index, AND)
    if cue is not None and _joins_dates(reading, index, cue.end):
        return None
    if cue is not None:
        own_subject = _own_subject(reading, opened, index)
        if _verb_soon(reading, cue.end, through_name=own_subject) is not None:
            return None if _verb_before(reading, index) else "coordinate"
    if word in _MARKS and reading.predicate_between(opened, index):
        if word == "," and _same_time_when(reading, index + 1):
            return "subordinate"
        verb = _verb_soon(reading, index + 1, through_name=True)
        if verb is not None and not reading.has(verb + 1, PASSIVE):
            return "coordinate"
        if _time_then_verb(reading, index + 1):
            return "coordinate"
    if _attached_and(reading, index) and _dated_verb(reading, index):
        return "coordinate"
    return None


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


def _same_time_when(reading: Reading, index: int) -> bool:
    """Whether a clause is told to be of that time: ", the same month in which she visited Peru"."""
    dates = reading.dates_at.get(index)
    return dates is not None and reading.has(dates[0].end, IN_WHICH)


def _time_then_verb(reading: Reading, index: int) -> bool:
    """Whether "and after …" leads to a verb of its own: "، وبعد سقوط إيطاليا في ١٩٤٣ احتلها"."""
    words = reading.words
    cue = reading.cue(index, RELATIONS)
    if reading.lists.language != "ar" or cue is None or not cue.form.conjunction:
        return False
    for ahead in range(cue.end, min(cue.end + _TIME_PHRASE, len(words))):
        if words[ahead].form == ",":
            return False
        if ahead in reading.predicates:
            return True
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


def _attached_verb(reading: Reading, index: int) -> bool:
    """Whether a verb with و or ف stands here that does not directly follow another verb."""
    if reading.has(index, "not-verbs"):
        return False
    for cue in reading.cues_at.get(index, ()):
        moods = FINITE | {"imperfect", "future"}
        if cue.form.conjunction and cue.form.mood in moods:
            return not _verb_before(reading, index)
        if cue.form.conjunction and cue.name == NEGATORS and cue.end in reading.predicates:
            return True  # ولم تصدق
    return False


def _had_before(reading: Reading, index: int) -> bool:
    """Whether a pluperfect opens here: عندما صدقت كينيا في 2005 كانت غانا قد صدقت في 2003."""
    words = reading.words
    if reading.lists.language != "ar" or not reading.has(index, BEING):
        return False
    end = _subject_name(reading, index + 1) or index + 1
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


def _verb_before(reading: Reading, index: int) -> bool:
    """Whether the word just before is a verb: "signed and ratified" is one predicate."""
    return index > 0 and index - 1 in reading.predicates


def _verb_soon(reading: Reading, index: int, *, through_name: bool = False) -> int | None:
    """Return where a verb follows with nothing but links, a date or (if allowed) a name between."""
    seen_name = dated = False
    start = index
    while index < len(reading.words):
        if reading.predicate_between(index, index + 1):
            # "sat there in 1969 and in 1988, lost in 2006": the date goes with what came before.
            bare = dated and reading.words[index - 1].form == "," != reading.words[start].form
            return None if bare and reading.lists.language == "en" else index
        if dated and reading.has(index, INVERTED):
            return index  # "and only in 1955 did the state take its seat"
        company = reading.cue(index, COMPANY)
        if company is not None:
            index = reading.names_end(company.end)  # "and, along with Latvia, was admitted"
            continue
        cue = reading.cue(index, LINKS) or reading.cue(index, AND)
        if cue is not None and seen_name and reading.words[index].form == ",":
            return None  # "countries including Chile and Belgium, entered into force"
        if cue is not None:
            seen_name = seen_name and cue.name == LINKS
            index = cue.end
        elif dates := reading.dates_at.get(index):
            index, dated = dates[0].end, True
        elif reading.has(index, PREPOSITIONS) and index + 1 in reading.dates_at:
            index += 1
        elif through_name and not seen_name and (name := _subject_name(reading, index)):
            index, seen_name = name, True
        elif through_name and reading.has(index, DETERMINERS) and _subject_name(reading, index + 1):
            index += 1
        else:
            return None
    return None


def _subject_name(reading: Reading, index: int) -> int | None:
    for entity in reading.entities_at.get(index, ()):
        if entity.mention.form is not Form.ADJECTIVE and not (
            set(entity.mention.clitics) & {"ل", "ب", "ك"}
        ):
            return entity.end
    return None


def _dated_verb(reading: Reading, index: int) -> bool:
    """Whether "و" + preposition + date + verb begins here: وفي ٣٠ سبتمبر ١٩٩٦ وقعت.

    The date may be told twice: وبعد خمسة أيام، أي في الأول من يوليو، نالت.
    """
    if index in reading.dates_at:
        date = reading.dates_at[index][0]
        if date.mention.span.start == reading.words[index].start:
            return False  # فبراير begins with ف as a word
        end = date.end
    elif index + 1 in reading.dates_at and any(
        cue.name == PREPOSITIONS and cue.form.conjunction for cue in reading.cues_at.get(index, ())
    ):
        end = reading.dates_at[index + 1][0].end
    elif reading.has(index, RELATIONS):
        again = _date_again(reading, index + 1)  # a stretch of time: وبعد خمسة أيام، في 9 يونيو،
        return again is not None and _verb_soon(reading, again) is not None
    else:
        return False
    if _verb_soon(reading, end) is not None:
        return True
    forms = [word.form for word in reading.words[end : end + _DATE_REST + 2]]
    if "," not in forms or THAT_IS not in forms[forms.index(",") + 1 :][:1]:
        return False
    again = _date_again(reading, end)
    return again is not None and _verb_soon(reading, again) is not None


def _date_again(reading: Reading, index: int) -> int | None:
    """Return where a second telling of a date ends, with the commas around it."""
    words = reading.words
    while index < len(words) and words[index].form != ",":
        if index in reading.predicates or reading.entities_at.get(index):
            return None
        index += 1
    for start in range(index + 1, min(index + 4, len(words))):
        if dates := reading.dates_at.get(start):
            end = dates[0].end
            return end + 1 if end < len(words) and words[end].form == "," else end
    return None


def _next_opener(reading: Reading, index: int) -> int:
    """Return where the next clause opens behind word `index`: "then in 1991, while Hungary …"."""
    return next(
        (
            i
            for i in range(index, len(reading.words))
            if reading.has(i, OPENERS)
            or (reading.words[i - 1].form == "," and _attached_verb(reading, i))
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


_AND_THAT = frozenset({"وذلك", "ذلك"})


def _verb_ahead(reading: Reading, index: int, end: int | None = None) -> bool:
    """Whether a verb, or a noun made of one, follows from word `index` on.

    A noun that only tells when ("then in 2024-2025 after its election") is none.
    """
    stop = len(reading.words) if end is None else end
    return reading.predicate_between(index, stop) or any(
        index <= cue.start < stop
        and cue.form.mood in {"noun", "gerund"}
        and not reading.has(cue.start - 1, RELATIONS)
        for cue in reading.cues
    )
