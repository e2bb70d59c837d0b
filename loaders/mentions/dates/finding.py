"""Dates of a document: expressions read, ranges ordered, relative ones resolved by anchors."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace

from loaders.mentions.dates import days_alone, edtf
from loaders.mentions.dates.arabic_events import event_times
from loaders.mentions.dates.completing import in_context, value_of
from loaders.mentions.dates.date_edges import with_edge
from loaders.mentions.dates.date_pairs import leads_to, of_another_year, through
from loaders.mentions.dates.date_points import Point, find_points
from loaders.mentions.dates.date_ranges import UNTIL_EVENT, Expression, compose
from loaders.mentions.dates.date_roles import role_of, tells_time
from loaders.mentions.dates.discourse import Discourse
from loaders.mentions.dates.event_clauses import event_clauses
from loaders.mentions.dates.relative_words import Reference, YearReference, find_references
from loaders.mentions.dates.shifting import shifted
from loaders.mentions.dates.years import find_years
from loaders.mentions.mention import Basis, DateMention
from loaders.mentions.numbers.numbered import numbers_of_texts
from loaders.mentions.passages import Passage, Prepared

# Letters from "after" to the date of what it counts from: its independence from Britain on.
_NOUN_TO_DATE = 60
_BREAKS = frozenset(",;:.،؛")


def find_dates(prepared: Prepared) -> list[DateMention]:
    """Return all times that the document names, in order.

    What nothing dates ("in May" before any year was named) is left out rather than guessed.
    """
    text = prepared.text
    further = [*days_alone.days_alone(text), *event_clauses(text), *event_times(text)]
    references = find_references(text, further)
    years = YearReference(references)
    points = find_points(prepared, years)
    numbered = numbers_of_texts(prepared, points)
    points = [*points, *find_years(prepared, points, numbered)]
    points = sorted((with_edge(text, point) for point in points), key=lambda p: p.start)
    by_passage = _by_passage(prepared, points, [r for r in references if r.outer not in years.used])
    discourse = Discourse(prepared)
    found: list[DateMention] = []
    for index, passage in enumerate(prepared.passages):
        if index in by_passage:
            found.extend(_dates_of(prepared, passage, by_passage[index], discourse))
    return found


Item = Point | Reference


def _by_passage(
    prepared: Prepared, points: list[Point], references: list[Reference]
) -> dict[int, list[Item]]:
    """Group points and references by the passage that they lie in; points win over references."""
    starts = [passage.start for passage in prepared.passages]
    grouped: dict[int, list[Item]] = defaultdict(list)
    items: list[Item] = [*points, *references]
    for item in sorted(items, key=lambda item: item.start):
        index = bisect_right(starts, item.start) - 1
        if index < 0 or item.end > prepared.passages[index].end:
            continue
        grouped[index].append(item)
    return grouped


def _dates_of(
    prepared: Prepared, passage: Passage, items: list[Item], discourse: Discourse
) -> list[DateMention]:
    """Return the dates of one sentence."""
    text = prepared.text
    points = [item for item in items if isinstance(item, Point)]
    references = [item for item in items if isinstance(item, Reference)]
    expressions: list[Expression | Reference] = [*compose(text, points), *references]
    expressions.sort(key=lambda item: item.start)
    found: list[DateMention] = []
    pending: Reference | None = None
    free = 0
    for index, item in enumerate(expressions):
        if item.start < free:
            continue
        before = expressions[index - 1] if index else None
        free = item.end
        discourse.place = item.start
        if isinstance(item, Reference) and _names_again(text, before, item):
            continue
        if isinstance(item, Reference):
            following = expressions[index + 1] if index + 1 < len(expressions) else None
            again = of_another_year(prepared, item, following, discourse)
            if again is not None and following is not None:
                found.append(again)
                discourse.note(again.date, again.span, passage)
                free = following.end
                continue
            if isinstance(following, Expression) and leads_to(text, item, following):
                # The date that follows says it more exactly: a year later, on 28 July 1997.
                pending = item if item.unit in {"year", "month"} else None
                continue
            mention = _from_noun(prepared, item, following, discourse)
            mention = mention or _from_reference(prepared, item, passage, discourse)
            if mention is not None and found:
                mention = _with_before(prepared, found, mention, item)
        else:
            if pending is not None:
                item = _with_reference(item, pending)
            mention = _from_expression(prepared, item, discourse)
        pending = None
        if mention is not None:
            found.append(mention)
            if tells_time(prepared, mention):
                discourse.note(
                    mention.date,
                    mention.span,
                    passage,
                    hijri=mention.rule == "hijri",
                    counted_from=mention.anchor,
                )
                if isinstance(item, Expression) and item.rule == UNTIL_EVENT and item.second:
                    end = prepared.span(item.second.start, item.second.end)
                    discourse.note(value_of(item.second)[0], end, passage)
            elif mention.role == "name":
                discourse.note_name(mention.date, mention.span, passage)
    return found


def _names_again(text: str, before: Expression | Reference | None, reference: Reference) -> bool:
    """Whether "of the same month" only adds to a date with a month: 27 تموز من الشهر نفسه."""
    return (
        isinstance(before, Expression)
        and before.first.month is not None
        and reference.unit == "month"
        and text[before.end : reference.start].strip() in {"من", "of"}
    )


def _with_reference(expression: Expression, reference: Reference) -> Expression:
    """Let a day and month take the year of the reference before: four months later, on 6 May."""
    first = expression.first
    if first.month is None or first.year is not None or first.reference or first.value:
        return expression
    if reference.unit not in {"year", "month"}:
        return expression
    return replace(expression, first=replace(first, reference=reference))


def _with_before(
    prepared: Prepared, found: list[DateMention], mention: DateMention, reference: Reference
) -> DateMention:
    """Return the one time that a mention makes with the last of those found, which it replaces."""
    whole = through(prepared, found[-1], mention)
    whole = whole or days_alone.told_closer(prepared, found[-1], mention, reference)
    if whole is not None:
        del found[-1]
    return whole or mention


def _from_reference(
    prepared: Prepared, reference: Reference, passage: Passage, discourse: Discourse
) -> DateMention | None:
    """Resolve an expression that names a time by its anchor only."""
    if reference.alone:
        told = days_alone.resolved(reference, passage, discourse)
    else:
        told = discourse.resolve(reference)
    if told is None:
        return None
    value, anchor = told
    span = prepared.span(reference.start, reference.end)
    role = "document" if reference.deictic else role_of(prepared.text, reference.start)
    rule = "document-date" if reference.deictic else f"relative-{reference.unit}"
    return DateMention(span, value, Basis.RELATIVE, anchor, rule, role)


def _from_noun(
    prepared: Prepared,
    reference: Reference,
    following: Expression | Reference | None,
    discourse: Discourse,
) -> DateMention | None:
    """Resolve "two days after its independence on 6 March 1957" by the date that the noun has."""
    if reference.anchored_in is None or not isinstance(following, Expression):
        return None
    gap = prepared.text[reference.end : following.start]
    if reference.anchored_in not in gap or len(gap) > _NOUN_TO_DATE or set(gap) & _BREAKS:
        return None
    if discourse.dates_noun(reference):
        return None  # then the date behind is that of what happened so much later
    anchor = _from_expression(prepared, following, discourse)
    value = None if anchor is None else shifted(anchor.date, reference)
    if anchor is None or value is None:
        return None
    span = prepared.span(reference.start, reference.end)
    rule = f"relative-{reference.unit}"
    return DateMention(span, value, Basis.RELATIVE, anchor.span, rule)


def _from_expression(
    prepared: Prepared, expression: Expression, discourse: Discourse
) -> DateMention | None:
    """Give an expression its value, from its own words or with the help of the context."""
    text = prepared.text
    basis, anchor, rule = Basis.EXPLICIT, None, expression.rule
    first, second = expression.first, expression.second
    if expression.borrowed is not None:
        donor = expression.borrowed
        basis = Basis.INHERITED
        anchor = prepared.span(donor.year_start or donor.start, donor.end)
    completed = in_context(first, discourse)
    if completed is None:
        return None
    first, context, used = completed
    if used:
        basis, anchor, rule = context, used, f"year-{context.value}"
    try:
        value, conversion = value_of(first)
        if second is not None:
            completed = in_context(second, discourse, value)
            if completed is None:
                return None
            other, conversion = value_of(completed[0])
            begin, value = value, edtf.interval(value, other)
            if not value.edtf.startswith(begin.edtf):
                rule = "reversed-range"
    except (ValueError, OverflowError):
        return None
    if conversion and rule != "hijri-with-gregorian":
        rule = conversion
    span = prepared.span(expression.start, expression.end)
    role = role_of(text, expression.start, expression.end, first)
    if second is not None and role != "name":
        role = "point"
    return DateMention(span, value, basis, anchor, rule, role)
