"""Which mention is the subject of a trigger: before its verb, behind it, or what "which" is of."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.mentions.mention import Form
from loaders.mentions.names.clitics import CERTAIN_PRONOUNS, PRONOUNS
from loaders.statements.roles.clause_subjects import apposed, told_of_another, was_doing
from loaders.statements.roles.listing import fits
from loaders.statements.rulebook.pattern import DETERMINERS, Match
from loaders.statements.rulebook.rule import Slot
from loaders.statements.rulebook.wordlists import FINITE, NOMINAL
from loaders.statements.sentence.agreement import is_no_subject, tells_of_deed
from loaders.statements.sentence.governing import IDAFA, governor
from loaders.statements.sentence.list_names import BEING, FILLERS, NEGATORS, RELATIVES, THERE
from loaders.statements.sentence.reading import PlacedEntity, Reading

INCLUDING = "including"  # before some of a number of states
_BEFORE_SUBJECT = ("being", "complementisers", "clause-openers")
_BEFORE_RELATIVE = 4  # words between a name and "which", in which it is still what is meant
_AFTER_SUBJECT = frozenset({"قد", "كانت", "كان"})


def subject_of(
    reading: Reading,
    slot: Slot,
    match: Match,
    usable: list[PlacedEntity],
    taken: Sequence[PlacedEntity],
) -> PlacedEntity | None:
    """Return which of the `usable` mentions is the subject of a trigger, or None.

    :param taken: mentions that fill other roles of the same candidate.
    """
    relative = relative_before(reading, match.start)
    if told_of_another(reading, slot, match.start):
        return None
    if relative is not None:
        behind = _behind_relative_verb(reading, match, usable)
        if behind is not None:
            return behind
        told = _told_by_relative(reading, slot, match, relative)
        if told:
            return told[-1] if told[-1].end >= relative - _BEFORE_RELATIVE else None
    if _is_nominal(match):
        return _of_noun(reading, slot, match, usable, taken)
    return _of_verb(reading, slot, match, usable)


def relative_before(reading: Reading, start: int) -> int | None:
    """Return where the relative pronoun stands of which the verb at `start` is the verb."""
    if reading.lists.language != "ar":  # "which two days later occupied Estonia"
        start = next((d.start for d in reading.dates if d.end == start), start)
    for index in range(start - 1, max(-1, start - 4), -1):
        if reading.has(index, RELATIVES):
            return index
        copula = reading.has(index, BEING)  # التي كانت من مؤسسيها
        if (index in reading.predicates and not copula) or reading.words[index].form == ",":
            return None
    return None


def antecedent(reading: Reading, slot: Slot, match: Match) -> PlacedEntity | None:
    """Return of whom a relative clause without an object tells: الدولة التي قُبلت فيه."""
    relative = relative_before(reading, match.start)
    if relative is None or reading.has(match.end, DETERMINERS):
        return None  # "said that it had occupied the village": the object is nothing known
    before = [e for e in reading.entities if e.end <= relative and fits(reading, slot, e)]
    near = bool(before) and before[-1].end >= relative - _BEFORE_RELATIVE
    return before[-1] if near else None


def nested(reading: Reading, entity: PlacedEntity) -> bool:
    """Return whether the mention is part of the name of something larger."""
    span = entity.mention.span
    return any(
        other.mention.span != span and other.mention.span.covers(span) for other in reading.entities
    )


def _behind_relative_verb(
    reading: Reading, match: Match, usable: list[PlacedEntity]
) -> PlacedEntity | None:
    """Return the subject behind "in which joined": الذي انضمت فيه جارتاها بولندا والمجر."""
    begin = next((c.end for c in match.cues[:1] if c.start == match.start), match.end) + 1
    if not reading.has(begin - 1, THERE):
        return None
    while reading.has(begin, FILLERS):
        begin += 1
    return next((e for e in usable if e.start == begin and not governor(reading, e)), None)


def _told_by_relative(
    reading: Reading, slot: Slot, match: Match, relative: int
) -> list[PlacedEntity]:
    """Return the mentions before "which" if its verb tells of one of them.

    Not where the verb has its own subject, or an object's pronoun: the one who did it stands behind
    الاتفاق الذي وقعته لشبونة.
    """
    finite = match.perfect is not None or any(cue.form.suffix for cue in match.cues)
    if finite and reading.words[match.start].form.endswith(PRONOUNS):
        return []
    if _has_subject(reading, slot, relative, match.start):
        return []
    return [
        e
        for e in reading.entities
        if e.end <= relative and fits(reading, slot, e) and not nested(reading, e)
    ]


def _is_nominal(match: Match) -> bool:
    """Whether the trigger is a noun or participle rather than a verb."""
    moods = [cue.form.mood for cue in match.cues if cue.form.mood != "words"]
    return bool(moods) and moods[0] in NOMINAL


def _of_noun(
    reading: Reading,
    slot: Slot,
    match: Match,
    usable: list[PlacedEntity],
    taken: Sequence[PlacedEntity],
) -> PlacedEntity | None:
    """Return the subject of a verbal noun: its pronoun, what it governs, or what stands before."""
    own = [e for e in usable if match.holds(e) and e.mention.form is Form.PRONOUN]
    if own or _of_unnamed(reading, match):
        return own[0] if own else None
    after = [e for e in usable if e.start >= match.start]
    most = 0 if match.end in reading.predicates else 1
    near = [
        e
        for e in after
        if _bare_words(reading, match.end, e.start) <= most
        and governor(reading, e) in {"", IDAFA, *slot.after}
    ]
    near += [
        e
        for e in after
        if governor(reading, e) in slot.after
        and e.start - _reach_from(match, taken, e) <= slot.within
    ]
    if near:
        return near[0]
    before = _before(reading, slot, match, usable, {"", *slot.after})
    if reading.lists.language == "ar":
        return _fronted(reading, match, before) or next(iter(before), None)
    return before[-1] if before else None


def _bare_words(reading: Reading, start: int, end: int) -> int:
    """Return how many words lead to a name, without nouns before it: انضمام كل من غانا وكينيا."""
    index, count = start, 0
    while index < end:
        noun = reading.cue(index, FILLERS) if reading.lists.language == "ar" else None
        count += noun is None
        index = index + 1 if noun is None else noun.end
    return count


def _of_verb(
    reading: Reading, slot: Slot, match: Match, usable: list[PlacedEntity]
) -> PlacedEntity | None:
    """Return the subject of a verb: Arabic has it behind, or fronted; English has it before."""
    if reading.lists.language != "ar":
        # "sixteen countries, including Finland and Spain, were admitted"
        before = _before(reading, slot, match, usable, {""}) or _before(
            reading, slot, match, usable, {INCLUDING}
        )
        return before[-1] if before else None
    allowed = {"", *slot.after}
    before = _before(reading, slot, match, usable, allowed)
    fronted = _fronted(reading, match, before)
    if fronted is not None:
        return fronted
    # A verb of several words ends with a noun, which its subject stands behind: أعيد انتخاب غانا.
    ends = {cue.end for cue in match.cues if cue.end - cue.start > 1 and cue.form.mood in FINITE}
    ends |= {match.end} if tells_of_deed(reading, match) else set()
    first = next(
        (
            e
            for e in usable
            if e.start >= match.start
            and (governor(reading, e) in allowed or e.start in ends)
            and not is_no_subject(reading, match, e)
            and _words_to(reading, match, e) <= slot.within
        ),
        None,
    )
    if first is not None and not reading.predicate_between(match.end, first.start):
        return first
    verbless = all(cue.form.mood == "words" for cue in match.cues)
    if verbless and before and before[-1].end == match.start:
        return before[-1]  # والدانمرك والنرويج من مؤسسيها
    return before[0] if before else None


def _before(
    reading: Reading, slot: Slot, match: Match, usable: list[PlacedEntity], allowed: set[str]
) -> list[PlacedEntity]:
    """Return the mentions before a trigger that may be its subject, by what governs them."""
    before = [e for e in usable if e.end <= match.start]
    reported = content_start(reading, match.start)
    if reported is not None:
        before = [e for e in before if e.start >= reported]
    before = [e for e in before if governor(reading, e) in allowed]
    before = [e for e in before if not apposed(reading, e, before, match.start)]
    if "state" in slot.kinds and reading.lists.language == "ar":
        # دخلت مجلس أوروبا، كما انضمت …: a state's deed, the body is the object of the verb before.
        before = [e for e in before if not _is_body_entered(reading, e)]
    return before


def _fronted(reading: Reading, match: Match, before: list[PlacedEntity]) -> PlacedEntity | None:
    """Return the last mention that an Arabic clause puts before its verb as subject."""
    return next((e for e in reversed(before) if _is_fronted(reading, e, match.start)), None)


def _words_to(reading: Reading, match: Match, entity: PlacedEntity) -> int:
    """Return how many words stand between a trigger and a mention behind it.

    Those of names and dates do not count, unless what is denied of somebody else begins between.
    """
    between = range(match.end, entity.start)
    if any(reading.has(index, NEGATORS) for index in between):
        return len(between)
    return sum(not reading.inside_mention(index) for index in between)


def _is_body_entered(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a body stands right behind a feminine verb, whose object it may be."""
    verb = entity.start - 1
    return (
        entity.mention.entity.kind == "organisation"
        and verb in reading.predicates
        and reading.words[verb].form.endswith("ت")
    )


