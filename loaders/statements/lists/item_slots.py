"""The roles that every listed item has for itself: what each of several resolutions is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.statements.candidate import Candidate, Filler, Item, filler_of
from loaders.statements.lists.number_lists import ISSUING
from loaders.statements.resolutions.resolution_subjects import by_troops, votes
from loaders.statements.resolutions.topic_phrases import (
    COUNTED_OFF,
    of_a_tenure,
    theme_of,
    topic_between,
)
from loaders.statements.resolutions.vacating import called_on, of_no_topic
from loaders.statements.roles import listing
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence import governing
from loaders.statements.sentence.list_names import RELATIVES, TIME_RELATIONS
from loaders.statements.sentence.reading import PlacedEntity, Reading

_ORGAN = "organ"
_ISSUED = 3  # words from a number to the organ that issued the text: الصادر عن


def fill_item_slots(
    candidate: Candidate, item: Item | None, fillers: dict[str, list[Filler]]
) -> bool:
    """Fill the roles that every listed item has for itself; what the last one has is shared."""
    for slot in candidate.rule.slots:
        if slot.role == _ORGAN and (issuer := _issuer(candidate, slot, item)) is not None:
            fillers[slot.role] = [filler_of(issuer)]
        if slot.where != "item":
            continue
        match, clause = candidate.match, candidate.clause
        regions = [(match.end, clause.end)]
        if len(candidate.items) > 1 and item is not None:
            last = candidate.items[-1]
            regions = [(item.end, item.stop)]
            if not _told_between(candidate, item, last):
                regions.append((last.end, last.stop))
        # What is said before the list is shared: "concerning Cuba it adopted …".
        shared = [(clause.start, match.start), (match.start, match.end)]
        taken = candidate.taken
        for found in _found(candidate, slot, item, regions, shared, taken):
            if found:
                fillers[slot.role] = found
                break
        else:
            fillers[slot.role] = _not_of_later(candidate, item, fillers.get(slot.role, []))
        if slot.required and not fillers.get(slot.role):
            return False
    return True


def _found(
    candidate: Candidate,
    slot: Slot,
    item: Item | None,
    own: Sequence[tuple[int, int]],
    shared: Sequence[tuple[int, int]],
    taken: Sequence[PlacedEntity],
) -> Iterator[list[Filler]]:
    """Give what fills a role in the words of an item, then in those of the whole list.

    Where "concerning" says what a resolution is about, nothing else does: عندما اشتد القتال في
    أبخازيا اتخذ المجلس ثلاثة قرارات بشأن جورجيا.
    """
    topics = slot.role == "subject"
    if topics:
        themes = theme_of(candidate.reading, slot, candidate.match.start)
        yield [filler_of(e) for e in themes]
        if item is not None:
            start, end = _told_off(candidate, candidate.items.index(item))
            yield _topic(candidate, slot, start, end, taken)
    single = len(candidate.items) < 2
    for start, end in [*own, *shared[1:]] if topics and single else []:
        yield _topic(candidate, slot, start, end, taken)
    for start, end in own:
        if topics:
            yield _topic(candidate, slot, start, end, taken)
        yield _in_region(candidate, slot, start, end, taken)
    if topics:
        yield _topic(candidate, slot, *shared[1], taken)
    for start, end in shared:
        yield _in_region(candidate, slot, start, end, taken)


def _told_off(candidate: Candidate, place: int) -> tuple[int, int]:
    """Return the words that count off an item behind its list: الأول بشأن … والثاني بشأن …."""
    reading, items = candidate.reading, candidate.items
    if not 1 < len(items) <= len(COUNTED_OFF):
        return 0, 0
    ends = [
        next((c.end for c in reading.cues if c.name == name and c.start >= items[-1].end), 0)
        for name in COUNTED_OFF[: len(items)]
    ]
    stops = [*ends[1:], len(reading.words)]
    return (ends[place], stops[place]) if all(ends) and ends == sorted(ends) else (0, 0)


def _topic(
    candidate: Candidate, slot: Slot, start: int, end: int, taken: Sequence[PlacedEntity]
) -> list[Filler]:
    found = topic_between(candidate.reading, slot, start, end)
    return [filler_of(e) for e in found if e not in taken]


def _issuer(candidate: Candidate, slot: Slot, item: Item | None) -> PlacedEntity | None:
    """Return the organ of which a listed number is said right behind it to come, or the next one.

    صدر قراران هما القرار 120 عن مجلس الأمن والقرار 1004 عن الجمعية العامة; "resolution 120 of …".
    """
    reading = candidate.reading
    if item is None or len(candidate.items) < 2:
        return None
    own = reading.entities_at.get(item.start, ())
    joined = next((e for e in own if e.mention.entity.kind == "organ" and e.end < item.end), None)
    if joined is not None:
        return joined  # "…, and the Assembly resolution 57/1"
    for following in candidate.items[candidate.items.index(item) :]:
        for entity in reading.entities:
            near = 0 <= entity.start - following.end <= _ISSUED and entity.start < following.stop
            if (
                near
                and entity.mention.entity.kind == "organ"
                and governing.governor(reading, entity) in ISSUING
                and listing.fits(reading, slot, entity)
            ):
                return entity
    return None


def _not_of_later(candidate: Candidate, item: Item | None, found: Sequence[Filler]) -> list[Filler]:
    """Return those fillers that the sentence does not say of a later item alone."""
    reading = candidate.reading
    apart = [i for i in candidate.items if item is not None and _told_between(candidate, item, i)]
    spans = [reading.span(i.start, i.stop) for i in apart]
    return [
        f
        for f in found
        if f.span is None or not any(s.start <= f.span.start < s.end for s in spans)
    ]


def _told_between(candidate: Candidate, item: Item, last: Item) -> bool:
    """Whether the verb stands between, so that the last one of the list has its words for itself.

    "Resolution 1540 was adopted on 28 April, and resolution 1546, on Iraq, on 8 June".
    """
    match = candidate.match
    return any(
        match.start <= p < match.end and item.end <= p < last.start
        for p in candidate.reading.predicates
    )


def _in_region(
    candidate: Candidate, slot: Slot, start: int, end: int, taken: Sequence[PlacedEntity]
) -> list[Filler]:
    reading = candidate.reading
    usable = [
        (entity, governing.governor(reading, entity))
        for entity in reading.entities
        if start <= entity.start < end
        and listing.fits(reading, slot, entity)
        and not (slot.role == "subject" and _has_another_part(reading, entity))
        and not (slot.role == "subject" and of_no_topic(reading, entity))
        and not (end <= candidate.match.start and of_a_tenure(reading, entity))
        and not any(entity.start < t.end and t.start < entity.end for t in taken)
    ]
    if slot.after:
        usable = [
            (entity, particle)
            for entity, particle in usable
            # The subject of another clause is governed by nothing either: "…, and it was away".
            if particle in slot.after
            and (particle or not _comma(reading, start, entity.start))
            and (particle or not _acts(reading, entity))
            and not _tells_when(reading, start, entity.start)
            and not called_on(reading, entity)
        ]
    # What a particle governs comes first: "that the presence of A in B is illegal" is about B.
    usable.sort(key=lambda pair: pair[1] == "")
    for entity, _ in usable[:1]:
        if slot.many or slot.together:
            return [filler_of(e) for e in listing.coordinated(reading, entity, slot, end)]
        return [filler_of(entity)]
    return []


def _has_another_part(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether what a resolution is about is not meant: who votes, or whose troops are to leave."""
    english = reading.lists.language == "en"
    return votes(reading, entity) or (english and by_troops(reading, entity))


def _tells_when(reading: Reading, start: int, end: int) -> bool:
    """Whether English "after" stands between: "resolution 822, after the seizure of Kalbajar"."""
    return reading.lists.language == "en" and any(
        reading.has(index, TIME_RELATIONS) for index in range(start, end)
    )


def _acts(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a state is the subject of an Arabic relative clause: القرار الذي قدمته السنغال.

    A resolution is masculine, so that a feminine verb behind "which" is somebody else's.
    """
    verb = entity.start - 1
    return (
        verb > 0
        and reading.has(verb - 1, RELATIVES)
        and reading.words[verb].form.endswith(("ت", "ته", "تها"))
    )


def _comma(reading: Reading, start: int, end: int) -> bool:
    return any(word.form == "," for word in reading.words[start:end])
