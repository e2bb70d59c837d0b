"""Numbers and ordinals in Arabic words, in folded text.

Units agree in the opposite gender, teens are unit + عشر, units stand before tens joined by و (خمسة
وعشرون), thousands before hundreds before both. Ordinals carry the article on each part; a hundred
stands first (المئة والحادي والثمانون) or last (الحادي والثمانون بعد المئة).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import word_list
from loaders.mentions.names.clitics import Article, clitics_of
from loaders.text.folding import fold

WORD = re.compile(r"[^\W_]+")
_AND = "و"
_LONGEST_RISING = 5  # words: سبع وسبعون وتسعمائة وألف, خمس عشرة وتسعمائة وألف


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A number in words at ``start:end`` of the folded text; clitics are left outside."""

    start: int
    end: int
    value: int
    is_ordinal: bool


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the text with what it is among the number words.

    :ivar kind: ``unit``, ``teen``, ``ten``, ``hundred``, ``scale``, ``dual`` or ``ordinal``.
    :ivar clitics: what is attached before it.
    """

    start: int
    end: int
    kind: str
    value: int
    clitics: tuple[str, ...]

    @property
    def definite(self) -> bool:
        return "ال" in self.clitics

    @property
    def joined(self) -> bool:
        return self.clitics[:1] == (_AND,)


def find_number_words(text: str, start: int = 0, end: int | None = None) -> list[NumberWords]:
    """Return the numbers in Arabic words in ``text[start:end]``, in order.

    >>> [(n.value, n.is_ordinal) for n in find_number_words("في دورتها السادسه والستين")]
    [(66, True)]
    >>> [n.value for n in find_number_words("الف وتسعميه واثنين وتسعين")]
    [1992]
    """
    found: list[NumberWords] = []
    words = list(WORD.finditer(text, start, len(text) if end is None else end))
    index = 0
    while index < len(words):
        token = _token(words[index])
        if token is None:
            found += _ranking(words[index])
            index += 1
            continue
        reading = _ordinal if token.definite else _cardinal
        value, used = reading(text, words, index, token)
        if value is None:
            index += 1
            continue
        last = words[index + used - 1].end()
        # The article belongs to an ordinal; conjunction and preposition do not.
        first = token.start
        if token.definite and text[first - 2 : first] == "ال":
            first -= 2
        found.append(NumberWords(first, last, value, token.definite))
        index += used
    return found


def _ranking(word: re.Match[str]) -> list[NumberWords]:
    """Return a bare ordinal that ranks the noun behind it: سابع دولة; أول دولة counts none."""
    letters = word.group()
    kind, value = _table().get(letters, ("", 0))
    following = word.string[word.end() + 1 :].split(" ", 1)[0]
    if kind != "ordinal" or value == 1 or following not in _ranked():
        return []
    return [NumberWords(word.start(), word.end(), value, is_ordinal=True)]


def _cardinal(
    text: str, words: list[re.Match[str]], index: int, token: _Token
) -> tuple[int | None, int]:
    """Return the value of the cardinal that begins at `index` and the number of its words."""
    rising = _rising(words, index)
    if rising is not None:
        return rising
    total, current, used = 0, 0, 0
    previous: _Token | None = None
    following: _Token | None = token
    while following is not None:
        if previous is not None and not _continues(text, previous, following):
            break
        if following.kind == "teen":
            current += 10
        elif following.kind == "scale":
            total += max(current, 1) * following.value
            current = 0
        elif following.kind == "hundred" and previous is not None and previous.kind == "unit":
            current = current * following.value
        else:
            current += following.value
        used += 1
        previous = following
        position = index + used
        following = _token(words[position]) if position < len(words) else None
    if used == 1 and (text[token.start : token.end] in _never_alone() or token.kind == "ordinal"):
        return None, 0
    return total + current, used


def _rising(words: list[re.Match[str]], index: int) -> tuple[int, int] | None:
    """Return the year that is told from its units upwards: سبع وسبعون وتسعمائة وألف.

    The words below a hundred come first, then, each with و, hundreds and a thousand or two.
    """
    tokens: list[_Token] = []
    for word in words[index : index + _LONGEST_RISING]:
        token = _token(word)
        if token is None or token.definite:
            break
        tokens.append(token)
        if token.kind == "scale" or (token.kind == "dual" and token.joined):
            break
    kinds = [token.kind for token in tokens]
    if len(tokens) < 3 or kinds[-2] != "hundred" or kinds[-1] not in {"scale", "dual"}:
        return None
    if not all(token.joined for token in tokens[-2:]):
        return None
    below = sum(token.value for token in tokens[:-2])
    if not 0 < below < 100 or not set(kinds[:-2]) <= {"unit", "teen", "ten"}:
        return None
    return below + sum(token.value for token in tokens[-2:]), len(tokens)


def _continues(text: str, previous: _Token, following: _Token) -> bool:
    """Return whether `following` belongs to the same cardinal as `previous`."""
    gap = text[previous.end : following.start - sum(map(len, following.clitics))]
    if gap != " " or following.definite or following.kind == "ordinal" or previous.kind == "dual":
        return False
    if not following.clitics:
        return (
            (following.kind == "teen" and previous.kind == "unit" and previous.value < 10)
            or (following.kind == "unit" and following.value == 10 and previous.value < 10)
            or (following.kind == "hundred" and previous.kind == "unit" and previous.value < 10)
            or following.kind == "scale"
        )
    if following.clitics != (_AND,):
        return False
    ranks = {"unit": 0, "teen": 0, "ten": 1, "hundred": 2, "scale": 3}
    if previous.kind == "unit" and following.kind == "ten":
        return previous.value < 10
    return ranks[following.kind] < ranks[previous.kind] or (
        # Thousands are themselves counted: ألفان وخمسمئة وثلاثون.
        following.kind == "hundred" and previous.kind == "scale"
    )


def _ordinal(
    text: str, words: list[re.Match[str]], index: int, token: _Token
) -> tuple[int | None, int]:
    """Return the value of the ordinal that begins at `index` and the number of its words."""
    if token.kind not in {"ordinal", "ten", "hundred"}:
        return None, 0
    value, used, previous = token.value, 1, token
    while index + used < len(words):
        following = _token(words[index + used])
        if following is None or text[previous.end] != " ":
            break
        is_teen = following.kind == "teen" or (following.kind == "unit" and following.value == 10)
        if is_teen and not following.clitics and previous.kind == "ordinal" and value % 100 < 10:
            value += 10
        elif (
            following.clitics == (_AND, "ال")
            and following.kind in {"ordinal", "ten"}
            and (previous.kind, following.kind) in _ORDINAL_STEPS
        ):
            value += following.value
        else:
            break
        used += 1
        previous = following
    after = words[index + used : index + used + 2]
    if len(after) == 2 and after[0].group() == "بعد" and text[previous.end] == " ":
        base = _token(after[1])
        if base is not None and base.definite and base.kind in {"hundred", "scale"}:
            return value + base.value, used + 2
    return value, used


_ORDINAL_STEPS = {("ordinal", "ten"), ("hundred", "ordinal"), ("hundred", "ten")}


def _token(word: re.Match[str]) -> _Token | None:
    """Return what a written word is among the number words, or None."""
    letters = word.group()
    if letters[0] < "\u0600":
        return None
    table = _table()
    for cut in range(min(5, len(letters))):
        known = table.get(letters[cut:])
        if known is None:
            continue
        if cut == 0 and letters[0] == _AND and letters[1:] in table and _is_teen_next(word):
            continue  # وأحد عشر: of eleven it is always أحد, never واحد
        kind, value = known
        clitics = clitics_of(letters[:cut], Article.OPTIONAL)
        if clitics is None:
            continue
        is_definite = "ال" in clitics
        if is_definite and kind == "unit" and value < 10 and _is_teen_next(word):
            # الأعضاء الخمسة عشر: a counted number whose article stands before its unit.
            cut_clitics = tuple(clitic for clitic in clitics if clitic != "ال")
            return _Token(word.start() + cut, word.end(), kind, value, cut_clitics)
        if is_definite if kind in {"unit", "dual"} else kind == "ordinal" and not is_definite:
            continue
        return _Token(word.start() + cut, word.end(), kind, value, clitics)
    return None


def _is_teen_next(word: re.Match[str]) -> bool:
    """Return whether the word for "ten" of a number from 11 to 19 follows."""
    following = word.string[word.end() + 1 : word.end() + 5].split(" ")[0].rstrip(".,;")
    known = _table().get(following)
    return known is not None and (known[0] == "teen" or known == ("unit", 10))


@cache
def arabic_ordinals(highest: int) -> dict[str, int]:
    """Return the folded definite ordinals from 1 to `highest` (below 100), both genders.

    >>> arabic_ordinals(31)["الحادي والثلاثين"]
    31
    """
    lists = word_list("numbers.ar")
    teens = [fold(word).text for word in lists["units"][10]]
    tens = {fold(word).text: int(ten) for ten, words in lists["tens"].items() for word in words}
    table = {f"ال{word}": ten for word, ten in tens.items()}
    for value, words in lists["ordinal_units"].items():
        for word in (fold(written).text for written in words):
            table[f"ال{word}"] = int(value)
            table.update({f"ال{word} {teen}": 10 + int(value) for teen in teens})
            table.update({f"ال{word} وال{ten}": tens[ten] + int(value) for ten in tens})
    return {word: value for word, value in table.items() if value <= highest}


@cache
def _table() -> dict[str, tuple[str, int]]:
    """Return every number word, folded and without clitics, with its kind and value."""
    lists = word_list("numbers.ar")
    table: dict[str, tuple[str, int]] = {}
    sources = (
        ("ordinal", lists["ordinal_units"]),
        ("scale", lists["scales"]),
        ("hundred", lists["hundreds"]),
        ("ten", lists["tens"]),
        ("unit", lists["units"]),
        ("dual", {2: lists["duals"]}),
    )
    for kind, values in sources:
        for value, written in values.items():
            for word in written:
                table[fold(word).text] = (kind, int(value))
    return table


@cache
def _never_alone() -> frozenset[str]:
    return frozenset(fold(word).text for word in word_list("numbers.ar")["never_alone"])


@cache
def _ranked() -> frozenset[str]:
    return frozenset(fold(word).text for word in word_list("numbers.ar")["ranked"])
