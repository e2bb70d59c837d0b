"""Who did what is denied of another: لم تشغل زامبيا بل كينيا مقعدا, "not Zambia but Kenya"."""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.statements.rulebook.pattern import Match
from loaders.statements.sentence.governing import SUBJECT_PRONOUNS, governor
from loaders.statements.sentence.list_names import PAST_NEGATORS
from loaders.statements.sentence.reading import PlacedEntity, Reading

BUT = "but-instead"  # بل, وإنما


def told_instead(reading: Reading, match: Match, denied: PlacedEntity) -> PlacedEntity | None:
    """Return the mention that an Arabic clause puts in the place of a denied one, or None.

    It stands behind "but", of the same kind and governed like the other, and no verb of its own
    tells what it did: لم تنضم كينيا بل غانا هي التي انضمت. What was done, and when, may stand
    between: لم تنضم كينيا إلى اليونسكو في 1960 بل غانا.
    """
    if not reading.has(match.start, PAST_NEGATORS, end=True) or denied.start < match.start:
        return None
    cue = next((c for c in reading.cues if c.name == BUT and c.start >= denied.end), None)
    if cue is None or reading.predicate_between(denied.end, cue.start):
        return None
    if reading.clause(cue.start).start > match.start:
        return None
    return next(
        (
            e
            for e in reading.entities
            if cue.end <= e.start <= cue.end + 1
            and e.mention.form is Form.NAME
            and e.mention.entity.kind == denied.mention.entity.kind
            and governor(reading, e) == governor(reading, denied)
            and not reading.has(e.end, SUBJECT_PRONOUNS)
            and not reading.predicate_between(e.end, e.end + 1)
        ),
        None,
    )
