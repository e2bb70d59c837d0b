"""Treaties that share a name and are told apart by their year: the treaties of Paris.

The year ends their listed names ("Treaty of Paris of 1898", معاهدة وارسو لعام 1970).
A text mostly gives it as the date of what was done and leaves it out of the name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.mentions.mention import DateMention, EntityMention
from loaders.mentions.names.entity_files import EntityTable
from loaders.mentions.passages import Prepared
from loaders.text.folding import fold

_ARTICLE = re.compile(r"^the ")


class TreatyYears:
    """The listed treaties that have a year in their label, by the rest of their names.

    :param table: the entities with their names.
    """

    def __init__(self, table: EntityTable) -> None:
        self._by_name: dict[str, dict[int, Entity]] = defaultdict(dict)
        for entry in table.entries:
            if entry.entity.kind == "treaty" and _year().search(entry.entity.label("en")):
                for _, text in entry.names():
                    if (year := _year().search(text)) is not None:
                        name = fold(text[: year.start()]).text
                        self._by_name[name].setdefault(int(year[1]), entry.entity)

    def of(self, name: str, years: Iterable[int]) -> Entity | None:
        """Return the treaty of that folded name and of one of `years`, if there is just one."""
        dated = self._by_name.get(_ARTICLE.sub("", name), {})
        found = {dated[year].key: dated[year] for year in years if year in dated}
        return next(iter(found.values())) if len(found) == 1 else None


@cache
def _year() -> re.Pattern[str]:
    """Match the year that ends a name: "of 1898", "(1898)", لعام 1898."""
    words = "|".join(re.escape(word) for word in word_list("treaties")["of_year"])
    return re.compile(rf"(?: (?:{words}))? \(?([0-9]{{4}})\)?$")


def with_years(
    prepared: Prepared, names: list[EntityMention], dates: list[DateMention], treaties: TreatyYears
) -> list[EntityMention]:
    """Return the names with each treaty that the years of its sentence tell from its namesakes."""
    starts = [passage.sentence.span.start for passage in prepared.passages]
    years: dict[int, set[int]] = defaultdict(set)
    for date in dates:
        if date.date.begin is not None:
            years[bisect_right(starts, date.span.start)].add(date.date.begin.year)

    def told_apart(mention: EntityMention) -> EntityMention:
        if mention.entity.kind != "treaty":
            return mention
        name = fold(mention.span.of(prepared.document.text)).text
        found = treaties.of(name, years[bisect_right(starts, mention.span.start)])
        return mention if found is None else replace(mention, entity=found)

    return [told_apart(mention) for mention in names]
