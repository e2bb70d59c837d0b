"""What belongs to an Arabic title: "prime minister of Britain" ends with the state.

An indefinite title takes what stands right behind it as its possessor (رئيس وزراء بريطانيا); a
title with the article is complete (رئيس الوزراء), so that a name behind it is another part of the
clause. An adjective, or a name with ل, goes with a title of either kind.
"""

from __future__ import annotations

from loaders.mentions.mention import Form
from loaders.mentions.names.clitics import PRONOUNS
from loaders.statements.sentence.reading import PlacedEntity, Reading

_OWNERS = frozenset({"state", "organisation", "organ", "place"})
_ARTICLES = ("ال", "لل", "بال", "كال", "وال", "فال")
_OFFICES = "offices-themselves"  # رئاسة, منصب: not who holds them
_POSTS = "post"  # منصب, مهام before an office


def title_before(reading: Reading, entity: PlacedEntity) -> PlacedEntity | None:
    """Return the title that ends right before a mention, or None."""
    return next(
        (
            e
            for e in reading.entities
            if e.mention.entity.kind == "office" and e.end == entity.start and e.start < e.end
        ),
        None,
    )


def takes(reading: Reading, title: PlacedEntity, entity: PlacedEntity) -> bool:
    """Return whether the mention right behind an Arabic title is its possessor."""
    if entity.mention.form is Form.ADJECTIVE or "ل" in entity.mention.clitics:
        return True
    last = reading.words[title.end - 1].form.removeprefix("و")
    return not last.startswith(_ARTICLES)


def is_owner(reading: Reading, entity: PlacedEntity) -> bool:
    """Return whether a mention only says whose an Arabic title is, and is no part of the clause."""
    if reading.lists.language != "ar" or entity.mention.entity.kind not in _OWNERS:
        return False
    title = title_before(reading, entity)
    return title is not None and takes(reading, title, entity)


def has_pronoun(reading: Reading, title: PlacedEntity) -> bool:
    """Return whether a possessive pronoun is attached to an Arabic title: مندوبها الدائم."""
    text = reading.document.text
    return reading.lists.language == "ar" and any(
        text[word.start : word.end].endswith(PRONOUNS)
        for word in reading.words[title.start : title.end]
        if not word.form.startswith(_ARTICLES)
    )


def is_predicate(reading: Reading, title: PlacedEntity) -> bool:
    """Return whether an Arabic title is an indefinite accusative: انتخب فلان رئيسا.

    It then says what somebody becomes, and is no apposition to his name.
    """
    first = reading.words[title.start].form
    return (
        reading.lists.language == "ar"
        and first.endswith("ا")
        and not first.endswith(PRONOUNS)
        and len(first) > 3
        and not first.startswith(_ARTICLES)
    )


def is_apposed(reading: Reading, title: PlacedEntity, person: PlacedEntity) -> bool:
    """Return whether a definite Arabic title stands right before a person's name.

    An adjective of a state may stand between (الرئيس الكوبي فيدل كاسترو), but no noun before it
    (منصب الرئيس), which would make the office itself the matter.
    """
    between = range(title.end, person.start)
    return (
        title.end <= person.start
        and _is_definite(reading, title)
        and all(reading.inside_mention(index) for index in between)
        and not reading.has(title.start - 1, _POSTS)
    )


def _is_definite(reading: Reading, title: PlacedEntity) -> bool:
    """Whether a title names its bearer: الرئيس, وزير خارجيتها, رئيسة الوزراء; not رئاسة …."""
    first, *others = (w.form for w in reading.words[title.start : title.end])
    first = first.removeprefix("و")
    if first.startswith(_ARTICLES):
        return True
    of_something = has_pronoun(reading, title) or any(w.startswith(_ARTICLES) for w in others)
    return of_something and not reading.has(title.start, _OFFICES)


def is_inserted(reading: Reading, title: PlacedEntity, person: PlacedEntity) -> bool:
    """Return whether commas set a title off behind a name: تولى فلان، وزير الخارجية، الإدارة."""
    forms = [word.form for word in reading.words]
    if forms[person.end : title.start] != [","] or "," not in forms[title.end :]:
        return False
    close = forms.index(",", title.end)
    return not reading.predicate_between(title.end, close) and not any(
        title.end <= date.start < close for date in reading.dates
    )
