"""Arabic titles with a possessive pronoun: المندوب الدائم → مندوبها الدائم.

The pronoun goes to the noun that the article or the possessor would determine: to the first word of
a noun with its adjective, to the last of a construct (وزير الخارجية → وزير خارجيتها). Source: any
grammar of Modern Standard Arabic on the construct state.
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.mentions.names.clitics import PRONOUNS

_ARTICLE = "ال"


def possessive_titles(title: str, words: tuple[str, ...]) -> Iterator[str]:
    """Yield the folded forms of a title of two words with a pronoun.

    :param title: as the data give it, to tell a feminine ending (ة) from a pronoun.
    :param words: the title's folded words.

    >>> list(possessive_titles("المندوب الدائم", ("المندوب", "الدايم")))[0]
    'مندوبها الدايم'
    >>> list(possessive_titles("الرئيس", ("الرييس",)))
    ['رييسها']
    >>> list(possessive_titles("رئيس الوزراء", ("رييس", "الوزراء")))[:2]
    ['رييس وزرايها', 'رييس وزرايه']
    """
    if len(words) == 1 and words[0].startswith(_ARTICLE):
        # رئيسها; with another pronoun it is a person's or an organ's as often as a state's.
        yield _joined(words[0].removeprefix(_ARTICLE), title, PRONOUNS[0])
        return
    if len(words) != 2 or not words[1].startswith(_ARTICLE):
        return
    first, second = words
    written = title.split()
    for pronoun in PRONOUNS:
        if first.startswith(_ARTICLE):
            yield f"{_joined(first.removeprefix(_ARTICLE), written[0], pronoun)} {second}"
        else:
            yield f"{first} {_joined(second.removeprefix(_ARTICLE), written[1], pronoun)}"


def _joined(word: str, written: str, pronoun: str) -> str:
    """Attach a pronoun: ة becomes ت, the hamza of a genitive stands on ي."""
    if written.endswith("ة"):
        return word[:-1] + "ت" + pronoun
    if written.endswith("ء"):
        return word[:-1] + "ي" + pronoun
    return word + pronoun
