"""Occasions of a deed, with a verb of their own that tells when: "on a tour that began"."""

from __future__ import annotations

from loaders.statements.sentence.reading import Reading

TOOK_PLACE = "occasion-took-place"
OCCASIONS = "occasions"  # a visit, a ceremony, a session
_OCCASION = 7  # words from an occasion to the verb that tells when it was


def told_of_occasion(reading: Reading, verb: int) -> bool:
    """Whether a verb only tells when the occasion was of which the clause tells.

    "Visited Niger on a tour that began on 6 March", وقعت الاتفاقية في حفل أقيم في لندن يوم ….
    """
    if not reading.has(verb, TOOK_PLACE):
        return False
    before = range(max(0, verb - _OCCASION), verb)
    return any(
        reading.has(index, OCCASIONS) and not reading.predicate_between(index + 1, verb)
        for index in before
    )