def _of_unnamed(reading: Reading, match: Match) -> bool:
    """Whether an Arabic verbal noun has an unlisted subject: إعلان جبهة فريتيلين الاستقلال."""
    cues = [cue for cue in match.cues if cue.form.mood != "words"]
    if reading.lists.language != "ar" or len(cues) < 2 or cues[0].end >= cues[1].start:
        return False
    verb, behind = reading.words[cues[0].end - 1].form, cues[0].end
    return not (
        "ال" in verb[:4]
        or verb.endswith(PRONOUNS)
        or reading.words[behind].is_mark
        or reading.has(behind, "prepositions")
        or reading.inside_mention(behind)
    )


def _is_fronted(reading: Reading, entity: PlacedEntity, verb: int) -> bool:
    """Whether a mention is the subject that Arabic puts before its verb: كان العراق قد احتل الكويت.

    It stands right before the verb, behind a word that a noun must follow or as the clause's first
    word. A verb with an object's pronoun has its subject behind it: الكويت احتلها العراق.
    """
    between = {reading.words[index].form for index in range(entity.end, verb)}
    before = entity.start - 1
    to_it = reading.words[verb].form.endswith(CERTAIN_PRONOUNS)
    if not between <= _AFTER_SUBJECT or (to_it and not was_doing(reading, before, verb)):
        return False
    while before > reading.clause(verb).start and reading.has(before, "honorifics"):
        before -= 1  # كان الدبلوماسي جوزيف غاربا قد ترأس
    return (
        before < reading.clause(verb).start
        or reading.words[before].form == ":"
        or "ف" in entity.mention.clitics
        or any(reading.has(before, name) for name in _BEFORE_SUBJECT)
        or any(reading.has(entity.start, name, end=True) for name in _BEFORE_SUBJECT)
    )


def content_start(reading: Reading, start: int) -> int | None:
    """Return where the "that" clause begins in which the verb at `start` stands, if in one.

    "She said that it …" with the subject attached to "that" (أنها) goes on about the speaker.
    """
    for index in range(start - 1, -1, -1):
        cue = reading.cue(index, "complementisers")
        opening = cue is not None and reading.has(cue.end, "clause-openers", end=True)  # بعد أن
        if cue is None or opening or not reading.predicate_between(0, index):
            continue
        if reading.words[index].form.endswith(("ه", "ها", "هم")):
            return None
        return cue.end
    return None


def _reach_from(match: Match, taken: Sequence[PlacedEntity], entity: PlacedEntity) -> int:
    """Return the word from which the distance to `entity` counts: behind what is taken already."""
    return max([match.end, *(t.end for t in taken if t.end <= entity.start)])


def _has_subject(reading: Reading, slot: Slot, relative: int, start: int) -> bool:
    """Whether the verb has a subject behind "that": "Cyprus claims that Turkey has occupied …"."""
    return reading.lists.language != "ar" and any(
        relative < e.start
        and e.end <= start
        and fits(reading, slot, e)
        and not governor(reading, e)
        for e in reading.entities
    )
