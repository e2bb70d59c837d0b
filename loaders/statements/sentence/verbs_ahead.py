"""Whether a verb stands at a word of a sentence, or follows with only links and dates between.

What the cutting of a sentence into clauses asks of the words behind a conjunction or comma.
"""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.rulebook.wordlists import FINITE
from loaders.statements.sentence.list_names import (
    CLAUSE_LINKS,
    NEGATORS,
    PREPOSITIONS,
    RELATIVES,
    TIME_RELATIONS,
)
from loaders.statements.sentence.reading import Reading
from loaders.statements.times.dating import DATED_NOUNS, WEEKDAYS

AND = "clause-and"  # cut only directly before a verb
_VERB_NEGATORS = frozenset({"past-negators", "future-negators"})
COMPANY = "company"
DENIED = "denied-auxiliaries"  # "did not": the verb behind need stand in no list
INVERTED = "inverting"  # "did" before its subject
EDGES = "time-edges"  # مطلع, نهاية: which part of the time told behind
SEAT = "seat-noun"  # ثم مقعدا آخر في 2015-2016: no noun of a verb
# What leads to a date: في, and also يوم or بتاريخ.
_LEADING = (PREPOSITIONS, "date-words")
UNLIKE = "unlike"
_WHICH = 4  # words from "which" to its verb
THAT_IS = "اي"  # before a date that is told again
_PHRASE = 5  # words of a noun behind a preposition before its verb
_DATE_REST = 3  # words of a stretch of time that are no part of its date: "a month and one day"
NO_SOONER, THAN = "no-sooner", "than"  # ما إن …، حتى


def verb_soon(reading: Reading, index: int, *, through_name: bool = False) -> int | None:
    """Return where a verb follows with nothing but links, a date or (if allowed) a name between."""
    seen_name = dated = closing = False
    start = index
    while index < len(reading.words):
        if reading.predicate_between(index, index + 1):
            # "sat there in 1969 and in 1988, lost in 2006": the date goes with what came before.
            bare = (
                dated
                and not closing
                and reading.words[index - 1].form == "," != reading.words[start].form
            )
            return None if bare and reading.lists.language == "en" else index
        if reading.has(index, DENIED):
            return index  # "Mozambique, which Portugal ruled, did not become independent until"
        if dated and reading.has(index, INVERTED):
            return index  # "and only in 1955 did the state take its seat"
        company = reading.cue(index, COMPANY)
        if company is not None:
            index = reading.names_end(company.end)  # "and, along with Latvia, was admitted"
            continue
        cue = None  # "the same" of "the same day" is no link
        if index not in reading.dates_at:
            cue = reading.cue(index, CLAUSE_LINKS) or reading.cue(index, AND)
        if cue is not None and seen_name and reading.words[index].form == ",":
            return None  # "countries including Chile and Belgium, entered into force"
        if cue is not None:
            seen_name = seen_name and cue.name == CLAUSE_LINKS
            index = cue.end
        elif dates := reading.dates_at.get(index):
            # A comma within a date brings one behind it: "on March 12, 1992, acceded".
            closing = closing or any(
                word.form == "," for word in reading.words[index : dates[0].end]
            )
            index, dated = dates[0].end, True
        elif index + 1 in reading.dates_at and any(reading.has(index, name) for name in _LEADING):
            index += 1
        elif reading.has(index, PREPOSITIONS) and reading.has(index + 1, WEEKDAYS):
            index, closing = index + 2, True
        elif _on_the_day(reading, index):
            index += 2
        elif through_name and not seen_name and (name := subject_name(reading, index)):
            index, seen_name = name, True
        elif through_name and reading.has(index, DETERMINERS) and subject_name(reading, index + 1):
            index += 1
        else:
            return None
    return None


def _on_the_day(reading: Reading, index: int) -> bool:
    """Whether a date stands behind "on the": "on the 25th of the following month"."""
    return (
        reading.has(index, PREPOSITIONS)
        and reading.has(index + 1, DETERMINERS)
        and index + 2 in reading.dates_at
    )


def verb_ahead(reading: Reading, index: int, end: int | None = None, *, texts: bool = True) -> bool:
    """Return whether a verb, or a noun made of one, follows from word `index` on.

    A noun that only tells when ("then in 2024-2025 after its election") is none, nor, before the
    clause behind has its `end`, one that is part of a name or date.

    :param texts: whether the noun for a treaty counts: not in صدقت لاحقا على المعاهدة.
    """
    stop = len(reading.words) if end is None else end
    return reading.predicate_between(index, stop) or any(
        index <= cue.start < stop
        and cue.form.mood in {"noun", "gerund"}
        and cue.name != SEAT
        and (texts or cue.name != DATED_NOUNS)
        and not reading.has(cue.start - 1, TIME_RELATIONS)
        and not (end is not None and _in_name(reading, cue.start))
        for cue in reading.cues
    )


def _in_name(reading: Reading, index: int) -> bool:
    """Whether a word is one of a name or date: معاهدة حظر bans, مارس practises nothing."""
    return any(
        e.start <= index < e.end and e.mention.form is Form.NAME for e in reading.entities
    ) or any(d.start <= index < d.end for d in reading.dates)


