"""Listed names in folded text: one pass, in time that does not depend on how many names there are.

An Aho-Corasick automaton holds every name, adjective and metonym in folded spelling. A hit counts
if it begins at a word's beginning, or after licensed clitics, and ends at a word's end. Of hits
that overlap, the one that begins first wins, then the longest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from loaders.entities import Entity
from loaders.mentions.mention import Form
from loaders.mentions.names.ambiguity import fits, joins_nothing
from loaders.mentions.names.charters import charters_of
from loaders.mentions.names.clitics import LONGEST_PREFIX, Article, clitics_of
from loaders.mentions.names.entity_files import EntityTable
from loaders.mentions.names.governments import seats_of
from loaders.mentions.names.name_patterns import Pattern, patterns_of
from loaders.mentions.names.respelled import Respellings
from loaders.mentions.persons.learned_names import surnames
from loaders.mentions.persons.transliteration import known_parts
from loaders.mentions.references.head_nouns import HeadNouns
from loaders.mentions.references.referring_words import references
from loaders.mentions.treaties.treaty_topics import TreatyTopics
from loaders.mentions.treaties.treaty_years import TreatyYears
from loaders.text.folding import Folded
from loaders.text.vowels import bears_vowels

# What a text that names several things in the same words is taken to mean.
_KIND_ORDER = (
    "state",
    "organisation",
    "organ",
    "treaty",
    "person",
    "office",
    "event",
    "document",
    "resolution",
    "place",
)
_FORM_ORDER = (Form.NAME, Form.METONYM, Form.ADJECTIVE)
_POSSESSIVE = re.compile(r"(?:'s|s'|')(?!\w)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in folded text that names an entity; positions are those of the folded text.

    :ivar outer: where the written word begins, clitics included.
    """

    start: int
    end: int
    outer: int
    entity: Entity
    form: Form
    clitics: tuple[str, ...] = ()


class Gazetteer:
    """All listed names, ready to be found.

    :param table: the entities with their names.
    """

    def __init__(self, table: EntityTable) -> None:
        self.table = table
        self.name_parts = known_parts(table)
        self.surnames = surnames(table)
        self.respelled = Respellings(table)
        self.treaty_topics = TreatyTopics(table)
        self.treaty_years = TreatyYears(table)
        self.seats = seats_of(table)
        self.charters = charters_of(table)
        self.references = references(HeadNouns(table))
        patterns: dict[str, list[Pattern]] = defaultdict(list)
        for entry in table.entries:
            for pattern in patterns_of(entry):
                if pattern.text and pattern not in patterns[pattern.text]:
                    patterns[pattern.text].append(pattern)
        self._automaton = ahocorasick.Automaton()
        for text in sorted(patterns):
            self._automaton.add_word(text, (len(text), tuple(sorted(patterns[text], key=_order))))
        self._is_empty = not patterns
        if not self._is_empty:
            self._automaton.make_automaton()

    def find(self, folded: Folded, source: str, starts: Iterable[int] = ()) -> list[Hit]:
        """Return the named entities in document order; offices may overlap with other mentions.

        :param folded: the folded text of `source`.
        :param starts: positions of `folded` where sentences begin; no hit crosses one of them.
        """
        if self._is_empty:
            return []
        hits = list(self._hits(folded, source))
        boundaries = sorted(starts)
        text = folded.text
        offices = _longest_first((h for h in hits if h.entity.kind == "office"), boundaries, text)
        things = _longest_first(
            (h for h in hits if h.entity.kind != "office" and not _cut_by_title(h, offices)),
            boundaries,
            text,
        )
        return sorted(offices + things, key=lambda hit: (hit.start, -hit.end))

    def _hits(self, folded: Folded, source: str) -> Iterator[Hit]:
        """Yield every hit whose boundaries, case and context are right."""
        text = folded.text
        states: set[int] = set()
        names: set[int] = set()
        for last, (length, patterns) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if not _ends_word(text, end):
                continue
            outer = _word_start(text, start)
            if outer is None:
                continue
            for pattern in patterns:
                clitics = clitics_of(text[outer:start], pattern.article, pattern.text)
                if clitics is None or not _is_spelt(pattern, folded.span(start, end).of(source)):
                    continue
                if pattern.language == "en" and outer != start:
                    continue
                if pattern.entity.kind == "office" and text[end : end + 1] == "-":
                    continue  # "the first Secretary" is no office in "the first Secretary-General"
                if clitics[:1] == ("و",) and joins_nothing(text, outer):
                    continue
                # A name that is joined to a state's by و is a state's too: السنغال ومالي.
                joined = clitics[:1] == ("و",) and outer - 1 in states
                # And right behind another name no adjective stands: زار فرانسوا هولاند مالي.
                adjoined = not clitics and outer - 1 in names
                if pattern.ambiguous and not (
                    joined
                    or adjoined
                    or fits(pattern.form, pattern.language, folded, source, outer, end)
                ):
                    continue
                if pattern.entity.kind == "state" and pattern.form is not Form.ADJECTIVE:
                    states.add(end)
                if pattern.entity.kind == "person":
                    names.add(end)
                yield _hit(pattern, text, start, end, outer, clitics)
                break


