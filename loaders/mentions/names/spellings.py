"""Arabic names whose parts are spelt in several ways: الاتحاد الأوربي, الدول الأميركية."""

from __future__ import annotations

from functools import cache

from loaders.lexicon import word_list
from loaders.text.folding import fold


def spellings_of(name: str) -> list[str]:
    """Return a folded name as listed and as it may be spelt otherwise, the listed one first.

    >>> spellings_of("الاتحاد الاوروبي")
    ['الاتحاد الاوروبي', 'الاتحاد الاوربي']
    """
    found = [name]
    for listed, *others in _spellings():
        if listed in name:
            found += [one.replace(listed, other) for one in found for other in others]
    return found


def as_listed(name: str) -> str:
    """Return a folded name with its parts as the entity files spell them.

    >>> as_listed("معاهده الاسلحه الكيماويه")
    'معاهده الاسلحه الكيميائيه'
    """
    for listed, *others in _spellings():
        for other in others:
            if other in name:
                name = name.replace(other, listed)
    return name


@cache
def _spellings() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(part).text for part in line) for line in word_list("spellings")["ar"])
