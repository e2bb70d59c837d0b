"""The English spelling of Arabic names that no list knows."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

import pytest

from loaders.mentions.names.entity_files import load_entities
from loaders.mentions.persons.learned_names import arabic_parts
from loaders.mentions.persons.name_letters import NameSpeller, aligned_letters
from loaders.mentions.persons.name_parts import name_parts
from loaders.mentions.persons.transliteration import key_of, spelling_of, transliterate
from loaders.text.folding import fold

_FOLDS = 5


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def test_persons_left_out_are_spelt_as_the_others_teach() -> None:
    persons = [e for e in load_entities().entries if e.entity.kind == "person"]
    hidden = persons[::_FOLDS]
    known = [e for index, e in enumerate(persons) if index % _FOLDS]
    pairs = [(t, e.entity.label("en")) for e in known for lang, t in e.names() if lang == "ar"]
    spelling = spelling_of(pairs, name_parts())
    alike = []
    for entry in hidden:
        arabic = entry.entity.label("ar")
        determined = frozenset(fold(w).text for w in arabic.split() if w.startswith("ال"))
        spelled = " ".join(
            spelling.part(part, determined, first=index == 0)
            for index, part in enumerate(arabic_parts(arabic))
        )
        english = _plain(entry.entity.label("en"))
        alike.append(SequenceMatcher(None, _plain(spelled), english).ratio())
    assert sum(ratio == 1 for ratio in alike) / len(alike) > 0.17
    assert sum(ratio >= 0.85 for ratio in alike) / len(alike) > 0.5


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("جمال محمود الخطيب", "Jamal Mahmoud Khatib"),
        ("عبد الرحمن بن ناصر", "Abdul Rahman bin Nasser"),
        ("ألفونس نغوين", "Alphonse Nguyen"),
    ],
)
def test_known_parts_have_their_customary_spelling(arabic: str, english: str) -> None:
    assert transliterate(arabic) == english


def test_the_letters_around_a_letter_decide_its_spelling() -> None:
    speller = NameSpeller([("بتروف", "Petrov"), ("ايفانوف", "Ivanov"), ("كورا", "Kura")])
    assert speller.spell("سترانوف").endswith("nov")
    assert speller.spell("مورا").endswith("ura")


def test_names_that_do_not_sound_alike_are_not_aligned() -> None:
    assert aligned_letters("مارك", "john") == []


def test_the_key_of_a_treaty_does_not_depend_on_the_listed_persons() -> None:
    assert key_of("treaty", "اتفاقية التعاون") == "treaty/atfaqia-al-taawn"
