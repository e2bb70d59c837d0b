"""What a resolution is about where no "concerning" says it: the state its sentence speaks of.

"UNOMIL, the mission for Liberia, was created by resolution 866": who votes, proposes or acts is not
what a resolution is about. What is found here is marked as inferred.
"""

from __future__ import annotations

from loaders.mentions.mention import Basis, Form
from loaders.statements.candidate import Candidate, Filler, named_elsewhere
from loaders.statements.lists.number_lists import cited_numbers
from loaders.statements.resolutions import concerned_states
from loaders.statements.resolutions.matters import of_its_affairs, spoken_matter
from loaders.statements.resolutions.relative_topics import told_by_which
from loaders.statements.resolutions.topic_phrases import of_a_tenure, topic_between
from loaders.statements.resolutions.vacating import called_on, vacated
from loaders.statements.roles.clause_subjects import clause_subject
from loaders.statements.roles.context import Context
from loaders.statements.roles.missions import site_of
from loaders.statements.rulebook.pattern import DETERMINERS
from loaders.statements.rulebook.rule import Slot
from loaders.statements.sentence.governing import POSSESSIVE, STATE_BODIES, governor, joined
from loaders.statements.sentence.list_names import ABOUT, TROOPS
from loaders.statements.sentence.reading import PlacedEntity, Reading

_DISSENT = frozenset({"tally-against-before", "tally-abstain-before"})
_BALLOTS = frozenset({"tally-ballots", "voting"})
OF_IT = "of-it"  # "there", بشأنها: what the text is about, where the sentence names nothing
_ABOUT = frozenset({"بشان", "في شان", "بخصوص", "حول", "concerning", "regarding", "on"})
CONCERNED = "concerned"  # what a resolution does to what it is about
MISSIONS = "missions"
_MISSION_REACH = 4  # words from "a mission" to where it is at work
_AT = frozenset({"في", "ل", "in", "for"})
OWN_MATTERS = "own-matters"  # "its application", العضوية
RELATIONS = "relations"
COUNCIL = "organ/un-security-council"
TERRITORY = "territory"
_NOT_ABOUT = frozenset({"", "by", "from", "with", "between", "من", "مع", "بين", POSSESSIVE})


def spoken_of(candidate: Candidate, slot: Slot, context: Context) -> Filler | None:
    """Return the one state, or place called by a description, that the sentence speaks of."""
    reading = candidate.reading
    meant = of_its_affairs(candidate) or _named_topic(candidate, slot) or vacated(reading)
    meant = meant or told_by_which(candidate) or concerned_states.whose(reading)
    if meant is not None and meant.mention.entity.kind in slot.kinds:
        return named_elsewhere(meant, Basis.INFERRED)
    if (before := concerned_states.same_matter(candidate, slot)) is not None:
        return before
    site = _site(candidate, slot) or _mission_site(candidate, slot)
    if site is not None:
        return site
    matter = None if _has_topic(candidate) else spoken_matter(candidate, context)
    if matter is not None and matter.entity.kind in slot.kinds:
        return matter
    spoken = {
        e.mention.entity.key: e
        for e in reversed(reading.entities)
        if _may_be_meant(e) and e not in candidate.taken
        if not votes(reading, e) and not of_a_tenure(reading, e)
    }
    if len(spoken) > 1:  # of several those of its own clause, or the one that does not act
        own = range(candidate.clause.start, candidate.clause.end)
        near = {key: e for key, e in spoken.items() if e.start in own}
        told = {key: e for key, e in spoken.items() if _is_about(reading, e)}
        spoken = near or (told if len(told) == 1 else {})
    if not spoken and _of_it(reading):
        return _told_of(context, slot) or _led_by(context)
    if not spoken and _by_the_council(candidate) and not _has_topic(candidate):
        about = _led_by(context)
        others = {
            e.mention.entity.key
            for e in reading.entities
            if votes(reading, e) or by_troops(reading, e) or of_a_tenure(reading, e)
        }
        return None if about is None or about.entity.key in others else about
    if len(spoken) != 1:
        return None
    (entity,) = spoken.values()
    if entity.mention.entity.kind not in slot.kinds:
        return None
    named = _of_it(reading, entity.end) or concerned_states.is_recommended(reading, entity)
    if not (named or _is_about(reading, entity)):
        return None
    return named_elsewhere(entity, Basis.INFERRED)


