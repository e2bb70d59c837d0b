"""The words that refer to something named before, as the lexicon lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.mentions.dates.date_words import ordinal_days
from loaders.mentions.mention import Form
from loaders.mentions.names.phrases import Phrases, alternation
from loaders.mentions.references.head_nouns import HeadNouns, head_noun, may_be, own_noun
from loaders.text.folding import fold


@dataclass(frozen=True, slots=True)
class Reference:
    """What a referring word may stand for.

    :ivar near: words one of which the antecedent's key must hold (council, committee), if any.
    :ivar alone: whether it is none behind a noun with the article, whose adjective it is then.
    :ivar neighbour: whether it is the other one of the two states that the document is about.
    :ivar rank: 1 for "the former" and 2 for "the latter" of two states named before, else 0.
    :ivar newborn: whether it is a state just born ("the new republic"), whatever the text is about.
    :ivar usual: key of what is meant where none is named, but the body that it belongs to is.
    :ivar points: what its place or words say of whom it means; see `mentions.references.pointing`.
    :ivar headed: ``only`` if a name of it must be headed by the noun of these words, ``rather`` if
        such a one goes before others.
    :ivar gender: the gender of the noun at the head of its name, if the words tell.
    :ivar noun: the noun at the head of the words.
    :ivar keys: of the listed things, those whose names are so, by key; None if none are asked for.
    :ivar founding: whether it may be the treaty that founded the organisation named before.
    """

    kinds: frozenset[str]
    near: tuple[str, ...]
    form: Form
    founding: bool = False
    alone: bool = False
    neighbour: bool = False
    rank: int = 0
    usual: str = ""
    newborn: bool = False
    points: str = ""
    headed: str = ""
    gender: str = ""
    noun: str = ""
    keys: frozenset[str] | None = None

    def heads(self, entity: Entity) -> bool:
        """Return whether the noun at the head of a name of `entity` may be meant by these words."""
        if self.keys is None:
            return True
        if entity.listed:
            return entity.key in self.keys
        noun = own_noun(entity)
        return may_be(noun, self.gender) if self.gender else noun == self.noun


def references(heads: HeadNouns) -> Phrases[Reference]:
    """Return the referring words with what each may stand for.

    :param heads: the nouns that head the names of what is listed.
    """
    table: dict[str, Reference] = {}
    for name, form in (("descriptions", Form.DESCRIPTION), ("pronouns", Form.PRONOUN)):
        for entries in word_list("references")[name].values():
            for entry in entries:
                for words in entry["words"]:
                    table[words] = _reference(entry, words, form, heads)
    charter = Reference(frozenset({"treaty"}), (), Form.DESCRIPTION, founding=True)
    for words in word_list("references")["its_constitution"].values():
        table.update(dict.fromkeys(words, charter))
    return Phrases(table)


def _reference(entry: dict[str, Any], words: str, form: Form, heads: HeadNouns) -> Reference:
    headed, gender = str(entry.get("headed", "")), str(entry.get("gender", ""))
    noun = head_noun(words)
    keys = heads.headed_by(noun) if headed else heads.of_gender(gender) if gender else None
    return Reference(
        kinds=frozenset(entry["kinds"]),
        near=tuple(entry.get("near", ())),
        form=form,
        alone=bool(entry.get("alone", False)),
        neighbour=bool(entry.get("neighbour", False)),
        rank=int(entry.get("rank", 0)),
        usual=str(entry.get("usual", "")),
        newborn=bool(entry.get("newborn", False)),
        points=str(entry.get("points", "")),
        headed=headed,
        gender=gender,
        noun=noun,
        keys=keys,
    )


@cache
def complement() -> re.Pattern[str]:
    """Match a word behind a description that makes it none: الدولة العضو."""
    lists = word_list("references")["not_before"]
    days = alternation(word_list("references")["dated_behind"]["en"])
    words = alternation([*lists["ar"], *lists["en"]])
    nth = alternation(ordinal_days())  # "the country on the twenty-first of April"
    return re.compile(rf" (?!(?:{days}|on the (?:{nth}))(?!\w)|on the [0-9]){words}(?!\w)")


def expletive(text: str, start: int, source: str) -> bool:
    """Return whether the "it" at `start` of the folded text stands for nothing.

    It only leads to what a relative clause tells of: "it was Sweden that came first". A name is
    told by its capital in the `source` from there on.
    """
    return _cleft().match(text, start) is not None and _NAMED.match(source) is not None


_NAMED = re.compile(r"\w+ \w+ (?:not |only |then |the )*[A-Z]")


@cache
def _cleft() -> re.Pattern[str]:
    lists = word_list("references")["clefts"]
    leads, relatives = alternation(lists["leads"]), alternation(lists["relatives"])
    return re.compile(rf"{leads} (?:[^\W\d]+ ){{1,5}}{relatives}(?!\w)")


@cache
def governing() -> re.Pattern[str]:
    """Match a word before a description that gives it another sense: رئيس الدولة."""
    lists = word_list("references")["not_after"]
    return re.compile(rf"(?<!\w)[وفبلك]?{alternation([*lists['ar'], *lists['en']])} $")


def done_to_others(words: str) -> bool:
    """Return whether a verb is there whose object is another's: "vetoed its application"."""
    return _done_to_others().search(words) is not None


