"""Proactive content negotiation, once, for everything that has a choice to make.

RFC 9110, sections 12.4 and 12.5: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from loaders.errors import BadRequest, HeadersTooLarge, NotAcceptable, ServiceError

# Every quoted string ends. Where one does not, the two patterns below would look for its end from
# each of its quotation marks anew.
_CLOSED = re.compile(r'(?:[^"]|"(?:[^"\\]|\\.)*+")*+\Z', re.DOTALL)
# An element ends at a comma outside a quoted string; a parameter at a semicolon outside one.
_ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PARAMETER = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*")+')
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
# Java's old HttpURLConnection sends "q=.2", others more than three digits: both are clear.
_QUALITY = re.compile(r"(?:0?\.\d+|[01](?:\.\d*)?)\Z")
# What real clients send is a tenth of this. Each element costs time for every offer, and what has
# been read is kept: fields of 60 KB, all different, would have filled three gigabytes.
_LONGEST = 4096
_KEPT = 256


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be sent, under its media type and the other names that clients use for it.

    :ivar media_type: what the answer is labelled with, lower case.
    :ivar aliases: other media types under which it is asked for.
    :ivar parameters: what a parameter of the range may say to be met by this offer; parameters that
        are not named here do not restrict a choice.
    """

    media_type: str
    aliases: tuple[str, ...] = ()
    parameters: Mapping[str, frozenset[str]] = field(
        default_factory=lambda: {"charset": frozenset({"utf-8", "utf8"})}, compare=False
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """The offer that was chosen and the range that chose it.

    :ivar quality: the client's weight, greater than 0 and at most 1.
    :ivar parameters: the parameters of the range, such as ``version``.
    """

    offer: Offer
    quality: float
    specificity: int
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Range:
    name: str
    parameters: tuple[tuple[str, str], ...]
    quality: float
    position: int


def choose(accept: str | None, offers: Sequence[Offer]) -> Choice | None:
    """Return the offer that `accept` likes best, or None if it accepts none of them.

    :raises ServiceError: as :func:`preferences` does.

    >>> offers = [Offer("text/html"), Offer("text/turtle", ("application/x-turtle",))]
    >>> choose("text/*;q=0.5, application/x-turtle", offers).offer.media_type
    'text/turtle'
    >>> choose("image/png", offers) is None
    True
    """
    return next(iter(preferences(accept, offers)), None)


def preferences(accept: str | None, offers: Sequence[Offer]) -> list[Choice]:
    """Return the offers that `accept` accepts, the one that it likes best first.

    Each offer gets the weight of the most specific range that names it. The greatest weight wins;
    among equals the more specific range, then the client's order, then the order of `offers`.

    :param accept: the field value, several lines joined by commas; None or empty accepts anything.
    :raises BadRequest: the field does not follow its grammar.
    :raises HeadersTooLarge: the field is longer than any that makes sense.
    """
    ranges = _media_ranges(accept or "*/*")
    ranked: list[tuple[tuple[float, int, int], Choice]] = []
    for offer in offers:
        found = _best_range(offer, ranges)
        if found is None or found[1].quality <= 0:
            continue
        specificity, chosen = found
        rank = (chosen.quality, specificity, -chosen.position)
        ranked.append((rank, Choice(offer, chosen.quality, specificity, chosen.parameters)))
    # The order of the offers stays where ranks are equal.
    return [choice for _, choice in sorted(ranked, key=lambda pair: pair[0], reverse=True)]


def negotiate(accept: str | None, offers: Sequence[Offer]) -> Choice:
    """Return what :func:`choose` does, but refuse where nothing is acceptable.

    :raises NotAcceptable: with the media types that there are.
    """
    choice = choose(accept, offers)
    if choice is None:
        raise not_acceptable(offers)
    return choice


def not_acceptable(offers: Iterable[Offer]) -> NotAcceptable:
    """Return the error that lists `offers`."""
    available = ", ".join(dict.fromkeys(offer.media_type for offer in offers))
    return NotAcceptable(
        "None of the formats that the Accept header names is available here.",
        remedy=f"Ask for one of: {available}.",
    )


@lru_cache(maxsize=_KEPT)
def choose_coding(accept_encoding: str | None, codings: tuple[str, ...]) -> str | None:
    """Return the content coding to use, or None for none (RFC 9110, section 12.5.3).

    :param codings: what can be made, best first; the greatest weight wins, then this order.
    :raises BadRequest: the field does not follow its grammar.
    :raises HeadersTooLarge: the field is longer than any that makes sense.

    >>> choose_coding("gzip;q=0.5, br", ("zstd", "br", "gzip"))
    'br'
    """
    if not accept_encoding:
        return None
    weights = _weights(accept_encoding)
    rest = weights.get("*", 0.0)
    best = max(codings, key=lambda coding: weights.get(coding, rest), default=None)
    if best is None or weights.get(best, rest) <= 0:
        return None
    return best if weights.get(best, rest) >= weights.get("identity", 0.0) else None


def choose_language(accept_language: str | None, languages: Sequence[str]) -> str:
    """Return the language to speak, the first of `languages` if none was asked for.

    Lookup by RFC 4647: ``ar-EG`` is served by ``ar``. A malformed field is passed over, since any
    language is better than an error.
    """
    try:
        weights = _weights(accept_language or "")
    except ServiceError:
        return languages[0]
    best, weight = languages[0], 0.0
    for tag, quality in weights.items():
        for language in languages:
            if tag.split("-")[0] == language and quality > weight:
                best, weight = language, quality
    return best


def _best_range(offer: Offer, ranges: Sequence[_Range]) -> tuple[int, _Range] | None:
    best: tuple[int, _Range] | None = None
    for candidate in ranges:
        specificity = _specificity(offer, candidate)
        if specificity is not None and (best is None or specificity > best[0]):
            best = specificity, candidate
    return best


def _specificity(offer: Offer, wanted: _Range) -> int | None:
    """Return how specifically `wanted` names `offer`; None if it does not."""
    if wanted.name == "*/*":
        base = 0
    elif wanted.name.endswith("/*"):
        if not offer.media_type.startswith(wanted.name[:-1]):
            return None
        base = 10
    elif wanted.name == offer.media_type:
        base = 30
    elif wanted.name in offer.aliases:
        base = 20
    else:
        return None
    for name, value in wanted.parameters:
        allowed = offer.parameters.get(name)
        if allowed is not None:
            if value.lower() not in allowed:
                return None
            base += 1
    return base


@lru_cache(maxsize=_KEPT)
def _media_ranges(accept: str) -> tuple[_Range, ...]:
    ranges = []
    for position, (name, parameters, quality) in enumerate(_elements(accept, "Accept")):
        full = "*/*" if name == "*" else name
        kind, slash, subtype = full.partition("/")
        if not (slash and _TOKEN.match(kind) and _TOKEN.match(subtype)) or (
            kind == "*" and subtype != "*"
        ):
            raise _malformed("Accept", name)
        ranges.append(_Range(full, parameters, quality, position))
    if not ranges:
        return (_Range("*/*", (), 1.0, 0),)
    return tuple(ranges)


@lru_cache(maxsize=_KEPT)
def _weights(value: str) -> Mapping[str, float]:
    return {name: quality for name, _, quality in _elements(value, "Accept-Encoding or -Language")}


def _elements(value: str, header: str) -> Iterable[tuple[str, tuple[tuple[str, str], ...], float]]:
    if len(value) > _LONGEST:
        raise HeadersTooLarge(
            f"The {header} header is longer than {_LONGEST} bytes.", remedy="Name fewer choices."
        )
    if not _CLOSED.match(value):
        raise _malformed(header, value[value.rfind('"') :])
    for element in _ELEMENT.findall(value):
        parts = [part.strip() for part in _PARAMETER.findall(element)]
        name = parts[0].lower() if parts else ""
        if not name:
            if any(parts):
                raise _malformed(header, element)
            continue
        parameters: list[tuple[str, str]] = []
        quality = 1.0
        for part in filter(None, parts[1:]):
            key, _, text = part.partition("=")
            key, text = key.strip().lower(), text.strip().strip('"')
            if key == "q":
                if not _QUALITY.match(text) or float(text) > 1:
                    raise _malformed(header, part)
                quality = float(text)
                # What follows the weight are extensions of Accept, not of the media type.
                break
            parameters.append((key, text))
        yield name, tuple(parameters), quality


def _malformed(header: str, part: str) -> BadRequest:
    return BadRequest(
        f"The {header} header is malformed at “{part.strip()[:80]}”.",
        remedy="An example that works: text/turtle, application/ld+json;q=0.5.",
    )