def _site(candidate: Candidate, slot: Slot) -> Filler | None:
    """Return where the one mission or tribunal is at work: the Interim Force in Lebanon.

    One of the resolution's own clause goes before those of the rest of the sentence.
    """
    clause, whole = candidate.clause, range(len(candidate.reading.words))
    for within in (range(clause.start, clause.end), whole):
        sites = {
            site.key: Filler(site, span=e.mention.span, basis=Basis.INFERRED)
            for e in candidate.reading.entities
            if e.start in within
            and (site := site_of(e.mention.entity)) is not None
            and site.kind in slot.kinds
        }
        if sites:
            return next(iter(sites.values())) if len(sites) == 1 else None
    return None


def _mission_site(candidate: Candidate, slot: Slot) -> Filler | None:
    """Return where a mission without a listed name is set up: بعثة أممية في الصحراء الغربية."""
    reading = candidate.reading
    sent = [cue.end for cue in reading.cues if cue.name == MISSIONS]
    sites = {
        e.mention.entity.key: e
        for e in reading.entities
        if e.mention.entity.kind in slot.kinds
        and e.mention.form in {Form.NAME, Form.DESCRIPTION}
        and governor(reading, e) in _AT
        and any(0 <= e.start - end <= _MISSION_REACH for end in sent)
        and not reading.predicate_between(min(sent), e.start)
    }
    return named_elsewhere(next(iter(sites.values())), Basis.INFERRED) if len(sites) == 1 else None


def _named_topic(candidate: Candidate, slot: Slot) -> PlacedEntity | None:
    """Return of what the words behind say that it is: وهو القرار الثاني بشأن أذربيجان.

    Not behind the number of another resolution, whose topic it would be.
    """
    reading, end = candidate.reading, candidate.match.end
    further = (start for start in cited_numbers(reading) if start > end)
    stop = next(further, len(reading.words))
    if found := topic_between(reading, slot, end, stop):
        return found[0]
    return next(
        (
            e
            for e in reading.entities
            if end <= e.start < stop
            and e.mention.entity.kind in slot.kinds
            and e.mention.form is Form.NAME
            and governor(reading, e) in _ABOUT
            and not called_on(reading, e)
        ),
        None,
    )


def _of_it(reading: Reading, start: int = 0) -> bool:
    """Whether a pronoun leads back to what the text is about, and not to what was voted on."""
    return any(
        cue.name == OF_IT and cue.start >= start and not reading.voting(cue.start)
        for cue in reading.cues
    )


def _by_the_council(candidate: Candidate) -> bool:
    """Whether it is a numbered resolution of the Security Council, which acts on situations.

    The General Assembly's are as often about a matter that concerns all.
    """
    organs = {filler.entity.key for filler in candidate.fillers.get("organ", [])}
    return COUNCIL in organs and bool(candidate.match.numbers)


def _has_topic(candidate: Candidate) -> bool:
    """Whether the sentence says what it is about, and that is no matter of the state's own.

    "Resolution 1325 on women, peace and security"; but بشأن طلب العضوية الذي تقدمت به is its own.
    """
    reading, numbers = candidate.reading, candidate.match.numbers
    end = max((number.end for _, number in numbers), default=candidate.match.end)
    return any(
        cue.name == ABOUT
        and cue.start >= end
        and not reading.has(cue.end, OWN_MATTERS)
        and not reading.dates_at.get(cue.end)  # "on 23 January"
        for cue in reading.cues
        if cue.start < candidate.clause.end
    )


def _led_by(context: Context) -> Filler | None:
    """Return the state that the text or this paragraph is about."""
    about = context.leading_state()
    return None if about is None else Filler(about.entity, span=about.span, basis=Basis.INFERRED)


