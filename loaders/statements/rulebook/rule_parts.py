"""One rule of a rule file, read and checked; every mistake is told with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loaders.mentions.mention import Form
from loaders.mentions.names.capitals import CAPITALS
from loaders.statements.rulebook.pattern import Pattern, compile_pattern
from loaders.statements.rulebook.rule import Example, Rule, Slot, Valued
from loaders.statements.rulebook.rule_place import Place
from loaders.statements.rulebook.things import ORGANISATIONS, Derivation
from loaders.statements.rulebook.wordlists import WordLists, folded
from ontology.statement_types import StatementType, load_statement_types

_FORMS = frozenset(f.value for f in (Form.NAME, Form.DESCRIPTION, Form.PRONOUN, Form.METONYM))
_RULE_KEYS = frozenset(
    [
        "name",
        "type",
        "description",
        "trigger",
        "slots",
        "numbers",
        "qualifiers",
        "near",
        "unless",
        "needs",
        "date",
        "until",
        "axis",
        "extent",
        "present",
        "resumes",
        "allow",
        "excludes",
        "voice",
        "basis",
        "priority",
        "examples",
    ]
)
_SLOT_KEYS = frozenset(
    [
        "kinds",
        "forms",
        "where",
        "after",
        "within",
        "many",
        "undated",
        "together",
        "inherit",
        "required",
        "default",
        "keys",
        "without",
        "prefer",
        "companions",
        "derive",
    ]
)


def read_rule(
    place: Place,
    raw: Any,
    language: str,
    lists: WordLists,
    derivations: Mapping[str, Derivation],
) -> Rule:
    """Return the rule that `raw`, the entry at `place`, describes.

    :raises RuleError: something in it is unknown, missing or malformed.
    """
    entry = place.known(raw, _RULE_KEYS)
    for key in ("name", "type", "description", "trigger", "examples"):
        if not entry.get(key):
            place.fail("A rule lacks", key, "Every rule says what it is and shows examples.")
    table = load_statement_types().get(entry["type"])
    if table is None:
        place.within("type").fail("is no type of statement.", entry["type"])
    slots = _slots(place.within("slots"), entry.get("slots") or {}, table, derivations)
    names = frozenset(slot.role for slot in slots)

    def patterns(at: Place, given: Any) -> tuple[Pattern, ...]:
        return tuple(_pattern(at, source, lists, names) for source in at.words(given))

    axis = entry.get("axis", "")
    if axis and axis.lstrip("#") not in {*names, *table.numbers}:
        place.within("axis").fail("is no role or #number of this type.", axis)
    return Rule(
        name=entry["name"],
        type=entry["type"],
        language=language,
        description=" ".join(entry["description"].split()),
        path=place.path,
        line=place.line or 1,
        triggers=patterns(place.within("trigger"), entry["trigger"]),
        slots=slots,
        numbers=_valued(place.within("numbers"), entry, "numbers", table.numbers, patterns),
        qualifiers=_valued(
            place.within("qualifiers"), entry, "qualifiers", table.qualifiers, patterns
        ),
        near=patterns(place.within("near"), entry.get("near", [])),
        unless=patterns(place.within("unless"), entry.get("unless", [])),
        needs=patterns(place.within("needs"), entry.get("needs", [])),
        until=patterns(place.within("until"), entry.get("until", [])),
        date=place.within("date").choice(entry.get("date", "clause"), "date"),
        axis=axis,
        extent=place.within("extent").choice(entry.get("extent", "clause"), "extent"),
        present=bool(entry.get("present", False)),
        resumes=bool(entry.get("resumes", False)),
        allow=frozenset(place.within("allow").words(entry.get("allow", []))),
        excludes=frozenset(place.within("excludes").words(entry.get("excludes", []))),
        voice=place.within("voice").choice(entry.get("voice", "document"), "voice"),
        basis=place.within("basis").choice(entry.get("basis", "explicit"), "basis"),
        roles=tuple(role.name for role in table.roles),
        contested=table.contested,
        priority=int(entry.get("priority", 0)),
        examples=_examples(place.within("examples"), entry["examples"], table),
    )


def _pattern(place: Place, source: str, lists: WordLists, slots: frozenset[str]) -> Pattern:
    try:
        pattern = compile_pattern(source)
    except ValueError as error:
        place.fail(f"{error}", source)
    for name in sorted(pattern.lists - lists.names):
        place.fail("names no word list.", f"<{name}>", "Add it to the file of word lists.")
    for name in sorted(pattern.slots - slots):
        place.fail("names no slot of this rule.", f"{{{name}}}")
    return pattern


def _slots(
    place: Place, raw: Any, table: StatementType, derivations: Mapping[str, Derivation]
) -> tuple[Slot, ...]:
    found = []
    for name, given in raw.items():
        here = place.within(name)
        role = table.role(name)
        if role is None:
            known = ", ".join(r.name for r in table.roles)
            here.fail(f"is no role of {table.name}.", name, f"It has: {known}.")
        entry = here.known(given or {}, _SLOT_KEYS)
        derive = entry.get("derive", "")
        if derive and derive not in {CAPITALS, ORGANISATIONS} and derive not in derivations:
            here.fail("is no derivation.", derive)
        kinds = frozenset(here.words(entry.get("kinds", sorted(role.kinds))))
        if not derive and not kinds <= role.kinds:
            here.fail("are kinds that the role does not take.", ", ".join(kinds - role.kinds))
        found.append(
            Slot(
                name,
                kinds,
                frozenset(here.words(entry.get("forms", _forms(kinds)))),
                where=here.choice(entry.get("where", "caught"), "where"),
                after=frozenset(folded(w) for w in here.words(entry.get("after", []))),
                within=int(entry.get("within", 40)),
                many=bool(entry.get("many", False)),
                undated=bool(entry.get("undated", False)),
                together=bool(entry.get("together", False)),
                inherit=here.choice(entry.get("inherit", "none"), "inherit"),
                required=bool(entry.get("required", role.required)),
                default=entry.get("default", ""),
                keys=frozenset(here.words(entry.get("keys", []))),
                without=frozenset(here.words(entry.get("without", []))),
                prefer=frozenset(here.words(entry.get("prefer", []))),
                companions=frozenset(folded(w) for w in here.words(entry.get("companions", []))),
                derive=derive,
            )
        )
    return tuple(found)


def _forms(kinds: frozenset[str]) -> list[str]:
    """Return the forms that a slot takes unless it says so: for offices a title alone as well."""
    return sorted({*_FORMS, Form.TITLE.value} if kinds == {"office"} else _FORMS)


def _valued(
    place: Place, rule: dict[str, Any], key: str, known: Mapping[str, str], patterns: Any
) -> tuple[Valued, ...]:
    found: list[Valued] = []
    for name, given in (rule.get(key) or {}).items():
        here = place.within(name)
        if name not in known:
            here.fail(f"is none of the type's {key}.", name, f"It has: {', '.join(known)}.")
        for entry in given if isinstance(given, list) else [given]:
            if isinstance(entry, str):
                if key == "numbers":
                    found += [Valued(name, p) for p in patterns(here, entry)]
                else:
                    found.append(Valued(name, None, entry))
                continue
            if "role" in entry:
                entry = here.known(entry, frozenset({"role", "said", "unsaid"}))
                found.append(Valued(name, None, entry["said"], entry["unsaid"], entry["role"]))
                continue
            entry = here.known(entry, frozenset({"pattern", "value", "take"}))
            take = here.choice(entry.get("take", "match"), "take")
            for pattern in patterns(here, entry["pattern"]):
                found.append(Valued(name, pattern, str(entry.get("value", "")), take))
    return tuple(found)


def _examples(place: Place, raw: Any, table: StatementType) -> tuple[Example, ...]:
    if not isinstance(raw, list):
        place.fail("should be a list of examples.")
    known = frozenset(
        {*(r.name for r in table.roles), *table.numbers, *table.qualifiers, "date", "attributed_to"}
    )
    found = []
    for index, entry in enumerate(raw):
        here = place.within(index)
        here.known(entry, frozenset({"text", "gives"}))
        gives = entry.get("gives")
        if gives is None:
            found.append(Example(entry["text"], None, here.line or 1))
            continue
        facts = []
        for fact in gives if isinstance(gives, list) else [gives]:
            here.known(fact, known)
            facts.append(
                tuple(
                    (k, " + ".join(map(str, v)) if isinstance(v, list) else str(v))
                    for k, v in fact.items()
                )
            )
        found.append(Example(entry["text"], tuple(facts), here.line or 1))
    return tuple(found)
