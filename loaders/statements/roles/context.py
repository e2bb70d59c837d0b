"""Who a document, a paragraph and a sentence are about: for subjects that are left unsaid."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from loaders.document import Span
from loaders.entities import Entity
from loaders.mentions.mention import Form
from loaders.statements.sentence.reading import PlacedEntity, Reading
from loaders.statements.statement import Statement

_RESOLUTIONS = ("resolution_adoption", "resolution_mention")
_LEFT = "from"  # independent of it


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Something said before that an unsaid participant can refer to.

    :ivar paragraph: the paragraph in which it was the subject, or -1.
    """

    entity: Entity
    span: Span
    plural: bool = False
    paragraph: int = -1


@dataclass(slots=True)
class Context:
    """What earlier sentences leave behind.

    :ivar topics: for each entity kind the entity that the document names most often.
    :ivar offices: person to the body that an office was said to belong to.
    :ivar origins: person to the state whose adjective stands before the name: الليبي علي التريكي.
    :ivar meeting: the last meeting that the text speaks of; `meeting_here`: in this paragraph.
    :ivar cooperation: the last statement of cooperation.
    :ivar holders: office and whose it is to the person last said to hold it.
    :ivar latest: the last statements of each type, in the order in which they were found.
    :ivar last: the last dated statement of the sentence before.
    :ivar before: all statements of the sentence before.
    :ivar last_verb: where the last verb of the sentence before begins in the document.
    :ivar dominant: the state that more than half of all mentions of states name, or that is named
        two and a half times as often as any other, if there is one.
    :ivar paragraphs: the state that a paragraph names most often.
    :ivar pair: the two states that the document is about, if it is about two.
    :ivar counts: how often the document mentions each state, organ and organisation.
    :ivar leaders: by paragraph the state that it names more often than any other.
    :ivar organs: the organs named so far, each once, the last one last.
    :ivar matter: of whose dispute, crisis or war the sentences before speak.
    :ivar stated: the paragraphs that name a state at all.
    """

    topics: dict[str, Antecedent] = field(default_factory=dict)
    offices: dict[str, Entity] = field(default_factory=dict)
    origins: dict[str, Entity] = field(default_factory=dict)
    meeting: Statement | None = None
    meeting_here: bool = False
    cooperation: Statement | None = None
    holders: dict[tuple[str, str], Entity] = field(default_factory=dict)
    latest: dict[str, list[Statement]] = field(default_factory=dict)
    last: Statement | None = None
    before: list[Statement] = field(default_factory=list)
    last_verb: int = 0
    dominant: Antecedent | None = None
    paragraphs: dict[int, Antecedent] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    pair: tuple[Entity, ...] = ()
    leaders: dict[int, Antecedent] = field(default_factory=dict)
    stated: set[int] = field(default_factory=set)
    organs: list[Antecedent] = field(default_factory=list)
    matter: Antecedent | None = None
    states_before: list[Entity] = field(default_factory=list)
    joint: list[Entity] = field(default_factory=list)
    _subjects: dict[str, list[Antecedent]] = field(default_factory=dict)
    _mentioned: dict[str, Antecedent] = field(default_factory=dict)
    _accused: list[Antecedent] = field(default_factory=list)
    _named: list[Entity] = field(default_factory=list)
    _groups: dict[int, list[Entity]] = field(default_factory=dict)
    _here: set[str] = field(default_factory=set)
    _paragraph: int = -1

    def enter(self, reading: Reading) -> None:
        """Begin a sentence; a new paragraph forgets what was only mentioned in the last one."""
        if reading.sentence.paragraph != self._paragraph:
            self._paragraph = reading.sentence.paragraph
            self._mentioned.clear()
            self._here.clear()
            self.meeting_here = False

    def repeatable(self) -> list[Statement]:
        """Return the statements of the sentence before that "X followed" may mean.

        Its last verb must have told them: what came after them, none may have understood.
        """
        return [s for s in self.before if s.span.end > self.last_verb]

    def leading_state(self) -> Antecedent | None:
        """Return the state that the document, or at least this paragraph, is about, if one is."""
        leads = self.leaders.get(self._paragraph)
        turned = leads is not None and not self._speaks_of_its_own()
        here = leads if turned else self.dominant or leads
        if here is None and self._paragraph not in self.stated:
            return self.topics.get("state")  # a paragraph that names no state at all
        return here

    def _speaks_of_its_own(self) -> bool:
        """Whether this paragraph has named the document's own state, or one outside its pair."""
        if self.dominant is None or self.dominant.entity.key in self._here:
            return True
        pair = {entity.key for entity in self.pair}
        return not self._here or not self._here <= pair

    def note_subject(self, entity: PlacedEntity, *, plural: bool = False) -> None:
        """Remember the subject of a clause."""
        mention = entity.mention
        kept = self._subjects.setdefault(mention.entity.kind, [])
        kept.append(Antecedent(mention.entity, mention.span, plural, self._paragraph))
        del kept[:-8]

    def last_states(self, number: int) -> list[Entity]:
        """Return so many states named before, in order: those that the text is about.

        More than two are those of which the sentence before told something, or that it names, if
        they are so many; a number that was taken up before ("all three") means the same states
        again; else they are those that the document names most, of equals those that acted. Two are
        those of the sentence before (but the text's own where a paragraph begins), those that the
        document names far more often than others, else the last two subjects, else the last two
        named, without the one that another became independent of.
        """
        told = {
            p.entity.key: p.entity
            for s in self.before
            for p in s.participants
            if p.entity.kind == "state"
        }
        for group in (list(told.values()), self.states_before):
            if len(group) == number > 2:
                return group
        if number in self._groups:
            return self._groups[number]
        opens = bool(self.pair) and not self._here  # a new paragraph is about the two of the text
        if number == 2 and not opens and (two := self._two_before()):
            return two
        if number == 2 and self.pair:
            return list(self.pair)
        named: dict[str, Entity] = {}
        for antecedent in reversed(self._subjects.get("state", [])):
            named.setdefault(antecedent.entity.key, antecedent.entity)
            if len(named) == number == 2:
                return list(named.values())[::-1]
        if number == 2:
            left = self._left_before()
            apart = [e for e in self._named if e.key not in left]
            return (apart if len(apart) > 1 else self._named)[-2:]
        acted = {antecedent.entity.key for antecedent in self._subjects.get("state", [])}
        ranked = sorted(self._named, key=lambda e: (-self.counts[e.key], e.key not in acted))
        frequent = ranked[:number]
        if len(frequent) < number:
            return []
        self._groups[number] = [e for e in self._named if e in frequent]
        return self._groups[number]

    def _two_before(self) -> list[Entity]:
        """Return the states of the sentence before if they are two, without one that was left."""
        two = self.told_together()
        own = self.dominant or self.topics.get("state")
        if len(two) == 1 and not self.pair and own is not None and own.entity.key != two[0].key:
            two = [own.entity, *two]  # "… over the name of Macedonia. The two states signed"
        return two if len(two) == 2 else []

    def told_together(self) -> list[Entity]:
        """Return the states that the sentence before named, without one that was left."""
        left = self._left_before()
        return [state for state in self.states_before if state.key not in left]

    def _left_before(self) -> set[str]:
        """Return of whom the sentence before tells that another became independent."""
        return {p.entity.key for s in self.before for p in s.participants if p.role == _LEFT}

    def last_named(self, kinds: frozenset[str], others: set[str]) -> Entity | None:
        """Return the state named last that is none of `others`, if states are asked for."""
        if "state" not in kinds:
            return None
        return next((e for e in reversed(self._named) if e.key not in others), None)

    def note_mention(self, entity: PlacedEntity) -> None:
        """Remember something mentioned in whatever part."""
        named = entity.mention.entity
        self._mentioned[named.kind] = Antecedent(named, entity.mention.span)
        if named.kind == "state":
            self._here.add(named.key)
        if named.kind == "organ":
            others_named = [a for a in self.organs if a.entity.key != named.key]
            self.organs = [*others_named, self._mentioned[named.kind]]
        if named.kind == "state" and entity.mention.form is Form.NAME:
            others = [e for e in self._named if e.key != named.key]
            self._named = [*others[-7:], named]

    @property
    def topic(self) -> Antecedent | None:
        """The state that the text is about here: of the document, else of the paragraph."""
        return self.dominant or self.paragraphs.get(self._paragraph)

    def note_latest(self, statement: Statement) -> None:
        """Remember a statement for what goes on about the last one of its type."""
        kept = self.latest.setdefault(statement.type, [])
        kept.append(statement)
        del kept[:-12]

    def last_cited(self) -> str:
        """Return the number of the resolution that the text cited last, or ""."""
        cited = [s for kind in _RESOLUTIONS for s in self.latest.get(kind, ())]
        last = max(cited, key=lambda s: s.span.end, default=None)
        return "" if last is None else last.number("resolution") or ""

    def last_of(self, kind: str, before: int) -> Statement | None:
        """Return the statement of a type that ends last before a place in the text."""
        earlier = [s for s in self.latest.get(kind, []) if s.span.end <= before]
        return max(earlier, key=lambda s: (s.span.end, len(s.participants)), default=None)

    def named_among(self, keys: frozenset[str]) -> Entity | None:
        """Return the state named last that is one of `keys`."""
        return next((e for e in reversed(self._named) if e.key in keys), None)

    def meeting_near(self, sentence: int) -> Statement | None:
        """Return the meeting that a sentence goes on about: of its paragraph, or just before."""
        if self.meeting is None:
            return None
        near = self.meeting_here or 0 <= sentence - self.meeting.sentence <= 2
        return self.meeting if near else None

    def note_meeting(self, statement: Statement) -> None:
        """Remember a meeting that somebody attended: what is said next is said there."""
        self.meeting = statement
        self.meeting_here = True

    def note_office(self, statement: Statement) -> None:
        """Remember to whom the office of a person belongs."""
        person, body = statement.participant("person"), statement.participant("of")
        office = statement.participant("office")
        if person is not None and office is not None:
            self.holders[office.key, "" if body is None else body.key] = person
        if person is not None and body is not None:
            self.offices.setdefault(person.key, body)

    def note_accused(self, antecedent: Antecedent) -> None:
        """Remember whom a contested statement accuses."""
        self._accused.append(antecedent)
        del self._accused[:-4]

    def accused(self, others: set[str]) -> Antecedent | None:
        """Return whom contested statements accused last, if it is none of `others`."""
        return next((a for a in reversed(self._accused) if a.entity.key not in others), None)

    def subject(self, kinds: frozenset[str]) -> Antecedent | None:
        """Return whom an unsaid subject of one of `kinds` refers to.

        That is the last subject of the kind. After a coordinated subject ("Qatar and Bahrain")
        a singular verb goes back to the topic of the document, if it was one of them.
        """
        for kind in ("state", "person", "organ", "organisation"):
            if kind not in kinds:
                continue
            subjects = self._subjects.get(kind)
            topic = self.topics.get(kind)
            if kind == "state":
                topic = self.leading_state() or topic
            if not subjects:
                if topic is not None:
                    return topic
                continue
            if kind == "state" and self._told_before(subjects[-1]):
                return self.dominant or self.topics["state"]
            if subjects[-1].plural and topic is not None:
                group = [s for s in subjects if s.plural]
                if any(s.entity.key == topic.entity.key for s in group):
                    return topic
                single = next((s for s in reversed(subjects) if not s.plural), None)
                if kind == "state" and single is not None and self.is_here(single):
                    return single  # "… and with it A and B. It joined …"
            return subjects[-1]
        return None

    def _told_before(self, last: Antecedent) -> bool:
        """Whether the sentence before told something of the document's own state, not of `last`."""
        own = self.dominant or self.topics.get("state")
        if own is None or own.entity.key == last.entity.key:
            return False
        told = {s.participants[0].entity.key for s in self.before if s.participants}
        if not told:
            return self.dominant is not None
        return own.entity.key in told and last.entity.key not in told

    def is_here(self, antecedent: Antecedent) -> bool:
        """Return whether it was the subject in this paragraph."""
        return antecedent.paragraph == self._paragraph

    def mentioned(self, kinds: frozenset[str]) -> Antecedent | None:
        """Return the last thing of one of `kinds` named in this paragraph."""
        found = [a for kind, a in self._mentioned.items() if kind in kinds]
        return max(found, key=lambda a: a.span.start) if found else None
