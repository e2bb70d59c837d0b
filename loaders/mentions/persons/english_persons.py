"""Persons whom no list knows, in English: capitals, with a title or a person's verb beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from loaders.entities import Entity
from loaders.lexicon import word_list
from loaders.mentions.mention import Form
from loaders.mentions.names.gazetteer import Hit
from loaders.mentions.names.phrases import Phrases
from loaders.mentions.terrain import Terrain, Word
from loaders.mentions.unlisted import unlisted

_BEFORE, _AFTER = 60, 40


def find_english_persons(terrain: Terrain, listed: Mapping[str, Entity]) -> list[Hit]:
    """Return the persons that an English text presents and no list knows, in order.

    :param listed: what `mentions.persons.learned_names.surnames` returns: "President Carter".
    """
    prepared = terrain.prepared
    source, folded = prepared.document.text, prepared.folded
    offices = [h for hits in terrain.hits.values() for h in hits if h.entity.kind == "office"]
    found: list[Hit] = []
    for match in _name().finditer(source):
        start, end = match.span("name")
        first, last = folded.position(start), folded.position(end)
        index = terrain.index_at(first)
        words = terrain.words[index : terrain.index_at(last)]
        if not words or any(terrain.inside(word) for word in words):
            continue
        if terrain.office_at(words[0]) or any(_is_title(terrain, word) for word in words[1:]):
            continue
        if len({word.passage for word in words}) > 1 or any(
            w.start in terrain.dated for w in words
        ):
            continue
        if any(office.start <= first < office.end for office in offices):
            continue  # Minister for External Affairs
        count = len(match["name"].split())
        titled = _title_before(terrain, index)
        end_of_name = _behind_state(terrain, index, last)
        if titled or (count > 1 and _presented_after(terrain, end_of_name)):
            known = listed.get(words[0].text) if titled and count == 1 else None
            entity = known or unlisted("person", match["name"], "en")
            found.append(Hit(first, last, first, entity, Form.NAME))
    return _with_repetitions(terrain, found)


def _is_title(terrain: Terrain, word: Word) -> bool:
    """Whether a title of several words begins here; one word may be a surname: Rishikesh Shah."""
    office = terrain.office_at(word)
    return office is not None and " " in terrain.prepared.text[office.start : office.end]


def _title_before(terrain: Terrain, index: int) -> bool:
    """Return whether a title, perhaps with what it is the title of, stands right before."""
    for back in range(1, 8):
        if index - back < 0 or not _flows(terrain, index - back):
            return False
        word = terrain.words[index - back]
        if word.passage != terrain.words[index].passage:
            return False
        office = terrain.office_at(word)
        if office is not None and terrain.index_at(office.end) == index - back + _length(
            terrain, office
        ):
            end = terrain.index_at(office.end)
            return all(terrain.inside(w) or w.text in _BETWEEN for w in terrain.words[end:index])
        if word.text in _honorifics():
            return back == 1 or all(
                terrain.inside(w) for w in terrain.words[index - back + 1 : index]
            )
    return False


_BETWEEN = {"of", "the", "to", "for"}


def _length(terrain: Terrain, hit: Hit) -> int:
    return terrain.index_at(hit.end) - terrain.index_at(hit.outer)


def _flows(terrain: Terrain, index: int) -> bool:
    """Return whether only a space or an abbreviation's stop follows the word at `index`."""
    word = terrain.words[index]
    following = terrain.prepared.text[word.end : word.end + 2]
    return following[:1] == " " or following == ". "


def _behind_state(terrain: Terrain, index: int, end: int) -> int:
    """Return where the name ends together with "of" and a state: Angie Brooks of Liberia.

    With an article before it, it is no person ("the Central Bank of Nigeria"), and only `end` is
    returned.
    """
    following = terrain.index_at(end)
    if following + 1 >= len(terrain.words) or terrain.words[following].text != "of":
        return end
    if index and terrain.words[index - 1].text in {"the", "a", "an", "of"}:
        return end
    following += 1 + (terrain.words[following + 1].text == "the")
    if following >= len(terrain.words):
        return end
    state = terrain.hit_at(terrain.words[following])
    return state.end if state is not None and state.entity.kind == "state" else end


