"""Word lists that rules share: verbs with their forms, nouns with attached particles, cues.

A list gives stems; the forms that a text may show are made here, so that a file names a verb once:

``perfect``    Arabic perfect stem; persons, dual and plural are added (انضم → انضمت، انضموا …)
``imperfect``  Arabic imperfect in ي; persons, plural, jussive and the future prefix are added
``noun``       a noun; the article and the particles و ف ب ل ك are added
``words``      as it stands; و and ف may be attached in Arabic
``combined``   lists of words, one of each of which makes a ``noun`` of several words
``past``, ``third``, ``base``, ``gerund``, ``participle``  English verb forms as they stand

What a form is called in the list (its *mood*) decides how the status filter reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from loaders.text.folding import fold

MOODS = (
    "perfect",
    "imperfect",
    "noun",
    "words",
    "past",
    "third",
    "base",
    "gerund",
    "participle",
)
FINITE = frozenset({"perfect", "past", "third"})
NOMINAL = frozenset({"noun", "gerund"})
_CONJUNCTIONS = ("و", "ف")
OBJECT_SUFFIXES = ("ه", "ها", "هم", "هما", "نا")


# One word, number or mark of folded text; texts and word lists are cut by the same rule.
WORD = re.compile(r"[0-9]+(?:[./][0-9]+)*|(?:[^\W0-9_]|[0-9])+(?:'[^\W_]+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling under which a list's word may stand in a text, folded.

    :ivar words: the words in order, the first with its attached particles.
    :ivar mood: how the list calls it; ``future`` for an imperfect with the prefix س.
    :ivar conjunction: whether و or ف is attached.
    :ivar particle: an attached preposition (ب، ل، ك), or "".
    :ivar suffix: whether an object pronoun is attached (احتلتها).
    """

    words: tuple[str, ...]
    mood: str
    conjunction: bool = False
    particle: str = ""
    suffix: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase of a list at a place: word indices, ``end`` exclusive."""

    name: str
    start: int
    end: int
    form: Form


@dataclass(slots=True)
class WordLists:
    """All lists of one language, ready to be found in a text in time linear in its words."""

    language: str
    names: set[str] = field(default_factory=set)
    _by_first: dict[str, list[tuple[Form, str]]] = field(default_factory=dict)
    _conjoined: dict[str, list[tuple[Form, str]]] = field(default_factory=dict)

    def add(self, name: str, entries: Mapping[str, Iterable[str]], *, suffixes: bool) -> None:
        """Take up one list; `entries` maps moods to stems."""
        self.names.add(name)
        forms = (
            form
            for mood, stems in entries.items()
            for stem in stems
            for form in _forms(folded(stem), mood, self.language, suffixes)
        )
        for form in dict.fromkeys(forms):
            self._by_first.setdefault(form.words[0], []).append((form, name))

    def has(self, name: str, word: str) -> bool:
        """Return whether `word` by itself is a form of list `name`."""
        return any(listed == name and len(form.words) == 1 for form, listed in self._entries(word))

    def find(self, words: list[str]) -> list[Cue]:
        """Return all places of all lists in `words`, in order; longer ones first at each place."""
        found: list[Cue] = []
        for start, word in enumerate(words):
            entries = self._entries(word)
            if not entries:
                continue
            here = [
                Cue(name, start, start + len(form.words), form)
                for form, name in entries
                if len(form.words) == 1
                or tuple(words[start : start + len(form.words)]) == form.words
            ]
            here.sort(key=lambda cue: (-cue.end, cue.name))
            found.extend(here)
        return found

    def _entries(self, word: str) -> list[tuple[Form, str]]:
        """Return the forms that begin with `word`, those with a conjunction made when first met.

        Making them for every stem beforehand would take most of the time that a start takes.
        """
        plain = self._by_first.get(word, [])
        if self.language != "ar" or word[:1] not in _CONJUNCTIONS:
            return plain
        if word not in self._conjoined:
            bare = self._by_first.get(word[1:])
            if bare is None:
                return plain
            joined = [(_with_conjunction(form, word[0]), name) for form, name in bare]
            self._conjoined[word] = [*plain, *joined]
        return self._conjoined[word]


def folded(words: str) -> str:
    """Return `words` as the matcher sees them."""
    return fold(words).text


def _forms(stem: str, mood: str, language: str, suffixes: bool) -> Iterator[Form]:
    first, *rest = WORD.findall(stem)
    if language != "ar":
        yield Form((first, *rest), mood)
        return
    if mood == "perfect":
        firsts = _perfect(first)
    elif mood == "imperfect":
        firsts = _imperfect(first)
    else:
        firsts = (first,)
    for form in firsts:
        variants = [(form, False)]
        if suffixes and not rest and mood in {"perfect", "imperfect"}:
            variants += [(_joined(form, suffix, mood), True) for suffix in OBJECT_SUFFIXES]
        for spelled, suffix in variants:
            yield from _with_particles(spelled, rest, mood, suffix)


def _with_particles(word: str, rest: list[str], mood: str, suffix: bool) -> Iterator[Form]:
    yield Form((word, *rest), mood, suffix=suffix)
    if mood == "imperfect":
        yield Form((f"س{word}", *rest), "future", suffix=suffix)
    if mood != "noun":
        return
    bases = (word,) if word.startswith("ال") else (word, "ال" + word)
    for base in bases:
        if base != word:
            yield Form((base, *rest), mood)
        for particle in "بلك":
            contracted = particle == "ل" and base.startswith("ال")
            spelled = "لل" + base[2:] if contracted else particle + base
            yield Form((spelled, *rest), mood, particle=particle)


def _with_conjunction(form: Form, conjunction: str) -> Form:
    first, *rest = form.words
    return replace(form, words=(conjunction + first, *rest), conjunction=True)


def _perfect(stem: str) -> tuple[str, ...]:
    """Third person of the perfect: singular, dual and plural of both genders.

    A weak last letter falls in the active feminine (ألقت) and stays in the passive (ألقيت); a
    hamza on alif, which folding made an alif, stays (بدأت).

    >>> _perfect("القي")
    ('القي', 'القت', 'القيت', 'القوا', 'القتا')
    """
    if stem[-1] in "يا" and len(stem) > 2:
        weak = stem[:-1]
        return (stem, weak + "ت", stem + "ت", weak + "وا", weak + "تا")
    return (stem, stem + "ت", stem + "وا", stem + "تا", stem + "ا")


def _imperfect(stem: str) -> tuple[str, ...]:
    """Third person of the imperfect, all moods; the stem is given with ي."""
    forms: list[str] = []
    for person in "يت":
        word = person + stem[1:]
        weak = stem[-1] in "يوا" and len(stem) > 3
        plural = word[:-1] if weak else word
        forms += [word, plural + "ون", plural + "وا", word + "ان", word + "ا"]
        if weak:
            forms.append(word[:-1])
    return tuple(dict.fromkeys(forms))


def _joined(form: str, suffix: str, mood: str) -> str:
    """Attach an object pronoun; the silent alif of the plural falls, a last alif is written out."""
    if form.endswith("وا"):
        return form[:-1] + suffix
    if form.endswith("ي") and mood == "perfect":
        return form[:-1] + "ا" + suffix  # تبناه: folding made the alif maqsura of تبنى a ya
    return form + suffix
