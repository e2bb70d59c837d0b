"""Inflected forms of adjectives of origin (nisba), made from the stem that the data give.

The stem is the masculine singular indefinite (``أذربيجاني``, ``كوري جنوبي``). Source: any grammar
of Modern Standard Arabic on the sound plural and the dual; case endings as they are written.
"""

from __future__ import annotations

from loaders.text.folding import fold

# Feminine, accusative, duals and plurals of both genders; folded spelling (ة is ه).
_ENDINGS = ("", "ه", "ا", "ين", "ون", "ان", "ات", "تان", "تين")
_NISBA = "ي"
_ARTICLE = "ال"


def arabic_forms(stem: str) -> tuple[tuple[str, bool | None], ...]:
    """Return the folded forms of an Arabic adjective, each without its first article.

    The second part of a pair tells whether the first word must carry the article (True), must not
    (False) or may (None): in an adjective of several words all of them agree.

    >>> arabic_forms("قطري")[:2]
    (('قطري', None), ('قطريه', None))
    >>> ('كوريه الجنوبيه', True) in arabic_forms("كوري جنوبي")
    True
    """
    words = fold(stem).text.split()
    if not all(word.endswith(_NISBA) for word in words):
        # A plural of people (أرمن) or an adjective that does not inflect like a nisba.
        return ((" ".join(words), None),)
    forms: list[tuple[str, bool | None]] = []
    for ending in _ENDINGS:
        inflected = [word + ending for word in words]
        if len(inflected) == 1:
            forms.append((inflected[0], None))
        else:
            forms.append((" ".join(inflected), False))
            forms.append((f" {_ARTICLE}".join(inflected), True))
    return tuple(forms)


def english_forms(stem: str) -> tuple[str, ...]:
    """Return the folded singular and plural of an English adjective or demonym."""
    singular = fold(stem).text
    if singular.endswith(("s", "sh", "ch", "ese")):
        return (singular,)
    return (singular, f"{singular}s")