def _presented_after(terrain: Terrain, end: int) -> bool:
    """Return whether a person's verb or an apposed office follows."""
    text = terrain.prepared.text
    window = text[end : end + _AFTER]
    verb = re.match(r",? ([a-z]+)", window)
    if verb and verb[1] in _verbs():
        return True
    # ", the foreign minister", "has been Colombia's permanent representative"
    link = re.match(
        r"(?:, who (?:had been|has been|was|is|became|served as)|,| (?:has|had) been) "
        rf"(?:the |then |an? |its |their )?(?:(?:{'|'.join(_ranks())}) )?"
        r"(?:(?:country|republic|kingdom|nation|state|island)'s )?",
        window,
    )
    if link is None:
        return False
    index = terrain.index_at(end + link.end())
    if index >= len(terrain.words):
        return False
    owner = terrain.hit_at(terrain.words[index])
    if owner is not None and owner.entity.kind in {"state", "organisation", "organ"}:
        index = terrain.index_at(owner.end)  # "the Irish foreign minister", "Ghana's minister"
        index += index < len(terrain.words) and terrain.words[index].text == "s"
    return index < len(terrain.words) and terrain.office_at(terrain.words[index]) is not None


def _with_repetitions(terrain: Terrain, hits: list[Hit]) -> list[Hit]:
    """Add the places where a full name or, alone, a surname of those found is written again."""
    text = terrain.prepared.text
    names = {}
    listed = [h for at in terrain.hits.values() for h in at if h.entity.kind == "person"]
    known = {hit.entity.key for hit in listed}
    places = {(hit.start, hit.end, hit.entity.key) for hit in listed}
    for hit in (*hits, *listed):
        written = text[hit.start : hit.end]
        if (hit.start, hit.end, hit.entity.key) not in places:
            names[written] = hit.entity
        if " " in written and len(written.split()[-1]) > 3:
            names.setdefault(written.split()[-1], hit.entity)
    taken = {position for hit in hits for position in range(hit.start, hit.end)}
    source = terrain.prepared.document.text
    for phrase in Phrases(names).find(text) if names else ():
        index = terrain.index_at(phrase.outer)
        if (
            phrase.start in taken
            or index >= len(terrain.words)
            or (phrase.value.key in known and _of_longer(terrain, index))
        ):
            continue
        is_capital = source[terrain.prepared.folded.offsets[phrase.start]].isupper()
        if is_capital and terrain.inside(terrain.words[index]) is None:
            hits.append(Hit(phrase.start, phrase.end, phrase.outer, phrase.value, Form.NAME))
    return sorted(hits, key=lambda hit: hit.start)


def _of_longer(terrain: Terrain, index: int) -> bool:
    """Whether a capital stands right before: "Annan" is no other person in "Nana Annan"."""
    if not terrain.joined(index):
        return False
    before = terrain.words[index - 1]
    first = index < 2 or terrain.words[index - 2].passage != before.passage
    position = terrain.prepared.folded.offsets[before.start]
    return (
        not first
        and terrain.prepared.document.text[position].isupper()
        and terrain.office_at(before) is None
        and before.text not in _honorifics()
    )


@cache
def _name() -> re.Pattern[str]:
    lists = word_list("persons.en")
    particles = "|".join(lists["particles"])
    excluded = "|".join([*lists["not_names"], *lists["honorifics"]])
    part = rf"(?!(?:{excluded})\b)[A-ZÀ-Þ][\w’-]*[a-zß-ÿ][\w’-]*"
    initials = r"(?:[A-Z]\. ?){0,3}"
    further = rf"(?: (?:(?:{particles})[ -])*(?:[A-Z]\.|{part})){{0,4}}"
    return re.compile(rf"(?<![\w-])(?P<name>{initials}{part}{further})")


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(word.lower() for word in word_list("persons.en")["honorifics"])


@cache
def _ranks() -> tuple[str, ...]:
    return tuple(re.escape(word) for word in word_list("persons.en")["ranks"])


@cache
def _verbs() -> frozenset[str]:
    return frozenset(word_list("persons.en")["person_verbs"])