@cache
def _done_to_others() -> re.Pattern[str]:
    lists = word_list("references")["done_to_others"]
    return re.compile(rf"(?<!\w)[وف]?{alternation([*lists['ar'], *lists['en']])}(?!\w)")


@cache
def company() -> re.Pattern[str]:
    """Match words at the end of a text behind which company is named: "alongside the", إلى جانب."""
    lists = word_list("company")
    words = "|".join(re.escape(word) for word in [*lists["en"], *lists["ar"]])
    return re.compile(rf"(?<!\w)(?:{words}) (?:the )?$", re.IGNORECASE)


@cache
def oblique() -> re.Pattern[str]:
    """Match words at the end of a text behind which a name is not what the clause is about."""
    lists = word_list("references")["oblique"]
    words = alternation([*lists["ar"], *lists["en"]])
    return re.compile(rf"(?<!\w)و?{words} (?:the )?$")


@cache
def visiting() -> re.Pattern[str]:
    """Match words at the end of a text behind which it is told where somebody went."""
    lists = word_list("references")["visiting"]
    words = alternation([*lists["ar"], *lists["en"]])
    return re.compile(rf"(?<!\w)[وف]?{words} (?:the )?$")


def takes_up_one_of_two(reference: Reference, before: str, behind: str) -> bool:
    """Return whether words that rank (الأولى, "the former") stand for one of two named before.

    In Arabic they are the subject of a verb then, in English that of a verb behind them.
    """
    lists = word_list("references")
    if _TURNED_TO.search(before) is not None:
        return True  # أما الأولى فانضمت
    ranked = (_RANKED_MAN if "person" in reference.kinds else _RANKED_SUBJECT).search(before)
    if ranked is not None:
        verb = ranked["verb"] or ""
        happened = {fold(word).text for word in lists["happened"]["ar"]}
        return verb not in happened and verb.lstrip("وف") not in happened
    return _former().match(behind) is not None or _led_to(reference, before) != ()


def kinds_of_two(reference: Reference, before: str, told: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return of which kinds the two can be that words that rank tell apart, the likeliest first.

    :param told: of which kinds the sentence has told two apart before.

    >>> reference = Reference(frozenset({"state", "treaty"}), (), Form.DESCRIPTION, rank=1)
    >>> kinds_of_two(reference, "it ratified "), kinds_of_two(reference, "in 1990 ")
    (('treaty',), ('state',))
    """
    by_default = tuple(kind for kind in ("state", "person") if kind in reference.kinds)
    return _led_to(reference, before) or told or by_default


def _led_to(reference: Reference, before: str) -> tuple[str, ...]:
    """Return the kinds of what a verb or a preposition leads to: وصدقت على الأولى, of treaties."""
    if "treaty" in reference.kinds and _of_texts().search(before) is not None:
        return ("treaty",)
    led = "person" not in reference.kinds and _RANKED_OBJECT.search(before) is not None
    return ("treaty", "organisation") if led else ()


@cache
def _of_texts() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(word_list('references')['of_texts']['en'])} $")


_TURNED_TO = re.compile(r"(?<!\w)[وف]?اما $")
_RANKED_OBJECT = re.compile(r"(?:^|[ وف])(?:علي|الي) $")
# Behind a verb what it is about may stand before its subject.
_ABOUT = r"(?: (?:علي|الي|في|ب)(?:ه|ها|هما))? $"
# صدقت الأولى, وقعتها الثانية, صدقت عليها الأولى, لم تصدق عليها الثانية
_RANKED_SUBJECT = re.compile(
    r"(?<!\w)(?:[وف]?(?:لم|لن|لا) ت[^\W\d]{2,}|(?P<verb>(?:[^\W\d]{2,}ت(?!ه)|[^\W\d]{3,}ت(?=ه))))"
    rf"(?:ه|ها|هما)?{_ABOUT}"
)
# Of a man or a state that is masculine the verb has no ending: it opens its clause with "and".
_RANKED_MAN = re.compile(
    r"(?:(?<!\w)[وف]?(?:لم|لن|لا) ي[^\W\d]{2,}|(?:^|[.,:;] ?)[وف](?P<verb>[^\W\d]{3,}?))"
    rf"(?:ه|ها|هما)?{_ABOUT}"
)


@cache
def _former() -> re.Pattern[str]:
    verbs = alternation(word_list("references")["behind_former"]["en"])
    return re.compile(rf"(?: [a-z]+ed|,? {verbs})(?!\w)")


@cache
def turning() -> re.Pattern[str]:
    """Match words or a mark at the end of a text behind which it goes on about another: أما."""
    lists = word_list("references")["turning"]
    words = alternation([*lists["ar"], *lists["en"]])
    marks = alternation(word_list("references")["turning_marks"])
    return re.compile(rf"(?:(?<!\w)[وف]?{words},?|{marks}) (?:the )?$")


@cache
def of_own() -> re.Pattern[str]:
    """Match at the end of a text a verb whose subject does what is told behind it: استكملت."""
    words = alternation(word_list("references")["of_own"]["ar"])
    return re.compile(rf"(?<!\w)[وف]?{words} $")


@cache
def capitalised() -> frozenset[str]:
    """Return the English words that refer only when they are written with a capital."""
    entries = word_list("references")["descriptions"]["en"]
    last = {words.split()[-1] for entry in entries for words in entry["words"]}
    small = {fold(word).text for word in last if not word[0].isupper()}
    return frozenset(fold(word).text for word in last if word[0].isupper()) - small