def _hit(
    pattern: Pattern, text: str, start: int, end: int, outer: int, clitics: tuple[str, ...]
) -> Hit:
    """Make the hit; a name's own article (الجمعية) belongs to the name, not to its clitics."""
    if pattern.title:
        start += pattern.title
        return Hit(start, end, start, pattern.entity, pattern.form)
    if pattern.article is Article.ALWAYS and text[start - 2 : start] == "ال":
        return Hit(start - 2, end, outer, pattern.entity, pattern.form, clitics[:-1])
    return Hit(start, end, outer, pattern.entity, pattern.form, clitics)


def _order(pattern: Pattern) -> tuple[bool, int, int, bool, str]:
    """Sort names told by their vowels first, then unambiguous names of states."""
    return (
        not pattern.voweled,
        _FORM_ORDER.index(pattern.form),
        _KIND_ORDER.index(pattern.entity.kind),
        pattern.ambiguous,
        pattern.entity.key,
    )


def _ends_word(text: str, end: int) -> bool:
    """Return whether a word ends at `end`, a possessive ending aside."""
    if end == len(text) or not (text[end].isalnum() or text[end] in "'_"):
        return True
    return text[end] == "'" and _POSSESSIVE.match(text, end) is not None


def _word_start(text: str, start: int) -> int | None:
    """Return where the written word around `start` begins, or None if that is too far away."""
    position = start
    while position > 0 and text[position - 1].isalnum():
        position -= 1
        if start - position > LONGEST_PREFIX:
            return None
    return position


def _is_spelt(pattern: Pattern, words: str) -> bool:
    """Return whether the source has the capitals and vowel marks that the name requires."""
    if pattern.voweled:
        return bears_vowels(words, pattern.voweled)
    if pattern.acronym:
        return words.isupper()
    return not pattern.capital or words[0].isupper()


def _cut_by_title(hit: Hit, offices: list[Hit]) -> bool:
    """Whether a name begins within a title and goes on behind it: رئيس البرلمان | اللبناني.

    What is behind the title then says whose it is.
    """
    return any(office.start < hit.start < office.end < hit.end for office in offices)


def _longest_first(hits: Iterable[Hit], boundaries: list[int], text: str) -> list[Hit]:
    """Return hits that do not overlap: the first to begin, then the longest.

    An English article does not make a name begin earlier, or "the Gulf" would take a word away
    from "the Gulf Cooperation Council".
    """

    def order(hit: Hit) -> tuple[int, int]:
        return (hit.start + 4 * text.startswith("the ", hit.start), -hit.end)

    chosen: list[Hit] = []
    free = 0
    for hit in sorted(hits, key=order):
        if hit.start < free:
            continue
        if bisect_right(boundaries, hit.outer) != bisect_right(boundaries, hit.end - 1):
            continue
        chosen.append(hit)
        free = hit.end
    return chosen
