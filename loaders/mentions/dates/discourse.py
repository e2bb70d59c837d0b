"""What the text has dated so far: the anchors of "the same year", "three days later", "in May"."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace

from loaders.document import Span
from loaders.mentions.dates import edtf
from loaders.mentions.dates.anchor import Anchor
from loaders.mentions.dates.anchor_words import beginnings, numbered_text, stem_of
from loaders.mentions.dates.arabic_events import owner_of
from loaders.mentions.dates.background import is_closed, lies_behind
from loaders.mentions.dates.edtf import EdtfDate
from loaders.mentions.dates.english_events import pronouns
from loaders.mentions.dates.event_clauses import sentence_of
from loaders.mentions.dates.relative_words import Reference
from loaders.mentions.dates.shifting import shifted
from loaders.mentions.passages import Passage, Prepared

# How far back a noun ("after its independence") is looked for among dated sentences.
_REMEMBERED = 40


class Discourse:
    """The dates of one document up to the place that is being read.

    :param prepared: the document.
    """

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._anchors: deque[Anchor] = deque(maxlen=_REMEMBERED)
        self._written = edtf.of_document(prepared.document.revised)
        self._named: Anchor | None = None
        self._counted: tuple[Passage | None, Anchor | None] = (None, None)
        self.place = 0  # up to where the text has been read

    def note(
        self,
        value: EdtfDate,
        span: Span,
        passage: Passage,
        *,
        hijri: bool = False,
        counted_from: Span | None = None,
    ) -> None:
        """Remember a date that the text has just given, and what it is counted from, if so."""
        if value.precision in {"day", "month", "year"} or value.end is not None:
            anchor = Anchor(value, span, passage, hijri, counted_from)
            behind = lies_behind(self._prepared, anchor, self._anchors)
            self._anchors.append(replace(anchor, behind=behind))

    def note_name(self, value: EdtfDate, span: Span, passage: Passage) -> None:
        """Remember the time in a name, which what follows it may count from; see `_of_name`."""
        if value.precision in {"day", "month", "year"}:
            self._named = Anchor(value, span, passage)

    def _of_name(self, reference: Reference) -> Anchor | None:
        """Return the year in a name that "that year" goes back to: "signed the 2003 treaty on …".

        It must be the only year that the sentence has told so far, and none before what was told
        last: an old convention is ratified in the year of which the text speaks.
        """
        named, last = self._named, self._anchors[-1] if self._anchors else None
        if named is None or named.date.precision != "year" or reference.unit != "year":
            return None
        if reference.shift:
            return None
        if last is not None and (last.passage is named.passage or _later(last.date, named.date)):
            return None
        inside = named.passage.start <= reference.start < named.passage.end
        return named if inside else None

    def newest(self) -> Anchor | None:
        """Return what was told last, be it a point or a stretch of time."""
        return next(iter(self._told()[-1:]), None)

    def _told(self) -> list[Anchor]:
        """Return what later expressions may count from, in order.

        A clause that goes back behind what its sentence tells is left as soon as it is over.
        """
        return [
            anchor
            for anchor in self._anchors
            if not (anchor.behind and is_closed(self._prepared, anchor, self.place))
        ]

    def last(self, unit: str = "") -> Anchor | None:
        """Return the nearest date before, a point rather than a period where there is one.

        :param unit: of what is counted from it: a period within one year tells the year as well.
        """
        told = self._told()
        if not told:
            return None
        newest = told[-1]
        for anchor in reversed(told):
            if anchor.passage.sentence.number < newest.passage.sentence.number - 1:
                break
            if anchor.date.precision in {"day", "month", "year"}:
                return anchor
            if unit == "year" and _is_within_a_year(anchor.date):
                return anchor
        return newest

    def day_in(self, year: int, place: int) -> Anchor | None:
        """Return the day of `year` that the sentence told before `place`, if it told one."""
        return next(
            (
                anchor
                for anchor in reversed(self._anchors)
                if anchor.date.precision == "day"
                and anchor.passage.start <= place < anchor.passage.end
                and anchor.date.begin is not None
                and anchor.date.begin.year == year
            ),
            None,
        )

    def resolve(self, reference: Reference) -> tuple[EdtfDate, Span | None] | None:
        """Return what a reference names and where its anchor stands, or None if nothing tells."""
        if reference.deictic:
            if self._written is None:
                return None
            value = shifted(self._written, reference)
            return None if value is None else (value, None)
        anchor = self._of_name(reference) or self.last(reference.unit)
        if self._anchors and (reference.first or reference.latter or reference.length > 1):
            anchor = self._first_of_two() if reference.first else self._anchors[-1]
        if reference.follows:
            anchor = self._right_before(reference)
        if reference.event:
            anchor = self._of_text(reference) or self._of_clause(reference)
        if reference.anchored_in is not None:
            anchor = self._of_event(reference)
            if anchor is None and reference.unit in {"day", "week"} and reference.shift > 0:
                # Days are counted from what has just been told, by whatever name: "five days after
                # the flag was raised"; years may be how long something took.
                anchor = self._of_sentence_before(reference)
            if anchor is None and self._goes_on(reference):
                anchor = self.last()
            if anchor is None or self._follows_date(reference):
                return self._dating_noun(reference)
        if anchor is None:
            return None
        value = shifted(anchor.date, reference, hijri=anchor.hijri)
        return None if value is None else (value, anchor.span)

    def _of_event(self, reference: Reference) -> Anchor | None:
        """Return what the event that a reference counts from has been dated with.

        "It" is the event from which the same sentence has counted before, else what was told last.
        """
        inside = next(
            (p for p in self._prepared.passages if p.start <= reference.start < p.end), None
        )
        if reference.anchored_in in pronouns():
            passage, anchor = self._counted
            return anchor if passage is inside and anchor is not None else self.last()
        found = self._of_text(reference) or self._dated(
            reference.anchored_in or "", reference.start
        )
        told = self._of_sentence_before(reference) if reference.latter else None
        if told is not None and found is not None and found.passage is told.passage:
            found = told  # "this admission" is what the sentence told last
        self._counted = (inside, found)
        return found

    def _first_of_two(self) -> Anchor:
        """Return what "the former year" goes back to: a stretch, or of two years the first."""
        last = self._anchors[-1]
        before = self._anchors[-2] if len(self._anchors) > 1 else last
        pair = before.passage is last.passage and before.date.precision == last.date.precision
        return before if pair and last.date.precision != "interval" else last

    def _of_text(self, reference: Reference) -> Anchor | None:
        """Return the day of the text whose number follows: "a week after resolution 717 passed"."""
        text = self._prepared.text
        numbered = numbered_text().match(text, reference.end)
        if numbered is None:
            return None
        number = re.compile(rf"(?<![0-9]){numbered['number']}(?![0-9])")
        position = self._prepared.folded.position
        for anchor in reversed(self._anchors):
            said = number.finditer(text, anchor.passage.start, anchor.passage.end)
            behind = [a for a in self._anchors if a.passage is anchor.passage]
            for place in (match.end() for match in said if match.end() < reference.start):
                near = [a for a in behind if position(a.span.start) >= place]
                return near[0] if near else anchor
        return None

    def _of_clause(self, reference: Reference) -> Anchor | None:
        """Return the date of what a clause tells of: في السنة التي انضمت فيها غانا."""
        told = list(self._anchors)
        place = sentence_of(self._prepared.text, told, reference)
        if place is None:
            return self.last() if reference.again else None
        return self._nearest(told[place[0]].passage, place[1])

    def _right_before(self, reference: Reference) -> Anchor | None:
        """Return the date that ends right before a count: بعد زلزال 12 يناير 2010 بخمسة أيام."""
        told = [*self._anchors, *([self._named] if self._named is not None else [])]
        ends = {self._prepared.folded.position(a.span.end): a for a in told}
        end = reference.start
        while end and self._prepared.text[end - 1] in ", ":
            end -= 1
        return ends.get(end)

    def _of_sentence_before(self, reference: Reference) -> Anchor | None:
        """Return the latest day of the last dated sentence, if that is before the reference."""
        last = self.last()
        if last is None or last.date.precision != "day" or last.passage.end > reference.start:
            return None
        # What a sentence tells last may have come first: "on 9 July, a day after the vote".
        told = [
            anchor
            for anchor in self._anchors
            if anchor.passage is last.passage and anchor.date.precision == "day"
        ]
        return max(told, key=lambda anchor: anchor.date.edtf)

    def _goes_on(self, reference: Reference) -> bool:
        """Whether "and" leads to the expression in its sentence: "…, وبعد عام على توقيعها صدقت".

        What comes next is so much later than what has just been told, by whatever name.
        """
        last, begin = self.last(), reference.start
        return (
            last is not None
            and last.passage.start <= begin < last.passage.end
            and self._prepared.text[begin - 2 : begin] in {" و", " ف"}
        )

    def dates_noun(self, reference: Reference) -> bool:
        """Return whether the text has dated the noun that a reference counts from."""
        noun = reference.anchored_in
        return noun is not None and self._dated(noun, reference.start) is not None

    def _follows_date(self, reference: Reference) -> bool:
        """Whether the expression stands right behind a date: "in 2015, 13 years after signing"."""
        if not self._anchors:
            return False
        end = self._prepared.folded.position(self._anchors[-1].span.end)
        between = self._prepared.text[end : reference.start]
        return end <= reference.start and between.strip(" ,-") in {"", "اي", "that is"}

    def _dating_noun(self, reference: Reference) -> tuple[EdtfDate, Span | None] | None:
        """Return the time of a noun that nothing else dates: "in 2015, 13 years after signing"."""
        anchor = self._anchors[-1] if self._anchors else None
        if anchor is None or (reference.shift < 1 and not self._follows_date(reference)):
            return None
        if not anchor.passage.start <= reference.start < anchor.passage.end:
            return None
        value = shifted(anchor.date, replace(reference, shift=-reference.shift))
        return None if value is None else (value, anchor.span)

    def _dated(self, noun: str, place: int) -> Anchor | None:
        """Return the nearest date whose sentence speaks of `noun`, and not at `place` alone."""
        begin = beginnings(stem_of(noun))
        if not begin:
            return None
        found: list[Anchor] = []
        for anchor in reversed(self._anchors):
            said = self._said(anchor.passage, begin)
            own = next((at for at in said if at >= place), None)
            others = [at for at in said if at != own or place < anchor.passage.start]
            if others:
                found.append(self._nearest(anchor.passage, others[-1]))
        owner = owner_of(self._prepared.text, noun, place)
        named = (a for a in found if owner and owner.search(self._prepared.text, *a.reach))
        return next(named, found[0] if found else None)

    def _said(self, passage: Passage, begin: tuple[str, ...]) -> list[int]:
        """Return where the words of a passage stand that begin like this, clitics apart."""
        text = self._prepared.text[passage.start : passage.end]
        words = re.finditer(r"\S+", text)
        return [passage.start + w.start() for w in words if stem_of(w.group()).startswith(begin)]

    def _nearest(self, passage: Passage, noun: int) -> Anchor:
        """Return of a sentence's dates the one nearest to `noun`, behind it if there is one."""
        folded = self._prepared.folded

        def distance(anchor: Anchor) -> tuple[bool, int]:
            start = folded.position(anchor.span.start)
            return start < noun, abs(start - noun)

        return min((a for a in self._anchors if a.passage is passage), key=distance)


def _later(one: EdtfDate, other: EdtfDate) -> bool:
    """Whether a time begins after the other."""
    return one.begin is not None and other.begin is not None and one.begin > other.begin


def _is_within_a_year(date: EdtfDate) -> bool:
    begin, end = date.begin, date.end
    return begin is not None and end is not None and begin.year == end.year


__all__ = ["Discourse"]
