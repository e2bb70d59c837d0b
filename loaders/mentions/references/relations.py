"""Sentences that tell what a state is to the one the text goes on about: «أكبر شريك تجاري لها».

Such a sentence names another state, but it is none that the next sentence goes on about.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.names.phrases import alternation


def tells_relation(words: str) -> bool:
    """Return whether folded Arabic words say what somebody is to another whom a pronoun means.

    >>> tells_relation("وكانت كندا اكبر شريك تجاري لها")
    True
    >>> tells_relation("وشغلت كندا اول مقعد لها")
    False
    """
    return _relation().search(words) is not None


@cache
def _relation() -> re.Pattern[str]:
    lists = word_list("references")["relations"]
    kin, deeds, company = (alternation(lists[name]) for name in ("kin", "deeds", "company"))
    return re.compile(
        rf"(?<!\w)(?:{kin}(?: [^\W\d]+){{0,2}} ل|[وف]?{deeds} [بل]|[وف]?{company})(?:ها|ه)(?!\w)"
    )
