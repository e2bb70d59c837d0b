"""A sentence as the rules see it: folded words, the mentions over them, cues and clauses."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from loaders.document import Document, Span
from loaders.mentions.mention import (
    DateMention,
    EntityMention,
    NumberMention,
    QuotationMention,
    Sentence,
)
from loaders.statements.rulebook.wordlists import Cue, WordLists


@dataclass(frozen=True, slots=True)
class Word:
    """One word or punctuation mark: code points of the document, and the folded form."""

    start: int
    end: int
    form: str

    @property
    def is_mark(self) -> bool:
        """Whether this is punctuation."""
        return not self.form[0].isalnum()


@dataclass(frozen=True, slots=True)
class PlacedEntity:
    """An entity mention with the indices of the words it covers, clitics included."""

    mention: EntityMention
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlacedDate:
    """A date mention with the indices of the words it covers."""

    mention: DateMention
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlacedNumber:
    """A number mention with the indices of the words it covers."""

    mention: NumberMention
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a vote with the words that give their sides; see `statements.votes.tallies`.

    :ivar counts: side (``for``, ``against``, ``abstain``) and count.
    """

    start: int
    end: int
    counts: tuple[tuple[str, PlacedNumber], ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of words with one main predicate; ``kind`` says how it hangs on the one before.

    :ivar kind: ``main``, ``coordinate``, ``subordinate`` or ``parenthesis``.
    :ivar opener: index of the word that opens it (a conjunction), or ``start``.
    """

    start: int
    end: int
    kind: str = "main"


@dataclass(slots=True)
class Reading:
    """One sentence, ready for matching."""

    document: Document
    sentence: Sentence
    lists: WordLists
    words: list[Word]
    entities: list[PlacedEntity]
    dates: list[PlacedDate]
    numbers: list[PlacedNumber]
    quotations: tuple[QuotationMention, ...]
    cues: list[Cue]
    clauses: list[Clause] = field(default_factory=list)
    entities_at: dict[int, list[PlacedEntity]] = field(default_factory=dict)
    dates_at: dict[int, list[PlacedDate]] = field(default_factory=dict)
    numbers_at: dict[int, list[PlacedNumber]] = field(default_factory=dict)
    cues_at: dict[int, list[Cue]] = field(default_factory=dict)
    tallies_at: dict[int, Tally] = field(default_factory=dict)
    #: Where each insertion between commas ends, by the comma that opens it.
    insertions: dict[int, int] = field(default_factory=dict)
    #: Where the words begin that describe an English name, by the name's word and the reverse.
    leads: dict[int, int] = field(default_factory=dict)
    led_at: dict[int, list[PlacedEntity]] = field(default_factory=dict)
    #: Where the words end that tell more of an English name, by the word behind the name.
    tails: dict[int, int] = field(default_factory=dict)
    #: Where each list of names ends, by the word at which it begins.
    runs: dict[int, int] = field(default_factory=dict)
    #: Where English dates end, by the first word that leads to them or the comma before.
    time_phrases: dict[int, int] = field(default_factory=dict)
    #: Where English dates begin, by each word that leads to them: "at the end of May 1992".
    date_leads: dict[int, int] = field(default_factory=dict)
    predicates: list[int] = field(default_factory=list)
    #: Where the cues of each list begin, and where each word stands, with و or ف attached or not.
    cue_starts: dict[str, list[int]] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)
    #: The word lists of which the sentence has a cue.
    present: frozenset[str] = frozenset()
    #: The words inside of names and dates, and of which lists of them that was found.
    _inside: frozenset[int] = frozenset()
    _inside_of: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the document span of the words from `start` to `end` (exclusive)."""
        return Span(self.words[start].start, self.words[end - 1].end)

    def has(self, index: int, name: str, *, end: bool = False) -> bool:
        """Return whether a cue of list `name` begins (or with `end`: ends) at word `index`."""
        if end:
            return any(cue.name == name and cue.end == index for cue in self.cues)
        return any(cue.name == name for cue in self.cues_at.get(index, ()))

    def cue(self, index: int, name: str) -> Cue | None:
        """Return the longest cue of list `name` that begins at word `index`, or None."""
        return next((cue for cue in self.cues_at.get(index, ()) if cue.name == name), None)

    def clause(self, index: int) -> Clause:
        """Return the clause that word `index` lies in."""
        return next(c for c in self.clauses if c.start <= index < c.end)

    def clause_before(self, start: int) -> Clause | None:
        """Return the clause that ends where another begins, if one does."""
        return next((c for c in self.clauses if c.end == start), None)

    def around(self, start: int, end: int) -> Clause:
        """Return the clause of the words from `start` to `end`; several clauses become one."""
        first, last = self.clause(start), self.clause(end - 1)
        return first if first is last else Clause(first.start, last.end, first.kind)

    def predicate_between(self, start: int, end: int) -> bool:
        """Return whether a finite verb begins at a word from `start` to before `end`."""
        return bisect_left(self.predicates, start) < bisect_left(self.predicates, end)

    def within_name(self, index: int) -> bool:
        """Return whether word `index` belongs to a name that began before it."""
        return any(e.start < index < e.end for e in self.entities)

    def voting(self, index: int) -> bool:
        """Return whether word `index` belongs to the counts of a vote, or names who voted so.

        What was voted on may stand between: صوت مع القرار 62/243 بشأن أذربيجان 39 عضوا.
        """
        return not self.has(index, "about", end=True) and any(
            t.start <= index < self._aside(t.end) for t in self.tallies_at.values()
        )

    def _aside(self, index: int) -> int:
        """Return where the names that go with counts end: "one abstention (China)".

        They stand in parentheses, or behind a word of the list ``tally-naming``.
        """
        naming = self.cue(index, "tally-naming")
        if naming is not None:
            return self.names_end(naming.end)
        if index >= len(self.words) or self.words[index].form != "(":
            return index
        closing = (i for i in range(index, len(self.words)) if self.words[i].form == ")")
        return next(closing, index)

    def names_end(self, index: int) -> int:
        """Return where a run of names, commas and "and" ends that begins at `index`."""
        while index < len(self.words) and (
            self.words[index].form == ","
            or self.has(index, "conjunctions")
            or any(e.start <= index < e.end for e in self.entities)
        ):
            index += 1
        return index

    def inside_mention(self, index: int) -> bool:
        """Return whether word `index` belongs to the name of something or to a date ("May")."""
        # Asked for each word anew, a look through all names would cost their number squared.
        lists = (id(self.entities), len(self.entities), id(self.dates), len(self.dates))
        if lists != self._inside_of:
            names = {i for e in self.entities for i in range(e.start, e.end)}
            times = {i for d in self.dates for i in range(d.start, d.end)}
            self._inside = frozenset(names | times)
            self._inside_of = lists
        return index in self._inside
