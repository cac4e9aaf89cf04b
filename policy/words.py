"""English words for what the model names: the same ones on pages, in mails and on the terminal."""

from policy.model.changes import Direction, Kind, Severity, Verdict
from policy.model.looks import Event, State, VersionCause
from policy.model.readings import Suspicion
from policy.model.targets import DocumentType

_KINDS = {
    Kind.DATA_CATEGORY: "Data collected",
    Kind.SPECIAL_CATEGORY: "Sensitive data",
    Kind.BIOMETRIC: "Biometric data",
    Kind.CHILDREN: "Children",
    Kind.PURPOSE: "Purpose of use",
    Kind.AI_TRAINING: "AI training",
    Kind.AUTOMATED_DECISION: "Automated decisions",
    Kind.TARGETED_ADVERTISING: "Targeted advertising",
    Kind.LEGAL_BASIS: "Legal basis",
    Kind.CONSENT_MODEL: "Consent",
    Kind.DATA_SOURCE: "Source of data",
    Kind.RECIPIENT_CATEGORY: "Recipients",
    Kind.NAMED_THIRD_PARTY: "Named third party",
    Kind.SALE_OR_SHARING: "Sale or sharing",
    Kind.NEGATIVE_PROMISE: "Promise not to do something",
    Kind.LAW_ENFORCEMENT: "Law enforcement",
    Kind.INTERNATIONAL_TRANSFER: "International transfer",
    Kind.RETENTION: "Retention period",
    Kind.SECURITY_COMMITMENT: "Security commitment",
    Kind.CONTROLLER: "Responsible company",
    Kind.OWNERSHIP_CLAUSE: "Merger or sale of the business",
    Kind.CONTACT: "Contact",
    Kind.COMPLAINT_CHANNEL: "Complaints",
    Kind.RIGHTS: "Rights",
    Kind.RIGHTS_PROCEDURE: "How to use rights",
    Kind.CHANGE_NOTICE: "Notice of changes",
    Kind.EFFECTIVE_DATE: "Effective date",
    Kind.SCOPE: "Scope of the document",
    Kind.DISPUTE_TERMS: "Dispute terms",
    Kind.RISK_ASSESSMENT: "Risk assessment",
    Kind.LANGUAGE_VERSION_DRIFT: "Language versions differ",
    Kind.EDITORIAL: "Wording",
    Kind.UNCLASSIFIED: "Other change",
    Kind.WATCH_RULE: "Your watch rule",
}

_SEVERITIES = {
    Severity.INFO: "Info",
    Severity.MINOR: "Minor",
    Severity.MAJOR: "Major",
    Severity.CRITICAL: "Critical",
}

_DIRECTIONS = {
    Direction.ADDED: "added",
    Direction.REMOVED: "removed",
    Direction.WIDENED: "widened",
    Direction.NARROWED: "narrowed",
    Direction.CHANGED: "changed",
}

_STATES = {
    State.NEW: "Not read yet",
    State.OK: "Up to date",
    State.CHANGED: "Changed",
    State.SUSPECT: "Doubtful page",
    State.FLAPPING: "Alternating",
    State.UNREACHABLE: "Unreachable",
    State.THROTTLED: "Throttled",
    State.BLOCKED: "Blocked",
    State.MOVED: "Moved",
    State.GONE: "Gone",
    State.PAUSED: "Paused",
}

_DOCUMENT_TYPES = {
    DocumentType.PRIVACY: "Privacy policy",
    DocumentType.COOKIES: "Cookie policy",
    DocumentType.TERMS: "Terms",
    DocumentType.PROCESSING: "Data processing agreement",
    DocumentType.OTHER: "Other document",
}

_VERDICTS = {
    Verdict.NONE: "No change",
    Verdict.EDITORIAL: "Editorial",
    Verdict.MINOR: "Minor",
    Verdict.MATERIAL: "Material",
}

_EVENTS = {
    Event.FIRST: "First version",
    Event.UNCHANGED: "Unchanged",
    Event.HELD: "New text, waiting for a second look",
    Event.CHANGED: "Changed",
    Event.RETURNED: "Returned to an earlier text",
    Event.SUSPECT: "Doubtful page",
    Event.FAILED: "Not read",
}

_CAUSES = {
    VersionCause.FIRST: "First version",
    VersionCause.SOURCE: "Changed by the publisher",
    VersionCause.TECHNICAL: "Read again by a newer recipe of ours; the publisher changed nothing",
}

_SUSPICIONS = {
    Suspicion.EMPTY: "the page holds no text",
    Suspicion.ERROR_PAGE: "the page is an error message or a refusal",
    Suspicion.CONSENT_WALL: "a consent dialogue stands in front of the text",
    Suspicion.LOGIN_WALL: "the page asks to log in",
    Suspicion.BOT_WALL: "the page asks to prove that a human reads it",
    Suspicion.NEEDS_SCRIPT: "the page shows its text only with JavaScript",
    Suspicion.PARKED: "the domain is parked",
    Suspicion.MAINTENANCE: "the site is down for maintenance",
    Suspicion.TRUNCATED: "much of the text is missing",
    Suspicion.OTHER_DOCUMENT: "it looks like another document",
    Suspicion.LANGUAGE_FLIP: "it came in another language",
    Suspicion.NOT_A_POLICY: "it does not read like a policy",
    Suspicion.SELECTOR: "the configured part of the page was not found",
    Suspicion.UNREADABLE: "its form could not be read",
    Suspicion.SPAM: "it was replaced by spam",
    Suspicion.HOME_PAGE: "the home page came instead",
    Suspicion.OTHER_SITE: "another site came instead",
}

_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "he": "Hebrew",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def kind_label(kind: Kind) -> str:
    return _KINDS[kind]


def severity_label(severity: Severity) -> str:
    return _SEVERITIES[severity]


def direction_label(direction: Direction) -> str:
    """In lower case, to follow a kind: "Contact changed"."""
    return _DIRECTIONS[direction]


def state_label(state: State) -> str:
    return _STATES[state]


def document_type_label(document_type: DocumentType) -> str:
    return _DOCUMENT_TYPES[document_type]


def verdict_label(verdict: Verdict) -> str:
    return _VERDICTS[verdict]


def event_label(event: Event) -> str:
    return _EVENTS[event]


def cause_label(cause: VersionCause) -> str:
    return _CAUSES[cause]


def suspicion_label(suspicion: Suspicion) -> str:
    """In lower case, to follow "Not compared, because "."""
    return _SUSPICIONS[suspicion]


def language_label(code: str) -> str:
    """The language's English name; the code itself when we have none."""
    return _LANGUAGES.get(code.partition("-")[0].lower(), code)
