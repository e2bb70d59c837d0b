"""The terms of ``mithaq.ttl`` as constants.

Made by ``python -m ontology.generate_terms``: edit the Turtle and make this module anew.
Every constant is a string, its full IRI.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

NAMESPACE = "https://w3id.org/mithaq/ontology#"


def term(name: str) -> str:
    """Return the IRI of the term with the local name `name`, which the ontology must know.

    :raises KeyError: if there is no such term.
    """
    if name not in _NAMES:
        raise KeyError(f"{name!r} is not a term of the ontology")
    return NAMESPACE + name


class Class(StrEnum):
    """Classes."""

    ADMISSION = NAMESPACE + "Admission"
    ADMISSION_APPLICATION = NAMESPACE + "AdmissionApplication"
    ADMISSION_RECOMMENDATION = NAMESPACE + "AdmissionRecommendation"
    AGENDA_ITEM = NAMESPACE + "AgendaItem"
    AGENT = NAMESPACE + "Agent"
    AGGRESSION_CLAIM = NAMESPACE + "AggressionClaim"
    ASSISTANCE = NAMESPACE + "Assistance"
    BASIS = NAMESPACE + "Basis"
    CLAIM = NAMESPACE + "Claim"
    COMMEMORATION = NAMESPACE + "Commemoration"
    CONFLICT = NAMESPACE + "Conflict"
    CONTESTED_PROPERTY = NAMESPACE + "ContestedProperty"
    COOPERATION = NAMESPACE + "Cooperation"
    DEBATE = NAMESPACE + "Debate"
    DECREE = NAMESPACE + "Decree"
    DEMAND_KIND = NAMESPACE + "DemandKind"
    DISPLACEMENT = NAMESPACE + "Displacement"
    DOCUMENT_REVISION = NAMESPACE + "DocumentRevision"
    DRAFT_RESOLUTION = NAMESPACE + "DraftResolution"
    EDITORIAL_NOTE = NAMESPACE + "EditorialNote"
    ENTITY = NAMESPACE + "Entity"
    ESTABLISHMENT = NAMESPACE + "Establishment"
    EVENT = NAMESPACE + "Event"
    EXPRESSION = NAMESPACE + "Expression"
    FLAG_RAISING = NAMESPACE + "FlagRaising"
    INDEPENDENCE_DECLARATION = NAMESPACE + "IndependenceDeclaration"
    INSTRUMENT = NAMESPACE + "Instrument"
    MATTER = NAMESPACE + "Matter"
    MEETING = NAMESPACE + "Meeting"
    MEMBERSHIP_END = NAMESPACE + "MembershipEnd"
    MEMBERSHIP_TERM = NAMESPACE + "MembershipTerm"
    NON_COMPLIANCE_CLAIM = NAMESPACE + "NonComplianceClaim"
    OCCUPATION_CLAIM = NAMESPACE + "OccupationClaim"
    OFFICE = NAMESPACE + "Office"
    OFFICE_TERM = NAMESPACE + "OfficeTerm"
    OPERATION_PARTICIPATION = NAMESPACE + "OperationParticipation"
    ORGAN = NAMESPACE + "Organ"
    ORGAN_MEMBERSHIP = NAMESPACE + "OrganMembership"
    ORGANISATION = NAMESPACE + "Organisation"
    PARTICIPATION = NAMESPACE + "Participation"
    PERSON = NAMESPACE + "Person"
    PLACE = NAMESPACE + "Place"
    POSITION = NAMESPACE + "Position"
    PRECISION = NAMESPACE + "Precision"
    QUOTATION = NAMESPACE + "Quotation"
    READING = NAMESPACE + "Reading"
    REPRESENTATION = NAMESPACE + "Representation"
    RESOLUTION = NAMESPACE + "Resolution"
    RESOLUTION_DEMAND = NAMESPACE + "ResolutionDemand"
    SEAT_KIND = NAMESPACE + "SeatKind"
    SEAT_OF_ORGANISATION = NAMESPACE + "SeatOfOrganisation"
    SESSION = NAMESPACE + "Session"
    SESSION_KIND = NAMESPACE + "SessionKind"
    SITUATION = NAMESPACE + "Situation"
    SOURCE_DOCUMENT = NAMESPACE + "SourceDocument"
    SPAN = NAMESPACE + "Span"
    SPEECH = NAMESPACE + "Speech"
    STANCE = NAMESPACE + "Stance"
    STATE = NAMESPACE + "State"
    STATE_PROGRAMME = NAMESPACE + "StateProgramme"
    STATEMENT = NAMESPACE + "Statement"
    STATUS = NAMESPACE + "Status"
    TREATY = NAMESPACE + "Treaty"
    TREATY_ACCESSION = NAMESPACE + "TreatyAccession"
    TREATY_ACTION = NAMESPACE + "TreatyAction"
    TREATY_SIGNATURE = NAMESPACE + "TreatySignature"
    UTTERANCE = NAMESPACE + "Utterance"
    VISIT = NAMESPACE + "Visit"
    VISIT_KIND = NAMESPACE + "VisitKind"
    VOICE = NAMESPACE + "Voice"
    VOTE = NAMESPACE + "Vote"


class Property(StrEnum):
    """Object and datatype properties."""

    ABOUT = NAMESPACE + "about"
    ABSTENTIONS = NAMESPACE + "abstentions"
    ACCEDED_TO = NAMESPACE + "accededTo"
    ACCORDING_TO = NAMESPACE + "accordingTo"
    ACTION = NAMESPACE + "action"
    ADDRESSED_BY = NAMESPACE + "addressedBy"
    ADDRESSED_BY_NUMBER = NAMESPACE + "addressedByNumber"
    ADDRESSEE = NAMESPACE + "addressee"
    ADOPTED = NAMESPACE + "adopted"
    ADOPTED_UNANIMOUSLY = NAMESPACE + "adoptedUnanimously"
    AFFECTED_BY = NAMESPACE + "affectedBy"
    AGGRESSOR_AGAINST = NAMESPACE + "aggressorAgainst"
    ALLEGED_AGGRESSOR = NAMESPACE + "allegedAggressor"
    ALLEGED_CAUSE = NAMESPACE + "allegedCause"
    ALLEGED_OCCUPIER = NAMESPACE + "allegedOccupier"
    ANNIVERSARY = NAMESPACE + "anniversary"
    APPLICANT = NAMESPACE + "applicant"
    APPLIED_TO = NAMESPACE + "appliedTo"
    AS_WRITTEN = NAMESPACE + "asWritten"
    ASSISTED = NAMESPACE + "assisted"
    ATTESTED_BEGINS = NAMESPACE + "attestedBegins"
    ATTESTED_EDTF = NAMESPACE + "attestedEdtf"
    ATTESTED_ENDS = NAMESPACE + "attestedEnds"
    BASIS = NAMESPACE + "basis"
    BEGINS = NAMESPACE + "begins"
    BENEFICIARY = NAMESPACE + "beneficiary"
    BODY = NAMESPACE + "body"
    CANDIDATE = NAMESPACE + "candidate"
    CARRIED_OUT = NAMESPACE + "carriedOut"
    CHARACTERS = NAMESPACE + "characters"
    CLAUSE_COUNT = NAMESPACE + "clauseCount"
    COMMEMORATED_IN = NAMESPACE + "commemoratedIn"
    CONCERNS = NAMESPACE + "concerns"
    CONTEXT_SPAN = NAMESPACE + "contextSpan"
    COOPERATES_WITH = NAMESPACE + "cooperatesWith"
    COUNTERPARTY = NAMESPACE + "counterparty"
    DATE_CONTEXT = NAMESPACE + "dateContext"
    DEBATED = NAMESPACE + "debated"
    DECLARED = NAMESPACE + "declared"
    DELIVERED = NAMESPACE + "delivered"
    DEMAND_KIND = NAMESPACE + "demandKind"
    DEMANDED = NAMESPACE + "demanded"
    DESTINATION = NAMESPACE + "destination"
    DISAGREEMENT = NAMESPACE + "disagreement"
    EDTF = NAMESPACE + "edtf"
    ELECTED_ON = NAMESPACE + "electedOn"
    END = NAMESPACE + "end"
    ENDS = NAMESPACE + "ends"
    ESTABLISHED_IN = NAMESPACE + "establishedIn"
    EVENT = NAMESPACE + "event"
    EVIDENCE = NAMESPACE + "evidence"
    EXTRACTION_RULE = NAMESPACE + "extractionRule"
    FLAG_RAISED_IN = NAMESPACE + "flagRaisedIn"
    FOUNDED = NAMESPACE + "founded"
    FOUNDER = NAMESPACE + "founder"
    FOUNDING_MEMBER = NAMESPACE + "foundingMember"
    GROUPING = NAMESPACE + "grouping"
    HAS_AGENDA_ITEM = NAMESPACE + "hasAgendaItem"
    HAS_SEAT_IN = NAMESPACE + "hasSeatIn"
    HELD_OFFICE = NAMESPACE + "heldOffice"
    HELD_SESSION = NAMESPACE + "heldSession"
    HELD_VOTE = NAMESPACE + "heldVote"
    HOLDER = NAMESPACE + "holder"
    IN_DOCUMENT = NAMESPACE + "inDocument"
    INDEPENDENT_FROM = NAMESPACE + "independentFrom"
    ISO_ALPHA2 = NAMESPACE + "isoAlpha2"
    ISO_ALPHA3 = NAMESPACE + "isoAlpha3"
    ISSUED = NAMESPACE + "issued"
    ISSUER = NAMESPACE + "issuer"
    ITEM_NUMBER = NAMESPACE + "itemNumber"
    LEFT_ORGANISATION = NAMESPACE + "leftOrganisation"
    LISTED = NAMESPACE + "listed"
    M49 = NAMESPACE + "m49"
    MANNER = NAMESPACE + "manner"
    MEMBER = NAMESPACE + "member"
    MEMBER_OF = NAMESPACE + "memberOf"
    MET = NAMESPACE + "met"
    NORMALISED_BY = NAMESPACE + "normalisedBy"
    NOTE_KIND = NAMESPACE + "noteKind"
    NOTE_ON = NAMESPACE + "noteOn"
    NUMBER = NAMESPACE + "number"
    OBJECT = NAMESPACE + "object"
    OCCASION = NAMESPACE + "occasion"
    OCCUPIER_OF = NAMESPACE + "occupierOf"
    OF_RESOLUTION = NAMESPACE + "ofResolution"
    OF_RESOLUTION_NUMBER = NAMESPACE + "ofResolutionNumber"
    OFFICE = NAMESPACE + "office"
    OFFICE_OF = NAMESPACE + "officeOf"
    ORDINAL_AS_STATED = NAMESPACE + "ordinalAsStated"
    ORGAN = NAMESPACE + "organ"
    ORGANISATION = NAMESPACE + "organisation"
    PART_OF = NAMESPACE + "partOf"
    PARTICIPANT = NAMESPACE + "participant"
    PARTICIPANT_CONTEXT = NAMESPACE + "participantContext"
    PARTICIPATED_IN = NAMESPACE + "participatedIn"
    PARTNER = NAMESPACE + "partner"
    PARTY = NAMESPACE + "party"
    PARTY_TO = NAMESPACE + "partyTo"
    PERSON = NAMESPACE + "person"
    PERSONS_AS_STATED = NAMESPACE + "personsAsStated"
    PLACE = NAMESPACE + "place"
    PRECISION = NAMESPACE + "precision"
    PREDICATE = NAMESPACE + "predicate"
    PROPOSED = NAMESPACE + "proposed"
    PROPOSER = NAMESPACE + "proposer"
    PROVIDER = NAMESPACE + "provider"
    QUOTE = NAMESPACE + "quote"
    READING = NAMESPACE + "reading"
    RECEIVER = NAMESPACE + "receiver"
    RECOMMENDED = NAMESPACE + "recommended"
    REPORTED_BY = NAMESPACE + "reportedBy"
    REPRESENTED_AT = NAMESPACE + "representedAt"
    RESOLUTION_CONTEXT = NAMESPACE + "resolutionContext"
    REVISED_IN = NAMESPACE + "revisedIn"
    SAID = NAMESPACE + "said"
    SAID_NOT_TO_COMPLY = NAMESPACE + "saidNotToComply"
    SEAT_KIND = NAMESPACE + "seatKind"
    SENDER = NAMESPACE + "sender"
    SENTENCE_NUMBER = NAMESPACE + "sentenceNumber"
    SERVED_ON = NAMESPACE + "servedOn"
    SESSION = NAMESPACE + "session"
    SESSION_KIND = NAMESPACE + "sessionKind"
    SHA256 = NAMESPACE + "sha256"
    SIGNED = NAMESPACE + "signed"
    SITE = NAMESPACE + "site"
    SPEAKER = NAMESPACE + "speaker"
    STANCE = NAMESPACE + "stance"
    START = NAMESPACE + "start"
    STATE = NAMESPACE + "state"
    STATED_REVISION = NAMESPACE + "statedRevision"
    STATEMENT_TYPE = NAMESPACE + "statementType"
    STATUS = NAMESPACE + "status"
    SUBJECT = NAMESPACE + "subject"
    SUBMITTED_BY = NAMESPACE + "submittedBy"
    SUPPORTER = NAMESPACE + "supporter"
    TARGET = NAMESPACE + "target"
    TERRITORY = NAMESPACE + "territory"
    TITLE_AS_STATED = NAMESPACE + "titleAsStated"
    TOOK_PART_IN = NAMESPACE + "tookPartIn"
    TOOK_PLACE_IN = NAMESPACE + "tookPlaceIn"
    TOOK_POSITION = NAMESPACE + "tookPosition"
    TOPIC = NAMESPACE + "topic"
    TREATY = NAMESPACE + "treaty"
    UNANIMOUS = NAMESPACE + "unanimous"
    VENUE = NAMESPACE + "venue"
    VISIT_KIND = NAMESPACE + "visitKind"
    VISITED = NAMESPACE + "visited"
    VISITOR = NAMESPACE + "visitor"
    VOICE = NAMESPACE + "voice"
    VOTES_AGAINST = NAMESPACE + "votesAgainst"
    VOTES_FOR = NAMESPACE + "votesFor"
    WHAT = NAMESPACE + "what"


class Concept(StrEnum):
    """Members of the closed lists."""

    ACCEPTANCE_ACTION = NAMESPACE + "AcceptanceAction"
    ACCESSION_ACTION = NAMESPACE + "AccessionAction"
    APPRECIATION_STANCE = NAMESPACE + "AppreciationStance"
    APPROVAL_ACTION = NAMESPACE + "ApprovalAction"
    ASSISTANCE_DEMAND = NAMESPACE + "AssistanceDemand"
    CALL_STANCE = NAMESPACE + "CallStance"
    CEASE_FIRE_DEMAND = NAMESPACE + "CeaseFireDemand"
    CHAIR_SEAT = NAMESPACE + "ChairSeat"
    COMMEMORATIVE_SESSION = NAMESPACE + "CommemorativeSession"
    COMPLIANCE_DEMAND = NAMESPACE + "ComplianceDemand"
    CONCERN_STANCE = NAMESPACE + "ConcernStance"
    CONDEMNATION_STANCE = NAMESPACE + "CondemnationStance"
    CONTESTED = NAMESPACE + "Contested"
    CORROBORATED = NAMESPACE + "Corroborated"
    DAY = NAMESPACE + "Day"
    DECADE = NAMESPACE + "Decade"
    DISARMAMENT_DEMAND = NAMESPACE + "DisarmamentDemand"
    DOCUMENT_VOICE = NAMESPACE + "DocumentVoice"
    EMERGENCY_SESSION = NAMESPACE + "EmergencySession"
    EXPLICIT = NAMESPACE + "Explicit"
    INFERRED = NAMESPACE + "Inferred"
    INHERITED = NAMESPACE + "Inherited"
    INTENTION_STANCE = NAMESPACE + "IntentionStance"
    INTERVAL = NAMESPACE + "Interval"
    MONTH = NAMESPACE + "Month"
    NECESSITY_STANCE = NAMESPACE + "NecessityStance"
    NEGOTIATION_DEMAND = NAMESPACE + "NegotiationDemand"
    NEUTRAL_STANCE = NAMESPACE + "NeutralStance"
    NON_PERMANENT_SEAT = NAMESPACE + "NonPermanentSeat"
    OBSERVER_SEAT = NAMESPACE + "ObserverSeat"
    OFFICIAL_VISIT = NAMESPACE + "OfficialVisit"
    OPPOSITION_STANCE = NAMESPACE + "OppositionStance"
    OTHER_DEMAND = NAMESPACE + "OtherDemand"
    PARTY_EXPLICIT = NAMESPACE + "PartyExplicit"
    PARTY_FROM_CONTEXT = NAMESPACE + "PartyFromContext"
    PARTY_NOT_STATED = NAMESPACE + "PartyNotStated"
    PERMANENT_SEAT = NAMESPACE + "PermanentSeat"
    PLENARY_SESSION = NAMESPACE + "PlenarySession"
    PRIVATE_VISIT = NAMESPACE + "PrivateVisit"
    RATIFICATION_ACTION = NAMESPACE + "RatificationAction"
    RECOGNITION_DEMAND = NAMESPACE + "RecognitionDemand"
    REGULAR_SESSION = NAMESPACE + "RegularSession"
    RELATIVE = NAMESPACE + "Relative"
    RELEASE_DEMAND = NAMESPACE + "ReleaseDemand"
    REPORTED = NAMESPACE + "Reported"
    RESOLUTION_VOICE = NAMESPACE + "ResolutionVoice"
    RETRACTED = NAMESPACE + "Retracted"
    RETURN_DEMAND = NAMESPACE + "ReturnDemand"
    SANCTIONS_DEMAND = NAMESPACE + "SanctionsDemand"
    SIGNATURE_ACTION = NAMESPACE + "SignatureAction"
    SPEAKER_VOICE = NAMESPACE + "SpeakerVoice"
    SPECIAL_SESSION = NAMESPACE + "SpecialSession"
    STATE_VISIT = NAMESPACE + "StateVisit"
    SUCCESSION_ACTION = NAMESPACE + "SuccessionAction"
    SUMMIT_SESSION = NAMESPACE + "SummitSession"
    SUPPORT_STANCE = NAMESPACE + "SupportStance"
    TERRITORIAL_INTEGRITY_DEMAND = NAMESPACE + "TerritorialIntegrityDemand"
    WITHDRAWAL_DEMAND = NAMESPACE + "WithdrawalDemand"
    WORKING_VISIT = NAMESPACE + "WorkingVisit"
    YEAR = NAMESPACE + "Year"


CLOSED_LISTS: Mapping[str, Mapping[str, Concept]] = {
    "action": {
        "signature": Concept.SIGNATURE_ACTION,
        "accession": Concept.ACCESSION_ACTION,
        "ratification": Concept.RATIFICATION_ACTION,
        "acceptance": Concept.ACCEPTANCE_ACTION,
        "approval": Concept.APPROVAL_ACTION,
        "succession": Concept.SUCCESSION_ACTION,
    },
    "basis": {
        "explicit": Concept.EXPLICIT,
        "inherited": Concept.INHERITED,
        "relative": Concept.RELATIVE,
        "inferred": Concept.INFERRED,
    },
    "demandKind": {
        "cease-fire": Concept.CEASE_FIRE_DEMAND,
        "withdrawal": Concept.WITHDRAWAL_DEMAND,
        "return": Concept.RETURN_DEMAND,
        "assistance": Concept.ASSISTANCE_DEMAND,
        "territorial-integrity": Concept.TERRITORIAL_INTEGRITY_DEMAND,
        "negotiation": Concept.NEGOTIATION_DEMAND,
        "compliance": Concept.COMPLIANCE_DEMAND,
        "release": Concept.RELEASE_DEMAND,
        "sanctions": Concept.SANCTIONS_DEMAND,
        "disarmament": Concept.DISARMAMENT_DEMAND,
        "recognition": Concept.RECOGNITION_DEMAND,
        "other": Concept.OTHER_DEMAND,
    },
    "precision": {
        "day": Concept.DAY,
        "month": Concept.MONTH,
        "year": Concept.YEAR,
        "decade": Concept.DECADE,
        "interval": Concept.INTERVAL,
    },
    "reading": {
        "explicit": Concept.PARTY_EXPLICIT,
        "from-context": Concept.PARTY_FROM_CONTEXT,
        "not-stated": Concept.PARTY_NOT_STATED,
    },
    "seatKind": {
        "permanent": Concept.PERMANENT_SEAT,
        "non-permanent": Concept.NON_PERMANENT_SEAT,
        "observer": Concept.OBSERVER_SEAT,
        "chair": Concept.CHAIR_SEAT,
    },
    "sessionKind": {
        "regular": Concept.REGULAR_SESSION,
        "special": Concept.SPECIAL_SESSION,
        "emergency": Concept.EMERGENCY_SESSION,
        "commemorative": Concept.COMMEMORATIVE_SESSION,
        "plenary": Concept.PLENARY_SESSION,
        "summit": Concept.SUMMIT_SESSION,
    },
    "stance": {
        "support": Concept.SUPPORT_STANCE,
        "opposition": Concept.OPPOSITION_STANCE,
        "condemnation": Concept.CONDEMNATION_STANCE,
        "call": Concept.CALL_STANCE,
        "necessity": Concept.NECESSITY_STANCE,
        "concern": Concept.CONCERN_STANCE,
        "appreciation": Concept.APPRECIATION_STANCE,
        "intention": Concept.INTENTION_STANCE,
        "neutral": Concept.NEUTRAL_STANCE,
    },
    "status": {
        "reported": Concept.REPORTED,
        "corroborated": Concept.CORROBORATED,
        "contested": Concept.CONTESTED,
        "retracted": Concept.RETRACTED,
    },
    "visitKind": {
        "official": Concept.OFFICIAL_VISIT,
        "state": Concept.STATE_VISIT,
        "working": Concept.WORKING_VISIT,
        "private": Concept.PRIVATE_VISIT,
    },
    "voice": {
        "document": Concept.DOCUMENT_VOICE,
        "speaker": Concept.SPEAKER_VOICE,
        "resolution": Concept.RESOLUTION_VOICE,
    },
}
"""Property with a closed list: the word in rules and statements, its concept."""

_NAMES = frozenset(
    iri.removeprefix(NAMESPACE) for kind in (Class, Property, Concept) for iri in kind
)
