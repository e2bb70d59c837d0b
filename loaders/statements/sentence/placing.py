"""From mentions to readings: where words, mentions, cues and verbs of a sentence stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from loaders.document import Document, Span
from loaders.mentions.mention import EntityMention, Form, Mentions
from loaders.statements.rulebook.wordlists import FINITE, WORD, Cue, WordLists
from loaders.statements.sentence.epithets import widened
from loaders.statements.sentence.list_names import (
    CLAUSE_LINKS,
    COMPLEMENTISERS,
    FILLERS,
    PREPOSITIONS,
)
from loaders.statements.sentence.reading import (
    PlacedDate,
    PlacedEntity,
    PlacedNumber,
    Reading,
    Word,
)
from loaders.text.folding import fold

NOT_VERBS = "not-verbs"  # words spelt like a verb: وادي, قبل ذلك
REDUCED = "reduced-passives"
_ANCHORING = frozenset({"after", "before", "since", "upon", "following"})
VERB_PARTICLES = "verb-particles"  # فقد before a verb
NO_VERB_BEHIND = "no-verb-behind"  # prepositions that no Arabic verb follows: بشأن طلب
# Of these the nouns say what was done before, or accepted: قبل عضوا is "was accepted as".
_DEEDS = frozenset(
    {"joined", "independent", "signed", "ratified", "occupied", "visited", "declared", "adopted"}
)
_SPELT_ALIKE = "before-spelt-as-verb"
NOUN_BEHIND = "noun-behind"  # prepositions behind which تولي is no verb, spelt alike
_BEFORE_VERBS = frozenset({"past-negators", "future-negators"})


def words_of(document: Document) -> list[Word]:
    """Split a document into folded words with their places in the original text."""
    folded = fold(document.text)
    found: list[Word] = []
    for match in WORD.finditer(folded.text):
        span = folded.span(match.start(), match.end())
        found.append(Word(span.start, span.end, match.group()))
    return found


def readings(document: Document, mentions: Mentions, lists: WordLists) -> Iterator[Reading]:
    """Give each sentence of a document as a `Reading`, without clauses yet."""
    words = words_of(document)
    starts = [word.start for word in words]
    entities = _Window(mentions.entities, [m.outer for m in mentions.entities])
    dates = _Window(mentions.dates, [m.span for m in mentions.dates])
    numbers = _Window(mentions.numbers, [m.span for m in mentions.numbers])
    quotations = _Window(mentions.quotations, [m.span for m in mentions.quotations])
    for sentence in mentions.sentences:
        span = sentence.span
        low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
        own = words[low:high]
        if not own:
            continue
        reading = Reading(
            document,
            sentence,
            lists,
            own,
            [PlacedEntity(m, *_place(own, m.outer)) for m in _named(entities.within(span))],
            [PlacedDate(m, *_place(own, m.span)) for m in dates.within(span)],
            [PlacedNumber(m, *_place(own, m.span)) for m in numbers.within(span)],
            tuple(quotations.overlapping(span)),
            lists.find([word.form for word in own]),
        )
        _index(reading)
        yield reading


def _named(mentions: list[EntityMention]) -> list[EntityMention]:
    """Return the mentions in order, without descriptions that are the beginning of a name."""
    names = [m for m in mentions if m.form not in {Form.DESCRIPTION, Form.PRONOUN}]
    kept = [
        m
        for m in mentions
        if m.form not in {Form.DESCRIPTION, Form.PRONOUN}
        or not any(name.span.overlaps(m.span) and not _within(name, m) for name in names)
    ]
    return sorted(kept, key=lambda m: (m.outer.start, -m.outer.end))


def _within(name: EntityMention, description: EntityMention) -> bool:
    """Whether an adjective is that of the description itself: الدولة الصومالية."""
    return (
        name.form is Form.ADJECTIVE
        and name.entity.key == description.entity.key
        and description.span.covers(name.span)
    )


def _place(words: Sequence[Word], span: Span) -> tuple[int, int]:
    """Return the indices of the first word that `span` touches and of the one after the last."""
    start = max(0, bisect_right([w.start for w in words], span.start) - 1)
    end = bisect_left([w.start for w in words], span.end)
    return start, max(end, start + 1)


def _index(reading: Reading) -> None:
    """Fill the look-ups by word index; drop dates and numbers that are part of a name."""
    reading.cues = _full_verbs(reading.cues, reading.words)
    reading.cues = [c for c in reading.cues if not _misread(reading, c)]
    verbs_that_are_none = [*_verbal_nouns(reading.cues), *_before_noun(reading.cues)]
    reading.cues = [c for c in reading.cues if c not in verbs_that_are_none]
    reading.dates = [d for d in reading.dates if not _in_name(reading, d.mention.span)]
    reading.entities = widened(reading, reading.cues)
    for entity in reading.entities:
        reading.entities_at.setdefault(entity.start, []).append(entity)
    for date in reading.dates:
        reading.dates_at.setdefault(date.start, []).append(date)
    for number in reading.numbers:
        reading.numbers_at.setdefault(number.start, []).append(number)
    names = {index for entity in reading.entities for index in range(entity.start, entity.end)}
    # "بان كي مون" begins like "بأن" (that).
    reading.cues = [c for c in reading.cues if c.name != COMPLEMENTISERS or c.start not in names]
    others = {cue.start for cue in reading.cues if cue.name == NOT_VERBS}
    inner = {
        index
        for cue in reading.cues
        if cue.name == PREPOSITIONS
        for index in range(cue.start + 1, cue.end)
    }
    for cue in reading.cues:
        if cue.start in inner and cue.form.mood in FINITE and reading.lists.language == "ar":
            continue  # احتُلت من قبل فنلندا: nobody was admitted
        if cue.start in others and cue.form.suffix:
            continue  # توصية is no "recommends it"
        reading.cues_at.setdefault(cue.start, []).append(cue)
        reading.cue_starts.setdefault(cue.name, []).append(cue.start)
    reading.present = frozenset(reading.cue_starts)
    for index, word in enumerate(reading.words):
        reading.places.setdefault(word.form, []).append(index)
        if word.form[0] in "وف":
            reading.places.setdefault(word.form[1:], []).append(index)
    # The last word of "من قبل" (by) is spelt like a verb, and so is وادي, or فتح in يوم فتح.
    names |= {
        index
        for cue in reading.cues
        if cue.name in {PREPOSITIONS, NOT_VERBS}
        for index in range(cue.start + (cue.name == PREPOSITIONS), cue.end)
    }
    governed = {cue.end for cue in reading.cues if cue.name == NO_VERB_BEHIND}
    reading.predicates = sorted(
        {
            cue.start
            for cue in reading.cues
            if cue.form.mood in FINITE | {"imperfect", "future"}
            and cue.start not in names
            and not _is_reduced(reading, cue)
            and not _is_anchor(reading, cue.start)
            and not _is_particle(reading, cue)
            and not (cue.start in governed and _is_bare(cue))
            and not any(d.start < cue.start < d.end for d in reading.dates)
        }
        | {cue.end for cue in reading.cues if _negates_verb(reading, cue)}
    )
    # زارها خلفه: behind a verb such a form is a noun, "his successor".
    nouns = {
        cue.start
        for cue in reading.cues
        if cue.form.suffix and not cue.form.conjunction and cue.start - 1 in reading.predicates
    }
    reading.predicates = [index for index in reading.predicates if index not in nouns]


def _negates_verb(reading: Reading, cue: Cue) -> bool:
    """Whether a verb stands behind an Arabic negator, known or not: only verbs follow لم and لن."""
    return (
        cue.name in _BEFORE_VERBS
        and cue.end < len(reading.words)
        and reading.words[cue.end].form[0] in "يت"
    )


def _is_bare(cue: Cue) -> bool:
    """Whether a form with no "and" may be a noun: بشأن طلب, a request, على قراها, its villages."""
    return not cue.form.conjunction


def _is_particle(reading: Reading, cue: Cue) -> bool:
    """Whether what may be a verb leads to the one right behind: فقد أيدته, not "it lost"."""
    return reading.has(cue.start, VERB_PARTICLES) and any(
        behind.form.mood == "perfect" for behind in reading.cues_at.get(cue.start + 1, ())
    )


def _misread(reading: Reading, cue: Cue) -> bool:
    """Whether a hamza shows that the "and" taken for part of a noun is none: وأدى is no وادي.

    Nor is a verb what is part of a name: فيصل الأول arrives nowhere, and سري لانكا begins nowhere.
    """
    word = reading.words[cue.start]
    if cue.form.conjunction and cue.form.mood in FINITE | {"imperfect"}:
        named = (e for e in reading.entities if e.start <= cue.start < e.end - 1)
        if any(e.mention.form is Form.NAME for e in named):
            return True
    return (
        cue.name in {NOT_VERBS, FILLERS}
        and not cue.form.conjunction
        and reading.document.text[word.start : word.end].startswith("وأ")
    )


def _verbal_nouns(cues: list[Cue]) -> list[Cue]:
    """Return the perfects that are spelt like a verbal noun where only that can stand: بعد تولي."""
    nouns = {(cue.name, cue.start, cue.end) for cue in cues if cue.form.mood == "noun"}
    later = {cue.end for cue in cues if cue.name == CLAUSE_LINKS}  # فيما بعد تولى
    places = {cue.end for cue in cues if cue.name == NOUN_BEHIND} - later
    return [
        cue
        for cue in cues
        if cue.start in places
        and cue.form.mood == "perfect"
        and not cue.form.conjunction
        and (cue.name, cue.start, cue.end) in nouns
    ]


def _before_noun(cues: list[Cue]) -> list[Cue]:
    """Return the perfects that are a preposition, spelt alike, before a noun: قبل انضمامها."""
    nouns = {cue.start for cue in cues if cue.form.mood == "noun" and cue.name in _DEEDS}
    spelt = {cue.start for cue in cues if cue.name == _SPELT_ALIKE and cue.end in nouns}
    return [cue for cue in cues if cue.start in spelt and cue.form.mood == "perfect"]


def _full_verbs(cues: list[Cue], words: list[Word]) -> list[Cue]:
    """Return the cues without an English "had" that only helps another verb ("had hoped for")."""
    past = {cue.start for cue in cues if cue.form.mood == "past"}
    return [
        cue
        for cue in cues
        if not (
            cue.form.mood == "past"
            and cue.end in past
            and [word.form for word in words[cue.start : cue.end]] == ["had"]
        )
    ]


def _is_reduced(reading: Reading, cue: Cue) -> bool:
    """Whether an English past form is a participle behind a noun: "resolution 242, adopted by …".

    The word list ``reduced-passives`` says which verbs stand like this; "by", or a date with its
    preposition, must follow, and the verb's own subject must not stand before it.
    """
    if not reading.has(cue.start, REDUCED) or cue.end + 1 >= len(reading.words):
        return False
    end = cue.end + reading.words[cue.end].form.endswith("ly")  # "adopted unanimously on"
    following = reading.words[end].form
    behind_comma = cue.start > 0 and reading.words[cue.start - 1].form == ","
    dated = behind_comma and following in {"on", "in"} and end + 1 in reading.dates_at
    return following == "by" or dated


def _is_anchor(reading: Reading, index: int) -> bool:
    """Whether an English form in -ing only tells when: "a decade after leaving it"."""
    form = reading.words[index].form
    return form.endswith("ing") and index > 0 and reading.words[index - 1].form in _ANCHORING


def _in_name(reading: Reading, span: Span) -> bool:
    return any(e.mention.span.covers(span) for e in reading.entities)


class _Window:
    """Mentions in document order, from which those of one sentence are cut out quickly."""

    def __init__(self, mentions: Iterable[object], spans: list[Span]) -> None:
        pairs = sorted(zip(spans, mentions, strict=True), key=lambda p: (p[0].start, -p[0].end))
        self._starts = [span.start for span, _ in pairs]
        self._pairs = pairs

    def within(self, span: Span) -> list:  # type: ignore[type-arg]
        low = bisect_left(self._starts, span.start)
        high = bisect_left(self._starts, span.end)
        return [mention for own, mention in self._pairs[low:high] if span.covers(own)]

    def overlapping(self, span: Span) -> list:  # type: ignore[type-arg]
        high = bisect_left(self._starts, span.end)
        return [mention for own, mention in self._pairs[:high] if own.overlaps(span)]
