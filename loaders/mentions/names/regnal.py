"""Titles within the listed names of sovereigns.

"King Hassan II" is a title and a name: the title is an office that the text gives to the person.
"""

from __future__ import annotations

_ENGLISH = frozenset({"king", "queen", "emperor", "pope", "sultan", "president"})
_ARABIC = frozenset({"ملك", "ملكه", "امبراطور", "بابا", "سلطان", "رييس"})  # without their article


def length_of_title(name: str) -> int:
    """Return how many letters of a folded name are a title with its blank.

    >>> length_of_title("king hassan ii")
    5
    >>> length_of_title("hassan ii")
    0
    """
    title, _, rest = name.partition(" ")
    return len(title) + 1 if rest and title in _ENGLISH | _ARABIC else 0
