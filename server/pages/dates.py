"""EDTF dates written out for a reader, in the language of the page and never more precisely.

Source: Library of Congress, Extended Date/Time Format specification, levels 0 and 1.
"""

from __future__ import annotations

import re

from server.pages.language import Language

_DAY = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_DECADE = re.compile(r"(\d{3})X")


def written_out(edtf: str, language: Language) -> str:
    """Return `edtf` in words; a form that is not known is returned as it is.

    >>> from server.pages.language import languages
    >>> english = languages()["en"]
    >>> [written_out(date, english) for date in ("1992-03-02", "1992-03", "1995/1997", "199X")]
    ['2 March 1992', 'March 1992', '1995 – 1997', '1990s']
    """
    if "/" in edtf:
        begin, end = edtf.split("/", 1)
        if end in {"..", ""}:
            return language("language.since", date=written_out(begin, language))
        if begin in {"..", ""}:
            return language("language.until", date=written_out(end, language))
        return language(
            "language.interval", begin=written_out(begin, language), end=written_out(end, language)
        )
    if edtf.endswith(("~", "?", "%")):
        return language("language.about", date=written_out(edtf[:-1], language))
    if decade := _DECADE.fullmatch(edtf):
        return language("language.decade", year=f"{decade[1]}0")
    found = _DAY.fullmatch(edtf)
    if found is None:
        return edtf
    year, month, day = found.groups()
    if month is None:
        return year
    names = language.items("language.months")
    if not 1 <= int(month) <= len(names):
        return edtf
    if day is None:
        return language("language.month", month=names[int(month) - 1], year=year)
    return language("language.day", day=int(day), month=names[int(month) - 1], year=year)
