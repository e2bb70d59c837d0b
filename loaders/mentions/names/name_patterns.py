"""The folded texts by which an entity may be named, and how each must be spelt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.entities import Entity
from loaders.mentions.mention import Form
from loaders.mentions.names.adjectives import arabic_forms, english_forms
from loaders.mentions.names.clitics import Article
from loaders.mentions.names.entity_files import EntityEntry
from loaders.mentions.names.regnal import length_of_title
from loaders.mentions.names.spellings import spellings_of
from loaders.mentions.persons.possessives import possessive_titles
from loaders.text.folding import fold
from loaders.text.vowels import has_vowels

_LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One folded text that names an entity.

    :ivar text: folded; without its article where `article` says so.
    :ivar capital: the source must begin with a capital letter (English proper names).
    :ivar acronym: the source must be in capitals altogether.
    :ivar ambiguous: also an ordinary word; see `mentions.names.ambiguity`.
    :ivar title: how much of the text is a sovereign's title, which is an office beside the name.
    :ivar voweled: the name as listed, if with vowel marks: the source must bear them too.
    """

    text: str
    entity: Entity
    form: Form
    language: str
    article: Article = Article.NEVER
    capital: bool = False
    acronym: bool = False
    ambiguous: bool = False
    title: int = 0
    voweled: str = ""


def patterns_of(entry: EntityEntry) -> Iterator[Pattern]:
    """Yield all folded texts by which an entry may be named."""
    voweled = {fold(text).text: text for _, text in entry.names() if has_vowels(text)}
    voweled |= {fold(text).text: text for _, text in entry.metonyms if has_vowels(text)}
    for pattern in _plain_patterns_of(entry):
        if pattern.text in voweled and pattern.form is not Form.ADJECTIVE:
            pattern = replace(pattern, voweled=voweled[pattern.text])
        # Without its article an Arabic title may be a given name (سلطان بن عبد العزيز).
        titled = pattern.language == "en" or pattern.article is Article.ALWAYS
        if titled and pattern.entity.kind == "person" and pattern.form is Form.NAME:
            yield replace(pattern, title=length_of_title(pattern.text))
        else:
            yield pattern


def _plain_patterns_of(entry: EntityEntry) -> Iterator[Pattern]:
    entity = entry.entity
    named = [(Form.NAME, pair) for pair in entry.names()]
    named += [(Form.METONYM, pair) for pair in entry.metonyms]
    for form, (language, text) in named:
        if language not in _LANGUAGES:
            continue
        folded = fold(text).text
        ambiguous = text in entry.ambiguous
        if language == "ar":
            has_article = text.startswith("ال")
            for spelling in spellings_of(folded):
                yield from _arabic_names(
                    spelling, entity, form, ambiguous=ambiguous, has_article=has_article
                )
            if entity.kind == "office":
                for possessive in possessive_titles(text, tuple(folded.split())):
                    yield Pattern(possessive, entity, form, "ar", ambiguous=ambiguous)
        else:
            is_office = entity.kind == "office"
            acronym = not is_office and text.isupper()
            capital = not is_office and text[0].isupper()
            yield Pattern(folded, entity, form, "en", Article.NEVER, capital, acronym, ambiguous)
    for language, text in entry.adjectives:
        ambiguous = text in entry.ambiguous
        if language == "ar":
            for folded, definite in arabic_forms(text):
                article = {None: Article.OPTIONAL, True: Article.ALWAYS, False: Article.NEVER}
                yield Pattern(
                    folded, entity, Form.ADJECTIVE, "ar", article[definite], ambiguous=ambiguous
                )
        elif language == "en":
            for folded in english_forms(text):
                yield Pattern(
                    folded, entity, Form.ADJECTIVE, "en", capital=True, ambiguous=ambiguous
                )


def _arabic_names(
    folded: str, entity: Entity, form: Form, *, ambiguous: bool, has_article: bool
) -> Iterator[Pattern]:
    """Yield the pattern of an Arabic name, stored without the article if it has one."""
    if has_article and len(folded) > 4:
        yield Pattern(folded[2:], entity, form, "ar", Article.ALWAYS, ambiguous=ambiguous)
        return
    # One-word names of organisations are written with and without the article (يونسكو, اليونسكو).
    is_acronym = entity.kind in {"organisation", "organ"} and " " not in folded
    article = Article.OPTIONAL if is_acronym or entity.kind == "office" else Article.NEVER
    yield Pattern(folded, entity, form, "ar", article, ambiguous=ambiguous)
