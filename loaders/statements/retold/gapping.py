"""Names with a date of their own that go on with the verb before: "… in 2010 and Peru in 2012"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from loaders.statements.retold.complements import complement_at, joined_complement, role_of
from loaders.statements.retold.retelling import (
    GAP_LINKS,
    NOT_REPEATED,
    PAUSES,
    TERM,
    further_dates,
    name_at,
    names_after,
    own_date,
    says_the_same,
    subject_role,
    together,
    told_of,
    with_next_year,
)
from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.rulebook.rule import Rule
from loaders.statements.sentence.governing import governor
from loaders.statements.sentence.list_names import CONJUNCTIONS, PREPOSITIONS, THAT_IS
from loaders.statements.sentence.reading import PlacedDate, PlacedEntity, Reading
from loaders.statements.statement import Statement
from loaders.statements.times import dating

# A name and a date behind one of these tell no other one of its kind.
_GLOSS = 14  # words
_TO_VERB = 3  # words from a comma to the verb of a clause that begins behind it
_OBJECT = 7  # words of a verb and its object behind the subject


def gapped(
    reading: Reading, rules: Mapping[str, Rule], own: Sequence[Statement]
) -> Iterator[Statement]:
    """Give what a sentence says of others by a name and a date alone.

    *شغلت قيرغيزستان المقعد في 2012-2014 وأوزبكستان في 2021-2023*: the verb of the statement before
    counts for these too.
    """
    said = list(own)
    queue = list(own)
    for source in queue:
        rule = rules.get(source.rule)
        if rule is None or rule.type in NOT_REPEATED:
            continue
        if source.date is None or source.date_span is None:
            continue
        end = _said_until(reading, source)
        group = names_after(reading, end, joined=True)
        if not group and (closing := _past_gloss(reading, end)) is not None:
            group = names_after(reading, closing, joined=True)
        ahead = None if group else _dated_ahead(reading, end)
        if ahead is not None:
            group = [*ahead[0]]
        role = subject_role(rule, group[0]) if group else ""
        if not group and (governed := joined_complement(reading, end)) is not None:
            group, role = [governed], role_of(reading, rule, source, "", governed)
        taken = complement_at(reading, group[-1].end) if group else None
        role = _doer(reading, rule, role, taken)
        others = {} if taken is None else {role_of(reading, rule, source, role, taken): taken}
        date = own_date(reading, (taken or group[-1]).end) if group else None
        date = ahead[1] if ahead is not None else date
        if date is not None and rule.type == TERM:
            date = with_next_year(reading, date)
        if "" in others:
            continue
        if date is None or not role or source.participant(role) is None:
            continue
        if taken is None and group:
            others = _taken_last(reading, rule, source, role, date)
        if _has_own_verb(reading, date):
            continue
        alike = dating.is_range(date) == ("/" in source.date.edtf)
        if not alike and rule.type != TERM:
            continue
        several = rule.type == TERM or dating.is_range(date)
        dates = further_dates(reading, date, terms=rule.type == TERM) if several else [date]
        fresh = [subject for subject in group if not _has_its_part(subject, rule, said)]
        for subject, one in product(fresh, dates):
            words = (subject.start, subject.end)
            told = told_of(reading, words, source, role, subject, one, others=others)
            if not any(says_the_same(told, other) for other in said):
                said.append(told)
                queue.append(told)  # "…, Peru in 2012 and Chile in 2014"
                yield told


def _doer(reading: Reading, rule: Rule, role: str, taken: PlacedEntity | None) -> str:
    """Return the role of the first of two names side by side: "…, Germany Denmark in 1940"."""
    slot = rule.slot(role)
    if taken is None or slot is None or slot.where != "object" or governor(reading, taken):
        return role
    return next((s.role for s in rule.slots if s.where == "subject"), role)


def _taken_last(
    reading: Reading, rule: Rule, source: Statement, role: str, date: PlacedDate
) -> dict[str, PlacedEntity]:
    """Return what the verb takes anew behind the date: "Angola in the same year from Portugal"."""
    led = reading.lists.language == "en" and reading.has(date.end, PREPOSITIONS)
    taken = complement_at(reading, date.end) if led else None
    own = "" if taken is None else role_of(reading, rule, source, role, taken)
    return {own: taken} if taken is not None and own else {}


def _said_until(reading: Reading, source: Statement) -> int:
    """Return the word behind a statement's date, or behind its last name if the date is in front.

    في 3 آب 1960 استقلت النيجر عن فرنسا، وبوركينا فاسو في 5 آب.
    """
    assert source.date_span is not None  # noqa: S101 - checked by the caller
    end = source.date_span.end
    named = [p.span.end for p in source.participants if p.span is not None]
    end = max([end, *(n for n in named if n <= source.span.end)])
    index = bisect_left([word.start for word in reading.words], end)
    if reading.lists.language != "ar" and end > source.date_span.end:
        index = _past_object(reading, index)
    return index + reading.has(index, dating.TERMS)  # "for the 1992-1993 term, Fiji in 2004-2005"


def _past_object(reading: Reading, index: int) -> int:
    """Return the mark or "and" behind the rest of a clause: "In 1960 Togo gained freedom, in"."""
    for at in range(index, min(index + _OBJECT, len(reading.words))):
        if reading.words[at].is_mark or reading.has(at, CONJUNCTIONS):
            return at
        if reading.entities_at.get(at) or reading.dates_at.get(at):
            break
    return index


def _dated_ahead(reading: Reading, start: int) -> tuple[list[PlacedEntity], PlacedDate] | None:
    """Return names with their date in front: "Kenya joined in 1963 and, a year later, Zambia".

    Nothing but the end of the clause or "and" follows them: انضمت كينيا في 1963، وبعد عام زامبيا.
    """
    words, arabic = reading.words, reading.lists.language == "ar"
    pauses = PAUSES if arabic else {","}
    index = start + (start < len(words) and words[start].form in pauses)
    cue = reading.cue(index, CONJUNCTIONS) if arabic else None
    joined = index < len(words) and (words[index].form.startswith("و") or cue is not None)
    if arabic and not joined:
        return None
    led = index if arabic else _behind_links(reading, index)
    led = led if cue is None else cue.end  # ثم في 1964 زامبيا
    date = next((d for d in reading.dates if 0 <= d.start - led <= 1), None)
    if date is None or (not arabic and led == start):
        return None
    named = name_at(reading, _to_name(reading, date.end))
    if named is None or "و" in named.mention.clitics:
        return None
    group = together(reading, named)
    end = group[-1].end
    if not arabic:
        if any(at in reading.dates_at for at in (end, end + 1)) and not reading.has(
            end, CONJUNCTIONS
        ):
            return None  # "in 1962 and 1986, Togo in 1982": the date behind is its own
        goes_on = reading.predicate_between(end, _list_end(reading, end))
        return None if goes_on else (group, date)
    behind = words[end] if end < len(words) else None
    ends = behind is None or behind.is_mark or behind.form.startswith("و")
    return (group, date) if ends and not reading.predicate_between(index, end) else None


def _behind_links(reading: Reading, index: int) -> int:
    """Return where "and", "but only" and the comma behind them end."""
    while index < len(reading.words):
        cues = (reading.cue(index, name) for name in (CONJUNCTIONS, GAP_LINKS))
        cue = next((c for c in cues if c is not None), None)
        if cue is None and reading.words[index].form != ",":
            break
        index = index + 1 if cue is None else cue.end
    return index


def _to_name(reading: Reading, index: int) -> int:
    """Return the word behind the comma and article that may stand before an English name."""
    if reading.lists.language != "ar":
        index += index < len(reading.words) and reading.words[index].form == ","
        index += reading.has(index, DETERMINERS)
    return index


def _list_end(reading: Reading, start: int) -> int:
    """Return where a list of names with dates ends: at a comma that no further date follows."""
    words = reading.words
    for index in range(start, len(words)):
        if words[index].form == ";":
            return index
        near = (index + 1, index + 2)
        if words[index].form == "," and not any(at in reading.dates_at for at in near):
            return index + _TO_VERB
    return len(words)


def _past_gloss(reading: Reading, start: int) -> int | None:
    """Return the comma that closes what tells a date again: …، أي بعد يومين من استقلالها، ثم."""
    words = reading.words
    if start + 1 >= len(words) or words[start].form != "," or not reading.has(start + 1, THAT_IS):
        return None
    inside = range(start + 1, min(start + _GLOSS, len(words)))
    closing = next((i for i in inside if words[i].is_mark), None)
    if closing is None or reading.predicate_between(start, closing):
        return None
    return closing


def _has_own_verb(reading: Reading, date: PlacedDate) -> bool:
    """Whether an English verb behind the date tells the deed: "; Egypt, in 1882, was occupied".

    Not where only a comma behind parts them: "which Peru joined in 1956 and Iceland in 1961, met".
    """
    words = reading.words
    closed = date.end < len(words) and words[date.end].form == ","
    if closed and not any(w.form == "," for w in words[max(0, date.start - 2) : date.start]):
        return False
    behind = date.end + closed
    return reading.lists.language != "ar" and reading.predicate_between(behind, behind + 1)


def _has_its_part(subject: PlacedEntity, rule: Rule, said: Sequence[Statement]) -> bool:
    """Whether a statement tells what a name does: "occupied Haiti in 1915 and Cuba …"."""
    return any(
        participant.span == subject.mention.span
        for statement in said
        if statement.rule == rule.name
        for participant in statement.participants
    )