def dated_verb(reading: Reading, index: int) -> bool:
    """Return whether "و" + preposition + date + verb begins here: وفي ٣٠ سبتمبر ١٩٩٦ وقعت.

    The date may be told twice: وبعد خمسة أيام، أي في الأول من يوليو، نالت. Which part of it is
    meant may be said before: وفي مطلع الشهر ذاته زارها.
    """
    if index in reading.dates_at:
        date = reading.dates_at[index][0]
        if date.mention.span.start == reading.words[index].start:
            return False  # فبراير begins with ف as a word
        end = date.end
    elif (told := _told_at(reading, index)) is not None and any(
        cue.name in _LEADING and cue.form.conjunction for cue in reading.cues_at.get(index, ())
    ):
        end = told
        if _behind_comma(reading, end):
            return True
    elif reading.has(index, TIME_RELATIONS):
        again = _date_again(reading, index + 1)  # a stretch of time: وبعد خمسة أيام، في 9 يونيو،
        return again is not None and verb_soon(reading, again) is not None
    else:
        return False
    if verb_soon(reading, end) is not None:
        return True
    forms = [word.form for word in reading.words[end : end + _DATE_REST + 2]]
    if "," not in forms or THAT_IS not in forms[forms.index(",") + 1 :][:1]:
        return False
    again = _date_again(reading, end)
    return again is not None and verb_soon(reading, again) is not None


def _told_at(reading: Reading, index: int) -> int | None:
    """Return where the date ends that a preposition leads to, with its part or not; else None."""
    start = index + 1 + reading.has(index + 1, EDGES)
    return reading.dates_at[start][0].end if start in reading.dates_at else None


def _behind_comma(reading: Reading, index: int) -> bool:
    """Whether an Arabic verb follows a comma, and no further "and": وفي 20 يوليو، انضمت."""
    words = reading.words
    if reading.lists.language != "ar" or index >= len(words) or words[index].form != ",":
        return False
    verb = verb_soon(reading, index + 1)
    told = any(place < index for place in reading.predicates)
    return (
        told
        and verb is not None
        and not any(
            cue.form.conjunction for at in (index + 1, verb) for cue in reading.cues_at.get(at, ())
        )
    )


def attached_verb(reading: Reading, index: int) -> bool:
    """Return whether a verb with و or ف stands here that does not directly follow another verb."""
    if reading.has(index, "not-verbs"):
        return False
    for cue in reading.cues_at.get(index, ()):
        moods = FINITE | {"imperfect", "future"}
        if cue.form.conjunction and cue.form.mood in moods:
            return not verb_before(reading, index)
        if cue.form.conjunction and cue.name == NEGATORS and cue.end in reading.predicates:
            return True  # ولم تصدق
        if cue.form.conjunction and cue.name in _VERB_NEGATORS:
            return True  # ولم تكن: a verb stands behind these, whether a list has it or not
    return False


def verb_before(reading: Reading, index: int) -> bool:
    """Return whether the word just before is a verb: "signed and ratified" is one predicate."""
    return index > 0 and index - 1 in reading.predicates


def subject_name(reading: Reading, index: int) -> int | None:
    """Return where a name ends that stands at a word and may be a subject, or None."""
    for entity in reading.entities_at.get(index, ()):
        if entity.mention.form is not Form.ADJECTIVE and not (
            set(entity.mention.clitics) & {"ل", "ب", "ك"}
        ):
            return entity.end
    return None


def phrase_then_verb(reading: Reading, index: int) -> bool:
    """Return whether "and" with a preposition and its noun leads to a verb of its own.

    In "، وخلال الحرب العالمية الثانية احتلت اليابان" the verb does not go on, it begins anew.
    """
    cue = reading.cue(index, PREPOSITIONS)
    if reading.lists.language != "ar" or cue is None or not cue.form.conjunction:
        return False
    for ahead in range(cue.end, min(cue.end + _PHRASE, len(reading.words))):
        if ahead in reading.predicates:
            return not any(verb.form.conjunction for verb in reading.cues_at.get(ahead, ()))
        if reading.words[ahead].is_mark or reading.has(ahead, RELATIVES):
            return False
    return False


def _date_again(reading: Reading, index: int) -> int | None:
    """Return where a second telling of a date ends, with the commas around it."""
    words = reading.words
    while index < len(words) and words[index].form != ",":
        if index in reading.predicates or reading.entities_at.get(index):
            return None
        index += 1
    for start in range(index + 1, min(index + 4, len(words))):
        if dates := reading.dates_at.get(start):
            end = behind_links(reading, dates[0].end)
            return end + 1 if end < len(words) and words[end].form == "," else end
    return None


def tells_apart(reading: Reading, index: int) -> bool:
    """Return whether "unlike X, which did" begins here: خلافا لغانا التي انضمت إليها.

    What was told before, or denied, is then none of what the relative clause tells.
    """
    cue = reading.cue(index, UNLIKE)
    end = None if cue is None else reading.names_end(cue.end)
    if cue is None or end is None or end == cue.end or not reading.has(end, RELATIVES):
        return False
    return reading.predicate_between(end, end + _WHICH)


def behind_links(reading: Reading, index: int) -> int:
    """Return where adverbs end that add to what stands before: في 11 نيسان أيضا،."""
    while (cue := reading.cue(index, CLAUSE_LINKS)) is not None and not cue.form.conjunction:
        index = cue.end
    return index


def follows_at_once(reading: Reading, opened: int, index: int) -> bool:
    """Return whether what followed at once opens here: ما إن استقلت في 1963 حتى انضمت."""
    no_sooner = any(reading.has(i, NO_SOONER) for i in (opened, opened + 1))
    return no_sooner and reading.has(index, THAN) and index + 1 in reading.predicates
