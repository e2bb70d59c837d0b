"""The names of the word lists that several modules ask for; the lists are those of the rules."""

from __future__ import annotations

ABOUT = "about"  # بشأن, "concerning"
ACCORDING_TO = "according-to"
ADOPTED = "adopted"
AMONG_THEM = "among-them"
APPOSED = "apposed"  # "a", "its", "then": before what somebody is
BEING = "being"
CLAUSE_LINKS = "clause-links"  # adverbs that may stand between a conjunction and its verb
COMPLEMENTISERS = "complementisers"
CONJUNCTIONS = "conjunctions"
DOCUMENT_NOUNS = "document-nouns"  # "resolution", القرار before the number of a listed one
ECHO_LATER = "echo-later"  # followed, تبعتها: at another time, perhaps one that is said
FILLERS = "fillers"  # words between a preposition and a name: منظمة، عضوية، the
HAPPENING = "happening"  # "the signature came in May": the date is the signature's
HONORIFICS = "honorifics"  # الراحل, السابق, between a title and its name
IN_WHICH = "in-which"  # behind a date: what follows took place then
NEGATORS = "negators"
NOT_BEING = "not-being"  # ليست, "was not"
ONE_OF_TWO = "one-of-two"  # "from 1978 to 1980, and the former also from …"
PASSIVE_AGENTS = "passive-agents"  # "adopted by": a participle that opens no clause
PAST_NEGATORS = "past-negators"  # لم
PREPOSITIONS = "prepositions"
RELATIVES = "relatives"
RESPECTIVELY = "respectively"
TALLY_BALLOTS = "tally-ballots"  # صوتا, "votes"
TALLY_TIME = "tally-time"  # years, days: what a number counts that is nobody
THAT_IS = "that-is"  # أي
THERE = "there"  # إليها, فيه: what the text spoke of
TIME_RELATIONS = "time-relations"  # بعد، قبل, "before": an anchor, not the time of the event
TROOPS = "troops"
TURNS = "turns"  # أما: what the sentence turns to is told the same of
WAS = "was"
WAS_NTH = "was-nth"  # وكانت العضو, before the number of a member
