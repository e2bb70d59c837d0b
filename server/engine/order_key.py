"""A key for each RDF term whose order as a string is one that SPARQL allows for ORDER BY.

SPARQL 1.1, section 15.1 (https://www.w3.org/TR/sparql11-query/#modOrderBy): no value, blank nodes,
IRIs, literals, in this order; IRIs as strings; and literals as the operator ``<`` has them where it
is defined, which is between numbers, between strings, between truth values and between points of
time. All else is left to the engine. SPARQL 1.2 puts triple terms last.

The engine compares what ``<`` does not by the lexical form, and so goes in a circle: 9 < 10 as
numbers, "10" < "5" < "9" as words. Here each kind has a place of its own.
"""

from __future__ import annotations

import math
import re
import struct

import pyoxigraph as ox

_XSD = "http://www.w3.org/2001/XMLSchema#"
_FLOATS = frozenset((f"{_XSD}float", f"{_XSD}double"))
_EXACT = frozenset(
    _XSD + name
    for name in (
        *("decimal", "integer", "long", "int", "short", "byte", "nonNegativeInteger"),
        *("positiveInteger", "nonPositiveInteger", "negativeInteger", "unsignedLong"),
        *("unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_TIMES = frozenset(_XSD + name for name in ("dateTime", "dateTimeStamp"))
_DAYS = frozenset(_XSD + name for name in ("date", "gYearMonth", "gYear"))
_TRUTH = {"false": "0", "0": "0", "true": "1", "1": "1"}
_DECIMAL = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?")
_TIME = re.compile(
    r"(-?[0-9]{4,})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
    r"(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?)?"
    r"(?:(Z)|([+-])([0-9]{2}):([0-9]{2}))?"
)
# Fraction digits that the engine's decimals have at most.
_SCALE = 18
_LONGEST = 4000
_HEX = str.maketrans("0123456789abcdef", "fedcba9876543210")

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def order_key(term: Term) -> ox.Literal:
    """Return the string by which a term is sorted."""
    return ox.Literal(_key(term))


def _key(term: Term) -> str:
    if isinstance(term, ox.Literal):
        return _literal(term)
    if isinstance(term, ox.NamedNode):
        return f"2{term.value}"
    if isinstance(term, ox.BlankNode):
        return f"1{term.value}"
    return "4" + "".join(_part(_key(part)) for part in (term.subject, term.predicate, term.object))


def _literal(literal: ox.Literal) -> str:
    value, datatype = literal.value, literal.datatype.value
    if literal.language is not None:
        return f"32{_part(value)}{literal.language} {literal.direction}"
    if datatype == f"{_XSD}string":
        return f"32{_part(value)}"
    known = None
    if datatype in _EXACT:
        known = _exact(value.strip())
    elif datatype in _FLOATS:
        known = _float(value.strip(), single=datatype.endswith("float"))
    elif datatype == f"{_XSD}boolean":
        known = _TRUTH.get(value.strip())
        known = known and f"34{known}"
    elif datatype in _TIMES:
        known = _time(value.strip())
        known = known and f"35{known}"
    elif datatype in _DAYS:
        known = _time(value.strip())
        known = known and f"36{_part(datatype)}{known}"
    return known or f"37{_part(datatype)}{value}"


def _part(text: str) -> str:
    """Return a text as a part of a key: what follows counts only between equal texts."""
    return text.replace("\0", "\0\1") + "\0\0"


def _ordered(number: int) -> str:
    """Return an integer of at most 9,999 hexadecimal digits so that strings sort as numbers do."""
    digits = f"{abs(number):x}"
    if number >= 0:
        return f"1{len(digits):04}{digits}"
    return f"0{9999 - len(digits):04}{digits.translate(_HEX)}"


def _double(number: float) -> str:
    # As integers, the bits of positive doubles sort as these do (IEEE 754, section 5.10).
    (bits,) = struct.unpack(">q", struct.pack(">d", number + 0.0))
    return _ordered(bits if bits >= 0 else -(bits & (2**63 - 1)))


def _float(text: str, *, single: bool) -> str | None:
    try:
        number = float(text)
        if single:
            number = struct.unpack("f", struct.pack("f", number))[0]
    except OverflowError:
        number = math.copysign(math.inf, number)
    except ValueError:
        return None
    # NaN compares with nothing.
    return "30" if math.isnan(number) else f"31{_double(number)}{_ordered(0)}"


def _exact(text: str) -> str | None:
    """Return the key of an integer or decimal: the nearest double, then how far that is off.

    Between a double and an exact number ``<`` compares doubles, between two exact numbers these.
    """
    found = _DECIMAL.fullmatch(text)
    if found is None or len(text) > _LONGEST or not (found[2] or found[3]):
        return None
    fraction = (found[3] or "")[:_SCALE].ljust(_SCALE, "0")
    scaled = int(found[1] + (found[2] or "0") + fraction)
    nearest = float(text)
    if math.isfinite(nearest):
        numerator, denominator = nearest.as_integer_ratio()
        scaled -= numerator * 10**_SCALE // denominator
    return f"31{_double(nearest)}{_ordered(scaled)}"


def _time(text: str) -> str | None:
    """Return the key of a point of time; one without a zone is taken for UTC.

    It compares with one that has a zone only if they are fourteen hours apart (XML Schema 1.1 part
    2, section D.2.1), so that UTC keeps every order that there is.
    """
    found = _TIME.fullmatch(text)
    if found is None or len(text) > _LONGEST:
        return None
    year, month, day, hour, minute, second = (
        int(found[n] or default) for n, default in enumerate((0, 1, 1, 0, 0, 0), 1)
    )
    zone = 0
    if found[9]:
        zone = (int(found[10]) * 60 + int(found[11])) * (-1 if found[9] == "-" else 1)
    seconds = _day(year, month, day) * 86400 + (hour * 60 + minute - zone) * 60 + second
    return _ordered(seconds) + (found[7] or "").rstrip("0")


def _day(year: int, month: int, day: int) -> int:
    """Return the days since 1 March of the year 0, in the proleptic Gregorian calendar.

    Years of March to February, whose leap day is the last: Hatcher, "Simple formulae for Julian day
    numbers and calendar dates", Q. J. R. astr. Soc. 25 (1984).
    """
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 1
