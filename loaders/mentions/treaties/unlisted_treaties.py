"""Treaties that no list knows, by their heads (اتفاقية, Convention on) and what they are about.

How far such a name goes: to a date, a comma, a verb, another head, or a preposition of time or
place.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.mentions.mention import Form
from loaders.mentions.names.entity_files import EntityTable
from loaders.mentions.names.gazetteer import Hit
from loaders.mentions.terrain import Terrain, Word
from loaders.mentions.treaties.treaty_labels import treaty_label
from loaders.mentions.treaties.treaty_topics import TreatyTopics
from loaders.mentions.unlisted import unlisted
from loaders.text.folding import fold


def find_treaties(terrain: Terrain, topics: TreatyTopics) -> list[Hit]:
    """Return the treaties that the text describes in words that no list holds, in order.

    :param topics: what the listed treaties are about: a description of one of them is that one.
    """
    found = [*_arabic(terrain, topics), *_english(terrain, topics)]
    return sorted(found, key=lambda hit: hit.start)


def _arabic(terrain: Terrain, topics: TreatyTopics) -> list[Hit]:
    found: list[Hit] = []
    free = 0
    for index, word in enumerate(terrain.words):
        hit = _treaty_at(terrain, topics, index) if word.start >= free else None
        if hit is not None:
            found.append(hit)
            free = hit.end
    return found


def _treaty_at(terrain: Terrain, topics: TreatyTopics, index: int) -> Hit | None:
    """Return the treaty whose name or description begins with the word at `index`."""
    word = terrain.words[index]
    head = _head(word)
    if head is None or terrain.inside(word) is not None:
        return None
    if index and terrain.words[index - 1].text in _words("ar", "never_behind"):
        return None
    count = _extent(terrain, index, head)
    start, last = word.end - len(head), terrain.words[index + count - 1]
    clitics = tuple(word.text[: len(word.text) - len(head)])
    called = _called(terrain, topics, index + count)
    if called is not None:
        return Hit(start, called.end, word.start, called.entity, Form.NAME, clitics)
    if count < 2 or not _is_name(terrain, index, count, head):
        return None
    name = terrain.prepared.span(start, last.end).of(terrain.prepared.document.text)
    entity = topics.find(name) or _unlisted(terrain, topics.table, name, start, last.end)
    return Hit(start, last.end, word.start, entity, Form.NAME, clitics)


def _called(terrain: Terrain, topics: TreatyTopics, index: int) -> Hit | None:
    """Return the treaty as which one is said to be known: المعروفة بمعاهدة وادي عربة."""
    words = terrain.words
    if index >= len(words) or words[index].text not in _words("ar", "called"):
        return None
    name = index + 1
    while name < len(words) and words[name].text in _words("ar", "called_by"):
        name += 1
    if name >= len(words) or words[name].passage != words[index - 1].passage:
        return None
    listed = terrain.hit_at(words[name])
    if listed is not None:
        return listed if listed.entity.kind == "treaty" else None
    return _treaty_at(terrain, topics, name)


def _is_name(terrain: Terrain, index: int, count: int, head: str) -> bool:
    """Return whether the words name an instrument: إعلان بانكوك does, إعلان الحرب does not."""
    following = terrain.words[index + 1]
    if head in _words("ar", "memoranda") and following.text in _words("ar", "understanding"):
        return True
    if head in _words("ar", "of_places") or head in _words("ar", "memoranda"):
        hit = terrain.hit_at(following)
        return hit is not None and (hit.entity.kind == "place" or hit.form is Form.METONYM)
    vague = _words("ar", "vague")
    return count > 2 or not {following.text, following.text.removesuffix("ا")} & vague


def _unlisted(terrain: Terrain, table: EntityTable, name: str, start: int, end: int) -> Entity:
    """Make the treaty that only the text knows, with what its words mean as its English label."""
    inner = [
        hit
        for word in terrain.words[terrain.index_at(start) : terrain.index_at(end)]
        for hit in terrain.hits.get(word.start, ())
        if hit.entity.kind != "office"
    ]
    text = terrain.prepared.text
    alone = len(inner) == 1 and inner[0].end == end and " " not in text[start : inner[0].outer - 1]
    named = {text[hit.start : hit.end]: _english_of(hit, table, alone=alone) for hit in inner}
    return unlisted("treaty", name, "ar", english=treaty_label(name, named))


def _english_of(hit: Hit, table: EntityTable, *, alone: bool) -> str:
    """Return what English calls a thing in a treaty's name: the capital or adjective, as said.

    :param alone: the name says nothing else, so that الجزائر is the city and not the state.
    """
    entry = table.by_key.get(hit.entity.key)
    other = {Form.METONYM: "metonyms", Form.ADJECTIVE: "adjectives"}.get(hit.form)
    if alone and hit.entity.kind == "state" and hit.form is Form.NAME and entry is not None:
        # A capital without an Arabic name of its own is called like its state.
        shared = not any(language == "ar" for language, _ in entry.metonyms)
        other = "metonyms" if shared else None
    texts = dict(reversed(getattr(entry, other))) if entry is not None and other else {}
    return str(texts.get("en") or hit.entity.label())


def _head(word: Word) -> str | None:
    """Return the treaty head that a written word is, clitics aside."""
    heads = _words("ar", "heads")
    for cut in range(min(3, len(word.text))):
        rest = word.text[cut:]
        if rest in heads and (cut == 0 or set(word.text[:cut]) <= set("وفبلك")):
            return rest
        if word.text[cut:].startswith("لل") and "ال" + word.text[cut + 2 :] in heads:
            return word.text[cut + 2 :]
    return None


def _extent(terrain: Terrain, index: int, head: str) -> int:
    """Return how many words the name that begins with the head at `index` has."""
    words, count = terrain.words, 1
    definite = words[index].text.endswith("ال" + head) or head.startswith("ال")
    longest = _lists("ar")["longest"]
    while index + count < len(words) and count < longest:
        word = words[index + count]
        if not terrain.joined(index + count) and not _goes_on(terrain, index + count):
            break
        if count == 1 and word.start in terrain.dated:
            # معاهدة عام ١٩٨٤: the year belongs to the name.
            while index + count < len(words) and words[index + count].start in terrain.dated:
                count += 1
            continue
        if _ends_name(terrain, word):
            break
        hit = terrain.hit_at(word)
        adjective = hit is not None and hit.form is Form.ADJECTIVE
        if definite and count == 1 and not adjective and not _may_follow_definite(word):
            break
        if hit is not None:
            if hit.clitics[:1] == ("و",) or (count == 1 and hit.entity.kind == "person"):
                break
            inner = terrain.index_at(hit.end) - (index + count)
            count += max(inner, 1)
            continue
        if word.text == _lists("ar")["with"]:
            return _with_party(terrain, index, count)
        count += 1
    while count > 1 and words[index + count - 1].text in _words("ar", "links"):
        count -= 1
    if all(word.start in terrain.dated for word in words[index + 1 : index + count]):
        return 1
    return count


def _goes_on(terrain: Terrain, index: int) -> bool:
    """Return whether the name goes on after a comma: معاهدة ...، المتعلقة بمناهضة التعذيب."""
    before, word = terrain.words[index - 1], terrain.words[index]
    gap = terrain.prepared.text[before.end : word.start]
    return (
        before.passage == word.passage and gap == ", " and word.text in _words("ar", "after_comma")
    )


def _with_party(terrain: Terrain, index: int, count: int) -> int:
    """Take in "with X" where X is an organisation: the cooperation agreement with UNICEF."""
    following = index + count + 1
    if following < len(terrain.words):
        hit = terrain.hit_at(terrain.words[following])
        if hit is not None and hit.entity.kind in {"organisation", "organ"}:
            return terrain.index_at(hit.end) - index
    return count


def _ends_name(terrain: Terrain, word: Word) -> bool:
    """Return whether a name ends before this word."""
    text = word.text
    if text[0].isdecimal() or word.start in terrain.dated or _head(word) is not None:
        return True
    if any(text in _words("ar", key) for key in ("stops", "verbs", "called")):
        return True
    rest = text[1:]
    joined = text[0] in "وفل" and (rest in _words("ar", "stops") or rest in _words("ar", "verbs"))
    return joined or terrain.office_at(word) is not None


def _may_follow_definite(word: Word) -> bool:
    """Return whether a word may begin the name after a definite head (الاتفاقية المتعلقة ب)."""
    links = _words("ar", "links") | _words("ar", "adjectives")
    return word.text in links or word.text.removeprefix("ل") in links


def _english(terrain: Terrain, topics: TreatyTopics) -> list[Hit]:
    prepared = terrain.prepared
    found: list[Hit] = []
    for match in _name().finditer(prepared.document.text):
        first = prepared.folded.position(match.start())
        last = prepared.folded.position(match.end())
        index = terrain.index_at(first)
        if index >= len(terrain.words):
            continue
        called = _called_in_english(terrain, topics, match.end())
        if called is not None:
            found.append(Hit(first, called.end, first, called.entity, Form.NAME))
            continue
        known = terrain.inside(terrain.words[index])
        if known is not None and not (known.entity.kind in _NAMESAKES and known.end < last):
            continue
        if (found and first < found[-1].end) or match.group() in _lists("en")["not_treaties"]:
            continue
        entity = topics.find(match.group()) or unlisted("treaty", match.group(), "en")
        found.append(Hit(first, last, first, entity, Form.NAME))
    return found


def _called_in_english(terrain: Terrain, topics: TreatyTopics, end: int) -> Hit | None:
    """Return the treaty as which the one whose name ends here is said to be known."""
    prepared, text = terrain.prepared, terrain.prepared.document.text
    words = "|".join(_lists("en")["called"])
    known_as = re.compile(rf",? (?:{words}) (?:the )?").match(text, end)
    if known_as is None:
        return None
    start = prepared.folded.position(known_as.end())
    index = terrain.index_at(start)
    hit = terrain.hit_at(terrain.words[index]) if index < len(terrain.words) else None
    if hit is not None and hit.entity.kind == "treaty":
        return hit
    name = _name().match(text, known_as.end())
    if name is None:
        return None
    entity = topics.find(name.group()) or unlisted("treaty", name.group(), "en")
    return Hit(start, prepared.folded.position(name.end()), start, entity, Form.NAME)


# A treaty may be named after one of these: the Riga Accords, the SAARC Charter.
_NAMESAKES = {"state", "place", "organisation", "organ"}


@cache
def _name() -> re.Pattern[str]:
    """Match a capitalised head with its topic: Convention on the Rights of the Child."""
    lists = _lists("en")
    heads, links, plurals = ("|".join(lists[key]) for key in ("heads", "links", "plurals"))
    months = "|".join(m for names in _english_months() for m in names)
    word = rf"(?!(?:{months})\b)[A-Z][\w’'–-]*"
    inward = "|".join(lists["behind_in"])
    small = rf"(?:of|the|and|or|in(?= (?:{inward})\b)|on|for|to|against|all|their|its|from|by|with)"
    topic = rf"(?:(?:{small} ){{0,3}}{word}(?: (?:{small} ){{0,3}}{word}){{0,12}})"
    front = rf"(?:(?!(?:The|In|On|At|This|That)\b){word} ){{0,6}}"
    plain, plain_heads = ("|".join(lists[key]) for key in ("plain", "plain_heads"))
    simple = rf"(?:(?:{plain})(?:,? and |, | ))+"
    return re.compile(
        rf"(?<![\w-])(?:{front}(?:{heads}) (?:{links}) {topic}"
        rf"|(?:(?!(?:The|In|On|At|This|That)\b){word} ){{1,6}}(?:{heads}|{plurals}|{plain_heads})"
        rf"|{simple}(?:{plain_heads})"
        rf"|(?:{plain_heads}) of (?:{simple})*(?:{plain}))(?!\w)"
    )


def _english_months() -> list[list[str]]:
    months: list[list[str]] = word_list("calendar")["gregorian"]["english"]
    return months


def _lists(language: str) -> dict[str, Any]:
    lists: dict[str, Any] = word_list("treaties")[language]
    return lists


@cache
def _words(language: str, key: str) -> frozenset[str]:
    return frozenset(fold(word).text for word in _lists(language)[key])
