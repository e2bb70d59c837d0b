"""Places that no list knows: after words of geography (مدينة شوشا) or occupation (احتلال X)."""

from __future__ import annotations

import re
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.mention import Form
from loaders.mentions.names.gazetteer import Hit
from loaders.mentions.names.phrases import Phrase, Phrases
from loaders.mentions.persons.arabic_names import NameReader, is_common
from loaders.mentions.terrain import Terrain, Word, lexical_set
from loaders.mentions.unlisted import unlisted
from loaders.text.folding import fold


def find_places(terrain: Terrain, parts: frozenset[str]) -> list[Hit]:
    """Return the places that the text names and no list knows, in order.

    Where a list of objects goes on (احتلال كلبجر وأغدام) each of them is a place.
    """
    reader = NameReader(terrain, parts)
    found: dict[int, Hit] = {}
    for phrase in _cues().find(terrain.prepared.text):
        index = terrain.index_at(phrase.end)
        conjunction = 0
        while index < len(terrain.words) and terrain.joined(index):
            word = terrain.words[index]
            hit = terrain.hit_at(word)
            if hit is not None and hit.entity.kind in {"place", "state"}:
                if (renewed := _renewed(terrain, hit)) is not None:
                    found.setdefault(renewed.start, renewed)
                index = terrain.index_at((renewed or hit).end)
            else:
                count = _name_length(terrain, reader, index, conjunction, is_kind=phrase.value)
                if not count and not conjunction and _is_settlement(terrain, phrase):
                    count = int(_names_a_settlement(terrain, terrain.words[index]))
                if not count:
                    break
                place = _hit(terrain, index, count, conjunction)
                found.setdefault(place.start, place)
                index += count
            following = terrain.words[index] if index < len(terrain.words) else None
            is_subject = hit is not None and hit.entity.kind == "state" and not conjunction
            if following is not None and is_subject and not phrase.value:
                conjunction = int(_is_joined(following))
                continue  # احتلت إريتريا رأس دوميرة: the place stands behind who occupied it
            if following is None or not _is_joined(following):
                break
            conjunction = 1
    return sorted([*found.values(), *_english(terrain)], key=lambda hit: hit.start)


def _is_joined(word: Word) -> bool:
    """Whether "and" is attached to a word: not to one that begins with the letter (واحة)."""
    return word.text.startswith("و") and word.text not in _words("kinds")


def _renewed(terrain: Terrain, hit: Hit) -> Hit | None:
    """Return the place that is called after another one: بريطانيا الجديدة is no Britain."""
    index = terrain.index_at(hit.end)
    if not terrain.joined(index) or terrain.words[index].text not in _words("renewed"):
        return None
    if hit.form is not Form.NAME or terrain.inside(terrain.words[index]) is not None:
        return None
    end = terrain.words[index].end
    name = terrain.prepared.span(hit.start, end).of(terrain.prepared.document.text)
    return Hit(hit.start, end, hit.outer, unlisted("place", name, "ar"), Form.NAME, hit.clitics)


def _name_length(
    terrain: Terrain, reader: NameReader, index: int, conjunction: int, *, is_kind: bool
) -> int:
    """Return how many words the place's name has, 0 where no name stands there.

    :param is_kind: after a word such as "city" a name may begin with the article.
    """
    word = terrain.words[index]
    bare = Word(word.start, word.end, word.text[conjunction:], word.passage)
    short = len(bare.text) < 3 and bare.text not in _words("first_parts")
    if short or bare.text in _words("not_names"):
        return 0
    if not is_kind and _opens_kind(terrain, index, bare.text):
        return 0  # احتلال جبل دميرة: the name stands behind the mountain
    if bare.text.startswith("ال") and bare.text not in _words("first_parts"):
        is_name = is_kind and bare.text[2:] not in _words("not_names")
        known = is_name and terrain.inside(bare) is None and terrain.office_at(bare) is None
        return int(known and not is_common(bare.text))
    if bare.text in _words("first_parts"):
        following = terrain.words[index + 1] if terrain.joined(index + 1) else None
        if following is None or is_common(following.text):
            return 0
        return 2 if following.text.isalpha() and not following.text.startswith("ال") else 0
    if not reader.may_be_part(bare, first=True):
        return 0
    has_epithet = terrain.joined(index + 1) and terrain.words[index + 1].text in _words("epithets")
    return 2 if has_epithet or (is_kind and _goes_on(terrain, reader, index + 1)) else 1