def _told_of(context: Context, slot: Slot) -> Filler | None:
    """Return the territory of which the sentence before told last: "Iraq occupied Kuwait. …"."""
    told = [p for s in context.before for p in s.participants if p.role == TERRITORY]
    about = next((p for p in reversed(told) if p.entity.kind in slot.kinds), None)
    return None if about is None else Filler(about.entity, span=about.span, basis=Basis.INFERRED)


def _may_be_meant(entity: PlacedEntity) -> bool:
    """Whether a resolution can be about it: a city says where, "the islands" what about."""
    mention = entity.mention
    if mention.entity.kind == "place":
        return mention.form is Form.DESCRIPTION
    return mention.entity.kind == "state" and mention.form in {Form.NAME, Form.DESCRIPTION}


def votes(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a state is named for its vote, with counts or without: وامتنعت الصين وروسيا."""
    if reading.voting(entity.start) or any(
        cue.name in _DISSENT
        and entity.start - 1 <= cue.end <= entity.start
        and (cue.end - cue.start > 1 or _of_a_vote(reading))
        for cue in reading.cues
    ):
        return True
    return any(
        joined(reading, other, entity) and votes(reading, other)
        for other in reading.entities
        if other.end <= entity.start
    )


def _of_a_vote(reading: Reading) -> bool:
    """Whether a sentence tells of votes: else English "against" is as of an "embargo against"."""
    return (
        reading.lists.language != "en"
        or bool(reading.tallies_at)
        or any(cue.name in _BALLOTS for cue in reading.cues)
    )


def by_troops(reading: Reading, entity: PlacedEntity) -> bool:
    """Return whether an adjective only tells whose troops act: "Turkish troops landed"."""
    return entity.mention.form is Form.ADJECTIVE and (
        reading.has(entity.end, STATE_BODIES) or reading.has(entity.start, TROOPS, end=True)
    )


def _is_about(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether the mention neither acts nor says who acts."""
    if entity.mention.entity.kind == "place":
        return True
    if _is_object(reading, entity) or _is_concerned(reading, entity):
        return True
    acting = {
        e.mention.entity.key
        for clause in reading.clauses
        for e in clause_subject(reading, clause.start, clause.end)
        if e.mention.form is not Form.PRONOUN
    }
    if entity.mention.entity.key in acting and not _belongs_to_noun(reading, entity):
        return False
    if reading.has(entity.start - 1, RELATIONS, end=True):
        return True  # قطع العلاقات مع جنوب أفريقيا
    return governor(reading, entity) not in _NOT_ABOUT or _belongs_to_noun(reading, entity)


def _is_concerned(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether resolutions are said to be on it: "… and 794, concerned Somalia"."""
    before = entity.start - reading.has(entity.start - 1, DETERMINERS)
    return reading.has(before, CONCERNED, end=True)


def _is_object(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether an Arabic verb has another subject before it: طالت العقوبات مالي."""
    subject = entity.start - 1
    if any(
        e.end == entity.start
        and e.mention.entity.kind == "organ"
        and e.start - 1 in reading.predicates
        and reading.lists.language == "ar"
        for e in reading.entities
    ):
        return True
    return (
        reading.lists.language == "ar"
        and subject > 0
        and (subject - 1 in reading.predicates or _may_be_verb(reading, subject - 1))
        and reading.words[subject].form.startswith("ال")
        and not reading.inside_mention(subject)
    )


def _may_be_verb(reading: Reading, index: int) -> bool:
    """Whether a word that opens its clause has a feminine verb's ending: ثم طالت العقوبات …."""
    opening = reading.clause(index).start
    return index - opening <= 1 and reading.words[index].form.endswith("ت")


def _belongs_to_noun(reading: Reading, entity: PlacedEntity) -> bool:
    """Whether a description stands behind a noun of its own: انهيار الدولة الصومالية."""
    before = entity.start - 1
    return (
        entity.mention.form is Form.DESCRIPTION
        and reading.lists.language == "ar"
        and before >= 0
        and before not in reading.predicates
        and not reading.words[before].is_mark
    )