def _opens_kind(terrain: Terrain, index: int, text: str) -> bool:
    """Whether what kind of place is meant begins at a word: جبل, or شبه of شبه جزيرة."""
    following = terrain.words[index + 1].text if terrain.joined(index + 1) else ""
    return not {text, f"{text} {following}"}.isdisjoint(_words("kinds"))


def _is_settlement(terrain: Terrain, phrase: Phrase[bool]) -> bool:
    return terrain.prepared.text[phrase.start : phrase.end] in _words("settlements")


def _names_a_settlement(terrain: Terrain, word: Word) -> bool:
    """Whether an ordinary word is a name, since it stands behind "city" and describes none."""
    text = word.text
    if len(text) < 3 or not text.isalpha() or text in _words("not_names"):
        return False
    if terrain.inside(word) is not None or word.start in terrain.dated:
        return False
    listed = word_list("places")["ar"]["described"]
    described = text.endswith(tuple(fold(end).text for end in listed["suffixes"])) or (
        text.startswith(listed["prefix"]) and text.endswith(fold(listed["feminine"]).text)
    )
    stopped = text in lexical_set("persons.ar", "stops")
    return not (described or stopped or text.startswith("ال"))


def _goes_on(terrain: Terrain, reader: NameReader, index: int) -> bool:
    """Whether a name has a second word, which nobody knows and behind which it ends: فايا لارجو."""
    if not terrain.joined(index):
        return False
    word = terrain.words[index]
    if word.text[0] in "وفبلك" or not reader.may_be_part(word, first=True):
        return False
    following = index + 1
    return (
        following == len(terrain.words)
        or not terrain.joined(following)
        or terrain.words[following].text in _words("behind_names")
        or terrain.words[following].start in terrain.dated
    )


def _hit(terrain: Terrain, index: int, count: int, conjunction: int) -> Hit:
    first, last = terrain.words[index], terrain.words[index + count - 1]
    start = first.start + conjunction
    name = terrain.prepared.span(start, last.end).of(terrain.prepared.document.text)
    clitics = ("و",) if conjunction else ()
    return Hit(start, last.end, first.start, unlisted("place", name, "ar"), Form.NAME, clitics)


def _english(terrain: Terrain) -> list[Hit]:
    """Return the capitalised names after English words of geography or occupation, or before."""
    prepared = terrain.prepared
    found: list[Hit] = []
    text = prepared.document.text
    for match in (*_english_cue().finditer(text), *_english_subject().finditer(text)):
        for name in _english_name().finditer(match["names"]):
            first = prepared.folded.position(match.start("names") + name.start())
            last = prepared.folded.position(match.start("names") + name.end())
            words = terrain.words[terrain.index_at(first) : terrain.index_at(last)]
            if words and all(terrain.inside(word) is None for word in words):
                entity = unlisted("place", name.group(), "en")
                found.append(Hit(first, last, first, entity, Form.NAME))
    return found


@cache
def _cues() -> Phrases[bool]:
    """Return the words before places, each with whether it says what kind of place it is."""
    lists = word_list("places")["ar"]
    return Phrases({**dict.fromkeys(lists["acts"], False), **dict.fromkeys(lists["kinds"], True)})


@cache
def _words(name: str) -> frozenset[str]:
    """Return the folded Arabic words of one of the lists about places."""
    return frozenset(fold(word).text for word in word_list("places")["ar"][name])


@cache
def _english_cue() -> re.Pattern[str]:
    lists = word_list("places")["en"]
    cues = "|".join(re.escape(cue) for cue in (*lists["kinds"], *lists["acts"]))
    between = "|".join(re.escape(word) for word in (*lists["between"], *lists["kinds"]))
    name = f"(?:the )?{_english_name().pattern}"
    return re.compile(
        rf"\b(?:{cues}) (?:(?:{between}) )*(?P<names>{name}(?:(?:, and |, | and ){name})*)"
    )


@cache
def _english_subject() -> re.Pattern[str]:
    """Match a name of which an occupation is told: "Penghu was occupied"."""
    told = "|".join(re.escape(words) for words in word_list("places")["en"]["undergone"])
    return re.compile(rf"(?P<names>{_english_name().pattern}) (?:{told})\b")


@cache
def _english_name() -> re.Pattern[str]:
    """Match capitalised words, and what kind of place they name behind them."""
    lists = word_list("places")["en"]
    months = (m for names in word_list("calendar")["gregorian"]["english"] for m in names)
    others = "|".join((*months, *lists["not_names"]))
    behind = "|".join(lists["kinds_behind"])
    word = rf"(?!(?:The|{others})\b)[A-Z][\w’'-]+"
    return re.compile(rf"{word}(?: {word})*(?: (?:{behind})\b)?")
